"""Who is asking: a browser by its session, a program by its key, or whoever sits at this machine."""

from __future__ import annotations

import html
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.web.accounts import Accounts, token_of
from sayso.web.guard import SAFE
from sayso.web.people import Person, Role
from sayso.web.problem import is_api, problem, refusal
from sayso.web.settings import Settings
from sayso.web.texts import english

LOGIN = "/login"
OPEN = (LOGIN, "/healthz")  # what anybody may ask for, besides /static/


def cookie_name(plain: str, settings: Settings) -> str:
    """With https its name makes browsers take it from this very host alone."""
    return f"__Host-{plain}" if settings.secure else plain


def session_cookie(settings: Settings) -> str:
    """The name of the cookie that holds a session's secret."""
    return cookie_name("sayso-session", settings)


def token_cookie(settings: Settings) -> str:
    """The name of the cookie that forms are held against where there is no session."""
    return cookie_name("sayso-token", settings)


class Who:
    """Puts the person into the request's state, and lets nobody in unknown where there are accounts.

    State: `person` (None: not logged in), `token` (what a form has to bring; None: of a program with a key, which no
    other site can make a browser send), `session` (the secret, "" for none).
    """

    def __init__(self, app: ASGIApp, settings: Settings, accounts: Accounts, fresh_token: str) -> None:
        """Stand before this app. `fresh_token` is for browsers that have none yet."""
        self._app = app
        self._settings = settings
        self._accounts = accounts
        self._fresh = fresh_token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find out, and let in or send to the login."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = cookie_parser(headers.get("cookie", ""))
        state = scope.setdefault("state", {})
        state["session"] = ""
        state["token"] = cookies.get(token_cookie(self._settings)) or self._fresh
        state["person"] = None
        free = scope["path"].startswith("/static/")
        if not free and _followed_a_link(scope, headers, cookies, self._settings):
            await _again(scope)(scope, receive, send)
            return
        if not self._settings.accounts:
            state["person"] = Person(self._settings.author, Role.EDITOR)
        elif not free:
            answer = await self._known(scope, headers, cookies)
            if answer is not None:
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)

    async def _known(self, scope: Scope, headers: Headers, cookies: Mapping[str, str]) -> Response | None:
        """Fill in the state; the answer to whoever is not known."""
        state = scope["state"]
        kind, _, key = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and is_api(scope):
            state["person"] = await run_in_threadpool(self._accounts.by_key, key.strip())
            state["token"] = None
            return None if state["person"] else _who_are_you(scope)
        if session := cookies.get(session_cookie(self._settings), ""):
            state["person"] = await run_in_threadpool(self._accounts.person, session)
            if state["person"] is not None:
                state["session"], state["token"] = session, token_of(session)
        if state["person"] is None and scope["path"] not in OPEN:
            return _to_login(scope, headers)
        return None


def local(address: str) -> str:
    """An address of this desk to go on to, or "/" when it is none: nobody is sent elsewhere by a link to a login."""
    parts = urlsplit(address) if address.isprintable() else None
    plain = address.startswith("/") and not address.startswith("//") and "\\" not in address
    if parts is None or not plain or parts.scheme or parts.netloc or parts.path == LOGIN:
        return "/"
    return address


def _asked(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return quote(scope["path"], safe="/") + (f"?{query}" if query else "")


def _to_login(scope: Scope, headers: Headers) -> Response:
    if is_api(scope):
        return _who_are_you(scope)
    address = f"{LOGIN}?next={quote(_asked(scope), safe='')}" if scope["method"] in SAFE else LOGIN
    if headers.get("hx-request") == "true":
        return refusal(scope, 401, english()("account.needed"), {"hx-redirect": LOGIN})
    return RedirectResponse(address, 303)


def _who_are_you(scope: Scope) -> Response:
    del scope
    return problem(401, english()("account.needed"), {"www-authenticate": "Bearer"})


def _followed_a_link(scope: Scope, headers: Headers, cookies: Mapping[str, str], settings: Settings) -> bool:
    """Whether a link on another site led here: then a browser holds back the cookies, which are SameSite=Strict."""
    return (
        scope["method"] == "GET"
        and headers.get("sec-fetch-site") == "cross-site"
        and headers.get("sec-fetch-mode") == "navigate"
        and not {session_cookie(settings), token_cookie(settings)} & cookies.keys()
    )


def _again(scope: Scope) -> Response:
    """The same address once more, now from our own page and so with the cookies."""
    address = html.escape(local(_asked(scope)), quote=True)
    title = html.escape(english()("site.name"))
    words = html.escape(english()("account.on"))
    return HTMLResponse(
        f'<!doctype html><html lang="{english()("site.language")}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={address}"><title>{title}</title></head>'
        f'<body><p><a href="{address}">{words}</a></p></body></html>'
    )
