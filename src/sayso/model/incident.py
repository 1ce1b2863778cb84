"""What several reports tell of one event. Derived from readings and judgements, never edited by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sayso.model.account import Account, Figure, Party
from sayso.model.claim import Measure
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.place import Place
from sayso.model.span import Span


class TollRule(StrEnum):
    """How low, best and high are derived from contradicting figures."""

    ACLED_LOWEST = "acled-lowest"
    UCDP_SPAN = "ucdp-span"
    AIRWARS_RANGE = "airwars-range"
    LATEST_BY_SPEAKER = "latest-by-speaker"
    MAJORITY = "majority"


class Grade(StrEnum):
    """Airwars' grades of an incident."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A figure and what became of it in an estimate: `counted`, or not, and `why` in words.

    `voice` is the `Voice.key` of who gives it, `account` the id of the account that holds it.
    """

    figure: Figure
    account: str
    voice: str
    counted: bool
    why: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high of one measure under a named rule, in persons; None where no figure gives it.

    `who` is the class of people counted ("civilians", "fighters", …), None for all. `where` are the countries (ISO
    3166-1 alpha-2) that it is for where an incident's figures are told country by country, empty for the whole
    incident. `figures` are all that was said about it, also what was not counted. `high` None beside a `low` is open
    ("at least 12"). A rule that gives no best (Airwars) leaves it None.
    """

    measure: Measure
    rule: TollRule
    low: int | None
    best: int | None
    high: int | None
    figures: tuple[Weighed, ...]
    why: str
    who: str | None = None
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contested fact: who says it and the words."""

    voice: str
    account: str
    words: str


@dataclass(frozen=True, slots=True)
class Contested:
    """A fact on which speakers exclude each other. `fact` is "perpetrator", "occurrence", "place", "killed", …"""

    fact: str
    sides: tuple[Side, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Voice:
    """One who speaks in an incident: a party, or an outlet in its own voice (`own`).

    `key` is the same across reports, `reports` those that carry the words. Several outlets that carry one agency's
    text, and several that quote one speaker, are one voice.
    """

    key: str
    name: str
    own: bool
    outlets: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two accounts are taken for one event: the score and its reasons in words; `judged` when a person said so."""

    one: str
    other: str
    score: float
    reasons: tuple[str, ...]
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """What a report states between two incidents ("retaliation", "part", "followed-by"), with its words."""

    kind: str
    incident: str
    other: str
    report: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Incident:
    """One event as all its accounts tell it.

    `id` is a digest of the id of its first account (by publication, then id). Where accounts differ the value given is
    the one most voices tell and `contested` lists the rest. `independent` counts the voices that tell the event
    and do not repeat another (who only condemns or denies it tells nothing of it), `outlets` the outlets. `copies` are
    pairs of report ids: the second is a copy of the first.
    """

    id: str
    accounts: tuple[Account, ...]
    type: EventType
    status: Status
    first: date | None = None
    last: date | None = None
    precision: Precision | None = None
    place: Place | None = None
    country: str | None = None
    perpetrators: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapons: tuple[str, ...] = ()
    claimed_by: tuple[Party, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    voices: tuple[Voice, ...] = ()
    independent: int = 0
    outlets: tuple[str, ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    contested: tuple[Contested, ...] = ()
    grade: Grade = Grade.WEAK
    grade_why: str = ""
    ties: tuple[Tie, ...] = ()
    relations: tuple[Relation, ...] = ()
