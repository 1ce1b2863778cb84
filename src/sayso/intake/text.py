"""Plain text, also pasted from a page with its furniture, to a report whose blocks say what each stretch is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sayso.errors import EmptyInput, NoMainText
from sayso.intake.datelines import dateline, full_date
from sayso.intake.decode import decode
from sayso.intake.language import check_english
from sayso.intake.lines import line_groups, paragraphs
from sayso.intake.options import DEFAULTS, IntakeOptions
from sayso.intake.tables import line_patterns
from sayso.model.report import Block, BlockKind, Published, Report
from sayso.model.span import Span, stripped

_LONGEST_LINE = 300  # characters: longer ones are no furniture, caption label or headline
_LONGEST_CAPTION = 450
_HEADLINE_WORDS = 30
_LINK_WORDS = 14  # of a line behind the article: links to other articles are headlines
_SECTION_WORDS = 3  # "Middle East" above a headline
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_OPEN_END = re.compile(r"[,:;–—-]\Z")
_MARKDOWN_HEAD = re.compile(r"#{1,6}\s+(?=\S)")
_TITLE_END = re.compile(r"\s*[.!?]?[\"'”’»)]?(?=\s|\Z)")
_ARCHIVE_PICTURE = re.compile(r"\b(?:file|archive|archival|undated)\b", re.IGNORECASE)
_SPEECH = re.compile(r"[\"“”]")


def report_from_text(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    id: str | None = None,  # noqa: A002 - the name of the field in every format that is read
) -> Report:
    """A report with its blocks, `text` kept exactly as it is; no check of its language, and none that it has words.

    A missing `title` is taken from a headline line of the text; a missing `published` is inferred from a dateline,
    a date line or a caption that names day, month and year, and is marked by the words it comes from.
    """
    blocks = tuple(_blocks(text, title))
    if title is None:
        heads = (block.span.of(text) for block in blocks if block.kind is BlockKind.HEADLINE)
        title = next((" ".join(head.split()) for head in heads), None)
    day = Published(published) if published else infer_published(text, blocks)
    return Report(text, title=title, outlet=outlet, published=day, url=url, given_id=id, blocks=blocks)


def read_text(
    data: bytes | str, *, origin: str = "", url: str | None = None, options: IntakeOptions = DEFAULTS
) -> Report:
    """Read one plain text. `url` is where it was fetched from, if it was.

    Raises EmptyInput, BinaryInput, WrongLanguage, or NoMainText when all of it is page furniture.
    """
    text = decode(data) if isinstance(data, bytes) else data
    if not text.strip():
        raise EmptyInput("there are no words in it: give a report's text")
    report = report_from_text(text, title=options.title, published=options.published, outlet=options.outlet, url=url)
    return checked(replace(report, origin=origin))


def checked(report: Report) -> Report:
    """The same report. Raises NoMainText when nothing in it is to be read, WrongLanguage when it is not English."""
    read = [block.span.of(report.text) for block in report.blocks if block.kind is not BlockKind.FURNITURE]
    if not any(character.isalnum() for words in read for character in words):
        raise NoMainText("it holds no article, only what stands around one: give the report's own text")
    check_english("\n".join(read))
    return report


def infer_published(text: str, blocks: tuple[Block, ...]) -> Published | None:
    """The day of publication by a date line at the head, else a dateline, else a caption; None when none is full."""
    first = next((i for i, block in enumerate(blocks) if _opens_the_article(text, block)), len(blocks))
    head = [block.span for block in blocks[:first] if block.kind is BlockKind.FURNITURE]
    datelines = [block.span for block in blocks if block.kind is BlockKind.DATELINE]
    captions = [block.span for block in blocks if block.kind is BlockKind.CAPTION]
    new_pictures = [span for span in captions if not _ARCHIVE_PICTURE.search(span.of(text))]
    for span in (*head, *datelines, *new_pictures):
        if found := full_date(span.of(text)):
            day, begin, end = found
            return Published(day, Span(span.begin + begin, span.begin + end))
    return None


def _opens_the_article(text: str, block: Block) -> bool:
    """Whether it is a paragraph of sentences: the outlet's or the author's name alone may stand above the date."""
    words = block.span.of(text)
    return block.kind is BlockKind.PARAGRAPH and (len(words) > _LONGEST_LINE or bool(_ENDS_SENTENCE.search(words)))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line or paragraph on its way to a block."""

    span: Span
    kind: BlockKind
    sentence: bool  # it ends like one, or is longer than any headline


def _blocks(text: str, title: str | None) -> Iterator[Block]:
    """What each stretch of `text` is, in order."""
    pieces = _with_tail(text, _with_head(list(_pieces(text, title)), text, title))
    first = True
    for piece in pieces:
        if piece.kind is BlockKind.PARAGRAPH:
            yield from paragraph_blocks(text, piece.span, first=first)
            first = False
        else:
            yield Block(piece.kind, piece.span)


def paragraph_blocks(text: str, span: Span, *, first: bool) -> Iterator[Block]:
    """A paragraph's dateline, if it has one, and the rest of it. `first`: it opens the article."""
    line = dateline(text, span, first=first)
    if line:
        yield Block(BlockKind.DATELINE, line)
    rest = stripped(text, line.end, span.end) if line else span
    if rest:
        yield Block(BlockKind.PARAGRAPH, rest)


def _pieces(text: str, title: str | None) -> Iterator[_Piece]:
    """Furniture lines and captions by the tables, the rest of the lines joined to paragraphs; a known title apart."""
    groups = line_groups(text)
    for group in groups:
        lines = list(group)
        if title and (head := title_span(text, lines[0], title)):
            yield _Piece(head, BlockKind.HEADLINE, sentence=False)
            title = None
            rest = stripped(text, head.end, lines[0].end)
            lines[:1] = [rest] if rest else []
        yield from _group_pieces(text, lines)


def _group_pieces(text: str, lines: list[Span]) -> Iterator[_Piece]:
    run: list[Span] = []
    for line in lines:
        if is_furniture(line.of(text)) and not _continues(text, run, line):
            yield from _paragraph_pieces(text, run)
            run = []
            yield _Piece(line, BlockKind.FURNITURE, sentence=False)
        else:
            run.append(line)
    yield from _paragraph_pieces(text, run)


def _continues(text: str, run: list[Span], line: Span) -> bool:
    """Whether a line that looks like furniture is the end of a wrapped sentence ("… and more", "… on Facebook")."""
    return bool(run) and text[line.begin].islower() and not _ENDS_SENTENCE.search(run[-1].of(text)[-8:])


def _paragraph_pieces(text: str, run: list[Span]) -> Iterator[_Piece]:
    for span in paragraphs(text, tuple(run)):
        words = span.of(text) if len(span) <= _LONGEST_CAPTION else text[span.begin : span.begin + _LONGEST_CAPTION]
        mark = _MARKDOWN_HEAD.match(words)
        if mark:
            yield _Piece(Span(span.begin + mark.end(), span.end), BlockKind.HEADLINE, sentence=False)
        elif len(span) <= _LONGEST_CAPTION and is_caption(words):
            yield _Piece(span, BlockKind.CAPTION, sentence=False)
        else:
            sentence = len(span) > _LONGEST_LINE or bool(_ENDS_SENTENCE.search(words))
            # A question is taken for a headline rather than for the first sentence of a report.
            yield _Piece(span, BlockKind.PARAGRAPH, sentence and not words.endswith("?"))


def is_furniture(words: str) -> bool:
    """Whether a line is what a page puts around its article."""
    return len(words) <= _LONGEST_LINE and bool(line_patterns().furniture.match(words.replace("’", "'")))


def is_caption(words: str) -> bool:
    """Whether a paragraph is a picture's caption."""
    patterns, words = line_patterns(), words.replace("’", "'")
    start = patterns.caption_start.match(words)
    return bool(start and len(words) <= _LONGEST_LINE) or bool(patterns.caption_end.search(words))


def title_span(text: str, line: Span, title: str) -> Span | None:
    """Where `line` begins with the known title, whatever its case, spaces and quotation marks; None if it does not."""
    words = [re.escape(word) for word in re.findall(r"\w+", title)]
    if not words:
        return None
    found = re.compile(r"\W*" + r"\W+".join(words), re.IGNORECASE).match(text, line.begin, line.end)
    end = _TITLE_END.match(text, found.end(), line.end) if found else None
    if end is None or (end.end() < line.end and not _title_ends_here(text, end, line, len(words))):
        return None
    return Span(line.begin, end.end())


def _title_ends_here(text: str, end: re.Match[str], line: Span, words: int) -> bool:
    """Whether what follows a title in its own line opens a new sentence, rather than going on."""
    following = text[end.end() : line.end].lstrip()[:1]
    opens = following.isupper() or following.isdigit() or following in "\"“‘'(["
    return opens and words >= 3 and (bool(end.group().strip()) or words >= 5)


def _with_head(pieces: list[_Piece], text: str, title: str | None) -> list[_Piece]:
    """Find the headline among the lines before the first sentence; short lines above it are names of sections."""
    body = next((i for i, p in enumerate(pieces) if p.kind is BlockKind.PARAGRAPH and p.sentence), None)
    if body is None or any(piece.kind is BlockKind.HEADLINE for piece in pieces[:body]):
        return pieces
    able = [i for i in range(body) if pieces[i].kind is BlockKind.PARAGRAPH and _may_be_headline(text, pieces[i].span)]
    if not able:
        return pieces
    head = next((i for i in able if len(pieces[i].span.of(text).split()) > _SECTION_WORDS), None)
    if head is None:
        head = able[0] if title is None else None
    return [
        replace(piece, kind=BlockKind.HEADLINE)
        if i == head
        else replace(piece, kind=BlockKind.FURNITURE)
        if i in able and (head is None or i < head)
        else piece
        for i, piece in enumerate(pieces)
    ]


def _may_be_headline(text: str, span: Span) -> bool:
    words = span.of(text)
    return (
        len(words) <= _LONGEST_LINE
        and len(words.split()) <= _HEADLINE_WORDS
        and not _OPEN_END.search(words)
        and not dateline(text, span, first=True)
    )


def _with_tail(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Behind the article, short lines after furniture that are no sentences are furniture too (links, shows, tags)."""
    last = max((i for i, p in enumerate(pieces) if p.kind is BlockKind.PARAGRAPH and p.sentence), default=None)
    if last is None:
        return pieces
    after = next((i for i in range(last + 1, len(pieces)) if pieces[i].kind is BlockKind.FURNITURE), len(pieces))
    return [
        replace(piece, kind=BlockKind.FURNITURE)
        if i > after and piece.kind is BlockKind.PARAGRAPH and _may_be_link(piece.span.of(text))
        else piece
        for i, piece in enumerate(pieces)
    ]


def _may_be_link(words: str) -> bool:
    return len(words) <= _LONGEST_LINE and len(words.split()) <= _LINK_WORDS and not _SPEECH.search(words)
