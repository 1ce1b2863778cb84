"""Totals and their parts: "eight people, two of them children", "eight of the injured"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model.claim import Measure, Toll
from sayso.reading.harm import part_of

# "Eight of the injured were flown out": a part of a total told before.
_OF_THE = re.compile(
    r"\s+of\s+(?:the|those|these|its|their)\s+(?:\w+\s+)?(?:(?P<killed>dead|killed|victims|fatalities)|(?P<injured>injured|wounded))\b",
    re.IGNORECASE,
)


def with_parts(text: str, tolls: Sequence[Toll]) -> tuple[Toll, ...]:
    """The tolls (in text order), each that is part of another with that one's id in `part_of`."""
    out: list[Toll] = []
    for toll in tolls:
        total = _in_sentence(text, toll, out) or _told_before(text, toll, out)
        out.append(replace(toll, part_of=total.id) if total else toll)
    return tuple(out)


def _in_sentence(text: str, toll: Toll, before: Sequence[Toll]) -> Toll | None:
    beside = [t for t in before if t.sentence == toll.sentence and t.measure is toll.measure]
    total = part_of(text, toll.sentence, toll.quantity, [t.quantity for t in beside])
    return next((t for t in beside if t.quantity == total), None) if total else None


def _told_before(text: str, toll: Toll, before: Sequence[Toll]) -> Toll | None:
    """The last total of the measure that the words name, where it is larger and of the same event."""
    hit = _OF_THE.match(text, toll.quantity.span.end)
    if hit is None:
        return None
    measure = Measure.KILLED if hit["killed"] else Measure.INJURED
    number = toll.quantity.low
    for total in reversed(before):
        larger = number is None or total.quantity.low is None or total.quantity.low > number
        if total.measure is measure is toll.measure and larger and total.event == toll.event and not total.part_of:
            return total
    return None
