"""A deed and the one that it answers, in one sentence."""

from __future__ import annotations

import pytest

from sayso.model.span import Span
from sayso.reading.clauses import background, deed


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Planes struck the camp in response to an attack that killed two.", " an attack that killed two."),
        ("The raid was a response to the killing of a guard.", " the killing of a guard."),
        ("He presents the raids as revenge for a drone attack in May.", " a drone attack in May."),
        ("The strikes followed the shelling of the port.", " the shelling of the port."),
        ("In retaliation for the raid, the group fired rockets.", " the raid"),
        ("Planes struck the camp.", None),
        ("He said the answer to the question was no.", None),
    ],
)
def test_what_the_rest_answers(text: str, before: str | None) -> None:
    found = background(text, Span(0, len(text)))
    assert (found.of(text) if found else None) == before


def test_a_word_for_a_deed() -> None:
    text = "He presents the raids as lawful."
    found = deed(text, Span(0, len(text)))
    assert found is not None
    assert found.of(text) == "raids"
    assert deed("He spoke of peace.", Span(0, 18)) is None
