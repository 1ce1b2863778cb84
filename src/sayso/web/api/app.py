"""The API as an application of its own under /api: its errors are problems (RFC 9457), never pages."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

import sayso
from sayso.errors import InputError, JudgementConflict, JudgementError, LedgerError, SaysoError, TooLarge
from sayso.web.api import changing, looking
from sayso.web.api.asking import named_only
from sayso.web.api.described import PROBLEMS, described
from sayso.web.desk import Desk, Refused, checked
from sayso.web.guard import safe_headers
from sayso.web.problem import problem
from sayso.web.texts import english

_log = logging.getLogger("sayso.web")


def create_api(desk: Desk) -> FastAPI:
    """The API over the ledger of a desk."""
    api = FastAPI(
        title="sayso",
        version=sayso.__version__,
        summary=english()("api.summary"),
        description=english()("api.about"),
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    api.state.desk = desk
    for router in (looking.router, changing.router):
        api.include_router(router, dependencies=[Depends(checked), Depends(named_only)], responses=PROBLEMS)
    api.add_exception_handler(SaysoError, _ours)  # type: ignore[arg-type]
    api.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    api.add_exception_handler(RequestValidationError, _unfit)  # type: ignore[arg-type]
    api.add_exception_handler(Exception, _broken)

    def openapi() -> dict[str, Any]:
        if not api.openapi_schema:
            made = get_openapi(
                title=api.title, version=api.version, summary=api.summary, description=api.description,
                routes=api.routes, servers=[{"url": "/api"}],
            )  # fmt: skip
            api.openapi_schema = described(made)
        return api.openapi_schema

    api.openapi = openapi  # type: ignore[method-assign]
    return api


async def _ours(request: Request, error: SaysoError) -> Response:
    text = english()
    if isinstance(error, Refused):
        return problem(error.status, str(error))
    if isinstance(error, JudgementConflict):
        return problem(409, str(error))
    if isinstance(error, JudgementError):
        return problem(422, str(error))
    if isinstance(error, LedgerError):
        if "has no" in str(error):
            return problem(404, str(error))
        _log.error("%s %s: %s", request.method, request.url.path, error)
        return problem(503, text("error.ledger"))
    if isinstance(error, TooLarge):
        return problem(413, str(error))
    return problem(422 if isinstance(error, InputError) else 400, str(error))


async def _http(request: Request, error: HTTPException) -> Response:
    del request
    detail = english()("api.missing") if error.status_code == 404 else str(error.detail)
    return problem(error.status_code, detail, error.headers)


async def _unfit(request: Request, error: RequestValidationError) -> Response:
    """Which part is wrong and why; what was sent is not sent back."""
    del request
    wrong = [
        {"in": str(each["loc"][0]), "name": ".".join(str(part) for part in each["loc"][1:]), "detail": each["msg"]}
        for each in error.errors()[:50]
    ]
    return problem(422, english()("api.unfit"), wrong=wrong)


async def _broken(request: Request, error: Exception) -> Response:
    _log.exception("%s %s", request.method, request.url.path, exc_info=error)
    desk: Desk = request.app.state.desk
    return problem(500, english()("error.broken"), safe_headers(desk.settings))
