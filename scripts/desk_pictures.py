"""Pictures of the desk's main pages for the README and the docs, over the sample reports.

    python scripts/desk_pictures.py [FOLDER]

Needs the dev extra and Chromium. Writes desk-{overview,report,incident}.png into docs/img, or with FOLDER every page
there, light and dark, on a laptop and a phone: to be looked at.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from sayso.ledger import Ledger
from sayso.model.overview import Sort, Wanted

_ROOT = Path(__file__).parent.parent
_SAYSO = str(Path(sys.executable).with_name("sayso"))
_SIZES = {"laptop": (1360, 900), "phone": (390, 844)}
_OURS = ("overview", "report", "incident")  # those that the docs show


def main() -> None:
    """Read the samples into a ledger, open the desk and take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium: install it first (apt-get install chromium)")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        ledger = Path(scratch) / "samples.db"
        subprocess.run([_SAYSO, "add", str(_ROOT / "samples"), "--ledger", str(ledger)], check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with _desk(ledger) as address:
            for name, path in _pages(ledger):
                if folder is None and name in _OURS:
                    _take(browser, address + path, _ROOT / "docs" / "img" / f"desk-{name}.png", "laptop", "light")
                elif folder is not None:
                    folder.mkdir(parents=True, exist_ok=True)
                    for size in _SIZES:
                        for scheme in ("light", "dark"):
                            _take(browser, address + path, folder / f"{name}-{size}-{scheme}.png", size, scheme)
        browser.close()


@contextmanager
def _desk(ledger: Path) -> Iterator[str]:
    command = [_SAYSO, "serve", "--ledger", str(ledger), "--port", "0", "--author", "ana"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://\S+(?=/)", process.stdout.readline())
        assert found
        yield found[0]
    finally:
        process.terminate()
        process.wait(10)


def _pages(ledger: Path) -> list[tuple[str, str]]:
    """Names and addresses, each with something to see."""
    with Ledger.open(ledger, create=False) as opened:
        incident = opened.incident_rows(Wanted(), Sort.VOICES, 1, 1).rows[0].id
        report = opened.queue(page=1, size=3).rows[1].report
        speaker = opened.choices(Wanted()).speakers[0].value
        outlet = opened.choices(Wanted()).outlets[0].value
    return [
        ("overview", "/"),
        ("claims", "/?show=claims"),
        ("queue", "/review"),
        ("report", f"/report/{report}"),
        ("history", f"/report/{report}/history"),
        ("incident", f"/incident/{incident}"),
        ("add", "/add"),
        ("speaker", f"/speaker?key={speaker}"),
        ("outlet", f"/outlet?name={outlet}"),
        ("api", "/api"),
        ("error", "/nowhere"),
    ]


def _take(browser: Browser, address: str, to: Path, size: str, scheme: str) -> None:
    width, height = _SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=to, full_page=size == "phone")
    page.close()


if __name__ == "__main__":
    main()
