"""How a desk is run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """`ledger` is a path or a postgresql:// address, `author` who decides where there are no accounts.

    `hosts` are the names that the desk answers to, without the port. `accounts` asks everybody to log in.
    `largest_upload` is in bytes. `secure` marks cookies for https alone.
    """

    ledger: str | Path
    author: str = "desk"
    hosts: tuple[str, ...] = LOOPBACK
    accounts: bool = False
    secure: bool = False
    largest_upload: int = 10_000_000
