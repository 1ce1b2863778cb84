"""What somebody says: attributions, tolls, statements, and the terms they use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.quantity import Quantity
from sayso.model.span import Span


class AttributionKind(StrEnum):
    """How the content is told (Pareti 2012)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one "who says what"; each may be several spans, source and cue may be missing.

    `speaker` is the id of the actor the source stands for, after aliases, pronouns and titles are tied;
    `parent` the id of the attribution whose content holds this one ("the ministry said witnesses told …").
    """

    id: str
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    kind: AttributionKind = AttributionKind.INDIRECT
    speaker: str | None = None
    parent: str | None = None
    score: float = 0.0
    why: str = ""


class Measure(StrEnum):
    """What is counted."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    MISSING = "missing"
    DISPLACED = "displaced"
    CASUALTIES = "casualties"  # dead or injured: as ambiguous as the report left it


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who gives a figure or makes a statement: the words that name them here, and the actor where tied.

    No `Speaker` (None) means the report's own voice.
    """

    span: Span
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A stated number of people. `who` are the words for the people counted, `sentence` the evidence.

    `event` is the id of the event it is told of (None: of no event listed), `part_of` that of the total it is part of.
    """

    id: str
    measure: Measure
    quantity: Quantity
    sentence: Span
    who: Span | None = None
    event: str | None = None
    speaker: Speaker | None = None
    part_of: str | None = None
    score: float = 0.0
    why: str = ""


class Act(StrEnum):
    """What is done by saying it."""

    ASSERT = "assert"
    CLAIM_RESPONSIBILITY = "claim-responsibility"
    DENY = "deny"
    ACCUSE = "accuse"
    CONDEMN = "condemn"
    PRAISE = "praise"
    THREATEN = "threaten"
    DEMAND = "demand"
    PROMISE = "promise"
    APOLOGISE = "apologise-or-regret"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Statement:
    """A speech act of one speaker in one sentence, about an event of this report (`event`) or none of them."""

    id: str
    act: Act
    speaker: Speaker
    sentence: Span
    content: tuple[Span, ...] = ()
    event: str | None = None
    accused: Span | None = None
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class LoadedTerm:
    """A word that takes sides, whose it is (`speaker` None: the report's own voice), and a neutral term for it."""

    span: Span
    neutral: str
    category: str
    speaker: Speaker | None = None
