"""Figures drawn on one scale."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.render.rangechart import Scale, axis, bar, scale, summary

TEN = Scale(0, 9, 10)


@pytest.mark.parametrize(
    ("low", "high", "drawn"),
    [
        (0, 0, "●         "),
        (9, 9, "         ●"),
        (3, 6, "   ├──┤   "),
        (3, None, "   ●─────▶"),
        (None, 6, "◀─────●   "),
        (None, None, "          "),
    ],
)
def test_a_figure_is_a_point_a_bar_or_an_arrow(low: int | None, high: int | None, drawn: str) -> None:
    assert bar(low, high, TEN) == drawn


@pytest.mark.parametrize(
    ("low", "best", "high", "drawn"),
    [
        (2, 5, 8, "  ├──◆──┤ "),
        (2, None, 8, "  ├─────┤ "),
        (2, 2, None, "  ◆──────▶"),
        (2, 4, None, "  ├─◆────▶"),
        (None, None, None, "          "),
    ],
)
def test_low_best_and_high_are_one_bar(low: int | None, best: int | None, high: int | None, drawn: str) -> None:
    assert summary(low, best, high, TEN) == drawn


def test_the_scale_begins_at_nothing_unless_the_figures_are_close_together() -> None:
    assert scale([3, 18], 20) == Scale(0, 18, 20)
    assert scale([3], 20) == Scale(0, 3, 20)
    assert scale([1000, 1010], 20) == Scale(990, 1010, 20)
    assert scale([34], 20, is_open=True).most > 34


_NUMBER = st.none() | st.integers(0, 10**9)


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=5), st.integers(2, 60), st.booleans())
def test_every_drawing_is_as_wide_as_its_scale(numbers: list[int], width: int, is_open: bool) -> None:
    on = scale(numbers, width, is_open=is_open)
    low, high = min(numbers), max(numbers)
    for drawn in (bar(low, high, on), bar(low, None, on), bar(None, high, on), summary(low, low, high, on)):
        assert len(drawn) == width
    assert str(on.most) in axis(on)
