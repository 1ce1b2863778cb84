from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.claim import Measure
from sayso.model.overview import Range
from sayso.web.words import day, span_of, urlencode


@given(st.text())
def test_any_value_goes_into_an_address(value: str) -> None:
    assert urlencode(value).isascii()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_can_be_in_an_address_comes_back(value: str) -> None:
    assert unquote(urlencode(value)) == value


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(3, 3, "3"), (16, 25, "16–25"), (12, None, "12+"), (None, 40, "up to 40"), (None, None, "?")],
)
def test_a_range_in_few_characters(low: int | None, high: int | None, words: str) -> None:
    assert span_of(Range(Measure.KILLED, low, None, high)) == words


def test_an_unknown_day_is_unknown() -> None:
    assert day(None) == "day unknown"
    assert day(date(2024, 2, 3)) == "3 Feb 2024"
