"""The report's text cut into segments, each with all the marks that lie on it: overlaps need no nesting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model.reading import Reading
from sayso.model.report import Block, BlockKind
from sayso.model.span import Span, stripped
from sayso.render.safe import one_line, visible
from sayso.render.view import View, codes

# What words can be evidence of, and in plain words, from the widest to the finest: the finest mark on a
# segment decides where its link leads.
KINDS: dict[str, str] = {
    "statement": "what somebody says",
    "event": "what happened",
    "place": "where",
    "date": "when",
    "actor": "by or on whom",
    "weapon": "weapon",
    "speaker": "who says so",
    "toll": "toll",
    "loaded": "term that takes sides",
}
_SENTENCE = "sentence"
_FINENESS = {kind: index for index, kind in enumerate((_SENTENCE, *KINDS))}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text, what it is evidence of (one of KINDS, or a whole sentence), and the claim's code (E1, T2).

    `first` marks the sentence that a link to the claim's words leads to.
    """

    span: Span
    kind: str
    code: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the same marks all over.

    `kinds` and `codes` are what the marks stand for, `link` the code of the claim it leads to, `anchors` the codes
    of claims whose words begin here, `chips` the codes of claims whose sentence ends here. `own` are the codes of
    those whose very words, and not only whose sentence, lie here. `text` shows the words at `span`.
    """

    text: str
    kinds: tuple[str, ...]
    codes: tuple[str, ...]
    link: str | None
    anchors: tuple[str, ...]
    chips: tuple[str, ...]
    own: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the report, to be written out: `kind` is its BlockKind's value, `lead` a dateline before it."""

    kind: str
    segments: tuple[Segment, ...]
    lead: str = ""


def paragraphs_of(reading: Reading, view: View) -> tuple[Paragraph, ...]:
    """The report's blocks cut into segments. Text outside all blocks is shown as furniture: it was not read."""
    marks = sorted(_marks(reading, view), key=lambda mark: mark.span)
    text = reading.report.text
    paragraphs: list[Paragraph] = []
    lead = ""
    for block in _blocks(reading):
        if block.kind is BlockKind.DATELINE:
            lead = one_line(block.span.of(text))
            continue
        here = [mark for mark in marks if mark.span.overlaps(block.span)]
        if block.kind is BlockKind.HEADLINE and not here and one_line(block.span.of(text)) == view.head.title:
            continue  # it stands above the report already
        paragraphs.append(Paragraph(block.kind.value, tuple(_segments(text, block.span, here)), lead))
        lead = ""
    return tuple(paragraphs)


def _marks(reading: Reading, view: View) -> Iterator[Mark]:
    event_codes = codes("E", (event.id for event in reading.events))
    for event in reading.events:
        code = event_codes[event.id]
        yield from _sentences(event.evidence, code)
        if event.trigger:
            yield Mark(event.trigger, "event", code)
        if event.date and event.date.span:
            yield Mark(event.date.span, "date", code)
        yield from (Mark(place.span, "place", code) for place in event.places)
        yield from (Mark(role.span, "actor", code) for role in (*event.perpetrators, *event.targets, *event.claimed_by))
        yield from (Mark(span, "weapon", code) for span in event.weapons)
    toll_codes = codes("T", (toll.id for toll in reading.tolls))
    for toll in reading.tolls:
        code = toll_codes[toll.id]
        yield from _sentences((toll.sentence,), code)
        yield from (Mark(span, "toll", code) for span in (toll.quantity.whole, toll.who) if span)
        if toll.speaker:
            yield Mark(toll.speaker.span, "speaker", code)
    statement_codes = codes("S", (statement.id for statement in reading.statements))
    for statement in reading.statements:
        code = statement_codes[statement.id]
        yield from _sentences((statement.sentence,), code)
        yield Mark(statement.speaker.span, "speaker", code)
        yield from (Mark(span, "statement", code) for span in statement.content)
        if statement.accused:
            yield Mark(statement.accused, "actor", code)
    for line in view.loaded:
        yield from (Mark(span, "loaded", line.code, first=not index) for index, span in enumerate(line.spans))


def _sentences(spans: Sequence[Span], code: str) -> Iterator[Mark]:
    return (Mark(span, _SENTENCE, code, first=not index) for index, span in enumerate(spans))


def _blocks(reading: Reading) -> Iterator[Block]:
    text = reading.report.text
    unread = BlockKind.FURNITURE if reading.report.blocks else BlockKind.PARAGRAPH
    end = 0
    for block in reading.report.blocks:
        yield from (Block(unread, line) for line in _lines(text, end, block.span.begin))
        yield block
        end = block.span.end
    yield from (Block(unread, line) for line in _lines(text, end, len(text)))


def _lines(text: str, begin: int, end: int) -> Iterator[Span]:
    for line in text[begin:end].splitlines(keepends=True):
        span = stripped(text, begin, begin + len(line))
        if span:
            yield span
        begin += len(line)


def _segments(text: str, block: Span, marks: Sequence[Mark]) -> Iterator[Segment]:
    ends = (cut for mark in marks for cut in (mark.span.begin, mark.span.end))
    cuts = sorted({block.begin, block.end, *(cut for cut in ends if block.begin < cut < block.end)})
    open_marks: list[Mark] = []
    coming = 0
    for begin, end in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.span.end > begin]
        while coming < len(marks) and marks[coming].span.begin <= begin:
            open_marks.append(marks[coming])
            coming += 1
        yield _segment(text, Span(begin, end), open_marks, block)


def _segment(text: str, piece: Span, on: Sequence[Mark], block: Span) -> Segment:
    fine = [mark for mark in on if mark.kind != _SENTENCE]
    finest = max(fine, key=lambda mark: (_FINENESS[mark.kind], -len(mark.span)), default=None)
    return Segment(
        text=visible(text[piece.begin : piece.end]),
        kinds=tuple(dict.fromkeys(mark.kind for mark in fine)),
        codes=tuple(dict.fromkeys(mark.code for mark in on)),
        link=finest.code if finest else None,
        anchors=tuple(mark.code for mark in on if mark.first and mark.span.begin == piece.begin),
        chips=tuple(mark.code for mark in on if mark.kind == _SENTENCE and min(mark.span.end, block.end) == piece.end),
        own=tuple(dict.fromkeys(mark.code for mark in fine)),
        span=piece,
    )
