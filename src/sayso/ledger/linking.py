"""From stored reports and judgements to what is derived from them: accounts, their groups, and what needs a look."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, select, update

from sayso.errors import JudgementError, LedgerError
from sayso.incidents.accounts import accounts as accounts_of
from sayso.incidents.pool import Change, join, leave, regroup
from sayso.incidents.relations import stated
from sayso.ledger import archive, decisions
from sayso.ledger.additions import GONE, whole
from sayso.ledger.claims import Claim, carried, find
from sayso.ledger.contradictions import keep_contradictions
from sayso.ledger.corrections import parsed
from sayso.ledger.index.facts import entries
from sayso.ledger.index.keeping import add_claims, index_page, reindex
from sayso.ledger.journal import Scribe
from sayso.ledger.judged import NO_CLAIM, Look, Resolved, applied, resolve
from sayso.ledger.packing import pack
from sayso.ledger.schema import accounts, judged_pairs, looks, relations
from sayso.ledger.selection import carried_places
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
    return _derive(connection, report_id, scribe, index=True)


def derive_all(connection: Connection, reports: Sequence[str], scribe: Scribe) -> None:
    """Derive all current reports into derived tables that are empty."""
    for report in reports:
        _derive(connection, report, scribe, index=False)
    index_all(connection, reports)


def index_all(connection: Connection, reports: Sequence[str]) -> None:
    """Fill an empty index from the accounts of these reports, which are all that are current."""
    for report in reports:
        reading = machine_reading(connection, report)
        standing = standing_on(connection, reading, archive.versions(connection, report))
        add_claims(connection, entries(resolve(reading, standing)))
    reindex(connection)


def _derive(connection: Connection, report_id: str, scribe: Scribe, *, index: bool) -> Derived:
    chain = archive.versions(connection, report_id)
    reading = machine_reading(connection, chain[0])
    judgements = decisions.of_reports(connection, chain)
    resolved = resolve(reading, standing_on(connection, reading, chain))
    told = told_by(resolved)
    _relate(connection, chain, applied(resolved))
    connection.execute(delete(looks).where(looks.c.report.in_(chain)))
    ends, missing = _pair_up(connection, [each for each in judgements if each.other is not None], reading)
    touched = _regroup(connection, chain, told, ends, scribe)
    if index:
        index_page(connection, chain, entries(resolved), touched)
    found = (*resolved.looks, *missing)
    for look in found:
        connection.execute(looks.insert().values(judgement=look.judgement.id, report=chain[0], why=look.why))
    return Derived(chain[0], told, found)


def told_by(resolved: Resolved) -> tuple[Account, ...]:
    """The accounts of a reading with these judgements in force."""
    reading, claims = applied(resolved), resolved.judged
    events = {claim_id for noun, claim_id in claims if noun == "event"}
    figures = {f"{reading.report.id}/{claim_id}" for noun, claim_id in claims if noun == "toll"}
    return tuple(
        replace(
            account,
            judged=account.id.removeprefix(f"{reading.report.id}/") in events
            or any(figure.id in figures for figure in account.figures),
        )
        for account in accounts_of(reading)
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
    return tuple(brought(connection, each, reading) for each in standing if each.subject.report in chain)


def brought(connection: Connection, judgement: Judgement, reading: Reading) -> Judgement:
    """The judgement with its words, and those of its value, where this version of their page has them.

    As it is where the version does not hold them all.
    """
    subject = judgement.subject
    if subject.report == reading.report.id:
        return judgement
    old, now = archive.report(connection, subject.report), here(connection, subject, reading)
    if old is None or now is None:
        return judgement
    if judgement.value is None:
        return replace(judgement, subject=now)
    try:
        value = carried_places(parsed(judgement.value), reading.report.id, old.text, reading.report.text)
    except JudgementError:
        return judgement
    return replace(judgement, subject=now, value=json.dumps(value, ensure_ascii=False))


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
    event = (known_as(connection, reading, now) if now.added else find(reading, now)) if now else None
    if not isinstance(event, Event):
        return None, NO_CLAIM if now else GONE
    return f"{current}/{event.id}", ""


def known_as(connection: Connection, reading: Reading, anchor: Anchor) -> Claim | None:
    """The claim that the anchor is of, among the reading's and those that people added to its page."""
    standing = standing_on(connection, reading, archive.versions(connection, reading.report.id))
    return whole(reading, standing).find(anchor)


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
) -> frozenset[str]:
    """Take out of the pool what is told no more, put in what is new or other, and note who changed incident.

    Returns the incidents that this may have changed, those that are no more among them.
    """
    pool = SqlPool(connection)
    before = pool.of_reports(chain)
    incidents = pool.incidents_of(chain)
    after = {account.id: account for account in told}
    gone = sorted(before.keys() - after.keys())
    changes: list[Change] = []
    if gone:
        changes.append(leave(pool, gone))
    other = [account for account in told if before.get(account.id) != account]
    new = [each for each in other if each.id not in before or _as_told(before[each.id]) != _as_told(each)]
    for surer in (each for each in other if each not in new):  # nothing else: it stays with whom it is grouped
        connection.execute(update(accounts).where(accounts.c.id == surer.id).values(body=pack(surer)))
    if new:
        changes.append(join(pool, new))
    if judged:
        changes.append(regroup(pool, judged))
    for change in changes:
        keep_contradictions(connection, change)
    for account, (was, incident) in pool.moved.items():
        scribe.note("moved", account, "incident", before=was, after=incident, reason="derived anew")
    for account in gone:
        scribe.note("left", account, "incident", before=pool.was.get(account), after=None, reason="told no more")
    return incidents | pool.incidents_of(chain) | pool.touched


def _as_told(account: Account) -> Account:
    """The account without how sure its claims are, which says nothing about who else tells of the same event."""
    figures = tuple(replace(figure, score=0.0) for figure in account.figures)
    return replace(account, score=0.0, judged=False, figures=figures)
