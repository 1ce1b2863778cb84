"""The journal: who or what changed which value when, and why. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from sayso.ledger.database import now
from sayso.ledger.schema import journal


@dataclass(frozen=True, slots=True)
class Change:
    """One row. `subject` is the id of what changed, `field` the part of it, `before` and `after` None for nothing."""

    made: datetime
    author: str
    action: str
    subject: str
    field: str = ""
    before: str | None = None
    after: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes the journal within one transaction, for one author."""

    connection: Connection
    author: str

    def note(
        self,
        action: str,
        subject: str,
        field: str = "",
        *,
        before: str | None = None,
        after: str | None,
        reason: str = "",
    ) -> None:
        """Add a row."""
        self.connection.execute(
            journal.insert().values(
                made=now(), author=self.author, action=action, subject=subject, field=field, before=before, after=after,
                reason=reason,
            )
        )  # fmt: skip


def changes(connection: Connection, subject: str | None = None) -> Iterator[Change]:
    """The journal, oldest first; of one subject alone when it is given."""
    wanted = select(journal).order_by(journal.c.seq)
    if subject is not None:
        wanted = wanted.where(journal.c.subject == subject)
    for row in connection.execute(wanted):
        yield Change(
            datetime.fromisoformat(row.made), row.author, row.action, row.subject, row.field, row.before, row.after,
            row.reason,
        )  # fmt: skip


def once_in(connection: Connection, incident: str) -> tuple[str, ...]:
    """The ids of the accounts that were moved out of this incident, or left it, at any time."""
    wanted = select(journal.c.subject).where(journal.c.field == "incident", journal.c.before == incident)
    return tuple(connection.execute(wanted.distinct().order_by(journal.c.subject)).scalars())
