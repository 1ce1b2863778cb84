"""The values of a claim in words, field by field, and those of a judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sayso.ledger.claims import Claim
from sayso.ledger.corrections import FIELDS, noun_of
from sayso.model.claim import Act, Measure, Speaker, Statement, Toll
from sayso.model.event import Event, EventType, Role
from sayso.model.jsonform import Json
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.render import phrases
from sayso.render.safe import one_line
from sayso.render.view import QUOTES, codes, role_name, shortened, speaker_name

_BETWEEN = "; "
_LONGEST = 90  # characters of a sentence that is shown as a value
_OPEN_END = ".."
_PERSONS = "a person's"  # the rule of a number that a person gave


def fields_of(noun: str) -> tuple[str, ...]:
    """The fields of this kind of claim that can be corrected, in the order in which a person looks at them."""
    return next(tuple(ways) for kind, ways in FIELDS.items() if kind.__name__.lower() == noun)


def value_of(reading: Reading, claim: Claim, field: str) -> str:
    """The value of a field as people read it; "" when it is unknown."""
    return _WORDS[noun_of(claim)][field](reading, claim)


def title_of(reading: Reading, claim: Claim) -> str:
    """What the claim says, in few words: "Air/drone strike", "at least 16 killed", "the ministry denies"."""
    if isinstance(claim, Event):
        return phrases.kind_of(claim.type).sub_event_type
    if isinstance(claim, Toll):
        return phrases.toll_in_short(claim, _words(reading, claim.quantity.whole).strip(QUOTES))
    return f"{speaker_name(reading, claim.speaker)} {phrases.ACT_VERBS[claim.act]}"


def event_codes(reading: Reading) -> dict[str, str]:
    """The short code of each event's id."""
    return codes("E", (event.id for event in reading.events))


def told(value: Json) -> str:
    """A judgement's value in words: `{"words": "Erbil", "begin": 3, "end": 8}` is “Erbil”, null is unknown ("")."""
    if value is None:
        return ""
    if isinstance(value, list):
        return _BETWEEN.join(map(told, value))
    if not isinstance(value, dict):
        return _named(one_line(str(value)))
    if "words" in value:
        beside = value.get("number", value.get("date"))
        words = f"“{told(value['words'])}”"
        return words if beside is None else f"{told(beside)} ({words})"
    if {"first", "last"} <= value.keys():
        return f"{told(value['first'])}{_OPEN_END}{told(value['last'])}"
    if value.keys() <= {"low", "high"}:
        return f"{told(value.get('low')) or '?'}–{told(value.get('high')) or '?'}"
    rest = ((name, each) for name, each in value.items() if name not in ("begin", "end"))
    return _BETWEEN.join(f"{one_line(name)} {told(each) or '?'}" for name, each in rest)


def _named(word: str) -> str:
    """A name of the model as people know it."""
    if word in frozenset(EventType):
        return phrases.kind_of(EventType(word)).sub_event_type
    return phrases.ACT_VERBS[Act(word)] if word in frozenset(Act) else word


def _words(reading: Reading, span: Span) -> str:
    return one_line(reading.words(span))


def _roles(reading: Reading, roles: tuple[Role, ...]) -> str:
    return _BETWEEN.join(dict.fromkeys(role_name(reading, role) for role in roles))


def _event(claim: Claim) -> Event:
    assert isinstance(claim, Event)
    return claim


def _toll(claim: Claim) -> Toll:
    assert isinstance(claim, Toll)
    return claim


def _statement(claim: Claim) -> Statement:
    assert isinstance(claim, Statement)
    return claim


def _number(reading: Reading, toll: Toll) -> str:
    """The number with its words, where these are others; a person's number may stand on words that say another."""
    bare = phrases.figure_in_words(toll.quantity)
    said = _words(reading, toll.quantity.whole).strip(QUOTES)
    if bare and (bare.casefold() == said.casefold() or toll.quantity.rule == _PERSONS):
        return bare
    return f"{bare} (“{said}”)" if bare else said


def _of_event(reading: Reading, event: str | None) -> str:
    found = next((each for each in reading.events if each.id == event), None)
    return f"{event_codes(reading)[found.id]} {title_of(reading, found)}" if found else ""


def _speaker(reading: Reading, speaker: Speaker | None) -> str:
    return speaker_name(reading, speaker) or ""


def _sentence(reading: Reading, span: Span) -> str:
    return f"“{shortened(reading.report.text, span, limit=_LONGEST)}”"


def _date(event: Event) -> str:
    return phrases.days_in_words(event.date.interval) if event.date else ""


_WORDS: Mapping[str, Mapping[str, Callable[[Reading, Claim], str]]] = {
    "event": {
        "type": lambda _, claim: phrases.kind_of(_event(claim).type).sub_event_type,
        "status": lambda _, claim: _event(claim).status.value,
        "date": lambda _, claim: _date(_event(claim)),
        "places": lambda _, claim: _BETWEEN.join(one_line(phrases.place_in_words(p)) for p in _event(claim).places),
        "countries": lambda _, claim: _BETWEEN.join(map(phrases.country_name, _event(claim).countries)),
        "perpetrators": lambda reading, claim: _roles(reading, _event(claim).perpetrators),
        "targets": lambda reading, claim: _roles(reading, _event(claim).targets),
        "weapons": lambda reading, claim: _BETWEEN.join(_words(reading, each) for each in _event(claim).weapons),
        "claimed_by": lambda reading, claim: _roles(reading, _event(claim).claimed_by),
        "evidence": lambda reading, claim: " ".join(_sentence(reading, each) for each in _event(claim).evidence),
    },
    "toll": {
        "number": lambda reading, claim: _number(reading, _toll(claim)),
        "measure": lambda _, claim: phrases.MEASURE_WORDS[Measure(_toll(claim).measure)],
        "who": lambda reading, claim: _words(reading, who) if (who := _toll(claim).who) else "",
        "speaker": lambda reading, claim: _speaker(reading, _toll(claim).speaker),
        "event": lambda reading, claim: _of_event(reading, _toll(claim).event),
        "sentence": lambda reading, claim: _sentence(reading, _toll(claim).sentence),
    },
    "statement": {
        "act": lambda _, claim: phrases.ACT_VERBS[_statement(claim).act],
        "speaker": lambda reading, claim: _speaker(reading, _statement(claim).speaker),
        "accused": lambda reading, claim: _words(reading, who) if (who := _statement(claim).accused) else "",
        "event": lambda reading, claim: _of_event(reading, _statement(claim).event),
        "sentence": lambda reading, claim: _sentence(reading, _statement(claim).sentence),
    },
}
