"""The encoder is given the same pieces whoever the parties are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.model.actor import MentionKind
from sayso.reading.blind import STAND_IN, parties, pieces
from sayso.reading.encoder import _model
from sayso.reading.segment import segment

TEMPLATES = [
    "{A} said on Tuesday that {b} killed 12 civilians. {B} denied {a}'s claim.",
    "{A}-led forces shelled the town, and {b}’s spokesman condemned it.",
    "Talks between {a} and {b} broke down.",
]
NAMES = [
    "the United States",
    "Iran",
    "the Islamic Republic",
    "Israel",
    "Hamas",
    "NATO",
    "Hezbollah",
    "the PMU",
    "CENTCOM",
]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return _model().tokenizer


def filled(template: str, a: str, b: str) -> str:
    return template.format(a=a, b=b, A=a[0].upper() + a[1:], B=b[0].upper() + b[1:])


def ids(tokenizer: Tokenizer, text: str) -> list[int]:
    return pieces(tokenizer, text, [s.span for s in segment(text)]).ids


def told(text: str) -> list[tuple[str, MentionKind]]:
    return [(span.of(text), kind) for span, kind in parties(text, [s.span for s in segment(text)])]


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_pieces_do_not_tell_who_the_parties_are(tokenizer: Tokenizer, template: str) -> None:
    seen = {tuple(ids(tokenizer, filled(template, a, b))) for a in NAMES for b in NAMES}
    assert len(seen) == 1


def test_peoples_are_read_alike(tokenizer: Tokenizer) -> None:
    texts = [f"{people} troops attacked a village." for people in ("Russian", "Ukrainian", "American", "Syrian")]
    assert len({tuple(ids(tokenizer, text)) for text in texts}) == 1


def test_names_come_with_their_article_and_without_a_genitive() -> None:
    text = "He left the United States' base for Iran’s capital, and the Taliban met Iraqi farmers."
    assert told(text) == [
        ("the United States", MentionKind.ORGANISATION),
        ("Iran", MentionKind.ORGANISATION),
        ("the Taliban", MentionKind.ORGANISATION),
        ("Iraqi", MentionKind.NATIONALITY),
    ]


def test_a_name_before_a_hyphen_is_one_and_takes_the_article_along() -> None:
    assert told("The Iran-backed group left. An Israeli-made drone fell.") == [
        ("The Iran", MentionKind.ORGANISATION),
        ("Israeli", MentionKind.NATIONALITY),
    ]


def test_words_that_only_look_like_a_name_are_read_as_they_stand() -> None:
    assert told("They told us to go.") == []


def test_the_pieces_lie_in_text_order_on_their_words(tokenizer: Tokenizer) -> None:
    text = "The Popular Mobilization Units (PMU) said the U.S. struck al-Qa’im."
    made = pieces(tokenizer, text, [s.span for s in segment(text)])
    assert made.offsets == sorted(made.offsets)
    assert all(end <= begin for (_, end), (begin, _) in zip(made.offsets, made.offsets[1:], strict=False))
    stood_for = [text[b:e] for (b, e), piece in zip(made.offsets, made.ids, strict=True) if piece in STAND_IN.values()]
    assert stood_for == ["The Popular Mobilization Units", "PMU", "the U.S"] or stood_for[-1].startswith("the U.S")


@given(st.text(max_size=200))
def test_any_text_has_pieces(text: str) -> None:
    tokenizer = _model().tokenizer
    clean = text.encode("utf-8", "replace").decode("utf-8")
    made = pieces(tokenizer, clean, [s.span for s in segment(clean)])
    assert len(made.ids) == len(made.offsets) == len(made.starts)
    assert all(0 <= begin <= end <= len(clean) for begin, end in made.offsets)


@pytest.mark.parametrize("body", ["army", "security forces", "foreign ministry", "soldiers"])
def test_the_bodies_of_all_peoples_are_read_alike_known_or_not(tokenizer: Tokenizer, body: str) -> None:
    peoples = ("Israeli", "Palestinian", "Russian", "Andorran")
    assert len({tuple(ids(tokenizer, f"The {people} {body} denied it.")) for people in peoples}) == 1
