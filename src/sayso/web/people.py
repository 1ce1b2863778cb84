"""Who is at the desk, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Role(IntEnum):
    """What a person may do; each may do what the ones before it may."""

    READER = 1  # look at everything
    CODER = 2  # decide about claims and incidents, add reports
    EDITOR = 3  # decide over others' decisions, manage accounts


@dataclass(frozen=True, slots=True)
class Person:
    """One who uses the desk: the name that stands on their judgements, and their role."""

    name: str
    role: Role
