"""What one voice says of one measure: parts and totals told apart, later figures in the place of earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.incidents.counted import apart, counted
from sayso.incidents.cues import order
from sayso.incidents.voices import Heard


@dataclass(frozen=True, slots=True)
class Telling:
    """A number that a voice gives for all it counts: one figure, or the parts that it adds up to.

    `day` is the first day on which the voice is heard to say it; `cue` tells whether its words put it before (below
    0) or after (above 0) the voice's other figures.
    """

    low: int | None
    high: int | None
    figures: tuple[Heard, ...]
    day: date | None = None
    cue: int = 0

    @property
    def words(self) -> str:
        """The number as said."""
        return " + ".join(one.figure.words for one in self.figures)


class Fates:
    """What became of every figure, by its id: whether it is counted, and why in words."""

    def __init__(self) -> None:
        """Nothing has become of any figure yet."""
        self._fates: dict[str, tuple[bool, str]] = {}

    def drop(self, one: Heard, why: str) -> None:
        """A figure that is not counted."""
        self._fates[one.figure.id] = (False, why)

    def keep(self, one: Heard, why: str) -> None:
        """A figure that is counted."""
        self._fates[one.figure.id] = (True, why)

    def drop_all(self, telling: Telling, why: str) -> None:
        """All figures of a telling are not counted."""
        for one in telling.figures:
            self.drop(one, why)

    def of(self, figure: str) -> tuple[bool, str]:
        """Whether a figure is counted, and why."""
        return self._fates.get(figure, (False, "not looked at"))


def tellings(heard: Sequence[Heard], totals: Mapping[str, Heard], fates: Fates) -> list[Telling]:
    """All numbers that one voice gives, report by report, without the parts of `totals` (figures by their id)."""
    tops: dict[str, list[Heard]] = {}
    for one in heard:
        total = totals.get(one.figure.part_of or "")
        if total is not None:
            fates.drop(one, f"a part of “{total.figure.words}”: not added to it")
        else:
            tops.setdefault(one.account.report, []).append(one)
    return [telling for report in tops.values() for telling in _of_report(report, fates)]


def _of_report(heard: Sequence[Heard], fates: Fates) -> list[Telling]:
    """The totals of one voice in one report; figures of classes are its parts, or add up where it gives no total."""
    totals = [one for one in heard if counted(one.figure.who) is None]
    classed = [one for one in heard if one not in totals]
    if totals:
        top = max((_most(one) for one in totals), default=0)
        for one in list(classed):
            if _most(one) <= top:
                fates.drop(one, f"counted within the total of the same report (“{totals[0].figure.words}”)")
                classed.remove(one)
        return [_single(one) for one in (*totals, *classed)]
    outer = _outermost(classed, fates)
    kinds = {counted(one.figure.who) for one in outer}
    numbered = all(one.figure.low is not None for one in outer)
    if len(kinds) == len(outer) > 1 and numbered:
        open_high = any(one.figure.high is None for one in outer)
        total = Telling(
            sum(one.figure.low or 0 for one in outer),
            None if open_high else sum(one.figure.high or 0 for one in outer),
            tuple(outer),
            outer[0].account.published,
        )
        return [total]
    return [_single(one) for one in outer]


def _most(one: Heard) -> int:
    return max(one.figure.low or 0, one.figure.high or 0)


def _outermost(classed: Sequence[Heard], fates: Fates) -> list[Heard]:
    """Without those whose class may lie within that of a figure at least as large ("3 children" of "9 civilians")."""
    kept: list[Heard] = []
    for one in sorted(classed, key=lambda each: (-_most(each), each.figure.span.begin, each.figure.id)):
        mine = counted(one.figure.who) or ""
        within = next(
            (
                other
                for other in kept
                if (theirs := counted(other.figure.who) or "") != mine and not apart(mine, theirs)
            ),
            None,
        )
        if within is not None:
            fates.drop(one, f"may be counted within “{within.figure.words} {within.figure.who}”: not added")
        else:
            kept.append(one)
    return sorted(kept, key=lambda each: (each.figure.span.begin, each.figure.id))


def _single(one: Heard) -> Telling:
    cue = order(one.sentence, one.at)
    return Telling(one.figure.low, one.figure.high, (one,), one.account.published, cue)


def current(told: Sequence[Telling], fates: Fates) -> list[Telling]:
    """What the voice says last, and the fate of every figure.

    A number counts as said on the first day on which the voice is heard to say it: an outlet that repeats an old one
    later does not bring it back. On one day the words decide ("earlier", "raised to"); where they do not, all stand.
    A later number supersedes an earlier one, a correction downward too. Numbers of unknown day supersede nothing by
    their day.
    """
    values: dict[tuple[int | None, int | None], list[Telling]] = {}
    exact = {telling.low for telling in told if telling.low == telling.high}
    for telling in told:
        # "At least 16" beside "16" is the same number, said more carefully.
        high = telling.low if telling.low in exact and telling.high is None else telling.high
        values.setdefault((telling.low, high), []).append(telling)
    merged = [_merged(same, *value) for value, same in values.items()]
    numbered = [one for one in merged if one.low is not None or one.high is not None]
    last = [one for one in merged if not any(_later(other, one) for other in numbered if other is not one)]
    for one in merged:
        newer = next((other for other in numbered if other in last and _later(other, one)), None) or next(
            (other for other in numbered if _later(other, one)), None
        )
        for each in one.figures:
            if newer is None:
                fates.keep(each, _why_kept(one, last))
            else:
                fates.drop(each, f"superseded by its own “{newer.words}”{_on(newer)}")
    return last


def _merged(same: Sequence[Telling], low: int | None, high: int | None) -> Telling:
    days = [telling.day for telling in same if telling.day]
    cues = sum(telling.cue for telling in same)
    figures = tuple(one for telling in same for one in telling.figures)
    return Telling(low, high, figures, min(days, default=None), (cues > 0) - (cues < 0))


def _later(one: Telling, other: Telling) -> bool:
    if one.day and other.day and one.day != other.day:
        return one.day > other.day
    together = {each.account.report for each in one.figures} & {each.account.report for each in other.figures}
    if (one.day is None or other.day is None) and not together:
        return False
    return one.cue > other.cue


def _on(telling: Telling) -> str:
    return f" of {telling.day.isoformat()}" if telling.day else ""


def _why_kept(telling: Telling, last: Sequence[Telling]) -> str:
    if len(telling.figures) > 1 and len({each.account.report for each in telling.figures}) == 1:
        return "added up with the others of this report"
    if len(last) > 1:
        return f"one of {len(last)} numbers of its own, none known to be the later"
    return "its latest"
