"""Which sentences tell of which kind of event."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.model.event import EventType
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.tellings import FAMILY, Telling, find_tellings, words_of
from tests.reading.by_hand import Beliefs, draft


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("An air strike hit the mill.", "air-drone-strike", "air strike"),
        ("A car bomb went off in the market.", "remote-explosive-landmine-ied", "car bomb"),
        ("He blew himself up at the gate.", "suicide-bomb", "blew himself up"),
        ("Gunmen kidnapped the teacher.", "abduction-forced-disappearance", "kidnapped"),
        ("Mortars fell on the camp.", "shelling-artillery-missile", "Mortars"),
        ("Police detained nine men.", "arrests", "detained"),
        ("Thousands marched in the capital.", "peaceful-protest", "marched"),
    ],
)
def test_words_that_speak_for_a_kind(text: str, kind: str, trigger: str) -> None:
    found = words_of(text, Span(0, len(text)))
    assert found[kind][1].of(text) == trigger
    assert 0 < found[kind][0] <= 1


def test_words_outside_the_sentence_do_not_count() -> None:
    text = "Shops were open. An air strike hit the mill."
    assert words_of(text, Span(0, 16)) == {}


def told(text: str, beliefs: Beliefs) -> tuple[Telling, ...]:
    made = draft(text, beliefs=beliefs)
    assert made.encoding is not None
    return find_tellings(text, made.sentences, made.encoding)


def test_a_believed_sentence_tells_its_kind() -> None:
    (one,) = told("An air strike hit the mill. Shops were open.", {(0, "event", "event"): 0.99})
    assert one.type is EventType.AIR_DRONE_STRIKE
    assert one.sentence == 0
    assert one.family == FAMILY["air-drone-strike"]
    assert 0 < one.score <= 1


def test_a_sentence_nobody_believes_in_tells_nothing() -> None:
    assert told("Shops were open. The river was high.", {}) == ()


def test_of_one_acled_type_the_likeliest_kind_alone() -> None:
    beliefs = {(0, "event", "event"): 0.99, (0, "type", "grenade"): 0.9, (0, "type", "suicide-bomb"): 0.95}
    assert [t.type for t in told("It happened at the gate.", beliefs)] == [EventType.SUICIDE_BOMB]


def test_two_kinds_in_one_sentence_where_both_are_sure() -> None:
    beliefs = {(0, "event", "event"): 0.99, (0, "type", "arrests"): 0.999, (0, "type", "armed-clash"): 0.999}
    text = "Police clashed with gunmen and detained nine of them."
    assert {t.type for t in told(text, beliefs)} == {EventType.ARRESTS, EventType.ARMED_CLASH}


def test_a_headline_tells_nothing_of_its_own() -> None:
    text = "An air strike hit the mill."
    made = draft(text, beliefs={(0, "event", "event"): 0.99})
    assert made.encoding is not None
    heads = [replace(s, block=BlockKind.HEADLINE) for s in made.sentences]
    assert find_tellings(text, heads, made.encoding) == ()


def test_who_claims_a_deed_by_its_kind_tells_of_it() -> None:
    text = "The River Front claimed responsibility for the drone strike. Nobody claimed it."
    (one,) = told(text, {(0, "event", "event"): 0.001})
    assert (one.sentence, one.type) == (0, EventType.AIR_DRONE_STRIKE)


def test_missile_strikes_are_no_air_strikes() -> None:
    text = "The army conducted missile strikes on the camp."
    found = words_of(text, Span(0, len(text)))
    assert found["shelling-artillery-missile"][0] == 1
    assert "air-drone-strike" not in found
