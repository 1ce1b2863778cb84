"""Which judgements of same and different make incidents what is asked: the fewest, worked out without storing any.

What a judgement does depends on all ties around it (`sayso.incidents.cluster`): one "same" may pull an account out of
one incident and leave the rest there. So judgements are tried one after the other on a pool that only imagines them,
until the groups are as asked, and then each is left out that the others do without.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from sqlalchemy import Connection

from sayso.errors import JudgementError
from sayso.incidents.judged import Judged
from sayso.incidents.pool import regroup
from sayso.ledger.naming import claim_at
from sayso.ledger.sqlpool import SqlPool
from sayso.model.incident import Tie
from sayso.model.judgement import Decision

IN_THE_WAY = (
    "judgements that stand are in the way: see those of these accounts (sayso judgements), undo what holds them, and "
    "try again"
)
_MOST = 100  # judgements that one regrouping may take


@dataclass(frozen=True, slots=True)
class Pair:
    """One judgement: the two accounts tell the same event, or different ones."""

    decision: Decision
    claim: str
    other: str


Groups: TypeAlias = tuple[frozenset[str], ...]


def planned(pool: Imagined, wanted: Groups) -> tuple[Pair, ...]:
    """The judgements after which these accounts are grouped so. Raises JudgementError when there are none."""
    plan: list[Pair] = []
    while (step := _State(pool, wanted, plan).next()) is not None:
        if len(plan) >= _MOST:
            raise JudgementError(f"this takes over {_MOST} judgements: change fewer accounts at a time")
        plan.append(step)
    if not pool.so(wanted, plan):
        raise JudgementError(IN_THE_WAY)
    for pair in tuple(plan):
        rest = [each for each in plan if each != pair]
        if pool.so(wanted, rest):
            plan = rest
    return tuple(plan)


class Imagined(SqlPool):
    """The ledger's pool as it would be with some judgements more. Only `settle` writes anything."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        super().__init__(connection)
        self._connection = connection
        self._settled: dict[tuple[str, str], Judged] = {}
        self._standing: dict[str, tuple[Judged, ...]] = {}
        self._more: dict[tuple[str, str], Judged] = {}
        self._near: dict[str, tuple[Tie, ...]] = {}
        self._anchored: dict[str, bool] = {}

    def ties(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        """The stored ties, each account's looked up once."""
        ids = tuple(ids)
        missing = [account for account in ids if account not in self._near]
        found: dict[str, list[Tie]] = {account: [] for account in missing}
        for tie in super().ties(missing):
            for end in (tie.one, tie.other):
                if end in found:
                    found[end].append(tie)
        self._near.update((account, tuple(ties)) for account, ties in found.items())
        return tuple({(tie.one, tie.other): tie for account in ids for tie in self._near[account]}.values())

    def judged(self, ids: Iterable[str]) -> tuple[Judged, ...]:
        """The standing judgements and those imagined, which are in the place of standing ones of the same two."""
        asked = frozenset(ids)
        missing = {account: list[Judged]() for account in asked if account not in self._standing}
        for each in super().judged(missing) if missing else ():
            for end in missing.keys() & {each.one, each.other}:
                missing[end].append(each)
        self._standing.update((account, tuple(judged)) for account, judged in missing.items())
        found = {(each.one, each.other): each for account in asked for each in self._standing[account]}
        found |= {pair: each for pair, each in self._more.items() if asked & set(pair)}
        return tuple(found.values())

    def group(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Nothing: what would be grouped is what `regroup` returns."""

    def settle(self, plan: Iterable[Pair]) -> None:
        """Group all as after these judgements, which from now on stand: for a transaction that is rolled back."""
        self._imagine(plan)
        self._settled = self._more
        super().group(regroup(self, {end for pair in self._more for end in pair}).groups)

    def pieces(self, wanted: Groups, plan: Iterable[Pair]) -> Groups:
        """All groups with any of these accounts, after the planned judgements."""
        self._imagine(plan)
        everybody = frozenset().union(*wanted)
        return tuple(frozenset(group) for group in regroup(self, everybody).groups if everybody & set(group))

    def _imagine(self, plan: Iterable[Pair]) -> None:
        pairs = ((min(each.claim, each.other), max(each.claim, each.other), each.decision) for each in plan)
        imagined = {(one, other): Judged(one, other, made is Decision.SAME) for one, other, made in pairs}
        self._more = {**self._settled, **imagined}

    def so(self, wanted: Groups, plan: Iterable[Pair]) -> bool:
        """Whether the groups would be as asked."""
        return set(self.pieces(wanted, plan)) == set(wanted)

    def can_be_judged(self, account: str) -> bool:
        """Whether its words tell it apart from the other events of its report."""
        if account not in self._anchored:
            try:
                at, claim = claim_at(self._connection, account)
                at.anchor(claim)
            except JudgementError:
                self._anchored[account] = False
            else:
                self._anchored[account] = True
        return self._anchored[account]


class _State:
    """How the accounts of the wanted groups would be grouped after a plan, and what people judged of them."""

    def __init__(self, pool: Imagined, wanted: Groups, plan: Iterable[Pair]) -> None:
        plan = tuple(plan)
        self.pool, self.wanted = pool, wanted
        self.done = frozenset((each.claim, each.other) for each in plan)
        self.everybody = frozenset().union(*wanted)
        self.home = {account: group for group in wanted for account in group}
        self.pieces = pool.pieces(wanted, plan)
        self.ties = {(tie.one, tie.other): tie.score for tie in pool.ties(self.everybody)}
        self.judged = pool.judged(self.everybody)
        self.ends = frozenset(end for each in self.judged for end in (each.one, each.other))

    def next(self) -> Pair | None:
        """The next judgement to make; None when all is as asked, or nothing is left to try.

        First against what was judged the other way, then what parts those that are together and must not be, then what
        brings each group together: in the end all are judged the same as one of them, which leaves no choice.
        """
        return self._overturned() or self._parted() or self._joined()

    def _best(self, ours: Collection[str], theirs: Collection[str]) -> tuple[str, str] | None:
        """The two that are tied most and not judged yet."""
        pairs = {(min(a, b), max(a, b)) for a in ours for b in theirs} - self.done
        ranked = sorted(pairs, key=lambda pair: (-self.ties.get(pair, 0.0), pair))
        return next((pair for pair in ranked if all(map(self.pool.can_be_judged, pair))), None)

    def _overturned(self) -> Pair | None:
        for each in sorted(self.judged):
            ends = self.home.get(each.one), self.home.get(each.other)
            if None not in ends and each.same != (ends[0] == ends[1]) and (each.one, each.other) not in self.done:
                return Pair(Decision.DIFFERENT if each.same else Decision.SAME, each.one, each.other)
        return None

    def _parted(self) -> Pair | None:
        """One "different" between two groups (what is left is theirs to hold together), and one for every stranger."""
        apart = [each for each in self.judged if not each.same]
        different = {frozenset((self.home.get(each.one), self.home.get(each.other))) for each in apart}
        for piece in self.pieces:
            here = [group for group in self.wanted if group & piece]
            for one, other in combinations(here, 2):
                pair = self._best(piece & one, piece & other)
                if pair and frozenset((one, other)) not in different:
                    return Pair(Decision.DIFFERENT, *pair)
            if pair := self._best(self._held(piece & here[0]), piece - self.everybody):
                return Pair(Decision.DIFFERENT, *pair)
        return None

    def _joined(self) -> Pair | None:
        for group in self.wanted:
            parts = [piece & group for piece in self.pieces if piece & group]
            core = max(parts, key=lambda part: (len(part & self.ends), len(part), min(part)))
            for part in sorted(parts, key=min):
                if part != core and (pair := self._best(self._held(core), part)):
                    return Pair(Decision.SAME, *pair)
        return None

    def _held(self, part: frozenset[str]) -> frozenset[str]:
        """Those of them that a judgement holds already; all where it holds none."""
        return part & self.ends or part
