"""What the page of an incident shows: its fields with those who say so, its timeline, its reports and its ties."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sayso.knowledge.outlets import outlet_of
from sayso.model.account import Account
from sayso.model.dates import Interval, Precision
from sayso.model.incident import Contested, Incident, Relation, Side
from sayso.model.place import Place
from sayso.render.incident_parts import relation_words, spoken, whose
from sayso.render.incident_words import days, place, quoted, shown
from sayso.render.phrases import country_name, days_in_words, kind_of
from sayso.web.charts import Strip, TollChart, strip, toll_charts
from sayso.web.texts import english


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says so (an outlet in its own voice, or somebody by name), and the report where it is said."""

    name: str
    report: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field and who tells it; `chosen` when it is the one that the incident takes."""

    words: str
    tellers: tuple[Teller, ...]
    chosen: bool
    key: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field by the name of its text, with all its values, the chosen ones first."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence said: by whom ("" the report's own voice), in which outlet, and in how many reports that day.

    `facts` are the contested facts on which these words take a side.
    """

    who: str
    verb: str
    outlet: str
    report: str
    words: str
    times: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day of publication with all that was said on it; `event` when it is a day of the event itself."""

    day: date | None
    lines: tuple[Line, ...]
    event: bool


@dataclass(frozen=True, slots=True)
class Stance:
    """One side of a contested fact: its words, each with who says them and where."""

    voice: str
    outlet: str
    report: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A contested fact."""

    fact: str
    why: str
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One account as its report tells it. `copy_of` is the report that its report copies."""

    account: Account
    outlet: str
    whose: str
    kind: str
    days: str
    place: str
    copy_of: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another incident and what a report states between the two."""

    kind: str
    other: str
    words: str
    report: str


@dataclass(frozen=True, slots=True)
class View:
    """All of it."""

    incident: Incident
    fields: tuple[Field, ...]
    days: tuple[Day, ...]
    strip: Strip | None
    tolls: tuple[TollChart, ...]
    contested: tuple[Point, ...]
    accounts: tuple[Told, ...]
    related: tuple[Related, ...]
    reports: int


def view(incident: Incident) -> View:
    """What the page shows of this incident."""
    counts = [(account.published, sum(1 for _ in spoken(account))) for account in incident.accounts]
    return View(
        incident,
        tuple(_fields(incident)),
        _days(incident),
        strip([(day, count) for day, count in counts if day], incident.first, incident.last),
        toll_charts(incident),
        tuple(_point(incident, each) for each in incident.contested),
        _told(incident),
        tuple(_related(incident, each) for each in incident.relations),
        len({account.report for account in incident.accounts}),
    )


def _fields(incident: Incident) -> Iterable[Field]:
    """Every field of which something is told; one that nobody tells has no values and is shown as unknown."""
    by = _Tellers(incident)
    yield Field("type", by.values(lambda a: ((a.type, kind_of(a.type).sub_event_type),), {incident.type}))
    yield Field("status", by.values(lambda a: ((a.status, a.status.value),), {incident.status}))
    yield Field("when", by.values(_when, {(incident.first, incident.last)}))
    spot = {incident.place.name.casefold()} if incident.place else set()
    yield Field("where", by.values(lambda a: _where(a.places), spot))
    yield Field("by", _doers(incident, by))
    on = {party.key for party in incident.targets}
    yield Field("on", by.values(lambda a: ((p.key, shown(p.name, 60)) for p in a.targets), on))
    weapons = {words.casefold() for words in incident.weapons}
    yield Field("weapon", by.values(lambda a: ((w.casefold(), shown(w, 40)) for w in a.weapons), weapons))
    claims = {party.key for party in incident.claimed_by}
    yield Field("claimed", by.values(lambda a: ((p.key, shown(p.name, 60)) for p in a.claimed_by), claims))


class _Tellers:
    """Who tells what of an incident: each report speaks in its outlet's name."""

    def __init__(self, incident: Incident) -> None:
        self._accounts = incident.accounts
        self._copies = {copy for _, copy in incident.copies}

    def one(self, account: Account, name: str = "") -> Teller:
        """Who speaks in an account, or somebody by name in it."""
        return Teller(name or shown_outlet(account), account.report, account.report in self._copies)

    def values(
        self, of: Callable[[Account], Iterable[tuple[object, str]]], chosen: Collection[object]
    ) -> tuple[Value, ...]:
        """Each value told (known by its key) with all who tell it; the chosen first, then the most told."""
        found: dict[object, tuple[str, list[Teller]]] = {}
        for account in self._accounts:
            for key, words in of(account):
                _add(found.setdefault(key, (words, []))[1], self.one(account))
        return _ordered(found, chosen)


def _ordered(found: dict[object, tuple[str, list[Teller]]], chosen: Collection[object]) -> tuple[Value, ...]:
    values = [
        Value(words, tuple(tellers), key in chosen, key if isinstance(key, str) else "")
        for key, (words, tellers) in found.items()
    ]
    return tuple(sorted(values, key=lambda value: (not value.chosen, -len(value.tellers))))


def _add(tellers: list[Teller], one: Teller) -> None:
    if one not in tellers:
        tellers.append(one)


def _doers(incident: Incident, by: _Tellers) -> tuple[Value, ...]:
    """Who is said to have done it, and who says so: reports, those who claim it, those who accuse."""
    found: dict[object, tuple[str, list[Teller]]] = {}
    for account in incident.accounts:
        for party in account.perpetrators:
            _add(found.setdefault(party.key, (shown(party.name, 60), []))[1], by.one(account))
        for said in account.said:
            if said.accused:
                teller = by.one(account, shown(said.speaker.name, 60))
                _add(found.setdefault(said.accused.key, (shown(said.accused.name, 60), []))[1], teller)
    return _ordered(found, {party.key for party in incident.perpetrators})


def _when(account: Account) -> Iterable[tuple[object, str]]:
    if account.first is not None and account.last is not None:
        yield (account.first, account.last), _days_of(account)


def _days_of(account: Account) -> str:
    if account.first is None or account.last is None:
        return ""
    return days_in_words(Interval(account.first, account.last, account.precision or Precision.DAY))


def _where(places: tuple[Place, ...]) -> Iterable[tuple[object, str]]:
    """The most specific place alone: the wider ones contain it."""
    for spot in places[:1]:
        country = country_name(spot.country) if spot.country else ""
        name = shown(spot.name, 60)
        repeated = not country or name.casefold() == country.casefold()
        yield spot.name.casefold(), name if repeated else f"{name}, {country}"


def shown_outlet(account: Account) -> str:
    """The name of an account's outlet; "" when it is unknown."""
    return shown(account.outlet, 60) if account.outlet else ""


def _days(incident: Incident) -> tuple[Day, ...]:
    facts: dict[tuple[str, str], list[str]] = {}
    for point in incident.contested:
        for side in point.sides:
            facts.setdefault((side.account, side.words), []).append(point.fact)
    days_told: dict[date | None, dict[tuple[str, str], list[Line]]] = {}
    for account in incident.accounts:
        here = days_told.setdefault(account.published, {})
        for each in spoken(account):
            sides = tuple(dict.fromkeys(facts.get((account.id, each.words), ())))
            line = Line(each.who, each.verb, shown_outlet(account), account.report, quoted(each.words), 1, sides)
            here.setdefault((each.who, each.words), []).append(line)
    order = sorted(days_told, key=lambda day: (day is None, day or date.min))
    return tuple(Day(day, tuple(map(_once, days_told[day].values())), _within(day, incident)) for day in order)


def _once(same: list[Line]) -> Line:
    first = same[0]
    facts = tuple(dict.fromkeys(fact for line in same for fact in line.facts))
    reports = len({line.report for line in same})
    return Line(first.who, first.verb, first.outlet, first.report, first.words, reports, facts)


def _within(day: date | None, incident: Incident) -> bool:
    first, last = incident.first, incident.last
    return day is not None and first is not None and last is not None and first <= day <= last


def _point(incident: Incident, point: Contested) -> Point:
    accounts = {account.id: account for account in incident.accounts}

    def stance(side: Side) -> Stance:
        account = accounts.get(side.account)
        words = quoted(side.words) if side.words else ""
        return Stance(
            shown(side.voice, 80), shown_outlet(account) if account else "", side.account.partition("/")[0], words
        )

    return Point(point.fact, shown(point.why), tuple(dict.fromkeys(map(stance, point.sides))))


def _told(incident: Incident) -> tuple[Told, ...]:
    copied = {copy: original for original, copy in incident.copies}
    return tuple(
        Told(
            account,
            shown_outlet(account),
            whose(outlet_of(account.outlet, account.url)),
            kind_of(account.type).sub_event_type,
            _days_of(account),
            next((words for _, words in _where(account.places)), ""),
            copied.get(account.report),
            tuple(quoted(words) for words in account.words),
        )
        for account in incident.accounts
    )


def _related(incident: Incident, relation: Relation) -> Related:
    here = relation.incident == incident.id
    other = relation.other if here else relation.incident
    return Related(relation_words(relation.kind, here=here), other, quoted(relation.words), relation.report)


def headline(incident: Incident) -> str:
    """An incident in one line: "Air/drone strike, Al-Qa'im, Iraq, 2 February 2024"."""
    when = days(incident) if incident.first and incident.last else english()("unknown.day")
    return f"{kind_of(incident.type).sub_event_type}, {place(incident)}, {when}"
