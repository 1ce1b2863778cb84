"""What incremental linking needs from a store, and joining and leaving it one report at a time.

What is linked is a pure function of the accounts and the judgements in the pool, whatever the order they came in:

- every account has block keys; a key is active while no more than `MOST` accounts have it;
- two accounts that share an active key are compared; the tie is kept when its score is at least `KEEP`;
- ties of at least `JOIN`, and human "same" judgements, connect accounts to components;
- each component is divided into groups (incidents) by `sayso.incidents.cluster`, from its ties and judgements alone.

So joining touches the blocks of the new accounts and the components they fall into, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sayso.model.account import Account
from sayso.model.incident import Tie

MOST = 100  # accounts that may share a key before it tells nothing: bounds what one new account costs


@dataclass(frozen=True, slots=True)
class Entry:
    """An account and the block keys under which others find it (`sayso.incidents.blocking.keys`)."""

    account: Account
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, order=True)
class Judged:
    """The standing decision of a person that two accounts tell the same event, or different ones (`one` < `other`)."""

    one: str
    other: str
    same: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Judgements that cannot all hold: `one` and `other` are judged different, yet `chain` ("same" from one to the
    next) ties them. The "different" is kept; `why` says it in words."""

    one: str
    other: str
    chain: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a join, a leave or a new judgement did: the groups of all accounts in the components it touched.

    Each group is one incident: account ids in order. Accounts not listed are grouped as before.
    """

    groups: tuple[tuple[str, ...], ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class Pool(Protocol):
    """What linking asks of a store. All ids are account ids; unknown ones are left out of answers and ignored.

    Answers may come in any order. Within one `join` or `leave` a write must be seen by the reads that follow it;
    the store makes the whole of it one transaction.
    """

    def put(self, entries: Iterable[Entry]) -> None:
        """Store accounts with their keys, in place of what had the same ids."""

    def drop(self, ids: Iterable[str]) -> None:
        """Take accounts out, with their keys and ties. Judgements stay: they count again when the account is back."""

    def accounts(self, ids: Iterable[str]) -> Mapping[str, Account]:
        """The accounts with these ids."""

    def keys(self, ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The block keys of these accounts."""

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """How many accounts have each key; keys that none has may be left out."""

    def sharing(self, keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The ids of all accounts with each key. Only asked for keys that few accounts have (see `MOST`)."""

    def ties(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        """The stored ties with any of these accounts at either end."""

    def keep(self, ties: Iterable[Tie]) -> None:
        """Store ties (`one` < `other`), in place of those between the same two."""

    def forget(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take out the ties of these pairs (`one` < `other`)."""

    def judged(self, ids: Iterable[str]) -> tuple[Judged, ...]:
        """The standing same/different judgements with any of these at either end and both ends in the pool."""

    def group(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Set who is grouped with whom: each account named leaves the group it was in."""
