"""A person's decision put into the ledger: checked, anchored to its words, and put in the place of earlier ones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from sayso.errors import JudgementError
from sayso.ledger import archive, decisions
from sayso.ledger.claims import NOUNS, Claim, anchor_of, claims, find
from sayso.ledger.corrections import check_field, corrected, noun_of
from sayso.ledger.journal import Scribe
from sayso.ledger.linking import account_at, derive_page, here
from sayso.model.jsonform import Json, noun_to_json
from sayso.model.judgement import Anchor, Decision, Judgement
from sayso.model.reading import Reading

_PAIR = (Decision.SAME, Decision.DIFFERENT)
_LONGEST_AUTHOR = 200
# Where a field of the claim has another name than the correction.
_SHOWN = {"number": "quantity"}


def judge(
    connection: Connection,
    decision: Decision,
    claim: str,
    *,
    author: str,
    field: str = "",
    value: str | None = None,
    other: str | None = None,
    reason: str = "",
) -> Judgement:
    """Store a decision about a claim ("REPORT/e1") and derive its report anew. Raises JudgementError when it cannot be.

    `value` (JSON) and `field` are for a correction; `other` is the second event of a same or different; an acceptance
    may have a field, to say that the machine's value is right.
    """
    reading, found = claim_at(connection, claim)
    _check_form(decision, author, field, value, other)
    subject = anchor_of(reading, noun_of(found), found.id, field)
    second = None
    if decision in _PAIR:
        second = _second(connection, claim, found, other or "")
    elif decision is Decision.CORRECT:
        corrected(reading, found, field, value or "null")
    elif field:
        check_field(found, field)
    made = Judgement(
        decisions.new_id(), decision, author, datetime.now(UTC), subject, second, value, reason
    )  # fmt: skip
    old = _superseded(connection, made, reading, found)
    decisions.add(connection, made, (each.id for each in old))
    before = next((each.value or each.decision.value for each in reversed(old)), _shown(found, field))
    Scribe(connection, author).note(
        decision.value, claim, field, before=before, after=value or other or decision.value, reason=reason
    )
    _derive(connection, made, author)
    return made


def undo(connection: Connection, judgement_id: str, *, author: str, reason: str = "") -> Judgement:
    """Take back one judgement that stands: what it superseded stands again. Raises JudgementError for any other id."""
    known = {each.id: each for each in decisions.every(connection)}
    old = known.get(judgement_id)
    if old is None:
        raise JudgementError(f"there is no judgement {judgement_id}: `sayso judgements` lists them")
    if old.superseded_by is not None:
        raise JudgementError(f"judgement {judgement_id} is out of force: {old.superseded_by} came after it; undo that")
    _check_author(author)
    made = replace(
        old,
        id=decisions.new_id(),
        decision=Decision.UNDO,
        author=author,
        made=datetime.now(UTC),
        value=None,
        reason=reason,
    )
    decisions.add(connection, made, (old.id,))
    Scribe(connection, author).note(
        "undo", old.id, old.subject.field, before=old.value or old.decision.value, after=None, reason=reason
    )
    _derive(connection, made, author)
    return made


def claim_at(connection: Connection, claim: str) -> tuple[Reading, Claim]:
    """The machine's reading and the claim named "REPORT/e1" in it. Raises JudgementError when there is no such."""
    report, _, name = claim.rpartition("/")
    if not report or not name:
        raise JudgementError(f"“{claim}” names no claim: write REPORT/e1, as `sayso incident` shows it")
    stored = archive.report(connection, report)
    if stored is None:
        raise JudgementError(f"the ledger has no report {report}")
    newest = archive.versions(connection, report)[0]
    if newest != report:
        raise JudgementError(f"report {report} was replaced by a later version of its page: judge {newest}")
    reading = archive.reading(connection, stored)
    for noun in NOUNS:
        for each in claims(reading, noun):
            if each.id == name:
                return reading, each
    ids = ", ".join(each.id for noun in NOUNS for each in claims(reading, noun)) or "nothing that can be judged"
    raise JudgementError(f"report {report} has no claim “{name}”; it has: {ids}")


def _check_form(decision: Decision, author: str, field: str, value: str | None, other: str | None) -> None:
    _check_author(author)
    if decision is Decision.UNDO:
        raise JudgementError("an undo is of a judgement, not of a claim: give the judgement's id")
    if (decision is Decision.CORRECT) != (value is not None) or (decision is Decision.CORRECT and not field):
        raise JudgementError("a correction needs a field and a value; nothing else has a value")
    if (decision in _PAIR) != (other is not None):
        raise JudgementError("same and different need a second event; nothing else has one")
    if field and decision not in (Decision.CORRECT, Decision.ACCEPT):
        raise JudgementError("only a correction or an acceptance is of one field; to empty a field correct it to null")


def _check_author(author: str) -> None:
    if not author.strip() or len(author) > _LONGEST_AUTHOR:
        raise JudgementError("a judgement needs its author's name: give --author, or set SAYSO_AUTHOR")


def _second(connection: Connection, claim: str, found: Claim, other: str) -> Anchor:
    reading, second = claim_at(connection, other)
    if noun_of(found) != "event" or noun_of(second) != "event":
        raise JudgementError("only two events are the same or different: give their ids, like REPORT/e1")
    if claim == other:
        raise JudgementError(f"{claim} is itself: give the id of another event")
    return anchor_of(reading, "event", second.id)


def _superseded(connection: Connection, new: Judgement, reading: Reading, claim: Claim) -> tuple[Judgement, ...]:
    """The standing judgements of the same claim and field (or pair), oldest first."""
    chain = archive.versions(connection, reading.report.id)
    earlier = decisions.standing(decisions.of_reports(connection, chain))
    if new.other is not None:
        ends = _ends(connection, new, reading)
        return tuple(old for old in earlier if old.other and _ends(connection, old, reading) == ends)
    return tuple(
        old
        for old in earlier
        if old.other is None
        and old.subject.noun == new.subject.noun
        and old.subject.field == new.subject.field
        and (now := here(connection, old.subject, reading)) is not None
        and find(reading, now) is claim
    )


def _ends(connection: Connection, pair: Judgement, known: Reading) -> set[str | None]:
    anchors = [anchor for anchor in (pair.subject, pair.other) if anchor is not None]
    return {account_at(connection, anchor, known)[0] for anchor in anchors}


def _derive(connection: Connection, made: Judgement, author: str) -> None:
    scribe = Scribe(connection, author)
    derive_page(connection, made.subject.report, scribe)
    if made.other is not None and made.other.report != made.subject.report:
        derive_page(connection, made.other.report, scribe)


def _shown(claim: Claim, field: str) -> str | None:
    """The machine's value, for the journal."""
    if not field:
        return None
    value: Json = noun_to_json(claim).get(_SHOWN.get(field, field))
    return json.dumps(value, ensure_ascii=False)
