"""What a field of a claim can be corrected to: the values that its report offers.

A value is written in a form as "@12:19" for words of the report at 12 to 19, with "=2024-02-02..2024-02-03" behind it
for the days that they tell; anything else is JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sayso.ledger.claims import Claim
from sayso.model.actor import MentionKind
from sayso.model.claim import Act, Measure, Statement, Toll
from sayso.model.dates import Interval
from sayso.model.event import Event, EventType, Role, Status
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.render import phrases
from sayso.render.safe import one_line
from sayso.render.view import codes, shortened
from sayso.web.review.values import title_of

_MOST = 14  # candidates that a person looks through
_NAME = 70  # characters of a candidate


class Way(StrEnum):
    """How a field is given."""

    ONE = "one"  # one of the candidates
    SOME = "some"  # any number of them
    ENUM = "enum"  # one of the model's names, in a list


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate: its value as a form sends it, and in words with a remark. `chosen` is what stands now."""

    value: str
    words: str
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """All that a form shows of one field. `selects` when words of the report can be given, `free` when typed ones."""

    field: str
    way: Way
    choices: tuple[Choice, ...]
    selects: bool = True
    free: bool = True


_ENUMS: dict[str, type[StrEnum]] = {"type": EventType, "status": Status, "measure": Measure, "act": Act}
LISTED = frozenset(("places", "perpetrators", "targets", "claimed_by", "weapons", "evidence", "countries"))
NOTHING = "null"


def offer(reading: Reading, claim: Claim, field: str) -> Offer:
    """The candidates for a field of a claim, the one that stands first and then those nearest to its words."""
    if field in _ENUMS:
        return Offer(field, Way.ENUM, tuple(_enumerated(claim, field)), selects=False, free=False)
    if field == "event":
        return Offer(field, Way.ONE, tuple(_events(reading, claim)), selects=False, free=False)
    found = tuple(_distinct(_CANDIDATES[field](_Near(reading, claim), field)))
    way = Way.SOME if field in LISTED else Way.ONE
    return Offer(field, way, found, selects=field not in ("countries",))


def at(span: Span, rest: str = "") -> str:
    """Words of the report as a form sends them."""
    return f"@{span.begin}:{span.end}{'=' + rest if rest else ''}"


def _distinct(choices: Iterable[Choice]) -> Iterator[Choice]:
    """Each value and each wording once, what stands now first; not more than a person looks through."""
    seen: dict[str, Choice] = {}
    for choice in sorted(choices, key=lambda each: not each.chosen):
        if choice.words and choice.words.casefold() not in seen:
            seen[choice.words.casefold()] = choice
    chosen = sum(choice.chosen for choice in seen.values())
    yield from list(seen.values())[: max(_MOST, chosen)]


def _enumerated(claim: Claim, field: str) -> Iterator[Choice]:
    for member in _ENUMS[field]:
        words = member.value
        if isinstance(member, EventType):
            words = phrases.kind_of(member).sub_event_type
        elif isinstance(member, Measure):
            words = phrases.MEASURE_WORDS[member]
        elif isinstance(member, Act):
            words = phrases.ACT_VERBS[member]
        yield Choice(json.dumps(member.value), words, chosen=getattr(claim, field) is member)


def _events(reading: Reading, claim: Claim) -> Iterator[Choice]:
    assert isinstance(claim, Toll | Statement)
    short = codes("E", (event.id for event in reading.events))
    for event in reading.events:
        name = f"{short[event.id]} {title_of(reading, event)}"
        quote = shortened(reading.report.text, event.evidence[0], limit=_NAME) if event.evidence else ""
        yield Choice(json.dumps(event.id), name, quote, chosen=claim.event == event.id)
    yield Choice(NOTHING, "", chosen=claim.event is None)


@dataclass(frozen=True, slots=True)
class _Near:
    """A claim in its reading, for sorting candidates by how near they are to its words."""

    reading: Reading
    claim: Claim

    @property
    def home(self) -> Span:
        claim = self.claim
        return (claim.evidence or (Span(0, 1),))[0] if isinstance(claim, Event) else claim.sentence

    def by(self, span: Span) -> int:
        return min(abs(span.begin - self.home.begin), abs(span.begin - self.home.end)) * (not self.home.contains(span))

    def sorted(self, spans: Iterable[Span]) -> list[Span]:
        return sorted(spans, key=lambda span: (self.by(span), span))

    def words(self, span: Span) -> str:
        return one_line(self.reading.words(span))

    def inside(self, span: Span) -> bool:
        homes = self.claim.evidence if isinstance(self.claim, Event) else (self.claim.sentence,)
        return any(each.overlaps(span) for each in homes)


def _actors(near: _Near, field: str) -> Iterator[Choice]:
    """Those who are named in the report, each by its words nearest to the claim; and whom its sentences describe."""
    standing = _standing(near, field)
    names = {actor.id: one_line(actor.name) for actor in near.reading.actors}
    for span, actor in standing:
        yield Choice(at(span), names.get(actor or "") or near.words(span), chosen=True)
    told = {actor for _, actor in standing if actor}
    named = [
        (near.sorted(actor.mentions)[0], names[actor.id])
        for actor in near.reading.actors
        if actor.mentions and actor.id not in told
    ]
    named += [
        (mention.span, near.words(mention.span))
        for mention in near.reading.mentions
        if mention.actor is None and mention.kind is not MentionKind.WEAPON and near.inside(mention.span)
    ]
    for span, name in sorted(named, key=lambda one: (near.by(one[0]), one[0])):
        yield Choice(at(span), name[:_NAME])


def _standing(near: _Near, field: str) -> tuple[tuple[Span, str | None], ...]:
    """The words and actors that stand in the field now."""
    now = getattr(near.claim, field, None)
    if now is None:
        return ()
    if isinstance(now, Span):
        return ((now, None),)
    if isinstance(now, tuple):
        return tuple((role.span, role.actor) for role in now if isinstance(role, Role))
    return ((now.span, now.actor),)


def _people(near: _Near, field: str) -> Iterator[Choice]:
    """Whom a toll counts, as the sentence describes them."""
    yield from (Choice(at(span), near.words(span), chosen=True) for span, _ in _standing(near, field))
    counted = [toll.who for toll in near.reading.tolls if toll.who]
    people = [each.span for each in near.reading.mentions if each.kind is not MentionKind.WEAPON]
    yield from (Choice(at(span), near.words(span)) for span in near.sorted([*counted, *people]))


def _places(near: _Near, field: str) -> Iterator[Choice]:  # noqa: ARG001
    assert isinstance(near.claim, Event)
    for place in near.claim.places:
        yield Choice(at(place.span), one_line(phrases.place_in_words(place)), _precision(place.precision), chosen=True)
    for place in sorted(near.reading.places, key=lambda one: (near.by(one.span), one.span)):
        yield Choice(at(place.span), one_line(phrases.place_in_words(place)), _precision(place.precision))


def _precision(precision: StrEnum | None) -> str:
    return precision.value if precision else ""


def _countries(near: _Near, field: str) -> Iterator[Choice]:  # noqa: ARG001
    assert isinstance(near.claim, Event)
    named = [place.country for place in near.reading.places if place.country]
    for code in dict.fromkeys((*near.claim.countries, *named)):
        yield Choice(json.dumps(code), phrases.country_name(code), code, chosen=code in near.claim.countries)


def _weapons(near: _Near, field: str) -> Iterator[Choice]:  # noqa: ARG001
    assert isinstance(near.claim, Event)
    yield from (Choice(at(span), near.words(span), chosen=True) for span in near.claim.weapons)
    found = [each.span for each in near.reading.mentions if each.kind is MentionKind.WEAPON]
    yield from (Choice(at(span), near.words(span)) for span in near.sorted(found))


def _dates(near: _Near, field: str) -> Iterator[Choice]:  # noqa: ARG001
    assert isinstance(near.claim, Event)
    now = near.claim.date
    if now:
        told = phrases.days_in_words(now.interval)
        if now.span:
            yield Choice(at(now.span, interval(now.interval)), told, f"“{near.words(now.span)}”", chosen=True)
        else:
            days = f"{now.interval.first.isoformat()}..{now.interval.last.isoformat()}"
            yield Choice(json.dumps(days), told, chosen=True)
    for time in sorted(near.reading.times, key=lambda one: (near.by(one.span), one.span)):
        if time.interval:
            days = phrases.days_in_words(time.interval)
            yield Choice(at(time.span, interval(time.interval)), days, f"“{near.words(time.span)}”")
    if published := near.reading.report.published:
        yield Choice(json.dumps(published.day.isoformat()), phrases.day_in_words(published.day), "day of publication")


def interval(days: Interval) -> str:
    """Days as a form sends them: "2024-02-02..2024-02-03..days"."""
    return f"{days.first.isoformat()}..{days.last.isoformat()}..{days.precision.value}"


def _numbers(near: _Near, field: str) -> Iterator[Choice]:  # noqa: ARG001
    from sayso.reading.quantities import find_quantities

    claim = near.claim
    assert isinstance(claim, Toll)
    yield _number(near, claim.quantity, chosen=True)
    sentences = [each.span for each in near.reading.sentences] or [claim.sentence]
    found = find_quantities(near.reading.report.text, sentences)
    for each in sorted(found, key=lambda one: (near.by(one.whole), one.whole)):
        yield _number(near, each)


def _number(near: _Near, quantity: Quantity, *, chosen: bool = False) -> Choice:
    said = near.words(quantity.whole)
    figure = phrases.figure_in_words(quantity) or said
    return Choice(at(quantity.whole), figure, f"“{said}”" if said.casefold() != figure.casefold() else "", chosen)


def _sentences(near: _Near, field: str) -> Iterator[Choice]:
    claim = near.claim
    now = claim.evidence if isinstance(claim, Event) else (claim.sentence,)
    text = near.reading.report.text
    yield from (Choice(at(span), shortened(text, span, limit=_NAME), chosen=True) for span in now)
    if field == "evidence":
        around = [each.span for each in near.reading.sentences if each.span not in now]
        yield from (Choice(at(span), shortened(text, span, limit=_NAME)) for span in near.sorted(around)[:5])


_CANDIDATES = {
    "date": _dates,
    "places": _places,
    "countries": _countries,
    "perpetrators": _actors,
    "targets": _actors,
    "claimed_by": _actors,
    "weapons": _weapons,
    "evidence": _sentences,
    "number": _numbers,
    "who": _people,
    "speaker": _actors,
    "accused": _actors,
    "sentence": _sentences,
}
