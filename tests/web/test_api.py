from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger import Ledger
from sayso.model.jsonform import to_json
from sayso.web import accounts
from sayso.web.api.answers import answer
from sayso.web.api.looking import ReportRow
from tests.web.accounts_desk import Desk, desk_over, key_of, token_of, with_accounts

NEW_TEXT = "Two soldiers were killed on Friday in a drone strike on a post near Holm, the army said."


@pytest.fixture(scope="module", autouse=True)
def quick_hashes() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=256, parallelism=1))
        yield


@pytest.fixture
def desk(sample_ledger: Path, tmp_path: Path) -> Desk:
    return desk_over(with_accounts(sample_ledger, tmp_path / "desk.db"))


@pytest.fixture
def cody(desk: Desk) -> TestClient:
    """A program that acts for a coder."""
    browser = desk.browser()
    browser.headers["authorization"] = f"Bearer {key_of(desk.ledger, 'cody')}"
    return browser


def _claim(program: TestClient) -> str:
    """A toll that nobody has decided."""
    rows = program.get("/api/v1/claims?measure=killed").json()["rows"]
    return str(rows[0]["id"])


# Who may ask.


def test_a_key_is_asked_for_and_stored_as_a_digest(desk: Desk, cody: TestClient) -> None:
    nobody = desk.browser()
    answer = nobody.get("/api/v1/progress")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    for wrong in ("Bearer", "Bearer x", "Bearer sayso_x", "Basic YTpi", "bearer  "):
        assert nobody.get("/api/v1/progress", headers={"authorization": wrong}).status_code == 401
    assert cody.get("/api/v1/me").json() == {"name": "cody", "role": "coder", "token": None}
    key = cody.headers["authorization"].removeprefix("Bearer ")
    assert key.encode() not in b"".join(each.read_bytes() for each in desk.ledger.parent.glob("desk.db*"))


def test_a_new_key_ends_the_one_before_and_taking_it_back_ends_all(desk: Desk, cody: TestClient) -> None:
    key_of(desk.ledger, "cody")
    assert cody.get("/api/v1/me").status_code == 401
    cody.headers["authorization"] = f"Bearer {key_of(desk.ledger, 'cody')}"
    assert cody.get("/api/v1/me").status_code == 200
    with Ledger.open(desk.ledger) as ledger:
        ledger.people.set_key("cody", None)
    assert cody.get("/api/v1/me").status_code == 401


def test_a_key_opens_no_pages(cody: TestClient) -> None:
    assert cody.get("/account").status_code == 303


def test_a_reader_changes_nothing(desk: Desk) -> None:
    rita = desk.browser()
    rita.headers["authorization"] = f"Bearer {key_of(desk.ledger, 'rita')}"
    refused = rita.post("/api/v1/judgements", json={"decision": "accept", "claim": _claim(rita)})
    assert (refused.status_code, refused.json()["status"]) == (403, 403)
    assert rita.get("/api/v1/judgements").json()["total"] == 0


def test_a_browser_brings_its_token(desk: Desk) -> None:
    browser = desk.logged_in("cody")
    token = browser.get("/api/v1/me").json()["token"]
    assert token == token_of(browser)
    sent = {"decision": "accept", "claim": _claim(browser)}
    assert browser.post("/api/v1/judgements", json=sent).status_code == 403
    assert browser.post("/api/v1/judgements", json=sent, headers={"x-sayso-token": token}).status_code == 201


def test_without_accounts_a_program_on_this_machine_brings_the_token(sample_ledger: Path, tmp_path: Path) -> None:
    desk = desk_over(Path(shutil.copy(sample_ledger, tmp_path / "alone.db")), accounts=False)
    program = desk.browser()
    sent = {"decision": "accept", "claim": _claim(program)}
    assert program.post("/api/v1/judgements", json=sent).status_code == 403
    token = program.get("/api/v1/me").json()["token"]
    made = program.post("/api/v1/judgements", json=sent, headers={"x-sayso-token": token})
    assert (made.status_code, made.json()["author"]) == (201, "root")


# What is there.


def test_lists_are_paged_by_links(cody: TestClient) -> None:
    seen, address = [], "/api/v1/incidents?size=3&sort=oldest"
    total = cody.get(address).json()["total"]
    while address:
        answer = cody.get(address)
        page = answer.json()
        seen += [row["id"] for row in page["rows"]]
        address = page["links"]["next"]
        assert (f'<{address}>; rel="next"' in answer.headers["link"]) is bool(address)
    assert len(seen) == len(set(seen)) == total > 3


def test_filters_are_those_of_the_pages(cody: TestClient) -> None:
    with_country = cody.get("/api/v1/incidents?country=IQ&size=200").json()
    assert 0 < with_country["total"] < cody.get("/api/v1/incidents").json()["total"]
    assert cody.get("/api/v1/claims?measure=killed&contested=true").status_code == 200
    unknown = cody.get("/api/v1/incidents?contry=IQ")
    assert (unknown.status_code, unknown.json()["detail"]) == (422, "there is no such parameter here: contry")
    wrong = cody.get("/api/v1/incidents?since=yesterday&size=0").json()
    assert {(each["in"], each["name"]) for each in wrong["errors"]} == {("query", "since"), ("query", "size")}


def test_what_is_told_is_what_is_in_the_ledger(desk: Desk, cody: TestClient) -> None:
    with Ledger.open(desk.ledger) as ledger:
        report = cody.get("/api/v1/reports").json()["rows"][0]["id"]
        assert cody.get(f"/api/v1/reports/{report}").json()["text"] == ledger.report(report).text
        assert cody.get(f"/api/v1/reports/{report}/reading").json() == to_json(ledger.judged_reading(report))
        row = cody.get("/api/v1/incidents?sort=toll").json()["rows"][0]
        told = cody.get(f"/api/v1/incidents/{row['id']}?rule=acled-lowest").json()
        assert {each["id"] for each in told["accounts"]} == {each.id for each in ledger.incident(row["id"]).accounts}
        assert {each["rule"] for each in told["estimates"]} == {"acled-lowest"}


def test_everything_is_exported(cody: TestClient) -> None:
    for form in cody.get("/api/v1/exports").json():
        answer = cody.get(f"/api/v1/exports/{form['name']}?country=IQ")
        assert answer.status_code == 200, form
        assert answer.content


# What is changed.


def test_a_decision_is_made_corrected_and_undone(cody: TestClient) -> None:
    claim = _claim(cody)
    report = claim.partition("/")[0]
    made = cody.post("/api/v1/judgements", json={"decision": "correct", "claim": claim, "field": "number", "value": 19})
    assert (made.status_code, made.json()["author"]) == (201, "cody")
    reading = cody.get(f"/api/v1/reports/{report}/reading").json()
    toll = next(each for each in reading["tolls"] if each["id"] == claim.partition("/")[2])
    assert toll["quantity"]["low"] == 19
    assert cody.post(f"/api/v1/judgements/{made.json()['id']}/undo").status_code == 201
    assert cody.get(f"/api/v1/reports/{report}/judgements").json()[-1]["decision"] == "undo"


def test_two_who_decide_at_once_see_each_other(desk: Desk, cody: TestClient) -> None:
    claim = _claim(cody)
    seen = cody.get(f"/api/v1/reports/{claim.partition('/')[0]}").json()["last_seen"]
    ana = desk.browser()
    ana.headers["authorization"] = f"Bearer {key_of(desk.ledger, 'ana')}"
    assert ana.post("/api/v1/judgements", json={"decision": "reject", "claim": claim, "seen": seen}).status_code == 201
    late = cody.post("/api/v1/judgements", json={"decision": "accept", "claim": claim, "seen": seen})
    assert late.status_code == 409
    assert "ana" in late.json()["detail"]
    assert len(cody.get("/api/v1/judgements").json()["rows"]) == 1


def test_a_change_of_incidents_is_shown_before_it_is_made_and_can_be_undone(cody: TestClient) -> None:
    one, other = (row["id"] for row in cody.get("/api/v1/incidents?size=2").json()["rows"])
    total = cody.get("/api/v1/incidents").json()["total"]
    shown = cody.post("/api/v1/incidents/preview", json={"incident": one, "other": other}).json()
    assert (len(shown["before"]), len(shown["after"])) == (2, 1)
    assert cody.get("/api/v1/incidents").json()["total"] == total
    made = cody.post("/api/v1/incidents/merge", json={"incident": one, "other": other})
    assert (made.status_code, cody.get("/api/v1/incidents").json()["total"]) == (201, total - 1)
    ids = [each["id"] for each in made.json()]
    assert cody.post("/api/v1/undo", json={"judgements": ids}).status_code == 201
    assert cody.get("/api/v1/incidents").json()["total"] == total


def test_a_report_is_added_and_read(cody: TestClient) -> None:
    given = {"text": NEW_TEXT, "title": "Strike near Holm", "outlet": "Example Herald", "published": "2024-02-03"}
    (told,) = cody.post("/api/v1/reports", json=given).json()
    assert (told["done"], told["title"]) == ("stored", "Strike near Holm")
    assert cody.get(f"/api/v1/reports/{told['report']}").json()["text"] == NEW_TEXT
    assert cody.post("/api/v1/reports", json=given).json()[0]["done"] == "known"
    assert cody.post("/api/v1/reports", json={**given, "text": "  "}).status_code == 422
    assert cody.post("/api/v1/reports", json={**given, "more": 1}).status_code == 422


# Errors.


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/v1/nothing", 404), ("GET", "/api/", 404), ("GET", "/api/v2/incidents", 404),
     ("GET", "/api/v1/incidents/0000000000000000", 404), ("GET", "/api/v1/incidents/x", 422),
     ("GET", "/api/v1/exports/%0a", 404), ("DELETE", "/api/v1/incidents", 405), ("GET", "/api/v1/speaker?key=x", 404)],
)  # fmt: skip
def test_errors_are_problems(cody: TestClient, method: str, path: str, status: int) -> None:
    answer = cody.request(method, path)
    told = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert {"type", "title", "status", "detail"} <= told.keys()
    assert told["status"] == status
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_what_is_sent_is_not_sent_back_and_nothing_of_the_inside_is(
    cody: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = cody.post("/api/v1/judgements", json={"decision": "<script>", "claim": "my secret"})
    assert wrong.status_code == 422
    assert "script" not in wrong.text
    assert "secret" not in wrong.text

    def broken(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(Ledger, "progress", broken)
    answer = cody.get("/api/v1/progress")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_an_error_of_the_database_names_no_file(desk: Desk, cody: TestClient) -> None:
    with sqlite3.connect(desk.ledger) as connection:
        connection.execute("DROP TABLE report_rows")
    for path in ("/api/v1/progress", "/review"):
        answer = (cody if path.startswith("/api") else desk.logged_in("cody")).get(path, follow_redirects=True)
        assert answer.status_code == 503
        assert "The terminal where the desk runs says why" in answer.text
        assert desk.ledger.name not in answer.text
        assert "report_rows" not in answer.text


@given(st.text(st.characters(codec=None)))
def test_any_text_of_a_report_can_be_sent(words: str) -> None:
    sent = answer(ReportRow("x", words, None, None, None, None))
    assert json.loads(bytes(sent.body))["title"] == words


# The description.


def test_the_description_is_whole_and_for_those_who_are_known(desk: Desk, cody: TestClient) -> None:
    assert desk.browser().get("/api/openapi.json").status_code == 401
    described = cody.get("/api/openapi.json").json()
    text = json.dumps(described)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in described["components"]["schemas"], name
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            assert told.get("description"), f"{method} {path}"
            assert told["responses"]["422"]["content"].keys() == {"application/problem+json"}


def test_the_page_about_it_names_everything(desk: Desk) -> None:
    browser = desk.logged_in("rita")
    page = browser.get("/api/docs").text
    described = browser.get("/api/openapi.json").json()
    assert all(f"/api{path}" in page for path in described["paths"])
    assert all(f'id="{name}"' in page for name in described["components"]["schemas"])
    assert desk.browser().get("/api/docs").headers["location"].startswith("/login")
