"""Stated numbers of people, tied to event and speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sayso.model.claim import Attribution, Measure, Toll
from sayso.model.event import Event, EventType, Status
from sayso.reading.quantities import find_quantities
from sayso.reading.segment import segment
from sayso.reading.tolls import event_for, find_tolls
from tests.reading.by_hand import Tags, at, draft

SHELL, ARREST, ABDUCT = EventType.SHELLING_ARTILLERY_MISSILE, EventType.ARRESTS, EventType.ABDUCTION
TEXT = "Shells killed at least 12 people and injured 30 in Tolm. Police said two officers died. Nine men were detained."
TAGS = [
    ("toll", "killed", "12"),
    ("toll", "injured", "30"),
    ("toll", "killed", "two officers"),
    ("toll", "arrested", "Nine men"),
]


def event(number: int, kind: EventType, *sentences: int, text: str = TEXT) -> Event:
    spans = tuple(segment(text)[n].span for n in sentences)
    return Event(f"e{number}", kind, Status.OCCURRED, spans, spans[0])


def tolls(
    text: str, tags: Tags, events: Sequence[Event] = (), attributions: Sequence[Attribution] = ()
) -> tuple[Toll, ...]:
    start = draft(text, tags)
    quantities = find_quantities(text, [s.span for s in start.sentences])
    return find_tolls(
        replace(start, quantities=quantities, events=tuple(events), attributions=tuple(attributions))
    )  # fmt: skip


def test_numbers_are_told_of_their_event_by_their_speaker() -> None:
    shelling, arrests = event(1, SHELL, 0), event(2, ARREST, 2)
    found = tolls(TEXT, TAGS, [shelling, arrests])
    assert [(t.measure, t.quantity.low, t.quantity.high, t.event) for t in found] == [
        (Measure.KILLED, 12, None, "e1"),
        (Measure.INJURED, 30, 30, "e1"),
        (Measure.KILLED, 2, 2, "e1"),
        (Measure.ARRESTED, 9, 9, "e2"),
    ]
    assert [t.speaker.span.of(TEXT) if t.speaker else None for t in found] == [None, None, "Police", None]
    assert [t.id for t in found] == ["t1", "t2", "t3", "t4"]


def test_the_sentence_is_the_evidence_and_holds_who_is_counted() -> None:
    for toll in tolls(TEXT, TAGS):
        assert toll.sentence in [s.span for s in segment(TEXT)]
        assert toll.sentence.contains(toll.quantity.whole)
        assert toll.who is None or toll.sentence.contains(toll.who)


def test_that_nobody_was_hurt_is_a_toll_of_none() -> None:
    found = tolls("A shell hit the mill. No one was injured.", [])
    assert [(t.measure, t.quantity.low, t.quantity.high) for t in found] == [(Measure.INJURED, 0, 0)]


@pytest.mark.parametrize("text", ["The war has killed 9000 people since 2011.", "This year 40 people died here."])
def test_a_sum_over_a_longer_time_belongs_to_no_event(text: str) -> None:
    number = "9000" if "9000" in text else "40"
    (toll,) = tolls(text, [("toll", "killed", number)], [event(1, SHELL, 0, text=text)])
    assert toll.event is None


def test_a_number_that_counts_no_people_is_no_toll() -> None:
    assert tolls("Shells destroyed 12 houses in Tolm.", []) == ()


def test_an_attributed_number_has_its_speaker() -> None:
    text = "Twelve people were killed. The River Front gave that number."
    said = Attribution("q1", (at(text, "Twelve people were killed"),), (at(text, "The River Front"),), speaker="a1")
    (toll,) = tolls(text, [("toll", "killed", "Twelve")], attributions=[said])
    assert toll.speaker is not None
    assert (toll.speaker.span.of(text), toll.speaker.actor) == ("The River Front", "a1")


def chosen(measure: Measure, sentence: int, *events: Event) -> str | None:
    span = segment(TEXT)[sentence].span
    found = event_for(measure, span, span, events)
    return found.id if found else None


def test_the_event_of_the_sentence_comes_first_then_the_nearest_before_then_after() -> None:
    assert chosen(Measure.KILLED, 1, event(1, SHELL, 0), event(2, SHELL, 1)) == "e2"
    assert chosen(Measure.KILLED, 2, event(1, SHELL, 0), event(2, SHELL, 1)) == "e2"
    assert chosen(Measure.KILLED, 0, event(1, SHELL, 1), event(2, SHELL, 2)) == "e1"
    assert chosen(Measure.KILLED, 0) is None


def test_arrests_count_the_arrested_and_nobody_killed() -> None:
    assert chosen(Measure.ARRESTED, 1, event(1, SHELL, 1), event(2, ARREST, 2)) == "e2"
    assert chosen(Measure.KILLED, 2, event(1, SHELL, 0), event(2, ARREST, 2)) == "e1"
    assert chosen(Measure.ABDUCTED, 2, event(1, ABDUCT, 0), event(2, ARREST, 2)) == "e1"


def test_without_an_encoding_no_tolls() -> None:
    assert find_tolls(replace(draft(TEXT), encoding=None)) == ()
