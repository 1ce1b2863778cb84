from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import create_engine, text

from sayso.ledger import Ledger
from tests.ledger import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One server for all tests; it is not skipped where PostgreSQL is missing."""
    with postgres.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes addresses of ledgers that are not there yet, on either database."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{token_hex(4)}.db")
    address: str = request.getfixturevalue("postgres_server")

    def database() -> str:
        name = f"t{token_hex(6)}"
        admin = create_engine(
            address.format(database="postgres").replace("postgresql:", "postgresql+psycopg:"),
            isolation_level="AUTOCOMMIT",
        )
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        return address.format(database=name)

    return database


@pytest.fixture
def where(fresh: Callable[[], str]) -> str:
    """The address of a ledger that is not there yet, on either database."""
    return fresh()


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """An empty ledger, on either database."""
    with Ledger.open(where) as opened:
        yield opened
