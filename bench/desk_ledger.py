"""`python -m bench.desk_ledger FILE`: a ledger of made-up reports, and the time of every question that the desk asks.

Reports tell three events each, every event with a toll and statements, in made-up words; an event is told by one to six
reports. They are indexed by the code that indexes every ledger.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import insert, select

from sayso.incidents.accounts import accounts
from sayso.incidents.derive import incident_id
from sayso.incidents.independence import fingerprint
from sayso.ledger import Ledger, archive, schema
from sayso.ledger.linking import index_all
from sayso.ledger.packing import pack
from sayso.model.account import Account
from sayso.model.actor import Actor
from sayso.model.claim import Act, Measure, Speaker, Statement, Toll
from sayso.model.dates import Interval, Precision
from sayso.model.event import Event, EventDate, EventType, Role, Status
from sayso.model.overview import Box, Sort, Wanted
from sayso.model.place import Place, PlacePrecision
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading, Sentence
from sayso.model.report import Published, Report
from sayso.model.span import Span

CLAIMS = 100_000
_EVENTS = 3  # of a report
_OF_EVENT = 3.1  # claims of an event: itself, its toll, a statement and at times a second toll
_A_DAY = 40  # events that a day brings
_TIMES = 7  # a question is asked so often; the median counts
_KINDS = (EventType.ATTACK, EventType.ARMED_CLASH, EventType.AIR_DRONE_STRIKE, EventType.REMOTE_EXPLOSIVE)
_COUNTRIES = ("IQ", "SY", "JO", "YE", "LB", "SD", "LY", "ML", "NE", "NG", "SO", "ET", "CD", "UA", "MM", "AF", "PK")
_STREET = re.compile(r"on (\w+ Street) in")
_SYLLABLES = tuple(first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou")


@dataclass(frozen=True, slots=True)
class _Happened:
    """What is told by several reports."""

    day: date
    kind: EventType
    town: int
    killed: int
    injured: int | None
    who: str
    whom: str
    says: str
    street: str

    @classmethod
    def drawn(cls, chance: random.Random, day: date) -> _Happened:
        """One of this day; places and names recur as in news, a few of them often."""
        return cls(
            day,
            chance.choice(_KINDS),
            _often_few(chance, 8_000),
            min(int(chance.paretovariate(1.0)), 400),
            min(int(chance.paretovariate(0.8)), 900) if chance.random() < 0.3 else None,
            f"{_name(_often_few(chance, 300))} Front",
            f"{_name(_often_few(chance, 2_000))} villagers",
            f"{_name(_often_few(chance, 400))} Ministry",
            f"{_name(40_000 + chance.randrange(20_000))} Street",
        )


def readings(claims: int, seed: int = 7) -> Iterator[Reading]:
    """Readings with about so many claims in all; the same for the same seed."""
    chance = random.Random(seed)
    waiting: list[_Happened] = []
    drawn = 0
    for number in range(round(claims / _EVENTS / _OF_EVENT)):
        while len(waiting) < 30:
            happened = _Happened.drawn(chance, date(2020, 1, 1) + timedelta(drawn // _A_DAY))
            drawn += 1
            waiting += [happened] * chance.choice((1, 1, 1, 2, 3, 6))
        told: dict[str, _Happened] = {}
        while len(told) < _EVENTS and waiting:
            happened = waiting.pop(chance.randrange(len(waiting)))
            told.setdefault(happened.street, happened)
        yield _read(number, list(told.values()), chance)


def _read(number: int, told: list[_Happened], chance: random.Random) -> Reading:
    """One report of these events, as a reader would find them."""
    lines: list[str] = []
    events: list[Event] = []
    tolls: list[Toll] = []
    statements: list[Statement] = []
    sentences: list[Sentence] = []
    actors: list[Actor] = []
    begin = 0
    for at, one in enumerate(told, 1):
        killed = max(1, one.killed + chance.choice((0, 0, 0, 0, 1, -1)))
        town = _name(one.town)
        more = f" and {one.injured} injured" if one.injured is not None else ""
        line = (
            f"{one.who} fighters left {killed} {one.whom} dead{more} on {one.street} in {town}, the {one.says} said, "
            f"after {' '.join(_name(_often_few(chance, 50_000)).lower() for _ in range(12))}."
        )
        find = _Finder(line, begin)
        whole = Span(begin, begin + len(line))
        actors += [Actor(f"a{at}1", one.who, (find(one.who),)), Actor(f"a{at}2", one.says, (find(one.says),))]
        speaker = Speaker(find(one.says), f"a{at}2") if chance.random() < 0.8 else None
        events.append(_event(at, one, find, whole))
        counts = [(Measure.KILLED, killed)] + ([(Measure.INJURED, one.injured)] if one.injured is not None else [])
        for measure, count in counts:
            name = f"t{at}{len(tolls)}"
            quantity = Quantity(count, count, find(f" {count} ", 1, -1), find(f" {count} ", 1, -1))
            who, score = find(one.whom), round(chance.uniform(0.5, 1), 2)
            tolls.append(Toll(name, measure, quantity, whole, who, f"e{at}", speaker, score=score))
        if speaker:
            content = (Span(begin, find("the " + one.says).begin - 2),)
            act = chance.choice((Act.ASSERT, Act.ASSERT, Act.CONDEMN, Act.ACCUSE))
            statements.append(Statement(f"s{at}", act, speaker, whole, content, f"e{at}", score=0.7))
        sentences.append(Sentence(whole, at - 1))
        lines.append(line)
        begin += len(line) + 1
    text, outlet = "\n".join(lines), f"The {_name(_often_few(chance, 200))} Herald"
    report = Report(
        text, title=f"{told[0].street} attack", outlet=outlet, origin="made up", url=f"https://example.org/{number}",
        published=Published(max(one.day for one in told) + timedelta(chance.choice((0, 1, 1, 2)))),
    )  # fmt: skip
    return Reading(
        report, "made-up", sentences=tuple(sentences), events=tuple(events), tolls=tuple(tolls),
        statements=tuple(statements), actors=tuple(actors),
    )  # fmt: skip


class _Finder:
    """Where words stand in a line that begins at a place of the text."""

    def __init__(self, line: str, begin: int) -> None:
        """Look in this line."""
        self.line, self.begin = line, begin

    def __call__(self, words: str, left: int = 0, right: int = 0) -> Span:
        """Their span, shortened at both ends."""
        at = self.begin + self.line.index(words)
        return Span(at + left, at + len(words) + right)


def _event(at: int, one: _Happened, find: _Finder, whole: Span) -> Event:
    turned = random.Random(one.town)
    country = turned.choice(_COUNTRIES)
    center = random.Random(country)
    place = Place(
        find(f" {_name(one.town)},", 1, -1), _name(one.town), PlacePrecision.TOWN,
        round(center.uniform(-20, 45) + turned.uniform(-3, 3), 4),
        round(center.uniform(-10, 90) + turned.uniform(-3, 3), 4),
        country, geonameid=one.town + 1, score=0.9,
    )  # fmt: skip
    dated = one.town % 20 != 0
    return Event(
        f"e{at}", one.kind, Status.OCCURRED, (whole,), find("left"),
        EventDate(Interval(one.day, one.day, Precision.DAY), find("after")) if dated else None,
        (place,) if one.town % 25 else (), (country,), (Role(find(one.who), f"a{at}1"),), (Role(find(one.whom)),),
        score=0.8,
    )  # fmt: skip


def _name(number: int) -> str:
    """A name of three syllables; different for different numbers below 300,000."""
    parts = []
    for _ in range(3):
        number, at = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[at])
    return "".join(reversed(parts)).title()


def _often_few(chance: random.Random, most: int) -> int:
    """A number from 1 to `most`, small ones often (Zipf's law)."""
    return int(most ** chance.random())


def make(where: str, claims: int) -> None:
    """Fill an empty ledger. Which accounts tell one event is known here: nothing is linked, everything is indexed."""
    with Ledger.open(where) as ledger, ledger._database.writing() as connection:
        first: dict[str, tuple[date, str]] = {}
        rows: list[tuple[str, Account]] = []
        for reading in readings(claims):
            archive.add_report(connection, reading.report, fingerprint(reading.report.text))
            archive.add_reading(connection, reading)
            for account in accounts(reading):
                happened = next(name for name in _STREET.findall(account.words[0]))
                rows.append((happened, account))
                place = account.published or date.max, account.id
                first[happened] = min(place, first.get(happened, place))
        connection.execute(
            insert(schema.accounts),
            [
                {"id": one.id, "report": one.report, "published": one.published, "body": pack(one),
                 "incident": incident_id(first[happened][1])}
                for happened, one in rows
            ],
        )  # fmt: skip
        index_all(connection, connection.execute(select(schema.reports.c.id)).scalars().all())


def questions(ledger: Ledger) -> Mapping[str, Callable[[], object]]:
    """What the desk asks, by name; with what is common in this ledger, and with what is rare."""
    choices = ledger.choices()
    country, actor = choices.countries[0].value, choices.actors[0].value
    speaker, outlet = choices.speakers[0].value, choices.outlets[0].value
    report = ledger.queue().rows[-1].report
    wide = Wanted(since=date(2020, 6, 1))
    narrow = Wanted(since=date(2020, 6, 1), until=date(2020, 6, 30), countries=frozenset((country,)))
    box = Wanted(box=Box(10, 20, 40, 60))
    word, two = choices.actors[0].name.split()[0], f"ministry {choices.actors[1].name.split()[0][:4]}"
    found: dict[str, Callable[[], object]] = {
        "queue()": ledger.queue,
        "queue(page 100)": lambda: ledger.queue(page=100),
        "queue(country)": lambda: ledger.queue(Wanted(countries=frozenset((country,)))),
        "next_in_queue": lambda: ledger.next_in_queue(report),
        "progress": ledger.progress,
        "speaker": lambda: ledger.speaker(speaker),
        "outlet": lambda: ledger.outlet(outlet),
    }
    asked = {
        "all": Wanted(),
        "since": wide,
        "country+month": narrow,
        "box": box,
        "type": Wanted(types=frozenset((EventType.ATTACK,))),
        "actor": Wanted(actor=actor),
        "speaker": Wanted(speaker=speaker),
        "outlet": Wanted(outlet=outlet),
        "measure": Wanted(measure=Measure.INJURED),
        "contested": Wanted(contested=True),
        "unreviewed": Wanted(reviewed=False),
        "word": Wanted(words=word),
        "two words": Wanted(words=two),
        "report": Wanted(report=report),
    }
    for name, wanted in asked.items():
        for sort in (Sort.NEWEST, Sort.DOUBT) if name in ("all", "since", "word") else (Sort.NEWEST,):
            found[f"incident_rows({name}, {sort})"] = partial(ledger.incident_rows, wanted, sort)
        found[f"claim_rows({name})"] = partial(ledger.claim_rows, wanted)
        found[f"spots({name})"] = partial(ledger.spots, wanted, 2.0)
        found[f"bins({name})"] = partial(ledger.bins, wanted)
        found[f"choices({name})"] = partial(ledger.choices, wanted)
        found[f"overview({name})"] = partial(ledger.overview, wanted)
        found[f"wanted_incident_ids({name})"] = partial(ledger.wanted_incident_ids, wanted)
    return found


def timed(question: Callable[[], object]) -> tuple[float, float]:
    """The median time in ms by the clock, and that of this process alone (on SQLite that is all of it)."""
    taken = []
    for _ in range(_TIMES):
        begun, used = time.perf_counter(), time.process_time()
        question()
        taken.append((time.perf_counter() - begun, time.process_time() - used))
    clock, own = zip(*taken, strict=True)
    return 1000 * statistics.median(clock), 1000 * statistics.median(own)


def main() -> None:
    """Make the ledger if it is not there, then time every question."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk_ledger", description=__doc__)
    parser.add_argument("where", metavar="FILE|URL", help="the ledger: made when it has no report")
    parser.add_argument("--claims", type=int, default=CLAIMS)
    parser.add_argument("--only", default="", help="questions whose name has this in it")
    options = parser.parse_args()
    with Ledger.open(Path(options.where) if "://" not in options.where else options.where) as ledger:
        empty = not ledger.status().reports
    if empty:
        begun = time.perf_counter()
        make(options.where, options.claims)
        print(f"made in {time.perf_counter() - begun:.0f} s")
    with Ledger.open(options.where) as ledger:
        status, progress = ledger.status(), ledger.progress()
        print(f"{progress.claims:,} claims, {status.reports:,} reports, {status.incidents:,} incidents, "
              f"{status.size / 1e6:.0f} MB")  # fmt: skip
        print("| question | ms | of these in this process |\n| --- | ---: | ---: |")
        for name, question in questions(ledger).items():
            if options.only in name:
                clock, own = timed(question)
                print(f"| {name} | {clock:.1f} | {own:.1f} |", flush=True)


if __name__ == "__main__":
    main()
