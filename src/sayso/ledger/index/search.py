"""Full-text search over reports and claims: SQLite's FTS5, PostgreSQL's tsvector; what is searched for, safely quoted.

PostgreSQL keeps its columns itself. FTS5's tables hold no copy of the text; what comes and what goes is told to them
here: triggers could not do it, as an opened ledger's schema is not trusted (`PRAGMA trusted_schema = OFF`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TableClause,
    column,
    func,
    insert,
    literal,
    select,
    table,
    text,
)

from sayso.ledger.schema import claim_rows, reports

_SEARCHES = {"fts_reports": (reports, ("title", "text")), "fts_claims": (claim_rows, ("words", "names"))}
_MOST_WORDS = 32
_LONGEST_WORD = 60  # characters; a longer one is looked for by its beginning
_WORD = re.compile(r"[^\W_]+")


def learn(connection: Connection, search: str, having: ColumnElement[bool]) -> None:
    """Make rows that were just written findable."""
    if connection.dialect.name == "sqlite":
        source, names = _SEARCHES[search]
        wanted = select(source.c.seq, *(source.c[name] for name in names)).where(having)
        connection.execute(insert(_fts(search)).from_select(["rowid", *names], wanted))


def forget(connection: Connection, search: str, having: ColumnElement[bool]) -> None:
    """Make rows that are about to be changed or taken out no more findable."""
    if connection.dialect.name == "sqlite":
        source, names = _SEARCHES[search]
        wanted = select(literal("delete"), source.c.seq, *(source.c[name] for name in names)).where(having)
        connection.execute(insert(_fts(search)).from_select([search, "rowid", *names], wanted))


def relearn(connection: Connection) -> None:
    """Build the search anew from the tables."""
    if connection.dialect.name == "sqlite":
        for search in _SEARCHES:
            connection.execute(text(f"INSERT INTO {search} ({search}) VALUES ('rebuild')"))


def words_of(asked: str) -> tuple[str, ...]:
    """The words to look for: letters and digits, without accents, in lower case; none where there is none."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", asked) if not unicodedata.combining(each))
    return tuple(dict.fromkeys(word.lower() for word in _WORD.findall(bare)))[:_MOST_WORDS]


def matching(connection: Connection, search: str, words: Iterable[str]) -> ColumnElement[bool]:
    """The condition that a row of the table has all these words; the last may be the beginning of one."""
    words = tuple(words)
    source, _ = _SEARCHES[search]
    begun = [word[:_LONGEST_WORD] for word in words]
    open_ended = [len(word) > _LONGEST_WORD or at == len(words) - 1 for at, word in enumerate(words)]
    if connection.dialect.name == "sqlite":
        asked = " AND ".join(f'"{word}"{"*" * more}' for word, more in zip(begun, open_ended, strict=True))
        found: Select[tuple[int]] = select(column("rowid")).select_from(_fts(search))
        # An expression is looked up in no index: rows are gone through in the order asked for, and not each looked up.
        return (source.c.seq + 0).in_(found.where(column(search).op("MATCH")(asked)))
    asked = " & ".join(f"'{word}'{':*' * more}" for word, more in zip(begun, open_ended, strict=True))
    searched: ColumnElement[str] = column("fts", _selectable=source)
    return searched.op("@@", is_comparison=True)(func.to_tsquery("simple", asked))


def _fts(search: str) -> TableClause:
    return table(search, column(search), column("rowid"), *(column(name) for name in _SEARCHES[search][1]))
