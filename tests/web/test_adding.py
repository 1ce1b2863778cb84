from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from sayso.intake import Failure, from_bytes
from sayso.ledger import Ledger
from sayso.model.report import Report
from sayso.web.adding import MOST
from sayso.web.settings import Settings
from tests.web.conftest import ROOT, serving, violations

_PASTED = """KHARTOUM, 4 March 2024 - At least 12 people were killed when shells hit a market in Omdurman on Sunday,
the health ministry said.

The army denied that it had fired on the market. Residents said 20 people had died.
"""
_GERMAN = "Zwei Menschen wurden am Sonntag bei einem Angriff auf die Stadt getötet, so das Amt. " * 5


@pytest.fixture
def token(client: httpx.Client) -> str:
    return re.search(r'name="token" value="([^"]+)"', client.get("/add").text)[1]  # type: ignore[index]


@pytest.fixture
def post(client: httpx.Client, token: str) -> Callable[..., httpx.Response]:
    def send(files: tuple[tuple[str, bytes], ...] = (), **fields: str) -> httpx.Response:
        parts = [("files", (name, data, "application/octet-stream")) for name, data in files]
        return client.post("/add", data={"token": token, **fields}, files=parts or None)

    return send


def test_a_pasted_report_is_read_stored_and_shown_at_once(page: Page, ledger_path: Path) -> None:
    page.goto("/add")
    page.get_by_label("Paste a report").fill(_PASTED)
    page.get_by_label("Outlet").fill("Example Herald")
    page.get_by_role("button", name="Read and add").click()
    page.wait_for_url(re.compile(r"/report/[0-9a-f]{16}$"), timeout=60_000)
    report = page.url.rpartition("/")[2]
    expect(page.locator("main")).to_contain_text("shells hit a market in Omdurman")
    with Ledger.open(ledger_path) as ledger:
        stored = ledger.report(report)
        assert stored.text == _PASTED and stored.outlet == "Example Herald"
        assert any(toll.quantity.low == 12 for toll in ledger.reading(report).tolls)


def test_the_same_again_is_told_to_be_there(post: Callable[..., httpx.Response]) -> None:
    assert "/report/" in str(post(text=_PASTED).url)
    again = post(text=_PASTED)
    assert again.status_code == 200 and "was there already" in again.text


def test_good_files_go_in_and_bad_ones_are_listed(page: Page, tmp_path: Path, ledger_path: Path) -> None:
    good, empty, binary, german = (tmp_path / name for name in ("good.txt", "empty.txt", "x.html", "de.txt"))
    good.write_text(_PASTED)
    empty.write_text(" \n")
    binary.write_bytes(bytes(range(256)) * 40)
    german.write_text(_GERMAN, "utf-8")
    with Ledger.open(ledger_path) as ledger:
        before = ledger.status().reports
    page.goto("/add")
    page.get_by_label("Or choose files").set_input_files([good, empty, binary, german])
    page.get_by_role("button", name="Read and add").click()
    rows = page.locator("ul.results li")
    expect(rows).to_have_count(4, timeout=60_000)
    assert [row.locator(".tag").inner_text() for row in rows.all()] == ["read and stored", *["not read"] * 3]
    assert "empty.txt" in rows.nth(1).inner_text() and "empty" in rows.nth(1).inner_text()
    assert "English" in rows.nth(3).inner_text()
    with Ledger.open(ledger_path) as ledger:
        assert ledger.status().reports == before + 1


def test_records_are_read_line_by_line(post: Callable[..., httpx.Response]) -> None:
    lines = [json.dumps({"text": _PASTED, "outlet": "One Post"}), "{broken", json.dumps({"title": "no text"})]
    answer = post((("articles.jsonl", "\n".join(lines).encode()),))
    assert answer.status_code == 200
    assert answer.text.count("read and stored") == 1 and answer.text.count("not read") == 2
    assert "articles.jsonl:2" in answer.text


@pytest.mark.parametrize("sample", ["1-tower22-first-reports.html", "2-tower22-next-morning.txt"])
def test_a_sample_is_known_under_the_same_id(post: Callable[..., httpx.Response], sample: str) -> None:
    answer = post(((sample, (ROOT / "samples" / sample).read_bytes()),))
    assert "was there already" in answer.text


def test_the_source_of_a_page_can_be_pasted(post: Callable[..., httpx.Response]) -> None:
    page = f"<!doctype html><title>Market hit</title><article><h1>Market hit</h1><p>{_PASTED}</p></article>"
    answer = post(text=page, url="https://news.example.org/market")
    assert "/report/" in str(answer.url)
    assert "<article>" not in re.sub(r"<article class[^>]*>", "", answer.text)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "nothing to read yet"),
        ({"text": "   \n"}, "nothing to read yet"),
        ({"text": _PASTED, "published": "tomorrow"}, "is no day of publication"),
        ({"text": _PASTED, "url": "javascript:alert(1)"}, "is no address"),
        ({"text": _PASTED, "url": "http://[::1"}, "is no address"),
        (
            {"text": "Zwei Menschen wurden am Sonntag bei einem Angriff auf die Stadt getötet, so das Amt. " * 5},
            "English",
        ),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(
    post: Callable[..., httpx.Response], fields: dict[str, str], said: str
) -> None:
    answer = post(**fields)
    assert answer.status_code == 422
    assert said in answer.text
    if "url" in fields:
        assert "shells hit a market" in answer.text


def test_a_pasted_report_that_attacks_is_only_words(post: Callable[..., httpx.Response]) -> None:
    text = _PASTED + "\n<script>alert(1)</script> =cmd()|' /C calc'!A0 \u202e\u0000\n"
    answer = post(text=text, title="<img src=x onerror=alert(1)>", outlet="\x1b[2J<b>")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text and "<img src=x" not in answer.text


def test_a_large_upload_is_refused_before_it_is_read(ledger_path: Path) -> None:
    with serving(Settings(ledger_path, largest_upload=100_000)) as address, httpx.Client(base_url=address) as client:
        token = re.search(r'name="token" value="([^"]+)"', client.get("/add").text)[1]  # type: ignore[index]
        files = {"files": ("big.txt", b"x" * 200_000)}
        assert client.post("/add", data={"token": token}, files=files).status_code == 413


def test_a_paste_that_is_too_long_says_what_to_do(post: Callable[..., httpx.Response]) -> None:
    answer = post((("empty.txt", b""),), text="Two people were killed. " * 60_000)
    assert answer.status_code == 400
    assert "save it as a file" in answer.text


def test_an_upload_of_too_many_reports_says_so(
    post: Callable[..., httpx.Response], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.web.adding.MOST", 2)
    lines = [json.dumps({"text": f"{_PASTED} {number}"}) for number in range(4)]
    answer = post((("many.jsonl", "\n".join(lines).encode()),))
    assert answer.text.count("read and stored") == 2
    assert "one upload takes 2 reports" in answer.text
    assert MOST > 2


def test_nothing_is_taken_without_the_token_of_a_page(client: httpx.Client) -> None:
    client.get("/add")
    assert client.post("/add", data={"text": _PASTED, "token": "guess"}).status_code == 403


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_and_its_results_are_accessible(
    new_context: Callable[..., BrowserContext], scheme: str, tmp_path: Path
) -> None:
    (tmp_path / "empty.txt").write_text("")
    for width in (1360, 390):
        page = new_context(color_scheme=scheme, viewport={"width": width, "height": 844}).new_page()
        page.goto("/add")
        assert violations(page) == []
        page.get_by_label("Or choose files").set_input_files(tmp_path / "empty.txt")
        page.get_by_role("button", name="Read and add").click()
        expect(page.locator("ul.results li")).to_have_count(1)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def _reports(items: Iterator[Report | Failure]) -> list[Report]:
    return [item for item in items if isinstance(item, Report)]


def test_bytes_are_known_by_their_name_or_how_they_begin() -> None:
    page = f"<html><body><article><p>{_PASTED}</p></article></body></html>".encode()
    assert [each.origin for each in _reports(from_bytes(page, "a.html"))] == ["a.html"]
    (report,) = _reports(from_bytes(page, url="https://news.example.org/a"))
    assert report.url == "https://news.example.org/a"
    assert len(_reports(from_bytes(json.dumps({"text": _PASTED}).encode()))) == 1
    (failure,) = from_bytes(b"")
    assert isinstance(failure, Failure)
