"""Whom a source stands for."""

from __future__ import annotations

import pytest

from sayso.model.actor import MentionKind
from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.actors import tie
from sayso.reading.segment import split_sentences
from sayso.reading.speakers import resolve_speaker
from tests.reading.test_actors import mark

ORG, PERSON, PEOPLE = MentionKind.ORGANISATION, MentionKind.PERSON, MentionKind.PEOPLE


def speaker(text: str, rows: list[tuple[str, MentionKind]], source: str, *previous: str) -> str | None:
    """The name of whom the last occurrence of `source` stands for; `previous` are names of earlier speakers."""
    sentences = tuple(Sentence(s, 0) for s in split_sentences(text, Span(0, len(text))))
    actors, _ = tie(text, sentences, mark(text, rows))
    ids = [next(a.id for a in actors if a.name == name) for name in previous]
    at = text.rindex(source)
    found, why = resolve_speaker(text, sentences, Span(at, at + len(source)), actors, previous=ids)
    assert why
    return next((a.name for a in actors if a.id == found), None)


MET = "Karim Saleh met the River Front on Monday. Nadia Haddad, his lawyer, was there. "
MET_ROWS = [("Karim Saleh", PERSON), ("River Front", ORG), ("Nadia Haddad", PERSON)]


@pytest.mark.parametrize(
    ("tail", "source", "previous", "expected"),
    [
        ("“We will go on,” he said.", "he", ["Karim Saleh"], "Karim Saleh"),
        ("“We will go on,” it said.", "it", ["River Front"], "River Front"),
        ("“We will go on,” it said.", "it", [], "River Front"),
        ("“We will go on,” Saleh said.", "Saleh", [], "Karim Saleh"),
        ("“We will go on,” the front said.", "the front", [], "River Front"),
        ("“We will go on,” the statement added.", "the statement", ["River Front"], "River Front"),
        ("“We will go on,” a passer-by said.", "a passer-by", [], None),
    ],
)
def test_sources(tail: str, source: str, previous: list[str], expected: str | None) -> None:
    assert speaker(MET + tail, MET_ROWS, source, *previous) == expected


def test_gender_decides_between_speakers() -> None:
    text = "Spokeswoman Nadia Haddad met Mr. Karim Saleh. “No,” she said."
    rows = [("Spokeswoman Nadia Haddad", PERSON), ("Mr. Karim Saleh", PERSON)]
    assert speaker(text, rows, "she", "Mr. Karim Saleh") == "Spokeswoman Nadia Haddad"


def test_the_statement_is_the_body_that_issued_it() -> None:
    text = "The River Front said in a statement that the army had fired first. The statement said ten men died."
    assert speaker(text, [("River Front", ORG), ("the army", ORG)], "The statement") == "River Front"


def test_the_group_skips_a_state_force() -> None:
    text = "The River Front fought the US military at dawn. The group said ten men died."
    assert speaker(text, [("River Front", ORG), ("US military", ORG)], "The group") == "River Front"


def test_a_capital_speaks_for_a_state_that_the_report_names() -> None:
    rows = [("the United States", ORG)]
    assert speaker("Planes of the United States struck. Washington said so.", rows, "Washington") == "United States"
    assert speaker("Planes of the United States struck. Moscow said so.", rows, "Moscow") is None


def test_a_spokesman_speaks_for_a_body() -> None:
    text = "The interior ministry closed the road. An interior ministry official said why."
    assert speaker(text, [("interior ministry", ORG), ("interior ministry", ORG)], "An interior ministry official")
