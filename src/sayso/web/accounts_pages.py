"""Logging in and out, one's own account, and whether the desk is alive."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from sayso.errors import SaysoError
from sayso.web.accounts import LoginRefused, check_password, digest_of, hashed
from sayso.web.desk import Desk, TheDesk, ThePerson, open_to
from sayso.web.people import Role
from sayso.web.sessions import local, session_cookie, token_cookie

router = APIRouter(include_in_schema=False)

Word = Annotated[str, Form(max_length=4000)]


@router.get("/healthz")
def healthz() -> PlainTextResponse:
    """That the desk answers, and nothing else."""
    return PlainTextResponse("ok\n")


@router.get("/login")
def login_page(request: Request, desk: TheDesk, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The form; whoever is known already goes on."""
    if request.state.person is not None:
        return RedirectResponse(local(next), 303)
    return _form(request, desk, next)


@router.post("/login")
@open_to(None)
def login(
    request: Request, desk: TheDesk, name: Word = "", password: Word = "", next: Word = "/"  # noqa: A002
) -> Response:  # fmt: skip
    """Start a session, or say why not."""
    if not desk.settings.accounts:
        return RedirectResponse("/", 303)
    address = request.client.host if request.client else ""
    try:
        _, session = desk.accounts.login(name, password, address)
    except LoginRefused as error:
        answer = _form(request, desk, next, name=name, wrong=str(error), status=401 if error.wait is None else 429)
        if error.wait is not None:
            answer.headers["retry-after"] = str(error.wait)
        return answer
    if request.state.session:
        desk.accounts.people.end(digest_of(request.state.session))
    went = RedirectResponse(local(next), 303)
    settings = desk.settings
    went.set_cookie(
        session_cookie(settings), session, max_age=int(settings.longest.total_seconds()), httponly=True,
        samesite="strict", secure=settings.secure,
    )  # fmt: skip
    went.delete_cookie(token_cookie(settings), secure=settings.secure, httponly=True, samesite="strict")
    return went


@router.post("/logout")
@open_to(Role.READER)
def logout(request: Request, desk: TheDesk, person: ThePerson, everywhere: Word = "") -> Response:
    """End this session, or all of this person."""
    if desk.settings.accounts:
        if everywhere:
            desk.accounts.people.end_all(person.name)
        else:
            desk.accounts.people.end(digest_of(request.state.session))
    went = RedirectResponse("/login" if desk.settings.accounts else "/", 303)
    went.delete_cookie(session_cookie(desk.settings), secure=desk.settings.secure, httponly=True, samesite="strict")
    return went


@router.get("/account")
def account(request: Request, desk: TheDesk, person: ThePerson) -> Response:
    """One's own account: role, where one is logged in, another password."""
    return _account(request, desk, person.name, done=request.query_params.get("done") == "1")


@router.post("/account/password")
@open_to(Role.READER)
def change_password(  # noqa: PLR0917 - a form passes every field by name
    request: Request, desk: TheDesk, person: ThePerson, old: Word = "", new: Word = "", again: Word = ""
) -> Response:
    """Take another password; every other browser is logged out."""
    if not desk.settings.accounts:
        return RedirectResponse("/", 303)
    try:
        check_password(new, person.name, again)
        address = request.client.host if request.client else ""
        desk.accounts.prove(person.name, old, address)
    except SaysoError as error:
        return _account(request, desk, person.name, wrong=str(error), status=422)
    desk.accounts.people.set_password(person.name, hashed(new), keep=digest_of(request.state.session))
    return RedirectResponse("/account?done=1", 303)


def _form(
    request: Request, desk: Desk, address: str, *, name: str = "", wrong: str = "", status: int = 200
) -> Response:
    values = {"next": local(address), "name": name, "wrong": wrong}
    return desk.page(request, "login.html.j2", values, status=status)


def _account(
    request: Request, desk: Desk, name: str, *, wrong: str = "", done: bool = False, status: int = 200
) -> Response:
    member = next((each for each in desk.accounts.people.all() if each.name == name), None)
    values = {"member": member, "wrong": wrong, "done": done}
    return desk.page(request, "login_account.html.j2", values, status=status)
