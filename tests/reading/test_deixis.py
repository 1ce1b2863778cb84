"""“Today” in a quotation is the day it was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.model.claim import Attribution, AttributionKind
from sayso.model.dates import TimeMention
from sayso.reading.deixis import respoken, spoken_of
from sayso.reading.draft import Draft
from sayso.reading.times import find_times
from tests.reading.by_hand import at, draft

TEXT = "Shells hit the port. “We fired on it today,” the general said on Thursday. The port is closed today."
SATURDAY, THURSDAY = date(2024, 2, 3), date(2024, 2, 1)


def spoken(kind: AttributionKind = AttributionKind.DIRECT, text: str = TEXT) -> Draft:
    start = draft(text, published=SATURDAY)
    quote = Attribution("q1", (at(text, "“We fired on it today,”"),), (at(text, "the general"),),
                        (at(text, "said"),), kind, "a1")  # fmt: skip
    times = find_times(text, published=start.published, sentences=[s.span for s in start.sentences])
    return replace(start, times=times, attributions=(quote,))


def days(times: tuple[TimeMention, ...], text: str = TEXT) -> list[date | None]:
    return [t.interval.first if t.interval else None for t in times if t.span.of(text) == "today"]


def test_today_in_a_quotation_is_the_day_of_the_statement() -> None:
    assert days(respoken(spoken())) == [THURSDAY, SATURDAY]


def test_today_in_indirect_speech_is_the_reports_own() -> None:
    assert days(respoken(spoken(AttributionKind.INDIRECT))) == [SATURDAY, SATURDAY]


def test_without_a_day_of_the_statement_nothing_changes() -> None:
    text = TEXT.replace(" on Thursday", "")
    assert days(respoken(spoken(text=text)), text) == [SATURDAY, SATURDAY]


def test_an_event_has_the_today_of_who_speaks_right_after_it() -> None:
    full = replace(spoken(), times=respoken(spoken()))
    found = spoken_of(full, [full.sentences[0].span])
    assert found is not None
    assert found.interval is not None
    assert found.interval.first == THURSDAY
    assert spoken_of(full, [full.sentences[2].span]) is None
