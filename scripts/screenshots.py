"""Pictures for the README: the terminal views and the page, light and dark, wide and on a phone.

    python scripts/screenshots.py samples/1-tower22-first-reports.html [more reports …]

Needs the dev extra and Chromium. Writes docs/img/{terminal,incident,page,page-dark,page-phone}.png.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from sayso.intake import load
from sayso.ledger.ledger import Ledger
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.reading import read
from sayso.render.html import page
from sayso.render.incident import show_incident
from sayso.render.terminal import show

_OUT = Path(__file__).parent.parent / "docs" / "img"
_COLUMNS = 104
_TALLEST = 1500  # pixels: a picture that a README can bear


def main(sources: list[str]) -> None:
    """Read the reports and take the pictures."""
    reports = [item for source in sources for item in load(source) if isinstance(item, Report)]
    readings = [read(report) for report in reports]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium: install it first (apt-get install chromium)")
    _OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _terminal(browser, Path(folder), readings)
        _incident(browser, Path(folder))
        _page(browser, Path(folder), readings)
        browser.close()


def _terminal(browser: Browser, folder: Path, readings: list[Reading]) -> None:
    console = _console()
    show(console, readings)
    _picture(browser, folder, console, "terminal")


def _incident(browser: Browser, folder: Path) -> None:
    """The incident of the samples that most reports tell of."""
    reports = [item for item in load("samples") if isinstance(item, Report)]
    with Ledger.open(folder / "samples.db") as ledger:
        ledger.add(read(report) for report in reports)
        most = max(ledger.incidents(), key=lambda i: (len({a.report for a in i.accounts}), i.id))
    console = _console()
    show_incident(console, most)
    _picture(browser, folder, console, "incident")


def _console() -> Console:
    return Console(file=io.StringIO(), record=True, width=_COLUMNS, force_terminal=True, highlight=False)


def _picture(browser: Browser, folder: Path, console: Console, name: str) -> None:
    # The web font that rich names is left out: the picture shows what this machine has.
    html = console.export_html(theme=SVG_EXPORT_THEME, inline_styles=True).replace(
        "Menlo,", "'DejaVu Sans Mono',Menlo,"
    )
    file = folder / f"{name}.html"
    file.write_text(
        html.replace("<body>", '<body style="margin:0;padding:12px;font-size:14px;line-height:1.25">'), "utf-8"
    )
    view = browser.new_page(viewport={"width": 920, "height": 800}, device_scale_factor=1.5)
    view.goto(file.as_uri())
    height = min(view.evaluate("document.documentElement.scrollHeight"), _TALLEST)
    view.screenshot(path=_OUT / f"{name}.png", clip={"x": 0, "y": 0, "width": 920, "height": height}, full_page=True)


def _page(browser: Browser, folder: Path, readings: list[Reading]) -> None:
    file = folder / "page.html"
    file.write_text(page(readings), "utf-8")
    for name, width, height, scheme in (
        ("page", 1400, 900, "light"),
        ("page-dark", 1400, 900, "dark"),
        ("page-phone", 390, 1500, "light"),
    ):
        view = browser.new_page(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        view.goto(file.as_uri())
        view.screenshot(path=_OUT / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
