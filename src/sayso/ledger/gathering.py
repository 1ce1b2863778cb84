"""Accounts and incidents out of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from sayso.errors import LedgerError
from sayso.incidents.derive import derive
from sayso.incidents.independence import copies
from sayso.incidents.relations import Stated, between
from sayso.ledger import archive, decisions, schema
from sayso.ledger.database import chunks
from sayso.ledger.judged import Look
from sayso.ledger.packing import unpack
from sayso.ledger.sqlpool import SqlPool
from sayso.model.account import Account
from sayso.model.incident import Incident, Relation, TollRule

_AT_ONCE = 200  # incidents put together at a time


def accounts(connection: Connection, reports: Sequence[str] | None) -> Iterator[Account]:
    """All accounts in the order of their ids, or those of these reports."""
    if reports is not None:
        found = SqlPool(connection).of_reports(reports)
        yield from (found[account] for account in sorted(found))
        return
    last = ""
    while True:
        wanted = select(schema.accounts.c.id, schema.accounts.c.body).order_by(schema.accounts.c.id)
        rows = connection.execute(wanted.where(schema.accounts.c.id > last).limit(_AT_ONCE)).all()
        yield from (unpack(Account, row.body) for row in rows)
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].id


def incidents(connection: Connection, rule: TollRule, ids: Sequence[str] | None = None) -> Iterator[Incident]:
    """All incidents in the order of their ids, or those with these ids in the order given; what is not there is not."""
    if ids is not None:
        for begin in range(0, len(ids), _AT_ONCE):
            some = ids[begin : begin + _AT_ONCE]
            found = {each.id: each for each in _derived(connection, some, rule)}
            yield from (found[each] for each in some if each in found)
        return
    last = ""
    column = schema.accounts.c.incident
    while True:
        wanted = select(column).where(column > last).distinct().order_by(column).limit(_AT_ONCE)
        ids = tuple(connection.execute(wanted).scalars())
        yield from _derived(connection, ids, rule)
        if len(ids) < _AT_ONCE:
            return
        last = ids[-1] or ""


def incident(connection: Connection, named: str, rule: TollRule) -> Incident:
    """The incident with this id or with the account of this id. Raises LedgerError when there is none."""
    found = incident_of(connection, named)
    if found is None:
        raise LedgerError(f"the ledger has no incident {named}: `sayso incidents` lists them")
    return next(iter(_derived(connection, (found,), rule)))


def incident_of(connection: Connection, named: str) -> str | None:
    """The id of the incident with this id or with the account of this id; None when there is none."""
    table = schema.accounts
    wanted = select(table.c.incident).where((table.c.incident == named) | (table.c.id == named)).limit(1)
    return connection.execute(wanted).scalar()


def those(connection: Connection, ids: Collection[str], rule: TollRule) -> tuple[Incident, ...]:
    """The incidents with these ids that there are, in the order of their ids."""
    return tuple(found for some in chunks(sorted(ids)) for found in _derived(connection, some, rule))


def looks(connection: Connection) -> tuple[Look, ...]:
    """The judgements that need a look, with why."""
    why = dict(connection.execute(select(schema.looks.c.judgement, schema.looks.c.why)).all())
    return tuple(Look(each, why[each.id]) for each in decisions.every(connection) if each.id in why)


def _derived(connection: Connection, ids: Sequence[str | None], rule: TollRule) -> Iterator[Incident]:
    grouped = members(connection, [each for each in ids if each is not None])
    pool = SqlPool(connection)
    for told in grouped.values():
        ours = {account.id for account in told}
        reports = sorted({account.report for account in told})
        yield derive(
            told,
            ties=tuple(tie for tie in pool.reasons(ours) if tie.one in ours and tie.other in ours),
            copies=copies(archive.fingerprints(connection, reports)) if len(reports) > 1 else {},
            relations=_relations(connection, ours),
            rule=rule,
        )


def members(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[Account]]:
    """The accounts of these incidents."""
    found: defaultdict[str, list[Account]] = defaultdict(list)
    table = schema.accounts
    for some in chunks(ids):
        wanted = select(table.c.incident, table.c.body).where(table.c.incident.in_(some))
        for row in connection.execute(wanted.order_by(table.c.incident)):
            found[row.incident].append(unpack(Account, row.body))
    return found


def _relations(connection: Connection, ours: Collection[str]) -> tuple[Relation, ...]:
    """What reports state between this incident and others."""
    table = schema.relations
    found = {
        row.seq: unpack(Stated, row.body)
        for some in chunks(ours)
        for row in connection.execute(select(table).where(table.c.one.in_(some) | table.c.other.in_(some)))
    }
    incident_of: dict[str, str] = {}
    for some in chunks(end for each in found.values() for end in (each.one, each.other)):
        wanted = select(schema.accounts.c.id, schema.accounts.c.incident).where(schema.accounts.c.id.in_(some))
        incident_of.update((row.id, row.incident) for row in connection.execute(wanted) if row.incident)
    return between(found.values(), incident_of)
