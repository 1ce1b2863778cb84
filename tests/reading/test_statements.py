"""Who does what by saying it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sayso.model.claim import Act, Attribution, Statement
from sayso.model.event import Event, EventType, Status
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.reading.segment import segment
from sayso.reading.statements import about, find_statements
from tests.reading.by_hand import Beliefs, Tags, at, draft

TEXT = (
    "Shells fell on Tolm. The River Front condemned the shelling. The army denied that it had fired. "
    "The governor accused the army of lying. It was a warm day."
)
SPOKEN: dict[tuple[int, str, str], float] = {(n, "statement", "statement"): 0.99 for n in (1, 2, 3)}


def said(text: str, source: str, cue: str, content: str, speaker: str | None = None) -> Attribution:
    return Attribution("q1", (at(text, content),), (at(text, source),), (at(text, cue),), speaker=speaker)


SAID = (
    said(TEXT, "The River Front", "condemned", "the shelling", "a1"),
    said(TEXT, "The army", "denied", "that it had fired"),
    said(TEXT, "The governor", "accused", "the army of lying"),
)


def event(number: int, *sentences: int) -> Event:
    spans = tuple(segment(TEXT)[n].span for n in sentences)
    return Event(f"e{number}", EventType.SHELLING_ARTILLERY_MISSILE, Status.OCCURRED, spans)


def statements(
    beliefs: Beliefs, attributions: Sequence[Attribution] = SAID, events: Sequence[Event] = (), tags: Tags = ()
) -> tuple[Statement, ...]:
    start = draft(TEXT, tags, beliefs)
    return find_statements(replace(start, attributions=tuple(attributions), events=tuple(events)))


def test_the_verb_tells_the_act_and_the_source_speaks() -> None:
    found = statements(SPOKEN)
    assert [(s.act, s.speaker.span.of(TEXT)) for s in found] == [
        (Act.CONDEMN, "The River Front"),
        (Act.DENY, "The army"),
        (Act.ACCUSE, "The governor"),
    ]
    assert found[0].speaker.actor == "a1"
    assert [s.id for s in found] == ["s1", "s2", "s3"]
    assert [s.sentence for s in found] == [s.span for s in segment(TEXT)[1:4]]


def test_a_sentence_nobody_speaks_in_is_no_statement() -> None:
    assert statements({}) == ()
    assert statements({(4, "statement", "statement"): 0.99}, attributions=()) == ()


def test_who_is_accused_is_told_of_accusations_alone() -> None:
    found = statements(SPOKEN, tags=[("accused", "accused", "the army")])
    accused = {s.act: s.accused.of(TEXT) for s in found if s.accused}
    assert accused == {Act.ACCUSE: "the army"}


def test_a_statement_is_about_the_event_told_last() -> None:
    found = statements(SPOKEN, events=[event(1, 0), event(2, 2)])
    assert [s.event for s in found] == ["e1", "e2", "e2"]


def test_a_tagged_speaker_stands_in_where_no_source_is() -> None:
    found = statements({(4, "statement", "statement"): 0.99}, (), tags=[("speaker", "speaker", "It")])
    assert [s.speaker.span.of(TEXT) for s in found] == ["It"]


@pytest.mark.parametrize("block", [BlockKind.HEADLINE, BlockKind.CAPTION])
def test_only_paragraphs_state(block: BlockKind) -> None:
    start = draft(TEXT, (), SPOKEN)
    sentences = tuple(Sentence(s.span, s.paragraph, block) for s in start.sentences)
    assert find_statements(replace(start, sentences=sentences, attributions=SAID)) == ()


def test_nothing_told_nothing_to_be_about() -> None:
    sentence = segment(TEXT)[0]
    assert about(sentence, ()) is None
    assert about(sentence, (event(1, 2),)) is None, "told only later"


def test_without_an_encoding_no_statements() -> None:
    assert find_statements(replace(draft(TEXT), encoding=None)) == ()
