"""What is looked at: the queue, a report, its open forms, its history, and whether somebody else has decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.ledger.additions import NEEDED
from sayso.ledger.claims import Claim
from sayso.ledger.corrections import sentences_at
from sayso.model.claim import Act, Measure, Speaker, Statement, Toll
from sayso.model.event import Event, EventType, Status
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading
from sayso.model.span import Span, covering
from sayso.render.safe import one_line
from sayso.web.desk import Refused, TheDesk, ThePerson, may
from sayso.web.people import Role
from sayso.web.review.answers import placed
from sayso.web.review.board import board_of
from sayso.web.review.choices import offer
from sayso.web.review.history import history
from sayso.web.review.show import Adding, Correcting, claim_of, report_page
from sayso.web.review.values import fields_of

router = APIRouter()

_PAGE = 50  # reports on a page of the queue
# What a form for a missed claim asks for, besides what it needs.
_ASKED = {
    "event": ("type", "status", "date", "places", "perpetrators", "targets"),
    "toll": ("measure", "number", "who", "speaker", "event"),
    "statement": ("act", "speaker", "event"),
}


@router.get("/review")
def queue(request: Request, desk: TheDesk, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1) -> HTMLResponse:
    """The reports with claims that nobody has decided, the most useful to review first."""
    found = {"listing": desk.ledger.queue(page=page, size=_PAGE), "progress": desk.ledger.progress()}
    return desk.page(request, "review_queue.html.j2", found)


@router.get("/review/next")
def following(desk: TheDesk, after: str = "") -> RedirectResponse:
    """The next report of the queue; the queue itself when nothing is left."""
    found = desk.ledger.next_in_queue(after or None)
    return RedirectResponse(f"/report/{found}" if found else "/review", status_code=303)


@router.get("/report/{report}")
def shown(request: Request, desk: TheDesk, report: str) -> HTMLResponse:
    """A report beside what sayso found in it."""
    return report_page(request, desk, report)


@router.get("/report/{report}/history")
def past(request: Request, desk: TheDesk, person: ThePerson, report: str) -> HTMLResponse:
    """Every judgement about the report."""
    values = {
        "board": board_of(desk.ledger, report),
        "entries": history(desk.ledger, report),
        "may_undo_others": person.role >= Role.EDITOR,
        "may_decide": person.role >= Role.CODER,
    }
    return desk.page(request, "review_history.html.j2", values)


@router.get("/report/{report}/news")
def news(request: Request, desk: TheDesk, report: str, seen: str = "") -> Response:
    """What others have decided since `seen` was shown; no content when nothing was."""
    newest = desk.ledger.last_seen(report) or ""
    if newest == seen:
        desk.ledger.report(report)  # a report that is not there has no news, and is told so
        return Response(status_code=204)
    by = next((each.author for each in reversed(desk.ledger.judgements(report)) if each.id == newest), "")
    return report_page(request, desk, report, said=desk.text("review.news", author=one_line(by)))


@router.get("/report/{report}/correct", dependencies=[may(Role.CODER)])
def correcting(request: Request, desk: TheDesk, report: str, claim: str, field: str = "") -> HTMLResponse:
    """The form that corrects a field of a claim, on its page or, for the page's script, alone."""
    board = board_of(desk.ledger, report)
    card = board.card(claim)
    if card is None:
        raise Refused(desk.text("error.missing"), 404)
    fields = fields_of(card.noun)
    wanted = field if field in fields else fields[0]
    form = Correcting(card, offer(board.reading, claim_of(board.reading, card), wanted), fields)
    if request.headers.get("hx-request") == "true":
        return desk.page(request, "review_correct.html.j2", {"board": board, "correcting": form})
    return report_page(request, desk, report, correcting=form)


@router.get("/report/{report}/add", dependencies=[may(Role.CODER)])
def adding(request: Request, desk: TheDesk, report: str, noun: str = "event", words: str = "") -> HTMLResponse:
    """The form for a claim that sayso missed, told by the `words` at "12:19"; they are asked for when it is ""."""
    if noun not in NEEDED:
        raise Refused(desk.text("error.missing"), 404)
    board = board_of(desk.ledger, report)
    span = placed(board.report.text, f"@{words}") if words else None
    blank = _blank(board.reading, noun, span)
    offers = tuple(offer(board.reading, blank, field) for field in _ASKED[noun])
    form = Adding(noun, offers, NEEDED[noun], span, one_line(span.of(board.report.text)) if span else "")
    if request.headers.get("hx-request") == "true":
        return desk.page(request, "review_add.html.j2", {"board": board, "adding": form})
    return report_page(request, desk, report, adding=form)


def _blank(reading: Reading, noun: str, span: Span | None) -> Claim:
    """A claim on these words for which candidates can be sought; it is shown to nobody."""
    sentences = sentences_at(reading, span) if span else tuple(each.span for each in reading.sentences[:1])
    sentence = covering(sentences) or Span(0, max(1, len(reading.report.text)))
    span = span or sentence
    if noun == "event":
        return Event("", EventType.ATTACK, Status.OCCURRED, (sentence,))
    about = next((each.id for each in reading.events if any(one.overlaps(sentence) for one in each.evidence)), None)
    if noun == "toll":
        from sayso.reading.quantities import find_quantities

        found = find_quantities(reading.report.text, [span]) or find_quantities(reading.report.text, [sentence])
        quantity = found[0] if found else Quantity(None, None, span, span)
        return Toll("", Measure.KILLED, quantity, sentence, event=about)
    return Statement("", Act.ASSERT, _speaker_near(reading, span), sentence, (span,), event=about)


def _speaker_near(reading: Reading, span: Span) -> Speaker:
    """Who is named nearest to the words."""
    named = [mention for actor in reading.actors for mention in actor.mentions]
    return Speaker(min(named, key=lambda one: abs(one.begin - span.begin), default=span))
