"""Who tells a deed as their own."""

from __future__ import annotations

import pytest

from sayso.model.claim import Attribution
from sayso.model.event import EventType
from sayso.model.span import Span
from sayso.reading.claims import all_claimed, claimant
from sayso.reading.parties import parties_told
from sayso.reading.segment import segment
from sayso.reading.tellings import Telling
from sayso.reading.voices import ActorIndex, speaker_of
from tests.reading.by_hand import at, draft


def who(text: str) -> str | None:
    (sentence,) = segment(text)
    found = claimant(text, sentence.span)
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The River Front said it had shelled the port.", "The River Front"),
        ("The army said its forces struck more than 80 targets.", "The army"),
        ("In retaliation for the raids on the coast, the River Front announced that it had conducted missile strikes.",
         "the River Front"),
        ("The River Front claimed responsibility for the bombing.", "The River Front"),
        ("The army denied that it had shelled the port.", None),
        ("The army rejected claims that it had shelled the port.", None),
        ("The army said the River Front had shelled the port.", None),
        ("Shells hit the port.", None),
    ],
)  # fmt: skip
def test_a_deed_is_claimed_by_whoever_tells_it_as_their_own(text: str, claims: str | None) -> None:
    assert who(text) == claims


def test_an_event_is_only_claimed_where_every_sentence_is_the_doers() -> None:
    text = "The River Front said it had shelled the port. Shells hit the port."
    spans = [s.span for s in segment(text)]
    assert all_claimed(text, spans[:1])
    assert not all_claimed(text, spans)


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("Nine people died in American air strikes on the port.", "air strikes", "American"),
        ("Hezbollah shelling killed nine people.", "shelling", "Hezbollah"),
        ("Gunmen loyal to Iran kidnapped three men.", "kidnapped", None),
        ("Gunmen loyal to Hamas kidnapped three men.", "kidnapped", None),
        ("Israel shelled the port.", "shelled", "Israel"),
        ("Hamas shelled the port.", "shelled", "Hamas"),
    ],
)
def test_a_known_party_right_before_the_deed_did_it(text: str, trigger: str, doer: str | None) -> None:
    made = draft(text)
    telling = Telling(0, made.sentences[0].span, EventType.ATTACK, at(text, trigger), 1.0)
    assert [r.span.of(text) for r in parties_told(made, telling, ActorIndex(()))] == ([doer] if doer else [])


def test_who_speaks_in_one_paragraph_does_not_speak_in_the_next() -> None:
    text = "“We will go on,” the general said.\n\nThree men were killed at the port."
    held = Attribution("q1", (Span(0, len(text)),), (at(text, "the general"),), (at(text, "said"),))
    sentence = draft(text).sentences[-1].span
    assert speaker_of(text, at(text, "Three"), sentence, (held,)) is None
