"""Paragraphs and sentences, as printed: spans only, nothing is rewritten."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from sayso.model.reading import Sentence
from sayso.model.report import Block, BlockKind
from sayso.model.span import Span, stripped


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of one kind in the table of what does not end a sentence."""
    lines = (files("sayso.knowledge") / "sentence_ends.csv").read_text("utf-8").splitlines()
    return frozenset(r["word"] for r in csv.DictReader(x for x in lines if not x.startswith("#")) if r["kind"] == kind)


_END = re.compile(r"[.!?]+['\"’”»)\]]*(?:\s''|'')?(?=\s)|[.!?][”\"](?=[A-Z“])")
_LAST_WORD = re.compile(r"([A-Za-z](?:[A-Za-z.]*[A-Za-z])?)\.$")
_OPENS = re.compile(r"[\s]*[\"'`“‘(\[«—–-]*\s*[A-Z0-9\[]")
# Text without a single capital (some corpora come so): any letter may open a sentence.
_OPENS_SMALL = re.compile(_OPENS.pattern.replace("A-Z", "A-Za-z"))
_PARAGRAPH = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_READ = (BlockKind.PARAGRAPH, BlockKind.HEADLINE, BlockKind.CAPTION)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The stretches of `text` between blank lines, without the white space around them."""
    found = []
    begin = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        span = stripped(text, begin, gap.start() if gap else len(text))
        if span:
            found.append(span)
        begin = gap.end() if gap else begin
    return tuple(found)


def _abbreviated(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation or an initial rather than ending a sentence."""
    mark = stop.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    word = _LAST_WORD.search(text, max(begin, stop.start() - 12), stop.start() + 1)
    if word is None or len(mark) > 1:
        return False
    core = word.group(1)
    if len(core) == 1 and core.isupper():
        # an initial ("George W. Bush"), unless the sentence could end in it ("in World War I. The …")
        return core != "I"
    lower = core.lower()
    if lower in _words("maybe"):
        after = re.match(r"\s+([A-Z][a-z]*)", text[stop.end() : stop.end() + 24])
        return not (after and after.group(1) in _words("starter"))
    # Months and titles are abbreviated with a capital; "no", "sun", "sat", "mar" in small letters end sentences too.
    return lower in _words("lower") or (lower in _words("title") and (not core.islower() or "." in core))


def split_sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of one paragraph, in order; closing quotation marks go with the sentence they close."""
    begin = within.begin
    opens = _OPENS if any(c.isupper() for c in within.of(text)) else _OPENS_SMALL
    for stop in _END.finditer(text, within.begin, within.end):
        if stop.end() < within.end and not opens.match(text, stop.end(), within.end):
            continue
        if _abbreviated(text, begin, stop):
            continue
        span = stripped(text, begin, stop.end())
        if span:
            yield span
        begin = stop.end()
    span = stripped(text, begin, within.end)
    if span:
        yield span


def segment(text: str, blocks: tuple[Block, ...] = ()) -> tuple[Sentence, ...]:
    """The sentences of a report's headlines, captions and paragraphs; datelines and furniture give none.

    Without blocks, every stretch between blank lines is a paragraph.
    """
    parts = blocks or tuple(Block(BlockKind.PARAGRAPH, span) for span in paragraphs(text))
    return tuple(
        Sentence(span, number, block.kind)
        for number, block in enumerate(parts)
        if block.kind in _READ
        for span in split_sentences(text, block.span)
    )
