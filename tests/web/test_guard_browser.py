"""A hostile report in a real browser: on no page does anything of it run, load or break the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, Dialog, Page

from sayso.ledger import Ledger
from sayso.model.report import Published, Report
from sayso.reading import read
from sayso.web import accounts
from sayso.web.settings import Settings
from tests.web.accounts_desk import PASSWORDS, with_accounts
from tests.web.conftest import serving, violations

_EVIL = (
    "\"><img src=x onerror=alert(1)><script>alert(2)</script>'${alert(3)}{{alert(4)}}</textarea></title>"
    "\x1b]0;x\x07\u202e"
)
HOSTILE = Report(
    text=(
        f"Two soldiers were killed on Friday in a drone strike near Kirkuk, Iraq, the {_EVIL} spokesman said.\n\n"
        f"“At least 12 people were wounded,” said Omar <svg onload=alert(5)> Haddad, a doctor.\n\n"
        '<iframe srcdoc="<script>parent.alert(6)</script>"></iframe><a href="javascript:alert(7)">more</a>'
        "<link rel=stylesheet href=//evil.example/a.css><meta http-equiv=refresh content=0;url=//evil.example>"
    ),
    title=f"Strike {_EVIL}",
    outlet=f"Herald {_EVIL}",
    author=_EVIL,
    published=Published(date(2024, 2, 3)),
    url="javascript:alert(8)",
)


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """A desk over this report alone, with the ids of report and incident."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Ledger.open(path) as ledger:
        ledger.add([read(HOSTILE)])
        incident = ledger.incident_rows().rows[0].id
    with serving(Settings(path, author=f"ana {_EVIL}")) as address:
        yield address, HOSTILE.id, incident


@pytest.mark.parametrize(
    "path",
    ["/", "/?show=claims", "/?q=%22%3E%3Cscript%3Ealert(9)%3C/script%3E", "/review", "/report/{report}",
     "/report/{report}/history", "/incident/{incident}", "/add", "/account", "/nowhere%22%3E%3Cscript%3Ealert(1)",
     "/outlet?name={outlet}"],
)  # fmt: skip
def test_nothing_of_a_hostile_report_runs_or_loads(
    browser: Browser, hostile_address: tuple[str, str, str], path: str
) -> None:
    address, report, incident = hostile_address
    context = browser.new_context(base_url=address)
    page = context.new_page()
    wrong: list[str] = []

    def opened(dialog: Dialog) -> None:
        wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", opened)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if _is_wrong(said.type, said.text) else None)
    page.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    answer = page.goto(path.format(report=report, incident=incident, outlet=quote(HOSTILE.outlet or "")))
    page.wait_for_load_state("networkidle")
    assert answer
    assert answer.status == (404 if path.startswith("/nowhere") else 200)
    assert page.url.startswith(address)
    assert page.locator("main iframe, main img[src=x], main [onload], main [onerror], main script").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0
    context.close()
    assert wrong == []


def _is_wrong(kind: str, text: str) -> bool:
    return kind == "error" and "responded with a status of 4" not in text


@pytest.fixture
def with_login(sample_ledger: Path, tmp_path: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(accounts, "HASHER", PasswordHasher(time_cost=1, memory_cost=256, parallelism=1))
        copied = Path(shutil.copy(sample_ledger, tmp_path / "samples.db"))
        with serving(Settings(with_accounts(copied, tmp_path / "desk.db"), accounts=True)) as address:
            yield address


def _enter(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_a_login_in_the_browser_leads_to_what_was_asked_for(browser: Browser, with_login: str) -> None:
    context = browser.new_context(base_url=with_login)
    page = context.new_page()
    page.goto("/account")
    assert violations(page) == []
    _enter(page, "ana", "not this one")
    page.get_by_role("alert").wait_for()
    assert violations(page) == []
    _enter(page, "ana", PASSWORDS["ana"])
    page.wait_for_url("**/account")
    assert violations(page) == []
    page.goto("/api/docs")
    assert violations(page) == []
    page.goto("/account")
    page.get_by_role("button", name="Log out", exact=True).click()
    page.wait_for_url("**/login")
    context.close()


def test_a_link_on_another_site_arrives_logged_in(browser: Browser, with_login: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{with_login}/login")
    _enter(page, "ana", PASSWORDS["ana"])
    page.wait_for_url(f"{with_login}/")
    # localhost and 127.0.0.1 are two sites; the first is only asked for a page with a link.
    other = with_login.replace("127.0.0.1", "localhost")
    context.route(f"{other}/**", lambda route: route.fulfill(
        content_type="text/html", body=f'<a href="{with_login}/account">there</a>'))  # fmt: skip
    page.goto(f"{other}/somewhere")
    page.get_by_text("there").click()
    page.get_by_role("heading", name="ana").wait_for()
    assert page.url == f"{with_login}/account"
    context.close()
