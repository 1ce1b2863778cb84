from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from click.testing import CliRunner
from playwright.sync_api import BrowserContext, Page, expect

from sayso.cli import main
from sayso.export import FORMATS
from sayso.ledger import Ledger
from sayso.model.overview import Wanted
from sayso.web.settings import Settings
from tests.ledger import postgres
from tests.web.conftest import serving, violations


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    with serving(Settings(tmp_path / "empty.db", author="ana")) as found:
        yield found


def _counted(page: Page) -> tuple[int, int]:
    """Incidents and claims as the tabs tell them."""
    incidents, claims = (int(re.sub(r"\D", "", each)) for each in page.locator(".tab b").all_inner_texts())
    return incidents, claims


def _settled(page: Page) -> None:
    """Nothing is being asked for any more: the map has drawn what the page is about."""
    page.wait_for_function(
        "() => { const map = document.getElementById('map'), spots = document.getElementById('spots');"
        " return map.dataset.src === spots.dataset.src && map.dataset.drawn !== undefined; }"
    )


def _spots(page: Page) -> int:
    """How many incidents the map shows."""
    _settled(page)
    source = page.locator("#map").get_attribute("data-src")
    found = page.request.get(str(source)).json()
    return sum(each["properties"]["count"] for each in found["features"])


def _in_time(page: Page) -> int:
    """How many incidents the timeline shows."""
    return sum(int(found[1]) for title in _titles(page) if (found := re.search(r": (\d+) incident", title)))


def _titles(page: Page) -> list[str]:
    return [str(each.text_content()) for each in page.locator(".timeline title").all()]


def test_table_map_and_timeline_are_filtered_together(page: Page, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        every, iraq = ledger.overview(), ledger.overview(Wanted(countries=frozenset({"IQ"})))
    page.goto("/")
    assert _counted(page)[0] == every.listing.total == page.locator("table.incidents tbody tr").count()
    assert _spots(page) == every.listing.total - every.unplaced
    assert _in_time(page) == every.listing.total - every.undated

    page.get_by_role("checkbox", name=re.compile("^Iraq")).check()
    expect(page.locator(".chip")).to_contain_text("Iraq")
    assert parse_qs(urlsplit(page.url).query) == {"country": ["IQ"]}
    assert _counted(page)[0] == iraq.listing.total == page.locator("table.incidents tbody tr").count()
    assert 0 < iraq.listing.total < every.listing.total
    assert _spots(page) == iraq.listing.total - iraq.unplaced
    assert _in_time(page) == iraq.listing.total - iraq.undated


def test_what_is_not_on_map_and_timeline_is_counted_and_said(page: Page, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        found = ledger.overview()
    assert found.undated
    page.goto("/")
    said = page.locator(".picture-time figcaption").inner_text()
    assert re.search(rf"\b{found.undated} incidents? ha(s|ve) no known day", said)


def test_an_address_that_is_shared_gives_the_same_view(page: Page, new_context: Callable[..., BrowserContext]) -> None:
    page.goto("/")
    page.get_by_role("checkbox", name=re.compile("^Iraq")).check()
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_label("Search reports and claims").fill("strike")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".chip")).to_have_count(2)
    page.get_by_role("link", name=re.compile("claims?$")).click()
    expect(page.locator("table.claims")).to_be_visible()
    page.locator("th").get_by_role("link", name="Review").click()
    expect(page.locator("th[aria-sort]")).to_contain_text("Review")

    other = new_context(java_script_enabled=False).new_page()
    other.goto(page.url)
    assert other.locator("table.claims tbody").inner_text() == page.locator("table.claims tbody").inner_text()
    assert other.locator(".chip").all_inner_texts() == page.locator(".chip").all_inner_texts()
    assert other.get_by_label("Search reports and claims").input_value() == "strike"
    assert parse_qs(urlsplit(page.url).query) == {
        "q": ["strike"], "country": ["IQ"], "show": ["claims"], "sort": ["doubt"]
    }  # fmt: skip


def test_back_and_forth_go_through_the_views(page: Page) -> None:
    page.goto("/")
    all_of_them = _counted(page)
    page.get_by_role("checkbox", name=re.compile("^Iraq")).check()
    expect(page.locator(".chip")).to_have_count(1)
    iraq = _counted(page)
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    assert urlsplit(page.url).query == ""
    page.go_back()
    expect(page.locator(".chip")).to_have_count(1)
    assert _counted(page) == iraq
    assert page.get_by_role("checkbox", name=re.compile("^Iraq")).is_checked()
    page.go_back()
    expect(page.locator(".chip")).to_have_count(0)
    assert _counted(page) == all_of_them
    assert _spots(page) <= all_of_them[0]


def test_a_bar_of_the_timeline_filters_to_its_days(page: Page) -> None:
    page.goto("/")
    bar = page.locator(".timeline a").filter(has=page.locator("rect.all:not([height='0.0'])")).first
    title = str(bar.locator("title").text_content())
    bar.locator("rect.hit").click()
    expect(page.locator(".chip")).to_have_count(1)
    query = parse_qs(urlsplit(page.url).query)
    assert query["since"] and query["until"]
    assert _counted(page)[0] == int(re.search(r": (\d+) incident", title)[1])  # type: ignore[index]


def test_a_cluster_of_the_map_leads_to_what_is_in_it(client: httpx.Client) -> None:
    found = client.get("/map/spots.geojson?zoom=0").json()["features"]
    clusters = [each["properties"] for each in found if each["properties"]["kind"] == "cluster"]
    assert clusters
    for cluster in clusters:
        page = client.get(cluster["url"]).text
        assert re.search(rf"<b>{cluster['count']}</b> incident", page)


def test_the_map_shows_only_what_is_in_the_part_asked_for(client: httpx.Client) -> None:
    def count(query: str) -> int:
        return sum(each["properties"]["count"] for each in client.get(f"/map/spots.geojson?{query}").json()["features"])

    assert count("box=0,0,1,1") == 0
    assert count("within=25,30,40,50&box=-90,-180,90,180") == count("within=25,30,40,50") > 0
    assert count("zoom=broken&box=also,broken") == count("") == count("zoom=nan") == count("zoom=inf&box=1")


def test_all_works_without_script(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 1360, "height": 900}).new_page()
    page.goto("/")
    page.get_by_role("checkbox", name=re.compile("^Iraq")).check()
    page.get_by_role("button", name="Apply").click()
    assert parse_qs(urlsplit(page.url).query) == {"country": ["IQ"]}  # no empty fields in the address
    page.locator("th").get_by_role("link", name="Toll").click()
    assert parse_qs(urlsplit(page.url).query) == {"country": ["IQ"], "sort": ["toll"]}
    page.get_by_role("link", name=re.compile("claims?$")).click()
    assert page.locator("table.claims").is_visible()


@pytest.mark.parametrize(
    "words",
    ['" OR 1=1 --', "*", "NEAR(", "a AND", "(((", "'; DROP TABLE reports;", "\\", "%", "\x01\x7f", "🧨" * 100, "-"],
)
def test_hostile_words_are_only_words(client: httpx.Client, words: str) -> None:
    for show in ("incidents", "claims"):
        answer = client.get("/", params={"q": words, "show": show})
        assert answer.status_code == 200
    assert client.get("/map/spots.geojson", params={"q": words}).status_code == 200


def test_markup_in_an_address_stays_words(client: httpx.Client) -> None:
    for name in ("q", "actor", "speaker", "outlet", "report", "since", "country"):
        text = client.get("/", params={name: "<script>alert(1)</script>"}).text
        assert "<script>alert" not in text


def test_words_are_found_in_claims_and_marked(client: httpx.Client) -> None:
    text = client.get("/?show=claims&q=killed").text
    assert re.search(r"<mark>killed\w*</mark>", text, re.IGNORECASE)


def test_bad_filters_are_said_and_the_rest_holds(client: httpx.Client) -> None:
    answer = client.get("/?since=yesterday&country=IQ&page=900")
    assert answer.status_code == 200
    assert "“yesterday” is no day" in answer.text
    assert "Iraq" in answer.text and 'class="incidents"' in answer.text


def test_an_empty_ledger_says_what_to_do(empty: str) -> None:
    with httpx.Client(base_url=empty) as client:
        text = client.get("/").text
        assert 'href="/add"' in text and "sayso add" in text
        assert client.get("/?q=x").status_code == 200
        assert client.get("/map/spots.geojson").json()["features"] == []
        assert client.get("/export/claims-csv").status_code == 200


def test_nothing_found_leads_back(client: httpx.Client) -> None:
    assert "Take off a filter" in client.get("/?q=zzzzzz").text


@pytest.mark.parametrize("form", [each.name for each in FORMATS])
def test_the_export_is_what_the_command_line_gives(
    client: httpx.Client, ledger_path: Path, tmp_path: Path, form: str
) -> None:
    answer = client.get(f"/export/{form}", params={"country": "IQ"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="sayso-{form}.')
    copy = Path(shutil.copy(ledger_path, tmp_path / "copy.db"))
    target = tmp_path / form
    done = CliRunner().invoke(main, ["export", form, "--ledger", str(copy), "--country", "IQ", "-o", str(target)])
    assert done.exit_code == 0, done.output
    if target.is_dir():
        archive = zipfile.ZipFile(BytesIO(answer.content))
        assert {name: archive.read(name) for name in archive.namelist()} == {
            each.name: each.read_bytes() for each in target.iterdir()
        }
    else:
        assert answer.content == target.read_bytes()


def test_text_of_reports_is_exported_only_when_it_is_asked_for(client: httpx.Client) -> None:
    without, with_text = (client.get("/export/jsonl", params=each).text for each in ({}, {"text": "yes"}))
    assert len(without) < len(with_text)


def test_a_view_that_is_not_understood_is_not_exported(client: httpx.Client) -> None:
    assert client.get("/export/acled?since=yesterday").status_code == 400
    assert client.get("/export/xlsx").status_code == 404
    assert client.get("/export/jsonl?rule=guess").status_code == 400


def test_a_filtered_view_is_downloaded(page: Page) -> None:
    page.goto("/?country=IQ")
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="incidents-csv", exact=True).click()
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) - 1 == _counted(page)[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_is_accessible(new_context: Callable[..., BrowserContext], scheme: str) -> None:
    page = new_context(color_scheme=scheme, viewport={"width": 1360, "height": 900}).new_page()
    for address in ("/?country=IQ", "/?show=claims&q=strike"):
        page.goto(address)
        _settled(page)
        page.locator("summary", has_text="Export").click()
        assert violations(page) == []


def test_a_phone_shows_all_without_moving_sideways(new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    for address in ("/?country=IQ", "/?show=claims"):
        page.goto(address)
        _settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == []
    page.locator("summary", has_text="Filters").click()
    page.get_by_role("checkbox", name=re.compile("^Iraq")).tap()
    expect(page.locator(".chip")).to_have_count(1)


def test_what_the_map_was_moved_to_is_a_filter(page: Page) -> None:
    page.goto("/")
    _settled(page)
    expect(page.locator("#here")).to_be_hidden()
    page.locator(".leaflet-control-zoom-in").click()
    page.locator("#here").click()
    expect(page.locator(".chip")).to_contain_text("°")
    south, west, north, east = (float(each) for each in parse_qs(urlsplit(page.url).query)["box"][0].split(","))
    assert south < north and west < east
    assert _spots(page) == _counted(page)[0]


def test_several_countries_are_chosen_one_after_the_other(page: Page, ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        both = ledger.incident_rows(Wanted(countries=frozenset({"IQ", "JO"}))).total
    page.goto("/")
    page.get_by_role("checkbox", name=re.compile("^Iraq")).check()
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_role("checkbox", name=re.compile("^Jordan")).check()
    expect(page.locator(".chip")).to_have_count(2)
    assert _counted(page)[0] == both


def test_the_search_is_reached_by_a_key(page: Page) -> None:
    page.goto("/?q=strike")
    page.keyboard.press("/")
    page.keyboard.type("killed")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_contain_text("killed")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["killed"]}


def test_every_page_answers_over_postgresql_as_over_sqlite(ledger_path: Path) -> None:
    """The same view of the same reports, in words; hostile ones too."""
    views = (
        "/", "/?show=claims&q=killed&sort=toll", "/?country=IQ&contested=yes", "/?q=%00'%22)&actor=%00x", "/?page=9",
        "/?box=20,30,40,50&type=air-drone-strike&since=2024-01-01", "/map/spots.geojson?zoom=4&box=20,30,40,50",
        "/speaker?key=us+central+command&contested=yes", "/speaker?key=%00", "/outlet?name=Harbour+Post+(sample)",
        "/export/incidents-csv?country=IQ",
    )  # fmt: skip
    with postgres.server() as address:
        postgres.create_database(address, "desk")
        where = address.format(database="desk")
        with Ledger.open(ledger_path) as ledger, Ledger.open(where) as other:
            other.add(ledger.reading(each.id) for each in ledger.reports())
        with serving(Settings(ledger_path)) as one, serving(Settings(where)) as two:
            for view in views:
                found = [httpx.get(each + view, follow_redirects=True, timeout=60) for each in (one, two)]
                assert found[0].status_code == found[1].status_code in (200, 404), view
                plain = [re.sub(r'[Tt]oken"[^>]*"|: "[\w-]{40,}"', "", each.text) for each in found]
                assert plain[0] == plain[1], view
