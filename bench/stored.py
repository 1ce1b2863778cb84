"""`python -m bench.stored`: what linking one more report costs in a ledger file, by its size.

The reports of `bench.news` are linked in memory and written to a new SQLite ledger (reports, accounts, block keys,
ties, incidents); then reports are added one at a time, each in a transaction of its own, by the code that every ledger
links with. Reading a report and keeping the desk's index are not timed. `--doc` writes the table into a page.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, insert

from bench import news
from sayso.incidents.derive import incident_id
from sayso.incidents.memory import MemoryPool
from sayso.incidents.pool import join
from sayso.ledger import schema
from sayso.ledger.database import Database, chunks, now
from sayso.ledger.packing import pack
from sayso.ledger.sqlpool import SqlPool
from sayso.model.account import Account

SIZES = (1_000, 3_000, 10_000)
ADDED = 100
MARKS = ("<!-- stored -->", "<!-- /stored -->")


@dataclass(frozen=True, slots=True)
class Stored:
    """One size: the file in MB; milliseconds of the processor to add one report, the median and the mean."""

    reports: int
    megabytes: float
    median_ms: float
    mean_ms: float


def measure(size: int, folder: Path) -> Stored:
    """Fill a ledger with so many reports, then add some."""
    coming = (account for account, _ in news.reports(size + ADDED))
    pool = MemoryPool()
    join(pool, islice(coming, size))
    path = folder / f"{size}.db"
    database = Database(path, create=True)
    with database.writing() as connection:
        fill(connection, pool)
    taken = []
    for one in coming:
        begun = time.process_time()
        with database.writing() as connection:
            _reports(connection, [one])
            join(SqlPool(connection), [one])
        taken.append(1000 * (time.process_time() - begun))
    database.close()
    return Stored(size, path.stat().st_size / 1e6, statistics.median(taken), statistics.mean(taken))


def fill(connection: Connection, pool: MemoryPool) -> None:
    """Write what is linked in memory to an empty ledger."""
    incident = {one: incident_id(group[0]) for group in pool.groups for one in group}
    for some in chunks(sorted(incident)):
        accounts = list(pool.accounts(some).values())
        _reports(connection, accounts)
        connection.execute(
            insert(schema.accounts),
            [
                {"id": a.id, "report": a.report, "published": a.published, "body": pack(a), "incident": incident[a.id]}
                for a in accounts
            ],
        )
        keys = [{"key": key, "account": one} for one, theirs in pool.keys(some).items() for key in theirs]
        connection.execute(insert(schema.block_keys), keys)
    for some in chunks(sorted(incident)):
        first = frozenset(some)
        ties = [
            {"one": t.one, "other": t.other, "score": t.score, "reasons": "[]", "judged": t.judged}
            for t in pool.ties(some)
            if t.one in first
        ]
        if ties:
            connection.execute(insert(schema.ties), ties)


def _reports(connection: Connection, accounts: Iterable[Account]) -> None:
    at = now()
    rows = [
        {
            "id": a.report,
            "title": a.title,
            "published": a.published,
            "text": "\n".join(a.words),
            "body": b"",
            "added": at,
        }
        for a in accounts
    ]
    connection.execute(insert(schema.reports), rows)


def table(found: Sequence[Stored]) -> str:
    """The figures as a table in Markdown."""
    rows = ["| reports in the file | its size | one more (median) | (mean) |", "| ---: | ---: | ---: | ---: |"]
    rows += [f"| {s.reports:,} | {s.megabytes:.0f} MB | {s.median_ms:.0f} ms | {s.mean_ms:.0f} ms |" for s in found]
    return "\n".join(rows)


def write(page: Path, shown: str) -> None:
    """Put the table between its marks in a page."""
    before, rest = page.read_text(encoding="utf-8").split(MARKS[0])
    page.write_text(f"{before}{MARKS[0]}\n{shown}\n{MARKS[1]}{rest.split(MARKS[1])[1]}", encoding="utf-8")


def main() -> None:
    """Measure every size, print the table, write it where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.stored", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--doc", type=Path, default=None, help="a page to write the table into")
    options = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory(prefix="sayso-stored-") as folder:
        for size in sorted(options.sizes):
            found.append(measure(size, Path(folder)))
            print(found[-1], flush=True)
            if options.doc:
                write(options.doc, table(found))
    print(table(found))


if __name__ == "__main__":
    main()
