"""A reading flattened to accounts: one for each event, with everything needed beside the accounts of other reports.

A report is mainly about one of its events. Names that it tells with no other act of violence (victims named further
down, the street, who was arrested for it) belong to that one: they are what a second report of it most often has in
common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sayso.incidents.independence import credited_agency
from sayso.incidents.names import key, proper, shown
from sayso.knowledge.countries import country_named, country_of_demonym
from sayso.model.account import Account, Figure, Party, Said
from sayso.model.actor import Actor, MentionKind
from sayso.model.claim import Speaker, Statement, Toll
from sayso.model.event import Event, EventType, Role
from sayso.model.place import Place, PlacePrecision
from sayso.model.reading import Reading, Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span

_NAMED = (MentionKind.PERSON, MentionKind.ORGANISATION)
_LARGE = (PlacePrecision.ADMIN1, PlacePrecision.COUNTRY, PlacePrecision.REGION)
_QUIET = (EventType.ARRESTS, EventType.AGREEMENT, EventType.OTHER_STRATEGIC, EventType.CHANGE_TO_GROUP)
_WHERE = re.compile(
    r"\b(?:in|on|at|for|inside|across)\s+(?:the\s+)?(?:[\w-]+\s+)?"
    r"(?:(?:province|governorate|district|region|area|state|city|town|village|camp)\s+of\s+)?$",
    re.IGNORECASE,
)
_SIDE = re.compile(r"\s+(?:side|soil|territory|province|town|city|village|capital|part)\b", re.IGNORECASE)
_LEAD = 3  # sentences at the head of a report in which its news is told


def accounts(reading: Reading) -> tuple[Account, ...]:
    """One account for each event of the reading, in its order. No value is added to what the reading holds."""
    if not reading.events:
        return ()
    main, teller = main_event(reading), _Teller(reading)
    return tuple(teller.account(event, main=event is main) for event in reading.events)


def of_no_event(reading: Reading) -> tuple[tuple[Figure, ...], tuple[Said, ...]]:
    """The figures and statements that no account has: those told of no event of the reading."""
    teller, events = _Teller(reading), {event.id for event in reading.events}
    figures = tuple(teller.figure(toll) for toll in reading.tolls if toll.event not in events)
    return figures, tuple(teller.statement(one) for one in reading.statements if one.event not in events)


def main_event(reading: Reading) -> Event | None:
    """The event that the report is mainly about; None when it tells none.

    The one told in most words, where those at the head of the report count more and violence more than what follows
    it (arrests, statements); the first of equals.
    """
    lead = {s.span for s in _body(reading)[:_LEAD]} | {
        s.span for s in reading.sentences if s.block is BlockKind.HEADLINE
    }
    tolls = [toll.event for toll in reading.tolls]
    first: dict[Span, str] = {}  # of two events told in one sentence, the news is told first
    for event in sorted((e for e in reading.events if e.evidence), key=lambda e: e.trigger or e.evidence[0]):
        for span in event.evidence:
            first.setdefault(span, event.id)

    def weight(event: Event) -> float:
        ahead = sum(span in lead and first[span] == event.id for span in event.evidence)
        told = len(event.evidence) + 2 * ahead + tolls.count(event.id)
        return told * (0.3 if event.type in _QUIET else 1.0)

    return max(reading.events, key=weight, default=None)


def _body(reading: Reading) -> list[Sentence]:
    return [s for s in reading.sentences if s.block is not BlockKind.HEADLINE]


def _told(reading: Reading, event: Event) -> tuple[Span, ...]:
    """The sentences that tell of the event: its own, then those that only give a figure or a statement about it."""
    beside = [toll.sentence for toll in reading.tolls if toll.event == event.id]
    beside += [one.sentence for one in reading.statements if one.event == event.id]
    heads = {s.span for s in reading.sentences if s.block is BlockKind.HEADLINE}
    return tuple(dict.fromkeys((*event.evidence, *(span for span in sorted(beside) if span not in heads))))


class _Teller:
    """Accounts out of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.id = reading.report.id
        self.actors: dict[str, Actor] = {actor.id: actor for actor in reading.actors}
        self.told = {event.id: _told(reading, event) for event in reading.events}
        violent = {event.id: event for event in reading.events if event.type not in _QUIET}
        owned = {span for event in violent.values() for span in event.evidence}
        owned |= {toll.sentence for toll in reading.tolls if toll.event in violent}
        self.unowned = tuple(s.span for s in _body(reading) if s.span not in owned)

    def account(self, event: Event, main: bool) -> Account:
        """The event as an account. `main`: it also has the names told with no other act of violence."""
        reading, report = self.reading, self.reading.report
        told = event.date.interval if event.date and event.date.span else None
        evidence = self.told[event.id]
        return Account(
            id=f"{self.id}/{event.id}",
            report=self.id,
            type=event.type,
            status=event.status,
            words=tuple(reading.words(span) for span in evidence),
            evidence=evidence,
            outlet=report.outlet,
            agency=credited_agency(report),
            title=report.title,
            url=report.url,
            published=report.published.day if report.published else None,
            first=told.first if told else None,
            last=told.last if told else None,
            precision=told.precision if told else None,
            places=event.places,
            countries=tuple(dict.fromkeys((*event.countries, *self._counted_in(event)))),
            perpetrators=self._roles(event.perpetrators),
            targets=self._roles(event.targets),
            weapons=tuple(dict.fromkeys(reading.words(span) for span in event.weapons)),
            claimed_by=self._roles(event.claimed_by),
            figures=tuple(self.figure(toll) for toll in reading.tolls if toll.event == event.id),
            said=tuple(self.statement(one) for one in reading.statements if one.event == event.id),
            names=tuple(self._names(evidence + self.unowned if main else evidence, event.places)),
            score=event.score,
        )

    def _counted_in(self, event: Event) -> Iterator[str]:
        """Where the figures beside the event's own sentences are told to be counted ("on the Iraqi side 16 died")."""
        evidence = {span for one in self.reading.events for span in one.evidence}
        for toll in self.reading.tolls:
            if toll.event == event.id and toll.sentence not in evidence:
                own = [toll.speaker.span] if toll.speaker else []
                yield from (
                    place.country
                    for place in self.reading.places
                    if place.country and toll.sentence.contains(place.span) and self._where(place, own)
                )

    def _where(self, place: Place, speakers: Iterable[Span]) -> bool:
        """Whether a place says where: "in X", "on the Y side", not "in Y strikes" nor "the government in X said"."""
        text, span = self.reading.report.text, place.span
        if any(one.overlaps(span) for one in speakers):
            return False
        people = country_named(span.of(text)) is None and country_of_demonym(span.of(text)) is not None
        if people and not _SIDE.match(text, span.end):
            return False
        return _WHERE.search(text, max(0, span.begin - 40), span.begin) is not None

    def _roles(self, roles: Iterable[Role]) -> tuple[Party, ...]:
        """The parties, each once."""
        found: dict[str, Party] = {}
        for role in roles:
            party = self._party(role.span, role.actor)
            found.setdefault(party.key, party)
        return tuple(found.values())

    def _party(self, span: Span, actor_id: str | None) -> Party:
        words = self.reading.words(span)
        actor = self.actors.get(actor_id or "")
        if actor is None:
            return Party(shown(words), key(words), span, country=country_named(shown(words)))
        person, name = actor.kind is MentionKind.PERSON, shown(actor.name)
        # "American" stands for its state, and the state is of a country, whatever words named it.
        country = actor.country or (None if person else country_named(name))
        return Party(name, key(actor.name, person), span, actor.inter, country)

    def _speaker(self, speaker: Speaker) -> Party:
        """Who speaks; a description in all its words ("groups backed by X"), though its actor's name is shorter."""
        words, actor = self.reading.words(speaker.span), self.actors.get(speaker.actor or "")
        if actor and actor.name.islower() and actor.name in words and actor.name != words:
            return Party(shown(words), key(words), speaker.span, actor.inter, actor.country)
        return self._party(speaker.span, speaker.actor)

    def figure(self, toll: Toll) -> Figure:
        """The toll with its words spelled out."""
        words = self.reading.words
        return Figure(
            id=f"{self.id}/{toll.id}",
            measure=toll.measure,
            low=toll.quantity.low,
            high=toll.quantity.high,
            words=words(toll.quantity.whole),
            span=toll.quantity.span,
            sentence=toll.sentence,
            who=words(toll.who) if toll.who else None,
            speaker=self._speaker(toll.speaker) if toll.speaker else None,
            part_of=f"{self.id}/{toll.part_of}" if toll.part_of else None,
            score=toll.score,
            told=words(toll.sentence),
        )

    def statement(self, one: Statement) -> Said:
        """The statement with its words spelled out."""
        accused = None
        if one.accused:
            actor = next((a.id for a in self.reading.actors if one.accused in a.mentions), None)
            accused = self._party(one.accused, actor)
        speaker = self._speaker(one.speaker)
        return Said(
            f"{self.id}/{one.id}", one.act, speaker, self.reading.words(one.sentence), one.sentence, accused=accused
        )

    def _names(self, sentences: tuple[Span, ...], places: tuple[Place, ...]) -> Iterator[str]:
        """Proper names of persons, bodies, streets and places within the sentences, each once, in text order."""
        spans = [m.span for m in self.reading.mentions if m.kind in _NAMED]
        spans += [p.span for p in (*self.reading.places, *places) if p.precision not in _LARGE]
        inside = sorted({s for s in spans if any(sentence.contains(s) for sentence in sentences)})
        names = (name for span in inside for name in proper(self.reading.words(span)))
        yield from dict.fromkeys(names)
