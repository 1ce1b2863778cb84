"""What people decided about pairs of accounts, as linking needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Judged:
    """The standing decision of a person that two accounts tell the same event, or different ones (`one` < `other`)."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Judgements that cannot all hold: `one` and `other` are judged different, yet `chain` ("same" from one to the
    next) ties them. The "different" is kept; `why` says it in words."""

    one: str
    other: str
    chain: tuple[str, ...]
    why: str
