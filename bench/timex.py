"""A reading as time expressions with their TIMEX3 values."""

from __future__ import annotations

from typing import TypedDict

from sayso.model.reading import Reading


class TimeRow(TypedDict):
    """One time expression; an unknown value is the empty string."""

    begin: int
    end: int
    type: str
    value: str


class DocumentRow(TypedDict):
    """The time expressions of one document."""

    doc_id: str
    timex3: list[TimeRow]


def row(doc_id: str, reading: Reading | None) -> DocumentRow:
    """The scorer's row for this document."""
    return DocumentRow(
        doc_id=doc_id,
        timex3=[
            TimeRow(begin=time.span.begin, end=time.span.end, type=time.kind.value, value=time.value)
            for time in (reading.times if reading else ())
        ],
    )
