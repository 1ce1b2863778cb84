"""One component of tied accounts divided into incidents: average linkage under what people decided.

A pure function of the ties and judgements: the two groups with the highest average score between their members are
joined first, equal ones by account id, until no average reaches the threshold. Two accounts without a tie count as 0;
two of one report are not counted (the reader told them apart, other reports may not).
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence

from sayso.incidents.judged import Conflict, Judged
from sayso.model.incident import Tie

JOIN = 0.5
"""The average score that joins two groups, and the least score of a tie that connects a component: where the average
reaches it, one tie does."""

Pair = tuple[str, str]


def clusters(
    members: Mapping[str, str],
    ties: Iterable[Tie],
    judged: Iterable[Judged] = (),
    threshold: float = JOIN,
) -> tuple[tuple[tuple[str, ...], ...], tuple[Conflict, ...]]:
    """The groups of a component, each in order of id, and the judgements that cannot all hold.

    `members` maps each account's id to its report's. A "same" is a must unless a "different" forbids it.
    """
    decided = sorted(judged)
    forbidden = {(d.one, d.other) for d in decided if not d.same}
    groups, conflicts = _together(sorted(members), [d for d in decided if d.same], forbidden)
    return _linked(groups, members, ties, forbidden, threshold), conflicts


def _together(
    ids: Sequence[str], same: Sequence[Judged], forbidden: set[Pair]
) -> tuple[list[list[str]], tuple[Conflict, ...]]:
    """The groups that people made, and the conflicts met on the way."""
    groups = {one: [one] for one in ids}
    for judgement in same:
        a, b = groups.get(judgement.one), groups.get(judgement.other)
        if a is None or b is None or a is b or _forbidden(a, b, forbidden):
            continue
        merged = sorted(a + b)
        groups.update(dict.fromkeys(merged, merged))
    conflicts = tuple(
        Conflict(one, other, chain, f'judged different, and "same" {len(chain) - 1} times from one to the other')
        for one, other in sorted(forbidden)
        if (chain := _chain(one, other, same))
    )
    unique = {id(group): group for group in groups.values()}
    return list(unique.values()), conflicts


def _forbidden(a: Sequence[str], b: Sequence[str], forbidden: set[Pair]) -> bool:
    return bool(forbidden) and any((min(x, y), max(x, y)) in forbidden for x in a for y in b)


def _chain(one: str, other: str, same: Sequence[Judged]) -> tuple[str, ...]:
    """The shortest way from one account to the other over "same" judgements; empty when there is none."""
    near: dict[str, list[str]] = {}
    for judgement in same:
        near.setdefault(judgement.one, []).append(judgement.other)
        near.setdefault(judgement.other, []).append(judgement.one)
    before: dict[str, str] = {one: one}
    queue = deque([one])
    while queue and other not in before:
        at = queue.popleft()
        for step in sorted(near.get(at, ())):
            if step not in before:
                before[step] = at
                queue.append(step)
    if other not in before:
        return ()
    chain = [other]
    while chain[-1] != one:
        chain.append(before[chain[-1]])
    return tuple(reversed(chain))


def _linked(
    groups: list[list[str]],
    members: Mapping[str, str],
    ties: Iterable[Tie],
    forbidden: set[Pair],
    threshold: float,
) -> tuple[tuple[str, ...], ...]:
    """Average linkage from these groups on."""
    linkage = _Linkage(groups, members, ties, threshold)
    while (best := linkage.pop()) is not None:
        a, b = best
        if not _forbidden(linkage.groups[a], linkage.groups[b], forbidden):
            linkage.merge(a, b)
    return tuple(sorted(tuple(group) for group in linkage.groups.values()))


class _Linkage:
    """Sums of scores between groups, which merging only adds up; a group is known by a number that is never reused."""

    def __init__(
        self, groups: list[list[str]], members: Mapping[str, str], ties: Iterable[Tie], threshold: float
    ) -> None:
        self.groups = dict(enumerate(sorted(groups)))
        self.told = {n: Counter(members[one] for one in group) for n, group in self.groups.items()}
        self.threshold = threshold
        self.sums: dict[int, dict[int, float]] = {n: {} for n in self.groups}
        self.heap: list[tuple[float, str, str, int, int]] = []
        self.fresh = len(groups)
        where = {one: n for n, group in self.groups.items() for one in group}
        for tie in sorted(ties, key=lambda t: (t.one, t.other)):
            a, b = where.get(tie.one), where.get(tie.other)
            if a is not None and b is not None and a != b and members[tie.one] != members[tie.other]:
                self.sums[a][b] = self.sums[b][a] = self.sums[a].get(b, 0.0) + tie.score
        for a, row in self.sums.items():
            for b in row:
                if a < b:
                    self._push(a, b)

    def _push(self, a: int, b: int) -> None:
        """Put a pair of groups that may be joined on the heap: highest average first, then by their first ids."""
        ours, theirs = self.groups[a], self.groups[b]
        pairs = len(ours) * len(theirs) - self._within(a, b)
        if pairs > 0 and (average := round(self.sums[a][b] / pairs, 9)) >= self.threshold:
            heapq.heappush(self.heap, (-average, min(ours[0], theirs[0]), max(ours[0], theirs[0]), a, b))

    def _within(self, a: int, b: int) -> int:
        """How many pairs of two groups are of one report."""
        few, many = sorted((self.told[a], self.told[b]), key=len)
        return 0 if few.keys().isdisjoint(many) else sum(count * many[report] for report, count in few.items())

    def pop(self) -> tuple[int, int] | None:
        """The next two groups to join; None when no average reaches the threshold."""
        while self.heap:
            *_, a, b = heapq.heappop(self.heap)
            if a in self.groups and b in self.groups:
                return a, b
        return None

    def merge(self, a: int, b: int) -> None:
        """Make one group of two."""
        new, self.fresh = self.fresh, self.fresh + 1
        self.groups[new] = sorted(self.groups.pop(a) + self.groups.pop(b))
        self.told[new] = self.told.pop(a) + self.told.pop(b)
        row: dict[int, float] = {}
        for old in (a, b):
            for other, total in self.sums.pop(old).items():
                if other in self.groups:
                    row[other] = row.get(other, 0.0) + total
        self.sums[new] = row
        for other, total in row.items():
            for old in (a, b):
                self.sums[other].pop(old, None)
            self.sums[other][new] = total
            self._push(other, new)
