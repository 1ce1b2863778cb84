from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from sayso.errors import SaysoError
from sayso.ledger import Ledger
from sayso.model.person import Role
from sayso.web.guard import Guard
from sayso.web.serve import _config, settled
from sayso.web.settings import Settings
from tests.web.accounts_desk import HOST, Desk, desk_over, routes, token_of
from tests.web.conftest import serving

EXAMPLE = "http://desk.example:8765"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Without accounts."""
    return desk_over(tmp_path / "empty.db", accounts=False, largest_upload=5000, upload_seconds=0.3)


@pytest.fixture
def browser(desk: Desk) -> TestClient:
    return desk.browser()


# Hosts and origins.


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example", "127.0.0.1:80:80", "127.0.0.1:x", "[::1",
     "localhost.", "127.0.0.1\t", "127.1", "0.0.0.0", "127.0.0.1, evil.example", "127.0.0.1:8765\n"],
)  # fmt: skip
def test_other_hosts_are_refused(browser: TestClient, host: str) -> None:
    answer = browser.get("/healthz", headers={"host": host})
    assert answer.status_code == 403
    assert "not one that the desk answers to" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "localhost:8765", "LOCALHOST", "[::1]:8765"])
def test_its_own_hosts_are_answered(browser: TestClient, host: str) -> None:
    assert browser.get("/healthz", headers={"host": host}).text == "ok\n"


def test_two_hosts_at_once_are_refused(desk: Desk) -> None:
    hosts = [(b"host", b"127.0.0.1"), (b"host", b"evil.example")]
    assert _asked(desk, [(b"host", b"127.0.0.1")])[0]["status"] == 200
    assert _asked(desk, hosts)[0]["status"] == 403
    assert _asked(desk, list(reversed(hosts)))[0]["status"] == 403
    assert _asked(desk, [])[0]["status"] == 403


@pytest.mark.parametrize(
    "headers",
    [{"origin": "null"}, {"origin": ""}, {"origin": "https://evil.example"}, {"origin": "https://127.0.0.1:8765"},
     {"origin": "http://127.0.0.1:8766"}, {"origin": "http://127.0.0.1:8765.evil.example"},
     {"origin": "http://127.0.0.1:8765/"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"origin": HOST, "sec-fetch-site": "cross-site"}],
)  # fmt: skip
def test_other_origins_change_nothing_even_with_the_token(browser: TestClient, headers: dict[str, str]) -> None:
    form = {"token": token_of(browser)}
    answer = browser.post("/logout", data=form, headers=headers)
    assert answer.status_code == 403
    assert "came from another site" in answer.text
    assert browser.post("/logout", data=form, headers={"origin": HOST, "sec-fetch-site": "same-origin"}).is_redirect


def test_behind_https_the_origin_is_an_https_one(tmp_path: Path) -> None:
    desk = desk_over(tmp_path / "empty.db", accounts=False, secure=True, hosts=("desk.example",))
    browser = desk.browser("https://desk.example")
    form = {"token": token_of(browser)}
    assert "__Host-sayso-token" in browser.cookies
    assert browser.post("/logout", data=form, headers={"origin": "http://desk.example"}).status_code == 403
    assert browser.post("/logout", data=form, headers={"origin": "https://desk.example"}).is_redirect


# Bodies.


def test_a_body_that_is_too_large_is_refused_before_it_is_read(browser: TestClient) -> None:
    answer = browser.post("/login", content=b"x" * 5001)
    assert answer.status_code == 413
    assert "larger than" in answer.text
    told = browser.post("/login", content=b"", headers={"content-length": "9" * 40})
    assert told.status_code == 413


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_body_that_does_not_say_its_size_is_cut_off_and_refused(browser: TestClient, kind: str) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(10):
            yield b"a=" + b"x" * 1000

    assert browser.post("/login", content=parts(), headers={"content-type": kind}).status_code == 413


def test_no_more_of_a_body_is_read_than_may_come() -> None:
    taken = 0

    async def endless() -> Message:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"x" * 1000, "more_body": True}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001
        while (await receive()).get("more_body"):
            pass

    answers = _through(Guard(app, Settings("unused", largest_upload=5000)), endless, [(b"host", b"localhost")])
    assert answers[0]["status"] == 413
    assert taken == 6


def test_a_body_that_does_not_come_is_not_waited_for(ledger_path: Path) -> None:
    with serving(Settings(ledger_path, upload_seconds=0.2)) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            head = f"POST /login HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n"
            connection.sendall(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\na=".encode())
            assert connection.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_is_too_large_is_refused(ledger_path: Path) -> None:
    config = _config(None, Settings(ledger_path))
    assert config.h11_max_incomplete_event_size == 32 * 1024
    assert not config.proxy_headers
    assert _config(None, Settings(ledger_path, secure=True)).proxy_headers
    with serving(Settings(ledger_path)) as address:
        port = int(address.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 200_000)
            assert connection.recv(4096).startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 431 "))


# Headers, errors, files.


def test_every_answer_of_every_route_carries_the_safe_headers(desk: Desk, browser: TestClient) -> None:
    seen = set()
    for route in routes(desk.app):
        path = route.path.replace("{", "").replace("}", "").replace(":path", "")
        for method in (*route.methods, "TRACE", "PROPFIND"):
            headers = browser.request(method, path).headers
            assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';"), route.path
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff", route.path
            assert headers["x-frame-options"] == "DENY", route.path
            assert not {"server", "x-powered-by", "access-control-allow-origin"} & set(headers), route.path
            if not path.startswith("/static/"):
                assert headers["cache-control"].startswith(("no-store", "private, ")), route.path
            seen.add(path)
    assert len(seen) >= 8


def test_what_breaks_tells_nothing_of_the_inside(desk: Desk, browser: TestClient) -> None:
    @desk.app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret inside")

    answer = browser.get("/broken")
    assert answer.status_code == 500
    assert "secret inside" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/static/desk/../../guard.py", "/static/desk/..%2f..%2fguard.py", "/static/desk/%2e%2e/%2e%2e/guard.py",
     "/static/desk/....//guard.py", "/static/desk//etc/passwd", "/static/desk/%2fetc%2fpasswd", "/static/desk/",
     "/static/", "/static/desk/\\..\\..\\guard.py", "/static/desk/desk.css%00.html", "/static/leaflet/../desk/x"],
)  # fmt: skip
def test_no_file_outside_is_served(desk: Desk, path: str) -> None:
    answer = _asked(desk, [(b"host", b"localhost")], path)
    assert answer[0]["status"] in (404, 405)
    assert b"root:" not in answer[1]["body"]
    assert b"class Guard" not in answer[1]["body"]


def test_what_is_no_http_is_not_answered(browser: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/login"):
        pass


# Where it listens.


def test_other_addresses_are_refused_without_accounts(tmp_path: Path) -> None:
    asked = Settings(tmp_path / "a.db")
    for host, names, settings in (
        ("0.0.0.0", (), asked),
        ("::", (), asked),
        ("192.0.2.1", (), asked),
        ("127.0.0.1", ("desk.example",), asked),
        ("127.0.0.1", (), Settings(tmp_path / "a.db", secure=True)),
    ):
        with pytest.raises(SaysoError, match="sayso people add NAME"):
            settled(settings, host, names)
    assert settled(asked, "127.0.0.1") == asked
    assert settled(asked, "::1").hosts == asked.hosts


def test_with_accounts_it_answers_to_its_names_and_asks_everybody(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.people.add("ana", Role.EDITOR, "x")
    asked = Settings(tmp_path / "a.db")
    assert settled(asked, "127.0.0.1").accounts
    found = settled(asked, "0.0.0.0", ("Desk.Example.", "desk.example"))
    assert found.accounts
    assert found.hosts == (*asked.hosts, "desk.example")
    assert settled(asked, "192.0.2.1").hosts[-1] == "192.0.2.1"
    assert settled(asked, "2001:db8::1").hosts[-1] == "[2001:db8::1]"


@pytest.mark.parametrize("name", ["http://desk.example", "desk.example:80", "*", "", "a b", "a/b", "a\nb"])
def test_a_name_of_a_host_is_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(SaysoError, match="is no name of a host"):
        settled(Settings(tmp_path / "a.db"), "127.0.0.1", (name,))


# A request as it comes from the wire, past what a well-behaved client would send.


def _asked(desk: Desk, headers: list[tuple[bytes, bytes]], path: str = "/healthz") -> list[Message]:
    async def nothing() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    return _through(desk.app, nothing, headers, path)


def _through(
    app: ASGIApp, receive: Receive, headers: list[tuple[bytes, bytes]], path: str = "/healthz"
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8765), "state": {},
    }  # fmt: skip
    with start_blocking_portal() as portal:  # a thread of its own: a browser of other tests may have a loop in this one
        portal.call(app, scope, receive, send)
    return sent
