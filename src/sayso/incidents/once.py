"""A pool that is asked for each account's ties and judgements once while accounts join, leave or are regrouped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.incidents.judged import Judged
from sayso.model.incident import Tie

if TYPE_CHECKING:
    from sayso.incidents.pool import Entry, Pool


class Once:
    """`sayso.incidents.pool.Pool` over another: what was asked is remembered, and kept up with what is written.

    Blocks are looked for again and again among the same accounts, and in a store every answer has its price. It serves
    one change: nobody else may write to the pool meanwhile.
    """

    def __init__(self, pool: Pool) -> None:
        """Remember nothing yet."""
        self._pool = pool
        self._ties: dict[str, dict[str, Tie]] = {}
        self._judged: dict[str, list[Judged]] = {}
        self.accounts = pool.accounts
        self.keys = pool.keys
        self.counts = pool.counts
        self.sharing = pool.sharing
        self.group = pool.group

    def put(self, entries: Iterable[Entry]) -> None:
        """See `Pool`."""
        self._judged.clear()  # it depends on who is there
        self._pool.put(entries)

    def drop(self, ids: Iterable[str]) -> None:
        """See `Pool`."""
        gone = tuple(ids)
        self._judged.clear()
        for one in gone:
            self._ties.pop(one, None)
        for theirs in self._ties.values():
            for one in gone:
                theirs.pop(one, None)
        self._pool.drop(gone)

    def ties(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        """See `Pool`."""
        asked = tuple(ids)
        missing = [one for one in asked if one not in self._ties]
        if missing:
            self._ties.update((one, {}) for one in missing)
            self._note(self._pool.ties(missing))
        return tuple({(tie.one, tie.other): tie for one in asked for tie in self._ties[one].values()}.values())

    def keep(self, ties: Iterable[Tie]) -> None:
        """See `Pool`."""
        kept = tuple(ties)
        self._note(kept)
        self._pool.keep(kept)

    def forget(self, pairs: Iterable[tuple[str, str]]) -> None:
        """See `Pool`."""
        gone = tuple(pairs)
        for one, other in gone:
            self._ties.get(one, {}).pop(other, None)
            self._ties.get(other, {}).pop(one, None)
        self._pool.forget(gone)

    def judged(self, ids: Iterable[str]) -> tuple[Judged, ...]:
        """See `Pool`."""
        asked = tuple(ids)
        missing = [one for one in asked if one not in self._judged]
        if missing:
            self._judged.update((one, []) for one in missing)
            new = frozenset(missing)
            for decided in self._pool.judged(missing):
                for end in {decided.one, decided.other} & new:
                    self._judged[end].append(decided)
        return tuple(dict.fromkeys(decided for one in asked for decided in self._judged[one]))

    def _note(self, ties: Iterable[Tie]) -> None:
        for tie in ties:
            if tie.one in self._ties:
                self._ties[tie.one][tie.other] = tie
            if tie.other in self._ties:
                self._ties[tie.other][tie.one] = tie
