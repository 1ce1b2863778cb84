"""Who uses the desk, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Role(IntEnum):
    """What a person may do; each may do what the ones before it may."""

    READER = 1  # look at everything
    CODER = 2  # decide about claims and incidents, add reports
    EDITOR = 3  # decide over others' decisions

    @property
    def word(self) -> str:
        """Its name as people write it: "coder"."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Person:
    """One who uses the desk: the name that stands on their judgements, and their role."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Member:
    """A person with an account, for lists. `keyed` when programs may act for them by a key; `seen` is their last
    visit in UTC, None for none that is kept; `sessions` how many browsers are logged in."""

    name: str
    role: Role
    made: datetime
    keyed: bool
    sessions: int
    seen: datetime | None
