"""What every page has at hand: the ledger, who asks, the templates and the texts."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.errors import SaysoError
from sayso.ledger import Ledger
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.web.accounts import Accounts
from sayso.web.guard import SAFE
from sayso.web.people import Person, Role
from sayso.web.sessions import token_cookie
from sayso.web.settings import Settings
from sayso.web.texts import Texts, english
from sayso.web.words import FILTERS

FIELD = "token"
HEADER = "x-sayso-token"
_OPEN_TO = "sayso_open_to"

F = TypeVar("F", bound=Callable[..., Any])


class Refused(SaysoError):
    """A request that may not be answered; `status` is the HTTP status."""

    def __init__(self, message: str, status: int = 403) -> None:
        """Say why."""
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Desk:
    """One running desk."""

    settings: Settings
    ledger: Ledger

    @property
    def text(self) -> Texts:
        """The texts."""
        return english()

    @cached_property
    def accounts(self) -> Accounts:
        """Who may log in; nobody has to where the settings ask for no accounts."""
        return Accounts(self.ledger.people, self.settings)

    @cached_property
    def fresh_token(self) -> str:
        """What a browser without a session keeps to show that a form came from a page of ours."""
        return secrets.token_urlsafe(32)

    @cached_property
    def templates(self) -> Environment:
        """The templates, with everything escaped that they put in."""
        made = Environment(
            loader=PackageLoader("sayso.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.globals["t"] = self.text
        made.filters.update(FILTERS)
        return made

    @cached_property
    def reader_id(self) -> str:
        """Which reader reads what is added here. Loads the model: about half a second."""
        from sayso.reading import reader_id

        return reader_id()

    def read(self, report: Report) -> Reading:
        """What a report tells."""
        from sayso.reading import read

        return read(report)

    def page(
        self, request: Request, template: str, values: Mapping[str, object] | None = None, *, status: int = 200
    ) -> HTMLResponse:
        """A page of this template, with who is asking and the token that its forms send back."""
        state = request.state
        token = getattr(state, "token", None) or self.fresh_token
        made = self.templates.get_template(template).render(
            {
                "request_path": request.url.path,
                "query": request.url.query,
                "person": getattr(state, "person", None),
                "accounts": self.settings.accounts,
                "roles": Role,
                "token": token,
                "partial": request.headers.get("hx-request") == "true",
                **(values or {}),
            }
        )
        answer = HTMLResponse(made, status_code=status, headers={"vary": "HX-Request"})
        self.keep_token(request, answer)
        return answer

    def keep_token(self, request: Request, answer: Response) -> None:
        """Have a browser that has no session keep the token that its forms are held against."""
        name = token_cookie(self.settings)
        if not getattr(request.state, "session", "") and name not in request.cookies:
            answer.set_cookie(name, self.fresh_token, httponly=True, samesite="strict", secure=self.settings.secure)


def the_desk(request: Request) -> Desk:
    """The desk that the request came to."""
    return cast(Desk, request.app.state.desk)


def the_person(request: Request) -> Person:
    """Who asks."""
    return cast(Person, request.state.person)


async def checked(request: Request) -> None:
    """Let nothing be changed without the token that only our own pages know, nor by people who may only look.

    Raises Refused. It is asked before every page; what others than coders may change says so with `open_to`.
    """
    if request.method in SAFE:
        return
    known: str | None = request.state.token
    if known is not None:
        given = request.headers.get(HEADER)
        if given is None:
            field = (await request.form()).get(FIELD)
            given = field if isinstance(field, str) else ""
        if not known or not hmac.compare_digest(given.encode("utf-8", "replace"), known.encode("utf-8", "replace")):
            raise Refused(english()("error.refused", why=english()("error.token")))
    needed: Role | None = getattr(request.scope.get("endpoint"), _OPEN_TO, Role.CODER)
    if needed is not None:
        _at_least(request, needed)


def open_to(role: Role | None) -> Callable[[F], F]:
    """Lets others than coders change something: people of this role or a higher one, or for None anybody."""

    def marked(handler: F) -> F:
        setattr(handler, _OPEN_TO, role)
        return handler

    return marked


def may(role: Role):  # type: ignore[no-untyped-def]
    """A dependency: only for people of this role or a higher one. Raises Refused for others."""

    def check(request: Request) -> None:
        _at_least(request, role)

    return Depends(check)


def _at_least(request: Request, role: Role) -> None:
    person: Person | None = request.state.person
    if person is None or person.role < role:
        raise Refused(english()("error.role", role=role.word))


TheDesk = Annotated[Desk, Depends(the_desk)]
ThePerson = Annotated[Person, Depends(the_person)]
