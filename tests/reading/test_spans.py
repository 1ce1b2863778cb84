"""Tagged spans made whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.span import Span
from sayso.reading.spans import parts

TEXT = (
    "The River Defence Units (RDU) obey the commander-in-chief, Karim al-Sudari. The U.S. Army denied it.\n"
    "The ministry's spokesman blamed men of the Front [a rebel group]."
)


def found(words: str) -> list[str]:
    begin = TEXT.index(words)
    return [part.of(TEXT) for part in parts(TEXT, Span(begin, begin + len(words)))]


@pytest.mark.parametrize(
    ("tagged", "names"),
    [
        ("The River Defence Units (RDU", ["The River Defence Units", "RDU"]),
        ("RDU) obey", ["RDU", "obey"]),
        ("-chief", ["commander-in-chief"]),
        ("Karim al-", ["Karim al-Sudari"]),
        ("'s spokesman", ["spokesman"]),
        ("The ministry's", ["The ministry"]),
        ("U.S.", ["U.S."]),
        ("U.S. Army", ["U.S. Army"]),
        ("al-Sudari. The", ["al-Sudari"]),
        ("denied it.\nThe ministry", ["denied it", "The ministry"]),
        ("of the Front [", ["the Front"]),
        ("of", []),
        (" (", []),
    ],
)
def test_a_span_is_cut_and_filled_to_the_names_in_it(tagged: str, names: list[str]) -> None:
    assert found(tagged) == names


@given(st.text(alphabet="aB.-'’s ()\n,of", min_size=1, max_size=40), st.data())
def test_parts_are_in_order_within_the_text_and_hold_words(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    spans = list(parts(text, Span(begin, end)))
    assert spans == sorted(spans)
    assert all(span.end <= len(text) and any(c.isalnum() for c in span.of(text)) for span in spans)
    assert all("\n" not in span.of(text) and "(" not in span.of(text) for span in spans)
