"""What the report page is made of, without a server: pieces of text, values in words, what forms say."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from sayso.errors import JudgementError
from sayso.model.jsonform import Json
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.model.span import Span
from sayso.render.safe import visible
from sayso.web.review import answers
from sayso.web.review.board import pieces_of
from sayso.web.review.values import told

ANY_TEXT = strategies.text(
    strategies.characters() | strategies.sampled_from("\u200b\u00ad\u0301\u202e\ufeff\ud800😀\r\n\x00"), min_size=1
)
NAMES = strategies.text() | strategies.sampled_from(("words", "number", "date", "first", "last", "low", "high"))
JSON = strategies.recursive(
    strategies.none() | strategies.integers() | strategies.text() | strategies.booleans(),
    lambda inner: (
        strategies.lists(inner) | strategies.dictionaries(strategies.text() | strategies.just("words"), inner)
    ),
)


@given(ANY_TEXT)
def test_every_character_that_is_shown_is_at_its_place(text: str) -> None:
    pieces = pieces_of(text, Span(0, len(text)))
    for piece in pieces:
        for offset, shown in enumerate(piece.text, piece.begin):
            assert visible(text[offset]) == shown
    assert "".join(piece.text for piece in pieces) == visible(text)


@given(JSON)
def test_any_value_is_told_in_words_that_can_be_shown(value: Json) -> None:
    assert "\n" not in told(value)
    told(value).encode()


@given(ANY_TEXT, strategies.integers(-2, 30), strategies.integers(-2, 30))
def test_selected_words_are_words_of_the_text_or_refused(text: str, begin: int, end: int) -> None:
    try:
        span = answers.selected(text, begin, end)
    except JudgementError:
        return
    words = span.of(text)
    assert words == words.strip()
    assert span.begin >= begin


@given(strategies.text())
def test_whatever_a_form_sends_is_a_value_or_refused(written: str) -> None:
    reading = Reading(Report("At least 16 people were killed."), "")
    for field in ("date", "places", "number", "event"):
        try:
            answers.given(reading, field, [written], "")
        except JudgementError:
            continue


@pytest.mark.parametrize(
    ("field", "values", "free", "expected"),
    [
        ("places", ["@0:8"], "", [{"words": "At least", "begin": 0, "end": 8}]),
        ("places", [], "Erbil\n\n Mosul ", ["Erbil", "Mosul"]),
        ("places", [], "", []),
        ("speaker", ["null"], "", None),
        ("speaker", ["@0:8"], "police", "police"),
        ("number", ["@9:11"], "17", {"words": "16", "begin": 9, "end": 11, "number": 17}),
        ("number", [], "at least 3", "at least 3"),
        (
            "date",
            ["@9:11=2024-02-02..2024-02-03..days"],
            "",
            {
                "words": "16",
                "begin": 9,
                "end": 11,
                "date": {"first": "2024-02-02", "last": "2024-02-03", "precision": "days"},
            },
        ),
        ("date", ["@9:11=2024-02-02..2024-02-02..day"], "2024-02-05", {
            "words": "16", "begin": 9, "end": 11, "date": "2024-02-05",
        }),
        ("type", ['"attack"'], "", "attack"),
    ],
)  # fmt: skip
def test_what_a_form_says(field: str, values: list[str], free: str, expected: Json) -> None:
    reading = Reading(Report("At least 16 people were killed."), "")
    assert answers.given(reading, field, values, free) == expected


def test_marks_that_belong_to_the_last_character_are_selected_with_it() -> None:
    assert answers.selected("a cafe\u0301 there", 2, 6) == Span(2, 7)
