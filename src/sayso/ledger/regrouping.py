"""Merging, splitting and moving: the judgements of same and different that bring it about, and what it would do.

What the judgements are is worked out in `sayso.ledger.planning`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, select

from sayso.errors import JudgementError
from sayso.ledger import gathering
from sayso.ledger.database import chunks
from sayso.ledger.judging import check_pair, derive_all_of, judge
from sayso.ledger.planning import IN_THE_WAY, Groups, Imagined, Pair, planned
from sayso.ledger.schema import accounts
from sayso.model.incident import Incident, TollRule
from sayso.model.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Merge:
    """Make one incident of two; each is named by its id or by that of an account in it."""

    incident: str
    other: str


@dataclass(frozen=True, slots=True)
class Split:
    """Make these accounts of the incident an incident of their own."""

    incident: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Put an account into another incident."""

    account: str
    incident: str


Regrouping: TypeAlias = Merge | Split | Move
Proposal: TypeAlias = Merge | Split | Move | Pair


def regroup(connection: Connection, change: Regrouping, *, author: str, reason: str = "") -> tuple[Judgement, ...]:
    """Bring it about. Returns the judgements it took, none when all is so already. Raises JudgementError if it cannot.

    To be called in a transaction that is given up when an error is raised.
    """
    wanted = _wanted(connection, change)
    made = tuple(
        judge(connection, each.decision, each.claim, other=each.other, author=author, reason=reason, derive=False)
        for each in planned(Imagined(connection), wanted)
    )
    derive_all_of(connection, made, author)
    if not _so(connection, wanted):
        raise JudgementError(IN_THE_WAY)
    return made


def preview(
    connection: Connection, proposals: Sequence[Proposal], rule: TollRule
) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
    """The incidents that the proposals would change, as they are and as they would be; nothing is kept.

    The accounts are grouped as they would be and their incidents derived; no judgement is made and no report derived.
    """
    trial = connection.begin_nested()
    pool = Imagined(connection)
    named: set[str] = set()
    for proposal in proposals:
        named |= set(_named(connection, proposal))
        if isinstance(proposal, Pair):
            check_pair(connection, proposal.decision, proposal.claim, proposal.other)
            pool.settle((proposal,))
        else:
            pool.settle(planned(pool, _wanted(connection, proposal)))
    after = gathering.those(connection, named | pool.touched, rule)
    trial.rollback()
    return gathering.those(connection, named | pool.touched, rule), after


def _wanted(connection: Connection, change: Regrouping) -> Groups:
    """The groups that are asked for. Raises JudgementError when they make no sense."""
    if isinstance(change, Merge):
        return (_members(connection, change.incident) | _members(connection, change.other),)
    if isinstance(change, Split):
        members, out = _members(connection, change.incident), frozenset(change.accounts)
        if strangers := sorted(out - members):
            raise JudgementError(f"incident {change.incident} has no account {strangers[0]}: split what is in it")
        if not out or out == members:
            raise JudgementError("to split an incident name some of its accounts, not all and not none")
        return out, members - out
    members, there = _members(connection, change.account), _members(connection, change.incident)
    if change.account not in members:
        raise JudgementError(f"“{change.account}” is no account: give one as `sayso incident` shows it")
    if members == there:
        return (there,)
    moved = frozenset((change.account,))
    return tuple(group for group in (members - moved, there | moved) if group)


def _named(connection: Connection, proposal: Proposal) -> Iterator[str]:
    """The ids of the incidents that a proposal names."""
    if isinstance(proposal, Merge):
        ends: tuple[str, ...] = (proposal.incident, proposal.other)
    elif isinstance(proposal, Split):
        ends = (proposal.incident,)
    elif isinstance(proposal, Move):
        ends = (proposal.account, proposal.incident)
    else:
        ends = (proposal.claim, proposal.other)
    for end in ends:
        if (found := gathering.incident_of(connection, end)) is not None:
            yield found


def _members(connection: Connection, named: str) -> frozenset[str]:
    """The accounts of the incident with this id or with this account."""
    incident = gathering.incident_of(connection, named)
    if incident is None:
        raise JudgementError(f"the ledger has no incident {named} (any more): load the page again")
    return frozenset(connection.execute(select(accounts.c.id).where(accounts.c.incident == incident)).scalars())


def _so(connection: Connection, wanted: Groups) -> bool:
    """Whether the incidents are as asked."""
    return set(_groups(connection, frozenset().union(*wanted))) == set(wanted)


def _groups(connection: Connection, ids: Collection[str]) -> Groups:
    """All accounts of the incidents that these accounts are in, by incident."""
    incidents: set[str] = set()
    for some in chunks(ids):
        wanted = select(accounts.c.incident).where(accounts.c.id.in_(some)).distinct()
        incidents.update(connection.execute(wanted).scalars())
    found: dict[str, set[str]] = {incident: set() for incident in sorted(incidents)}
    for some in chunks(found):
        for row in connection.execute(select(accounts.c.incident, accounts.c.id).where(accounts.c.incident.in_(some))):
            found[row.incident].add(row.id)
    return tuple(frozenset(members) for members in found.values())
