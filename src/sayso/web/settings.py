"""How a desk is run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """`ledger` is a path or a postgresql:// address, `author` who decides where there are no accounts.

    `hosts` are the names that the desk answers to, without the port. `accounts` asks everybody to log in.
    `largest_upload` is in bytes, and must have come within `upload_seconds`. `secure` says that browsers come by
    https. A session ends when it was not used for `idle`, and at the latest after `longest`. A name may fail to log
    in `tries_by_name` times within `tries_window`, an address `tries_by_address` times.
    """

    ledger: str | Path
    author: str = "desk"
    hosts: tuple[str, ...] = LOOPBACK
    accounts: bool = False
    secure: bool = False
    largest_upload: int = 10_000_000
    upload_seconds: float = 60
    idle: timedelta = timedelta(hours=12)
    longest: timedelta = timedelta(days=14)
    tries_by_name: int = 8
    tries_by_address: int = 30
    tries_window: timedelta = timedelta(minutes=15)
