"""What is stored: decisions about claims, claims that were missed, and steps back."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from sayso.errors import JudgementConflict, JudgementError
from sayso.ledger.additions import NEEDED
from sayso.ledger.claims import words_near
from sayso.model.jsonform import JsonObject
from sayso.model.judgement import Decision
from sayso.model.span import Span
from sayso.render.safe import one_line
from sayso.web.desk import FIELD, Desk, Refused, TheDesk, ThePerson, may
from sayso.web.people import Role
from sayso.web.review.answers import given, placed
from sayso.web.review.board import board_of
from sayso.web.review.history import last_by
from sayso.web.review.show import Clash, clash_of, report_page
from sayso.web.review.values import fields_of

router = APIRouter(prefix="/report/{report}", dependencies=[may(Role.CODER)])
_DECISIONS = {each.value: each for each in (Decision.ACCEPT, Decision.REJECT, Decision.CORRECT)}


async def _form(request: Request) -> FormData:
    return await request.form()


TheForm = Annotated[FormData, Depends(_form)]


@router.post("/decide")
def decide(request: Request, desk: TheDesk, person: ThePerson, report: str, form: TheForm) -> Response:
    """Accept, reject or correct one claim."""
    claim, decision = _text(form, "claim"), _DECISIONS.get(_text(form, "decision"))
    if decision is None:
        raise Refused(desk.text("error.missing"), 404)
    field, value = "", None
    if decision is Decision.CORRECT:
        field = _text(form, "field")
        reading = desk.ledger.reading(report)
        value = json.dumps(given(reading, field, _texts(form, field), _text(form, f"{field}.free")))
    try:
        desk.ledger.judge(
            decision, f"{report}/{claim}", author=person.name, field=field, value=value,
            reason=_text(form, "reason"), seen=_text(form, "seen") or None,
        )  # fmt: skip
    except JudgementConflict as error:
        return report_page(request, desk, report, clash=clash_of(desk, error, claim, _kept(form)), status=409)
    return _done(request, desk, report, claim, decision)


@router.post("/accept-all")
def accept_all(request: Request, desk: TheDesk, person: ThePerson, report: str, form: TheForm) -> Response:
    """Accept every claim that nobody has decided. What somebody decides meanwhile is left as they decided."""
    board = board_of(desk.ledger, report)
    seen = _text(form, "seen") or None
    clash: Clash | None = None
    for card in (card for card in board.cards if card.open):
        try:
            desk.ledger.judge(
                Decision.ACCEPT, f"{report}/{card.id}", author=person.name, reason=_text(form, "reason"), seen=seen
            )
        except JudgementConflict as error:
            clash = clash or clash_of(desk, error, card.id, (("claim", card.id), ("decision", "accept")))
    if clash:
        return report_page(request, desk, report, clash=clash, status=409)
    return _done(request, desk, report, "", Decision.ACCEPT)


@router.post("/undo")
def undo(request: Request, desk: TheDesk, person: ThePerson, report: str, form: TheForm) -> Response:
    """Take back one judgement, or the last of one's own. Only an editor takes back another's."""
    known = desk.ledger.judgements(report)
    wanted = _text(form, "judgement")
    found = next((each for each in known if each.id == wanted), None) if wanted else last_by(known, person.name)
    if found is None:
        raise JudgementError(desk.text("review.nothing_to_undo"))
    if found.author != person.name and person.role < Role.EDITOR:
        raise Refused(desk.text("review.others_undo", author=one_line(found.author)))
    claim = (desk.ledger.claim_of(found) or "").rpartition("/")[2]
    try:
        desk.ledger.undo(found.id, author=person.name, reason=_text(form, "reason"))
    except JudgementConflict as error:
        return report_page(request, desk, report, clash=clash_of(desk, error, claim, ()), status=409)
    if form.get("from") == "history":
        return RedirectResponse(f"/report/{report}/history", status_code=303)
    return _done(request, desk, report, claim, Decision.UNDO, stay=True)


@router.post("/add")
def add(request: Request, desk: TheDesk, person: ThePerson, report: str, form: TheForm) -> Response:
    """Add a claim that the reader missed."""
    noun = _text(form, "noun")
    if noun not in NEEDED:
        raise Refused(desk.text("error.missing"), 404)
    reading = desk.ledger.reading(report)
    span = _span(reading.report.text, form)
    fields: JsonObject = {}
    for field in fields_of(noun):
        value = given(reading, field, _texts(form, field), _text(form, f"{field}.free"))
        if value not in (None, []):
            fields[field] = value
    try:
        made = desk.ledger.add_claim(report, noun, span, fields, author=person.name, reason=_text(form, "reason"))
    except JudgementConflict as error:
        return report_page(request, desk, report, clash=clash_of(desk, error, "", ()), status=409)
    claim = (desk.ledger.claim_of(made) or "").rpartition("/")[2]
    return _done(request, desk, report, claim, Decision.ADD, stay=True)


def _span(text: str, form: FormData) -> Span:
    """The words that tell the claim: selected, or typed as the report prints them."""
    if at := _text(form, "at"):
        return placed(text, at)
    typed = _text(form, "words").strip()
    found = words_near(text, typed, ())
    if found is None:
        raise JudgementError(f"the report does not hold the words “{one_line(typed)}”: give them as they are printed")
    return found


def _done(request: Request, desk: Desk, report: str, claim: str, decision: Decision, *, stay: bool = False) -> Response:
    """The changed parts for the page's script, else the page again at the claim to decide next."""
    if request.headers.get("hx-request") == "true":
        return report_page(request, desk, report, after=claim, stay=stay, decision=decision)
    following = None if stay else board_of(desk.ledger, report).after(claim)
    at = following.id if following else claim
    return RedirectResponse(f"/report/{report}#c-{at}" if at else f"/report/{report}", status_code=303)


def _kept(form: FormData) -> tuple[tuple[str, str], ...]:
    """What a form said, to be sent again."""
    left_out = ("seen", FIELD)
    return tuple((name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in left_out)


def _texts(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str)]


def _text(form: FormData, name: str) -> str:
    found = form.get(name)
    return found if isinstance(found, str) else ""
