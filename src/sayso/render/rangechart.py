"""A range drawn in characters: each voice's figure as a point or a bar on one scale, low, best and high below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

POINT, BEST, BAR, LEFT, RIGHT, MORE, LESS, AXIS = "●", "◆", "─", "├", "┤", "▶", "◀", "┈"


@dataclass(frozen=True, slots=True)
class Scale:
    """Persons from `least` to `most` on `width` characters (at least 2)."""

    least: int
    most: int
    width: int

    def at(self, number: int) -> int:
        """The column of a number, 0 to width - 1."""
        if self.most <= self.least:
            return (self.width - 1) // 2
        share = (min(max(number, self.least), self.most) - self.least) / (self.most - self.least)
        return round(share * (self.width - 1))


def scale(numbers: Sequence[int], width: int, *, is_open: bool = False) -> Scale:
    """A scale for these numbers, from 0 where that leaves them room, else from a little below the lowest.

    `is_open`: with room above the highest, for an arrow.
    """
    least, most = min(numbers), max(numbers)
    gap = most - least
    begin = 0 if least <= 4 * gap or not gap else least - gap
    return Scale(begin, most + (max(1, (most - begin) // 6) if is_open else 0), max(2, width))


def bar(low: int | None, high: int | None, on: Scale, mark: str = POINT) -> str:
    """One figure: "●", "├──┤", "●──▶" for "at least", "◀──●" for "up to"; blanks where it has no number."""
    cells = [" "] * on.width
    if low is None and high is None:
        return "".join(cells)
    begin = 0 if low is None else on.at(low)
    end = on.width - 1 if high is None else on.at(high)
    cells[begin : end + 1] = BAR * (end + 1 - begin)
    if low is None or high is None:
        cells[0 if low is None else -1] = LESS if low is None else MORE
        cells[end if low is None else begin] = mark
    elif begin == end:
        cells[begin] = mark
    else:
        cells[begin], cells[end] = LEFT, RIGHT
    return "".join(cells)


def summary(low: int | None, best: int | None, high: int | None, on: Scale) -> str:
    """Low, best and high as one bar with a mark for the best."""
    if low is None and high is None and best is None:
        return " " * on.width
    cells = list(bar(low, high, on, mark=LEFT if high is None else RIGHT if low is None else BEST))
    if best is not None:
        cells[on.at(best)] = BEST
    return "".join(cells)


def axis(on: Scale) -> str:
    """The ends of the scale in numbers, with a dotted line between."""
    least, most = str(on.least), str(on.most)
    if on.least == on.most:
        return least.center(on.width)
    return f"{least} {AXIS * max(1, on.width - len(least) - len(most) - 2)} {most}"
