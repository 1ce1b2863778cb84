"""The page in a real browser: Chromium must be installed (`apt-get install chromium`)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sayso.model.reading import Reading
from sayso.render.html import page
from tests.render import fixture, hostile

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.fail("no Chromium: install it (apt-get install chromium) to test the page as a reader sees it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


class _Visit:
    """A page opened, with all that it asked for and all that it complained about."""

    def __init__(self, browser: Browser, folder: Path, *readings: Reading, width: int = 1300) -> None:
        file = folder / "page.html"
        file.write_text(page(readings), "utf-8")
        self.page: Page = browser.new_page(viewport={"width": width, "height": 800})
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.address = file.as_uri()
        self.page.goto(self.address)


def test_the_page_opens_by_itself_and_without_complaint(browser: Browser, tmp_path: Path) -> None:
    visit = _Visit(browser, tmp_path, fixture.reading())
    expect(visit.page.locator("h1")).to_have_text("Raid on border town leaves families without homes, officials say")
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius") == "8px"
    assert visit.requests == [visit.address]
    assert visit.complaints == []


def test_a_hostile_report_does_nothing(browser: Browser, tmp_path: Path) -> None:
    visit = _Visit(browser, tmp_path, hostile.reading())
    assert visit.page.evaluate("document.title") != "owned"
    assert "document.title" in visit.page.locator(".report").inner_text()
    assert visit.requests == [visit.address]
    assert visit.complaints == []


def test_a_card_leads_to_its_words_and_the_words_lead_back(browser: Browser, tmp_path: Path) -> None:
    view = _Visit(browser, tmp_path, fixture.reading()).page
    words = view.locator(".m-1-T2", has_text="19").first
    before = words.evaluate("one => getComputedStyle(one).backgroundColor")
    view.locator("#c-1-T2 .code").click()
    assert view.evaluate("location.hash") == "#w-1-T2"
    assert words.evaluate("one => getComputedStyle(one).backgroundColor") != before
    view.locator(".report .chip", has_text="T2").click()
    assert view.evaluate("document.querySelector(':target').id") == "c-1-T2"


def test_a_kind_of_evidence_can_be_hidden(browser: Browser, tmp_path: Path) -> None:
    view = _Visit(browser, tmp_path, fixture.reading()).page
    place = view.locator(".report .k-place").first
    before = place.evaluate("one => getComputedStyle(one).backgroundColor")
    view.locator("#show-place").uncheck()
    assert place.evaluate("one => getComputedStyle(one).backgroundColor") != before


@pytest.mark.parametrize("width", [360, 800, 1300])
def test_nothing_sticks_out_sideways(browser: Browser, tmp_path: Path, width: int) -> None:
    view = _Visit(browser, tmp_path, fixture.reading(), fixture.reading(), width=width).page
    assert view.evaluate("document.documentElement.scrollWidth") <= width
