"""What the overview draws: incidents along time, and tolls as small ranges. Places along x are percentages, so that
text keeps its size whatever the width."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.model.overview import Bin, Range
from sayso.web.asking import Asked
from sayso.web.texts import english
from sayso.web.words import day

HEIGHT = 204  # pixels of the tallest bar
TOP = 18  # above it, for the number
_FILLED = 0.84  # of a bin's width
_TICKS = 5
_MONTH, _YEAR = 27, 364  # days after the first that a month or a year has at least


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of days: percentages along, pixels up, the address that filters to it, and all of it in words."""

    x: float
    width: float
    hit_x: float
    hit_width: float
    y: float
    height: float
    contested_y: float
    contested_height: float
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day written below the axis. `anchor` as in SVG."""

    x: float
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bars, what is written below them, and the most incidents that one has."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    base: int = TOP + HEIGHT


@dataclass(frozen=True, slots=True)
class Mark:
    """A range as percentages along a scale that all rows share; `best` None where the rule gives none."""

    low: float
    high: float
    best: float | None


def timeline(bins: Sequence[Bin], view: Asked) -> Timeline | None:
    """The bins as bars; None where nothing has a day."""
    if not bins:
        return None
    most = max(each.count for each in bins)
    step = 100 / max(len(bins), 8)  # a single day is no wall
    bars = tuple(_bar(each, at * step, step, most, view) for at, each in enumerate(bins))
    return Timeline(bars, _ticks(bins, step), most)


def _bar(each: Bin, x: float, step: float, most: int, view: Asked) -> Bar:
    scale = HEIGHT / most
    height = max(2.0, each.count * scale) if each.count else 0.0
    contested = min(height, each.contested * scale)
    title = english()(
        "overview.bar", days=_days(each), n=each.count, contested=each.contested, killed=f"{each.killed:,}"
    )
    wanted = replace(view.wanted, since=each.first, until=each.last)
    return Bar(
        x=round(x + step * (1 - _FILLED) / 2, 3),
        width=round(step * _FILLED, 3),
        hit_x=round(x, 3),
        hit_width=round(step, 3),
        y=round(TOP + HEIGHT - height, 1),
        height=round(height, 1),
        contested_y=round(TOP + HEIGHT - contested, 1),
        contested_height=round(contested, 1),
        address=replace(view, wanted=wanted, page=1).address(),
        title=title,
    )


def _days(each: Bin) -> str:
    return day(each.first) if each.first == each.last else f"{day(each.first)} – {day(each.last)}"


def _ticks(bins: Sequence[Bin], step: float) -> tuple[Tick, ...]:
    every = max(1, math.ceil(len(bins) / _TICKS))
    length = (bins[0].last - bins[0].first).days
    return tuple(
        Tick(round(at * step, 3), "start", _label(bins[at].first, length)) for at in range(0, len(bins), every)
    )


def _label(first: date, length: int) -> str:
    if length >= _YEAR:
        return str(first.year)
    return f"{first:%b} {first.year}" if length >= _MONTH else day(first)


def range_mark(numbers: Iterable[int]) -> Callable[[Range], Mark | None]:
    """Draws ranges on one logarithmic scale up to the largest of these numbers: 3 and 3,000 are both to be seen."""
    top = math.log10(max([10, *numbers]) + 1)

    def at(number: int) -> float:
        return round(min(100.0, 100 * math.log10(max(0, number) + 1) / top), 2)

    def mark(toll: Range) -> Mark | None:
        if toll.low is None and toll.high is None:
            return None
        low = at(toll.low or 0)
        return Mark(low, 100.0 if toll.high is None else at(toll.high), None if toll.best is None else at(toll.best))

    return mark
