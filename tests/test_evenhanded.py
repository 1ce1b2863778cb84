"""Whoever speaks is treated by the same rules: swap the parties' names and the ledger is the same, names swapped."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sayso.intake import report_from_text
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.reading import read

# Parties that can stand in each other's place without breaking the grammar of the sentences below.
SWAPS = [
    ("the United States", "the Islamic Republic"),
    ("Hamas", "Israel"),
    ("the Taliban", "the Army"),
    ("police", "rebels"),
]

REPORTS = [
    "{A} said on Tuesday that {b} killed 12 civilians in an air strike on the town of Idlib in Syria.\n\n"
    "{B} denied the accusation and said that no civilians were killed.",
    "Two soldiers were killed and five others injured when {a} attacked a checkpoint near Mosul on Sunday, officials "
    "said.\n\n“We will answer this crime,” {a} said in a statement.",
    "{A} shelled the city of Aleppo on Monday, killing at least seven people.\n\n{B} condemned the attack and called "
    "for an end to the fighting.",
    "Fighters of {a} and {b} clashed in the village of Khan Bani Saad on Friday. Four people died.",
]


def filled(template: str, a: str, b: str) -> str:
    """The report with its parties; capitals where they begin a sentence."""
    parts = {"a": a, "b": b, "A": a[0].upper() + a[1:], "B": b[0].upper() + b[1:]}
    return re.sub(r"\{([abAB])\}", lambda m: parts[m.group(1)], template)


def ledger(reading: Reading, a: str, b: str) -> list[tuple[object, ...]]:
    """The reading without offsets, its parties' names replaced by letters."""

    def neutral(words: str) -> str:
        swapped = re.sub(re.escape(a), "A", words, flags=re.IGNORECASE)
        return re.sub(re.escape(b), "B", swapped, flags=re.IGNORECASE)

    def say(span: Span | None) -> str | None:
        return neutral(reading.words(span)) if span else None

    rows: list[tuple[object, ...]] = []
    for e in reading.events:
        who = tuple(sorted(neutral(reading.words(r.span)) for r in e.perpetrators))
        whom = tuple(sorted(neutral(reading.words(r.span)) for r in e.targets))
        when = (e.date.interval.first, e.date.interval.last) if e.date else None
        places = tuple(neutral(p.name) for p in e.places)
        rows.append(("event", e.type, e.status, when, places, who, whom, tuple(map(say, e.evidence))))
    for t in reading.tolls:
        speaker = say(t.speaker.span) if t.speaker else None
        rows.append(("toll", t.measure, t.quantity.low, t.quantity.high, say(t.sentence), speaker, t.event))
    for s in reading.statements:
        rows.append(("statement", s.act, say(s.speaker.span), say(s.sentence), s.event))
    return rows


@pytest.mark.parametrize("template", REPORTS)
@pytest.mark.parametrize(("a", "b"), SWAPS)
def test_the_ledger_does_not_depend_on_who_the_parties_are(template: str, a: str, b: str) -> None:
    day = date(2015, 3, 4)
    one = read(report_from_text(filled(template, a, b), published=day))
    other = read(report_from_text(filled(template, b, a), published=day))
    assert ledger(one, a, b) == ledger(other, b, a)
    assert one.events, "a ledger without events would be even-handed about nothing"
