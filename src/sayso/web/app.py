"""The desk as an ASGI application. `ROUTERS` lists its pages."""

from __future__ import annotations

import logging
import threading
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path

import js_lib_htmx
import js_lib_leaflet
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

import sayso
from sayso.errors import JudgementError, LedgerError, SaysoError
from sayso.incidents import independence
from sayso.ledger import Ledger
from sayso.render.safe import one_line
from sayso.web import (
    accounts_pages,
    adding,
    basemap,
    exports,
    incident,
    incident_change,
    outlet,
    overview,
    review,
    speaker,
)
from sayso.web.api import create_api
from sayso.web.api import docs as api_docs
from sayso.web.desk import Desk, Refused, checked, the_desk
from sayso.web.guard import Guard, safe_headers
from sayso.web.problem import is_api, problem
from sayso.web.sessions import Who
from sayso.web.settings import Settings

ROUTERS: tuple[APIRouter, ...] = (
    basemap.router,
    accounts_pages.router,
    review.router,
    incident.router,
    incident_change.router,
    overview.router,
    exports.router,
    adding.router,
    api_docs.router,
    speaker.router,
    outlet.router,
)

_log = logging.getLogger("sayso.web")


def create_app(settings: Settings) -> FastAPI:
    """The desk over one ledger. Raises LedgerError when the ledger cannot be opened."""
    ledger = Ledger.open(settings.ledger, author=settings.author)

    @asynccontextmanager
    async def closing(app: FastAPI):  # type: ignore[no-untyped-def]  # noqa: ARG001
        threading.Thread(target=independence.ready, daemon=True).start()
        yield
        ledger.close()

    app = FastAPI(
        title="sayso", version=sayso.__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=closing
    )
    app.state.desk = desk = Desk(settings, ledger)
    if settings.accounts:
        desk.accounts.ready()
    # The last that is added is the first that a request comes to.
    app.add_middleware(GZipMiddleware, minimum_size=2000)
    app.add_middleware(Who, settings=settings, accounts=desk.accounts, fresh_token=desk.fresh_token)
    app.add_middleware(Guard, settings=settings)
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(checked)])
    app.state.api = create_api(desk)
    app.mount("/api", app.state.api)
    for name, folder in _static():
        app.mount(f"/static/{name}", StaticFiles(directory=folder), name=name)
    app.add_exception_handler(SaysoError, _ours)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _http)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _unfit)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _broken)
    return app


def _static() -> tuple[tuple[str, Path], ...]:
    """Our own style and script, and those of others out of their packages."""
    ours = Path(str(resources.files("sayso.web") / "static"))
    htmx, leaflet = (Path(package.__path__[0]) / "static" for package in (js_lib_htmx, js_lib_leaflet))
    return (("desk", ours), ("htmx", htmx / "htmx"), ("leaflet", leaflet / "js_lib_leaflet"))


async def _ours(request: Request, error: SaysoError) -> Response:
    if isinstance(error, LedgerError) and not isinstance(error, JudgementError) and "has no" not in str(error):
        _log.error("%s %s: %s", request.method, request.url.path, error)  # it names files and addresses
        return _told(request, the_desk(request).text("error.ledger"), 503)
    if isinstance(error, Refused):
        status = error.status
    elif isinstance(error, JudgementError):
        status = 422
    else:
        status = 404 if isinstance(error, LedgerError) else 400
    return _told(request, str(error), status)


async def _http(request: Request, error: HTTPException) -> Response:
    text, why = the_desk(request).text, str(error.detail)
    if error.status_code == 404:
        why = text("error.missing")
    elif why.startswith("Part exceeded"):  # Starlette's bound of a form's field
        why = text("error.field")
    return _told(request, why, error.status_code)


async def _unfit(request: Request, error: RequestValidationError) -> Response:
    fields = ", ".join(sorted({str(each["loc"][-1]) for each in error.errors()}))
    return _told(request, the_desk(request).text("error.unfit", fields=one_line(fields)[:200]), 422)


async def _broken(request: Request, error: Exception) -> Response:
    _log.exception("%s %s", request.method, request.url.path, exc_info=error)
    answer = _told(request, the_desk(request).text("error.broken"), 500)
    # This answer is given outside the guard.
    answer.headers.update({**safe_headers(the_desk(request).settings), "cache-control": "no-store"})
    return answer


def _told(request: Request, message: str, status: int) -> Response:
    if is_api(request.scope):  # an address that looks like the API's and is none
        return problem(status, message)
    return the_desk(request).page(request, "error.html.j2", {"message": message}, status=status)
