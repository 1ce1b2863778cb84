"""A desk with accounts, asked in this process: what the tests of accounts, guard and API share."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from starlette.routing import BaseRoute, Mount

from sayso.ledger import Ledger
from sayso.model.person import Role
from sayso.web.accounts import hashed, new_key
from sayso.web.app import create_app
from sayso.web.settings import Settings

HOST = "http://127.0.0.1:8765"
PASSWORDS = {"ana": "four words of mine", "cody": "the river runs low", "rita": "reading is enough"}
ROLES = {"ana": Role.EDITOR, "cody": Role.CODER, "rita": Role.READER}


def with_accounts(empty: Path, target: Path) -> Path:
    """A copy of a ledger in which ana is editor, cody coder and rita reader."""
    shutil.copy(empty, target)
    with Ledger.open(target, author="root") as ledger:
        for name, role in ROLES.items():
            ledger.people.add(name, role, hashed(PASSWORDS[name]))
    return target


def key_of(ledger_path: Path, name: str) -> str:
    """A key by which a program acts for them."""
    key, digest = new_key()
    with Ledger.open(ledger_path) as ledger:
        ledger.people.set_key(name, digest)
    return key


@dataclass(frozen=True)
class Desk:
    """The app over a ledger, and browsers of it."""

    app: FastAPI
    ledger: Path

    def browser(self, base: str = HOST, address: str = "192.0.2.7") -> TestClient:
        """A browser of its own that nobody has logged in with, at this address."""
        return TestClient(
            self.app, base, raise_server_exceptions=False, follow_redirects=False, client=(address, 50000)
        )

    def logged_in(self, name: str) -> TestClient:
        """A browser in which this person has logged in."""
        browser = self.browser()
        answer = log_in(browser, name, PASSWORDS[name])
        assert answer.status_code == 303, answer.text
        return browser


def desk_over(ledger: Path, **options: object) -> Desk:
    """A desk that asks everybody to log in, unless told otherwise."""
    settings = Settings(ledger, **{"author": "root", "accounts": True, **options})  # type: ignore[arg-type]
    return Desk(create_app(settings), ledger)


def token_in(page: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'name="token" value="([^"]+)"', page) or re.search(r'"X-Sayso-Token": "([^"]+)"', page)
    assert found, page[:500]
    return found.group(1)


def token_of(browser: TestClient) -> str:
    """The token that this browser's forms have now."""
    own = browser.get("/account")
    return token_in(browser.get("/login").text if own.is_redirect else own.text)


def log_in(browser: TestClient, name: str, password: str, **more: str) -> Response:
    """Fill in the form of the login."""
    form = {"name": name, "password": password, "token": token_in(browser.get("/login").text), **more}
    return browser.post("/login", data=form)


@dataclass(frozen=True)
class Found:
    """A route of the app: its whole path, its methods, and what is behind it."""

    path: str
    methods: frozenset[str]
    mounted: bool


def routes(app: FastAPI) -> Iterator[Found]:
    """Every route of the app, those of routers and mounted apps too."""
    for route in app.router.routes:
        yield from _found(route, "")


def _found(route: BaseRoute, before: str) -> Iterator[Found]:
    if hasattr(route, "effective_candidates"):  # a router that was included
        for each in (*route.effective_candidates(), *route.effective_low_priority_routes()):  # type: ignore[attr-defined]
            yield from _found(each, before)
    elif isinstance(route, Mount):
        if not route.routes:
            yield Found(before + route.path, frozenset({"GET"}), mounted=True)
        for each in route.routes:
            yield from _found(each, before + route.path)
    else:
        yield Found(before + route.path, frozenset(route.methods or ()), mounted=False)  # type: ignore[attr-defined]
