"""What is told to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.dates import Interval
from sayso.model.place import Place
from sayso.model.span import Span


class EventType(StrEnum):
    """ACLED's 25 sub-event types (codebook of 2024), in the order of its hierarchy within each event type."""

    GOVERNMENT_REGAINS_TERRITORY = "government-regains-territory"
    NON_STATE_ACTOR_OVERTAKES_TERRITORY = "non-state-actor-overtakes-territory"
    ARMED_CLASH = "armed-clash"
    EXCESSIVE_FORCE_AGAINST_PROTESTERS = "excessive-force-against-protesters"
    PROTEST_WITH_INTERVENTION = "protest-with-intervention"
    PEACEFUL_PROTEST = "peaceful-protest"
    VIOLENT_DEMONSTRATION = "violent-demonstration"
    MOB_VIOLENCE = "mob-violence"
    CHEMICAL_WEAPON = "chemical-weapon"
    AIR_DRONE_STRIKE = "air-drone-strike"
    SUICIDE_BOMB = "suicide-bomb"
    SHELLING_ARTILLERY_MISSILE = "shelling-artillery-missile"
    REMOTE_EXPLOSIVE = "remote-explosive-landmine-ied"
    GRENADE = "grenade"
    SEXUAL_VIOLENCE = "sexual-violence"
    ATTACK = "attack"
    ABDUCTION = "abduction-forced-disappearance"
    AGREEMENT = "agreement"
    ARRESTS = "arrests"
    CHANGE_TO_GROUP = "change-to-group-activity"
    DISRUPTED_WEAPONS_USE = "disrupted-weapons-use"
    HEADQUARTERS_OR_BASE = "headquarters-or-base-established"
    LOOTING = "looting-property-destruction"
    NON_VIOLENT_TRANSFER = "non-violent-transfer-of-territory"
    OTHER_STRATEGIC = "other-strategic"


class Status(StrEnum):
    """Whether it happened, as far as the report tells."""

    OCCURRED = "occurred"  # in the report's own voice, or nobody disputes it
    CLAIMED = "claimed"  # only a party says so
    DENIED = "denied"  # some speaker in the report denies it
    ATTEMPTED = "attempted"  # foiled, failed, intercepted


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody or something that took part: the words chosen for it, the actor where tied, and the score."""

    span: Span
    actor: str | None = None
    score: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class EventDate:
    """When, and the words it was worked out from (None: the report's publication day stands for "today's news")."""

    interval: Interval
    span: Span | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a report: ids are local to the reading ("e1"), in text order.

    `evidence` are whole sentences. `places` go from the most specific to the least; `countries` are
    ISO 3166-1 alpha-2. `claimed_by` are actors that claim responsibility. `score` is the reader's confidence 0..1.
    """

    id: str
    type: EventType
    status: Status
    evidence: tuple[Span, ...]
    trigger: Span | None = None
    date: EventDate | None = None
    places: tuple[Place, ...] = ()
    countries: tuple[str, ...] = ()
    perpetrators: tuple[Role, ...] = ()
    targets: tuple[Role, ...] = ()
    weapons: tuple[Span, ...] = ()
    claimed_by: tuple[Role, ...] = ()
    score: float = 0.0
    why: str = ""
