from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.casing import lowered
from sayso.reading.statements import _verbs
from sayso.reading.tellings import _words


@given(st.text())
def test_every_offset_is_kept(text: str) -> None:
    low = lowered(text)
    assert len(low) == len(text)
    assert all(a == b or b in a.lower() for a, b in zip(text, low, strict=True))


def test_a_capital_whose_small_form_is_longer_stays() -> None:
    assert lowered("İZMIR Qa'im") == "İzmir qa'im"


def test_no_pattern_for_small_letters_waits_for_capitals() -> None:
    patterns = [pattern.pattern for _, _, pattern in _words()] + [_verbs()[1].pattern]
    for pattern in patterns:
        words = re.sub(r"\(\?P<\w+>|\\[A-Za-z]", "", pattern)
        assert words == words.lower(), words
