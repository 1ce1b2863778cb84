"""Made-up news with the statistics of real news, and which of its reports tell one event: for measuring growth.

Every event has a fact sheet (day, kind, town, toll, people, a street, words of its own), and reports that differ: each
draws its sentences anew from the sheet, with other words around them, is published on one of the days after, and may
leave out the date, the place or a name, or count differently; a quarter are copies of an earlier one with a few words
changed. Most events are told once, few by dozens. Common words are those of `word_shares.csv`, each drawn as often as
its share of real reports; towns, surnames and the rarer words are made up and drawn by Zipf's law, so that a few places
and names are in the news every day, and most hardly ever.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

from sayso.incidents.profile import shares
from sayso.model.account import Account, Figure
from sayso.model.claim import Measure
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span

A_DAY = 70  # events that a day brings: some 150 reports
FIRST = date(1990, 1, 1)
_SPAN = Span(0, 1)
_COUNTRIES, _TOWNS = 60, 400  # towns of each country
_KINDS = (EventType.ATTACK, EventType.ARMED_CLASH, EventType.AIR_DRONE_STRIKE, EventType.REMOTE_EXPLOSIVE)
_TELLERS = ((1, 60), (2, 20), (3, 9), (5, 7), (10, 3), (30, 1))  # reports of an event, and how often in a hundred
_TOLD = (
    "{n} people were killed and {m} wounded in {place} when gunmen opened fire near {street}, {who} said.",
    "A blast near {street} in {place} left {n} dead, {who} told reporters.",
    "{who} said {n} bodies were found in {place} after the shelling of {street}.",
    "Residents of {place} buried {n} victims of the attack on {street}; {who} spoke of {m} injured.",
    "At least {n} died in {place}, among them {who}, as fighting reached {street}.",
)


def reports(count: int, seed: int = 7) -> Iterator[tuple[Account, int]]:
    """Accounts of made-up events, one of each report, by day of publication, each with the number of its event."""
    chance = random.Random(seed)
    coming: dict[date, list[tuple[_Event, _Report]]] = {}
    day, drawn, number = FIRST, 0, 0
    while True:
        for _ in range(A_DAY):
            event = _Event.drawn(chance, drawn, day)
            drawn += 1
            for report in event.reports(chance):
                coming.setdefault(report.published, []).append((event, report))
        today = coming.pop(day, [])
        chance.shuffle(today)
        for event, report in today:
            yield report.account(event, f"{number:08d}"), event.number
            number += 1
            if number == count:
                return
        day += timedelta(1)


@dataclass(frozen=True, slots=True)
class _Event:
    """What happened: the sheet that every report draws on."""

    number: int
    day: date
    kind: EventType
    country: int
    town: int
    killed: int
    people: tuple[str, ...]
    street: str
    own: tuple[str, ...]

    @classmethod
    def drawn(cls, chance: random.Random, number: int, day: date) -> _Event:
        """One of this day."""
        return cls(
            number,
            day,
            chance.choice(_KINDS),
            _often_few(chance, _COUNTRIES),
            _often_few(chance, _TOWNS),
            min(int(chance.paretovariate(1.0)), 400),
            tuple(_person(chance) for _ in range(4)),
            f"{_word(50_000 + chance.randrange(4000))} Street".title(),
            tuple(_word(_often_few(chance, 50_000)) for _ in range(8)) + tuple(_common(chance, 12)),
        )

    def reports(self, chance: random.Random) -> Iterator[_Report]:
        """What is written of it: anew, or by changing what was written."""
        written: list[_Report] = []
        count = chance.choices([n for n, _ in _TELLERS], [often for _, often in _TELLERS])[0]
        for _ in range(count):
            anew = not written or chance.random() < 0.75
            written.append(_Report.written(self, chance) if anew else chance.choice(written).copied(chance))
        yield from written

    @property
    def place(self) -> Place:
        """Its town; where a country and a town lie does not change."""
        center, near = random.Random(self.country), random.Random(self.country * 1000 + self.town)
        latitude, longitude = center.uniform(-25, 50), center.uniform(-80, 80)
        return Place(
            _SPAN,
            _town(self.country, self.town),
            PlacePrecision.TOWN,
            round(latitude + near.uniform(-3, 3), 3),
            round(longitude + near.uniform(-3, 3), 3),
            country=f"C{self.country}",
            admin1=f"Region {self.country}-{self.town % 12}",
            geonameid=self.country * 1000 + self.town,
        )


@dataclass(frozen=True, slots=True)
class _Report:
    """One report's version of an event; `dated` and `placed` say whether it tells day and place."""

    title: str
    sentences: tuple[str, ...]
    names: tuple[str, ...]
    killed: int
    published: date
    dated: bool
    placed: bool

    @classmethod
    def written(cls, event: _Event, chance: random.Random) -> _Report:
        """Written anew from the event's sheet."""
        killed = max(1, event.killed + chance.choice((0, 0, 0, 0, 1, -1)))
        people = chance.sample(event.people, chance.choice((1, 2, 3)))
        town = _town(event.country, event.town)
        told = [
            one.format(n=killed, m=2 * killed, place=town, who=who, street=event.street)
            for one, who in zip(chance.sample(_TOLD, 2), (people[0], people[-1]), strict=True)
        ]
        more = chance.sample(event.own, 11) + _common(chance, chance.randrange(15, 60))
        chance.shuffle(more)
        title = f"{killed} killed in {town}" if chance.random() < 0.5 else f"{people[0]} {' '.join(more[:4])}"
        return cls(
            title,
            (*told, f"{' '.join(more)} {' '.join(people)}.".capitalize()),
            (*people, event.street),
            killed,
            event.day + timedelta(chance.choice((0, 0, 1, 1, 2, 5))),
            chance.random() < 0.8,
            chance.random() < 0.9,
        )

    def copied(self, chance: random.Random) -> _Report:
        """The same by another outlet, some days on at times, a few words changed."""
        words = self.sentences[-1].split()
        for changed in _common(chance, 5):
            words[chance.randrange(len(words))] = changed
        later = timedelta(chance.choice((0, 0, 0, 1)))
        return replace(self, sentences=(*self.sentences[:-1], " ".join(words)), published=self.published + later)

    def account(self, event: _Event, report: str) -> Account:
        """As an account of the report with this id."""
        day = event.day if self.dated else None
        return Account(
            id=f"{report}/e1",
            report=report,
            type=event.kind,
            status=Status.OCCURRED,
            words=self.sentences,
            evidence=(_SPAN,),
            title=self.title,
            published=self.published,
            first=day,
            last=day,
            precision=Precision.DAY if day else None,
            places=(event.place,) if self.placed else (),
            countries=(f"C{event.country}",),
            figures=(Figure(f"{report}/t1", Measure.KILLED, self.killed, self.killed, str(self.killed), _SPAN, _SPAN),),
            names=self.names,
        )


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """The common words, and the running sum of their shares."""
    known = sorted(word for word in shares() if word.isalpha())
    return known, list(accumulate(math.exp(-shares()[word]) for word in known))


def _common(chance: random.Random, count: int) -> list[str]:
    words, sums = _vocabulary()
    return chance.choices(words, cum_weights=sums, k=count)


@cache
def _town(country: int, town: int) -> str:
    return _word(60_000 + country * _TOWNS + town).title()


def _person(chance: random.Random) -> str:
    """A given name of few and a surname of many, some of them common."""
    return f"{_word(90_000 + chance.randrange(200))} {_word(100_000 + _often_few(chance, 60_000))}".title()


@cache
def _word(number: int) -> str:
    """A word of four syllables for a number below 350,000; different for different numbers."""
    parts = []
    for _ in range(4):
        number, at = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[at])
    return "".join(reversed(parts))


_SYLLABLES = tuple(first + vowel for first in "bdfgklmnprstvz" for vowel in "aeiou")


def _often_few(chance: random.Random, most: int) -> int:
    """A number from 1 to `most`, small ones often: the tenth is drawn a tenth as often as the first (Zipf's law)."""
    return int(most ** chance.random())
