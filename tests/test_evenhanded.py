"""Whoever speaks is treated by the same rules: swap the parties' names and the ledger is the same, names swapped.

Parties that the tables know, and peoples, are read blind: there the ledger must be exactly the same. Parties that go by
a common noun ("police", "rebels") mean something by that noun, and names that no table has are read as they stand: of
those most must be the same, and what differs must favour neither party.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

import pytest

from sayso.intake import report_from_text
from sayso.model.reading import Reading
from sayso.model.report import Published, Report
from sayso.model.span import Span
from sayso.reading import read
from sayso.reading.draft import Draft
from sayso.reading.segment import segment
from sayso.reading.stages import STAGES
from tests.reading.by_hand import Beliefs, Tags, encoding

DAY = date(2015, 3, 4)
# The share of facts told the same way where the parties are common nouns or unknown names.
FLOOR = 0.85
# How far the numbers of facts told may be apart when the parties change sides.
TILT = 0.15

# Parties that can stand in each other's place without breaking the grammar of the sentences below.
KNOWN = [
    ("the United States", "the Islamic Republic"),
    ("the United States", "Iran"),
    ("Hamas", "Israel"),
    ("Hezbollah", "NATO"),
    ("the PMU", "CENTCOM"),
    ("the Taliban", "the United Nations"),
    ("Russia", "Ukraine"),
    ("Russian troops", "Ukrainian troops"),
    ("Israeli soldiers", "Palestinian soldiers"),
]
OTHERS = [("Iraqi soldiers", "Kurdish fighters"), ("the Taliban", "the Army"), ("police", "rebels")]
SWAPS = KNOWN + OTHERS

REPORTS = [
    "{A} said on Tuesday that {b} killed 12 civilians in an air strike on the town of Idlib in Syria.\n\n"
    "{B} denied the accusation and said that no civilians were killed.",
    "Two soldiers were killed and five others injured when {a} attacked a checkpoint near Mosul on Sunday, officials "
    "said.\n\n“We will answer this crime,” {a} said in a statement.",
    "{A} shelled the city of Aleppo on Monday, killing at least seven people.\n\n{B} condemned the attack and called "
    "for an end to the fighting.",
    "Fighters of {a} and {b} clashed in the village of Khan Bani Saad on Friday. Four people died.",
    "A car bomb killed nine people in a market in Kirkuk on Saturday. {A} claimed responsibility for the bombing, "
    "while {b} blamed foreign agents.",
    "{A} arrested 14 men in Basra on Thursday, accusing them of spying for {b}.",
    "Gunmen loyal to {a} kidnapped three aid workers in the town of Tikrit, a spokesman for {b} said on Monday.",
    "Rockets fired by {a} struck a hospital in Ramadi on Sunday and wounded at least 20 patients, doctors said.\n\n"
    "“{B} will not stay silent,” a commander said.",
]


def filled(template: str, a: str, b: str) -> str:
    """The report with its parties; capitals where they begin a sentence."""
    parts = {"a": a, "b": b, "A": a[0].upper() + a[1:], "B": b[0].upper() + b[1:]}
    return re.sub(r"\{([abAB])\}", lambda m: parts[m.group(1)], template)


Fact = tuple[object, ...]


def facts(reading: Reading, a: str, b: str) -> Iterator[Fact]:
    """What the ledger tells, without offsets, its parties' names replaced by letters."""

    def say(span: Span | None) -> str | None:
        if span is None:
            return None
        words = reading.words(span)
        for name, letter in ((a, "A"), (b, "B")):  # with its article or without
            words = re.sub(rf"(?:the )?{re.escape(name.removeprefix('the '))}", letter, words, flags=re.IGNORECASE)
        return words

    parties = (a.removeprefix("the ").lower(), b.removeprefix("the ").lower())
    types = {e.id: e.type for e in reading.events}
    for e in reading.events:
        yield "event", e.type, e.status, tuple(map(say, e.evidence))
        if e.date:
            yield "date", e.type, e.date.interval
        for role in e.perpetrators:
            yield "by", e.type, say(role.span)
        for role in e.targets:
            yield "on", e.type, say(role.span)
        for place in e.places:
            if place.name.lower() not in parties:
                yield "at", e.type, place.name
    for t in reading.tolls:
        said = say(t.speaker.span) if t.speaker else None
        yield "toll", t.measure, t.quantity.low, t.quantity.high, said, types.get(t.event or "")
    for s in reading.statements:
        yield "statement", s.act, say(s.speaker.span), say(s.sentence), types.get(s.event or "")


@cache
def told(template: str, a: str, b: str) -> Counter[Fact]:
    """The facts read of a report about these parties."""
    return Counter(facts(read(report_from_text(filled(template, a, b), published=DAY)), a, b))


def shared(template: str, a: str, b: str) -> tuple[int, int]:
    """How many facts both readings of a report have, and how many they have together (each counted in both)."""
    one, other = told(template, a, b), told(template, b, a)
    return 2 * (one & other).total(), one.total() + other.total()


def share(pairs: list[tuple[int, int]]) -> float:
    """The share of facts told the same way."""
    return sum(same for same, _ in pairs) / sum(total for _, total in pairs)


@pytest.mark.parametrize("template", REPORTS)
@pytest.mark.parametrize(("a", "b"), KNOWN)
def test_swapping_known_parties_swaps_the_names_in_the_ledger_and_nothing_else(template: str, a: str, b: str) -> None:
    assert told(template, a, b) == told(template, b, a)


def test_of_other_parties_most_of_what_is_told_is_the_same() -> None:
    assert share([shared(t, a, b) for t, (a, b) in product(REPORTS, OTHERS)]) >= FLOOR


@pytest.mark.parametrize(("a", "b"), SWAPS)
def test_as_much_is_told_of_either_party(a: str, b: str) -> None:
    one = sum(told(template, a, b).total() for template in REPORTS)
    other = sum(told(template, b, a).total() for template in REPORTS)
    assert abs(one - other) <= TILT * max(one, other)


@pytest.mark.parametrize("template", REPORTS)
def test_every_report_tells_an_event_whoever_did_it(template: str) -> None:
    """A ledger without events would be even-handed about nothing."""
    for a, b in SWAPS:
        for one, other in ((a, b), (b, a)):
            assert any(fact[0] == "event" for fact in told(template, one, other)), (one, other)


RULED = "{A} shelled Aleppo on Monday and killed at least seven people. {B} condemned the shelling and accused {a}."
TAGS = [
    ("perpetrator", "perpetrator", "{A}"),
    ("target", "target", "seven people"),
    ("place", "place", "Aleppo"),
    ("where", "where", "Aleppo"),
    ("toll", "killed", "seven"),
    ("attribution", "source", "{B}"),
    ("attribution", "cue", "condemned"),
    ("attribution", "content", "the shelling"),
]
BELIEFS: Beliefs = {(0, "event", "event"): 0.99, (1, "statement", "statement"): 0.99}


def ruled(a: str, b: str) -> Reading:
    """The reading that the rules make where the encoder sees the same in every party."""
    text = filled(RULED, a, b)
    tags: Tags = [(head, label, filled(words, a, b)) for head, label, words in TAGS]
    draft = Draft(Report(text, published=Published(DAY)), sentences=segment(text))
    for stage in STAGES:
        made = stage.name == "encoding"
        draft = replace(draft, encoding=encoding(text, tags, BELIEFS)) if made else stage.run(draft)
    return Reading(draft.report, "", draft.sentences, events=draft.events, tolls=draft.tolls,
                   statements=draft.statements)  # fmt: skip


@pytest.mark.parametrize(("a", "b"), SWAPS)
def test_what_rules_decide_is_exactly_the_same(a: str, b: str) -> None:
    one, other = Counter(facts(ruled(a, b), a, b)), Counter(facts(ruled(b, a), b, a))
    assert one == other
    assert {fact[0] for fact in one} == {"event", "date", "by", "on", "at", "toll", "statement"}
