"""The order that everything about an incident goes by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sayso.model.account import Account


def in_order(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Accounts by day of publication (unknown ones last), then id, each once."""
    unique = {account.id: account for account in accounts}
    return tuple(sorted(unique.values(), key=lambda account: (account.published or date.max, account.id)))
