"""What the stages hand on: everything known of one report so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sayso.model.actor import Actor, Mention
from sayso.model.claim import Attribution, LoadedTerm, Statement, Toll
from sayso.model.dates import TimeMention
from sayso.model.event import Event
from sayso.model.place import Place
from sayso.model.quantity import Quantity
from sayso.model.reading import Sentence
from sayso.model.report import Report

if TYPE_CHECKING:
    from sayso.reading.encoder import Encoding


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading in the making. A stage returns a new draft with its own fields filled (`dataclasses.replace`)."""

    report: Report
    sentences: tuple[Sentence, ...] = ()
    encoding: Encoding | None = None
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    tolls: tuple[Toll, ...] = ()
    statements: tuple[Statement, ...] = ()
    loaded_terms: tuple[LoadedTerm, ...] = ()
    done: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    @property
    def published(self) -> date | None:
        """The report's day, None when unknown."""
        return self.report.published.day if self.report.published else None
