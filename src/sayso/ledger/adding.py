"""One reading into the ledger: new, a new version of a page, read anew, completed, or nothing to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Connection

from sayso.errors import LedgerError
from sayso.incidents.independence import fingerprint
from sayso.ledger import archive
from sayso.ledger.journal import Scribe
from sayso.ledger.judged import Look
from sayso.ledger.linking import derive_page
from sayso.model.reading import Reading
from sayso.model.report import Report

_LONGEST_ID = 120  # characters of an id that is local to a reading


class Outcome(StrEnum):
    """What adding a reading did."""

    NEW = "new"
    VERSION = "version"  # of a page that the ledger had with another text
    REREAD = "reread"  # by another reader than before
    COMPLETED = "completed"  # something is known now that was not: a day, an outlet
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one reading. `replaces` is the earlier version of its page, `replaced_by` the later one.

    `accounts` are the events told by the page's current version; `looks` the judgements that need a look now.
    """

    report: str
    outcome: Outcome
    replaces: str | None = None
    replaced_by: str | None = None
    accounts: int = 0
    looks: tuple[Look, ...] = ()


def store(connection: Connection, reading: Reading, author: str) -> Added:
    """Store a reading, its report if that is new, and all that is derived from it. Nothing changes the second time.

    Raises LedgerError when an id of the reading is none.
    """
    _check_ids(reading)
    scribe = Scribe(connection, author)
    old = archive.report(connection, reading.report.id)
    if old is None:
        return _new(connection, reading, scribe)
    if (old.text, old.url) != (reading.report.text, reading.report.url):
        raise LedgerError(f"two reports have the id {old.id}: keep one of them in another ledger")
    known = archive.completed(old, reading.report)
    reader = archive.reader_of(connection, old.id)
    if reader == reading.reader_id and known == old:
        return Added(old.id, Outcome.UNCHANGED)
    if known != old:
        for field, before, after in archive.differences(old, known):
            scribe.note("completed", old.id, field, before=before, after=after, reason="told when added again")
        archive.retell(connection, known)
    scribe.note("read", old.id, "reading", before=reader, after=reading.reader_id)
    archive.add_reading(connection, replace(reading, report=known))
    derived = derive_page(connection, old.id, scribe)
    outcome = Outcome.COMPLETED if reader == reading.reader_id else Outcome.REREAD
    return Added(old.id, outcome, accounts=len(derived.accounts), looks=derived.looks)


def to_read(connection: Connection, report: Report, reader_id: str) -> Report | None:
    """The report with what the ledger knows of it; None when this reader has read it and it tells nothing more."""
    old = archive.report(connection, report.id)
    if old is None:
        return report
    known = archive.completed(old, report)
    if known == old and archive.reader_of(connection, old.id) == reader_id:
        return None
    return known


def _new(connection: Connection, reading: Reading, scribe: Scribe) -> Added:
    report = reading.report
    version = archive.add_report(connection, report, fingerprint(report.text))
    scribe.note("added", report.id, "report", before=version.earlier, after=report.id, reason=report.origin)
    scribe.note("read", report.id, "reading", after=reading.reader_id)
    archive.add_reading(connection, reading)
    derived = derive_page(connection, report.id, scribe)
    outcome = Outcome.VERSION if version.earlier or version.later else Outcome.NEW
    return Added(report.id, outcome, version.earlier, version.later, len(derived.accounts), derived.looks)


def _check_ids(reading: Reading) -> None:
    for name in _ids(reading):
        if not 0 < len(name) <= _LONGEST_ID:
            raise LedgerError(f"“{name[:20]}…” is no id: ids of a reading have 1 to {_LONGEST_ID} characters")


def _ids(reading: Reading) -> Iterator[str]:
    for nouns in (reading.events, reading.tolls, reading.statements):
        yield from (noun.id for noun in nouns)
