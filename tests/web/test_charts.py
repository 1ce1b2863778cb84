from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.account import Figure
from sayso.model.claim import Measure
from sayso.model.incident import Estimate, TollRule, Weighed
from sayso.model.span import Span
from sayso.render.rangechart import Scale, scale
from sayso.web.charts import in_short, mark, percent, strip, ticks, toll_chart

_NUMBERS = st.one_of(st.integers(0, 200), st.integers(0, 10**30))
_BOUND = st.one_of(st.none(), _NUMBERS)


def _weighed(number: int, low: int | None, high: int | None, *, counted: bool = True) -> Weighed:
    span = Span(0, 1)
    figure = Figure(f"r{number}/t1", Measure.KILLED, low, high, f"{low}", span, span)
    return Weighed(figure, f"r{number}/e1", f"voice{number}", counted, "because")


def _estimate(figures: list[Weighed], low: int | None, best: int | None, high: int | None) -> Estimate:
    return Estimate(Measure.KILLED, TollRule.UCDP_SPAN, low, best, high, tuple(figures), "why")


@given(st.lists(st.tuples(_BOUND, _BOUND), min_size=1, max_size=12), _BOUND, _BOUND, _BOUND)
def test_nothing_is_drawn_outside_or_with_a_width_below_nothing(
    told: list[tuple[int | None, int | None]], low: int | None, best: int | None, high: int | None
) -> None:
    figures = [_weighed(at, *pair) for at, pair in enumerate(told)]
    chart = toll_chart(_estimate(figures, low, best, high), [], {}, {})
    marks = [bar.mark for bar in chart.bars] + [chart.band]
    for each in marks:
        if each is not None:
            assert 0 <= each.begin <= each.end <= 100
            assert each.width >= 0
    assert all(0 <= tick.at <= 100 for tick in chart.ticks)
    assert chart.best is None or 0 <= chart.best <= 100
    assert (chart.best is None) == (best is None)
    for bar, (least, most) in zip(chart.bars, told, strict=False):
        assert (bar.mark is None) == (least is None and most is None) or len(chart.bars) != len(told)


@given(st.lists(_NUMBERS, min_size=1, max_size=8))
def test_larger_numbers_lie_further_right(numbers: list[int]) -> None:
    on = scale(numbers, 10_001)
    places = [percent(each, on) for each in sorted(numbers)]
    assert places == sorted(places)


@given(_NUMBERS, _NUMBERS)
def test_the_axis_has_few_ticks_each_on_its_place(one: int, other: int) -> None:
    on = scale([one, other], 10_001)
    found = ticks(on)
    assert 1 <= len(found) <= 8
    assert [tick.at for tick in found] == sorted(tick.at for tick in found)


def test_open_ends_go_to_the_edge() -> None:
    on = Scale(0, 100, 10_001)
    at_least, up_to = mark(12, None, on), mark(None, 40, on)
    assert at_least is not None
    assert up_to is not None
    assert (at_least.open_high, at_least.end, at_least.open_low) == (True, 100, False)
    assert (up_to.open_low, up_to.begin, up_to.open_high) == (True, 0, False)
    assert not at_least.is_point


def test_one_figure_is_a_point_in_the_middle_of_its_own_scale() -> None:
    chart = toll_chart(_estimate([_weighed(1, 7, 7)], 7, 7, 7), [], {}, {})
    (bar,) = chart.bars
    assert bar.mark is not None
    assert bar.mark.is_point
    assert chart.ticks


def test_a_vague_figure_has_a_row_and_no_mark() -> None:
    chart = toll_chart(_estimate([_weighed(1, None, None)], None, None, None), [], {}, {})
    assert [bar.mark for bar in chart.bars] == [None]
    assert (chart.band, chart.best, chart.ticks) == (None, None, ())


def test_what_was_not_counted_says_why() -> None:
    chart = toll_chart(_estimate([_weighed(1, 7, 7), _weighed(2, 9, 9, counted=False)], 7, 7, 7), [], {}, {})
    assert [(bar.counted, bar.why) for bar in chart.bars] == [(True, "because"), (False, "because")]


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (1200, "1,200"), (1_500_000, "1.5 million"), (2 * 10**9, "2 billion"), (10**400, "1.0e+400")],
)
def test_numbers_on_the_axis_stay_short(number: int, words: str) -> None:
    assert in_short(number) == words


_DAYS = st.dates(date.min, date.max)


@given(st.lists(st.tuples(_DAYS, st.integers(1, 50)), max_size=6), st.one_of(st.none(), _DAYS), st.integers(0, 40))
def test_days_lie_in_their_order_on_the_strip(told: list[tuple[date, int]], first: date | None, more: int) -> None:
    last = None if first is None or first.toordinal() + more > date.max.toordinal() else first + timedelta(more)
    found = strip(told, first, last)
    if found is None:
        assert not told
        assert first is None
        return
    places = [dot.at for dot in found.dots]
    assert places == sorted(places)
    assert all(0 <= at <= 100 for at in places)
    assert sum(dot.count for dot in found.dots) == sum(count for _, count in told)
    assert (found.event is None) == (first is None)


def test_a_strip_of_nothing_is_none() -> None:
    assert strip([]) is None
