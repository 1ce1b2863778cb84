"""Scenes joined to events, with day, places and status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from sayso.model.event import Event, EventType, Status
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.reading.draft import Draft
from sayso.reading.events import find_events, join
from sayso.reading.placing import find_places
from sayso.reading.scenes import Scene, scenes
from sayso.reading.tellings import Telling, find_tellings
from sayso.reading.times import find_times
from tests.reading.by_hand import Beliefs, Tags, at, draft

STRIKE, SHELL, ARREST, ATTACK = (
    EventType.AIR_DRONE_STRIKE,
    EventType.SHELLING_ARTILLERY_MISSILE,
    EventType.ARRESTS,
    EventType.ATTACK,
)
Told = Sequence[tuple[int, str, EventType]]


def prepared(text: str, told: Told, tags: Tags = (), beliefs: Beliefs | None = None) -> tuple[Draft, tuple[Scene, ...]]:
    start = draft(text, tags, beliefs, published=date(2020, 5, 6))  # a Wednesday
    spans = [s.span for s in start.sentences]
    full = replace(start, places=find_places(start), times=find_times(text, published=start.published, sentences=spans))
    tellings = [Telling(n, spans[n], kind, at(text, word), 0.9) for n, word, kind in told]
    return full, scenes(full, tellings)


def events(text: str, told: Told, tags: Tags = (), beliefs: Beliefs | None = None) -> tuple[Event, ...]:
    full, found = prepared(text, told, tags, beliefs)
    return find_events(full, found)


BOTH = "Shells hit Mosul on Tuesday. The shelling of Mosul on Tuesday lasted an hour. Police arrested nine men."
PLACES = [("place", "place", "Mosul"), ("where", "where", "Mosul")]


def test_one_event_told_twice_is_one_with_both_sentences() -> None:
    shelled, arrested = events(BOTH, [(0, "Shells", SHELL), (1, "shelling", SHELL), (2, "arrested", ARREST)], PLACES)
    assert (shelled.id, shelled.type, len(shelled.evidence)) == ("e1", SHELL, 2)
    assert (arrested.id, arrested.type, len(arrested.evidence)) == ("e2", ARREST, 1)
    assert shelled.why.startswith("the words “Shells”")


def test_different_kinds_of_acled_event_are_never_one() -> None:
    text = "Police arrested nine men in Mosul. Shells hit Mosul."
    full, found = prepared(text, [(0, "arrested", ARREST), (1, "Shells", SHELL)], PLACES)
    assert [len(members) for members, _ in join(full.text, found)] == [1, 1]


def test_two_places_of_one_list_are_two_events() -> None:
    text = "Shells hit Mosul as well as the town of Tikrit on Monday."
    tags = [("place", "place", w) for w in ("Mosul", "Tikrit")] + [("where", "where", w) for w in ("Mosul", "Tikrit")]
    found = events(text, [(0, "Shells", SHELL)], tags)
    assert [e.places[0].name for e in found] == ["Mosul", "Tikrit"]
    assert [e.date.interval.first if e.date else None for e in found] == [date(2020, 5, 4)] * 2


def test_an_event_has_the_day_its_sentence_tells() -> None:
    (event,) = events("Shells hit Mosul on Tuesday.", [(0, "Shells", SHELL)], PLACES)
    assert event.date is not None
    assert (event.date.interval.first, event.date.interval.last) == (date(2020, 5, 5), date(2020, 5, 5))
    assert event.date.span is not None


def test_an_event_without_a_day_has_none() -> None:
    (event,) = events("Shells hit Mosul.", [(0, "Shells", SHELL)], PLACES)
    assert event.date is None


def test_places_go_from_fine_to_vague_and_lend_their_country() -> None:
    tags = [("place", "place", "Iraq"), ("place", "place", "Mosul"), ("where", "where", "Mosul")]
    (event,) = events("In Iraq, shells hit Mosul.", [(0, "shells", SHELL)], tags)
    assert [p.name for p in event.places] == ["Mosul", "Iraq"]
    assert event.countries == ("IQ",)


def test_an_adjective_is_no_place() -> None:
    tags = [("place", "place", "Iraqi"), ("where", "where", "Iraqi"), *PLACES]
    (event,) = events("Shells hit an Iraqi post in Mosul.", [(0, "Shells", SHELL)], tags)
    assert "Iraqi" not in [p.name for p in event.places]


@pytest.mark.parametrize("status", [Status.CLAIMED, Status.DENIED, Status.ATTEMPTED])
def test_status_is_what_the_sentence_tells(status: Status) -> None:
    told = [(0, "Shells", SHELL)]
    (event,) = events("Shells hit Mosul.", told, PLACES, {(0, "status", status.value): 0.99})
    assert event.status is status
    (plain,) = events("Shells hit Mosul.", told, PLACES)
    assert plain.status is Status.OCCURRED


def test_one_sentence_in_the_reports_own_voice_is_enough_to_have_occurred() -> None:
    beliefs = {(0, "status", "claimed"): 0.99}
    found = events(BOTH, [(0, "Shells", SHELL), (1, "shelling", SHELL)], PLACES, beliefs)
    assert [(len(e.evidence), e.status) for e in found] == [(2, Status.OCCURRED)]


def test_a_caption_dates_nothing() -> None:
    text = "Shells hit Mosul on Tuesday."
    full, found = prepared(text, [(0, "Shells", SHELL)], PLACES)
    caption = tuple(Sentence(s.span, s.paragraph, BlockKind.CAPTION) for s in full.sentences)
    (event,) = find_events(replace(full, sentences=caption), found)
    assert event.date is None


def test_without_an_encoding_no_events() -> None:
    full, found = prepared(BOTH, [(0, "Shells", SHELL)])
    assert find_events(replace(full, encoding=None), found) == ()


def test_what_happens_in_two_lands_is_two_events() -> None:
    text = "Shells hit a camp in Jordan. The shelling hit a camp in Iraq."
    tags = [
        ("place", "place", "Jordan"),
        ("where", "where", "Jordan"),
        ("place", "place", "Iraq"),
        ("where", "where", "Iraq"),
    ]
    found = events(text, [(0, "Shells", SHELL), (1, "shelling", SHELL)], tags)
    assert [e.countries for e in found] == [("JO",), ("IQ",)]


def placed(text: str, *names: str) -> list[str]:
    tags = [(head, label, name) for name in names for head, label in (("place", "place"), ("where", "where"))]
    return [p.name for p in events(text, [(0, "Shells", SHELL)], tags)[0].places]


def test_a_place_that_only_says_where_another_is_is_no_scene() -> None:
    text = "Shells hit Mosul, 400 kilometers (248 miles) northwest of the capital Baghdad."
    assert "Mosul" in placed(text, "Mosul", "Baghdad")
    assert "Baghdad" not in placed(text, "Mosul", "Baghdad")


def test_whose_is_not_where() -> None:
    assert "Iran" not in placed("Shells hit an Iran base near Mosul.", "Iran", "Mosul")
    assert "Iran" in placed("Shells hit a base in Iran on Tuesday.", "Iran")


ANSWER = (
    "Planes struck a camp near Mosul on Tuesday in answer to a drone attack "
    "that killed two soldiers in Jordan on Sunday."
)


def test_a_deed_and_the_one_it_answers_are_two_events_of_one_sentence() -> None:
    tags = [
        (head, label, name) for name in ("Mosul", "Jordan") for head, label in (("place", "place"), ("where", "where"))
    ]
    start = draft(ANSWER, tags, {(0, "event", "event"): 0.99}, published=date(2020, 5, 6))
    spans = [s.span for s in start.sentences]
    full = replace(
        start, places=find_places(start), times=find_times(ANSWER, published=start.published, sentences=spans)
    )
    assert full.encoding is not None
    first, second = find_events(full, scenes(full, find_tellings(ANSWER, full.sentences, full.encoding)))
    assert [p.name for p in first.places][:1] == ["Mosul"]
    assert [p.name for p in second.places][:1] == ["Jordan"]
    assert [e.date.interval.first.day for e in (first, second) if e.date] == [5, 3]
    assert first.evidence == second.evidence


def test_a_claim_of_that_deed_goes_with_the_violence_told_last() -> None:
    text = "An air strike hit the mill. Police detained nine men. The River Front claimed responsibility for that raid."
    start = draft(text, beliefs={(0, "event", "event"): 0.99, (1, "event", "event"): 0.99}, published=date(2020, 5, 6))
    assert start.encoding is not None
    found = find_events(start, scenes(start, find_tellings(text, start.sentences, start.encoding)))
    assert [[s.of(text)[:6] for s in e.evidence] for e in found] == [["An air", "The Ri"], ["Police"]]
    assert [c.span.of(text) for c in found[0].claimed_by] == ["The River Front"]
