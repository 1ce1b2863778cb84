"""Days as reports tell them: intervals with the precision they were told with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sayso.model.span import Span


class Precision(StrEnum):
    """How exactly a date is told."""

    DAY = "day"
    DAYS = "days"  # a range of days: "between Friday and Sunday", "the past two days"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    LONGER = "longer"


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day (both included) of what a report dates, and with what precision."""

    first: date
    last: date
    precision: Precision

    def __post_init__(self) -> None:
        """Raise ValueError when the last day is before the first."""
        if self.last < self.first:
            raise ValueError(f"an interval cannot end ({self.last}) before it begins ({self.first})")


class TimeKind(StrEnum):
    """TIMEX3's types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression in the text.

    `value` is its TIMEX3 value ("2024-01-28", "2005-11-08TMO", "P3D", "PAST_REF"; "" when unknown).
    `interval` is the days it means, None where it means none that can be told (a duration, a set, or a
    relative expression without a publication date). `rule` names the rule that read it.
    """

    span: Span
    kind: TimeKind
    value: str
    interval: Interval | None = None
    rule: str = ""
