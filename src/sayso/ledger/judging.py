"""A person's decision put into the ledger: checked, anchored to its words, and put in the place of earlier ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from sayso.errors import JudgementConflict, JudgementError
from sayso.ledger import archive, decisions
from sayso.ledger.additions import Whole, made, rejected, twin, whole
from sayso.ledger.claims import NOUNS, Claim, claims
from sayso.ledger.corrections import check_field, noun_of, parsed, with_value
from sayso.ledger.database import chunks
from sayso.ledger.journal import Scribe
from sayso.ledger.linking import account_at, brought, derive_page, here, machine_reading, standing_on
from sayso.ledger.schema import reports
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
        _check_seen(connection, new, at, found, seen)
    old = _superseded(connection, new, at, found)
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
        raise JudgementError(message) if after.author == author else _conflict(message, after)
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


def claim_of(connection: Connection, anchor: Anchor) -> str | None:
    """The claim ("REPORT/e1") that stands on these words in the newest version of their page; None for none."""
    at = whole_at(connection, archive.versions(connection, anchor.report)[0])
    now = here(connection, anchor, at.machine)
    found = at.find(now) if now else None
    return f"{at.machine.report.id}/{found.id}" if found else None


def value_of(connection: Connection, judgement: Judgement) -> str | None:
    """Its value as a person gives it: with the ids that events have now. As it is stored where they do not stand."""
    if judgement.value is None:
        return None
    chain = archive.versions(connection, judgement.subject.report)
    reading = machine_reading(connection, chain[0])
    at = whole(reading, standing_on(connection, reading, chain))
    now = brought(connection, judgement, reading)
    value = parsed(now.value or "null")
    try:
        if judgement.decision is not Decision.ADD:
            value = at.here(now.subject.field, value)
        elif isinstance(value, dict):
            value = {name: at.here(name, each) for name, each in value.items()}
    except JudgementError:
        return judgement.value
    return json.dumps(value, ensure_ascii=False)


def claim_at(connection: Connection, claim: str) -> tuple[Whole, Claim]:
    """The claim named "REPORT/e1", the reader's or an added one, and what it is in. Raises JudgementError for none."""
    report, _, name = claim.rpartition("/")
    if not report or not name:
        raise JudgementError(f"“{claim}” names no claim: write REPORT/e1, as `sayso incident` shows it")
    at = whole_at(connection, report)
    for noun in NOUNS:
        for each in claims(at.reading, noun):
            if each.id == name:
                return at, each
    ids = ", ".join(each.id for noun in NOUNS for each in claims(at.reading, noun)) or "nothing that can be judged"
    raise JudgementError(f"report {report} has no claim “{name}”; it has: {ids}")


def whole_at(connection: Connection, report: str) -> Whole:
    """The report's newest reading with what people added. Raises JudgementError when it is not there to be judged."""
    if archive.report(connection, report) is None:
        raise JudgementError(f"the ledger has no report {report}")
    chain = archive.versions(connection, report)
    if chain[0] != report:
        raise JudgementError(f"report {report} was replaced by a later version of its page: judge {chain[0]}")
    reading = machine_reading(connection, report)
    return whole(reading, standing_on(connection, reading, chain))


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
            raise _conflict(message, each.judgement)
    raise JudgementError(message)


def _check_seen(connection: Connection, new: Judgement, at: Whole, claim: Claim, seen: str | None) -> None:
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
            raise _conflict(f"{old.author} has decided since ({what}{value}, {when}): look at it, then decide", old)


def _conflict(message: str, by: Judgement) -> JudgementConflict:
    return JudgementConflict(
        message, author=by.author, decision=by.decision.value, value=by.value, made=by.made, judgement=by.id
    )


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


def _superseded(connection: Connection, new: Judgement, at: Whole, claim: Claim) -> tuple[Judgement, ...]:
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
