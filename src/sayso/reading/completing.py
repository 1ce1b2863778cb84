"""What tolls and statements tell of an event beyond its own sentences: who was hit, and the day its doer gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.model.claim import AttributionKind, Measure, Toll
from sayso.model.dates import Precision, TimeMention
from sayso.model.event import Event, EventDate, Role
from sayso.reading.clauses import deed
from sayso.reading.draft import Draft
from sayso.reading.naming import states_named
from sayso.reading.tellings import FAMILY, VIOLENT
from sayso.reading.times import event_interval
from sayso.reading.voices import ActorIndex

_HARMED = {Measure.KILLED, Measure.INJURED, Measure.CASUALTIES, Measure.ABDUCTED, Measure.ARRESTED}
# "Our response began today": a party that dates its own deed.
_OWN = re.compile(r"\b(?:our|we|ours)\b", re.IGNORECASE)


def completed(draft: Draft) -> tuple[Event, ...]:
    """The events: one without targets hit whom its tolls count, one without a day has the day its doer told."""
    index = ActorIndex(draft.actors)
    days = tuple(_own_days(draft))
    return tuple(
        replace(
            event,
            targets=event.targets or tuple(_victims(event, draft.tolls, index)),
            date=event.date or _own_day(draft, event, days) or _told_day(draft, event),
        )
        for event in draft.events
    )


def _own_day(draft: Draft, event: Event, days: Sequence[tuple[TimeMention, str]]) -> EventDate | None:
    """The day that a perpetrator gives, where this is the only undated event of theirs."""
    parties = _parties(draft, event)
    others = [e for e in draft.events if e.date is None and e is not event and _parties(draft, e) & parties]
    told = next((t for t, state in days if state in parties), None)
    if others or told is None or told.interval is None:
        return None
    return EventDate(told.interval, told.span, f"its doer dates it “{told.span.of(draft.text)}”")


def _told_day(draft: Draft, event: Event) -> EventDate | None:
    """The day of the deed in a sentence that only a figure or a statement about the event ties to it."""
    if FAMILY[event.type] not in VIOLENT:
        return None
    evidence = {s for e in draft.events for s in e.evidence}
    tied = dict.fromkeys(
        [t.sentence for t in draft.tolls if t.event == event.id]
        + [s.sentence for s in draft.statements if s.event == event.id]
    )
    for sentence in sorted(s for s in tied if s not in evidence):
        said = deed(draft.text, sentence)
        time = event_interval(sentence, draft.times, anchor=said, text=draft.text) if said else None
        if time is None or time.interval is None or time.span.begin == sentence.begin:  # "Sunday, police said"
            continue
        if time.interval.precision is Precision.DAY:
            return EventDate(time.interval, time.span, f"“{time.span.of(draft.text)}” ({time.rule})")
    return None


def _victims(event: Event, tolls: tuple[Toll, ...], index: ActorIndex) -> Iterator[Role]:
    spans = dict.fromkeys(
        t.who
        for t in tolls
        if t.event == event.id and t.who is not None and t.measure in _HARMED and t.quantity.high != 0
    )
    for span in spans:
        yield Role(span, index.of(span), 1.0, "the people counted")


def _parties(draft: Draft, event: Event) -> frozenset[str]:
    """The codes of the states that the event's perpetrators are or belong to by name."""
    return frozenset(code for role in event.perpetrators for code in states_named(role.span.of(draft.text)))


def _own_days(draft: Draft) -> Iterator[tuple[TimeMention, str]]:
    """Days that somebody gives to a deed of "ours" in a quotation, with the state they speak for by name or title."""
    for attribution in draft.attributions:
        if attribution.kind is AttributionKind.INDIRECT or attribution.speaker is None:
            continue
        names = [draft.text[m.begin : m.end] for a in draft.actors if a.id == attribution.speaker for m in a.mentions]
        states = dict.fromkeys(code for name in names for code in states_named(name))
        for content in attribution.content:
            if not _OWN.search(draft.text, content.begin, content.end):
                continue
            for time in draft.times:
                if content.contains(time.span) and ", said " in time.rule:
                    yield from ((time, state) for state in states)
