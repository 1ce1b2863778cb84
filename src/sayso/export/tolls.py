"""Low, best and high of a measure, as an incident's estimates have them under one rule."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.incidents.counted import INSIDE
from sayso.model.claim import Measure
from sayso.model.incident import Estimate, Incident, TollRule

CIVILIANS = "civilians"


def toll(incident: Incident, measure: Measure, rule: TollRule) -> Estimate | None:
    """The estimate for all people and the whole incident; None when nothing was said, or it was not derived so."""
    return next((e for e in _of(incident, measure, rule) if e.who is None and not e.where), None)


def civilians_killed(incident: Incident, rule: TollRule) -> int | None:
    """The best estimate of civilians killed; of those told only as children, medics and the like the largest class.

    None when none are told. Classes may overlap, so they are not added up.
    """
    told = [e for e in _of(incident, Measure.KILLED, rule) if e.best is not None and not e.where]
    whole = [e.best for e in told if e.who == CIVILIANS and e.best is not None]
    inside = [e.best for e in told if INSIDE.get(e.who or "") == CIVILIANS and e.best is not None]
    return max(whole or inside, default=None)


def shares(total: int, parts: int) -> tuple[int, ...]:
    """`total` in `parts` whole numbers as even as can be, the larger first; their sum is `total`."""
    each, rest = divmod(total, parts)
    return tuple(each + (index < rest) for index in range(parts))


def _of(incident: Incident, measure: Measure, rule: TollRule) -> Iterable[Estimate]:
    return (e for e in incident.estimates if e.measure is measure and e.rule is rule)
