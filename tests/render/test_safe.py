import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.render.safe import one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("al-Qa’im, Ḥalab, حلب", "al-Qa’im, Ḥalab, حلب"),
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("a\x7fb", "a␡b"),
        ("a\x9bb", "a\ufffdb"),
        ("a\u202eb", "a\ufffdb"),
        ("\ufeffa\u200bb", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_one_line_has_single_spaces() -> None:
    assert one_line(" a\r\n b\u2028c\u00a0d\t") == "a b c d"


@given(st.text(st.characters(codec=None)))
def test_nothing_shown_can_steer_a_screen(text: str) -> None:
    for character in visible(text):
        assert character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in ("LRO", "RLO", "LRE", "RLE", "LRI", "RLI", "FSI")
    visible(text).encode("utf-8")
