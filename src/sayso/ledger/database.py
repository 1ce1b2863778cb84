"""Opening a ledger's database, its transactions, and its errors in words that say what to do."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from sayso.errors import LedgerError
from sayso.ledger.schema import HEAD

WAIT = 60  # seconds that a writer waits for another
_LOCK = 0x7361_7973_6F  # "sayso": one writer at a time on PostgreSQL, as SQLite has it by itself
_WRITING = "sayso_writing"
_WAL_TRIES = 50
_AT_ONCE = 500
_INDEXED = "0002"  # the schema that has the index of the review desk
_MANY = 1000  # reports that take longer to index than one waits without a word

_LOG = logging.getLogger(__name__)  # nobody listens: warnings go to standard error

T = TypeVar("T")

# What a database says, by its words, and what that means for the user. The first that fits holds.
_MEANING = (
    ("database or disk is full", "the disk is full: free some space and run the same again; all stored before is safe"),
    ("no space left on device", "the database's disk is full: free some space and run the same again; all is safe"),
    ("disk i/o error", "the disk gave an error: check it and its free space, then run `sayso check`"),
    ("database is locked", f"another program has been writing for over {WAIT} seconds: let it end, then try again"),
    ("file is not a database", "it is no ledger: give another file with --ledger, or restore it from a backup"),
    ("malformed", "the file is damaged: restore a backup (`sayso backup` makes them), then run `sayso check`"),
    ("readonly database", "it may not be written: check the permissions of the file and of its folder"),
    ("unable to open database", "it cannot be opened: check that its folder exists and may be written"),
    ("append-only", "what was recorded is never changed or deleted: make a new judgement, or undo one"),
    ("authentication failed", "the user name or password was refused: check the address of the ledger"),
    ("does not exist", "there is no such database: make it with createdb, or check the address of the ledger"),
)  # fmt: skip


def now() -> str:
    """The present, UTC in ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def chunks(items: Iterable[T]) -> Iterator[Sequence[T]]:
    """The items in parts of a size that one statement can bind."""
    iterator = iter(items)
    while some := tuple(islice(iterator, _AT_ONCE)):
        yield some


class Database:
    """One ledger's database. `where` is its name for people, without a password; `path` its file, if it is one."""

    def __init__(self, where: str | Path, *, create: bool) -> None:
        """Open it and bring it to this version's schema. Raises LedgerError when that cannot be done."""
        url = _url(where)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.path = Path(url.database or "") if self.is_sqlite else None
        self.where = str(self.path) if self.path else url.render_as_string(hide_password=True)
        if self.path and not create and not self.path.exists():
            raise LedgerError(f"there is no ledger at {self.where}: `sayso add` makes one, --ledger names another")
        self._engine = _engine(url)
        self.backed_up: Path | None = None
        with self._told():
            self._migrate()

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger. Raises LedgerError for the database's errors."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writer's transaction: stored as a whole on leaving, or not at all. Raises LedgerError."""
        options = {_WRITING: True}
        with self._told(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection

    def copy_to(self, target: Path) -> None:
        """A whole and consistent copy. Raises LedgerError when it is no SQLite file, or cannot be made."""
        if self.path is None:
            raise LedgerError(
                f"{self.where} is in PostgreSQL: back it up with pg_dump, or with your server's own backups"
            )
        if target.exists() and target.samefile(self.path):
            raise LedgerError(f"{target} is the ledger itself: give another name for the copy")
        try:
            with self._told():
                copy_sqlite(self.path, target)
        except OSError as error:
            raise LedgerError(f"{target} cannot be written: {error.strerror or error}") from error

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise LedgerError(f"{self.where}: {_meaning(error)}") from error

    def _migrate(self) -> None:
        with self._engine.connect() as connection, connection.begin():
            version = _version(connection)
            others = inspect(connection).get_table_names() if version is None else []
        if version == HEAD:
            return
        if version is None and others:
            raise LedgerError(f"{self.where} is another program's database (it has {others[0]}): give an empty one")
        if version is not None and version > HEAD:
            raise LedgerError(f"{self.where} was written by a newer sayso (schema {version}): update sayso")
        if version is not None and self.path is not None:
            self.backed_up = self.path.with_name(f"{self.path.name}.before-{HEAD}")
            copy_sqlite(self.path, self.backed_up)
        with self.writing() as connection:
            if _version(connection) != HEAD:  # else another process was quicker
                _upgrade(connection)
                if version is not None and version < _INDEXED:
                    _fill_index(connection)


def copy_sqlite(source: Path, target: Path) -> None:
    """A whole and consistent copy of an SQLite file, also while others write. It has its name only when complete."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    origin, copy = sqlite3.connect(source, timeout=WAIT), sqlite3.connect(part)
    try:
        origin.backup(copy)
    finally:
        copy.close()
        origin.close()
    part.replace(target)


def _meaning(error: Exception) -> str:
    said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    lowered = said.lower()
    for words, meaning in _MEANING:
        if words in lowered:
            return meaning
    return f"the database refused ({' '.join(said.split())}): run `sayso check`"


def _url(where: str | Path) -> URL:
    text_ = str(where)
    if "://" not in text_:
        return URL.create("sqlite", database=text_)
    try:
        url = make_url(text_)
    except ArgumentError as error:
        raise LedgerError("the address of the ledger cannot be read: write postgresql://user@host/database") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise LedgerError(f"a ledger is an SQLite file or a postgresql:// address, not {url.get_backend_name()}://")
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, connect_args={"client_encoding": "utf8"})
        except (ImportError, NoSuchModuleError) as error:
            raise LedgerError('PostgreSQL needs its driver: pip install "sayso[postgres]"') from error
    # A connection is cheap here, and a pool would hand one thread's to another.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT, "isolation_level": None})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    for tries_left in reversed(range(_WAL_TRIES)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:  # two at once that make the same ledger do not wait for each other
            if "locked" not in str(error) or not tries_left:
                raise
            connection.execute("SELECT 1")
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    # Loaded only when needed: it takes longer than opening a ledger does.
    from importlib.resources import as_file, files

    from alembic import command
    from alembic.config import Config

    with as_file(files("sayso.ledger") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _fill_index(connection: Connection) -> None:
    from sayso.ledger.archive import CURRENT
    from sayso.ledger.linking import index_all
    from sayso.ledger.schema import reports

    ids = connection.execute(select(reports.c.id).where(CURRENT).order_by(reports.c.seq)).scalars().all()
    if len(ids) >= _MANY:
        _LOG.warning("sayso: bringing the ledger's %d reports to this version, once: this takes minutes", len(ids))
    index_all(connection, ids)
