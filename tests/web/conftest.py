from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from sayso.intake import load
from sayso.ledger import Ledger
from sayso.model.report import Report
from sayso.reading import read
from sayso.web.app import create_app
from sayso.web.settings import Settings

ROOT = Path(__file__).parents[2]
AXE = (resources.files("axe_core_python") / "axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The desk on a free port of this machine, in a thread; gives its address."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=0, log_level="error", lifespan="on"))
    thread = threading.Thread(target=server.run, daemon=True)
    started = threading.Event()
    original = server.startup

    async def startup(sockets: list | None = None) -> None:  # type: ignore[type-arg]
        await original(sockets)
        started.set()

    server.startup = startup  # type: ignore[method-assign]
    thread.start()
    try:
        assert started.wait(30), "the desk did not start"
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample reports, to be copied and not to be written."""
    path = tmp_path_factory.mktemp("desk") / "samples.db"
    with Ledger.open(path) as ledger:
        ledger.add(read(item) for item in load(str(ROOT / "samples")) if isinstance(item, Report))
    return path


@pytest.fixture
def ledger_path(sample_ledger: Path, tmp_path: Path) -> Path:
    """A ledger of the sample reports for this test alone."""
    return Path(shutil.copy(sample_ledger, tmp_path / "desk.db"))


@pytest.fixture
def address(ledger_path: Path) -> Iterator[str]:
    """A desk over the samples, where "ana" decides."""
    with serving(Settings(ledger_path, author="ana")) as found:
        yield found


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """Asks that desk as a program would; `post` has to bring the token of a page."""
    with httpx.Client(base_url=address, follow_redirects=True, timeout=60) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Not skipped where it is missing."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert executable, "no Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
        launched = playwright.chromium.launch(executable_path=executable, args=quiet)
        yield launched
        launched.close()


@pytest.fixture
def new_context(browser: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser windows of different people; at the end no request has gone to another host."""
    elsewhere: list[str] = []
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=address, **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        context.on("request", lambda request: _note(request.url))
        made.append(context)
        return context

    def _note(url: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            elsewhere.append(url)

    yield make
    for context in made:
        context.close()
    assert not elsewhere, f"requests left the desk: {elsewhere}"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A browser page on the desk; at the end no error was in its console."""
    opened = new_context(viewport={"width": 1360, "height": 900}).new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text) if _is_wrong(message) else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    assert not wrong, f"errors in the browser: {wrong}"


def _is_wrong(message: ConsoleMessage) -> bool:
    """An answer of 4xx is an error for the browser, and for a test that asks for one it is none."""
    return message.type == "error" and "responded with a status of 4" not in message.text


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA on a page as it is now."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)
    return [
        f"{each['id']}: {each['help']} ({', '.join(str(node['target']) for node in each['nodes'][:3])})"
        for each in found["violations"]
    ]
