"""How useful it is to review a claim next, as a number and in words. The formula is told in docs/ledger.md."""

from __future__ import annotations

import math
from dataclasses import dataclass

CONTESTED, UNSURE, LARGE, ALONE, UNSEEN = 0.4, 0.3, 0.2, 0.05, 0.05
"""The most that each reason adds; together 1."""

_LARGEST = 1000  # people: a toll of so many or more counts in full
_LOW_SCORE = 0.75  # a score below this is told as a reason
_NOTABLE = 10  # people: a toll of so many or more is told as a reason


@dataclass(frozen=True, slots=True)
class Doubt:
    """From 0 up to 1, and why in words."""

    value: float
    why: str


def doubt_of(*, contested: bool, score: float, toll: int | None, alone: bool) -> Doubt:
    """That of a claim which nobody has decided.

    `score` is the reader's (0 to 1), `toll` the people it speaks of, `alone` that no second independent voice tells of
    the incident.
    """
    score = min(1.0, max(0.0, score))
    size = min(1.0, math.log10(1 + toll) / math.log10(1 + _LARGEST)) if toll and toll > 0 else 0.0
    value = CONTESTED * contested + UNSURE * (1 - score) + LARGE * size + ALONE * alone + UNSEEN
    reasons = (
        (contested, "contested"),
        (score < _LOW_SCORE, f"the reader is unsure ({score:.2f})"),
        (toll is not None and toll >= _NOTABLE, f"a toll of {toll:,}" if toll is not None else ""),
        (alone, "one voice only"),
    )
    return Doubt(round(value, 6), ", ".join([why for holds, why in reasons if holds] or ["nobody has looked at it"]))
