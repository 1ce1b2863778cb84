"""The documents of every bench as one noun: what a reader may see, never the gold beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.model.report import Report


class BadDocument(ValueError):
    """A line that holds no document: no JSON object, or no id or text in it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be read: `published` is None where the set does not date it."""

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None

    def report(self) -> Report:
        """The same as sayso's noun. Raises what `sayso.intake.report_from_text` raises."""
        from sayso.intake import report_from_text

        return report_from_text(
            self.text, title=self.title, published=self.published, outlet=self.outlet, url=self.url, id=self.id
        )


def document(line: str) -> Document:
    """Read one line of a bench's JSONL: the sets name their fields differently. Raises BadDocument."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadDocument(f"no JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadDocument("no JSON object")
    fields = {key: value for key, value in row.items() if isinstance(value, str)}

    def first(*names: str) -> str | None:
        return next((fields[name] for name in names if name in fields), None)

    identity, text = first("doc_id", "docid", "id"), first("text", "doctext")
    if identity is None or text is None:
        raise BadDocument("no doc_id or no text in it")
    return Document(
        identity,
        text,
        title=first("title", "headline"),
        published=_day(first("published", "dct")),
        outlet=first("outlet", "publisher", "agency"),
        url=first("url"),
    )


def _day(written: str | None) -> date | None:
    """The day of an ISO date or time stamp; None when it is none."""
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
