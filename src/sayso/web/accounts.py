"""Logging in: passwords hashed by argon2, attempts counted, sessions whose secret only the browser keeps."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
from datetime import UTC, datetime
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sayso.errors import SaysoError
from sayso.ledger.people import People, Tries
from sayso.model.person import Person
from sayso.web.settings import Settings
from sayso.web.texts import english

SHORTEST, LONGEST = 12, 1000  # characters of a password; NIST SP 800-63B asks for length and nothing else
_KEY = "sayso_"  # what keys for programs begin with, so that a leaked one is known for what it is
HASHER = PasswordHasher()  # argon2id by the library's parameters, which are RFC 9106's
_AT_ONCE = threading.BoundedSemaphore(2)  # a hash takes 64 MiB: many at once may not use up the memory


class LoginRefused(SaysoError):
    """Somebody did not log in. `wait` is in seconds, when another attempt is of no use before."""

    def __init__(self, message: str, wait: int | None = None) -> None:
        """Say why, and no more than whoever tried may know."""
        super().__init__(message)
        self.wait = wait


def check_password(password: str, name: str, again: str | None = None) -> None:
    """Raises SaysoError when it is no password that an account may have, or was typed otherwise `again`."""
    text = english()
    if again is not None and again != password:
        raise SaysoError(text("account.differ"))
    if not SHORTEST <= len(password) <= LONGEST:
        raise SaysoError(text("account.length", shortest=SHORTEST, longest=LONGEST))
    plain = password.casefold().replace(" ", "")
    if len(set(plain)) < 5 or plain in (name.casefold().replace(" ", "") * 4)[:LONGEST]:
        raise SaysoError(text("account.simple"))


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its salt and parameters."""
    with _AT_ONCE:
        return HASHER.hash(_bytes(password))


def new_key() -> tuple[str, str]:
    """A key for programs, and its digest; the key itself is kept nowhere."""
    key = _KEY + secrets.token_urlsafe(32)
    return key, digest_of(key)


def digest_of(secret: str) -> str:
    """What is stored of a session or a key. They are random: a plain SHA-256 cannot be undone by guessing."""
    return hashlib.sha256(_bytes(secret)).hexdigest()


def token_of(session: str) -> str:
    """The token that forms of this session send back; another session's is another."""
    return hmac.digest(_bytes(session), b"sayso forms", "sha256").hex()


class Accounts:
    """The accounts of the ledger that a desk is over."""

    def __init__(self, people: People, settings: Settings) -> None:
        """Let these people in."""
        self.people = people
        self._settings = settings

    @cached_property
    def _nobodys(self) -> str:
        """A hash that no password fits: an unknown name takes as long as a known one."""
        return hashed(secrets.token_urlsafe(32))

    def ready(self) -> None:
        """Make at the start what must not take time at the first login."""
        assert self._nobodys

    def login(self, name: str, password: str, address: str) -> tuple[Person, str]:
        """The person and the secret of their new session. Raises LoginRefused, the same for any wrong name or word."""
        person = self.prove(name, password, address)
        session = secrets.token_urlsafe(32)
        self.people.start(person.name, digest_of(session))
        return person, session

    def prove(self, name: str, password: str, address: str) -> Person:
        """The person of this name if that is their password. Counts what fails; raises LoginRefused as `login`."""
        settings = self._settings
        tries = self.people.attempt(
            name, network(address), window=settings.tries_window, most_by_name=settings.tries_by_name,
            most_by_address=settings.tries_by_address,
        )  # fmt: skip
        if (wait := self._wait(tries)) is not None:
            raise LoginRefused(english()("account.wait", n=-(-wait // 60)), wait)
        person = self.verified(name, password)
        if person is None:
            raise LoginRefused(english()("account.wrong"))
        self.people.forgive(name)
        return person

    def verified(self, name: str, password: str) -> Person | None:
        """The person of this name if that is their password. Hashes it anew when argon2's parameters have risen."""
        found = self.people.password(name) if len(name) <= LONGEST else None
        stored = found[1] if found else self._nobodys
        try:
            with _AT_ONCE:
                HASHER.verify(stored, _bytes(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return None
        if found is None:
            return None
        if HASHER.check_needs_rehash(stored):
            self.people.rehash(name, stored, hashed(password))
        return found[0]

    def person(self, session: str) -> Person | None:
        """Whose session has this secret."""
        return self.people.session(digest_of(session), idle=self._settings.idle, longest=self._settings.longest)

    def by_key(self, key: str) -> Person | None:
        """Whose key this is."""
        return self.people.by_key(digest_of(key)) if key.startswith(_KEY) else None

    def _wait(self, tries: Tries) -> int | None:
        oldest = [
            since
            for number, most, since in (
                (tries.by_name, self._settings.tries_by_name, tries.oldest_by_name),
                (tries.by_address, self._settings.tries_by_address, tries.oldest_by_address),
            )
            if number >= most and since is not None
        ]
        if not oldest:
            return None
        ends = max(oldest) + self._settings.tries_window
        return max(1, round((ends - datetime.now(UTC)).total_seconds()))


def network(address: str) -> str:
    """Whom attempts from here are counted for: an IPv4 address, or the /64 that one IPv6 household has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _bytes(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")
