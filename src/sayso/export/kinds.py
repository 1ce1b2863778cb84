"""How the field files each kind of event, and UCDP's numbers of states: the two tables beside this file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.errors import DataError
from sayso.model.event import EventType


@dataclass(frozen=True, slots=True)
class EventKind:
    """One of ACLED's sub-event types: its names, the `shape` of its rows, whether it goes on for a while, and whether
    UCDP counts it as organised violence.

    `shape` is clash, protest, riot, remote, civilians or strategic.
    """

    type: EventType
    disorder: tuple[str, ...]
    event_type: str
    sub_event_type: str
    shape: str
    lasting: bool
    organised: bool


@cache
def kinds() -> Mapping[EventType, EventKind]:
    """All kinds of event. Raises DataError when the table is missing."""
    found = {}
    for row in _rows("kinds.csv"):
        kind = EventKind(
            EventType(row["type"]),
            tuple(row["disorder_type"].split("|")),
            row["event_type"],
            row["sub_event_type"],
            row["shape"],
            row["lasting"] == "yes",
            row["organised"] == "yes",
        )
        found[kind.type] = kind
    return MappingProxyType(found)


@cache
def gw_numbers() -> Mapping[str, int]:
    """Gleditsch and Ward's number of each independent state by ISO 3166-1 alpha-2."""
    return MappingProxyType({row["alpha2"]: int(row["gwno"]) for row in _rows("gw_states.csv")})


def _rows(name: str) -> Iterator[dict[str, str]]:
    try:
        text = (files("sayso.export") / name).read_text("utf-8")
    except OSError as error:
        raise DataError(f"the table {name} is missing from sayso ({error}); install sayso again") from error
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
