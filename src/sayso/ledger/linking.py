"""From stored reports and judgements to what is derived from them: accounts, their groups, and what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select

from sayso.errors import LedgerError
from sayso.incidents.accounts import accounts as accounts_of
from sayso.incidents.pool import join, leave, regroup
from sayso.incidents.relations import stated
from sayso.ledger import archive, decisions
from sayso.ledger.claims import carried, find
from sayso.ledger.journal import Scribe
from sayso.ledger.judged import GONE, NO_CLAIM, Look, Resolved, applied, resolve
from sayso.ledger.packing import pack
from sayso.ledger.schema import judged_pairs, looks, relations
from sayso.ledger.sqlpool import SqlPool
from sayso.model.account import Account
from sayso.model.event import Event
from sayso.model.judgement import Anchor, Decision, Judgement
from sayso.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Derived:
    """What deriving a page anew gave: its current report, that one's accounts, and judgements that need a look."""

    report: str
    accounts: tuple[Account, ...]
    looks: tuple[Look, ...]


def derive_page(connection: Connection, report_id: str, scribe: Scribe) -> Derived:
    """Derive anew what hangs on the page of this report: its newest version alone has accounts."""
    chain = archive.versions(connection, report_id)
    reading = machine_reading(connection, chain[0])
    judgements = decisions.of_reports(connection, chain)
    resolved = resolve(reading, standing_on(connection, reading, chain))
    told = told_by(reading, resolved)
    _relate(connection, chain, applied(reading, resolved.in_force))
    connection.execute(delete(looks).where(looks.c.report.in_(chain)))
    ends, missing = _pair_up(connection, [each for each in judgements if each.other is not None], reading)
    _regroup(connection, chain, told, ends, scribe)
    found = (*resolved.looks, *missing)
    for look in found:
        connection.execute(looks.insert().values(judgement=look.judgement.id, report=chain[0], why=look.why))
    return Derived(chain[0], told, found)


def told_by(reading: Reading, resolved: Resolved) -> tuple[Account, ...]:
    """The accounts of a reading with these judgements in force."""
    claims = resolved.judged
    events = {claim_id for noun, claim_id in claims if noun == "event"}
    figures = {f"{reading.report.id}/{claim_id}" for noun, claim_id in claims if noun == "toll"}
    return tuple(
        replace(
            account,
            judged=account.id.removeprefix(f"{reading.report.id}/") in events
            or any(figure.id in figures for figure in account.figures),
        )
        for account in accounts_of(applied(reading, resolved.in_force))
    )


def machine_reading(connection: Connection, report_id: str) -> Reading:
    """The newest reading of this report as the machine made it. Raises LedgerError when it is not there."""
    report = archive.report(connection, report_id)
    if report is None:
        raise LedgerError(f"the ledger has no report {report_id}: `sayso status` says what it has")
    return archive.reading(connection, report)


def standing_on(connection: Connection, reading: Reading, chain: Sequence[str]) -> tuple[Judgement, ...]:
    """The judgements in force about a page, their words found in this version of it where it has them."""
    standing = decisions.standing(decisions.of_reports(connection, chain))
    return tuple(
        replace(each, subject=here(connection, each.subject, reading) or each.subject)
        for each in standing
        if each.subject.report in chain
    )


def here(connection: Connection, anchor: Anchor, reading: Reading) -> Anchor | None:
    """The anchor's words in this version of their page; None when it does not hold them."""
    if anchor.report == reading.report.id:
        return anchor
    old = archive.report(connection, anchor.report)
    return carried(anchor, old.text, reading.report.id, reading.report.text) if old else None


def account_at(connection: Connection, anchor: Anchor, known: Reading) -> tuple[str | None, str]:
    """The id of the account that stands on these words now, or None and why there is none.

    `known` is a reading at hand: it need not be loaded again.
    """
    current = archive.versions(connection, anchor.report)[0]
    reading = known if known.report.id == current else machine_reading(connection, current)
    now = here(connection, anchor, reading)
    event = find(reading, now) if now else None
    if not isinstance(event, Event):
        return None, NO_CLAIM if now else GONE
    return f"{current}/{event.id}", ""


def _relate(connection: Connection, chain: Sequence[str], reading: Reading) -> None:
    """Keep what the report states between its events."""
    connection.execute(delete(relations).where(relations.c.report.in_(chain)))
    for each in stated(reading):
        row = {"report": each.report, "one": each.one, "other": each.other, "body": pack(each)}
        connection.execute(relations.insert().values(**row))


def _pair_up(
    connection: Connection, pairs: Sequence[Judgement], known: Reading
) -> tuple[frozenset[str], tuple[Look, ...]]:
    """Tie the judgements of same and different to accounts as they are now.

    Returns all accounts that they tie or tied, whose groups may change, and those that cannot be tied any more.
    """
    ids = [each.id for each in pairs]
    rows = connection.execute(select(judged_pairs).where(judged_pairs.c.judgement.in_(ids))).all()
    ends = {end for row in rows for end in (row.one, row.other)}
    connection.execute(delete(judged_pairs).where(judged_pairs.c.judgement.in_(ids)))
    connection.execute(delete(looks).where(looks.c.judgement.in_(ids)))
    missing: list[Look] = []
    for judgement in decisions.standing(pairs):
        assert judgement.other is not None
        (one, first), (other, second) = sorted(
            (account_at(connection, anchor, known) for anchor in (judgement.subject, judgement.other)),
            key=lambda end: (end[0] or "", end[1]),
        )
        if one is None or other is None or one == other:
            missing.append(Look(judgement, first or second or "both are one event in the new reading"))
            continue
        ends |= {one, other}
        same = judgement.decision is Decision.SAME
        connection.execute(judged_pairs.insert().values(judgement=judgement.id, one=one, other=other, same=same))
    return frozenset(ends), tuple(missing)


def _regroup(
    connection: Connection, chain: Sequence[str], told: Sequence[Account], judged: frozenset[str], scribe: Scribe
) -> None:
    """Take out of the pool what is told no more, put in what is new or other, and note who changed incident."""
    pool = SqlPool(connection)
    before = pool.of_reports(chain)
    after = {account.id: account for account in told}
    gone = sorted(before.keys() - after.keys())
    if gone:
        leave(pool, gone)
    new = [account for account in told if before.get(account.id) != account]
    if new:
        join(pool, new)
    if judged:
        regroup(pool, judged)
    for account, (was, incident) in pool.moved.items():
        scribe.note("moved", account, "incident", before=was, after=incident, reason="derived anew")
    for account in gone:
        scribe.note("left", account, "incident", before=pool.was.get(account), after=None, reason="told no more")
