"""The toll of a report's main incident."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.reading import Reading, Sentence
from sayso.model.report import Report
from sayso.model.span import Span
from sayso.reading.main_toll import MainToll, candidates, features, main_toll, weigh, weights
from sayso.reading.toll_evidence import gather

SAID = (
    "two",
    "three dockers",
    "were",
    "shot",
    "killed",
    "wounded",
    "one fatally",
    "the gunman",
    "died",
    "a man, woman",
)
WORDS = st.lists(st.sampled_from([*SAID, "hospital.", "40", "19-year-old"]), max_size=20).map(" ".join)


def said(text: str, title: str | None = None) -> MainToll:
    sentences = tuple(Sentence(Span(m.start(), m.end()), 0) for m in re.finditer(r"\S[^.]*\.", text))
    return main_toll(Reading(report=Report(text, title=title), reader_id="test", sentences=sentences))


@pytest.mark.parametrize(
    ("title", "text", "killed", "injured"),
    [
        ("Docker shot and killed near pier", "A docker was shot and killed near the pier late Monday.", 1, 0),
        ("Docker shot in leg", "A docker was shot in the leg near the pier. He is expected to recover.", 0, 1),
        ("Four dockers wounded near pier", "Four dockers were wounded when shots rang out near the pier.", 0, 4),
        ("One dead, three hurt near pier", "One docker was killed and three others were wounded.", 1, 3),
        (
            "Docker dies after shooting",
            "A docker was shot near the pier on Monday. He was taken to a hospital, where he died.",
            1,
            0,
        ),
        ("Council talks about the pier", "The council met to talk about the pier.", 0, 0),
    ],
)
def test_what_became_of_people(title: str, text: str, killed: int, injured: int) -> None:
    found = said(text, title)
    assert (found.killed, found.injured) == (killed, injured)


def test_the_dead_among_those_shot_can_be_taken_off() -> None:
    text = "Five dockers were shot, one fatally."
    assert (1, 4) in candidates(gather(text, [Span(0, len(text))], None))


def test_it_says_why_and_how_sure() -> None:
    found = said("A docker was shot and killed near the pier.")
    assert found.why
    assert 0 < found.score <= 1


def test_other_weights_choose_another_pair() -> None:
    text = "Two dockers were killed and three were wounded."
    evidence = gather(text, [Span(0, len(text))], None)
    assert (weigh(evidence, {"pair 2 3": 1.0}).killed, weigh(evidence, {"pair 0 0": 1.0}).killed) == (2, 0)


def test_the_table_weighs_features_that_there_are() -> None:
    text = "Two dockers were killed and three were wounded, and the suspect was charged with murder."
    evidence = gather(text, [Span(0, len(text))], text)
    named = {name for pair in candidates(evidence) for name in features(evidence, *pair)}
    assert len(named & set(weights())) > len(named) / 3


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_no_number_without_words(text: str) -> None:
    evidence = gather(text, [Span(0, len(text))] if text else [], None)
    found = weigh(evidence, weights())
    told = [n.value for n in evidence.numbers]
    ages = evidence.ages.dead + evidence.ages.hurt
    assert 0 <= found.killed + found.injured <= max([2, *told]) * 2 + ages
    if not evidence.cues and not told:
        assert (found.killed, found.injured) == (0, 0)
