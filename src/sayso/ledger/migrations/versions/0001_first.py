"""The first tables, and the triggers that keep what was recorded as it was."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_FOR_GOOD = ("readings", "judgements", "superseded", "journal")


def upgrade() -> None:
    """Make them."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for table in _FOR_GOOD:
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION sayso_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in _FOR_GOOD:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sayso_append_only()"
        )


def _tables() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("made", sa.String(length=32), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_journal_subject"), "journal", ["subject"], unique=False)
    op.create_table(
        "reports",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("replaces", sa.String(length=16), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=True),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("url_digest", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["replaces"], ["reports.id"], name=op.f("fk_reports_replaces")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
        sa.UniqueConstraint("replaces", name=op.f("uq_reports_replaces")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reports_url_digest"), "reports", ["url_digest"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("incident", sa.String(length=16), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_accounts_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
    )
    op.create_index("ix_accounts_incident_published", "accounts", ["incident", "published", "id"], unique=False)
    op.create_index(op.f("ix_accounts_report"), "accounts", ["report"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("other_report", sa.String(length=16), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["other_report"], ["reports.id"], name=op.f("fk_judgements_other_report")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_judgements_report")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_judgements")),
        sa.UniqueConstraint("id", name=op.f("uq_judgements_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_judgements_other_report"), "judgements", ["other_report"], unique=False)
    op.create_index(op.f("ix_judgements_report"), "judgements", ["report"], unique=False)
    op.create_table(
        "readings",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("reader_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_readings")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_readings_report"), "readings", ["report"], unique=False)
    op.create_table(
        "relations",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_relations_report")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_relations")),
    )
    op.create_index(op.f("ix_relations_one"), "relations", ["one"], unique=False)
    op.create_index(op.f("ix_relations_other"), "relations", ["other"], unique=False)
    op.create_index(op.f("ix_relations_report"), "relations", ["report"], unique=False)
    op.create_table(
        "block_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.id"], name=op.f("fk_block_keys_account")),
        sa.PrimaryKeyConstraint("key", "account", name=op.f("pk_block_keys")),
    )
    op.create_index(op.f("ix_block_keys_account"), "block_keys", ["account"], unique=False)
    op.create_table(
        "judged_pairs",
        sa.Column("judgement", sa.String(length=16), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgements.id"], name=op.f("fk_judged_pairs_judgement")),
        sa.PrimaryKeyConstraint("judgement", name=op.f("pk_judged_pairs")),
    )
    op.create_index(op.f("ix_judged_pairs_one"), "judged_pairs", ["one"], unique=False)
    op.create_index(op.f("ix_judged_pairs_other"), "judged_pairs", ["other"], unique=False)
    op.create_table(
        "looks",
        sa.Column("judgement", sa.String(length=16), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgements.id"], name=op.f("fk_looks_judgement")),
        sa.ForeignKeyConstraint(["report"], ["reports.id"], name=op.f("fk_looks_report")),
        sa.PrimaryKeyConstraint("judgement", "report", name=op.f("pk_looks")),
    )
    op.create_index(op.f("ix_looks_report"), "looks", ["report"], unique=False)
    op.create_table(
        "superseded",
        sa.Column("judgement", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["judgements.id"], name=op.f("fk_superseded_by")),
        sa.ForeignKeyConstraint(["judgement"], ["judgements.id"], name=op.f("fk_superseded_judgement")),
        sa.PrimaryKeyConstraint("judgement", "by", name=op.f("pk_superseded")),
    )
    op.create_table(
        "ties",
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("judged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["accounts.id"], name=op.f("fk_ties_one")),
        sa.ForeignKeyConstraint(["other"], ["accounts.id"], name=op.f("fk_ties_other")),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_ties")),
    )
    op.create_index(op.f("ix_ties_other"), "ties", ["other"], unique=False)
