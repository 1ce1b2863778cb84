from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from sayso.ledger import Ledger
from sayso.model.claim import Measure
from sayso.model.overview import ClaimRow, State, Wanted
from sayso.model.span import Span
from sayso.web.speaker import beside
from tests.web.conftest import violations

CENTCOM = "us central command"


def _claim(number: int, voice: str, **more: object) -> ClaimRow:
    values: dict[str, object] = {
        "id": f"r{number}/t{number}", "report": f"r{number}", "noun": "toll", "kind": Measure.KILLED, "incident": "i",
        "outlet": "Example Herald", "title": None, "published": None, "first": None, "country": None,
        "speaker": voice.title(), "voice": voice, "low": 3, "high": 3, "words": "…", "span": Span(0, 1), "score": 1.0,
        "state": State.UNREVIEWED, "contested": False, "doubt": 0.0,
    }  # fmt: skip
    return ClaimRow(**{**values, **more})  # type: ignore[arg-type]


def test_what_one_says_stands_beside_what_others_say_of_the_same() -> None:
    own = _claim(1, "army")
    told = [own, _claim(2, "ministry", low=9, high=9), _claim(3, "medics"), _claim(4, "ministry", low=9, high=9)]
    (group,) = beside([own], {}, {"i": told}, "army")
    assert [(each.key, len(each.claims), each.against) for each in group.others] == [
        ("ministry", 1, True), ("medics", 1, False)
    ]  # fmt: skip


def test_what_stands_on_the_same_words_is_one_passage() -> None:
    rows = [_claim(1, "army", report="r", words="a"), _claim(2, "army", report="r", words="b"),
            _claim(3, "army", report="r", words="a", kind=Measure.INJURED)]  # fmt: skip
    (group,) = beside(rows, {}, {}, "army")
    assert [[row.id for row in passage] for passage in group.own] == [["r1/t1", "r3/t3"], ["r2/t2"]]


def test_who_gives_one_of_ones_own_figures_does_not_differ() -> None:
    own = [_claim(1, "army"), _claim(2, "army", low=9, high=9)]
    (group,) = beside(own, {}, {"i": [_claim(3, "ministry", low=9, high=9)]}, "army")
    assert [each.against for each in group.others] == [False]


def test_a_claim_of_no_incident_stands_alone() -> None:
    groups = beside([_claim(1, "army", incident=None), _claim(2, "army", incident=None)], {}, {}, "army")
    assert [(len(group.own), group.others) for group in groups] == [(1, ()), (1, ())]


def test_a_speaker_has_everything_they_said(client: httpx.Client, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        profile, claims = ledger.speaker(CENTCOM), ledger.claim_rows(Wanted(speaker=CENTCOM))
    text = client.get("/speaker", params={"key": CENTCOM}).text
    assert profile.name in text
    for row in claims.rows:
        assert f"/report/{row.report}#c-{row.id.partition('/')[2]}" in text
    assert set(re.findall(r"/incident/([0-9a-f]{16})", text)) >= {row.incident for row in claims.rows if row.incident}


def test_contested_claims_alone(page: Page, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        open_claims = ledger.claim_rows(Wanted(speaker=CENTCOM, contested=True)).total
    page.goto(f"/speaker?key={CENTCOM}")
    page.get_by_role("link", name=re.compile("Contested only")).click()
    expect(page.locator(".own .claim")).to_have_count(open_claims)


def test_from_the_overview_to_a_speaker_an_outlet_and_back_to_the_filtered_overview(page: Page) -> None:
    page.goto("/?show=claims")
    page.locator("table.claims a.speaker").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.locator(".about a[href^='/outlet']").first.click()
    name = page.locator("h1").inner_text()
    page.get_by_role("link", name="Its incidents on the map").click()
    expect(page.locator(".chip")).to_contain_text(name)


def test_an_outlet_has_its_reports_and_whom_it_quotes(client: httpx.Client, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        outlet = ledger.choices().outlets[0].value
        reports, quoted = ledger.reports_of(outlet), ledger.quoted_by(outlet)
        claims = ledger.claim_rows(Wanted(outlet=outlet), size=1000).rows
    assert {row.report for row in reports.rows} == {row.report for row in claims}
    assert [each.count for each in quoted] == sorted((each.count for each in quoted), reverse=True)
    assert sum(each.count for each in quoted) == sum(row.speaker is not None for row in claims)
    text = client.get("/outlet", params={"name": outlet}).text
    for row in reports.rows:
        assert f'href="/report/{row.report}"' in text


@pytest.mark.parametrize("path", ["/speaker", "/outlet"])
@pytest.mark.parametrize("value", ["nobody at all", "", "\0", "' OR 1=1 --", "x" * 5000, "<script>alert(1)</script>"])
def test_whom_nobody_knows_is_not_there(client: httpx.Client, path: str, value: str) -> None:
    answer = client.get(path, params={"key" if path == "/speaker" else "name": value})
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_pages_are_accessible_on_desk_and_phone(
    new_context: Callable[..., BrowserContext], ledger_path: Path, scheme: str
) -> None:
    with Ledger.open(ledger_path) as ledger:
        outlet = ledger.choices().outlets[0].value
    for width in (1360, 390):
        page = new_context(color_scheme=scheme, viewport={"width": width, "height": 844}).new_page()
        for address in (f"/speaker?key={CENTCOM}", f"/outlet?name={outlet}"):
            page.goto(address)
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
