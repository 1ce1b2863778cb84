"""Each rule on figures made for it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents.rules import RULES, Position, vague_number
from sayso.model.incident import TollRule

DAYS = [date(2024, 1, day) for day in range(1, 10)]


def at(low: int | None, high: int | None, voice: str = "a", day: int = 0, vague: int | None = None) -> Position:
    return Position(voice, voice.title(), low, high, DAYS[day], vague)


def given_by(rule: TollRule, *positions: Position) -> tuple[int | None, int | None, int | None]:
    found = RULES[rule].apply(positions)
    return found.low, found.best, found.high


THREE = (at(12, 12, "a"), at(12, 12, "b", 1), at(20, 20, "c", 2))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (TollRule.ACLED_LOWEST, (12, 12, 12)),
        (TollRule.UCDP_SPAN, (12, 12, 20)),
        (TollRule.AIRWARS_RANGE, (12, None, 20)),
        (TollRule.LATEST_BY_SPEAKER, (12, 20, 20)),
        (TollRule.MAJORITY, (12, 12, 20)),
    ],
)
def test_two_against_one(rule: TollRule, expected: tuple[int | None, int | None, int | None]) -> None:
    assert given_by(rule, *THREE) == expected


@pytest.mark.parametrize("rule", TollRule)
def test_nothing_told_is_unknown_and_never_zero(rule: TollRule) -> None:
    assert given_by(rule) == (None, None, None)
    assert given_by(rule, at(None, None)) == (None, None, None)


def test_no_less_than_leaves_the_high_open_where_it_is_the_highest() -> None:
    assert given_by(TollRule.UCDP_SPAN, at(12, None)) == (12, 12, None)
    assert given_by(TollRule.UCDP_SPAN, at(12, None), at(20, 20, "b")) == (12, 12, 20)
    assert given_by(TollRule.UCDP_SPAN, at(20, None), at(20, 20, "b")) == (20, 20, 20)


def test_up_to_is_a_bound_and_no_best() -> None:
    assert given_by(TollRule.UCDP_SPAN, at(None, 40)) == (None, None, 40)
    assert given_by(TollRule.AIRWARS_RANGE, at(None, 40), at(50, 50, "b")) == (50, None, 50)


def test_without_a_majority_there_is_a_range_and_no_best() -> None:
    assert given_by(TollRule.MAJORITY, at(12, 12), at(20, 20, "b")) == (12, None, 20)


def test_two_last_figures_of_one_day_give_no_latest() -> None:
    assert given_by(TollRule.LATEST_BY_SPEAKER, at(12, 12, "a", 3), at(20, 20, "b", 3)) == (12, None, 20)


def test_vague_words_are_numbers_for_acled_alone() -> None:
    dozens = at(None, None, vague=vague_number("dozens of people"))
    assert given_by(TollRule.ACLED_LOWEST, dozens) == (12, 12, 12)
    for rule in set(TollRule) - {TollRule.ACLED_LOWEST}:
        assert given_by(rule, dozens) == (None, None, None)
        assert not RULES[rule].codes_vague


@pytest.mark.parametrize(
    ("words", "number"),
    [("dozens", 12), ("hundreds", 100), ("several", 3), ("Many", 3), ("thousands", None), ("", None)],
)
def test_acled_numbers_for_vague_words(words: str, number: int | None) -> None:
    assert vague_number(words) == number


def test_every_rule_is_in_the_table_with_its_source() -> None:
    assert set(RULES) == set(TollRule)
    assert all(rule.source and rule.does for rule in RULES.values())


_NUMBERS = st.integers(0, 500)
_POSITIONS = st.lists(
    st.builds(
        lambda low, more, voice, day: at(low, None if more is None else low + more, voice, day),
        _NUMBERS,
        st.none() | st.integers(0, 20),
        st.sampled_from("abcde"),
        st.integers(0, 8),
    ),
    min_size=1,
    max_size=6,
)


@given(st.sampled_from(TollRule), _POSITIONS)
def test_low_best_and_high_are_in_order(rule: TollRule, positions: list[Position]) -> None:
    told = [n for n in given_by(rule, *positions) if n is not None]
    assert told == sorted(told)
    assert RULES[rule].apply(positions).why


@given(st.sampled_from(TollRule), _POSITIONS, st.randoms(use_true_random=False))
def test_the_order_of_voices_makes_no_difference(rule: TollRule, positions: list[Position], random: object) -> None:
    shuffled = sorted(positions, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert given_by(rule, *positions) == given_by(rule, *shuffled)
