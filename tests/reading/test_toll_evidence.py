"""What a report tells about its main toll: numbers by fate and part, ages, cues."""

from __future__ import annotations

import re

import pytest

from sayso.model.span import Span
from sayso.reading.toll_evidence import Ages, Evidence, Fate, Part, cue_patterns, gather


def told(*sentences: str, title: str | None = None) -> Evidence:
    text = " ".join(sentences)
    spans = [Span(m.start(), m.end()) for s in sentences for m in re.finditer(re.escape(s), text)]
    return gather(text, spans, title)


def numbers(evidence: Evidence) -> list[tuple[Fate, int, Part]]:
    return [(n.fate, n.value, n.part) for n in evidence.numbers]


@pytest.mark.parametrize(
    ("sentence", "fate", "value"),
    [
        ("Two dockers were killed near the pier.", Fate.KILLED, 2),
        ("Three dockers were wounded near the pier.", Fate.INJURED, 3),
        ("Six dockers were shot near the pier.", Fate.SHOT, 6),
        ("Six dockers were hit, one fatally.", Fate.KILLED, 1),
        ("Detectives look into a triple homicide at the pier.", Fate.KILLED, 3),
        ("A woman and three children were shot near the pier.", Fate.SHOT, 4),
        ("A man, a woman and a boy were wounded near the pier.", Fate.INJURED, 3),
        ("Nobody was hurt at the pier.", Fate.INJURED, 0),
    ],
)
def test_a_number_of_each_fate(sentence: str, fate: Fate, value: int) -> None:
    assert (fate, value, Part.LEAD) in numbers(told(sentence))


def test_the_title_is_a_part_of_its_own_and_its_copy_no_lead() -> None:
    evidence = told("Four dockers wounded", "Four dockers were wounded at dusk.", title="Four dockers wounded")
    assert numbers(evidence) == [(Fate.INJURED, 4, Part.TITLE), (Fate.INJURED, 4, Part.LEAD)]


def test_an_age_is_no_number_of_victims() -> None:
    assert numbers(told("A 19-year-old docker was killed, and Ada Bell, 31, was wounded.")) == []


def test_different_ages_of_victims_are_counted_and_the_accused_are_not() -> None:
    evidence = told(
        "A 31-year-old docker was shot in the leg.",
        "The 31-year-old docker and a 44-year-old cook are in hospital.",
        "A 52-year-old porter was pronounced dead.",
        "A 23-year-old suspect was arrested after the two were shot.",
    )
    assert evidence.ages == Ages(dead=1, hurt=2)


def test_each_age_goes_with_the_words_that_follow_it() -> None:
    assert told("A 16-year-old boy was killed and a 15-year-old boy wounded.").ages == Ages(dead=1, hurt=1)


def test_cues_are_found_in_any_case_and_by_part() -> None:
    evidence = told("The docker SUCCUMBED to his wounds.", title="Pier shooting")
    assert ("coroner", Part.LEAD) in evidence.cues
    assert not evidence.cue("suicide")


def test_a_report_without_words_has_no_evidence() -> None:
    assert gather("", [], None) == Evidence((), {}, Ages(0, 0), frozenset())


def test_every_cue_has_its_own_name() -> None:
    names = [name for name, _ in cue_patterns()]
    assert names and len(names) == len(set(names))
