"""A pool in memory: for tests, for trying things out, and for rebuilding a whole ledger at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from sys import intern

from sayso.incidents.judged import Judged
from sayso.incidents.pool import Entry
from sayso.model.account import Account
from sayso.model.incident import Tie


class MemoryPool:
    """`sayso.incidents.pool.Pool` over dictionaries. `judge` adds a person's decision (follow it by `regroup`)."""

    def __init__(self, judged: Iterable[Judged] = ()) -> None:
        """An empty pool with these judgements."""
        self._accounts: dict[str, Account] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        # Most keys are one account's alone: its id then, for a set takes three times the room.
        self._having: dict[str, str | set[str]] = {}
        self._ties: defaultdict[str, dict[str, Tie]] = defaultdict(dict)
        self._judged: defaultdict[str, dict[str, Judged]] = defaultdict(dict)
        self._groups: dict[str, tuple[str, ...]] = {}
        for one in judged:
            self.judge(one)

    def __len__(self) -> int:
        """How many accounts are in it."""
        return len(self._accounts)

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """All groups, each in order of id."""
        return tuple(sorted(set(self._groups.values())))

    def judge(self, judged: Judged) -> None:
        """Set what a person decided about two accounts, in place of what they decided before."""
        self._judged[judged.one][judged.other] = self._judged[judged.other][judged.one] = judged

    def group_of(self, account: str) -> tuple[str, ...]:
        """The group that this account is in. Raises KeyError when it is not in the pool."""
        return self._groups[account]

    def put(self, entries: Iterable[Entry]) -> None:
        """See `Pool`."""
        for entry in entries:
            self.drop((entry.account.id,))
            self._accounts[entry.account.id] = entry.account
            self._keys[entry.account.id] = tuple(map(intern, entry.keys))
            for key in self._keys[entry.account.id]:
                self._having[key] = self._with(key, entry.account.id)

    def drop(self, ids: Iterable[str]) -> None:
        """See `Pool`."""
        for one in tuple(ids):
            if self._accounts.pop(one, None) is None:
                continue
            for key in self._keys.pop(one):
                having = self._having[key]
                if isinstance(having, set) and len(having) > 1:
                    having.discard(one)
                else:
                    del self._having[key]
            for other in self._ties.pop(one, {}):
                self._ties[other].pop(one, None)
            group = self._groups.pop(one, ())
            rest = tuple(member for member in group if member != one)
            self._groups.update(dict.fromkeys(rest, rest))

    def accounts(self, ids: Iterable[str]) -> Mapping[str, Account]:
        """See `Pool`."""
        return {one: self._accounts[one] for one in ids if one in self._accounts}

    def keys(self, ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """See `Pool`."""
        return {one: frozenset(self._keys[one]) for one in ids if one in self._keys}

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """See `Pool`."""
        found = {key: self._having[key] for key in keys if key in self._having}
        return {key: 1 if isinstance(having, str) else len(having) for key, having in found.items()}

    def sharing(self, keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """See `Pool`."""
        found = {key: self._having[key] for key in keys if key in self._having}
        return {key: (having,) if isinstance(having, str) else tuple(having) for key, having in found.items()}

    def _with(self, key: str, one: str) -> str | set[str]:
        having = self._having.get(key)
        if isinstance(having, set):
            having.add(one)
            return having
        return one if having is None else {having, one}

    def ties(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        """See `Pool`."""
        found = {(t.one, t.other): t for one in ids if one in self._ties for t in self._ties[one].values()}
        return tuple(found.values())

    def keep(self, ties: Iterable[Tie]) -> None:
        """See `Pool`."""
        for tie in ties:
            self._ties[tie.one][tie.other] = self._ties[tie.other][tie.one] = tie

    def forget(self, pairs: Iterable[tuple[str, str]]) -> None:
        """See `Pool`."""
        for one, other in pairs:
            self._ties[one].pop(other, None)
            self._ties[other].pop(one, None)

    def judged(self, ids: Iterable[str]) -> tuple[Judged, ...]:
        """See `Pool`."""
        known = self._accounts
        found = {
            decided
            for one in ids
            if one in known and one in self._judged
            for other, decided in self._judged[one].items()
            if other in known
        }
        return tuple(found)

    def group(self, groups: Iterable[tuple[str, ...]]) -> None:
        """See `Pool`."""
        for group in groups:
            self._groups.update(dict.fromkeys(group, group))
