"""Low, best and high of a measure, as an incident's estimates have them under one rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.model.claim import Measure
from sayso.model.incident import Estimate, Incident, TollRule, Weighed


@dataclass(frozen=True, slots=True)
class Range:
    """Persons; None where no figure gives it. `figures` are all that was said."""

    low: int | None
    best: int | None
    high: int | None
    figures: tuple[Weighed, ...] = ()


def toll(incident: Incident, measure: Measure, rule: TollRule) -> Range | None:
    """All people of a measure: the estimate of all, or else the sum of the classes told; None when nothing was said."""
    told = [e for e in incident.estimates if e.measure is measure and e.rule is rule]
    whole = [e for e in told if e.who is None]
    figures = tuple(w for e in told for w in e.figures)
    if whole:
        return Range(whole[0].low, whole[0].best, whole[0].high, figures)
    if not told:
        return None
    return Range(_sum(told, lambda e: e.low), _sum(told, lambda e: e.best), _sum(told, lambda e: e.high), figures)


def toll_of(incident: Incident, measure: Measure, rule: TollRule, who: str) -> int | None:
    """The best estimate for one class of people ("civilians"); None when none is told."""
    for e in incident.estimates:
        if e.measure is measure and e.rule is rule and e.who == who:
            return e.best
    return None


def shares(total: int, parts: int) -> tuple[int, ...]:
    """`total` in `parts` whole numbers as even as can be, the larger first; their sum is `total`."""
    each, rest = divmod(total, parts)
    return tuple(each + (index < rest) for index in range(parts))


def _sum(estimates: list[Estimate], of: Callable[[Estimate], int | None]) -> int | None:
    """The sum, None as soon as one is None: part of a sum would look like all of it."""
    values = [of(e) for e in estimates]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
