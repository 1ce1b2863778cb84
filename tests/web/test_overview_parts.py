from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.claim import Measure
from sayso.model.overview import Bin, Box, Range, Spot
from sayso.model.place import PlacePrecision
from sayso.web.asking import Asked
from sayso.web.overview_charts import HEIGHT, TOP, range_mark, timeline
from sayso.web.overview_filters import box_in_words
from sayso.web.overview_map import cell_of, cell_that_fits, features
from sayso.web.overview_rows import lit
from sayso.web.texts import english

_NUMBER = st.none() | st.integers(0, 2**63 - 1)


@st.composite
def _bins(draw: st.DrawFn) -> list[Bin]:
    first = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    counts = draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=60).filter(any))
    days = [first + timedelta(at) for at in range(len(counts))]
    return [Bin(day, day, n, draw(st.integers(0, n)), 0) for day, n in zip(days, counts, strict=True)]


@given(_bins())
def test_bars_stand_on_the_axis_and_within_the_picture(bins: list[Bin]) -> None:
    drawn = timeline(bins, Asked())
    assert drawn
    assert len(drawn.bars) == len(bins)
    for bar, each in zip(drawn.bars, bins, strict=True):
        assert bar.y >= TOP - 0.1 and bar.y + bar.height == pytest.approx(drawn.base, abs=0.2)
        assert 0 <= bar.contested_height <= bar.height <= HEIGHT + 0.1
        assert (bar.height > 0) == (each.count > 0)
        assert bar.x >= 0 and bar.x + bar.width <= 100.01
        assert f"since={each.first}" in bar.address and f"until={each.last}" in bar.address


def test_nothing_dated_draws_no_timeline() -> None:
    assert timeline((), Asked()) is None


@given(_NUMBER, _NUMBER, _NUMBER, st.lists(st.integers(0, 2**63 - 1)))
def test_a_range_is_drawn_on_its_scale_and_nothing_where_nothing_is_known(
    low: int | None, best: int | None, high: int | None, numbers: list[int]
) -> None:
    mark = range_mark(numbers)(Range(Measure.KILLED, low, best, high))
    assert (mark is None) == (low is None and high is None)
    if mark:
        assert 0 <= mark.low <= 100 and 0 <= mark.high <= 100
        assert (mark.best is None) == (best is None)
        assert high is not None or mark.high == 100


@given(st.text(max_size=300), st.text(max_size=30))
def test_lit_words_are_the_words_themselves(words: str, sought: str) -> None:
    assert "".join(piece for piece, _ in lit(words, sought)) == words


def test_only_whole_words_are_lit_but_the_last_that_is_typed() -> None:
    found = [piece for piece, hit in lit("The armed army killed ten; arm in arm.", "army kil") if hit]
    assert found == ["army", "killed"]


@given(st.text(max_size=8) | st.floats().map(str))
def test_every_zoom_gives_a_cell(zoom: str) -> None:
    assert 1e-6 <= cell_of(zoom) <= 360


_SPOTS = st.lists(
    st.builds(
        Spot, st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 99), st.integers(0, 9), st.integers(0, 9),
        st.sampled_from(PlacePrecision), st.none() | st.just("0123456789abcdef"), st.none() | st.text(max_size=5),
    ),
    max_size=5,
)  # fmt: skip


@given(_SPOTS)
def test_a_cluster_leads_to_a_stretch_that_holds_it(spots: list[Spot]) -> None:
    cell = cell_that_fits(spots)
    assert 1e-6 <= cell <= 360
    for spot, feature in zip(spots, features(spots, Asked(), cell, english()), strict=True):
        properties = feature["properties"]
        assert isinstance(properties, dict)
        exact = spot.precision in (PlacePrecision.SITE, PlacePrecision.TOWN)
        assert (properties["kind"] == "incident") == (spot.incident is not None and exact)
        assert exact or properties["radius_km"]


def test_a_stretch_in_words() -> None:
    assert box_in_words(Box(-10, -20, 30, -5)) == "10.0° S – 30.0° N, 5.0–20.0° W"
    assert box_in_words(Box(33.1, 40.5, 34, 41.5)) == "33.1–34.0° N, 40.5–41.5° E"
