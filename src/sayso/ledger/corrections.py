"""What a person can correct, and the claim with the value put in its place. Values are JSON; `FIELDS` says which.

Words are looked for in the report's text, so that a corrected value stands on its words as a read one does. Wherever
words are given they may be given with their place, {"words", "begin", "end"} in code points: then they stand there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from sayso.errors import BrokenRecord, JudgementError
from sayso.ledger.claims import Claim, words_near
from sayso.ledger.numbers import quantity
from sayso.ledger.selection import place_of, placed
from sayso.model.claim import Act, Measure, Speaker, Statement, Toll
from sayso.model.dates import Interval, Precision
from sayso.model.event import Event, EventDate, EventType, Role, Status
from sayso.model.jsonform import Json, noun_from_json
from sayso.model.place import Place
from sayso.model.reading import Reading
from sayso.model.span import Span, covering

_SURE = 1.0


@dataclass(frozen=True, slots=True)
class _Task:
    """One correction: of which claim in which reading, the new value, and what to say of it."""

    reading: Reading
    claim: Claim
    value: Json
    why: str

    def refused(self, wanted: str) -> JudgementError:
        """The error for a value that is not what is wanted."""
        return JudgementError(f"{json.dumps(self.value)} is no such value: give {wanted}")

    def span(self, words: Json, near: tuple[Span, ...]) -> Span:
        """Where these words stand in the report: at the place that is given with them, else nearest to `near`."""
        if placed(words):
            return place_of(words, self.reading.report.text)
        if not isinstance(words, str) or not words.strip():
            raise self.refused("words of the report, between quotation marks")
        found = words_near(self.reading.report.text, words, near)
        if found is None:
            raise JudgementError(f"the report does not hold the words “{words}”: give them as they are printed")
        return found

    def spans(self, near: tuple[Span, ...]) -> tuple[Span, ...]:
        """Where each of a list of words stands."""
        listed = self.value if isinstance(self.value, list) else [] if self.value is None else [self.value]
        return tuple(self.span(words, near) for words in listed)

    def actor(self, span: Span) -> str | None:
        """Whose mention these words are."""
        for actor in self.reading.actors:
            if any(mention.overlaps(span) for mention in actor.mentions):
                return actor.id
        return None


_Way: TypeAlias = Callable[[_Task], Claim]


def corrected(reading: Reading, claim: Claim, field: str, value: str, why: str = "") -> Claim:
    """The claim with the value (JSON) in the field. Raises JudgementError when there is no such field or value."""
    check_field(claim, field)
    return with_value(reading, claim, field, parsed(value), why)


def with_value(reading: Reading, claim: Claim, field: str, data: Json, why: str = "") -> Claim:
    """The claim with this value in the field. Raises JudgementError when there is no such field or value."""
    check_field(claim, field)
    return FIELDS[type(claim)][field](_Task(reading, claim, data, why))


def parsed(value: str) -> Json:
    """What a value in JSON says. Raises JudgementError when it is none."""
    try:
        data: Json = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise JudgementError(f'the value is no JSON ({error}): write "words", a number, or a list') from error
    return data


def sentences_at(reading: Reading, span: Span) -> tuple[Span, ...]:
    """The sentences that these words are in; the words themselves where the reader saw none."""
    return tuple(each.span for each in reading.sentences if each.span.overlaps(span)) or (span,)


def check_field(claim: Claim, field: str) -> None:
    """Raise JudgementError when claims of this kind have no such field."""
    ways = FIELDS[type(claim)]
    if field not in ways:
        raise JudgementError(f"“{field}” of a {noun_of(claim)} cannot be corrected; these can: {', '.join(ways)}")


def noun_of(claim: Claim) -> str:
    """ "event", "toll" or "statement"."""
    return type(claim).__name__.lower()


def as_json(text: str) -> str:
    """What a person typed as JSON: itself where it is JSON, "unknown" and "none" as null, else the words of it."""
    if text.strip().lower() in ("", "unknown", "none"):
        return "null"
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return json.dumps(text)
    return text


def _event(task: _Task) -> Event:
    assert isinstance(task.claim, Event)
    return replace(task.claim, score=_SURE, why=task.why)


def _toll(task: _Task) -> Toll:
    assert isinstance(task.claim, Toll)
    return replace(task.claim, score=_SURE, why=task.why)


def _statement(task: _Task) -> Statement:
    assert isinstance(task.claim, Statement)
    return replace(task.claim, score=_SURE, why=task.why)


def _roles(task: _Task) -> tuple[Role, ...]:
    event = _event(task)
    return tuple(Role(span, task.actor(span), _SURE, task.why) for span in task.spans(event.evidence))


def _places(task: _Task) -> tuple[Place, ...]:
    """Places that the reader found under these words, with their coordinates; else the bare name."""
    event = _event(task)
    told = (place for each in (*task.reading.events, event) for place in each.places)
    known = {place.span: place for place in (*task.reading.places, *told)}
    return tuple(
        known.get(span, Place(span, task.reading.words(span), score=_SURE, why=task.why))
        for span in task.spans(event.evidence)
    )


def _countries(task: _Task) -> tuple[str, ...]:
    listed = task.value if isinstance(task.value, list) else [] if task.value is None else [task.value]
    codes = tuple(code for code in listed if isinstance(code, str) and re.fullmatch("[A-Z]{2}", code))
    if len(codes) != len(listed):
        raise task.refused('a list of ISO 3166-1 codes, like ["IQ", "SY"]')
    return codes


def _date(task: _Task) -> EventDate | None:
    """A day, "2024-02-02..2024-02-03", the object of an interval, or null for unknown."""
    event, value = _event(task), task.value
    # A day that a person gives stands on the words the reader had, else on the sentence that tells the event.
    span = (event.date and event.date.span) or next(iter(event.evidence), None)
    if isinstance(value, dict) and "date" in value:
        span, value = place_of(value, task.reading.report.text) if placed(value) else span, value["date"]
    try:
        if value is None:
            return None
        if isinstance(value, dict):
            return EventDate(noun_from_json(Interval, value), span, task.why)
        first, _, last = str(value).partition("..")
        days = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
        precision = Precision.DAY if days[0] == days[1] else Precision.DAYS
        return EventDate(Interval(*days, precision), span, task.why)
    except (ValueError, BrokenRecord) as error:
        raise task.refused("a day (2024-02-03), days (2024-02-02..2024-02-03), or null for unknown") from error


def _number(task: _Task) -> Toll:
    """The toll with another number, and with the sentence that it stands in where it was selected in another one."""
    toll = _toll(task)
    number = quantity(task.reading, toll, task.value)
    if toll.sentence.contains(number.whole) or not placed(task.value):
        return replace(toll, quantity=number)
    sentence = covering((*sentences_at(task.reading, number.whole), number.whole))
    return replace(toll, quantity=number, sentence=sentence or toll.sentence)


def _speaker(task: _Task, near: tuple[Span, ...]) -> Speaker | None:
    if task.value is None:
        return None
    span = task.span(task.value, near)
    return Speaker(span, task.actor(span))


def _must_speak(task: _Task) -> Speaker:
    speaker = _speaker(task, (_statement(task).sentence,))
    if speaker is None:
        raise task.refused("words of the report that name who says it: a statement has a speaker")
    return speaker


def _who(task: _Task) -> Span | None:
    return None if task.value is None else task.span(task.value, (_toll(task).sentence,))


def _accused(task: _Task) -> Span | None:
    return None if task.value is None else task.span(task.value, (_statement(task).sentence,))


def _evidence(task: _Task) -> tuple[Span, ...]:
    """The sentences that these words are in, in text order."""
    spans = task.spans(_event(task).evidence)
    if not spans:
        raise task.refused("words of the sentences that tell it: an event has evidence")
    return tuple(sorted({each for span in spans for each in sentences_at(task.reading, span)}))


def _sentence(task: _Task, near: Span) -> Span:
    found = covering(sentences_at(task.reading, task.span(task.value, (near,))))
    assert found is not None
    return found


def _told_of(task: _Task) -> str | None:
    """The id of an event of the report; null for none of them."""
    known = [event.id for event in task.reading.events]
    if task.value is not None and task.value not in known:
        raise task.refused(f"the id of an event of this report ({', '.join(known) or 'it has none'}), or null")
    return None if task.value is None else str(task.value)


def _member(task: _Task, kind: type[EventType] | type[Status] | type[Measure] | type[Act]) -> str:
    if not any(task.value == member.value for member in kind):
        raise task.refused(f"one of {', '.join(member.value for member in kind)}")
    return str(task.value)


FIELDS: dict[type, dict[str, _Way]] = {
    Event: {
        "type": lambda task: replace(_event(task), type=EventType(_member(task, EventType))),
        "status": lambda task: replace(_event(task), status=Status(_member(task, Status))),
        "date": lambda task: replace(_event(task), date=_date(task)),
        "places": lambda task: replace(_event(task), places=_places(task)),
        "countries": lambda task: replace(_event(task), countries=_countries(task)),
        "perpetrators": lambda task: replace(_event(task), perpetrators=_roles(task)),
        "targets": lambda task: replace(_event(task), targets=_roles(task)),
        "weapons": lambda task: replace(_event(task), weapons=task.spans(_event(task).evidence)),
        "claimed_by": lambda task: replace(_event(task), claimed_by=_roles(task)),
        "evidence": lambda task: replace(_event(task), evidence=_evidence(task)),
    },
    Toll: {
        "number": _number,
        "measure": lambda task: replace(_toll(task), measure=Measure(_member(task, Measure))),
        "who": lambda task: replace(_toll(task), who=_who(task)),
        "speaker": lambda task: replace(_toll(task), speaker=_speaker(task, (_toll(task).sentence,))),
        "event": lambda task: replace(_toll(task), event=_told_of(task)),
        "sentence": lambda task: replace(_toll(task), sentence=_sentence(task, _toll(task).sentence)),
    },
    Statement: {
        "act": lambda task: replace(_statement(task), act=Act(_member(task, Act))),
        "speaker": lambda task: replace(_statement(task), speaker=_must_speak(task)),
        "accused": lambda task: replace(_statement(task), accused=_accused(task)),
        "event": lambda task: replace(_statement(task), event=_told_of(task)),
        "sentence": lambda task: replace(_statement(task), sentence=_sentence(task, _statement(task).sentence)),
    },
}
