from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from sayso.ledger import Ledger
from tests.ledger import postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One server for all tests, with an empty ledger `ready` to be copied. Not skipped where PostgreSQL is missing."""
    with postgres.server() as address:
        postgres.create_database(address, "ready")
        Ledger.open(address.format(database="ready")).close()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes addresses of empty ledgers, on either database."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{token_hex(4)}.db")
    address: str = request.getfixturevalue("postgres_server")

    def database() -> str:
        name = f"t{token_hex(6)}"
        postgres.create_database(address, name, template="ready")
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
