"""What incremental linking needs from a store, and joining and leaving it one report at a time.

What is linked is a pure function of the accounts and the judgements in the pool, whatever the order they came in:

- every account has block keys; a key is active while no more accounts have it than its kind allows (`most`);
- two accounts that share an active key are compared; the tie is kept when its score is at least `KEEP`;
- ties of at least `JOIN`, and human "same" judgements, connect accounts to blocks (`sayso.incidents.components`);
- each block is divided into groups (incidents) by `sayso.incidents.cluster`, from its ties and judgements alone.

So joining touches those that share a key with the new accounts and the blocks these are in, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from sayso.incidents.blocking import keys, most
from sayso.incidents.cluster import JOIN, clusters
from sayso.incidents.components import among, block, blocks
from sayso.incidents.judged import Conflict, Judged
from sayso.incidents.once import Once
from sayso.incidents.profile import Profile, profile
from sayso.incidents.score import tie
from sayso.model.account import Account
from sayso.model.incident import Tie

__all__ = ["JOIN", "KEEP", "Change", "Conflict", "Entry", "Judged", "Pool", "join", "leave", "regroup"]

KEEP = 0.05  # a tie scored lower is not stored and counts as none
_BATCH = 500  # accounts that join together: what of them and of those they meet is held in memory at a time


@dataclass(frozen=True, slots=True)
class Entry:
    """An account and the block keys under which others find it (`sayso.incidents.blocking.keys`)."""

    account: Account
    keys: frozenset[str]


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
        """The ids of all accounts with each key. Only asked for keys that few accounts have, as `most` allows."""

    def ties(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        """The stored ties with any of these accounts at either end. Their reasons may be left out."""

    def keep(self, ties: Iterable[Tie]) -> None:
        """Store ties (`one` < `other`), in place of those between the same two."""

    def forget(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take out the ties of these pairs (`one` < `other`)."""

    def judged(self, ids: Iterable[str]) -> tuple[Judged, ...]:
        """The standing same/different judgements with any of these at either end and both ends in the pool."""

    def group(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Set who is grouped with whom: each account named leaves the group it was in."""


def join(pool: Pool, accounts: Iterable[Account]) -> Change:
    """Put accounts into the pool and link them; the result is the same one at a time, all at once, in any order.

    Accounts whose ids are in the pool already are replaced (a report read again). Only what the new accounts touch is
    looked at: those that share a key with them and the components these are in. Any number may come: they are taken
    in batches, for the pool may be larger than memory.
    """
    coming = iter(accounts)
    change = Change()
    while batch := {account.id: account for account in islice(coming, _BATCH)}:
        change = _after(change, _join(Once(pool), batch))
    return change


def leave(pool: Pool, ids: Iterable[str]) -> Change:
    """Take accounts out, as if they had never been in."""
    once = Once(pool)
    return _divide(once, _take_out(once, set(ids)))


def regroup(pool: Pool, ids: Iterable[str]) -> Change:
    """Divide anew after a judgement between some of these accounts was made or superseded."""
    once = Once(pool)
    named = frozenset(pool.accounts(ids))
    touched = {member for one in sorted(named) for member in block(once, one, apart=named)}
    return _divide(once, touched | named)


def _join(pool: Once, batch: Mapping[str, Account]) -> Change:
    """One batch."""
    profiles = {one: profile(account) for one, account in batch.items()}
    touched = _take_out(pool, batch.keys())
    entries = [Entry(account, keys(profiles[one])) for one, account in batch.items()]
    mine = _by_key(entries)
    before = pool.counts(mine)
    pool.put(entries)
    after = {key: before.get(key, 0) + len(ids) for key, ids in mine.items()}
    sharing = pool.sharing(key for key, count in after.items() if 1 < count <= most(key))
    ties = list(_ties(_Comparable(pool, profiles), _candidates(entries, sharing)))
    gone = _outworn(pool, [k for k, count in after.items() if count > most(k) and 0 < before.get(k, 0) <= most(k)])
    new = frozenset(batch)
    ends = {end for one in ties if one.score >= JOIN for end in (one.one, one.other)}
    ends |= {end for one in pool.judged(new) for end in (one.one, one.other)}
    ends |= {end for pair in gone for end in pair}
    touched |= blocks(pool, sorted(ends - new), without=new)  # as they were before
    pool.keep(ties)
    pool.forget(gone)
    return _divide(pool, touched | new)


def _after(change: Change, later: Change) -> Change:
    """Two changes as one: the later groups stand where accounts are in both."""
    if not change.groups:
        return later
    regrouped = {one for group in later.groups for one in group}
    kept = [group for group in change.groups if not regrouped.intersection(group)]
    conflicts = dict.fromkeys((*change.conflicts, *later.conflicts))
    return Change(tuple(sorted((*kept, *later.groups))), tuple(conflicts))


def _divide(pool: Once, ids: Iterable[str]) -> Change:
    """Divide the blocks of these accounts, all of the pool, into groups, from the ties and judgements that stand."""
    done: set[str] = set()
    groups: list[tuple[str, ...]] = []
    conflicts: list[Conflict] = []
    for start in sorted(ids):
        if start in done:
            continue
        members = block(pool, start)
        found, against = clusters({one: one.rpartition("/")[0] for one in members}, *among(pool, members))
        groups += found
        conflicts += against
        done |= members
    pool.group(groups)
    return Change(tuple(sorted(groups)), tuple(conflicts))


class _Comparable:
    """Profiles of accounts, each worked out once in a join."""

    def __init__(self, pool: Once, profiles: dict[str, Profile]) -> None:
        self.pool = pool
        self.profiles = profiles

    def of(self, ids: Iterable[str]) -> Mapping[str, Profile]:
        """The profiles of these accounts."""
        missing = [one for one in ids if one not in self.profiles]
        self.profiles.update({one: profile(account) for one, account in self.pool.accounts(missing).items()})
        return self.profiles


def _by_key(entries: Iterable[Entry]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        for key in entry.keys:
            found.setdefault(key, []).append(entry.account.id)
    return found


def _candidates(entries: Iterable[Entry], sharing: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[str, set[str]]]:
    """Each account with those to compare it with; a pair of two listed accounts once."""
    done: set[str] = set()
    for entry in entries:
        others = {other for key in entry.keys for other in sharing.get(key, ())}
        done.add(entry.account.id)
        yield entry.account.id, others - done


def _ties(comparable: _Comparable, candidates: Iterable[tuple[str, set[str]]]) -> Iterable[Tie]:
    """The ties worth keeping; two accounts of one report are not compared."""
    for one, others in candidates:
        profiles = comparable.of({one, *others})
        for other in sorted(others):
            apart = profiles[one].report != profiles[other].report
            if apart and (found := tie(profiles[one], profiles[other], least=KEEP)):
                yield found


def _outworn(pool: Once, common: list[str]) -> list[tuple[str, str]]:
    """The pairs whose ties only keys grown too common had brought about."""
    members = {one for ids in pool.sharing(common).values() for one in ids} if common else set()
    if not members:
        return []
    ties = [one for one in pool.ties(members) if one.one in members and one.other in members]
    theirs = pool.keys({end for one in ties for end in (one.one, one.other)})
    active = {k for k, n in pool.counts({k for found in theirs.values() for k in found}).items() if n <= most(k)}
    return [(one.one, one.other) for one in ties if not theirs[one.one] & theirs[one.other] & active]


def _take_out(pool: Once, ids: Iterable[str]) -> set[str]:
    """Drop accounts; keys that are active again bring their accounts together. Returns who was touched."""
    found = pool.keys(ids)
    if not found:
        return set()
    touched = blocks(pool, sorted(found))
    touched |= {end for one in pool.ties(found) for end in (one.one, one.other)}
    touched |= {end for one in pool.judged(found) for end in (one.one, one.other)}
    before = pool.counts({key for theirs in found.values() for key in theirs})
    pool.drop(found)
    after = pool.counts(before)
    woken = [key for key, count in before.items() if count > most(key) and 1 < after.get(key, 0) <= most(key)]
    comparable = _Comparable(pool, {})
    ties: list[Tie] = []
    for ids_of_key in pool.sharing(woken).values() if woken else ():
        pairs = [(one, {other for other in ids_of_key if other > one}) for one in ids_of_key]
        ties += _ties(comparable, pairs)
    ends = {end for one in ties for end in (one.one, one.other)}
    touched |= blocks(pool, sorted(ends)) | ends
    pool.keep(ties)
    return touched - found.keys()
