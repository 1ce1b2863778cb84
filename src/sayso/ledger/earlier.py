"""What was decided before about the same claim, or the same two events: which to supersede, which clash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, select

from sayso.errors import JudgementConflict, JudgementError
from sayso.ledger import archive, decisions
from sayso.ledger.additions import Whole
from sayso.ledger.claims import Claim
from sayso.ledger.database import chunks
from sayso.ledger.linking import account_at, here
from sayso.ledger.schema import reports
from sayso.model.judgement import Decision, Judgement


def superseded(connection: Connection, new: Judgement, at: Whole, claim: Claim) -> tuple[Judgement, ...]:
    """The standing judgements of the same claim and field (or pair), oldest first."""
    chain = archive.versions(connection, at.machine.report.id)
    alike = [
        old
        for old in decisions.standing(decisions.of_reports(connection, chain))
        if old.decision is not Decision.ADD and old.subject.field == new.subject.field
    ]
    if new.other is not None:  # which pages a pair is of is sooner known than which events stand there
        pairs = [old for old in alike if old.other]
        page = _pages(connection, (*pairs, new))
        alike = [old for old in pairs if {page[id_] for id_ in _ids(old)} == {page[id_] for id_ in _ids(new)}]
    return tuple(old for old in alike if _about(connection, old, new, at, claim))


def check_seen(connection: Connection, new: Judgement, at: Whole, claim: Claim, seen: str | None) -> None:
    """Raise JudgementConflict when another author decided about the same claim, or the same two, after `seen`.

    Two different fields of one claim are two things.
    """
    report = at.machine.report.id
    known = decisions.of_reports(connection, archive.versions(connection, report))
    ids = [each.id for each in known]
    if seen is not None and seen not in ids:
        raise JudgementError(f"report {report} has no judgement {seen}: load it again")
    later = known[ids.index(seen) + 1 :] if seen is not None else known
    for old in reversed([each for each in later if each.author != new.author]):
        one_thing = old.subject.field == new.subject.field or "" in (old.subject.field, new.subject.field)
        if _about(connection, old, new, at, claim) and one_thing:
            what = old.decision.value + (f" {old.subject.field}" if old.subject.field else "")
            value = f" to {old.value}" if old.value is not None else ""
            when = old.made.isoformat(timespec="seconds")
            raise conflict(f"{old.author} has decided since ({what}{value}, {when}): look at it, then decide", old)


def conflict(message: str, by: Judgement) -> JudgementConflict:
    """The error that says who decided otherwise."""
    return JudgementConflict(
        message, author=by.author, decision=by.decision.value, value=by.value, made=by.made, judgement=by.id
    )


def _pages(connection: Connection, pairs: Iterable[Judgement]) -> dict[str, str]:
    """What the versions of a page have in common, by report: its address, or itself where it has none."""
    found: dict[str, str] = {}
    for some in chunks({id_ for pair in pairs for id_ in _ids(pair)}):
        rows = connection.execute(select(reports.c.id, reports.c.url).where(reports.c.id.in_(some)))
        found.update((row.id, row.url or row.id) for row in rows)
    return found


def _ids(pair: Judgement) -> tuple[str, ...]:
    return tuple(anchor.report for anchor in (pair.subject, pair.other) if anchor)


def _about(connection: Connection, old: Judgement, new: Judgement, at: Whole, claim: Claim) -> bool:
    """Whether an earlier judgement is about the claim that the new one is about, or the same two events."""
    if old.other is not None or new.other is not None:
        if old.other is None or new.other is None:
            return False
        ends = _ends(connection, old, at)
        return None not in ends and ends == _ends(connection, new, at)
    subject = replace(old.subject, added=old.id) if old.decision is Decision.ADD else old.subject
    now = here(connection, subject, at.machine) if subject.noun == new.subject.noun else None
    found = at.find(now) if now else None
    return found is not None and found.id == claim.id


def _ends(connection: Connection, pair: Judgement, at: Whole) -> set[str | None]:
    anchors = [anchor for anchor in (pair.subject, pair.other) if anchor is not None]
    return {account_at(connection, anchor, at.machine)[0] for anchor in anchors}
