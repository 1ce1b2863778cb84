"""The lines of a text, and which of them make one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sayso.model.span import Span, stripped

_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_INDENT = re.compile(r"(?:\t|[ \u00a0\u3000]{2,})")
_WRAP_WIDTH = 110  # columns: longer lines were not wrapped by hand or mail program
_SLACK = 2  # columns by which a wrapped line may stay shorter than it had to
_FULL_SHARE = 0.6  # of the width: a line that ends no sentence and is this long goes on in the next


def line_groups(text: str) -> Iterator[tuple[Span, ...]]:
    """The lines of `text` without white space around them, in groups that blank lines divide."""
    group: list[Span] = []
    for line in _lines(text):
        if line is not None:
            group.append(line)
        elif group:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _lines(text: str) -> Iterator[Span | None]:
    """Each line, None for a blank one."""
    begin = 0
    for end in _LINE_END.finditer(text):
        yield stripped(text, begin, end.start())
        begin = end.end()
    yield stripped(text, begin, len(text))


def paragraphs(text: str, lines: tuple[Span, ...]) -> Iterator[Span]:
    """Join the lines that were only wrapped, and leave apart those that are paragraphs of their own."""
    if not lines:
        return
    width = max(len(line) for line in lines)
    if len(lines) > 1 and all(_ends_sentence(text, line) for line in lines):
        yield from lines  # nothing that is wrapped by its width ends a sentence in every line
        return
    begin = lines[0].begin
    for line, following in pairwise(lines):
        if not _goes_on(text, line, following, width):
            yield Span(begin, line.end)
            begin = following.begin
    yield Span(begin, lines[-1].end)


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether `following` continues the paragraph of `line`: the break between them means nothing."""
    last = text[max(line.begin, line.end - 8) : line.end]
    ends = _ends_sentence(text, line)
    lower = text[following.begin].islower()
    if width > _WRAP_WIDTH:
        return (lower and not ends) or last.endswith((",", ";"))
    if _INDENT.search(text, line.end, following.begin) and not lower:
        return False
    next_word = text[following.begin : following.begin + width].split(maxsplit=1)[0]
    had_to_break = len(line) + 1 + len(next_word) > width - _SLACK
    return had_to_break or lower or (not ends and len(line) >= width * _FULL_SHARE)


def _ends_sentence(text: str, line: Span) -> bool:
    return bool(_SENTENCE_END.search(text, max(line.begin, line.end - 8), line.end))
