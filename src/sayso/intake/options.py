"""What the user knows about the reports, and what is handed back for one that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sayso.errors import SaysoError

FIELDS = ("text", "title", "published", "outlet", "author", "url", "id")
MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What the user says about the reports.

    `published`, `outlet` and `title` stand for what a report does not say itself. `columns` maps a column of a
    JSONL or CSV file to the field it holds, `{"body": "text"}`; columns named like a field need no mention.
    `max_bytes` bounds one report: a file, a page, or a line of a JSONL. Raises ValueError for an unknown field.
    """

    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES

    def __post_init__(self) -> None:
        """Check the columns."""
        for column, name in self.columns.items():
            if name not in FIELDS:
                raise ValueError(f"column “{column}” cannot hold “{name}”: the fields are {', '.join(FIELDS)}")


DEFAULTS = IntakeOptions()


@dataclass(frozen=True, slots=True)
class Failure:
    """One report that could not be read: where it came from, and why."""

    origin: str
    error: SaysoError
