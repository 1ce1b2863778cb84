"""All that sayso found in one report."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.actor import Actor, Mention
from sayso.model.claim import Attribution, LoadedTerm, Statement, Toll
from sayso.model.dates import TimeMention
from sayso.model.event import Event
from sayso.model.place import Place
from sayso.model.report import BlockKind, Report
from sayso.model.span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed (without a dateline before it), the index of its paragraph, and the block it is in."""

    span: Span
    paragraph: int
    block: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Reading:
    """One report read once. `reader_id` is a digest of the stages' versions, the model and the tables."""

    report: Report
    reader_id: str
    sentences: tuple[Sentence, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    tolls: tuple[Toll, ...] = ()
    statements: tuple[Statement, ...] = ()
    loaded_terms: tuple[LoadedTerm, ...] = ()

    def words(self, span: Span) -> str:
        """The report's words at `span`."""
        return span.of(self.report.text)

    def actor(self, actor_id: str) -> Actor:
        """The actor with this id. Raises KeyError when there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)
