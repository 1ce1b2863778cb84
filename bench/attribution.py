"""A reading as who says what: source, cue and content by their offsets."""

from __future__ import annotations

from typing import TypedDict

from sayso.model.reading import Reading
from sayso.model.span import Span


class AttributionRow(TypedDict):
    """One attribution: lists of [begin, end]."""

    source: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]


class DocumentRow(TypedDict):
    """The attributions of one document."""

    doc_id: str
    attributions: list[AttributionRow]


def row(doc_id: str, reading: Reading | None) -> DocumentRow:
    """The scorer's row. The gold marks the outermost attribution only, so nested ones are not written."""
    outermost = [one for one in reading.attributions if one.parent is None] if reading else []
    return DocumentRow(
        doc_id=doc_id,
        attributions=[
            AttributionRow(source=_offsets(one.source), cue=_offsets(one.cue), content=_offsets(one.content))
            for one in outermost
            if one.content
        ],
    )


def _offsets(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.begin, span.end] for span in spans]
