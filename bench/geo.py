"""A reading as places found and put on the map."""

from __future__ import annotations

from typing import TypedDict

from sayso.model.reading import Reading


class ToponymRow(TypedDict):
    """One place name; latitude and longitude in degrees, None when unresolved."""

    begin: int
    end: int
    lat: float | None
    lon: float | None


class DocumentRow(TypedDict):
    """The place names of one document."""

    doc_id: str
    toponyms: list[ToponymRow]


def row(doc_id: str, reading: Reading | None) -> DocumentRow:
    """The scorer's row for this document."""
    return DocumentRow(
        doc_id=doc_id,
        toponyms=[
            ToponymRow(begin=place.span.begin, end=place.span.end, lat=place.latitude, lon=place.longitude)
            for place in (reading.places if reading else ())
        ],
    )
