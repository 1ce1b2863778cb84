"""States in names, titles and adjectives."""

from __future__ import annotations

import pytest

from sayso.reading.naming import states_named


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("US President Joe Biden", {"US"}),
        ("the Russian foreign ministry", {"RU"}),
        ("the United States and Iran", {"US", "IR"}),
        ("they told us", set()),
        ("gunmen", set()),
    ],
)
def test_all_states_that_words_name(words: str, states: set[str]) -> None:
    assert states_named(words) == states
