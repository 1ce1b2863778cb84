"""Sentences that end or begin with who says them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.claim import Attribution
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.segment import segment
from sayso.reading.tails import closing, opening, with_closing
from tests.reading.by_hand import at

CLOSED = [
    ("Two soldiers were killed near the bridge, police said.", "police", "said"),
    ("The road was mined on both sides, a witness told reporters.", "a witness", "told"),
    ("“Nobody fired at the clinic,” the ministry said in a statement.", "the ministry", "said"),
    ("Nine people died in the fire, Karim Saleh, the mayor, said.", "Karim Saleh, the mayor,", "said"),
]
OPENED = [
    ("Police said two soldiers were killed near the bridge.", "Police", "said"),
    ("The River Front claimed that it had fired the rockets.", "The River Front", "claimed"),
    ("However, the army denied any part in the raid.", "the army", "denied"),
]
PLAIN = [
    "Two soldiers were killed near the bridge on Sunday.",
    "Nine people died, and the road was closed.",
    "Said.",
    "A shell fell on the market, the third since Friday.",
]


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(("text", "source", "cue"), CLOSED)
def test_a_closing_attribution(text: str, source: str, cue: str) -> None:
    found = closing(text, whole(text))
    assert found is not None
    content, who, said = found
    assert (who.of(text), said.of(text)) == (source, cue)
    assert content.begin == 0
    assert content.end <= who.begin


@pytest.mark.parametrize(("text", "source", "cue"), OPENED)
def test_an_opening_attribution(text: str, source: str, cue: str) -> None:
    found = opening(text, whole(text))
    assert found is not None
    content, who, said = found
    assert who.of(text) == source
    assert cue in said.of(text)
    assert content == Span(content.begin, len(text))


@pytest.mark.parametrize("text", PLAIN)
def test_a_sentence_in_the_reports_own_voice(text: str) -> None:
    assert closing(text, whole(text)) is None
    assert opening(text, whole(text)) is None


@given(st.lists(st.sampled_from([t for t, _, _ in (*CLOSED, *OPENED)] + PLAIN), min_size=1, max_size=5), st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_found_lies_in_its_sentence_and_apart(sentences: list[str], data: st.DataObject) -> None:
    text = " ".join(sentences)
    number = data.draw(st.integers(0, len(sentences) - 1))
    begin = sum(len(s) + 1 for s in sentences[:number])
    sentence = Span(begin, begin + len(sentences[number]))
    for find in (closing, opening):
        parts = find(text, sentence)
        if parts:
            assert all(sentence.contains(p) for p in parts)
            content, source, cue = parts
            assert not content.overlaps(source)
            assert not content.overlaps(cue)
            assert not source.overlaps(cue)


TEXT = "“We saw it burn,” Saleh said. Two men died there, police said."


def test_a_closed_sentence_gets_its_attribution() -> None:
    (new,) = with_closing(TEXT, segment(TEXT)[1:], ())
    assert new.source == (at(TEXT, "police"),)
    assert new.cue == (at(TEXT, "said", 1),)
    assert new.content[0].of(TEXT).startswith("Two men died there")
    assert new.why


def test_a_content_reaches_into_no_sentence_that_another_closes() -> None:
    first, second = at(TEXT, "“We saw it burn,”"), at(TEXT, "Two men died there")
    before = Attribution("", (first, second), (at(TEXT, "Saleh"),), (at(TEXT, "said"),))
    found = with_closing(TEXT, segment(TEXT)[1:], [before])
    assert [a.content for a in found if a.source == before.source] == [(first,)]
    assert [a.source[0].of(TEXT) for a in found if any(c.overlaps(second) for c in a.content)] == ["police"]


def test_a_headline_closes_nothing() -> None:
    text = "Two men died near the bridge, police said"
    assert with_closing(text, [Sentence(whole(text), 0, BlockKind.HEADLINE)], ()) == ()


def test_a_reason_or_time_may_stand_before_who_says_it() -> None:
    text = "In response to the raids on the coast, the River Front announced that it would answer."
    (sentence,) = segment(text)
    found = opening(text, sentence.span)
    assert found is not None
    assert [span.of(text) for span in found] == ["that it would answer.", "the River Front", "announced"]
