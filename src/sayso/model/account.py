"""What one report tells of one event, flat enough to stand beside what other reports tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.model.claim import Act, Measure
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.place import Place
from sayso.model.span import Span


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in a report, so that the same somebody can be known in another.

    `name` as the report prints it at its fullest (a people that stands for its state: the state); `key` the same across
    reports: the known actor's or country's name in lower case where the tables have it, else `name` in lower case
    without articles and punctuation. `span` the words chosen here. `inter` and `country` as in `Actor`.
    """

    name: str
    key: str
    span: Span
    inter: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One toll as told in one report: `Toll` with its words spelled out.

    `id` is "<report id>/<toll id>" and `part_of` the id of the figure it is part of. `low` and `high` as in `Quantity`
    (both None: as vague as `words`). `words` hold number and qualifier ("at least 12"), `who` the words for the people
    counted. `speaker` None is the report's own voice. `span` is the number's, `sentence` the evidence, and
    `told` its words ("" where they are not kept).
    """

    id: str
    measure: Measure
    low: int | None
    high: int | None
    words: str
    span: Span
    sentence: Span
    who: str | None = None
    speaker: Party | None = None
    part_of: str | None = None
    score: float = 0.0
    told: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One speech act about the event: who, what kind, and the words of the sentence that holds it."""

    id: str
    act: Act
    speaker: Party
    words: str
    sentence: Span
    accused: Party | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One event of one report. The unit that incidents are put together from.

    `id` is "<report id>/<event id>". `report` is the report's id, `outlet` its outlet as told there, `published` its
    day of publication (None: unknown). `first` and `last` are the event's days, None when they are unknown: the day of
    publication is never put in their place. `places` go from the most specific to the least. `names` are proper names
    of persons and smaller places told with the event, for recognising it elsewhere. `words` are its sentences.
    `agency` is the wire agency that the report credits ("(AFP)"). `score` is the reader's confidence, `judged` is true
    when a person accepted or corrected it.
    """

    id: str
    report: str
    type: EventType
    status: Status
    words: tuple[str, ...]
    evidence: tuple[Span, ...]
    outlet: str | None = None
    agency: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    first: date | None = None
    last: date | None = None
    precision: Precision | None = None
    places: tuple[Place, ...] = ()
    countries: tuple[str, ...] = ()
    perpetrators: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapons: tuple[str, ...] = ()
    claimed_by: tuple[Party, ...] = ()
    figures: tuple[Figure, ...] = ()
    said: tuple[Said, ...] = ()
    names: tuple[str, ...] = ()
    score: float = 0.0
    judged: bool = False
