"""Reports, their versions and their readings, as rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import Connection, Row, Select, func, select, update

from sayso.errors import LedgerError
from sayso.ledger.database import chunks, now
from sayso.ledger.index import search
from sayso.ledger.packing import pack_reading, pack_report, unpack_reading, unpack_report
from sayso.ledger.schema import readings, reports
from sayso.model.overview import Listing
from sayso.model.reading import Reading
from sayso.model.report import Report

_ONE_READ = 200  # rows fetched at a time
_TOLD = ("title", "outlet", "author", "published", "given_id")  # what a second telling of a report can complete
_LATER = reports.alias("later")
CURRENT = ~select(_LATER.c.id).where(_LATER.c.replaces == reports.c.id).exists()


@dataclass(frozen=True, slots=True)
class Version:
    """Where a report stands among the versions of its page: `earlier` is the one it replaces, `later` its own."""

    earlier: str | None
    later: str | None


def report(connection: Connection, report_id: str) -> Report | None:
    """The report with this id."""
    row = connection.execute(select(reports).where(reports.c.id == report_id)).one_or_none()
    return None if row is None else _report(row)


def all_reports(connection: Connection, *, current: bool) -> Iterator[Report]:
    """All reports in the order of adding, without those that a later version replaces when `current`."""
    last = 0
    while True:
        wanted = select(reports).where(reports.c.seq > last).order_by(reports.c.seq).limit(_ONE_READ)
        rows = connection.execute(wanted.where(CURRENT) if current else wanted).all()
        yield from map(_report, rows)
        if len(rows) < _ONE_READ:
            return
        last = rows[-1].seq


def add_report(connection: Connection, new: Report, fingerprint: bytes) -> Version:
    """Store a report that is not there yet, in its place among the versions of its page.

    `fingerprint` is that of its text, by which copies are known.
    The later version is the one published later; where that is not known, the one added later.
    """
    chain = page(connection, new.url)
    days = dict(connection.execute(select(reports.c.id, reports.c.published).where(reports.c.id.in_(chain))).all())
    later: str | None = None
    earlier: str | None = None
    for version in chain:
        day = days[version]
        if not (day and new.published and day > new.published.day):
            earlier = version
            break
        later = version
    connection.execute(
        reports.insert().values(
            id=new.id, url=new.url, url_digest=_url_digest(new.url), outlet=new.outlet, title=new.title,
            published=new.published.day if new.published else None, text=new.text, body=pack_report(new), added=now(),
            fingerprint=fingerprint,
        )
    )  # fmt: skip
    search.learn(connection, "fts_reports", reports.c.id == new.id)
    if later:
        connection.execute(update(reports).where(reports.c.id == later).values(replaces=new.id))
    if earlier:
        connection.execute(update(reports).where(reports.c.id == new.id).values(replaces=earlier))
    return Version(earlier, later)


def page(connection: Connection, url: str | None) -> tuple[str, ...]:
    """The ids of all versions of a page, the newest first; none for no address."""
    if url is None:
        return ()
    wanted = select(reports.c.id, reports.c.replaces).where(
        reports.c.url_digest == _url_digest(url), reports.c.url == url
    )
    return chained(dict(connection.execute(wanted).all()))


def versions(connection: Connection, report_id: str) -> tuple[str, ...]:
    """The ids of all versions of this report's page, the newest first; itself alone when it has no address."""
    url = connection.execute(select(reports.c.url).where(reports.c.id == report_id)).scalar()
    return page(connection, url) or (report_id,)


def chained(replaces: dict[str, str | None]) -> tuple[str, ...]:
    """The versions of one page, the newest first. Raises LedgerError when they form no chain."""
    heads = replaces.keys() - set(replaces.values())
    if not replaces:
        return ()
    chain: list[str] = []
    version: str | None = next(iter(heads)) if len(heads) == 1 else None
    while version is not None and version in replaces and version not in chain:
        chain.append(version)
        version = replaces[version]
    if len(chain) != len(replaces):
        raise LedgerError(f"the versions {', '.join(sorted(replaces))} form no chain: run `sayso check`")
    return tuple(chain)


def completed(old: Report, new: Report) -> Report:
    """`old` with what only `new` tells: nothing that is known gives way, but an inferred day does to a given one."""
    missing = {name: getattr(new, name) for name in _TOLD if getattr(old, name) is None}
    if old.published and old.published.inferred_from and new.published and not new.published.inferred_from:
        missing["published"] = new.published
    return replace(old, **{name: value for name, value in missing.items() if value is not None})


def differences(old: Report, new: Report) -> Iterator[tuple[str, str | None, str | None]]:
    """The fields in which two tellings of one report differ, with both values in words."""
    for field in fields(Report):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after and field.name in _TOLD:
            yield field.name, _words(before), _words(after)


def fingerprints(connection: Connection, ids: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    """Report ids and fingerprints in order of publication (unknown last), then of id."""
    columns = select(reports.c.id, reports.c.fingerprint, reports.c.published)
    rows = [row for some in chunks(ids) for row in connection.execute(columns.where(reports.c.id.in_(some)))]
    rows.sort(key=lambda row: (row.published or date.max, row.id))
    return tuple((row.id, row.fingerprint or b"") for row in rows)


def retell(connection: Connection, new: Report) -> None:
    """Put what is known about a report in the place of what was known. Its text stays."""
    search.forget(connection, "fts_reports", reports.c.id == new.id)
    connection.execute(
        update(reports)
        .where(reports.c.id == new.id)
        .values(
            outlet=new.outlet,
            title=new.title,
            published=new.published.day if new.published else None,
            body=pack_report(new),
        )
    )
    search.learn(connection, "fts_reports", reports.c.id == new.id)


def some_reports(connection: Connection, page: int, size: int) -> Listing[Report]:
    """A page of the current reports, those added last first; pages count from 1."""
    rows = connection.execute(
        select(reports).where(CURRENT).order_by(reports.c.seq.desc()).limit(size).offset((page - 1) * size)
    )
    total = connection.execute(select(func.count()).select_from(reports).where(CURRENT)).scalar_one()
    return Listing(tuple(_report(row) for row in rows), total, page, size)


def add_reading(connection: Connection, reading: Reading) -> None:
    """Store one more reading of a report: the one in force from now on."""
    body, digest = pack_reading(reading)
    connection.execute(
        readings.insert().values(
            report=reading.report.id, reader_id=reading.reader_id, digest=digest, body=body, made=now()
        )
    )


def reading(connection: Connection, of: Report) -> Reading:
    """The newest reading of a report. Raises LedgerError when there is none."""
    row = connection.execute(_newest(of.id)).first()
    if row is None:
        raise LedgerError(f"report {of.id} has no reading: run `sayso check`")
    return unpack_reading(row.body, of)


def all_readings(connection: Connection, of: Report) -> Iterator[Reading]:
    """Every reading of a report, oldest first."""
    wanted = select(readings.c.body).where(readings.c.report == of.id).order_by(readings.c.seq)
    for (body,) in connection.execute(wanted):
        yield unpack_reading(body, of)


def reader_of(connection: Connection, report_id: str) -> str | None:
    """The reader of the newest reading of a report; None for a report that is not there."""
    row = connection.execute(_newest(report_id)).first()
    return None if row is None else str(row.reader_id)


def read_by_others(connection: Connection, reader_id: str) -> tuple[str, ...]:
    """Reports whose newest reading is another reader's, in the order of adding."""
    newest = select(func.max(readings.c.seq)).group_by(readings.c.report)
    wanted = (
        select(reports.c.id)
        .join(readings, readings.c.report == reports.c.id)
        .where(readings.c.seq.in_(newest), readings.c.reader_id != reader_id)
        .order_by(reports.c.seq)
    )
    return tuple(connection.execute(wanted).scalars())


def _newest(report_id: str) -> Select[tuple[str, bytes]]:
    return (
        select(readings.c.reader_id, readings.c.body)
        .where(readings.c.report == report_id)
        .order_by(readings.c.seq.desc())
        .limit(1)
    )


def _report(row: Row[tuple[object, ...]]) -> Report:
    return unpack_report(row.body, row.text)


def _url_digest(url: str | None) -> str | None:
    return None if url is None else hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _words(value: object) -> str | None:
    day = getattr(value, "day", value)
    return None if day is None else str(day)
