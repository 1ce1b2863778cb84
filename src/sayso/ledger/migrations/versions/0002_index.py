"""The index of the review desk: rows of claims, reports and incidents, and full-text search over reports and claims."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Table of the search, the table that it is over, and what of it is searched.
_SEARCHED = (("fts_reports", "reports", ("title", "text")), ("fts_claims", "claim_rows", ("words", "names")))


def upgrade() -> None:
    """Make them. `Database` fills them afterwards."""
    _tables()
    _indexes()
    if op.get_bind().dialect.name == "sqlite":
        for search, table, columns in _SEARCHED:
            _sqlite_search(search, table, columns)
    else:
        _postgres_search()


def _sqlite_search(search: str, table: str, columns: tuple[str, ...]) -> None:
    """FTS5 over the table's own text, of which it holds no copy (`sayso.ledger.index.search` keeps it up)."""
    op.execute(
        f"CREATE VIRTUAL TABLE {search} USING fts5({', '.join(columns)}, content='{table}', content_rowid='seq', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(f"INSERT INTO {search} ({search}) VALUES ('rebuild')")


def _postgres_search() -> None:
    """Generated columns: words without accents and punctuation; a tsvector has room for 100,000 characters."""
    op.get_bind().exec_driver_sql(
        "CREATE FUNCTION sayso_words(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ "
        "SELECT to_tsvector('pg_catalog.simple', lower(regexp_replace(regexp_replace("
        r"normalize(left(words, 100000), NFKD), '[\u0300-\u036f]', '', 'g'), "
        r"'[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g'))) $$"
    )
    for search, table, columns in _SEARCHED:
        told = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
        op.execute(f"ALTER TABLE {table} ADD COLUMN fts tsvector GENERATED ALWAYS AS (sayso_words({told})) STORED")
        op.execute(f"CREATE INDEX {search} ON {table} USING gin (fts)")


def _indexes() -> None:
    said = ("state", "noun", "kind", "incident", "report", "contested", "published")
    for name, table, columns in (
        ("report_incident", "accounts", ("report", "incident")),
        ("report", "claim_rows", ("report",)),
        ("account", "claim_rows", ("account",)),
        ("listed", "claim_rows", ("incident", "published", "id", "noun", "report")),
        ("voice", "claim_rows", ("voice", *said, "outlet")),
        ("outlet", "claim_rows", ("outlet", *said)),
        ("doubt_id", "claim_rows", ("doubt", "id")),
        ("published_id", "claim_rows", ("published", "id")),
        ("doubt_report", "report_rows", ("doubt", "report")),
        ("first_id", "incident_rows", ("first", "id")),
        ("toll_id", "incident_rows", ("toll", "id")),
        ("doubt_id", "incident_rows", ("doubt", "id")),
        ("independent_id", "incident_rows", ("independent", "id")),
        ("incident", "incident_links", ("incident",)),
    ):
        op.create_index(f"ix_{table}_{name}", table, list(columns), unique=False)


def _tables() -> None:
    op.create_table(
        "claim_rows",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("incident", sa.String(length=16), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=True),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("begin", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.Column("contested", sa.Boolean(), nullable=False),
        sa.Column("doubt", sa.Float(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_claim_rows_report")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_claim_rows")),
        sa.UniqueConstraint("id", "noun", name=op.f("uq_claim_rows_id_noun")),
    )
    op.create_table(
        "report_rows",
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Float(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_report_rows_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_report_rows")),
    )
    op.create_table(
        "incident_rows",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("exactness", sa.Integer(), nullable=False),
        sa.Column("killed", sa.BigInteger(), nullable=True),
        sa.Column("toll", sa.BigInteger(), nullable=True),
        sa.Column("contested", sa.Integer(), nullable=False),
        sa.Column("independent", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("judged", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.Float(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_rows")),
    )
    op.create_table(
        "incident_links",
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("incident", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("role", "value", "incident", name=op.f("pk_incident_links")),
        sqlite_with_rowid=False,
    )
