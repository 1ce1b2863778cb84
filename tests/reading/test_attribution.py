"""Source, cue and content tied to attributions."""

from __future__ import annotations

import pytest

from sayso.model.claim import Attribution, AttributionKind
from sayso.reading.attribution import find_attributions
from sayso.reading.segment import segment
from tests.reading.by_hand import Tags, encoding

TEXT = "Karim Saleh told reporters the mill was safe. “It was not,” Nadia Haddad replied. Nobody else came."
TAGS = [
    ("attribution", "source", "Karim Saleh"),
    ("attribution", "cue", "told reporters"),
    ("attribution", "content", "the mill was safe"),
    ("attribution", "content", "“It was not,”"),
    ("attribution", "source", "Nadia Haddad"),
    ("attribution", "cue", "replied"),
]


def found(text: str, tags: Tags) -> tuple[Attribution, ...]:
    return find_attributions(text, segment(text), encoding(text, tags))


def said(text: str, a: Attribution) -> tuple[list[str], list[str], list[str]]:
    parts = (a.source, a.cue, a.content)
    source, cue, content = ([s.of(text) for s in part] for part in parts)
    return source, cue, content


def test_each_cue_has_its_source_and_content() -> None:
    first, second = found(TEXT, TAGS)
    assert said(TEXT, first) == (["Karim Saleh"], ["told reporters"], ["the mill was safe"])
    assert said(TEXT, second) == (["Nadia Haddad"], ["replied"], ["“It was not,”"])
    assert (first.id, second.id) == ("q1", "q2")
    assert (first.kind, second.kind) == (AttributionKind.INDIRECT, AttributionKind.DIRECT)


def test_words_partly_quoted_are_mixed() -> None:
    text = "Karim Saleh called the mill “a ruin” on Monday."
    tags = [("attribution", "source", "Karim Saleh"), ("attribution", "cue", "called"),
            ("attribution", "content", "the mill “a ruin”")]  # fmt: skip
    assert [a.kind for a in found(text, tags)] == [AttributionKind.MIXED]


def test_content_without_any_cue_stands_alone() -> None:
    text = "The mill burned. Nobody came to help."
    (only,) = found(text, [("attribution", "content", "The mill burned")])
    assert said(text, only) == ([], [], ["The mill burned"])


def test_a_source_without_content_is_dropped() -> None:
    text = "Karim Saleh came. Nobody spoke there."
    assert found(text, [("attribution", "source", "Karim Saleh"), ("attribution", "cue", "came")]) == ()


def test_a_hole_within_a_content_is_filled() -> None:
    text = "Karim Saleh insisted that all the roads to the mill were mined"
    tags = [*TAGS[:1], ("attribution", "cue", "insisted"), ("attribution", "content", "that all the roads"),
            ("attribution", "content", "the mill were mined")]  # fmt: skip
    (only,) = found(text, tags)
    assert [c.of(text) for c in only.content] == ["that all the roads to the mill were mined"]


@pytest.mark.parametrize("text", ["", "Nobody spoke."])
def test_nothing_tagged_nothing_said(text: str) -> None:
    assert found(text, []) == ()


APART = "Karim Saleh insisted the roads were mined.\n\nNadia Haddad saw it otherwise: the roads were quite safe."


def test_whoever_speaks_in_another_paragraph_speaks_for_themselves() -> None:
    tags = [("attribution", "source", "Karim Saleh"), ("attribution", "cue", "insisted"),
            ("attribution", "content", "the roads were mined"), ("attribution", "source", "Nadia Haddad"),
            ("attribution", "content", "the roads were quite safe")]  # fmt: skip
    first, second = found(APART, tags)
    assert said(APART, first) == (["Karim Saleh"], ["insisted"], ["the roads were mined"])
    assert said(APART, second) == (["Nadia Haddad"], [], ["the roads were quite safe"])


def test_a_quotation_goes_on_in_the_next_paragraph_and_other_words_do_not() -> None:
    text = "Karim Saleh said: “The roads are mined.”\n\n“Nobody can use them.”\n\nThe mill burned down at night."
    tags = [("attribution", "source", "Karim Saleh"), ("attribution", "cue", "said"),
            ("attribution", "content", "“The roads are mined.”"), ("attribution", "content", "“Nobody can use them.”"),
            ("attribution", "content", "The mill burned down")]  # fmt: skip
    first, second = found(text, tags)
    assert said(text, first)[2] == ["“The roads are mined.”", "“Nobody can use them.”"]
    assert said(text, second) == ([], [], ["The mill burned down"])
