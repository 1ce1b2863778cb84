"""The index kept up: rows written where something changed, all rows written anew, and rows held against the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from sayso.incidents.derive import derive
from sayso.incidents.independence import copies
from sayso.ledger import archive
from sayso.ledger.database import chunks
from sayso.ledger.index import search
from sayso.ledger.index.facts import ClaimEntry
from sayso.ledger.index.incident_entry import IncidentEntry, entry
from sayso.ledger.packing import pack, unpack
from sayso.ledger.schema import accounts, claim_rows, incident_links, incident_rows, report_rows
from sayso.model.account import Account
from sayso.model.claim import Measure

_COLUMNS = tuple(field.name for field in fields(ClaimEntry))
_PLACE = ("voice", "incident", "contested", "doubt", "rank", "why")  # what its incident says of a claim
_PLACED = (
    update(claim_rows)
    .where(claim_rows.c.id == bindparam("of_id"), claim_rows.c.noun == bindparam("of_noun"))
    .values({name: bindparam(name) for name in _PLACE})
)
_AT_ONCE = 200  # incidents put together at a time


def index_page(
    connection: Connection, chain: Sequence[str], entries: Sequence[ClaimEntry], incidents: Iterable[str]
) -> None:
    """Write the claims of a page anew and what follows from them.

    `chain` are the versions of the page, `entries` the claims of the current one, and `incidents` all that had or have
    accounts of it, or whose accounts moved.
    """
    there = claim_rows.c.report.in_(chain)
    search.forget(connection, "fts_claims", there)
    connection.execute(delete(claim_rows).where(there))
    add_claims(connection, entries)
    search.learn(connection, "fts_claims", there)
    reports = index_incidents(connection, incidents)
    index_reports(connection, {*chain, *reports})


def add_claims(connection: Connection, entries: Sequence[ClaimEntry]) -> None:
    """Write rows of claims that are not there yet; `search` is not told."""
    if entries:
        connection.execute(insert(claim_rows), [asdict(each) for each in entries])


def index_incidents(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Write these incidents anew, also those that are no more. Returns the reports whose claims they changed."""
    changed: set[str] = set()
    for some in chunks(sorted(set(ids))):
        connection.execute(delete(incident_links).where(incident_links.c.incident.in_(some)))
        connection.execute(delete(incident_rows).where(incident_rows.c.id.in_(some)))
        rows, links, claims = [], [], []
        for made, before in made_entries(connection, some):
            rows.append(incident_columns(made))
            links += [{**asdict(link), "incident": made.row.id} for link in made.links]
            claims += [claim for claim in made.claims if before[claim.id, claim.noun] != claim]
        if rows:
            connection.execute(insert(incident_rows), rows)
        if links:
            connection.execute(insert(incident_links), links)
        if claims:
            connection.execute(_PLACED, [_placed(claim) for claim in claims])
        changed |= {claim.report for claim in claims}
    return changed


def index_reports(connection: Connection, reports: Iterable[str]) -> None:
    """Write these reports' places in the review queue anew."""
    for some in chunks(sorted(set(reports))):
        connection.execute(delete(report_rows).where(report_rows.c.report.in_(some)))
        rows = list(queued(connection, some))
        if rows:
            connection.execute(insert(report_rows), rows)


def reindex(connection: Connection) -> None:
    """Write all incidents and the queue anew, from claims that are there."""
    search.relearn(connection)
    connection.execute(delete(incident_links))
    connection.execute(delete(incident_rows))
    connection.execute(delete(report_rows))
    for some in chunks(every_incident(connection)):
        index_incidents(connection, some)
    index_reports(connection, connection.execute(select(claim_rows.c.report).distinct()).scalars().all())


def made_entries(
    connection: Connection, ids: Sequence[str]
) -> Iterator[tuple[IncidentEntry, Mapping[tuple[str, str], ClaimEntry]]]:
    """These incidents as the index has them, from their accounts; and their claims' rows as they are stored."""
    told: defaultdict[str, list[Account]] = defaultdict(list)
    for some in chunks(ids):
        wanted = select(accounts.c.incident, accounts.c.body).where(accounts.c.incident.in_(some))
        for row in connection.execute(wanted.order_by(accounts.c.incident)):
            told[row.incident].append(unpack(Account, row.body))
    stored = _claims_of(connection, [account.id for members in told.values() for account in members])
    for members in told.values():
        reports = sorted({account.report for account in members})
        prints = copies(archive.fingerprints(connection, reports)) if len(reports) > 1 else {}
        rows = [each for account in members for each in stored.get(account.id, ())]
        made = entry(derive(members, copies=prints), rows)
        yield made, {(each.id, each.noun): each for each in rows}


def queued(connection: Connection, reports: Sequence[str]) -> Iterator[dict[str, object]]:
    """The rows of `report_rows` that these reports' claims give."""
    table = claim_rows.c
    wanted = select(table.report, table.decided, table.doubt, table.rank, table.why)
    by_report: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(wanted.where(table.report.in_(reports)).order_by(table.id, table.noun)):
        by_report[row.report].append(row)
    for report, rows in by_report.items():
        worst = max(rows, key=lambda row: row.doubt)
        yield {
            "report": report,
            "claims": len(rows),
            "decided": sum(row.decided for row in rows),
            "doubt": worst.doubt,
            "rank": max(row.rank for row in rows),
            "why": worst.why,
        }


def every_incident(connection: Connection) -> Iterator[str]:
    """The ids of all incidents that accounts are grouped into, in order."""
    last = ""
    while True:
        column = accounts.c.incident
        wanted = select(column).where(column > last).distinct().order_by(column).limit(_AT_ONCE)
        ids = [each for each in connection.execute(wanted).scalars() if each]
        yield from ids
        if len(ids) < _AT_ONCE:
            return
        last = ids[-1]


def _claims_of(connection: Connection, ids: Iterable[str]) -> Mapping[str, list[ClaimEntry]]:
    """The rows of the claims told of these accounts, by account."""
    found: defaultdict[str, list[ClaimEntry]] = defaultdict(list)
    for some in chunks(ids):
        for row in connection.execute(select(claim_rows).where(claim_rows.c.account.in_(some))):
            found[row.account].append(claim_entry(row))
    return found


def claim_entry(row: Row[tuple[object, ...]]) -> ClaimEntry:
    """The row of `claim_rows` as a noun."""
    values = row._mapping
    return ClaimEntry(**{name: values[name] for name in _COLUMNS})


def _placed(claim: ClaimEntry) -> dict[str, object]:
    values = {name: getattr(claim, name) for name in _PLACE}
    return {"of_id": claim.id, "of_noun": claim.noun, **values}


def incident_columns(made: IncidentEntry) -> dict[str, object]:
    """The row of `incident_rows`."""
    row = made.row
    return {
        "id": row.id,
        "type": row.type.value,
        "first": row.first,
        "last": row.last,
        "place": row.place,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "exactness": made.exactness,
        "killed": made.number(Measure.KILLED),
        "toll": made.number(Measure.KILLED, Measure.INJURED),
        "contested": int(bool(row.contested)),
        "independent": row.independent,
        "claims": row.claims,
        "judged": row.judged,
        "doubt": row.doubt,
        "body": pack(row),
    }
