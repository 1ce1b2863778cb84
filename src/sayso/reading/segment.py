"""Paragraphs and sentences, as printed: spans only, nothing is rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model.reading import Sentence
from sayso.model.report import Block, BlockKind
from sayso.model.span import Span, stripped

# A full stop after one of these does not end a sentence (titles, months, ranks, states, Latin).
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sr jr gen lt col maj capt cpl sgt cmdr adm gov sen rep pres supt insp det ret brig "
    "spc pfc pvt jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun no nos vs etc inc ltd co "
    "corp bros dept univ ave blvd rd ft mt approx est fig al eds vol pp ed ala ariz ark calif colo conn del fla ga ill "
    "ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo u.s u.k u.n e.u d.c "
    "a.m p.m i.e e.g ph.d m.d n.y n.j n.c s.c n.d s.d w.va r.i n.h n.m".split()
)
_END = re.compile(r"[.!?]+['\"’”»)\]]*(?:\s''|'')?(?=\s)|[.!?][”\"](?=[A-Z“])")
_LAST_WORD = re.compile(r"([A-Za-z](?:[A-Za-z.]*[A-Za-z])?)\.$")
_OPENS = re.compile(r"[\s]*[\"'`“‘(\[«—–-]*\s*[A-Z0-9\[]")
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
    if lower in _ABBREVIATIONS:
        # Months and weekdays are abbreviated before numbers; words like "no", "sun", "sat", "mar" end sentences too.
        if core.islower() and "." not in core:
            return lower in {"vs", "etc", "approx", "nos", "al", "st", "ed"}
        if lower in {"u.s", "u.k", "u.n", "e.u", "d.c", "a.m", "p.m"}:
            after = re.match(r"\s+([A-Z][a-z]+)", text[stop.end() : stop.end() + 24])
            return not (after and after.group(1) in _STARTERS)
        return True
    return False


_STARTERS = frozenset(
    "The A An In On At It He She They We I But And However Meanwhile Police Officials This That These Those There "
    "According Earlier Later Some Many After Before His Her Their Its As If When While".split()
)


def split_sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of one paragraph, in order; closing quotation marks go with the sentence they close."""
    begin = within.begin
    for stop in _END.finditer(text, within.begin, within.end):
        if stop.end() < within.end and not _OPENS.match(text, stop.end(), within.end):
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
