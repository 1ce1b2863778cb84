"""Readings made by hand: a report of numbered sentences, each an attack with a toll and a statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

from sayso.ledger import Ledger
from sayso.model.actor import Actor
from sayso.model.claim import Act, Measure, Speaker, Statement, Toll
from sayso.model.dates import Interval, Precision
from sayso.model.event import Event, EventDate, EventType, Role, Status
from sayso.model.judgement import Decision
from sayso.model.place import Place, PlacePrecision
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading, Sentence
from sayso.model.report import Published, Report
from sayso.model.span import Span

DAY = date(2024, 2, 3)
TOWNS = {"Holm": (33.4, 36.2), "Tarn": (36.1, 44.0), "Vesk": (15.6, 32.5)}


def report(
    *towns: str, killed: int = 12, url: str | None = None, outlet: str | None = "Example Herald", day: date | None = DAY
) -> Report:
    """A report with one sentence for each town."""
    sentences = [
        f"Gunmen of the River Front killed {killed + number} farmers in {town} on Saturday, the health office said."
        for number, town in enumerate(towns)
    ]
    return Report(
        "\n".join(sentences), title="Farmers killed", outlet=outlet, url=url,
        published=Published(day) if day else None, origin="made.txt",
    )  # fmt: skip


def read(told: Report, reader_id: str = "reader-1", day: date = DAY) -> Reading:
    """What a reader would find in such a report; `day` is that of its events."""
    events: list[Event] = []
    tolls: list[Toll] = []
    statements: list[Statement] = []
    sentences: list[Sentence] = []
    begin = 0
    for number, line in enumerate(told.text.split("\n"), 1):
        at = _Finder(line, begin)
        begin += len(line) + 1
        town = next((name for name in TOWNS if name in line), None)
        whole = Span(at.begin, at.begin + len(line))
        sentences.append(Sentence(whole, number - 1))
        if town is None:
            continue
        events.append(_event(number, at, whole, town, day))
        count = next(word for word in line.split() if word.isdigit())
        speaker = Speaker(at("the health office"), "a2")
        quantity = Quantity(int(count), int(count), at(count), at(count))
        tolls.append(
            Toll(f"t{number}", Measure.KILLED, quantity, whole, at("farmers"), f"e{number}", speaker, score=0.8)
        )
        content = (Span(at.begin, at("the health office").begin - 2),)
        statements.append(Statement(f"s{number}", Act.ASSERT, speaker, whole, content, f"e{number}", score=0.7))
    return Reading(
        told, reader_id, sentences=tuple(sentences), events=tuple(events), tolls=tuple(tolls),
        statements=tuple(statements), actors=_actors(told.text),
    )  # fmt: skip


def apart(ledger: Ledger, *events: str) -> None:
    """Have a person say that no two of these events ("REPORT/e1") are the same."""
    for one, other in combinations(events, 2):
        ledger.judge(Decision.DIFFERENT, one, other=other, author="a")


def numbered_from(reading: Reading, first: int) -> Reading:
    """The same reading as a reader gives it that counts its claims from another number, and is called so."""

    def name(old: str | None) -> str:
        return f"{(old or '')[0]}{int((old or '')[1:]) + first - 1}"

    return replace(
        reading,
        reader_id=f"reader-from-{first}",
        events=tuple(replace(each, id=name(each.id)) for each in reading.events),
        tolls=tuple(replace(each, id=name(each.id), event=name(each.event)) for each in reading.tolls),
        statements=tuple(replace(each, id=name(each.id), event=name(each.event)) for each in reading.statements),
    )


class _Finder:
    def __init__(self, line: str, begin: int) -> None:
        self.line, self.begin = line, begin

    def __call__(self, words: str) -> Span:
        at = self.begin + self.line.index(words)
        return Span(at, at + len(words))


def _event(number: int, at: _Finder, whole: Span, town: str, day: date) -> Event:
    latitude, longitude = TOWNS[town]
    place = Place(at(town), town, PlacePrecision.TOWN, latitude, longitude, "IQ", source="made", score=0.9)
    return Event(
        f"e{number}", EventType.ATTACK, Status.OCCURRED, (whole,), at("killed"),
        EventDate(Interval(day, day, Precision.DAY), at("Saturday")), (place,), ("IQ",),
        (Role(at("Gunmen of the River Front"), "a1"),), (Role(at("farmers")),), score=0.8,
    )  # fmt: skip


def _actors(text: str) -> tuple[Actor, ...]:
    named = (("a1", "the River Front"), ("a2", "the health office"))
    return tuple(
        Actor(name, words.removeprefix("the "), (Span(text.index(words), text.index(words) + len(words)),))
        for name, words in named
        if words in text
    )
