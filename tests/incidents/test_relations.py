from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.relations import between, stated
from sayso.model.event import Event, EventType, Status
from sayso.model.reading import Reading, Sentence
from sayso.model.report import Report
from sayso.model.span import Span


def _reading(text: str, *triggers: str) -> Reading:
    """Events e1, e2, … by their trigger words, each told in the sentence that holds them."""
    sentences: list[Sentence] = []
    begin = 0
    for part in text.split("\n"):
        sentences.append(Sentence(Span(begin, begin + len(part)), len(sentences)))
        begin += len(part) + 1
    events = []
    for number, words in enumerate(triggers, 1):
        at = text.index(words)
        trigger = Span(at, at + len(words))
        evidence = tuple(s.span for s in sentences if s.span.contains(trigger))
        events.append(Event(f"e{number}", EventType.ATTACK, Status.OCCURRED, evidence, trigger))
    return Reading(Report(text), "test", sentences=tuple(sentences), events=tuple(events))


def _told(text: str, *triggers: str) -> list[tuple[str, str, str]]:
    return [(r.kind, r.one[-2:], r.other[-2:]) for r in stated(_reading(text, *triggers))]


@pytest.mark.parametrize(
    ("text", "first", "second", "told"),
    [
        ("Jets bombed a depot in retaliation for the ambush.", "bombed", "ambush", ("retaliation", "e1", "e2")),
        ("In revenge for the ambush, jets bombed a depot.", "bombed", "ambush", ("retaliation", "e1", "e2")),
        ("The raid was a response to the kidnapping.", "raid", "kidnapping", ("retaliation", "e1", "e2")),
        ("The raid was part of an offensive on the town.", "raid", "offensive", ("part", "e1", "e2")),
        ("The blast was followed by gunfire.", "blast", "gunfire", ("followed-by", "e1", "e2")),
        ("The raid followed the blast.", "blast", "raid", ("followed-by", "e1", "e2")),
        ("The raid came two days after the blast.", "blast", "raid", ("followed-by", "e1", "e2")),
        ("A bomb killed six.\nThe raid followed the attack.", "bomb", "raid", ("followed-by", "e1", "e2")),
    ],
)
def test_the_direction_is_that_of_the_words(text: str, first: str, second: str, told: tuple[str, str, str]) -> None:
    assert _told(text, first, second) == [told]


@pytest.mark.parametrize(
    "text",
    ["A bomb and a raid.", "The raid on Monday afternoon met no bomb.", "The bomb was the worst part of a raid day."],
)
def test_no_words_no_relation(text: str) -> None:
    assert _told(text, "bomb", "raid") == []


def test_a_relation_has_its_sentence() -> None:
    (one,) = stated(_reading("It rained.\nJets bombed a depot in reprisal for the ambush.", "bombed", "ambush"))
    assert one.words == "Jets bombed a depot in reprisal for the ambush."
    assert one.span.begin == len("It rained.\n")


def test_between_incidents_only_what_is_not_within_one() -> None:
    told = stated(_reading("Jets bombed a depot in reprisal for the ambush.", "bombed", "ambush"))
    one, other = told[0].one, told[0].other
    assert between(told, {one: "x", other: "x"}) == ()
    assert between(told, {one: "x"}) == ()
    (relation,) = between(told, {one: "x", other: "y"})
    assert (relation.kind, relation.incident, relation.other) == ("retaliation", "x", "y")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_written_a_relation_is_in_its_words(middle: str) -> None:
    text = f"bombed {middle.replace(chr(10), ' ')} ambush"
    reading = _reading(text, "bombed", "ambush")
    for one in stated(reading):
        assert one.span.of(text) == one.words
        assert one.one != one.other
