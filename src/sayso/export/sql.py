"""Questions in SQL: the ledger's tables copied into a DuckDB in memory, which can then reach nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sayso.errors import QueryError
from sayso.export.arrow import tables
from sayso.export.columns import harmless
from sayso.export.extras import needed
from sayso.export.material import Material

if TYPE_CHECKING:
    import duckdb

# What DuckDB must not do on its own; the last one forbids to take any of it back.
_LOCKS = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET python_enable_replacements = false",
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a query gave: the names and DuckDB types of the columns, and Python values."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Described:
    """A column that can be asked for: its table, name, DuckDB type and rule in words."""

    table: str
    name: str
    type: str
    rule: str


class Asked:
    """The tables claims, incidents and reports (with text), to be asked in SQL and not to be changed."""

    def __init__(self, material: Material) -> None:
        """Copy the tables. Raises MissingExtra when duckdb or pyarrow is not installed."""
        self._duckdb = needed("duckdb", "duckdb")
        made = tables(replace(material, with_text=True))
        self._connection: duckdb.DuckDBPyConnection = self._duckdb.connect(":memory:")
        for name, table in made.items():
            self._connection.register("arriving", table)
            self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arriving")  # our own three names
            self._connection.unregister("arriving")
        for lock in _LOCKS:
            self._connection.execute(lock)
        self._rules = {(n, f.name): f.metadata[b"rule"].decode() for n, t in made.items() for f in t.schema}

    def ask(self, sql: str) -> Answer:
        """The answer to one SELECT (or SHOW, DESCRIBE, SUMMARIZE, EXPLAIN, PIVOT, VALUES).

        Raises QueryError, with DuckDB's own words in one line and the list of tables, when there is none.
        """
        if not sql.isascii() and harmless(sql) != sql:
            raise self._refused("it holds a character that is none")
        try:
            statements = self._connection.extract_statements(sql)
        except self._duckdb.Error as error:
            raise self._refused(str(error)) from error
        if len(statements) != 1:
            raise self._refused("write one statement" if statements else "there is no statement in it")
        allowed = self._duckdb.StatementType
        if statements[0].type not in (allowed.SELECT, allowed.EXPLAIN):
            raise self._refused("the ledger is only read here: write a SELECT")
        return self._read(statements[0])

    def described(self) -> tuple[Described, ...]:
        """Every column of every table."""
        found = self._connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() ORDER BY table_name, column_index"
        ).fetchall()
        return tuple(Described(t, c, kind, self._rules[t, c]) for t, c, kind in found if (t, c) in self._rules)

    def _read(self, statement: duckdb.Statement) -> Answer:
        try:
            # A SELECT may hold a DELETE (WITH gone AS (DELETE …)): the transaction refuses it.
            self._connection.execute("BEGIN TRANSACTION READ ONLY")
            try:
                cursor = self._connection.execute(statement)
                described: Sequence[tuple[object, ...]] = cursor.description or ()
                rows = tuple(cursor.fetchall())
            finally:
                self._connection.execute("ROLLBACK")
        except (self._duckdb.Error, ValueError, OverflowError) as error:
            raise self._refused(str(error)) from error
        return Answer(tuple(str(d[0]) for d in described), tuple(str(d[1]) for d in described), rows)

    def _refused(self, why: str) -> QueryError:
        told = " ".join(why.partition("\n\nLINE ")[0].split())
        return QueryError(f"{told} (tables: claims, incidents, reports; columns: sayso query --tables)")
