"""A reading as the ledger of whole reports: events, tolls and statements by the words that name them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from sayso.model.claim import Measure, Speaker, Statement, Toll
from sayso.model.event import Event
from sayso.model.place import Place
from sayso.model.reading import Reading
from sayso.model.span import Span


class EventRow(TypedDict):
    """One event; every actor and place is the list of the words the report has for it."""

    id: str
    type: str
    status: str
    date: list[str] | None
    country: list[str]
    places: list[list[str]]
    perpetrators: list[list[str]]
    targets: list[list[str]]
    evidence: list[str]


class TollRow(TypedDict):
    """One stated number of people; `speaker` is empty for the report's own voice."""

    event: str | None
    measure: str
    low: int | None
    high: int | None
    as_said: str
    who: str
    speaker: list[str]
    evidence: str


class StatementRow(TypedDict):
    """One act of one speaker in one sentence."""

    speaker: list[str]
    act: str
    about: str | None
    accused: list[str] | None
    evidence: str


class LedgerRow(TypedDict):
    """The ledger of one document."""

    doc_id: str
    events: list[EventRow]
    tolls: list[TollRow]
    statements: list[StatementRow]


def row(doc_id: str, reading: Reading | None) -> LedgerRow:
    """The scorer's row for this document; no reading, no claims."""
    if reading is None:
        return LedgerRow(doc_id=doc_id, events=[], tolls=[], statements=[])
    return LedgerRow(
        doc_id=doc_id,
        events=[_event(reading, event) for event in reading.events],
        # The codebook has no row for "casualties": what the report leaves open, it does not count.
        tolls=[_toll(reading, toll) for toll in reading.tolls if toll.measure is not Measure.CASUALTIES],
        statements=[_statement(reading, statement) for statement in reading.statements],
    )


def _event(reading: Reading, event: Event) -> EventRow:
    interval = event.date.interval if event.date else None
    return EventRow(
        id=event.id,
        type=event.type.value,
        status=event.status.value,
        date=[interval.first.isoformat(), interval.last.isoformat()] if interval else None,
        country=list(event.countries),
        places=[_place(reading, place) for place in event.places],
        perpetrators=[names(reading, role.span, role.actor) for role in (*event.perpetrators, *event.claimed_by)],
        targets=[names(reading, role.span, role.actor) for role in event.targets],
        evidence=[reading.words(span) for span in event.evidence],
    )


def _toll(reading: Reading, toll: Toll) -> TollRow:
    return TollRow(
        event=toll.event,
        measure=toll.measure.value,
        low=toll.quantity.low,
        high=toll.quantity.high,
        as_said=reading.words(toll.quantity.whole),
        who=reading.words(toll.who) if toll.who else "",
        speaker=_speaker(reading, toll.speaker),
        evidence=reading.words(toll.sentence),
    )


def _statement(reading: Reading, statement: Statement) -> StatementRow:
    accused = statement.accused
    return StatementRow(
        speaker=_speaker(reading, statement.speaker),
        act=statement.act.value,
        about=statement.event,
        accused=names(reading, accused, _actor_at(reading, accused)) if accused else None,
        evidence=reading.words(statement.sentence),
    )


def _speaker(reading: Reading, speaker: Speaker | None) -> list[str]:
    return names(reading, speaker.span, speaker.actor) if speaker else []


def names(reading: Reading, span: Span, actor: str | None) -> list[str]:
    """The words at `span`, then all other names that the report has for the same actor."""
    known = next((one.mentions for one in reading.actors if one.id == actor), ())
    return _unique(reading.words(one) for one in (span, *known))


def _actor_at(reading: Reading, span: Span) -> str | None:
    """The actor one of whose mentions stands exactly here."""
    return next((one.id for one in reading.actors if span in one.mentions), None)


def _place(reading: Reading, place: Place) -> list[str]:
    """The place's words here, then what else the report calls the same GeoNames entry."""
    same = [other.span for other in reading.places if place.geonameid and other.geonameid == place.geonameid]
    return _unique(reading.words(one) for one in (place.span, *same))


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
