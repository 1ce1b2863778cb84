"""A PostgreSQL of our own for the tests: Debian's binaries, a folder that is deleted, a socket and no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

_INSTALL = "PostgreSQL is not installed, and the ledger is tested on it too: apt-get install postgresql (Debian)"


def binaries() -> Path:
    """The folder with initdb and pg_ctl. Raises RuntimeError that says what to install when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise RuntimeError(_INSTALL)


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its address, with `{database}` for the name of one."""
    home = binaries()
    # Not pytest's folder: a socket's path must be short, and the server's user must be able to go there.
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    as_user = _as_user(folder)
    data = folder / "data"
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c full_page_writes=off"
    try:
        _run(
            [*as_user, str(home / "initdb"), "-D", str(data), "-A", "trust", "-U", "sayso", "-E", "UTF8", "--locale=C"]
        )
        _run([*as_user, str(home / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgresql://sayso@/{{database}}?host={folder}"
        finally:
            _run([*as_user, str(home / "pg_ctl"), "-D", str(data), "-w", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_database(address: str, name: str, template: str = "template1") -> None:
    """A database of this name, a copy of `template`."""
    with psycopg.connect(address.format(database="postgres"), autocommit=True) as connection:
        wanted = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(wanted)


def _as_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as Debian's user for it."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _run(command: list[str]) -> None:
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False, cwd="/")
    if ended.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {ended.stderr.strip()}")
