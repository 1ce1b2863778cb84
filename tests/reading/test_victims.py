"""Single victims and nobody harmed."""

from __future__ import annotations

import pytest

from sayso.model.actor import Mention, MentionKind
from sayso.model.claim import Measure
from sayso.model.span import Span
from sayso.reading.victims import find_none, none_measures, singular_candidates


def victims(text: str, *people: str) -> list[str]:
    mentions = [Mention(Span(text.index(p), text.index(p) + len(p)), MentionKind.PERSON) for p in people]
    found = singular_candidates(text, Span(0, len(text)), mentions)
    assert all((q.low, q.high) == (1, 1) for q in found)
    return [q.span.of(text) for q in found]


@pytest.mark.parametrize(
    ("text", "people", "expected"),
    [
        ("A soldier was killed near the gate.", [], ["A soldier"]),
        ("Ahmad Mahmud, 20, was killed on Friday.", ["Ahmad Mahmud"], ["Ahmad Mahmud"]),
        ("The bomb went off, killing a policeman.", [], ["a policeman"]),
        ("She condemned the murder of Amin Haddad.", ["Amin Haddad"], ["Amin Haddad"]),
        ("One person was killed and 12 were wounded.", [], ["One"]),
        ("The senator was wounded.", [], ["The senator"]),
        ("A VILLAGER WAS KIDNAPPED YESTERDAY.", [], ["A VILLAGER"]),
    ],
)
def test_one_victim(text: str, people: list[str], expected: list[str]) -> None:
    assert victims(text, *people) == expected


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Samir Nader said two guards were killed.", ["Samir Nader"]),
        ("A guard killed two robbers.", []),
        ("A minister spoke in the capital.", []),
    ],
)
def test_no_victim(text: str, people: list[str]) -> None:
    assert victims(text, *people) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("There were no casualties.", "none: killed and injured"),
        ("No one was hurt, however.", "none: injured"),
        ("Nobody was killed in the blast.", "none: killed"),
        ("The driver was not injured.", "none: injured"),
        ("No one was killed or wounded.", "none: killed and injured"),
        ("Police have not made any arrests.", "none: arrested"),
        ("The guards escaped injury.", "none: injured"),
        ("No arrests have been made.", "none: arrested"),
        ("The shelling has not caused any deaths.", "none: killed"),
    ],
)
def test_nobody(text: str, rule: str) -> None:
    (quantity,) = find_none(text, [Span(0, len(text))])
    assert (quantity.low, quantity.high, quantity.rule) == (0, 0, rule)
    assert " and ".join(none_measures(quantity)) == rule.removeprefix("none: ")


@pytest.mark.parametrize(
    "text",
    ["There were no immediate reports of casualties.", "No group has claimed the attack.", "Two people were killed."],
)
def test_not_knowing_is_not_nobody(text: str) -> None:
    assert find_none(text, [Span(0, len(text))]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "None of the ministry's statements gave a number of dead.",
        "The army gave no number of dead.",
        "There was no official death toll, and no estimate of casualties.",
    ],
)
def test_that_no_number_is_given_is_no_number(text: str) -> None:
    assert find_none(text, [Span(0, len(text))]) == ()


def test_none_of_many_was_killed_is_still_told() -> None:
    text = "None of the twelve passengers were killed."
    assert [none_measures(q) for q in find_none(text, [Span(0, len(text))])] == [(Measure.KILLED,)]
