from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import VerifyMismatchError
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import LedgerError, SaysoError
from sayso.ledger import Ledger
from sayso.ledger.people import handle, proper_name
from sayso.model.person import Role
from sayso.web import accounts
from sayso.web.accounts import check_password, hashed, network
from sayso.web.sessions import local
from tests.web.accounts_desk import HOST, PASSWORDS, Desk, desk_over, log_in, routes, token_in, token_of, with_accounts

# What anybody may send without an account, and what readers may: all else that changes something is for coders.
FOR_ANYBODY = {"/login"}
FOR_READERS = {"/logout", "/account/password"}


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Hashes that cost little; what they cost in fact is tested below."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=256, parallelism=1))
        yield


@pytest.fixture(scope="module")
def accounts_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("accounts")
    Ledger.open(folder / "empty.db").close()
    return with_accounts(folder / "empty.db", folder / "accounts.db")


@pytest.fixture
def desk(accounts_ledger: Path, tmp_path: Path) -> Desk:
    return desk_over(Path(shutil.copy(accounts_ledger, tmp_path / "desk.db")))


def _bytes(ledger: Path) -> bytes:
    """All that is on the disk of it."""
    return b"".join(each.read_bytes() for each in ledger.parent.glob(f"{ledger.name}*"))


def _rows(ledger: Path, question: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(ledger) as connection:
        return connection.execute(question).fetchall()


# Logging in.


def test_nobody_comes_in_without_logging_in(desk: Desk) -> None:
    answer = desk.browser().get("/account?a=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Faccount%3Fa%3D1"
    told = desk.browser().get("/account", headers={"hx-request": "true"})
    assert (told.status_code, told.headers["hx-redirect"]) == (401, "/login")


def test_who_logs_in_goes_on_where_they_wanted_to_under_their_own_name(desk: Desk) -> None:
    browser = desk.browser()
    answer = log_in(browser, " Ana ", PASSWORDS["ana"], next="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    page = browser.get("/account").text
    assert "<h1>ana</h1>" in page
    assert "editor" in page


def test_the_session_is_a_cookie_that_no_script_and_no_other_site_can_use(desk: Desk) -> None:
    browser = desk.browser()
    cookies = [each.lower() for each in log_in(browser, "ana", PASSWORDS["ana"]).headers.get_list("set-cookie")]
    (session,) = [each for each in cookies if each.startswith("sayso-session=")]
    assert {"httponly", "samesite=strict", "path=/"} <= set(session.split("; "))
    assert "secure" not in session
    assert "strict-transport-security" not in browser.get("/account").headers


def test_behind_https_cookies_are_bound_to_the_host_and_browsers_are_told_to_stay(
    accounts_ledger: Path, tmp_path: Path
) -> None:
    desk = desk_over(Path(shutil.copy(accounts_ledger, tmp_path / "https.db")), secure=True, hosts=("desk.example",))
    browser = desk.browser("https://desk.example")
    answer = log_in(browser, "ana", PASSWORDS["ana"])
    cookies = answer.headers.get_list("set-cookie")
    (session,) = [each for each in cookies if each.startswith("__Host-sayso-session=")]
    assert {"HttpOnly", "SameSite=strict", "Path=/", "Secure"} <= set(session.split("; "))
    assert "Domain" not in session
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert browser.get("/account").status_code == 200


def test_neither_password_nor_session_stands_in_the_ledger(desk: Desk) -> None:
    browser = desk.logged_in("ana")
    secret = browser.cookies["sayso-session"]
    assert len(secret) >= 43  # 256 bits
    whole = _bytes(desk.ledger)
    assert secret.encode() not in whole
    assert PASSWORDS["ana"].encode() not in whole
    ((stored,),) = _rows(desk.ledger, "SELECT digest FROM sessions")
    assert stored == hashlib.sha256(secret.encode()).hexdigest()
    ((password,),) = _rows(desk.ledger, "SELECT password FROM people WHERE name = 'ana'")
    assert str(password).startswith("$argon2id$")


@pytest.mark.parametrize("name", ["ana", "nobody at all", "", "'; DROP TABLE people; --", "a" * 3000, "\ud800"])
def test_a_wrong_name_and_a_wrong_password_look_the_same(desk: Desk, name: str) -> None:
    browser = desk.browser()
    form = {"name": name.encode("utf-8", "replace"), "password": "no such password", "token": token_of(browser)}
    answer = browser.post("/login", data=form)
    assert answer.status_code == 401
    assert "do not belong together" in answer.text


def test_a_name_that_nobody_has_costs_a_hash_as_well(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    verified: list[str] = []

    def verify(self: PasswordHasher, stored: str, password: bytes) -> bool:  # noqa: ARG001
        verified.append(stored.rpartition("$")[0].rpartition("$")[0])  # all but salt and digest
        raise VerifyMismatchError

    monkeypatch.setattr(PasswordHasher, "verify", verify)
    for name in ("ana", "nobody"):
        log_in(desk.browser(), name, "no such password")
    assert len(verified) == 2
    assert verified[0] == verified[1], "another cost"


def test_a_hash_of_weaker_parameters_is_made_anew_at_the_next_login(desk: Desk) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORDS["ana"])
    with Ledger.open(desk.ledger) as ledger:
        ledger.people.set_password("ana", weak)
    desk.logged_in("ana")
    ((stored,),) = _rows(desk.ledger, "SELECT password FROM people WHERE name = 'ana'")
    assert stored != weak
    assert not accounts.HASHER.check_needs_rehash(str(stored))
    desk.logged_in("ana")


# Guessing.


def test_a_name_that_failed_often_has_to_wait_also_after_a_restart(desk: Desk) -> None:
    for _ in range(8):
        assert log_in(desk.browser(address="192.0.2.1"), "Ana", "no such password").status_code == 401
    again = desk_over(desk.ledger)
    answer = log_in(again.browser(address="198.51.100.9"), "ana", PASSWORDS["ana"])
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60
    assert "Try again in" in answer.text
    assert log_in(again.browser(address="198.51.100.9"), "rita", PASSWORDS["rita"]).status_code == 303


def test_an_address_that_failed_often_has_to_wait_whatever_name_it_gives(tmp_path: Path) -> None:
    desk = desk_over(with_accounts(_empty(tmp_path), tmp_path / "few.db"), tries_by_address=3)
    for name in ("a", "b", "c"):
        assert log_in(desk.browser(address="2001:db8::1"), name, "no such password").status_code == 401
    assert log_in(desk.browser(address="2001:db8::2"), "ana", PASSWORDS["ana"]).status_code == 429  # the same /64
    assert log_in(desk.browser(address="2001:db8:0:1::2"), "ana", PASSWORDS["ana"]).status_code == 303


def test_who_logs_in_starts_from_nothing_again(desk: Desk) -> None:
    for _ in range(3):
        for _ in range(5):
            log_in(desk.browser(), "ana", "no such password")
        desk.logged_in("ana")
    assert _rows(desk.ledger, "SELECT count(*) FROM login_attempts") == [(0,)]


def test_what_was_typed_as_a_name_is_not_kept(desk: Desk) -> None:
    log_in(desk.browser(), "my secret password", "")
    assert _rows(desk.ledger, "SELECT count(*) FROM login_attempts") == [(1,)]
    assert b"my secret password" not in _bytes(desk.ledger)


def test_waiting_ends(tmp_path: Path) -> None:
    desk = desk_over(with_accounts(_empty(tmp_path), tmp_path / "old.db"), tries_by_name=1)
    log_in(desk.browser(), "ana", "no such password")
    assert log_in(desk.browser(), "ana", PASSWORDS["ana"]).status_code == 429
    past = (datetime.now(UTC) - timedelta(minutes=16)).isoformat(timespec="microseconds")
    with sqlite3.connect(desk.ledger) as connection:
        connection.execute("UPDATE login_attempts SET made = ?", (past,))
    desk.logged_in("ana")


# Sessions.


@pytest.mark.parametrize(("column", "ago"), [("seen", timedelta(hours=13)), ("made", timedelta(days=15))])
def test_a_session_ends_by_itself(desk: Desk, column: str, ago: timedelta) -> None:
    browser = desk.logged_in("ana")
    past = (datetime.now(UTC) - ago).isoformat(timespec="microseconds")
    with sqlite3.connect(desk.ledger) as connection:
        connection.execute(f"UPDATE sessions SET {column} = ?", (past,))
    assert browser.get("/account").status_code == 303


def test_a_session_that_is_used_lives_on(desk: Desk) -> None:
    browser = desk.logged_in("ana")
    past = (datetime.now(UTC) - timedelta(hours=11)).isoformat(timespec="microseconds")
    with sqlite3.connect(desk.ledger) as connection:
        connection.execute("UPDATE sessions SET seen = ?", (past,))
    assert browser.get("/account").status_code == 200
    assert _rows(desk.ledger, "SELECT seen FROM sessions") > [(past,)]


def test_logging_out_ends_this_session_or_all(desk: Desk) -> None:
    one, two, three = (desk.logged_in("ana") for _ in range(3))
    assert one.post("/logout", data={"token": token_of(one)}).headers["location"] == "/login"
    assert [each.get("/account").status_code for each in (one, two, three)] == [303, 200, 200]
    two.post("/logout", data={"token": token_of(two), "everywhere": "1"})
    assert [each.get("/account").status_code for each in (two, three)] == [303, 303]


def test_a_session_is_another_after_every_login(desk: Desk) -> None:
    browser = desk.logged_in("rita")
    before = browser.cookies["sayso-session"]
    form = {"name": "ana", "password": PASSWORDS["ana"], "token": token_of(browser)}
    assert browser.post("/login", data=form).status_code == 303
    assert browser.cookies["sayso-session"] != before
    old = desk.browser()
    old.cookies["sayso-session"] = before
    assert old.get("/account").status_code == 303


def test_another_password_logs_out_all_others(desk: Desk) -> None:
    here, there = desk.logged_in("rita"), desk.logged_in("rita")
    form = {"token": token_of(here), "old": PASSWORDS["rita"], "new": "a quite other one", "again": "a quite other one"}
    assert here.post("/account/password", data={**form, "old": "wrong"}).status_code == 422
    assert here.post("/account/password", data={**form, "again": "b"}).status_code == 422
    assert here.post("/account/password", data={**form, "new": "short", "again": "short"}).status_code == 422
    assert here.post("/account/password", data=form).headers["location"] == "/account?done=1"
    assert [each.get("/account").status_code for each in (here, there)] == [200, 303]
    assert log_in(desk.browser(), "rita", "a quite other one").status_code == 303


def test_taking_an_account_or_a_role_away_holds_at_once(desk: Desk) -> None:
    browser = desk.logged_in("ana")
    with Ledger.open(desk.ledger) as ledger:
        ledger.people.set_role("ana", Role.READER)
        assert "reader" in browser.get("/account").text
        ledger.people.remove("ana")
    assert browser.get("/account").status_code == 303
    assert log_in(desk.browser(), "ana", PASSWORDS["ana"]).status_code == 401


# Tokens and roles on every route that there is.


def test_a_token_of_another_session_is_none(desk: Desk) -> None:
    ana, rita = desk.logged_in("ana"), desk.logged_in("rita")
    for token in (token_of(rita), "", "x", rita.cookies["sayso-session"], ana.cookies["sayso-session"]):
        assert ana.post("/logout", data={"token": token}).status_code == 403
        assert ana.post("/logout", headers={"x-sayso-token": token}).status_code == 403
    before = desk.browser()
    fresh = token_in(before.get("/login").text)
    ana.cookies["sayso-token"] = fresh  # as another page of this machine could set it
    assert ana.post("/logout", data={"token": fresh}).status_code == 403
    assert ana.get("/account").status_code == 200


def test_every_route_that_changes_something_needs_a_token_and_a_role(desk: Desk) -> None:
    anybody, rita, cody = desk.browser(), desk.logged_in("rita"), desk.logged_in("cody")
    tokens = {each: token_of(each) for each in (anybody, rita, cody)}
    seen = 0
    for route in routes(desk.app):
        path = route.path.replace("{", "").replace("}", "").replace(":path", "")
        for method in route.methods - {"GET", "HEAD", "OPTIONS"}:
            seen += 1
            told = f"{method} {route.path}"
            assert cody.request(method, path).status_code == 403, f"{told} needs no token"
            if route.path in FOR_ANYBODY:
                continue
            unknown = anybody.request(method, path, headers={"x-sayso-token": tokens[anybody]})
            assert unknown.status_code in (303, 401), f"{told} lets in who is not known"
            if route.path not in FOR_READERS:
                answer = rita.request(method, path, headers={"x-sayso-token": tokens[rita]})
                assert answer.status_code == 403, f"{told} lets readers change something: {answer.status_code}"
    assert seen >= 3


def test_every_page_is_for_those_who_are_known(desk: Desk) -> None:
    anybody = desk.browser()
    seen = 0
    for route in routes(desk.app):
        if "GET" not in route.methods or route.path.startswith("/static/"):
            continue
        seen += 1
        answer = anybody.get(route.path.replace("{", "").replace("}", ""))
        if route.path in ("/login", "/healthz"):
            assert answer.status_code == 200
        else:
            assert answer.status_code in (303, 401), route.path
            assert answer.headers.get("location", "/login").startswith("/login"), route.path
    assert seen >= 4


# Where a login leads.


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
     "javascript:1", "/login?next=/", "", "evil.example", "/a\r\nset-cookie: x=1", "/\u2028"],
)  # fmt: skip
def test_a_login_leads_nowhere_else(desk: Desk, address: str) -> None:
    assert local(address) == "/"
    answer = log_in(desk.browser(), "ana", PASSWORDS["ana"], next=address)
    assert answer.headers["location"] == "/"


@given(st.text())
def test_where_one_is_sent_is_always_here(address: str) -> None:
    found = local(address)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))


def test_a_link_from_another_site_is_followed_once_more_from_here(desk: Desk) -> None:
    asked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    answer = desk.browser().get('/report/"><script>alert(1)</script>', headers=asked)
    assert answer.status_code == 200
    assert 'http-equiv="refresh"' in answer.text
    assert "<script" not in answer.text


# Names and passwords.


def test_names_that_look_the_same_are_the_same(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.people.add("Ana  Example ", Role.CODER, "x")
        assert [each.name for each in ledger.people.all()] == ["Ana Example"]
        for name in ("ana example", "ＡＮＡ EXAMPLE"):
            with pytest.raises(LedgerError, match="has an account already"):
                ledger.people.add(name, Role.CODER, "x")
        for name in ("", "  ", "a\x1b[31m", "a\u202eb", "a" * 101, "\ud800"):
            with pytest.raises(LedgerError, match="a name has 1 to 100"):
                ledger.people.add(name, Role.CODER, "x")
        for change in (ledger.people.remove, ledger.people.end_all):
            with pytest.raises(LedgerError, match="has no account of Bert"):
                change("Bert")


@given(st.text())
def test_a_proper_name_is_found_again_by_itself(name: str) -> None:
    try:
        shown = proper_name(name)
    except LedgerError:
        return
    assert proper_name(shown) == shown
    assert handle(shown) == handle(name)


def test_every_change_of_an_account_stands_in_the_journal(desk: Desk) -> None:
    with Ledger.open(desk.ledger, author="root") as ledger:
        ledger.people.set_role("rita", Role.CODER)
        ledger.people.set_password("rita", hashed("something quite new"))
        ledger.people.remove("rita")
        told = [(each.author, each.action, each.field, each.before, each.after) for each in ledger.journal("rita")]
    assert told == [
        ("root", "account", "role", None, "reader"),
        ("root", "account", "role", "reader", "coder"),
        ("root", "account", "password", None, "changed"),
        ("root", "account", "", "coder", None),
    ]


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "ana ana ana ana", "x" * 1001, "abababababababab"])
def test_a_password_that_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(SaysoError, match="give another"):
        check_password(password, "ana")


@pytest.mark.parametrize(
    ("address", "counted"),
    [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::7", "2001:db8::/64"),
     ("fe80::1%eth0", "fe80::/64"), ("testclient", "testclient"), ("", "")],
)  # fmt: skip
def test_attempts_are_counted_for_who_can_change_their_address(address: str, counted: str) -> None:
    assert network(address) == counted


def test_without_accounts_whoever_sits_here_decides(tmp_path: Path) -> None:
    desk = desk_over(_empty(tmp_path), accounts=False)
    browser = desk.browser()
    assert "You decide as root" in browser.get("/account").text
    assert browser.post("/login", data={"token": browser.cookies["sayso-token"]}).headers["location"] == "/"


def test_two_windows_that_open_at_once_have_the_same_token(tmp_path: Path) -> None:
    desk = desk_over(_empty(tmp_path), accounts=False)
    tokens = {token_in(desk.browser(HOST).get("/account").text) for _ in range(2)}
    assert len(tokens) == 1


def test_a_hash_costs_what_owasp_asks_for_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "HASHER", PasswordHasher())
    made = extract_parameters(hashed("four words of mine"))
    assert made.type is Type.ID
    assert (made.memory_cost >= 19 * 1024, made.time_cost >= 2) == (True, True)


def _empty(folder: Path) -> Path:
    Ledger.open(folder / "empty.db").close()
    return folder / "empty.db"
