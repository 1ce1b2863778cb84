"""Processes that are killed, run beside each other, or run out of disk: what was said to be stored is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from sayso.errors import LedgerError
from sayso.ledger import Ledger, Outcome
from tests.ledger.adder import reading

ROOT = Path(__file__).resolve().parents[2]


def start(where: str, first: int, count: int, *options: str) -> subprocess.Popen[str]:
    """An adder that waits for its sign."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.adder", where, str(first), str(count), *options],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def holds(where: str, told: list[str]) -> None:
    """The ledger opens, is sound, and has all that was told, each once and whole."""
    with Ledger.open(where, create=False) as ledger:
        assert ledger.check() == ()
        stored = [report.id for report in ledger.reports(current=False)]
        assert len(stored) == len(set(stored))
        assert set(told) <= set(stored)
        assert all(len(ledger.readings(report)) == 1 for report in stored)


def test_a_process_killed_at_any_moment_loses_nothing_it_reported(where: str) -> None:
    told: list[str] = []
    for heard in (1, 4, 9):
        process = start(where, len(told), 200)
        go(process)
        assert process.stdout
        lines = [process.stdout.readline().strip() for _ in range(heard)]
        process.kill()
        rest, _ = process.communicate()
        # What it said while it was being killed was said by a process that lived.
        told += [*lines, *(line for line in rest.split("\n") if len(line) == 16)]
        assert process.returncode == -9
        holds(where, told)
    with Ledger.open(where) as ledger:
        outcomes = {added.outcome for added in ledger.add(reading(number) for number in range(len(told) + 3))}
        assert Outcome.UNCHANGED in outcomes
        assert ledger.check() == ()


@pytest.mark.parametrize("step", ["before the reading", "before deriving", "while grouping"])
def test_a_process_killed_in_the_middle_of_storing_stores_nothing_of_it(where: str, step: str) -> None:
    process = start(where, 0, 3, f"die={step}")
    out, _ = process.communicate("\n")
    assert process.returncode == -9
    told = out.split()
    assert told == [reading(0).report.id]
    holds(where, told)
    with Ledger.open(where) as ledger:
        assert [report.id for report in ledger.reports()] == told
        assert [row.subject for row in ledger.journal() if row.action == "added"] == told


def test_two_writers_at_once_do_each_other_no_harm(where: str) -> None:
    writers = [start(where, 0, 14), start(where, 7, 14)]
    for writer in writers:
        go(writer)
    ended = [writer.communicate() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], [said for _, said in ended]
    told = [line for out, _ in ended for line in out.split()]
    assert len(told) == 28
    holds(where, told)
    with Ledger.open(where) as ledger:
        assert {report.id for report in ledger.reports()} == {reading(number).report.id for number in range(21)}
        one_by_one = {
            account.id: account for number in range(21) for account in ledger.accounts([reading(number).report.id])
        }
        assert len(one_by_one) == 42


def test_a_full_database_is_one_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    where = tmp_path / "small.db"
    told: list[str] = []
    with Ledger.open(where) as ledger:
        ledger.add([reading(0)])
        pages = where.stat().st_size // 4096 + 40
        event.listen(
            ledger._database._engine,
            "connect",
            lambda connection, _record: connection.execute(f"PRAGMA max_page_count = {pages}"),
        )
        with pytest.raises(
            LedgerError, match=r"^\S+small.db: the disk is full: free some space and run the same again"
        ):
            for number in range(1, 500):
                told.append(ledger.add_one(reading(number)).report)
    assert told
    holds(str(where), told)
    with Ledger.open(where) as ledger:
        ledger.add([reading(len(told) + 1)])
        assert ledger.check() == ()


def test_a_file_that_may_not_grow_is_one_clear_line_and_loses_nothing(tmp_path: Path) -> None:
    where = str(tmp_path / "limited.db")
    process = start(where, 0, 500, "limit=400000")
    out, said = process.communicate("\n")
    assert process.returncode == LedgerError.exit_code
    assert len(said.strip().splitlines()) == 1
    assert "check it and its free space" in said or "the disk is full" in said
    assert out.split()
    holds(where, out.split())
