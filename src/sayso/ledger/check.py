"""Everything in a ledger held against everything else, and what is derived derived anew."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, text

from sayso.errors import LedgerError
from sayso.incidents.derive import incident_id
from sayso.incidents.order import in_order
from sayso.ledger import archive, decisions, gathering
from sayso.ledger.database import Database
from sayso.ledger.index.checking import wrong_claims, wrong_incidents
from sayso.ledger.index.facts import ClaimEntry, entries
from sayso.ledger.journal import Scribe
from sayso.ledger.judged import resolve
from sayso.ledger.linking import derive_all, standing_on, told_by
from sayso.ledger.packing import digest, unpack_reading, unpack_report
from sayso.ledger.schema import DERIVED, accounts, block_keys, readings, reports
from sayso.ledger.sqlpool import SqlPool
from sayso.model.account import Account
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.model.span import Span

MEND = "sayso check --mend derives it anew"
RESTORE = "restore the ledger from a backup"
REREAD = "read the report again (sayso add its file) or restore the ledger from a backup"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: of what, what is wrong, and how to mend it."""

    subject: str
    what: str
    mend: str


def faults(database: Database) -> Iterator[Fault]:
    """Every fault of a ledger, as it is in one moment."""
    with database.reading() as connection:
        if database.is_sqlite:
            yield from _file(connection)
        for (report,) in connection.execute(select(reports.c.id).order_by(reports.c.seq)).all():
            yield from _report(connection, report)
        yield from _judgements(connection)
        yield from _groups(connection)
        yield from (Fault(subject, what, MEND) for subject, what in wrong_incidents(connection))


def mend(database: Database, author: str) -> int:
    """Derive all derived tables anew, in one transaction. Returns the number of reports gone through."""
    with database.writing() as connection:
        for table in DERIVED:
            connection.execute(delete(table))
        current = connection.execute(select(reports.c.id).where(archive.CURRENT).order_by(reports.c.seq))
        scribe = Scribe(connection, author)
        ids = tuple(current.scalars())
        derive_all(connection, ids, scribe)
        scribe.note("mended", "ledger", after=f"{len(ids)} reports", reason="derived anew")
    return len(ids)


def _file(connection: Connection) -> Iterator[Fault]:
    for (found,) in connection.execute(text("PRAGMA integrity_check")):
        if found != "ok":
            yield Fault("file", str(found), RESTORE)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault("file", f"a row of {row[0]} refers to one of {row[2]} that is not there", RESTORE)


def _report(connection: Connection, report_id: str) -> Iterator[Fault]:
    row = connection.execute(select(reports).where(reports.c.id == report_id)).one()
    try:
        report = unpack_report(row.body, row.text)
        chain = archive.versions(connection, report_id)
    except LedgerError as error:
        yield Fault(f"report {report_id}", str(error), RESTORE)
        return
    columns = (row.url, row.outlet, row.title, row.published)
    told = (report.url, report.outlet, report.title, report.published.day if report.published else None)
    if report.id != report_id:
        yield Fault(f"report {report_id}", "its id is not the digest of its address and text", RESTORE)
    if columns != told:
        yield Fault(f"report {report_id}", "its columns are not what its body says", RESTORE)
    if report_id not in chain or (row.replaces and row.replaces not in chain):
        yield Fault(f"report {report_id}", "it is not among the versions of its page", RESTORE)
    yield from _readings(connection, report, is_current=chain[0] == report_id)


def _readings(connection: Connection, report: Report, *, is_current: bool) -> Iterator[Fault]:
    rows = connection.execute(select(readings).where(readings.c.report == report.id).order_by(readings.c.seq)).all()
    newest: Reading | None = None
    if not rows:
        yield Fault(f"report {report.id}", "it has no reading", REREAD)
    for row in rows:
        subject = f"reading {row.seq} of report {report.id}"
        try:
            same = digest(row.body) == row.digest
            newest = unpack_reading(row.body, report)
        except LedgerError as error:
            yield Fault(subject, str(error), REREAD)
            newest = None
            continue
        if not same:
            yield Fault(subject, "its digest is not that of its body", REREAD)
        if newest.reader_id != row.reader_id:
            yield Fault(subject, "its reader is another in its body", REREAD)
        yield from (Fault(subject, what, REREAD) for what in _inner(newest))
    if newest is not None:
        yield from _derived(connection, newest, is_current=is_current)


def _inner(reading: Reading) -> Iterator[str]:
    """What is wrong within a reading: spans outside the text, references to nothing."""
    length = len(reading.report.text)
    for span in _spans(reading):
        if span.end > length:
            yield f"the span {span.begin} to {span.end} lies outside the text of {length} characters"
    events, tolls = {each.id for each in reading.events}, {each.id for each in reading.tolls}
    actors, said = {each.id for each in reading.actors}, {each.id for each in reading.attributions}
    for noun, named, there in (
        *((f"toll {each.id}", each.event, events) for each in reading.tolls),
        *((f"toll {each.id}", each.part_of, tolls) for each in reading.tolls),
        *((f"toll {each.id}", each.speaker and each.speaker.actor, actors) for each in reading.tolls),
        *((f"statement {each.id}", each.event, events) for each in reading.statements),
        *((f"statement {each.id}", each.speaker.actor, actors) for each in reading.statements),
        *((f"attribution {each.id}", each.speaker, actors) for each in reading.attributions),
        *((f"attribution {each.id}", each.parent, said) for each in reading.attributions),
    ):
        if named and named not in there:
            yield f"{noun} refers to “{named}”, which is not there"


def _spans(noun: object) -> Iterator[Span]:
    if isinstance(noun, Span):
        yield noun
    elif isinstance(noun, tuple):
        for each in noun:
            yield from _spans(each)
    elif dataclasses.is_dataclass(noun):
        for field in dataclasses.fields(noun):
            yield from _spans(getattr(noun, field.name))


def _derived(connection: Connection, reading: Reading, *, is_current: bool) -> Iterator[Fault]:
    report = reading.report.id
    told: tuple[Account, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    if is_current:
        resolved = resolve(reading, standing_on(connection, reading, archive.versions(connection, report)))
        told, claims = told_by(resolved), entries(resolved)
    stored = SqlPool(connection).of_reports([report])
    if stored != {account.id: account for account in told}:
        yield Fault(f"report {report}", "its accounts are not what its reading and judgements tell", MEND)
    yield from (Fault(f"report {report}", what, MEND) for what in wrong_claims(connection, report, claims))


def _judgements(connection: Connection) -> Iterator[Fault]:
    for judgement in decisions.every(connection):
        for anchor in (judgement.subject, judgement.other):
            if anchor is None:
                continue
            text_ = connection.execute(select(reports.c.text).where(reports.c.id == anchor.report)).scalar()
            if text_ is None or anchor.span.of(text_) != anchor.words:
                yield Fault(f"judgement {judgement.id}", "its words are not those of its report", RESTORE)


def _groups(connection: Connection) -> Iterator[Fault]:
    lost = connection.execute(select(func.count()).select_from(accounts).where(accounts.c.incident.is_(None)))
    if number := lost.scalar_one():
        yield Fault("accounts", f"{number} are in no incident", MEND)
    wanted = select(accounts.c.incident).where(accounts.c.incident.is_not(None)).distinct()
    for (incident,) in connection.execute(wanted).all():
        members = gathering.members(connection, [incident])[incident]
        if incident_id(in_order(members)[0].id) != incident:
            yield Fault(f"incident {incident}", "its id is not that of its first account", MEND)
    keyless = select(func.count(func.distinct(block_keys.c.account))).where(
        block_keys.c.account.not_in(select(accounts.c.id))
    )
    if number := connection.execute(keyless).scalar_one():
        yield Fault("block keys", f"{number} are of accounts that are not there", MEND)
