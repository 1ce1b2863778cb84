"""The page of an incident in a real browser: rules, map, merging and splitting with a preview, hostile names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from sayso.ledger import Ledger
from tests.web.conftest import violations
from tests.web.incidents import HOSTILE, fill, of_outlet

DRAWN = ".map[data-drawn]"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger made by hand, to be copied."""
    path = tmp_path_factory.mktemp("incident") / "made.db"
    fill(path)
    return path


@pytest.fixture
def ledger_path(filled: Path, tmp_path: Path) -> Path:
    """A ledger made by hand, in place of the samples."""
    return Path(shutil.copy(filled, tmp_path / "made.db"))


def _groups(path: Path) -> set[frozenset[str]]:
    with Ledger.open(path) as ledger:
        return {frozenset(each.outlet or "" for each in one.accounts) for one in ledger.incidents()}


def test_switching_the_rule_redraws_the_tolls_and_nothing_else(page: Page, ledger_path: Path) -> None:
    page.goto(f"/incident/{of_outlet(ledger_path, 'Outlet 0').id}")
    page.evaluate("window.stayed = true")
    derived = page.locator(".derived .said").first
    before = derived.inner_text()
    page.select_option("#rule", "acled-lowest")
    expect(page.locator("#rule-does")).to_contain_text("ACLED")
    expect(derived).not_to_have_text(before)
    expect(derived).to_have_text("12")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("rule=acled-lowest"), "the view has an address that can be shared"
    page.reload()
    expect(page.locator("#rule")).to_have_value("acled-lowest")


def test_every_speaker_has_a_row_and_the_table_says_the_same(page: Page, ledger_path: Path) -> None:
    page.goto(f"/incident/{of_outlet(ledger_path, 'Outlet 0').id}")
    toll = page.locator(".toll").first
    rows = toll.locator(".voice:not(.derived, .axis)")
    assert rows.count() >= 1
    assert toll.locator("svg[role=img]").count() == rows.count() + 1
    toll.locator("summary").click()
    expect(toll.locator("tbody tr")).to_have_count(rows.count() + 1)


def test_a_region_is_a_wide_circle_and_no_pin(page: Page, ledger_path: Path) -> None:
    page.goto(f"/incident/{of_outlet(ledger_path, 'Far Post').id}")
    page.wait_for_selector(DRAWN)
    expect(page.locator("path.map-area.is-region")).to_have_count(1)
    expect(page.locator(".map-incident")).to_have_count(0)
    wide = page.locator("path.map-area").bounding_box()
    assert wide is not None
    assert wide["width"] > 100
    expect(page.get_by_text("a region; somewhere within")).to_be_visible()


def test_a_country_is_its_outline_and_a_town_a_mark_that_the_keyboard_opens(page: Page, ledger_path: Path) -> None:
    page.goto(f"/incident/{of_outlet(ledger_path, HOSTILE).id}")
    page.wait_for_selector(DRAWN)
    expect(page.locator("path.map-area.is-country")).to_have_count(1)
    expect(page.locator(".map-incident")).to_have_count(0)
    page.goto(f"/incident/{of_outlet(ledger_path, 'Outlet 0').id}")
    page.wait_for_selector(DRAWN)
    expect(page.locator("path.map-area")).to_have_count(0)
    mark = page.locator(".map-incident")
    expect(mark).to_have_count(1)
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-told")).to_contain_text("Holm")


def test_two_incidents_are_merged_after_a_look_and_taken_apart_again(page: Page, ledger_path: Path) -> None:
    before = _groups(ledger_path)
    one, other = of_outlet(ledger_path, "Outlet 0"), of_outlet(ledger_path, "Paper 0")
    page.goto(f"/incident/{one.id}")
    page.locator(f"button[name=near][value='{other.id}']").click()
    expect(page.locator("section[aria-labelledby=before] .side-card")).to_have_count(2)
    expect(page.locator("section[aria-labelledby=after] .side-card")).to_have_count(1)
    assert violations(page) == []
    assert _groups(ledger_path) == before
    page.get_by_role("button", name="Merge them").click()
    expect(page.locator(".done")).to_contain_text("Merged.")
    assert frozenset(("Outlet 0", "Outlet 1", "Outlet 2", "Outlet 3", "Paper 0", "Paper 1", "Paper 2")) in _groups(
        ledger_path
    )
    page.locator(".done").get_by_role("button", name="Undo").click()
    expect(page.locator(".done")).to_contain_text("Taken back.")
    assert _groups(ledger_path) == before


def test_ticked_accounts_are_split_off_and_taken_back(page: Page, ledger_path: Path) -> None:
    before = _groups(ledger_path)
    one = of_outlet(ledger_path, "Outlet 0")
    page.goto(f"/incident/{one.id}")
    page.get_by_label(f"Account of {one.accounts[-1].outlet}").check()
    page.get_by_role("button", name="Make what is ticked an incident of its own").click()
    expect(page.locator("section[aria-labelledby=after] .side-card")).to_have_count(2)
    page.get_by_role("button", name="Split it").click()
    expect(page.locator(".done")).to_contain_text("Split.")
    assert frozenset((one.accounts[-1].outlet,)) in _groups(ledger_path)
    page.locator(".done").get_by_role("button", name="Undo").click()
    expect(page.locator(".done")).to_contain_text("Taken back.")
    assert _groups(ledger_path) == before


def test_hostile_names_run_nothing(page: Page, ledger_path: Path) -> None:
    page.goto(f"/incident/{of_outlet(ledger_path, HOSTILE).id}")
    page.wait_for_selector(DRAWN)
    page.locator("path.map-area").focus()
    page.keyboard.press("Enter")
    assert page.title() != "1"
    expect(page.locator("#content img")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(new_context: Callable[..., BrowserContext], ledger_path: Path, scheme: str) -> None:
    for width in (390, 1360):
        page = new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
        page.goto(f"/incident/{of_outlet(ledger_path, 'Outlet 0').id}")
        page.wait_for_selector(DRAWN)
        for each in page.locator("#content summary").all():
            each.click()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing is cut off"


def test_without_a_script_everything_is_there(new_context: Callable[..., BrowserContext], ledger_path: Path) -> None:
    one = of_outlet(ledger_path, "Outlet 0")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"/incident/{one.id}")
    page.select_option("#rule", "majority")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#rule")).to_have_value("majority")
    expect(page.get_by_text("Holm: a town or village")).to_be_visible()
