"""A report: one document of one outlet, as it was read in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sayso.model.span import Span


class BlockKind(StrEnum):
    """What a stretch of a report's text is. Only headlines, datelines, captions and paragraphs are read."""

    HEADLINE = "headline"
    DATELINE = "dateline"  # "BEIRUT, December 5, 2006 (AFP) -": part of a paragraph's line, never evidence
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    FURNITURE = "furniture"  # share bars, "also on", site addresses: kept in the text, never read


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the report's text and what it is. Blocks are in text order and do not overlap."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Published:
    """The day a report was published, and how that is known.

    `inferred_from` is None when the date was given (by the page's metadata, a field of the record or
    the user); otherwise the words of the text (a dateline, a caption) that it was worked out from.
    A date that cannot be known is no `Published` at all: it is never today's date.
    """

    day: date
    inferred_from: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One document of one outlet: immutable text and what is known about it.

    All spans of a reading are code-point offsets into `text`, which is kept exactly as it came in.
    `title` is None when unknown and need not be part of `text`. `origin` says where it was read from
    (a path, "-", a URL), for people; it does not take part in the identity.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Published | None = None
    url: str | None = None
    origin: str = ""
    given_id: str | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the URL and the text."""
        return hashlib.sha256(f"{self.url or ''}\n{self.text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
