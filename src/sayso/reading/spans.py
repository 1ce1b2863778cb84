"""Spans that a tagger found, made whole: cut at lines and brackets, to whole words, without loose words at the ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model.span import Span

# A name may hold hyphens and apostrophes ("al-Sha'abi"), and points between letters ("U.S.").
_CUT = re.compile(r"[^\n()\[\]]+")
# Words that stand before or behind a name, never at its ends.
_BEFORE = re.compile(r"(?:['’]s\b|(?:of|by|on|in|at|to|from|with|and|or|for|as|that)\b|[^\w$€£#])+", re.I)
_BEHIND = re.compile(
    r"(?:[\s,;:–—\-/\"“”‘]|(?<![.]\w)[.]|['’]s?(?=\Z)|\s(?:of|by|on|in|at|to|from|with|and|or|for|as|the|a|an)(?=\Z|\s))+\Z",
    re.I,
)


def parts(text: str, span: Span) -> Iterator[Span]:
    """The names in a tagged span, in text order: "River Defence Units (RDU" is two, "'s spokesman" begins later."""
    for piece in _CUT.finditer(text, span.begin, span.end):
        begin, end = _whole_words(text, piece.start(), piece.end())
        lead = _BEFORE.match(text, begin, end)
        begin = lead.end() if lead else begin
        tail = _BEHIND.search(text, begin, end)
        end = tail.start() if tail else end
        if any(character.isalnum() for character in text[begin:end]):
            yield Span(begin, end)


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """The same stretch with all of the words that it cuts through: "-chief" in "commander-in-chief"."""
    while begin > 0 and _inside_word(text, begin):
        begin -= 1
    while end < len(text) and _inside_word(text, end):
        end += 1
    return begin, end


def _inside_word(text: str, at: int) -> bool:
    """Whether a word goes on over the border before `at`; what hangs on by "'s" is no part of it."""
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if before == "-" and after.isalnum():
        return at > 1 and text[at - 2].isalnum()
    if after == "-" and before.isalnum():
        return at + 1 < len(text) and text[at + 1].isalnum()
    return False
