"""What a report tells aside from the accounts of its events: the words of their dates, and what is told of no event."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sayso.incidents.accounts import of_no_event
from sayso.incidents.independence import credited_agency
from sayso.model.account import Figure, Said
from sayso.model.event import Event
from sayso.model.reading import Reading
from sayso.model.span import Span


@dataclass(frozen=True, slots=True)
class Dated:
    """Where the words of a date stand, and the sentence around them (None: in none, as in a dateline)."""

    span: Span
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """What `Account` has no place for. The first six fields are the report's, named as an account names them.

    `dates` are by account id. `figures` and `said` are told of no event, or of one that a person rejected; `judged`
    are the ids of those that a person accepted, corrected or added.
    """

    report: str
    outlet: str | None
    agency: str | None
    title: str | None
    url: str | None
    published: date | None
    dates: Mapping[str, Dated]
    figures: tuple[Figure, ...] = ()
    said: tuple[Said, ...] = ()
    judged: frozenset[str] = frozenset()


def aside(reading: Reading, judged: Collection[str] = ()) -> Aside:
    """The same of a reading; `judged` are its tolls and statements that a person accepted, corrected or added."""
    report = reading.report
    figures, said = of_no_event(reading)
    ids = {each.id for each in figures} | {each.id for each in said}
    dates = ((f"{report.id}/{event.id}", _dated(event, reading)) for event in reading.events)
    return Aside(
        report=report.id,
        outlet=report.outlet,
        agency=credited_agency(report),
        title=report.title,
        url=report.url,
        published=report.published.day if report.published else None,
        dates={account: dated for account, dated in dates if dated},
        figures=figures,
        said=said,
        judged=frozenset(f"{report.id}/{each}" for each in judged) & ids,
    )


def _dated(event: Event, reading: Reading) -> Dated | None:
    span = event.date.span if event.date else None
    if span is None:
        return None
    return Dated(span, next((each.span for each in reading.sentences if each.span.contains(span)), None))
