"""Days as ACLED codes them: a row for each of several days that are told, a middle day for what is vague."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.export.kinds import kinds
from sayso.model.dates import Precision
from sayso.model.incident import Incident

_WEEK = 7
_MONTH = 31


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an incident: the `index`-th of `count`, and ACLED's time_precision."""

    day: date
    precision: int
    index: int = 0
    count: int = 1


def days(incident: Incident) -> tuple[Day, ...]:
    """The days that ACLED would code; none when the incident's days are unknown or vaguer than a month.

    Several days told as such (up to a week) have one row each. Two days of something that takes a moment are one
    night: its first day, at precision 2. A week has its middle day at precision 2, a month its middle day at 3.
    """
    if incident.first is None or incident.last is None:
        return ()
    length = (incident.last - incident.first).days + 1
    if length == 1:
        return (Day(incident.first, 1),)
    middle = incident.first + timedelta(days=(length - 1) // 2)
    if length > _MONTH:
        return ()
    if length > _WEEK or incident.precision is Precision.MONTH:
        return (Day(middle, 3),)
    night = length == 2 and not kinds()[incident.type].lasting
    if incident.precision is not Precision.DAYS or night:
        return (Day(middle, 2),)
    return tuple(Day(incident.first + timedelta(days=n), 1, n, length) for n in range(length))
