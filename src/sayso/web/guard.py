"""What every request must pass, and the headers that every answer carries."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.settings import Settings
from sayso.web.texts import english

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_PORT = re.compile(r":\d{1,5}$")

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class _Large(Exception):
    """More came in than may."""


class Guard:
    """Refuses other hosts (DNS rebinding), other origins and bodies that are too large; adds the safe headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before this app."""
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        if why := self._refused(headers, scope["method"]):
            await _answer(403, why)(scope, receive, sent)
            return
        limit = self._settings.largest_upload
        if (declared := headers.get("content-length", "")).isdigit() and int(declared) > limit:
            await self._too_large()(scope, receive, sent)
            return
        came = 0

        async def received() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit:
                raise _Large
            return message

        try:
            await self._app(scope, received, sent)
        except _Large:
            await self._too_large()(scope, receive, sent)

    def _refused(self, headers: Headers, method: str) -> str | None:
        text = english()
        if _PORT.sub("", headers.get("host", "")).lower() not in self._settings.hosts:
            return text("error.host")
        if method in SAFE:
            return None
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        if site not in ("same-origin", "none") or (origin and urlsplit(origin).netloc != headers.get("host")):
            return text("error.origin")
        return None

    def _too_large(self) -> PlainTextResponse:
        return _answer(413, english()("error.size", limit=self._settings.largest_upload // 1_000_000))


def _answer(status: int, why: str) -> PlainTextResponse:
    return PlainTextResponse(english()("error.refused", why=why) + "\n", status_code=status)
