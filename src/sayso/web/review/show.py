"""The report page drawn: whole, or only the parts that a decision changes."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse

from sayso.errors import JudgementConflict, JudgementError
from sayso.ledger.claims import Claim, claims
from sayso.ledger.corrections import parsed
from sayso.model.judgement import Decision
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.render.safe import one_line
from sayso.web.desk import Desk, the_person
from sayso.web.people import Role
from sayso.web.review.board import Board, board_of
from sayso.web.review.cards import Card
from sayso.web.review.choices import Offer
from sayso.web.review.history import last_by
from sayso.web.review.values import told

SAID = "x-sayso-said"


@dataclass(frozen=True, slots=True)
class Correcting:
    """An open form for one field of a claim, and the fields it could be for."""

    card: Card
    offer: Offer
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Adding:
    """An open form for a claim that sayso missed. `span` is None where the words are typed, not selected."""

    noun: str
    offers: tuple[Offer, ...]
    needed: tuple[str, ...]
    span: Span | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else decided in the meantime, and what was to be stored instead, as the form said it."""

    claim: str
    author: str
    what: str
    form: tuple[tuple[str, str], ...]


def claim_of(reading: Reading, card: Card) -> Claim:
    """The claim on a card."""
    return next(each for each in claims(reading, card.noun) if each.id == card.id)


def clash_of(desk: Desk, error: JudgementConflict, claim: str, form: tuple[tuple[str, str], ...]) -> Clash:
    """A conflict in words."""
    what = desk.text(f"review.decision.{error.decision}")
    try:
        value = told(parsed(error.value)) if error.value else ""
    except JudgementError:
        value = one_line(error.value or "")
    return Clash(claim, error.author, f"{what} {value}".strip(), form)


def report_page(
    request: Request,
    desk: Desk,
    report: str,
    *,
    correcting: Correcting | None = None,
    adding: Adding | None = None,
    clash: Clash | None = None,
    after: str = "",
    stay: bool = False,
    decision: Decision | None = None,
    said: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The report page; for its own script the parts of it that decisions change. `after` is the claim decided last,
    which stays the current one with `stay`; `decision` is what was done with it."""
    board = board_of(desk.ledger, report)
    person = the_person(request)
    last = last_by(desk.ledger.judgements(report), person.name)
    following = board.card(after) if stay else board.after(after)
    partial = request.headers.get("hx-request") == "true"
    answer = desk.page(
        request,
        "review_parts.html.j2" if partial else "review.html.j2",
        {
            "board": board,
            "correcting": correcting,
            "adding": adding,
            "clash": clash,
            "next_claim": clash.claim if clash else following.id if following else "",
            "last": last,
            "may_decide": board.current and person.role >= Role.CODER,
            "may_undo_others": person.role >= Role.EDITOR,
        },
        status=status,
    )
    said = _said(desk, board, decision, after) if decision else said
    if said:
        answer.headers[SAID] = quote(said)
    return answer


def _said(desk: Desk, board: Board, decision: Decision, claim: str) -> str:
    """What was just done, and that nothing is left to do."""
    card, what = board.card(claim), desk.text(f"review.decision.{decision.value}")
    told = desk.text("review.said", what=what, code=card.code, title=card.title) if card else what
    left = board.decided < len(board.cards) or decision is Decision.UNDO
    return told if left else f"{told} — {desk.text('review.all_decided')}"
