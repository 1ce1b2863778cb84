from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page

from tests.web.conftest import violations


def test_a_page_that_is_not_there_says_so(client: httpx.Client) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "no such page" in answer.text


def test_every_answer_forbids_scripts_of_others(client: httpx.Client) -> None:
    for address in ("/nowhere", "/static/desk/desk.css", "/map/countries.geojson"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_another_host_is_refused(client: httpx.Client, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


def test_another_origin_may_change_nothing(client: httpx.Client) -> None:
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert client.post("/", headers=headers).status_code == 403


def test_the_base_map_has_countries_by_their_codes(client: httpx.Client) -> None:
    found = client.get("/map/countries.geojson").json()
    codes = {feature["id"] for feature in found["features"]}
    assert {"IQ", "SY", "UA", "SD"} <= codes


def test_an_error_page_is_accessible(page: Page) -> None:
    page.goto("/nowhere")
    assert violations(page) == []
