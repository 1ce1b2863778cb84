"""Accounts of people in a ledger: who they are, where they are logged in, and who tries to be.

Nothing here knows a password, a session or a key: only hashes of them come in, and only hashes are stored.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from sayso.errors import LedgerError
from sayso.ledger.database import Database
from sayso.ledger.journal import Scribe
from sayso.ledger.people_tables import login_attempts, people, sessions
from sayso.model.person import Member, Person, Role

LONGEST_NAME = 100
# A row of `people`, alone or with what is counted beside it.
_Row: TypeAlias = "Row[*tuple[Any, ...]]"
_KEPT = timedelta(days=1)  # how long failed attempts are kept


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a name and an address have failed within a window, and the oldest of those failures."""

    by_name: int
    by_address: int
    oldest_by_name: datetime | None
    oldest_by_address: datetime | None


class People:
    """The accounts of one ledger. All methods raise LedgerError when the database cannot do what is asked."""

    def __init__(self, database: Database, author: str) -> None:
        """Those of this database; `author` stands in the journal for what is changed."""
        self._database = database
        self._author = author

    # Who has an account.

    def any(self) -> bool:
        """Whether anybody has one."""
        with self._database.reading() as connection:
            return connection.execute(select(people.c.id).limit(1)).first() is not None

    def all(self) -> tuple[Member, ...]:
        """Everybody, by name."""
        seen = func.max(sessions.c.seen).label("seen")
        wanted = (
            select(people, func.count(sessions.c.digest).label("sessions"), seen)
            .outerjoin(sessions, sessions.c.person == people.c.id)
            .group_by(*people.c)
            .order_by(people.c.handle)
        )
        with self._database.reading() as connection:
            return tuple(_member(row) for row in connection.execute(wanted))

    def add(self, name: str, role: Role, password: str) -> Person:
        """A new account; `password` is a hash. Raises LedgerError when the name is taken or cannot be one."""
        shown = proper_name(name)
        with self._changing() as (connection, scribe):
            if _row(connection, shown) is not None:
                raise LedgerError(f"{shown} has an account already: `sayso people list` shows all")
            connection.execute(
                insert(people).values(
                    handle=handle(shown), name=shown, role=int(role), password=password, made=_text(_now())
                )
            )
            scribe.note("account", shown, "role", after=role.word)
        return Person(shown, role)

    def set_role(self, name: str, role: Role) -> None:
        """Let somebody do more, or less; it holds at once, also where they are logged in."""
        with self._changing() as (connection, scribe):
            row = _known(connection, name)
            connection.execute(update(people).where(people.c.id == row.id).values(role=int(role)))
            scribe.note("account", row.name, "role", before=Role(row.role).word, after=role.word)

    def set_password(self, name: str, password: str, *, keep: str = "") -> None:
        """Another hash of a password. Ends all sessions but the one whose digest is `keep`."""
        with self._changing() as (connection, scribe):
            row = _known(connection, name)
            connection.execute(update(people).where(people.c.id == row.id).values(password=password))
            connection.execute(delete(sessions).where(sessions.c.person == row.id, sessions.c.digest != keep))
            scribe.note("account", row.name, "password", after="changed")

    def rehash(self, name: str, before: str, after: str) -> None:
        """The same password with other parameters of the hash; nothing when it was changed in the meantime."""
        wanted = update(people).where(people.c.handle == handle(name), people.c.password == before)
        with self._database.writing() as connection:
            connection.execute(wanted.values(password=after))

    def set_key(self, name: str, digest: str | None) -> None:
        """Let programs act for somebody by the key with this digest instead of any before; None for by none."""
        with self._changing() as (connection, scribe):
            row = _known(connection, name)
            connection.execute(update(people).where(people.c.id == row.id).values(key=digest))
            scribe.note("account", row.name, "key", after="made" if digest else "taken back")

    def remove(self, name: str) -> None:
        """Take an account away, with its sessions and key. What the person decided stays, with their name."""
        with self._changing() as (connection, scribe):
            row = _known(connection, name)
            connection.execute(delete(sessions).where(sessions.c.person == row.id))
            connection.execute(delete(people).where(people.c.id == row.id))
            scribe.note("account", row.name, before=Role(row.role).word, after=None)

    # Who is asking.

    def password(self, name: str) -> tuple[Person, str] | None:
        """The person of this name and the hash of their password; None when there is none."""
        with self._database.reading() as connection:
            row = _row(connection, name)
            return None if row is None else (_person(row), row.password)

    def by_key(self, digest: str) -> Person | None:
        """Whose key has this digest."""
        with self._database.reading() as connection:
            row = connection.execute(select(people).where(people.c.key == digest)).first()
            return None if row is None else _person(row)

    def start(self, name: str, digest: str) -> None:
        """A session of somebody, known by its digest."""
        present = _text(_now())
        with self._database.writing() as connection:
            row = _known(connection, name)
            connection.execute(insert(sessions).values(digest=digest, person=row.id, made=present, seen=present))

    def session(self, digest: str, *, idle: timedelta, longest: timedelta) -> Person | None:
        """Whose session this is; None when there is none or it has ended: unused for `idle`, or `longest` old."""
        present = _now()
        wanted = (
            select(people.c.name, people.c.role, sessions.c.seen)
            .join(sessions, sessions.c.person == people.c.id)
            .where(sessions.c.digest == digest)
            .where(sessions.c.seen > _text(present - idle), sessions.c.made > _text(present - longest))
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return None
        if row.seen < _text(present - idle / 20):  # not on every request: each is a write
            with self._database.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen=_text(present)))
                connection.execute(delete(sessions).where(sessions.c.seen < _text(present - longest)))
        return _person(row)

    def end(self, digest: str) -> None:
        """Log out one session."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    def end_all(self, name: str) -> None:
        """Log somebody out everywhere."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.person == _known(connection, name).id))

    # Who tries to be somebody.

    def attempt(self, name: str, address: str, *, window: timedelta, most_by_name: int, most_by_address: int) -> Tries:
        """Count the failed attempts within `window`, and note one more unless there are too many already.

        It is noted before the password is looked at, so that many at once are counted too; `forgive` takes it back.
        """
        tried, present = _digest(name), _now()
        with self._database.writing() as connection:
            by_name = _count(connection, login_attempts.c.handle == tried, present - window)
            by_address = _count(connection, login_attempts.c.address == address, present - window)
            if by_name[0] < most_by_name and by_address[0] < most_by_address:
                connection.execute(delete(login_attempts).where(login_attempts.c.made < _text(present - _KEPT)))
                connection.execute(insert(login_attempts).values(handle=tried, address=address, made=_text(present)))
            return Tries(by_name[0], by_address[0], by_name[1], by_address[1])

    def forgive(self, name: str) -> None:
        """Forget the failures of this name: it was them."""
        with self._database.writing() as connection:
            connection.execute(delete(login_attempts).where(login_attempts.c.handle == _digest(name)))

    @contextmanager
    def _changing(self) -> Iterator[tuple[Connection, Scribe]]:
        with self._database.writing() as connection:
            yield connection, Scribe(connection, self._author)


def proper_name(name: str) -> str:
    """A name as it is stored. Raises LedgerError when it is empty, too long, or holds what cannot be seen."""
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
        raise LedgerError(f"a name has 1 to {LONGEST_NAME} characters that can be seen: give another")
    return shown


def handle(name: str) -> str:
    """A name without differences that people do not see."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _digest(name: str) -> str:
    return hashlib.sha256(handle(name).encode("utf-8", "surrogatepass")).hexdigest()


def _row(connection: Connection, name: str) -> _Row | None:
    return connection.execute(select(people).where(people.c.handle == handle(name))).first()


def _known(connection: Connection, name: str) -> _Row:
    row = _row(connection, name)
    if row is None:
        raise LedgerError(f"the ledger has no account of {name}: `sayso people list` shows all")
    return row


def _person(row: _Row) -> Person:
    return Person(row.name, Role(row.role))


def _member(row: _Row) -> Member:
    seen = None if row.seen is None else datetime.fromisoformat(row.seen)
    return Member(row.name, Role(row.role), datetime.fromisoformat(row.made), row.key is not None, row.sessions, seen)


def _count(connection: Connection, what: ColumnElement[bool], since: datetime) -> tuple[int, datetime | None]:
    made = login_attempts.c.made
    wanted = select(func.count(), func.min(made)).where(what, made > _text(since))
    number, oldest = connection.execute(wanted).one()
    return number, None if oldest is None else datetime.fromisoformat(oldest)


def _now() -> datetime:
    return datetime.now(UTC)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
