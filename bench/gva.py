"""A reading as the toll of the one incident that an article is mainly about, as a registry would enter it.

The rule, in three steps:

1. The main event is the one that most of the article's tolls of dead and injured are told of; the first told wins ties.
   Tolls of no listed event count for it where it is the only event.
2. Rows that are part of a total are left out: the total says it.
3. For each measure the largest stated number stands: articles mostly repeat one figure, and a larger one is the later
   or the fuller one.
"""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

from sayso.model.claim import Measure, Toll
from sayso.model.reading import Reading


class TollRow(TypedDict):
    """Killed and injured of the main incident; `incident` is null while articles are not linked."""

    doc_id: str
    killed: int | None
    injured: int | None
    incident: str | None


def row(doc_id: str, reading: Reading | None) -> TollRow:
    """The scorer's row for this document."""
    tolls = _main_tolls(reading) if reading else []
    return TollRow(
        doc_id=doc_id,
        killed=_largest(tolls, Measure.KILLED),
        injured=_largest(tolls, Measure.INJURED),
        incident=None,
    )


def _main_tolls(reading: Reading) -> list[Toll]:
    """The tolls of dead and injured of the event that most of them are told of."""
    counted = [toll for toll in reading.tolls if toll.measure in (Measure.KILLED, Measure.INJURED)]
    told = Counter(toll.event for toll in counted if toll.event)
    order = {event.id: place for place, event in enumerate(reading.events)}
    main = min(told, key=lambda event: (-told[event], order.get(event, len(order))), default=None)
    return [toll for toll in counted if toll.event == main or (toll.event is None and len(told) < 2)]


def _largest(tolls: list[Toll], measure: Measure) -> int | None:
    """The largest number stated of this measure, parts of totals left out; None when none is stated."""
    numbers = [
        toll.quantity.low if toll.quantity.low is not None else toll.quantity.high
        for toll in tolls
        if toll.measure is measure and toll.part_of is None
    ]
    return max((number for number in numbers if number is not None), default=None)
