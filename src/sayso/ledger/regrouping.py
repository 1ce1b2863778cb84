"""Merging, splitting and moving: the judgements of same and different that bring it about, and what it would do.

What a judgement does depends on all ties around it (`sayso.incidents.cluster`): one "same" may pull an account out of
one incident and leave the rest there. So judgements are tried, one at a time, until the incidents are as asked, and
those that turn out not to be needed are left out. What is tried changes the groups alone, within a savepoint: no report
is derived anew before the judgements are made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TypeAlias, TypeGuard

from sqlalchemy import Connection, func, select

from sayso.errors import JudgementError
from sayso.incidents.judged import Judged
from sayso.incidents.pool import regroup as group_anew
from sayso.ledger import gathering
from sayso.ledger.database import chunks
from sayso.ledger.judging import judge
from sayso.ledger.schema import accounts, journal
from sayso.ledger.sqlpool import SqlPool
from sayso.model.incident import Incident, TollRule
from sayso.model.judgement import Decision, Judgement

_MOST = 100  # judgements that one regrouping may take
_IN_THE_WAY = (
    "judgements that stand are in the way: see those of these accounts (sayso judgements), undo what holds them and "
    "try again"
)
_PRUNED = 12  # up to so many are tried one by one whether they are needed


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


@dataclass(frozen=True, slots=True)
class Pair:
    """One judgement: the two accounts tell the same event, or different ones."""

    decision: Decision
    claim: str
    other: str


Regrouping: TypeAlias = Merge | Split | Move
Proposal: TypeAlias = Merge | Split | Move | Pair

Groups: TypeAlias = tuple[frozenset[str], ...]


def regroup(connection: Connection, change: Regrouping, *, author: str, reason: str = "") -> tuple[Judgement, ...]:
    """Bring it about. Returns the judgements it took, none when all is so already. Raises JudgementError if it cannot.

    To be called in a transaction that is given up when an error is raised.
    """
    wanted = _wanted(connection, change)
    refused: set[tuple[str, str]] = set()
    while True:
        plan = _planned(connection, wanted, refused)
        attempt = connection.begin_nested()
        made: list[Judgement] = []
        for pair in plan:
            try:
                made.append(
                    judge(connection, pair.decision, pair.claim, other=pair.other, author=author, reason=reason)
                )
            except JudgementError:  # its words do not tell it apart from another claim: by another account, then
                refused.add((pair.claim, pair.other))
                break
        else:
            attempt.commit()
            if not _so(connection, wanted):
                raise JudgementError(_IN_THE_WAY)
            return tuple(made)
        attempt.rollback()


def preview(
    connection: Connection, proposals: Sequence[Proposal], rule: TollRule
) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
    """The incidents that the proposals would change, as they are and as they would be; nothing is kept."""
    trial = connection.begin_nested()
    touched = _tried(connection, proposals) if _no_pair(proposals) else _judged(connection, proposals)
    after = gathering.those(connection, touched, rule)
    trial.rollback()
    return gathering.those(connection, touched, rule), after


def _no_pair(proposals: Sequence[Proposal]) -> TypeGuard[Sequence[Regrouping]]:
    return not any(isinstance(proposal, Pair) for proposal in proposals)


def _tried(connection: Connection, proposals: Sequence[Regrouping]) -> set[str]:
    """Group as the proposals ask, and nothing else. Returns the incidents that they name or touch."""
    touched: set[str] = set()
    pool = _Trial(connection)
    for proposal in proposals:
        touched |= set(_named(connection, proposal))
        for pair in _planned(connection, _wanted(connection, proposal), frozenset(), pool.decided):
            pool.decide(pair)
    return touched | pool.touched


def _judged(connection: Connection, proposals: Sequence[Proposal]) -> set[str]:
    """Decide as the proposals ask. Returns the incidents that they name or touch."""
    touched: set[str] = set()
    last = connection.execute(select(func.max(journal.c.seq))).scalar() or 0
    for proposal in proposals:
        touched |= set(_named(connection, proposal))
        if isinstance(proposal, Pair):
            judge(connection, proposal.decision, proposal.claim, other=proposal.other, author="preview")
        else:
            regroup(connection, proposal, author="preview")
    rows = connection.execute(
        select(journal.c.before, journal.c.after).where(journal.c.seq > last, journal.c.field == "incident")
    )
    return touched | {incident for row in rows for incident in row if incident}


class _Trial(SqlPool):
    """The pool with judgements that nobody has made: `decided` says of two accounts whether they are the same."""

    def __init__(self, connection: Connection, decided: Mapping[tuple[str, str], bool] = MappingProxyType({})) -> None:
        super().__init__(connection)
        self.decided = dict(decided)

    def judged(self, ids: Iterable[str]) -> tuple[Judged, ...]:
        """Those that stand, with those on trial in place of what they overturn."""
        asked = frozenset(ids)
        found = {(each.one, each.other): each.same for each in super().judged(asked)}
        found.update((ends, same) for ends, same in self.decided.items() if asked & {*ends})
        return tuple(Judged(*ends, same) for ends, same in sorted(found.items()))

    def decide(self, pair: Pair) -> None:
        """Group as if this were judged."""
        ends = (min(pair.claim, pair.other), max(pair.claim, pair.other))
        self.decided[ends] = pair.decision is Decision.SAME
        group_anew(self, ends)


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


def _planned(
    connection: Connection,
    wanted: Groups,
    refused: Collection[tuple[str, str]],
    decided: Mapping[tuple[str, str], bool] = MappingProxyType({}),
) -> list[Pair]:
    """Judgements that bring the groups about, as few as are needed, beside those that are `decided` on trial."""
    with_all = connection.begin_nested()
    plan = _plan(_Trial(connection, decided), connection, wanted, refused)
    with_all.rollback()
    if 1 < len(plan) <= _PRUNED:
        for pair in tuple(plan):
            rest = [each for each in plan if each != pair]
            trial = connection.begin_nested()
            pool = _Trial(connection, decided)
            for each in rest:
                pool.decide(each)
            enough = _so(connection, wanted)
            trial.rollback()
            plan = rest if enough else plan
    return plan


def _plan(pool: _Trial, connection: Connection, wanted: Groups, refused: Collection[tuple[str, str]]) -> list[Pair]:
    """Judgements that bring the groups about, tried one after the other. Raises JudgementError when none do."""
    plan: list[Pair] = []
    while (step := _next(pool, connection, wanted, {*refused, *((p.claim, p.other) for p in plan)})) is not None:
        if len(plan) >= _MOST:
            raise JudgementError(f"this takes over {_MOST} judgements: change fewer accounts at a time")
        pool.decide(step)
        plan.append(step)
    if not _so(connection, wanted):
        raise JudgementError(_IN_THE_WAY)
    return plan


def _next(pool: _Trial, connection: Connection, wanted: Groups, done: Collection[tuple[str, str]]) -> Pair | None:
    """The next judgement to make; None when all is as asked, or nothing is left to try.

    First against what was judged the other way, then what parts those that are together and must not be, then what
    brings each group together: in the end all are judged the same as one of them, which leaves no choice.
    """
    state = _State(pool, connection, wanted, frozenset(done))
    return state.overturned() or state.parted() or state.joined()


class _State:
    """How the accounts of the wanted groups are grouped now, and what people judged of them."""

    def __init__(self, pool: _Trial, connection: Connection, wanted: Groups, done: frozenset[tuple[str, str]]) -> None:
        self.wanted, self.done = wanted, done
        self.everybody = frozenset().union(*wanted)
        self.home = {account: group for group in wanted for account in group}
        self.pieces = _groups(connection, self.everybody)
        self.ties = {(tie.one, tie.other): tie.score for tie in pool.ties(self.everybody)}
        self.judged = pool.judged(self.everybody)

    def best(self, ours: Collection[str], theirs: Collection[str]) -> tuple[str, str] | None:
        """The two that are tied most and not judged yet."""
        pairs = {(min(a, b), max(a, b)) for a in ours for b in theirs} - self.done
        return min(pairs, key=lambda pair: (-self.ties.get(pair, 0.0), pair), default=None)

    def overturned(self) -> Pair | None:
        for each in self.judged:
            ends = self.home.get(each.one), self.home.get(each.other)
            if None not in ends and each.same != (ends[0] == ends[1]) and (each.one, each.other) not in self.done:
                return Pair(Decision.DIFFERENT if each.same else Decision.SAME, each.one, each.other)
        return None

    def parted(self) -> Pair | None:
        """Once between two groups (the rest is theirs to hold), and for every stranger."""
        apart = [each for each in self.judged if not each.same]
        different = {frozenset((self.home.get(each.one), self.home.get(each.other))) for each in apart}
        for piece in self.pieces:
            here = [group for group in self.wanted if group & piece]
            for one, other in combinations(here, 2):
                pair = self.best(piece & one, piece & other)
                if pair and frozenset((one, other)) not in different:
                    return Pair(Decision.DIFFERENT, *pair)
            if pair := self.best(self._held(piece & here[0]), piece - self.everybody):
                return Pair(Decision.DIFFERENT, *pair)
        return None

    def joined(self) -> Pair | None:
        for group in self.wanted:
            parts = [piece & group for piece in self.pieces if piece & group]
            core = max(parts, key=lambda part: (len(part & self._ends()), len(part), min(part)))
            for part in sorted(parts, key=min):
                if part != core and (pair := self.best(self._held(core), part)):
                    return Pair(Decision.SAME, *pair)
        return None

    def _held(self, part: frozenset[str]) -> frozenset[str]:
        """Those of them that a judgement holds already: one more of the same does not need to be held anew."""
        return part & self._ends() or part

    def _ends(self) -> frozenset[str]:
        return frozenset(end for each in self.judged for end in (each.one, each.other))


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
