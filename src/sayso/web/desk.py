"""What every page has at hand: the ledger, who asks, the templates and the texts."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, cast

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.errors import SaysoError
from sayso.ledger import Ledger
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.web.guard import SAFE
from sayso.web.people import Person, Role
from sayso.web.settings import Settings
from sayso.web.texts import Texts, english
from sayso.web.words import FILTERS

COOKIE = "sayso-token"
FIELD = "token"
HEADER = "x-sayso-token"


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
        token = request.cookies.get(COOKIE) or secrets.token_urlsafe(32)
        made = self.templates.get_template(template).render(
            {
                "request_path": request.url.path,
                "query": request.url.query,
                "person": request.state.person,
                "roles": Role,
                "token": token,
                "partial": request.headers.get("hx-request") == "true",
                **(values or {}),
            }
        )
        answer = HTMLResponse(made, status_code=status, headers={"vary": "HX-Request"})
        if COOKIE not in request.cookies:
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=self.settings.secure)
        return answer


def the_desk(request: Request) -> Desk:
    """The desk that the request came to."""
    return cast(Desk, request.app.state.desk)


def the_person(request: Request) -> Person:
    """Who asks."""
    return cast(Person, request.state.person)


async def checked(request: Request) -> None:
    """Let nothing be changed without the token that only our own pages know. Raises Refused."""
    if request.method in SAFE:
        return
    given = request.headers.get(HEADER)
    if given is None:
        field = (await request.form()).get(FIELD)
        given = field if isinstance(field, str) else ""
    known = request.cookies.get(COOKIE, "")
    if not known or not hmac.compare_digest(given.encode(), known.encode()):
        raise Refused(english()("error.refused", why=english()("error.token")))


def may(role: Role):  # type: ignore[no-untyped-def]
    """A dependency: only for people of this role or a higher one. Raises Refused for others."""

    def check(request: Request) -> None:
        if the_person(request).role < role:
            raise Refused(english()("error.role", role=role.name.lower()))

    return Depends(check)


TheDesk = Annotated[Desk, Depends(the_desk)]
ThePerson = Annotated[Person, Depends(the_person)]
