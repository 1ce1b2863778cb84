"""Whatever a person gives as a value: a claim that stands on the report's words, or JudgementError."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import JudgementError
from sayso.ledger.check import _inner
from sayso.ledger.claims import Claim
from sayso.ledger.corrections import FIELDS, noun_of, with_value
from sayso.model.claim import Toll
from sayso.model.event import Event
from sayso.model.jsonform import from_json, to_json
from sayso.model.reading import Reading
from tests.ledger.made import read, report

READING = read(report("Holm", "Tarn"))
TEXT = READING.report.text
CLAIMS: dict[str, Claim] = {"event": READING.events[0], "toll": READING.tolls[0], "statement": READING.statements[0]}
WAYS = [(noun_of(CLAIMS[noun]), field) for noun in CLAIMS for field in FIELDS[type(CLAIMS[noun])]]

_TOLD = ("farmers", "Tarn", "12", "at least 9", "2024-02-03", "attack", "killed", "deny", "e2", "IQ", "")
_WORDS = st.sampled_from(_TOLD)
_NUMBERS = st.integers(-3, 400) | st.integers()


@st.composite
def _placed(draw: st.DrawFn) -> dict[str, Any]:
    begin = draw(st.integers(0, len(TEXT)))
    end = draw(st.integers(begin, len(TEXT) + 3))
    words = draw(st.just(TEXT[begin:end]) | _WORDS)
    more = draw(st.dictionaries(st.sampled_from(["number", "date", "x"]), _WORDS | _NUMBERS, max_size=1))
    return {"words": words, "begin": begin, "end": end, **more}


_ONE = st.none() | st.booleans() | _NUMBERS | st.floats() | _WORDS | st.text(max_size=5) | _placed()
_KEYS = st.sampled_from(["words", "begin", "end", "low", "high", "date", "first", "last", "precision", "added"])
_VALUES = _ONE | st.lists(_ONE, max_size=3) | st.dictionaries(_KEYS, _ONE, max_size=4)


def put(claim: Claim) -> Reading:
    """The reading with this claim in the place of the first of its kind."""
    if isinstance(claim, Event):
        return replace(READING, events=(claim, *READING.events[1:]))
    if isinstance(claim, Toll):
        return replace(READING, tolls=(claim, *READING.tolls[1:]))
    return replace(READING, statements=(claim, *READING.statements[1:]))


@given(st.sampled_from(WAYS), _VALUES)
def test_any_value_makes_a_claim_on_the_report_s_words_or_is_refused(way: tuple[str, str], value: Any) -> None:
    noun, field = way
    try:
        claim = with_value(READING, CLAIMS[noun], field, value, "because")
    except JudgementError as error:
        assert ":" in str(error), "it says what to do"
        return
    reading = put(claim)
    assert list(_inner(reading)) == []
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading
    assert claim.id == CLAIMS[noun].id
    assert (claim.score, claim.why) == (1.0, "because")


@pytest.mark.parametrize(
    ("value", "low", "high", "words"),
    [
        (12, 12, 12, "12"),
        ("at least 12", 12, None, "12"),
        ({"words": "13", "begin": TEXT.index("13"), "end": TEXT.index("13") + 2}, 13, 13, "13"),
        ({"words": "farmers", "begin": 36, "end": 43, "number": "10-12"}, 10, 12, "farmers"),
        (None, None, None, "12"),
    ],
)
def test_a_number_stands_on_its_words(value: Any, low: int | None, high: int | None, words: str) -> None:
    toll = with_value(READING, CLAIMS["toll"], "number", value)
    assert isinstance(toll, Toll)
    assert (toll.quantity.low, toll.quantity.high, READING.words(toll.quantity.span)) == (low, high, words)
    assert toll.sentence.contains(toll.quantity.whole)
