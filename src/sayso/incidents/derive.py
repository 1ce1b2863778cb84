"""Accounts of one event → the incident: what most voices tell, and what becomes of every figure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sayso.model.account import Account
from sayso.model.incident import Incident, Relation, Tie, TollRule

NO_COPIES: Mapping[str, str] = MappingProxyType({})


def incident_id(first: str) -> str:
    """The id of the incident whose first account has the id `first`."""
    return hashlib.sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def in_order(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Accounts by day of publication (unknown ones last), then id, each once: the order that everything goes by."""
    unique = {account.id: account for account in accounts}
    return tuple(sorted(unique.values(), key=lambda account: (account.published or date.max, account.id)))


def derive(
    accounts: Sequence[Account],
    *,
    ties: Sequence[Tie] = (),
    copies: Mapping[str, str] = NO_COPIES,
    relations: Sequence[Relation] = (),
    rule: TollRule = TollRule.UCDP_SPAN,
) -> Incident:
    """The incident that these accounts tell.

    `copies` maps a report to the report it is a copy of (see `independence.copies`). The order of the accounts does not
    matter. Raises ValueError when there is no account.
    """
    ordered = in_order(accounts)
    if not ordered:
        raise ValueError("an incident needs at least one account")
    first = ordered[0]
    return Incident(
        id=incident_id(first.id),
        accounts=ordered,
        type=first.type,
        status=first.status,
        first=first.first,
        last=first.last,
        precision=first.precision,
        place=first.places[0] if first.places else None,
        country=first.countries[0] if first.countries else None,
        perpetrators=first.perpetrators,
        targets=first.targets,
        ties=tuple(ties),
        relations=tuple(relations),
    )
