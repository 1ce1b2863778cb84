"""The index held against what it is derived from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection, func, select

from sayso.errors import LedgerError
from sayso.ledger.database import chunks
from sayso.ledger.index.facts import ClaimEntry
from sayso.ledger.index.incident_entry import IncidentEntry
from sayso.ledger.index.keeping import claim_entry, every_incident, incident_columns, made_entries, queued
from sayso.ledger.packing import unpack
from sayso.ledger.schema import accounts, claim_rows, incident_links, incident_rows, report_rows, reports
from sayso.model.overview import IncidentRow

_WRONG_CLAIMS = "its claims in the index are not what its reading and judgements tell"
_WRONG_ROW = "its row in the index is not what its accounts tell"
_AT_ONCE = 100


def wrong_claims(connection: Connection, report: str, entries: Sequence[ClaimEntry]) -> Iterator[str]:
    """What is wrong with the rows of a report's claims, which should be `entries` (none for no current report)."""
    rows = connection.execute(select(claim_rows).where(claim_rows.c.report == report))
    stored = {(each.id, each.noun): _bare(each) for each in map(claim_entry, rows)}
    if stored != {(each.id, each.noun): _bare(each) for each in entries}:
        yield _WRONG_CLAIMS


def wrong_incidents(connection: Connection) -> Iterator[tuple[str, str]]:
    """What is wrong with the rows of incidents and of the review queue: of what, and what it is."""
    for some in chunks(every_incident(connection)):
        for made, stored in made_entries(connection, some):
            if {(one.id, one.noun): one for one in made.claims} != stored or not _is_stored(connection, made):
                yield f"incident {made.row.id}", _WRONG_ROW
    grouped = select(accounts.c.incident).where(accounts.c.incident.is_not(None))
    for table, column in ((incident_rows, incident_rows.c.id), (incident_links, incident_links.c.incident)):
        over = select(func.count()).select_from(table).where(column.not_in(grouped))
        if number := connection.execute(over).scalar_one():
            yield "index", f"{number} rows of {table.name} are of incidents that are not there"
    yield from _wrong_queue(connection)


def _wrong_queue(connection: Connection) -> Iterator[tuple[str, str]]:
    for some in chunks(connection.execute(select(reports.c.id).order_by(reports.c.id)).scalars().all()):
        rows = connection.execute(select(report_rows).where(report_rows.c.report.in_(some)))
        stored = {row.report: dict(row._mapping) for row in rows}
        for report, row in {str(row["report"]): row for row in queued(connection, some)}.items():
            if stored.pop(report, None) != row:
                yield f"report {report}", "its place in the review queue is not what its claims give"
        for report in stored:
            yield f"report {report}", "it is in the review queue without a claim"


def _is_stored(connection: Connection, made: IncidentEntry) -> bool:
    row = connection.execute(select(incident_rows).where(incident_rows.c.id == made.row.id)).one_or_none()
    links = connection.execute(select(incident_links).where(incident_links.c.incident == made.row.id))
    if row is None:
        return False
    try:
        same = unpack(IncidentRow, row.body) == made.row
    except LedgerError:
        return False
    told = {name: value for name, value in incident_columns(made).items() if name != "body"}
    stored = {name: value for name, value in row._mapping.items() if name != "body"}
    linked = [{**asdict(link), "incident": made.row.id} for link in made.links]
    return same and told == stored and _sorted(map(dict, (link._mapping for link in links))) == _sorted(linked)


def _sorted(rows: Iterator[dict[str, object]] | list[dict[str, object]]) -> list[tuple[tuple[str, object], ...]]:
    return sorted(tuple(sorted(row.items())) for row in rows)


def _bare(entry: ClaimEntry) -> ClaimEntry:
    """The entry without what its incident says of it; whole where it is in none."""
    if entry.account is None:
        return entry
    return replace(entry, voice=None, incident=None, contested=False, doubt=0.0, rank=0.0, why="")
