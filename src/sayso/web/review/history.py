"""All judgements about a page as rows, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.errors import JudgementError
from sayso.ledger import Ledger
from sayso.ledger.claims import NOUNS, claims
from sayso.ledger.corrections import parsed
from sayso.ledger.judged import Resolved
from sayso.model.judgement import Decision, Judgement
from sayso.render.safe import one_line
from sayso.web.review.cards import short_codes
from sayso.web.review.values import told, value_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A judgement with what it changed, in words ("" unknown or none).

    `claim` and `code` are the claim's in the page as it is now, None where none stands there any more. `standing` is
    "in_force", "superseded", "taken_back" or "is_undo".
    """

    judgement: Judgement
    claim: str | None
    code: str | None
    words: str
    before: str
    after: str
    standing: str


def history(ledger: Ledger, report_id: str) -> tuple[Entry, ...]:
    """The judgements about a report and the other versions of its page. Raises LedgerError when there is no such."""
    resolved = ledger.resolved(report_id)
    known = ledger.judgements(report_id)
    by_id = {each.id: each for each in known}
    replaced = {each.superseded_by: each for each in known if each.superseded_by is not None}
    short = {claim_id: code for code, claim_id in short_codes(resolved.whole.reading).items()}
    entries: list[Entry] = []
    for each in reversed(known):
        claim = _claim(resolved, each)
        entries.append(
            Entry(
                judgement=each,
                claim=claim,
                code=short.get(claim or ""),
                words=one_line(each.subject.words),
                before=_before(resolved, each, claim, replaced),
                after=_value(each),
                standing=_standing(each, by_id),
            )
        )
    return tuple(entries)


def last_by(judgements: Sequence[Judgement], author: str) -> Judgement | None:
    """The newest judgement of this author about claims that can be undone."""
    mine = (each for each in reversed(judgements) if each.author == author and each.other is None)
    return next((each for each in mine if each.superseded_by is None and each.decision is not Decision.UNDO), None)


def _claim(resolved: Resolved, judgement: Judgement) -> str | None:
    standing = next((each.claim.id for each in resolved.in_force if each.judgement.id == judgement.id), None)
    if standing or judgement.subject.report != resolved.whole.machine.report.id:
        return standing
    found = resolved.whole.find(judgement.subject)
    return found.id if found else None


def _before(resolved: Resolved, judgement: Judgement, claim: str | None, replaced: Mapping[str, Judgement]) -> str:
    old = replaced.get(judgement.id)
    if old is not None:
        return _value(old) or old.decision.value
    field = judgement.subject.field
    if not field or claim is None:
        return ""
    reading = resolved.whole.reading
    found = next(each for noun in NOUNS for each in claims(reading, noun) if each.id == claim)
    return value_of(reading, found, field)


def _value(judgement: Judgement) -> str:
    if judgement.value is None:
        return ""
    try:
        return told(parsed(judgement.value))
    except JudgementError:  # kept by an older version: shown as it is
        return one_line(judgement.value)


def _standing(judgement: Judgement, known: Mapping[str, Judgement]) -> str:
    if judgement.decision is Decision.UNDO:
        return "is_undo"
    after = known.get(judgement.superseded_by or "")
    if after is None:
        return "in_force"
    return "taken_back" if after.decision is Decision.UNDO else "superseded"
