"""All that a ledger derives, to be held against what it derived before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from sayso.ledger import Ledger
from sayso.ledger.schema import DERIVED

_NUMBERS = frozenset(("seq",))  # of rows: another every time they are written


def derived(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every derived table, in one order, without their numbers."""
    with ledger._database.reading() as connection:
        return {
            table.name: sorted(
                (tuple(connection_row) for connection_row in connection.execute(
                    select(*(column for column in table.c if column.name not in _NUMBERS))
                )),
                key=repr,
            )
            for table in DERIVED
        }  # fmt: skip
