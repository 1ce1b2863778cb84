"""What every request must pass before it is looked at, and the headers that every answer carries."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.problem import refusal
from sayso.web.settings import Settings
from sayso.web.texts import english

SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_PORT = re.compile(r":\d{1,5}\Z")

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
_HSTS = {"strict-transport-security": "max-age=31536000"}


class _Stopped(Exception):
    """The body is larger or slower than it may be: no more of it is read."""


def safe_headers(settings: Settings) -> Mapping[str, str]:
    """The headers of every answer; that of HSTS only where browsers come by https."""
    return {**HEADERS, **_HSTS} if settings.secure else HEADERS


class Guard:
    """Refuses other hosts (DNS rebinding), other origins, and bodies too large or too slow; adds the safe headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before this app."""
        self._app = app
        self._settings = settings
        self._headers = safe_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:  # the desk has no websockets
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = _Body(receive, self._settings)
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if body.stopped and not started:
                return  # what the app makes of a body that was cut off is not what the answer is
            if message["type"] == "http.response.start":
                started = True
                self._add(message, scope["path"])
            await send(message)

        headers = Headers(scope=scope)
        if why := self._refused(headers, scope["method"]):
            await refusal(scope, 403, why)(scope, receive, sent)
            return
        body.declare(headers.get("content-length", ""))
        if not body.stopped:
            with contextlib.suppress(_Stopped):
                await self._app(scope, body.receive, sent)
        if body.stopped and not started:
            status, why = body.stopped
            body.stopped = None
            await refusal(scope, status, why, {"connection": "close"})(scope, receive, sent)

    def _add(self, message: Message, path: str) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in self._headers.items():
            headers.setdefault(name, value)
        if not path.startswith("/static/"):
            headers.setdefault("cache-control", "no-store")

    def _refused(self, headers: Headers, method: str) -> str | None:
        text = english()
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _PORT.sub("", hosts[0]).lower() not in self._settings.hosts:
            return text("error.host")
        if method in SAFE:
            return None
        origin = headers.get("origin")
        ours = f"{'https' if self._settings.secure else 'http'}://{hosts[0]}".lower()
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return text("error.origin")
        return text("error.origin") if origin is not None and origin.lower() != ours else None


class _Body:
    """The body of one request as it comes in. `stopped` is the status and the reason why it is not read on."""

    def __init__(self, receive: Receive, settings: Settings) -> None:
        self._receive = receive
        self._limit = settings.largest_upload
        self._seconds = settings.upload_seconds
        self._until: float | None = None
        self._came = 0
        self._whole = False
        self.stopped: tuple[int, str] | None = None

    def declare(self, length: str) -> None:
        """What the request says that will come."""
        if length.isdecimal() and (len(length) > 18 or int(length) > self._limit):
            self._too_large()

    async def receive(self) -> Message:
        """The next part. Raises _Stopped when there is too much of it, or when it does not come."""
        if self._whole:
            return await self._receive()  # only whether the other side is still there
        if self.stopped:
            raise _Stopped
        present = asyncio.get_running_loop().time()
        self._until = self._until or present + self._seconds
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            self.stopped = (408, english()("error.slow"))
            raise _Stopped from None
        self._came += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._came > self._limit:
            self._too_large()
            raise _Stopped
        return message

    def _too_large(self) -> None:
        self.stopped = (413, english()("error.size", limit=self._limit // 1_000_000))
