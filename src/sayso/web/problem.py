"""Errors in the form of whoever asked: RFC 9457's `application/problem+json` under /api, plain words elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from sayso.web.texts import english

MEDIA = "application/problem+json"
API = "/api/"
DOCS = "/api/docs"  # the page about it, for people


def is_api(scope: Scope) -> bool:
    """Whether a program asks and not a browser's page."""
    path: str = scope["path"]
    return path != DOCS and (path.startswith(API) or path == API[:-1])


def problem(
    status: int, detail: str, headers: Mapping[str, str] | None = None, wrong: list[dict[str, str]] | None = None
) -> Response:
    """What went wrong, as RFC 9457 has it. `wrong` names the parts of the request and what is wrong with each."""
    told: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if wrong is not None:
        told["errors"] = wrong
    return Response(json.dumps(told), status, headers, MEDIA)


def refusal(scope: Scope, status: int, why: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal before any page is reached."""
    if is_api(scope):
        return problem(status, why, headers)
    return PlainTextResponse(english()("error.refused", why=why) + "\n", status, headers)
