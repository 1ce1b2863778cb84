from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from sayso.errors import LedgerError
from sayso.ledger import Ledger, database
from sayso.ledger.schema import FOR_GOOD, HEAD, escaped, metadata, unescaped
from tests.ledger import postgres
from tests.ledger.made import read, report


def test_the_migrations_make_the_tables_that_the_code_names(ledger: Ledger) -> None:
    with ledger._database.reading() as connection:
        # Full-text search is not among them: SQLite has virtual tables for it, PostgreSQL generated columns.
        opts = {"compare_type": True, "include_object": lambda _, name, *_more: not (name or "").startswith("fts")}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(files("sayso.ledger") / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_postgresql_is_brought_to_this_version_from_nothing(postgres_server: str) -> None:
    postgres.create_database(postgres_server, "from_nothing")
    with Ledger.open(postgres_server.format(database="from_nothing")) as ledger:
        ledger.add([read(report("Holm"))])
        assert ledger.check() == ()


@pytest.mark.parametrize("table", [table.name for table in FOR_GOOD])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_what_is_kept_for_good_is_never_changed(ledger: Ledger, table: str, change: str) -> None:
    from sayso.model.judgement import Decision

    told = read(report("Holm"))
    ledger.add([told])
    for _ in range(2):
        ledger.judge(Decision.ACCEPT, f"{told.report.id}/e1", author="ana")
    column = next(iter(metadata.tables[table].columns)).name
    with pytest.raises(LedgerError, match="never changed or deleted"), ledger._database.writing() as connection:
        connection.execute(text(change.format(table, column, column)))


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_stored_and_comes_back(words: str) -> None:
    stored = escaped(words)
    assert unescaped(stored) == words
    assert "\0" not in stored
    stored.encode("utf-8")


def test_an_older_ledger_is_copied_before_it_is_brought_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = tmp_path / "old.db"
    with Ledger.open(where) as ledger:
        ledger.add([read(report("Holm"))])
        assert ledger.backed_up is None
    monkeypatch.setattr(database, "HEAD", "9999")
    monkeypatch.setattr(database, "_upgrade", lambda connection: connection.execute(
        text("UPDATE alembic_version SET version_num = '9999'")))  # fmt: skip
    with Ledger.open(where) as ledger:
        assert ledger.backed_up == tmp_path / "old.db.before-9999"
    monkeypatch.undo()
    with Ledger.open(tmp_path / "old.db.before-9999") as copy:
        assert copy.check() == ()
        assert copy.status().reports == 1
    with pytest.raises(LedgerError, match="written by a newer sayso"):
        Ledger.open(where)


def test_what_is_no_ledger_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Ana, " * 500)
    other = tmp_path / "other.db"
    with pytest.raises(LedgerError, match=r"there is no ledger at .*`sayso add` makes one"):
        Ledger.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(LedgerError, match="it is no ledger"):
        Ledger.open(tmp_path / "letter.db")
    with pytest.raises(LedgerError, match="check that its folder exists"):
        Ledger.open(tmp_path / "no" / "folder.db")
    with pytest.raises(LedgerError, match="not mysql://"):
        Ledger.open("mysql://ana@host/sayso")
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE reports (x)")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match="is another program's database"):
        Ledger.open(other)


def test_no_error_tells_the_password(postgres_server: str) -> None:
    address = postgres_server.format(database="nowhere").replace("sayso@", "sayso:geheim@")
    with pytest.raises(LedgerError, match="there is no such database") as caught:
        Ledger.open(address)
    assert "geheim" not in str(caught.value)


def test_a_backup_is_whole_while_others_write(tmp_path: Path) -> None:
    where, copy = tmp_path / "a.db", tmp_path / "copy.db"
    with Ledger.open(where) as ledger, Ledger.open(where) as other:
        ledger.add([read(report("Holm"))])
        with other._database.writing() as connection:
            connection.execute(text("UPDATE reports SET outlet = 'half done'"))
            ledger.backup(copy)
        with pytest.raises(LedgerError, match="is the ledger itself"):
            ledger.backup(where)
        with pytest.raises(LedgerError, match="cannot be"):
            ledger.backup(tmp_path / "no" / "folder.db")
    with Ledger.open(copy, create=False) as copied:
        assert [each.outlet for each in copied.reports()] == ["Example Herald"]
        assert re.search("half", str(list(copied.reports()))) is None
        assert not list(tmp_path.glob("*.part"))


def test_postgresql_is_backed_up_by_its_own_means(fresh: Callable[[], str], tmp_path: Path) -> None:
    where = fresh()
    if where.startswith("postgresql"):
        with Ledger.open(where) as ledger, pytest.raises(LedgerError, match="pg_dump"):
            ledger.backup(tmp_path / "copy.db")
