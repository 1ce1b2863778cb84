"""A reading as the toll of the one incident that an article is mainly about, as a registry would enter it.

The reader's `main_toll` says it; the registry counts dead attackers among the killed, and so does the reader.
"""

from __future__ import annotations

from typing import TypedDict

from sayso.model.reading import Reading


class TollRow(TypedDict):
    """Killed and injured of the main incident; `incident` is null while articles are not linked."""

    doc_id: str
    killed: int | None
    injured: int | None
    incident: str | None


def row(doc_id: str, reading: Reading | None) -> TollRow:
    """The scorer's row for this document."""
    if reading is None:
        return TollRow(doc_id=doc_id, killed=None, injured=None, incident=None)
    from sayso.reading.main_toll import main_toll

    found = main_toll(reading)
    return TollRow(doc_id=doc_id, killed=found.killed, injured=found.injured, incident=None)
