"""A person's decision put into the ledger: checked, anchored to its words, and put in the place of earlier ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from sayso.errors import JudgementError
from sayso.ledger import archive, decisions
from sayso.ledger.additions import Whole, made, rejected, twin
from sayso.ledger.claims import Claim, claims
from sayso.ledger.corrections import check_field, noun_of, parsed, with_value
from sayso.ledger.earlier import check_seen, conflict, superseded
from sayso.ledger.journal import Scribe
from sayso.ledger.linking import derive_page, standing_on
from sayso.ledger.naming import claim_at, whole_at
from sayso.model.jsonform import Json, noun_to_json
from sayso.model.judgement import Anchor, Decision, Judgement
from sayso.model.span import Span, stripped

ANY = "*"  # `seen` of somebody who does not say what they saw
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
    seen: str | None = ANY,
    derive: bool = True,
) -> Judgement:
    """Store a decision about a claim ("REPORT/e1") and derive its report anew. Raises JudgementError when it cannot be.

    `value` (JSON) and `field` are for a correction; `other` is the second event of a same or different; an acceptance
    may have a field, to say that the machine's value is right. `seen` is the newest judgement of the page that the
    author saw (None: there was none): JudgementConflict is raised when others decided about the claim since. Who makes
    several does not `derive` after each, but calls `derive_all_of` after all.
    """
    at, found = claim_at(connection, claim)
    _check_form(decision, author, field, value, other)
    subject = at.anchor(found, field)
    second = None
    if decision in _PAIR:
        second = _second(connection, claim, found, other or "")
    elif decision is Decision.CORRECT:
        kept = at.kept(field, parsed(value or "null"))
        with_value(at.reading, found, field, at.here(field, kept))
        value = json.dumps(kept, ensure_ascii=False) if field == "event" else value
    elif field:
        check_field(found, field)
    new = Judgement(
        decisions.new_id(), decision, author, datetime.now(UTC), subject, second, value, reason
    )  # fmt: skip
    if seen != ANY:
        check_seen(connection, new, at, found, seen)
    old = superseded(connection, new, at, found)
    decisions.add(connection, new, (each.id for each in old))
    before = next((each.value or each.decision.value for each in reversed(old)), _shown(found, field))
    Scribe(connection, author).note(
        decision.value, claim, field, before=before, after=value or other or decision.value, reason=reason
    )
    if derive:
        _derive(connection, new, author)
    return new


def add_claim(
    connection: Connection,
    report: str,
    noun: str,
    span: Span,
    fields: Mapping[str, Json],
    *,
    author: str,
    reason: str = "",
) -> Judgement:
    """Store that these words tell a claim that the reader missed. Raises JudgementError when they cannot.

    JudgementConflict is raised when somebody else has added it already.
    """
    _check_author(author)
    at = whole_at(connection, report)
    claims(at.reading, noun)
    text = at.machine.report.text
    words = stripped(text, span.begin, span.end) if span.end <= len(text) else None
    if words is None:
        raise JudgementError(f"no words stand at {span.begin} to {span.end} of report {report}: select some")
    kept = {name: at.kept(name, value) for name, value in fields.items()}
    value = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    subject = Anchor(report, noun, words, words.of(text))
    new = Judgement(decisions.new_id(), Decision.ADD, author, datetime.now(UTC), subject, None, value, reason)
    claim = made(at, new)
    _check_new(connection, at, claim, author)
    decisions.add(connection, new)
    Scribe(connection, author).note("add", f"{report}/{claim.id}", noun, after=value, reason=reason)
    _derive(connection, new, author)
    return new


def last_seen(connection: Connection, report: str) -> str | None:
    """The id of the newest judgement about this report or another version of its page; None when there is none."""
    known = decisions.of_reports(connection, archive.versions(connection, report))
    return known[-1].id if known else None


def undo(connection: Connection, judgement_id: str, *, author: str, reason: str = "", derive: bool = True) -> Judgement:
    """Take back one judgement that stands: what it superseded stands again. Raises JudgementError for any other id."""
    known = {each.id: each for each in decisions.every(connection)}
    old = known.get(judgement_id)
    if old is None:
        raise JudgementError(f"there is no judgement {judgement_id}: `sayso judgements` lists them")
    _check_author(author)
    if old.superseded_by is not None:
        after = known[old.superseded_by]
        message = f"judgement {judgement_id} is out of force: {after.id} came after it; undo that"
        raise JudgementError(message) if after.author == author else conflict(message, after)
    new = replace(
        old,
        id=decisions.new_id(),
        decision=Decision.UNDO,
        author=author,
        made=datetime.now(UTC),
        value=None,
        reason=reason,
    )
    decisions.add(connection, new, (old.id,))
    Scribe(connection, author).note(
        "undo", old.id, old.subject.field, before=old.value or old.decision.value, after=None, reason=reason
    )
    if derive:
        _derive(connection, new, author)
    return new


def undo_all(connection: Connection, ids: Sequence[str], *, author: str, reason: str = "") -> tuple[Judgement, ...]:
    """Take back several judgements, the last first. Raises JudgementError when one of them does not stand."""
    undone = tuple(undo(connection, each, author=author, reason=reason, derive=False) for each in reversed(ids))
    derive_all_of(connection, undone, author)
    return undone


def derive_all_of(connection: Connection, made: Iterable[Judgement], author: str) -> None:
    """Derive anew what hangs on these judgements: each page once, and for two events one of their pages."""
    made = tuple(made)
    often = Counter(each.report for new in made for each in (new.subject, new.other) if each)
    pages: set[str] = {new.subject.report for new in made if new.other is None}
    for new in made:
        if new.other and not pages & {new.subject.report, new.other.report}:
            pages.add(max(new.subject.report, new.other.report, key=lambda report: (often[report], report)))
    scribe = Scribe(connection, author)
    for page in sorted({archive.versions(connection, report)[0] for report in pages}):
        derive_page(connection, page, scribe)


def _check_new(connection: Connection, at: Whole, claim: Claim, author: str) -> None:
    """Raise JudgementError when the report has this claim already."""
    report = at.machine.report.id
    old = twin(claim, at.reading, rejected(at.machine, standing_on(connection, at.machine, (report,))))
    if old is None:
        return
    message = (
        f"the report tells this {noun_of(claim)} already, as {report}/{old.id}: judge that, or give a value that tells "
        "the two apart"
    )
    for each in at.added:
        if each.claim.id == old.id and each.judgement.author != author:
            raise conflict(message, each.judgement)
    raise JudgementError(message)


def _check_form(decision: Decision, author: str, field: str, value: str | None, other: str | None) -> None:
    _check_author(author)
    if decision is Decision.ADD:
        raise JudgementError("a claim that was missed is added by its words: add_claim, or `sayso judge add`")
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


def check_pair(connection: Connection, decision: Decision, claim: str, other: str) -> None:
    """Raise JudgementError when the two cannot be judged the same or different."""
    at, found = claim_at(connection, claim)
    if decision not in _PAIR:
        raise JudgementError("two events are the same or different: nothing else is of two")
    at.anchor(found)
    _second(connection, claim, found, other)


def _second(connection: Connection, claim: str, found: Claim, other: str) -> Anchor:
    at, second = claim_at(connection, other)
    if noun_of(found) != "event" or noun_of(second) != "event":
        raise JudgementError("only two events are the same or different: give their ids, like REPORT/e1")
    if claim == other:
        raise JudgementError(f"{claim} is itself: give the id of another event")
    return at.anchor(second)


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
