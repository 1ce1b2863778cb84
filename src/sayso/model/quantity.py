"""Stated numbers of people, with the imprecision they were stated with."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.span import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as said: `low` and `high` are the numbers meant, in persons, None where open or vague.

    "12" is 12, 12; "at least 12" 12, None; "up to 40" None, 40; "20 to 30" 20, 30; "about 40" 40, 40;
    "dozens" None, None (kept as said: turning it into a number is an export's rule, not a reading).
    `span` is the number words alone ("12"); `whole` also holds the qualifier ("at least 12").
    """

    low: int | None
    high: int | None
    span: Span
    whole: Span
    rule: str = ""
