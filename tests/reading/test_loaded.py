"""Loaded terms: found in every form, given to the right speaker, not found inside names."""

from __future__ import annotations

import pytest

from sayso.knowledge.tables import loaded_words
from sayso.model.claim import Attribution, AttributionKind, LoadedTerm
from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.loaded import find_loaded


def loaded(text: str, *attributions: Attribution) -> tuple[LoadedTerm, ...]:
    return find_loaded(text, [Sentence(Span(0, len(text)), 0)], attributions)


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The raid ended in the martyrdom of two men.", ["martyrdom"]),
        ("THE TERRORISTS FLED.", ["TERRORISTS"]),
        ("Troops neutralised five fighters.", ["neutralised"]),
        ("They used human\nshields near the bridge.", ["human\nshields"]),
        ("The so-called regime fell.", ["so-called", "regime"]),
        ("The subversives and delinquents hid.", ["subversives", "delinquents"]),
    ],
)
def test_terms_are_found(text: str, terms: list[str]) -> None:
    assert [t.span.of(text) for t in loaded(text)] == terms
    assert all(t.neutral and t.category and t.speaker is None for t in loaded(text))


def test_only_whole_words() -> None:
    assert loaded("The regimental band played in the martyrology hall.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The al-Aqsa Martyrs' Brigades fired on the post.",
        "The Zagros Martyrs Brigade fired on the post.",
        "The Corsican National Liberation Front denied it.",
        "The Islamic Resistance in Iraq issued a note.",
    ],
)
def test_names_are_names(text: str) -> None:
    assert loaded(text) == ()


@pytest.mark.parametrize("kind", list(AttributionKind))
def test_words_within_a_content_are_the_speakers(kind: AttributionKind) -> None:
    text = "The rebels attacked. “The terrorists fled,” the army said."
    attribution = Attribution(
        "t1", (span(text, "“The terrorists fled,”"),), (span(text, "the army"),), kind=kind, speaker="a2"
    )
    (term,) = loaded(text, attribution)
    assert term.speaker is not None
    assert (term.speaker.span.of(text), term.speaker.actor) == ("the army", "a2")


def test_a_nested_attribution_wins() -> None:
    text = "The mayor said the elders told him that the terrorists fled."
    outer = Attribution("t1", (span(text, "the elders told him that the terrorists fled"),), (span(text, "The mayor"),))
    inner = Attribution("t2", (span(text, "the terrorists fled"),), (span(text, "the elders"),), parent="t1")
    (term,) = loaded(text, outer, inner)
    assert term.speaker is not None
    assert term.speaker.span.of(text) == "the elders"


def test_no_form_belongs_to_two_terms() -> None:
    forms = [form.lower() for row in loaded_words() for form in row.forms]
    assert len(forms) == len(set(forms))
    assert len(loaded_words()) >= 100
