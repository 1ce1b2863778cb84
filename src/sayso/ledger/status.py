"""How much a ledger holds, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, FromClause, func, select, text

from sayso.ledger import decisions, schema
from sayso.ledger.archive import CURRENT
from sayso.ledger.database import Database


@dataclass(frozen=True, slots=True)
class Status:
    """What is in a ledger. `reports` are current ones, `replaced` earlier versions of their pages, `size` in bytes.

    `readers` counts the reports whose newest reading is this reader's. `standing` judgements are in force.
    """

    where: str
    schema: str
    size: int
    reports: int
    replaced: int
    readings: int
    accounts: int
    incidents: int
    judgements: int
    standing: int
    looks: int
    readers: Mapping[str, int]
    last_change: datetime | None


def status(database: Database) -> Status:
    """Count everything. Raises LedgerError when the database cannot be read."""
    with database.reading() as connection:
        made = decisions.every(connection)
        all_reports = _count(connection, schema.reports)
        current = connection.execute(select(func.count()).select_from(schema.reports).where(CURRENT)).scalar_one()
        last = connection.execute(select(func.max(schema.journal.c.made))).scalar()
        grouped = select(func.count(func.distinct(schema.accounts.c.incident)))
        return Status(
            where=database.where,
            schema=schema.HEAD,
            size=_size(connection, database),
            reports=current,
            replaced=all_reports - current,
            readings=_count(connection, schema.readings),
            accounts=_count(connection, schema.accounts),
            incidents=connection.execute(grouped).scalar_one(),
            judgements=len(made),
            standing=len(decisions.standing(made)),
            looks=_count(connection, schema.looks),
            readers=_readers(connection),
            last_change=None if last is None else datetime.fromisoformat(last),
        )


def _count(connection: Connection, table: FromClause) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _readers(connection: Connection) -> dict[str, int]:
    table = schema.readings
    newest = select(func.max(table.c.seq)).group_by(table.c.report)
    wanted = select(table.c.reader_id, func.count()).where(table.c.seq.in_(newest)).group_by(table.c.reader_id)
    return dict(sorted(connection.execute(wanted), key=lambda row: (-row[1], row[0])))


def _size(connection: Connection, database: Database) -> int:
    if database.is_sqlite:
        pages, size = (connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
        return int(pages) * int(size)
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
