"""Claims out of a ledger: those told of no event too, and the words of every date."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sayso.export import Chosen, Material, format_named, material
from sayso.export.arrow import tables
from sayso.export.aside import Aside, aside
from sayso.export.source import from_ledger, from_wanted
from sayso.export.sql import Asked
from sayso.ledger.ledger import Ledger
from sayso.model.account import Figure
from sayso.model.claim import Measure
from sayso.model.event import EventType
from sayso.model.incident import TollRule
from sayso.model.judgement import Decision
from sayso.model.overview import Wanted
from sayso.model.reading import Reading
from tests.export.by_hand import ACCOUNT, HOSTILE_REPORT, NASTY, REPORT, TEXT, incident, span
from tests.ledger.made import read, report

TOLD = report("Holm", "Tarn")  # of Tarn there is no event, but a figure and a statement
ONLY = report("Vesk", killed=70, outlet=None)  # nothing is told of an event
RULE = TollRule.UCDP_SPAN


def _without(reading: Reading, event: str) -> Reading:
    """The reading with the claims of this event told of none."""
    return replace(
        reading,
        events=tuple(each for each in reading.events if each.id != event),
        tolls=tuple(replace(t, event=None if t.event == event else t.event) for t in reading.tolls),
        statements=tuple(replace(s, event=None if s.event == event else s.event) for s in reading.statements),
    )


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "war.db") as opened:
        opened.add([_without(read(TOLD), "e2"), _without(read(ONLY), "e1")])
        yield opened


def rows(wanted: Material) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write = format_named("claims-csv").write
    assert write
    write(wanted, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline=""), strict=True))


def everything(ledger: Ledger) -> list[dict[str, str]]:
    return rows(from_ledger(ledger, Chosen(), RULE, with_text=True))


def loose(found: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {row["claim_id"]: row for row in found if not row["account_id"]}


def test_claims_of_no_event_come_last_with_their_words_and_who_gives_them(ledger: Ledger) -> None:
    found = everything(ledger)
    claims = {TOLD.id: ("t2", "s2"), ONLY.id: ("t1", "s1")}
    ordered = [f"{each}/{claim}" for each in sorted(claims) for claim in claims[each]]
    assert [row["claim_id"] for row in found[-4:]] == ordered == list(loose(found))
    texts = {each.id: each.text for each in (TOLD, ONLY)}
    for row in loose(found).values():
        text = texts[row["report_id"]]
        assert text[int(row["begin"]) : int(row["end"])] == row["words"] != ""
        assert text[int(row["sentence_begin"]) : int(row["sentence_end"])] == row["sentence"] != ""
        assert (row["speaker"], row["own_voice"], row["judged"]) == ("the health office", "false", "false")
        assert (row["title"], row["published"]) == ("Farmers killed", "2024-02-03")
        blank = ("incident_id", "event_type", "event_status", "toll_rule", "counted", "counted_why")
        assert [row[name] for name in blank] == [""] * len(blank)
    figure, said = (loose(found)[f"{TOLD.id}/{claim}"] for claim in ("t2", "s2"))
    assert (figure["kind"], figure["field"], figure["low"], figure["words"]) == ("figure", "killed", "13", "13")
    assert (figure["outlet"], figure["counted_people"]) == ("Example Herald", "farmers")
    assert (said["kind"], said["field"], said["words"]) == ("statement", "assert", TOLD.text.split("\n")[1])
    assert len({(row["claim_id"], row["account_id"]) for row in found}) == len(found)


@pytest.mark.parametrize(
    "chosen",
    [
        Chosen(since=date(1900, 1, 1)),
        Chosen(until=date(2100, 1, 1)),
        Chosen(countries=frozenset({"IQ"})),
        Chosen(types=frozenset({EventType.ATTACK})),
    ],
)
def test_they_are_left_out_when_incidents_are_chosen(ledger: Ledger, chosen: Chosen) -> None:
    found = from_ledger(ledger, chosen, RULE)
    assert rows(found) == [row for row in rows(from_ledger(ledger, Chosen(), RULE)) if row["account_id"]] != []
    assert tables(found)["reports"]["report_id"].to_pylist() == [TOLD.id]


def test_the_desk_gives_them_when_nothing_is_filtered(ledger: Ledger) -> None:
    assert rows(from_wanted(ledger, Wanted(), RULE, with_text=True)) == everything(ledger)
    for wanted in (Wanted(countries=frozenset({"IQ"})), Wanted(words="farmers"), Wanted(reviewed=False)):
        found = rows(from_wanted(ledger, wanted, RULE))
        assert found and loose(found) == {}


def test_their_reports_can_be_joined_in_parquet_and_sql(ledger: Ledger) -> None:
    asked = Asked(from_ledger(ledger, Chosen(), RULE))
    told = asked.ask(
        'SELECT claim_id, substr(text, begin + 1, "end" - begin) = words FROM claims JOIN reports USING (report_id) '
        "WHERE account_id IS NULL AND incident_id IS NULL AND event_type IS NULL ORDER BY 1"
    )
    names = (f"{TOLD.id}/t2", f"{TOLD.id}/s2", f"{ONLY.id}/t1", f"{ONLY.id}/s1")
    assert told.rows == tuple((name, True) for name in sorted(names))


def test_what_was_told_of_a_rejected_event_is_told_of_none(ledger: Ledger) -> None:
    ledger.judge(Decision.REJECT, f"{TOLD.id}/e1", author="ana")
    found = everything(ledger)
    assert loose(found).keys() == {row["claim_id"] for row in found} >= {f"{TOLD.id}/t1", f"{TOLD.id}/s1"}


def test_a_rejected_claim_is_gone_and_an_accepted_one_is_judged(ledger: Ledger) -> None:
    ledger.judge(Decision.REJECT, f"{TOLD.id}/t2", author="ana")
    ledger.judge(Decision.ACCEPT, f"{TOLD.id}/s2", author="ana")
    found = loose(everything(ledger))
    assert f"{TOLD.id}/t2" not in found
    assert {name for name, row in found.items() if row["judged"] == "true"} == {f"{TOLD.id}/s2"}


def test_a_date_has_the_words_it_was_worked_out_from(ledger: Ledger) -> None:
    for found in (
        everything(ledger),
        rows(from_ledger(ledger, Chosen(countries=frozenset({"IQ"})), RULE, with_text=True)),
    ):
        (row,) = (row for row in found if row["field"] == "date")
        assert (row["value"], row["words"]) == ("2024-02-03/2024-02-03", "Saturday")
        assert TOLD.text[int(row["begin"]) : int(row["end"])] == "Saturday"
        assert row["sentence"] == TOLD.text.split("\n")[0]


def test_a_date_in_no_sentence_has_no_sentence_around_it() -> None:
    reading = replace(read(TOLD), sentences=())
    (first, _) = aside(reading).dates.values()
    assert (reading.words(first.span), first.sentence) == ("Saturday", None)


def test_words_outside_an_events_sentences_have_none_of_these_around_them() -> None:
    party = replace(ACCOUNT.perpetrators[0], span=span("The Islamic Resistance in Iraq"))
    told = incident(accounts=(replace(ACCOUNT, perpetrators=(party,)),))
    found = {row["field"]: row for row in rows(material([told], {REPORT.id: REPORT}, RULE, with_text=True))}
    assert (found["perpetrator"]["words"], found["perpetrator"]["sentence"]) == ("The Islamic Resistance in Iraq", "")
    assert found["place"]["sentence"] == ACCOUNT.evidence[0].of(TEXT)


def test_hostile_claims_of_no_event_are_harmless_and_hold_no_text_that_was_not_asked_for() -> None:
    whole = span(HOSTILE_REPORT.text, HOSTILE_REPORT.text)
    figures = tuple(
        Figure(f"{HOSTILE_REPORT.id}/{n}", Measure.KILLED, None, 10**30, words, whole, whole, words)
        for n, words in enumerate(NASTY)
    )
    told = Aside(HOSTILE_REPORT.id, NASTY[0], NASTY[1], NASTY[2], NASTY[3], None, {}, figures)
    known = {HOSTILE_REPORT.id: HOSTILE_REPORT}
    made = material([], known, RULE, aside={HOSTILE_REPORT.id: told}.get, loose=[HOSTILE_REPORT.id, "gone"])
    found = rows(made)
    assert len(found) == len(NASTY) == tables(made)["claims"].num_rows
    assert "sentence" not in found[0]
    for cell in (cell for row in found for cell in row.values()):
        assert cell[:1] not in tuple("=@\t\r\n＝+-")
        assert "\x00" not in cell and "\x1b" not in cell
