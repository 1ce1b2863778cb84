"""What is asked of a whole ledger at once, and the rows, map spots and spans of time that answer it.

A row is flat and says no more than a list needs; the incident or the reading behind it has the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from sayso.model.claim import Act, Measure
from sayso.model.event import EventType, Status
from sayso.model.incident import Grade
from sayso.model.place import PlacePrecision
from sayso.model.span import Span

R = TypeVar("R")


class State(StrEnum):
    """What a person has said of a claim. `ADDED` is one that the reader missed and a person put there."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"


class Sort(StrEnum):
    """The order of a list. What has no value there comes last; ties go by id."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TOLL = "toll"  # most killed and injured first
    DOUBT = "doubt"  # most useful to review first: contested, low score, high toll
    VOICES = "voices"  # most independent voices first


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the map in degrees (WGS 84). `west` above `east` crosses the 180th meridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which incidents or claims are asked for; what is None, empty or "" asks for nothing.

    `since` and `until` are days of the event; what happened on an unknown day is in no span of days. `countries` are
    ISO 3166-1 alpha-2 codes. `actor` is a `Party.key` (who did it, whom it hit or who claims it), `speaker` a
    `Voice.key`, `outlet` the name of an outlet. `words` are looked for in the texts of reports, the words of claims
    and the names in them; all of them must be there. `report` asks for what this report tells.
    """

    since: date | None = None
    until: date | None = None
    countries: frozenset[str] = frozenset()
    box: Box | None = None
    types: frozenset[EventType] = frozenset()
    actor: str | None = None
    speaker: str | None = None
    outlet: str | None = None
    measure: Measure | None = None
    contested: bool | None = None
    reviewed: bool | None = None
    words: str = ""
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """One page of a list: `rows`, how many there are in `total`, the page (from 1) and its `size`."""

    rows: tuple[R, ...]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Range:
    """Low, best and high of one measure for all people together, under the rule ucdp-span."""

    measure: Measure
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident in a list. `place` is its name as told; `latitude` and `longitude` in degrees, None: unknown.

    `by` and `on` are names of perpetrators and targets. `claims` counts what is said in it, `judged` how much of that
    a person has decided. `doubt` from 0 (nothing to do) up: how useful a review would be, `doubt_why` in words.
    """

    id: str
    type: EventType
    status: Status
    first: date | None
    last: date | None
    place: str | None
    precision: PlacePrecision | None
    latitude: float | None
    longitude: float | None
    country: str | None
    by: tuple[str, ...]
    on: tuple[str, ...]
    ranges: tuple[Range, ...]
    grade: Grade
    contested: tuple[str, ...]
    independent: int
    outlets: int
    reports: int
    claims: int
    judged: int
    doubt: float
    doubt_why: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in a list: an event told, a toll or a statement (`noun`), of one report.

    `id` is "<report id>/<claim id>". `kind` is the event type, the measure or the act. `speaker` None is the report's
    own voice, and `voice` the `Voice.key` behind the claim. `low` and `high` as in `Quantity`. `words` are the
    sentence or its best part, `span` where they stand. `incident` is the one it belongs to, None for none.
    """

    id: str
    report: str
    noun: str
    kind: EventType | Measure | Act
    incident: str | None
    outlet: str | None
    title: str | None
    published: date | None
    first: date | None
    country: str | None
    speaker: str | None
    voice: str | None
    low: int | None
    high: int | None
    words: str
    span: Span
    score: float
    state: State
    contested: bool
    doubt: float


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One report of the review queue: how many claims it has and how many a person has decided.

    `doubt` is that of its most doubtful claim that nobody has decided, `doubt_why` in words.
    """

    report: str
    title: str | None
    outlet: str | None
    published: date | None
    claims: int
    decided: int
    doubt: float
    doubt_why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a ledger is reviewed, in claims and in reports (a report is done when all its claims are decided)."""

    claims: int
    decided: int
    reports: int
    done: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Incidents that are drawn as one on the map, because they are near each other at this scale.

    `incident` is its id where it is one alone; `precision` is that of the least precise of them. `killed` adds up
    the best (else low) of those that have one.
    """

    latitude: float
    longitude: float
    count: int
    killed: int
    contested: int
    precision: PlacePrecision
    incident: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """A span of days on the timeline, both included, with how many incidents began in it and how many are contested."""

    first: date
    last: date
    count: int
    contested: int
    killed: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter can take, its name for people and how many incidents have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """The commonest values of each filter among what is wanted, commonest first."""

    types: tuple[Choice, ...] = ()
    countries: tuple[Choice, ...] = ()
    actors: tuple[Choice, ...] = ()
    speakers: tuple[Choice, ...] = ()
    outlets: tuple[Choice, ...] = ()
    measures: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the overview shows of what is wanted; `undated` and `unplaced` are on no timeline and no map."""

    listing: Listing[IncidentRow]
    spots: tuple[Spot, ...] = ()
    bins: tuple[Bin, ...] = ()
    choices: Choices = field(default_factory=Choices)
    undated: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """A speaker or an outlet in numbers: what they said (claims), in how many incidents, and beside how many others.

    `acts` counts their statements, `measures` their figures by kind; `first` and `last` are days of publication.
    """

    key: str
    name: str
    claims: int
    incidents: int
    reports: int
    contested: int
    acts: tuple[Choice, ...] = ()
    measures: tuple[Choice, ...] = ()
    outlets: tuple[Choice, ...] = ()
    first: date | None = None
    last: date | None = None
