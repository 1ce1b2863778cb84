"""The pool of accounts that incidents are put together from (`sayso.incidents.pool`), over SQL."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, or_, select, tuple_, update

from sayso.incidents.derive import incident_id
from sayso.incidents.pool import Entry, Judged
from sayso.ledger.database import chunks
from sayso.ledger.packing import pack, unpack
from sayso.ledger.schema import accounts, block_keys, judged_pairs
from sayso.ledger.schema import ties as tied
from sayso.model.account import Account
from sayso.model.incident import Tie

_LONGEST_KEY = 200  # characters: an index entry has little room


class SqlPool:
    """A pool within one transaction. `was` and `moved` say where accounts were that left an incident or changed it."""

    def __init__(self, connection: Connection) -> None:
        """Use this connection."""
        self._connection = connection
        self.was: dict[str, str | None] = {}
        self._is: dict[str, str] = {}
        # Linking asks for the same accounts again and again, and within the transaction nobody else changes them.
        self._seen: dict[str, Account] = {}

    @property
    def moved(self) -> dict[str, tuple[str, str]]:
        """Accounts that were in an incident and now are in another, with both."""
        both = {account: (self.was.get(account), now) for account, now in self._is.items()}
        return {account: (was, now) for account, (was, now) in sorted(both.items()) if was is not None and was != now}

    @property
    def touched(self) -> frozenset[str]:
        """The incidents that accounts left or came into, as far as they are not new there by their report."""
        left = {incident for incident in self.was.values() if incident is not None}
        return frozenset(left | {self._is[account] for account in self.was if account in self._is})

    def put(self, entries: Iterable[Entry]) -> None:
        """Store accounts with their keys, in place of what had the same ids."""
        entries = tuple(entries)
        known = self.accounts(entry.account.id for entry in entries)
        for entry in entries:
            account = entry.account
            values = {"report": account.report, "published": account.published, "body": pack(account)}
            self._seen[account.id] = account
            if account.id in known:
                self._connection.execute(update(accounts).where(accounts.c.id == account.id).values(**values))
                self._connection.execute(delete(block_keys).where(block_keys.c.account == account.id))
            else:
                self._connection.execute(accounts.insert().values(id=account.id, **values))
            rows = [{"key": key, "account": account.id} for key in sorted(set(map(_short, entry.keys)))]
            if rows:
                self._connection.execute(block_keys.insert(), rows)

    def drop(self, ids: Iterable[str]) -> None:
        """Take accounts out, with their keys and ties."""
        for some in chunks(ids):
            for account in some:
                self._seen.pop(account, None)
            there = select(accounts.c.id, accounts.c.incident).where(accounts.c.id.in_(some))
            for account, incident in self._connection.execute(there):
                self.was.setdefault(account, incident)
            self._connection.execute(delete(block_keys).where(block_keys.c.account.in_(some)))
            self._connection.execute(delete(tied).where(or_(tied.c.one.in_(some), tied.c.other.in_(some))))
            self._connection.execute(delete(accounts).where(accounts.c.id.in_(some)))

    def accounts(self, ids: Iterable[str]) -> Mapping[str, Account]:
        """The accounts with these ids."""
        asked = tuple(ids)
        for some in chunks(account for account in asked if account not in self._seen):
            rows = self._connection.execute(select(accounts.c.id, accounts.c.body).where(accounts.c.id.in_(some)))
            self._seen.update((row.id, unpack(Account, row.body)) for row in rows)
        return {account: self._seen[account] for account in asked if account in self._seen}

    def keys(self, ids: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """The block keys of these accounts, long ones shortened."""
        found: dict[str, set[str]] = {}
        for some in chunks(ids):
            found.update((name, set()) for name in self._connection.execute(
                select(accounts.c.id).where(accounts.c.id.in_(some))).scalars())  # fmt: skip
            for row in self._connection.execute(select(block_keys).where(block_keys.c.account.in_(some))):
                found[row.account].add(row.key)
        return {account: frozenset(keys) for account, keys in found.items()}

    def counts(self, keys: Iterable[str]) -> Mapping[str, int]:
        """How many accounts have each key."""
        asked = {_short(key): key for key in keys}
        found: dict[str, int] = {}
        for some in chunks(asked):
            wanted = select(block_keys.c.key, func.count()).where(block_keys.c.key.in_(some)).group_by(block_keys.c.key)
            found.update((asked[key], number) for key, number in self._connection.execute(wanted).all())
        return found

    def sharing(self, keys: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """The ids of all accounts with each key."""
        asked = {_short(key): key for key in keys}
        found: defaultdict[str, list[str]] = defaultdict(list)
        for some in chunks(asked):
            for row in self._connection.execute(select(block_keys).where(block_keys.c.key.in_(some))):
                found[asked[row.key]].append(row.account)
        return {key: tuple(sorted(ids)) for key, ids in found.items()}

    def ties(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        """The stored ties with any of these accounts at either end, without their reasons: linking reads thousands."""
        rows = self._tied(ids, tied.c.one, tied.c.other, tied.c.score, tied.c.judged)
        return tuple(Tie(row.one, row.other, row.score, (), row.judged) for row in rows)

    def reasons(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        """The same ties with their reasons, in order."""
        found = {
            (row.one, row.other): Tie(
                row.one, row.other, row.score, tuple(map(str, json.loads(row.reasons))), row.judged
            )
            for row in self._tied(ids, *tied.c)
        }
        return tuple(found[pair] for pair in sorted(found))

    def _tied(self, ids: Iterable[str], *columns: ColumnElement[Any]) -> Iterator[Row[Any]]:
        """Rows of ties with these ends; one whose ends are in two chunks comes twice."""
        for some in chunks(ids):
            # Two queries, for each end has its index. In a dense incident both ends of most are here: once is enough.
            for end in (tied.c.one.in_(some), tied.c.other.in_(some) & tied.c.one.not_in(some)):
                yield from self._connection.execute(select(*columns).where(end))

    def keep(self, ties: Iterable[Tie]) -> None:
        """Store ties (`one` < `other`), in place of those between the same two."""
        kept = {(tie.one, tie.other): tie for tie in ties}
        self.forget(kept)
        if kept:
            self._connection.execute(tied.insert(), [_tie_row(tie) for tie in kept.values()])

    def forget(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take out the ties of these pairs (`one` < `other`)."""
        for some in chunks(pairs):
            self._connection.execute(delete(tied).where(tuple_(tied.c.one, tied.c.other).in_(some)))

    def judged(self, ids: Iterable[str]) -> tuple[Judged, ...]:
        """The standing same/different judgements with any of these at either end and both ends in the pool."""
        ends: set[tuple[str, str, bool]] = set()
        for some in chunks(ids):
            one, other = judged_pairs.c.one, judged_pairs.c.other
            there = select(accounts.c.id)
            wanted = select(one, other, judged_pairs.c.same).where(
                or_(one.in_(some), other.in_(some)), one.in_(there), other.in_(there)
            )
            ends.update(self._connection.execute(wanted).all())
        return tuple(Judged(*each) for each in sorted(ends))

    def group(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Set who is grouped with whom: each account named leaves the group it was in."""
        groups = tuple(groups)
        rows: dict[str, tuple[date | None, str | None]] = {}
        for some in chunks(account for group in groups for account in group):
            wanted = select(accounts.c.id, accounts.c.published, accounts.c.incident).where(accounts.c.id.in_(some))
            rows.update((row.id, (row.published, row.incident)) for row in self._connection.execute(wanted))
        for group in groups:
            present = [account for account in group if account in rows]
            if not present:
                continue
            incident = incident_id(min(present, key=lambda account: (rows[account][0] or date.max, account)))
            changed = [account for account in present if rows[account][1] != incident]
            for account in changed:
                self.was.setdefault(account, rows[account][1])
            self._is.update(dict.fromkeys(present, incident))
            for some in chunks(changed):
                self._connection.execute(update(accounts).where(accounts.c.id.in_(some)).values(incident=incident))

    def of_reports(self, reports: Iterable[str]) -> Mapping[str, Account]:
        """The accounts of these reports."""
        found: dict[str, Account] = {}
        for some in chunks(reports):
            rows = self._connection.execute(select(accounts.c.id, accounts.c.body).where(accounts.c.report.in_(some)))
            found.update((row.id, unpack(Account, row.body)) for row in rows)
        return found

    def incidents_of(self, reports: Iterable[str]) -> frozenset[str]:
        """The incidents that have accounts of these reports."""
        found: set[str] = set()
        for some in chunks(reports):
            wanted = select(accounts.c.incident).where(accounts.c.report.in_(some), accounts.c.incident.is_not(None))
            found.update(str(incident) for incident in self._connection.execute(wanted).scalars())
        return frozenset(found)


def _tie_row(tie: Tie) -> dict[str, object]:
    return {
        "one": tie.one,
        "other": tie.other,
        "score": tie.score,
        "reasons": json.dumps(tie.reasons, ensure_ascii=False),
        "judged": tie.judged,
    }


def _short(key: str) -> str:
    """The key, or a digest of it where it is too long for an index."""
    if len(key) <= _LONGEST_KEY:
        return key
    return f"#{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"
