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
from sayso.model.span import Span, covering
from sayso.render import phrases
from sayso.render.safe import one_line

OWN_VOICE = "the report's own voice"
_FEWEST_WORDS = 4  # less than this of a speech tells nobody anything: its whole sentence is shown
QUOTES = "\"'“”‘’ "
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
    """One stated number: figure as said, who is counted ("" when not told or told by the figure), what is counted.

    `short` is the number and what is counted alone, in digits where it can be: "at least 14 killed".
    `part` is true for a part of another number ("of these, two children").
    """

    code: str
    figure: str
    who: str
    measure: str
    part: bool
    why: str
    short: str


@dataclass(frozen=True, slots=True)
class TollGroup:
    """The numbers that one speaker gives (None: the report's own voice) in one sentence, and the words."""

    speaker: str | None
    quote: str
    lines: tuple[TollLine, ...]


@dataclass(frozen=True, slots=True)
class EventCard:
    """One event with all that is told of it."""

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
    def day(self) -> str:
        """When, in few words."""
        return self.when.text if self.when else "day unknown"

    @property
    def place(self) -> str:
        """The most specific place told, in few words."""
        return self.where[0].text if self.where else ", ".join(self.countries) or "place unknown"

    @property
    def unknown(self) -> tuple[str, ...]:
        """What the report does not tell of it, in words."""
        told = {"when": self.when, "where": self.where or self.countries, "by whom": self.by, "on whom": self.on}
        return tuple(name for name, value in told.items() if not value)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One speech act: what is done, about which event (its code), whom it accuses, and the words."""

    code: str
    act: str
    about: str | None
    accused: str | None
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    """Somebody who speaks in the report, and what they say, in text order."""

    name: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class LoadedLine:
    """A term that takes sides: as printed, a neutral word, whose it is, and everywhere they use it."""

    code: str
    words: str
    neutral: str
    speaker: str | None
    spans: tuple[Span, ...]


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

    @property
    def told_most(self) -> EventCard | None:
        """The event with the most figures, of several such the first; None without events."""
        return max(self.events, key=lambda card: len(card.tolls), default=None)


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


def short_figures(card: EventCard) -> dict[str | None, tuple[str, ...]]:
    """What each speaker (None: the report's own voice) counts of an event, in short and nothing twice."""
    found: dict[str | None, list[str]] = {}
    for group in card.tolls:
        found.setdefault(group.speaker, []).extend(line.short for line in group.lines)
    return {name: tuple(dict.fromkeys(figures)) for name, figures in found.items()}


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
            title=one_line(report.title or "")
            or shortened(first_line, Span(0, len(first_line)), limit=90)
            or "(no text)",
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

    def _printed(self, span: Span) -> str:
        return one_line(span.of(self._text))

    def _roles(self, roles: Sequence[Role]) -> tuple[Value, ...]:
        """Each who by the fullest name, with the words as printed where these say something else; nobody twice."""
        found: dict[str, Value] = {}
        for role in roles:
            printed, name = self._printed(role.span), role_name(self._reading, role)
            note = "" if _bare(printed) in _bare(name) else f"“{printed}”"
            found.setdefault(name.casefold(), Value(name, role.span, note, _why(role.score, role.why)))
        return tuple(found.values())

    def _groups(self, tolls: Sequence[Toll]) -> tuple[TollGroup, ...]:
        """Numbers by speaker, then by sentence, each in the order in which the report has them."""
        by_speaker: dict[str | None, dict[Span, list[Toll]]] = {}
        for toll in tolls:
            speaker = speaker_name(self._reading, toll.speaker)
            by_speaker.setdefault(speaker, {}).setdefault(toll.sentence, []).append(toll)
        return tuple(
            TollGroup(speaker, self._evidence(sentence, same), tuple(map(self._toll, same)))
            for speaker, sentences in by_speaker.items()
            for sentence, same in sentences.items()
        )

    def _evidence(self, sentence: Span, tolls: Sequence[Toll]) -> str:
        return shortened(self._text, sentence, covering(toll.quantity.whole for toll in tolls))

    def _toll(self, toll: Toll) -> TollLine:
        figure = toll.quantity.whole
        who = None if toll.who and figure.contains(toll.who) else toll.who
        if who and who.overlaps(figure):  # "three children": the figure is in the words for those counted
            figure, who = covering((who, figure)) or figure, None
        measure = phrases.MEASURE_WORDS[toll.measure]
        printed = self._printed(who).strip(QUOTES) if who else ""
        said = self._printed(figure).strip(QUOTES)
        told = phrases.WORDS_FOR_MEASURE[toll.measure] & {*printed.casefold().split(), *said.casefold().split()}
        return TollLine(
            code=self._toll_codes[toll.id],
            figure=said,
            who=printed,
            measure="" if told else measure,  # "others injured" says it already
            part=toll.part_of is not None,
            why=_why(toll.score, toll.why),
            short=phrases.toll_in_short(toll, self._printed(toll.quantity.whole).strip(QUOTES)),
        )

    def _speakers(self) -> tuple[SpeakerCard, ...]:
        grouped: dict[str, list[StatementLine]] = {}
        for statement in self._reading.statements:
            name = speaker_name(self._reading, statement.speaker) or OWN_VOICE
            grouped.setdefault(name, []).append(self._statement(statement))
        return tuple(SpeakerCard(name, tuple(lines)) for name, lines in grouped.items())

    def _statement(self, statement: Statement) -> StatementLine:
        # A speech may run on over other sentences: these make statements of their own.
        within = [span for each in statement.content if (span := _shared(each, statement.sentence))]
        said = covering(within)
        if said is None or len(said.of(self._text).split()) < _FEWEST_WORDS:
            said = statement.sentence
        return StatementLine(
            code=self._statement_codes[statement.id],
            act=phrases.ACT_VERBS[statement.act],
            about=self._event_codes.get(statement.event) if statement.event else None,
            accused=one_line(statement.accused.of(self._text)) if statement.accused else None,
            quote=shortened(self._text, said),
            why=_why(statement.score, statement.why),
        )

    def _loaded(self) -> tuple[LoadedLine, ...]:
        grouped: dict[tuple[str, str, str | None], list[LoadedTerm]] = {}
        for term in self._reading.loaded_terms:
            words = self._printed(term.span)
            key = (words.casefold(), term.neutral, speaker_name(self._reading, term.speaker))
            grouped.setdefault(key, []).append(term)
        return tuple(
            LoadedLine(f"L{number}", self._printed(terms[0].span), neutral, speaker, tuple(term.span for term in terms))
            for number, ((_, neutral, speaker), terms) in enumerate(grouped.items(), 1)
        )


def _shared(one: Span, other: Span) -> Span | None:
    begin, end = max(one.begin, other.begin), min(one.end, other.end)
    return Span(begin, end) if begin < end else None


def _bare(words: str) -> str:
    return words.casefold().removeprefix("the ")


def _why(score: float, why: str) -> str:
    return f"score {score:.2f}" + (f"; {one_line(why)}" if why else "")
