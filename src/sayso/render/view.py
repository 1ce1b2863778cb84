"""What there is to show of one reading, sorted for people: the terminal and the page both draw this.

Words are taken from the report as printed; `phrases` puts values in words; nothing is added that the
reading does not hold. Every line keeps the span of its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.model.claim import LoadedTerm, Speaker, Statement, Toll
from sayso.model.event import Event, Role, Status
from sayso.model.place import Place
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.render import phrases
from sayso.render.safe import one_line

OWN_VOICE = "the report's own voice"
_SLACK = 12  # characters over the limit that are not worth cutting for


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words, the span it comes from (None: from no words), a remark on it, and why it was chosen."""

    text: str
    span: Span | None = None
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class TollLine:
    """One stated number: figure as said, what is counted, who is counted, and the words that say so."""

    id: str
    code: str
    figure: str
    measure: str
    who: str
    speaker: str | None
    quote: str
    span: Span
    part: bool
    why: str


@dataclass(frozen=True, slots=True)
class TollGroup:
    """The numbers that one speaker gives (None: the report's own voice)."""

    speaker: str | None
    lines: tuple[TollLine, ...]


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event with all that is told of it."""

    id: str
    code: str
    kind: phrases.KindOfEvent
    status: Status
    when: Value | None
    where: tuple[Value, ...]
    countries: tuple[str, ...]
    by: tuple[Value, ...]
    on: tuple[Value, ...]
    weapons: tuple[Value, ...]
    claimed_by: tuple[Value, ...]
    tolls: tuple[TollGroup, ...]
    evidence: tuple[Value, ...]
    why: str

    @property
    def title(self) -> str:
        """The event in a few words: "Air/drone strike, Al-Qa'im"."""
        return f"{self.kind.sub_event_type}, {self.where[0].text.split(',')[0]}" if self.where else self.kind.sub_event_type


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One speech act: what is done, about which event (its code), whom it accuses, and the words."""

    id: str
    code: str
    act: str
    about: str | None
    accused: str | None
    quote: str
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    """Somebody who speaks in the report, and what they say, in text order."""

    name: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class LoadedLine:
    """A term that takes sides: as printed, a neutral word, whose it is, how often, and where first."""

    words: str
    neutral: str
    speaker: str | None
    times: int
    span: Span


@dataclass(frozen=True, slots=True)
class Head:
    """What the report is. `published` is None when unknown; its note says what it was inferred from."""

    title: str
    outlet: str | None
    author: str | None
    published: Value | None
    url: str | None
    origin: str
    words: int


@dataclass(frozen=True, slots=True)
class View:
    """One reading, ready to be drawn."""

    head: Head
    events: tuple[EventCard, ...]
    loose_tolls: tuple[TollGroup, ...]
    speakers: tuple[SpeakerCard, ...]
    loaded: tuple[LoadedLine, ...]
    tolls: int
    statements: int


def view_of(reading: Reading) -> View:
    """Sort a reading for showing."""
    return _Builder(reading).view()


def speaker_name(reading: Reading, speaker: Speaker | None) -> str | None:
    """Who says so: the actor's fullest name, else the words that name the speaker; None for the report itself."""
    if speaker is None:
        return None
    return _actor_name(reading, speaker.actor) or one_line(reading.words(speaker.span))


def role_name(reading: Reading, role: Role) -> str:
    """Who took part: the actor's fullest name, else the words chosen."""
    return _actor_name(reading, role.actor) or one_line(reading.words(role.span))


def shortened(text: str, span: Span, focus: Span | None = None, limit: int = 160) -> str:
    """The words of `span` on one line, cut at word ends to about `limit` characters around `focus`, with "…"."""
    whole = one_line(span.of(text))
    if len(whole) <= limit + _SLACK:
        return whole
    begin = 0
    if focus and span.contains(focus):
        before = len(one_line(text[span.begin : focus.begin])) if focus.begin > span.begin else 0
        begin = max(0, min(before - limit // 3, len(whole) - limit))
    end = min(len(whole), begin + limit)
    if begin:
        begin = whole.find(" ", begin) + 1
    if end < len(whole):
        end = max(whole.rfind(" ", begin, end), begin + 1)
    return f"{'… ' if begin else ''}{whole[begin:end].strip()}{' …' if end < len(whole) else ''}"


def codes(prefix: str, ids: Iterable[str]) -> dict[str, str]:
    """Short codes to print for ids, numbered from 1: "E1", "E2"."""
    return {each: f"{prefix}{number}" for number, each in enumerate(ids, 1)}


def _actor_name(reading: Reading, actor: str | None) -> str | None:
    return next((one_line(each.name) for each in reading.actors if each.id == actor), None) if actor else None


class _Builder:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.report.text
        self._event_codes = codes("E", (event.id for event in reading.events))
        self._toll_codes = codes("T", (toll.id for toll in reading.tolls))
        self._statement_codes = codes("S", (statement.id for statement in reading.statements))

    def view(self) -> View:
        reading = self._reading
        loose = [toll for toll in reading.tolls if toll.event not in self._event_codes]
        return View(
            head=self._head(),
            events=tuple(map(self._event, reading.events)),
            loose_tolls=self._groups(loose),
            speakers=self._speakers(),
            loaded=self._loaded(),
            tolls=len(reading.tolls),
            statements=len(reading.statements),
        )

    def _head(self) -> Head:
        report = self._reading.report
        published = None
        if report.published:
            source = report.published.inferred_from
            note = f"inferred from “{one_line(source.of(self._text))}”" if source else ""
            published = Value(phrases.day_in_words(report.published.day), source, note)
        first_line = next((line for line in self._text.splitlines() if line.strip()), "")
        return Head(
            title=one_line(report.title or "") or shortened(first_line, Span(0, len(first_line)), limit=90) or "(no text)",
            outlet=one_line(report.outlet) if report.outlet else None,
            author=one_line(report.author) if report.author else None,
            published=published,
            url=one_line(report.url) if report.url else None,
            origin=one_line(report.origin),
            words=len(self._text.split()),
        )

    def _event(self, event: Event) -> EventCard:
        tolls = [toll for toll in self._reading.tolls if toll.event == event.id]
        return EventCard(
            id=event.id,
            code=self._event_codes[event.id],
            kind=phrases.kind_of(event.type),
            status=event.status,
            when=self._when(event),
            where=tuple(map(self._where, event.places)),
            countries=tuple(map(phrases.country_name, event.countries)),
            by=self._roles(event.perpetrators),
            on=self._roles(event.targets),
            weapons=tuple(Value(one_line(span.of(self._text)), span) for span in event.weapons),
            claimed_by=self._roles(event.claimed_by),
            tolls=self._groups(tolls),
            evidence=tuple(Value(shortened(self._text, span, event.trigger), span) for span in event.evidence),
            why=_why(event.score, event.why),
        )

    def _when(self, event: Event) -> Value | None:
        if event.date is None:
            return None
        span = event.date.span
        note = f"told as “{one_line(span.of(self._text))}”" if span else "no day told: the day of publication"
        precision = event.date.interval.precision.value
        return Value(phrases.days_in_words(event.date.interval), span, f"{precision}; {note}", event.date.why)

    def _where(self, place: Place) -> Value:
        words = phrases.place_in_words(place)
        if place.relation:
            words = f"{one_line(place.relation.of(self._text))} {words}"
        note = phrases.coordinates_in_words(place) or "not on the map: coordinates unknown"
        return Value(one_line(words), place.span, note, _why(place.score, place.why))

    def _roles(self, roles: Sequence[Role]) -> tuple[Value, ...]:
        found = []
        for role in roles:
            printed = one_line(role.span.of(self._text))
            name = role_name(self._reading, role)
            note = "" if printed.casefold() == name.casefold() else f"“{printed}”"
            found.append(Value(name, role.span, note, _why(role.score, role.why)))
        return tuple(found)

    def _groups(self, tolls: Sequence[Toll]) -> tuple[TollGroup, ...]:
        grouped: dict[str | None, list[TollLine]] = {}
        for toll in tolls:
            speaker = speaker_name(self._reading, toll.speaker)
            grouped.setdefault(speaker, []).append(self._toll(toll, speaker))
        return tuple(TollGroup(speaker, tuple(lines)) for speaker, lines in grouped.items())

    def _toll(self, toll: Toll, speaker: str | None) -> TollLine:
        return TollLine(
            id=toll.id,
            code=self._toll_codes[toll.id],
            figure=one_line(toll.quantity.whole.of(self._text)),
            measure=phrases.MEASURE_WORDS[toll.measure],
            who=one_line(toll.who.of(self._text)) if toll.who else "",
            speaker=speaker,
            quote=shortened(self._text, toll.sentence, toll.quantity.whole, limit=120),
            span=toll.sentence,
            part=toll.part_of is not None,
            why=_why(toll.score, toll.why),
        )

    def _speakers(self) -> tuple[SpeakerCard, ...]:
        grouped: dict[str, list[StatementLine]] = {}
        for statement in self._reading.statements:
            name = speaker_name(self._reading, statement.speaker) or OWN_VOICE
            grouped.setdefault(name, []).append(self._statement(statement))
        return tuple(SpeakerCard(name, tuple(lines)) for name, lines in grouped.items())

    def _statement(self, statement: Statement) -> StatementLine:
        pieces = [shortened(self._text, span) for span in statement.content]
        return StatementLine(
            id=statement.id,
            code=self._statement_codes[statement.id],
            act=phrases.ACT_VERBS[statement.act],
            about=self._event_codes.get(statement.event) if statement.event else None,
            accused=one_line(statement.accused.of(self._text)) if statement.accused else None,
            quote=" … ".join(pieces) or shortened(self._text, statement.sentence),
            span=statement.sentence,
            why=_why(statement.score, statement.why),
        )

    def _loaded(self) -> tuple[LoadedLine, ...]:
        grouped: dict[tuple[str, str, str | None], list[LoadedTerm]] = {}
        for term in self._reading.loaded_terms:
            words = one_line(term.span.of(self._text))
            key = (words.casefold(), term.neutral, speaker_name(self._reading, term.speaker))
            grouped.setdefault(key, []).append(term)
        return tuple(
            LoadedLine(one_line(terms[0].span.of(self._text)), neutral, speaker, len(terms), terms[0].span)
            for (_, neutral, speaker), terms in grouped.items()
        )


def _why(score: float, why: str) -> str:
    return f"score {score:.2f}" + (f"; {one_line(why)}" if why else "")
