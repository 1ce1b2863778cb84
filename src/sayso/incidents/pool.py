"""What incremental linking needs from a store, and joining and leaving it one report at a time.

What is linked is a pure function of the accounts and the judgements in the pool, whatever the order they came in:

- every account has block keys; a key is active while no more accounts have it than its kind allows (`most`);
- two accounts that share an active key are compared; the tie is kept when its score is at least `KEEP`;
- ties of at least `JOIN`, and human "same" judgements, connect accounts to components;
- each component is divided into groups (incidents) by `sayso.incidents.cluster`, from its ties and judgements alone.

So joining touches the blocks of the new accounts and the components they fall into, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sayso.incidents.blocking import keys, most
from sayso.incidents.cluster import JOIN, clusters
from sayso.incidents.judged import Conflict, Judged
from sayso.incidents.profile import Profile, profile
from sayso.incidents.score import tie
from sayso.model.account import Account
from sayso.model.incident import Tie

__all__ = ["JOIN", "KEEP", "Change", "Conflict", "Entry", "Judged", "Pool", "join", "leave", "regroup"]

KEEP = 0.05  # a tie scored lower is not stored and counts as none


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
        """The stored ties with any of these accounts at either end."""

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
    looked at: those that share a key with them and the components these are in.
    """
    profiles = {account.id: (account, profile(account)) for account in accounts}
    if not profiles:
        return Change()
    touched = _take_out(pool, profiles)
    entries = [Entry(account, keys(comparable)) for account, comparable in profiles.values()]
    mine = _by_key(entries)
    before = pool.counts(mine)
    pool.put(entries)
    after = {key: before.get(key, 0) + len(ids) for key, ids in mine.items()}
    sharing = pool.sharing(key for key, count in after.items() if count <= most(key))
    comparable = _Comparable(pool, {one: found for one, (_, found) in profiles.items()})
    pool.keep(_ties(comparable, _candidates(entries, sharing)))
    touched |= _retire(pool, [k for k, count in after.items() if count > most(k) and 0 < before.get(k, 0) <= most(k)])
    return regroup(pool, touched | set(profiles))


def leave(pool: Pool, ids: Iterable[str]) -> Change:
    """Take accounts out, as if they had never been in."""
    leaving = set(ids)
    return regroup(pool, _take_out(pool, leaving) - leaving)


def regroup(pool: Pool, ids: Iterable[str]) -> Change:
    """Divide the components of these accounts anew, from the ties and judgements that stand: also after a judgement."""
    left = set(pool.accounts(ids))
    groups: list[tuple[str, ...]] = []
    conflicts: list[Conflict] = []
    while left:
        members, ties, judged = _component(pool, min(left))
        reports = {one: account.report for one, account in pool.accounts(members).items()}
        found, against = clusters(reports, ties, judged)
        groups += found
        conflicts += against
        left -= members
    pool.group(groups)
    return Change(tuple(sorted(groups)), tuple(conflicts))


def _component(pool: Pool, start: str) -> tuple[set[str], list[Tie], list[Judged]]:
    """All accounts connected with this one, the ties among them and the judgements that touch them."""
    members, border = {start}, {start}
    ties: dict[tuple[str, str], Tie] = {}
    judged: set[Judged] = set()
    while border:
        found, decided = pool.ties(border), pool.judged(border)
        ties.update({(one.one, one.other): one for one in found})
        judged.update(decided)
        ends = {end for one in found if one.score >= JOIN for end in (one.one, one.other)}
        ends |= {end for one in decided if one.same for end in (one.one, one.other)}
        border = ends - members
        members |= border
    within = [one for one in ties.values() if one.one in members and one.other in members]
    return members, within, [one for one in judged if one.one in members and one.other in members]


class _Comparable:
    """Profiles of accounts, each worked out once in a join."""

    def __init__(self, pool: Pool, profiles: dict[str, Profile]) -> None:
        self.pool = pool
        self.profiles = profiles

    def of(self, ids: Iterable[str]) -> Mapping[str, Profile]:
        """The profiles of these accounts."""
        wanted = set(ids)
        missing = wanted - self.profiles.keys()
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


def _retire(pool: Pool, common: list[str]) -> set[str]:
    """Forget the ties that only keys grown too common had brought about; returns the accounts they were between."""
    members = {one for ids in pool.sharing(common).values() for one in ids} if common else set()
    if not members:
        return set()
    ties = [one for one in pool.ties(members) if one.one in members and one.other in members]
    ends = {end for one in ties for end in (one.one, one.other)}
    theirs = pool.keys(ends)
    active = {k for k, n in pool.counts({k for found in theirs.values() for k in found}).items() if n <= most(k)}
    gone = [(one.one, one.other) for one in ties if not theirs[one.one] & theirs[one.other] & active]
    pool.forget(gone)
    return {end for pair in gone for end in pair}


def _take_out(pool: Pool, ids: Iterable[str]) -> set[str]:
    """Drop accounts; keys that are active again bring their accounts together. Returns who was touched."""
    found = pool.keys(ids)
    if not found:
        return set()
    touched = {end for one in pool.ties(found) for end in (one.one, one.other)}
    touched |= {end for one in pool.judged(found) for end in (one.one, one.other)}
    before = pool.counts({key for theirs in found.values() for key in theirs})
    pool.drop(found)
    after = pool.counts(before)
    woken = [key for key, count in before.items() if count > most(key) and 1 < after.get(key, 0) <= most(key)]
    comparable = _Comparable(pool, {})
    for ids_of_key in pool.sharing(woken).values() if woken else ():
        pairs = [(one, {other for other in ids_of_key if other > one}) for one in ids_of_key]
        pool.keep(_ties(comparable, pairs))
        touched |= set(ids_of_key)
    return touched - found.keys()
