"""Speech within speech."""

from __future__ import annotations

from dataclasses import replace

from sayso.model.actor import Mention, MentionKind
from sayso.model.claim import Attribution
from sayso.reading.nested import with_nested
from tests.reading.by_hand import at, draft

TEXT = "The ministry said that witnesses told officers that masked men had burned the mill. It gave no names."


def nested(content: str, mentions: list[str], text: str = TEXT) -> tuple[Attribution, ...]:
    outer = Attribution("q1", (at(text, content),), (at(text, "The ministry"),), (at(text, "said"),), score=0.9)
    named = tuple(Mention(at(text, m), MentionKind.PEOPLE, None, 0.5) for m in mentions)
    return with_nested(replace(draft(text), mentions=named, attributions=(outer,)))


def test_a_speaker_within_what_another_says_has_it_as_parent() -> None:
    text = "The ministry said that witnesses claimed that masked men had burned the mill. It gave no names."
    outer, inner = nested("witnesses claimed that masked men had burned the mill. It gave", ["witnesses"], text)
    assert outer.id == inner.parent == "q1"
    assert inner.id == "q1.1"
    assert [s.of(text) for s in inner.source] == ["witnesses"]
    assert [c.of(text) for c in inner.cue] == ["claimed"]
    assert inner.content[0].of(text).startswith("masked men had burned the mill"), "up to the end of its sentence"
    assert "It gave" not in inner.content[0].of(text)
    assert inner.score < outer.score


def test_a_mention_without_a_verb_of_saying_says_nothing() -> None:
    assert len(nested("witnesses told officers that masked men had burned the mill", ["masked men"])) == 1


def test_a_mention_outside_the_content_is_not_within_it() -> None:
    assert len(nested("masked men had burned the mill", ["witnesses"])) == 1


def test_a_weapon_does_not_speak() -> None:
    text = "The ministry said that rockets claimed that many lives there."
    outer = Attribution("q1", (at(text, "rockets claimed that many lives there"),))
    named = (Mention(at(text, "rockets"), MentionKind.WEAPON),)
    assert len(with_nested(replace(draft(text), mentions=named, attributions=(outer,)))) == 1
