"""The ledger's tables, the same on SQLite and PostgreSQL. `migrations/` makes them; a test holds the two together.

Kept for good: reports, readings, judgements, superseded, journal. Derived from these, and derived anew by
`sayso check --mend`: accounts, block_keys, ties, relations, judged_pairs, looks, and the index of the review desk:
claim_rows, report_rows, incident_rows, incident_links. Full-text search has no table here: the migration keeps it up
by triggers (SQLite) or generated columns (PostgreSQL) named `fts…`.
"""

from __future__ import annotations

import re

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

HEAD = "0003"  # the newest migration

_UNSTORABLE = re.compile("[\\\\\0\ud800-\udfff]")
_ESCAPED = re.compile(r"\\(\\|u[0-9a-f]{4})")


def escaped(text: str) -> str:
    """`text` without the characters that a database refuses (NUL, lone surrogates), which become `\\uXXXX`."""
    return _UNSTORABLE.sub(lambda m: "\\\\" if m.group() == "\\" else f"\\u{ord(m.group()):04x}", text)


def unescaped(text: str) -> str:
    """What `escaped` made this of."""
    return _ESCAPED.sub(lambda m: "\\" if m.group(1) == "\\" else chr(int(m.group(1)[1:], 16)), text)


class Words(TypeDecorator[str]):
    """Any text of Python's, whatever characters it holds: a backslash is doubled, the unstorable is escaped."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else escaped(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else unescaped(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# `seq` is the order of adding. `body` is compressed JSON of all but the text. Times are UTC, ISO 8601.
reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("replaces", String(16), ForeignKey("reports.id"), unique=True),
    Column("url", Words),
    Column("outlet", Words),
    Column("title", Words),
    Column("published", Date),
    Column("text", Words, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("fingerprint", LargeBinary),
    Column("added", String(32), nullable=False),
    # Not over the whole address, which may be longer than an index entry can be.
    Column("url_digest", String(32), index=True),
    sqlite_autoincrement=True,
)

# `body` is compressed JSON without the report; `digest` is that of the JSON. The newest of a report is in force.
readings = Table(
    "readings",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", String(16), ForeignKey("reports.id"), nullable=False, index=True),
    Column("reader_id", Words, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("made", String(32), nullable=False),
    sqlite_autoincrement=True,
)

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("decision", String(16), nullable=False),
    Column("author", Words, nullable=False),
    Column("made", String(32), nullable=False),
    Column("report", String(16), ForeignKey("reports.id"), nullable=False, index=True),
    Column("other_report", String(16), ForeignKey("reports.id"), index=True),
    Column("subject", Words, nullable=False),
    Column("other", Words),
    Column("value", Words),
    Column("reason", Words, nullable=False),
    sqlite_autoincrement=True,
)

superseded = Table(
    "superseded",
    metadata,
    Column("judgement", String(16), ForeignKey("judgements.id"), primary_key=True),
    Column("by", String(16), ForeignKey("judgements.id"), primary_key=True),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("made", String(32), nullable=False),
    Column("author", Words, nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", Words, nullable=False, index=True),
    Column("field", Words, nullable=False),
    Column("before", Words),
    Column("after", Words),
    Column("reason", Words, nullable=False),
    sqlite_autoincrement=True,
)

# `incident` is the id of the incident the account is grouped into.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Words, primary_key=True),
    Column("report", String(16), ForeignKey("reports.id"), nullable=False, index=True),
    Column("incident", String(16)),
    Column("published", Date),
    Column("body", LargeBinary, nullable=False),
)

block_keys = Table(
    "block_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column("account", Words, ForeignKey("accounts.id"), primary_key=True, index=True),
)

ties = Table(
    "ties",
    metadata,
    Column("one", Words, ForeignKey("accounts.id"), primary_key=True),
    Column("other", Words, ForeignKey("accounts.id"), primary_key=True, index=True),
    Column("score", Float, nullable=False),
    Column("reasons", Words, nullable=False),
    Column("judged", Boolean, nullable=False),
)

# What reports state between two of their events.
relations = Table(
    "relations",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", String(16), ForeignKey("reports.id"), nullable=False, index=True),
    Column("one", Words, nullable=False, index=True),
    Column("other", Words, nullable=False, index=True),
    Column("body", LargeBinary, nullable=False),
)

# Same and different, in force, between accounts as they are now.
judged_pairs = Table(
    "judged_pairs",
    metadata,
    Column("judgement", String(16), ForeignKey("judgements.id"), primary_key=True),
    Column("one", Words, nullable=False, index=True),
    Column("other", Words, nullable=False, index=True),
    Column("same", Boolean, nullable=False),
)

# Judgements whose claim does not stand any more in the report as it is now.
looks = Table(
    "looks",
    metadata,
    Column("judgement", String(16), ForeignKey("judgements.id"), primary_key=True),
    Column("report", String(16), ForeignKey("reports.id"), primary_key=True, index=True),
    Column("why", Words, nullable=False),
)

# One row for each claim of each current report, people's answers in force; rejected ones too. `account` is the event
# it is told of. Long values of `voice` and `outlet` are shortened (`sayso.ledger.index.facts.handle`). `names` are
# those told with it, for search. `rank` is what `doubt` would be if nobody had decided.
claim_rows = Table(
    "claim_rows",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Words, nullable=False),
    Column("noun", String(16), nullable=False),
    Column("report", String(16), ForeignKey("reports.id"), nullable=False, index=True),
    Column("account", Words, index=True),
    Column("kind", String(64), nullable=False),
    Column("incident", String(16)),
    Column("outlet", Words),
    Column("published", Date),
    Column("first", Date),
    Column("country", Words),
    Column("speaker", Words),
    Column("voice", Words),
    Column("low", BigInteger),
    Column("high", BigInteger),
    Column("words", Words, nullable=False),
    Column("begin", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("names", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("state", String(16), nullable=False),
    Column("decided", Boolean, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("doubt", Float, nullable=False),
    Column("rank", Float, nullable=False),
    Column("why", Words, nullable=False),
    UniqueConstraint("id", "noun"),
)

# One row for each current report that has claims: the review queue.
report_rows = Table(
    "report_rows",
    metadata,
    Column("report", String(16), ForeignKey("reports.id"), primary_key=True),
    Column("claims", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("doubt", Float, nullable=False),
    Column("rank", Float, nullable=False),
    Column("why", Words, nullable=False),
)

# One row for each incident: what lists filter and sort by; `body` is the whole row. `exactness` is the place's
# precision as a number, 0 the most exact; `toll` is killed and injured, best else low; `contested` 1 or 0.
incident_rows = Table(
    "incident_rows",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("type", String(64), nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("place", Words),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("exactness", Integer, nullable=False),
    Column("killed", BigInteger),
    Column("toll", BigInteger),
    Column("contested", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("judged", Integer, nullable=False),
    Column("doubt", Float, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# What an incident can be found by that it may have several of (`role`: actor, country, speaker, outlet, measure).
incident_links = Table(
    "incident_links",
    metadata,
    Column("role", String(16), primary_key=True),
    Column("value", Words, primary_key=True),
    Column("incident", String(16), primary_key=True, index=True),
    Column("name", Words, nullable=False),
    sqlite_with_rowid=False,
)

INDEX = (incident_links, incident_rows, report_rows, claim_rows)
DERIVED = (block_keys, ties, relations, judged_pairs, looks, accounts, *INDEX)  # in the order they can be emptied
FOR_GOOD = (readings, judgements, superseded, journal)  # rows that are never changed or taken out

Index("ix_accounts_incident_published", accounts.c.incident, accounts.c.published, accounts.c.id)
# These have all that their question asks: rows of text are not read for it.
Index("ix_accounts_report_incident", accounts.c.report, accounts.c.incident)
Index("ix_claim_rows_listed", *(claim_rows.c[name] for name in ("incident", "published", "id", "noun", "report")))
for _said_by in ("voice", "outlet"):
    _asked = ("state", "noun", "kind", "incident", "report", "contested", "published", "outlet")
    Index(f"ix_claim_rows_{_said_by}", *(claim_rows.c[name] for name in dict.fromkeys((_said_by, *_asked))))
Index("ix_claim_rows_doubt_id", claim_rows.c.doubt, claim_rows.c.id)
Index("ix_claim_rows_published_id", claim_rows.c.published, claim_rows.c.id)
Index("ix_report_rows_doubt_report", report_rows.c.doubt, report_rows.c.report)
for _sorted in ("first", "toll", "doubt", "independent"):
    Index(f"ix_incident_rows_{_sorted}_id", incident_rows.c[_sorted], incident_rows.c.id)
