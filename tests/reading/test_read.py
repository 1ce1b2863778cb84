"""The reader as a whole: what holds of every reading, whatever the report."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.intake import report_from_text
from sayso.model.jsonform import dumps, from_json, schema_text, to_json
from sayso.model.reading import Reading
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading import read, reader_id

DAY = date(2021, 9, 8)  # a Wednesday
BANK = [
    "Two soldiers were killed and five others injured in an air strike near Mosul on Sunday, police said.",
    "The River Front claimed responsibility for the attack in a statement.",
    "“We will answer this crime,” Colonel Karim Saleh told reporters. “Nobody will be spared,” he added.",
    "At least 12 civilians, among them four children, died when shells fell on a market in the town of Idlib, Syria.",
    "The army denied that it had fired on the market.",
    "Gunmen kidnapped a teacher from her home in Kirkuk early on Tuesday.",
    "Nine men were arrested in Basra on 4 September 2021, the governor's office said.",
    "Thousands marched in Beirut to demand an end to the war; no one was hurt.",
    "According to witnesses, rebels burned dozens of houses in the village.",
    "The Foreign Minister condemned the raid as a “barbaric act” and called on all sides to stop.",
    "It was the third attack on the base since July, officials said.",
    "Negotiators signed a ceasefire agreement in Doha on Monday.",
    "The weather was mild, and the shops on the river stayed open.",
    "The ministry said witnesses claimed that masked men had planted the bomb.",
]
FURNITURE = ["Share this article", "Follow us on Twitter", "Copyright © 2021. All rights reserved."]
QUIRKS = ["", "\ufeff", "\u00a0", "\u00ad", "\u200b", "\x07", "\r\n", "\t"]

sentences = st.lists(st.sampled_from(BANK), min_size=1, max_size=3).map(" ".join)
texts = st.lists(st.one_of(sentences, st.sampled_from(FURNITURE)), min_size=1, max_size=4).map("\n\n".join)
quirky = st.builds(
    lambda text, quirk, at: text[: at % (len(text) + 1)] + quirk + text[at % (len(text) + 1) :],
    texts,
    st.sampled_from(QUIRKS),
    st.integers(0, 2000),
)


def reading_of(text: str, day: date | None = DAY) -> Reading:
    return read(report_from_text(text, published=day))


@cache
def example() -> Reading:
    """A report that holds the whole bank."""
    return reading_of("\n\n".join(" ".join(BANK[i : i + 2]) for i in range(0, len(BANK), 2)))


def spans(value: object) -> Iterator[Span]:
    """Every span anywhere in a reading."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))


def check(reading: Reading) -> None:
    """What must hold of any reading."""
    text = reading.report.text
    for span in spans(reading):
        assert span.end <= len(text)
        assert reading.words(span) == text[span.begin : span.end]
        assert not reading.words(span).isspace()
    whole = {s.span for s in reading.sentences}
    for event in reading.events:
        assert event.evidence
        assert set(event.evidence) <= whole, "evidence is whole sentences"
        assert 0 <= event.score <= 1
    assert {t.sentence for t in reading.tolls} | {s.sentence for s in reading.statements} <= whole
    check_references(reading)
    furniture = [b.span for b in reading.report.blocks if b.kind is BlockKind.FURNITURE]
    told = [*(s for e in reading.events for s in e.evidence), *(t.quantity.span for t in reading.tolls)]
    assert not [s for s in told if any(s.overlaps(f) for f in furniture)]


def check_references(reading: Reading) -> None:
    """Ids are unique, and whatever is referred to is there."""
    for group in (reading.events, reading.tolls, reading.statements, reading.attributions, reading.actors):
        ids = [noun.id for noun in group]
        assert len(ids) == len(set(ids))
    events, actors = {e.id for e in reading.events}, {a.id for a in reading.actors}
    tolls, attributions = {t.id for t in reading.tolls}, {a.id for a in reading.attributions}
    assert {t.event for t in reading.tolls} | {s.event for s in reading.statements} <= {*events, None}
    assert {t.part_of for t in reading.tolls} <= {*tolls, None}
    assert {a.parent for a in reading.attributions} <= {*attributions, None}
    roles = [r for e in reading.events for r in (*e.perpetrators, *e.targets, *e.claimed_by)]
    said = [*(t.speaker for t in reading.tolls), *(s.speaker for s in reading.statements)]
    said += [term.speaker for term in reading.loaded_terms]
    named = {r.actor for r in roles} | {s.actor for s in said if s} | {a.speaker for a in reading.attributions}
    assert named | {m.actor for m in reading.mentions} <= {*actors, None}


@given(quirky)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_every_value_is_tied_to_words_of_the_text(text: str) -> None:
    check(reading_of(text))


@given(texts)
@settings(max_examples=8, deadline=None, derandomize=True)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert reading_of(text) == reading_of(text)


@given(texts)
@settings(max_examples=8, deadline=None, derandomize=True)
def test_a_ledger_comes_back_from_its_json(text: str) -> None:
    reading = reading_of(text)
    written = json.loads(dumps(to_json(reading)))
    assert from_json(written) == reading


def test_a_ledger_is_valid_by_the_schema() -> None:
    written = json.loads(dumps(to_json(example())))
    assert not list(Draft202012Validator(json.loads(schema_text())).iter_errors(written))


def test_a_reading_does_not_depend_on_what_was_read_before() -> None:
    reports = [report_from_text(text, published=DAY) for text in (BANK[0], BANK[3] + " " + BANK[4], "word", BANK[6])]
    forward = [read(report) for report in reports]
    backward = [read(report) for report in reversed(reports)]
    assert forward == backward[::-1]


def test_the_reader_names_itself() -> None:
    assert example().reader_id == reader_id()
    assert len(reader_id()) == 12


def test_a_report_of_many_kinds_is_read() -> None:
    """What any careful reader finds in plain sentences."""
    reading = example()
    check(reading)
    assert {"air-drone-strike", "abduction-forced-disappearance", "arrests"} <= {e.type.value for e in reading.events}
    tolls = {(t.measure.value, t.quantity.low, t.quantity.high) for t in reading.tolls}
    assert {("killed", 2, 2), ("injured", 5, 5), ("killed", 12, None), ("arrested", 9, 9)} <= tolls
    assert {"deny", "claim-responsibility"} <= {s.act.value for s in reading.statements}
    assert {"Mosul", "Idlib", "Kirkuk", "Basra"} <= {p.name for e in reading.events for p in e.places}


@pytest.mark.parametrize("lines", [FURNITURE, FURNITURE * 10])
def test_furniture_tells_nothing(lines: list[str]) -> None:
    text = "\n\n".join([BANK[12], *lines, "Three killed as bomb explodes in Kirkuk market"])
    reading = reading_of(text)
    furniture = [b for b in reading.report.blocks if b.kind is BlockKind.FURNITURE]
    assert len(furniture) >= len(lines)
    assert reading.events == ()
    assert reading.tolls == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "word", ".", "“", "5", "\x00\x01\x02", "\u200b", "a\n\n\n\nb", "#", "\U0001f4a5" * 3]
)
def test_hardly_any_words_are_read_without_a_fuss(text: str) -> None:
    reading = reading_of(text, None)
    check(reading)
    assert reading.events == ()


def test_without_a_day_relative_days_stay_unknown() -> None:
    reading = reading_of("Two soldiers were killed in an air strike near Mosul on Sunday, police said.", None)
    assert [e.date for e in reading.events] == [None]


STRIKE = "Two soldiers were killed in an air strike on Mosul on Sunday, police said."


@pytest.mark.parametrize("text", [STRIKE, STRIKE.upper(), f"\x07{STRIKE}\x1b", STRIKE.replace(" ", "\u00a0")])
def test_capitals_and_control_characters_do_not_hide_an_event(text: str) -> None:
    reading = reading_of(text)
    check(reading)
    assert [e.type.value for e in reading.events] == ["air-drone-strike"]
    assert [(t.measure.value, t.quantity.low, t.event) for t in reading.tolls] == [("killed", 2, reading.events[0].id)]
    assert [p.name.lower() for p in reading.events[0].places] == ["mosul"]


def test_small_letters_alone_still_tell_the_toll() -> None:
    reading = reading_of(STRIKE.lower())
    check(reading)
    assert [(t.measure.value, t.quantity.low) for t in reading.tolls] == [("killed", 2)]


@pytest.mark.parametrize("text", ["x" * 100_000, "killed, " * 500, "“" * 500, ". " * 500, "(" * 500])
def test_text_that_is_no_prose_is_read_to_its_end(text: str) -> None:
    check(reading_of(text))
