"""Who stands behind words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.model.actor import Actor, MentionKind
from sayso.model.claim import Attribution
from sayso.model.span import Span
from sayso.reading.segment import segment
from sayso.reading.voices import head_of, resolved, speaker_in, speaker_of
from tests.reading.by_hand import at, draft

TEXT = (
    "Karim Saleh, the mayor, said the mill burned. “We have no water,” he added.\n\n"
    "“Nobody came,” he said. “And nobody will.”\n\nFour men died at the bridge."
)
SALEH = Actor("a1", "Karim Saleh", (at(TEXT, "Karim Saleh"),), MentionKind.PERSON)
SAID = Attribution("q1", (at(TEXT, "the mill burned"),), (at(TEXT, "Karim Saleh, the mayor,"),), (at(TEXT, "said"),))
GOES_ON = Attribution("q4", (at(TEXT, "“And nobody will.”"),))


def test_the_head_of_a_source_is_its_name() -> None:
    assert head_of(TEXT, SAID.source[0]).of(TEXT) == "Karim Saleh"
    text = "a nurse who fled"
    assert head_of(text, Span(0, len(text))).of(text) == "a nurse"
    assert head_of("police", Span(0, 6)) == Span(0, 6)


def test_speakers_are_named_described_or_carried_on() -> None:
    he = Attribution("q3", (at(TEXT, "“Nobody came,”"),), (at(TEXT, "he", TEXT[: TEXT.index("he said")].count("he")),))
    found = resolved(replace(draft(TEXT), actors=(SALEH,), attributions=(SAID, he, GOES_ON)))
    assert [a.speaker for a in found] == ["a1", "a1", "a1"]


def test_a_quotation_far_from_the_last_goes_on_from_nobody() -> None:
    text = "“Yes,” Saleh said. " + "The road was closed for hours after that, and no one passed it. " * 3 + "“No.”"
    yes = Attribution("q1", (at(text, "“Yes,”"),), (at(text, "Saleh"),))
    no = Attribution("q2", (at(text, "“No.”"),))
    saleh = Actor("a1", "Saleh", (at(text, "Saleh"),), MentionKind.PERSON)
    assert [a.speaker for a in resolved(replace(draft(text), actors=(saleh,), attributions=(yes, no)))] == ["a1", None]


def test_what_stands_in_no_content_is_the_reports_own_voice() -> None:
    sentence = segment(TEXT)[-1].span
    assert speaker_of(TEXT, at(TEXT, "Four men"), sentence, (SAID,)) is None


def test_the_innermost_speaker_of_the_sentence_is_the_one() -> None:
    text = "The ministry said that witnesses claimed two men died."
    outer = Attribution("q1", (at(text, "that witnesses claimed two men died"),), (at(text, "The ministry"),),
                        (at(text, "said"),))  # fmt: skip
    inner = Attribution("q1.1", (at(text, "two men died"),), (at(text, "witnesses"),), (at(text, "claimed"),))
    whole = Span(0, len(text))
    for order in ((outer, inner), (inner, outer)):
        told = speaker_of(text, at(text, "two"), whole, order)
        assert told is not None
        assert told.span.of(text) == "witnesses"


@pytest.mark.parametrize("text", ["Two men died at the gate, police said.", "The army said two men died at the gate."])
def test_a_rule_speaks_where_nothing_is_tagged(text: str) -> None:
    told = speaker_of(text, Span(text.lower().index("two"), text.lower().index("two") + 3), Span(0, len(text)), ())
    assert told is not None
    assert told.span.of(text) in ("police", "The army")


def test_an_attribution_without_source_has_no_speaker() -> None:
    assert speaker_in(TEXT, GOES_ON) is None
    told = speaker_in(TEXT, replace(SAID, speaker="a1"))
    assert told is not None
    assert (told.span.of(TEXT), told.actor) == ("Karim Saleh", "a1")
