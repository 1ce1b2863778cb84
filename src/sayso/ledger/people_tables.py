"""The tables of accounts. They are derived from nothing and no incident depends on them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from sayso.ledger.schema import Words, metadata

# `handle` is the name without differences that people do not see (case, width): no two may share one. `password` is
# an argon2 hash with its salt and parameters, `key` the SHA-256 of a key for programs.
people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("handle", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("role", Integer, nullable=False),
    Column("password", String(255), nullable=False),
    Column("key", String(64), unique=True),
    Column("made", String(32), nullable=False),
    sqlite_autoincrement=True,
)

# `digest` is the SHA-256 of what the browser keeps: who reads the ledger's file cannot log in with it. Times as in
# `schema`.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False, index=True),
    Column("made", String(32), nullable=False),
    Column("seen", String(32), nullable=False),
)

# Attempts that failed, or that are being made. `handle` is the SHA-256 of the name that was tried: what is typed
# there may be a password by mistake.
login_attempts = Table(
    "login_attempts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("handle", String(64), nullable=False, index=True),
    Column("address", String(64), nullable=False, index=True),
    Column("made", String(32), nullable=False, index=True),
    sqlite_autoincrement=True,
)
