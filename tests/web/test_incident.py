from __future__ import annotations

import re
import shutil
from pathlib import Path

import httpx
import pytest

from sayso.incidents.rules import RULES
from sayso.ledger import Ledger
from sayso.model.incident import TollRule
from sayso.model.judgement import Decision
from sayso.model.person import Role
from sayso.web.accounts import hashed
from sayso.web.settings import Settings
from tests.ledger import postgres
from tests.web.conftest import serving
from tests.web.incidents import HOSTILE, fill, of_outlet


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


def _form(page: str, action: str) -> dict[str, list[str]]:
    """What the form with this action would send."""
    form = re.search(rf'<form method="post" action="{re.escape(action)}".*?</form>', page, re.S)
    assert form, f"no form that goes to {action}"
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.group()):
        found.setdefault(name, []).append(value)
    return found


def _groups(path: Path | str) -> set[frozenset[str]]:
    with Ledger.open(path) as ledger:
        return {frozenset(each.outlet or "" for each in one.accounts) for one in ledger.incidents()}


def test_every_field_is_shown_with_those_who_say_so(client: httpx.Client, ledger_path: Path) -> None:
    one = of_outlet(ledger_path, "Outlet 0")
    told = client.get(f"/incident/{one.id}").text
    for words in ("Attack", "Holm, Iraq", "3 February 2024", "River Front", "health office", one.grade.value):
        assert words in told
    for account in one.accounts:
        assert f"/report/{account.report}" in told
        assert str(account.outlet) in told
    assert "unknown" in told, "no weapon is told, and it is said so"


@pytest.mark.parametrize("rule", list(TollRule))
def test_the_tolls_are_drawn_under_each_rule_with_its_source(
    client: httpx.Client, ledger_path: Path, rule: TollRule
) -> None:
    one = of_outlet(ledger_path, "Outlet 0")
    whole = client.get(f"/incident/{one.id}", params={"rule": rule.value}).text
    assert RULES[rule].source.split(",")[0] in whole
    assert f'value="{rule.value}" selected' in whole
    part = client.get(f"/incident/{one.id}", params={"rule": rule.value}, headers={"hx-target": "tolls"}).text
    assert part.strip().startswith('<section class="card" id="tolls"')
    assert "<html" not in part
    assert 'role="img"' in part
    assert "<table>" in part


def test_a_rule_that_is_none_is_refused(client: httpx.Client, ledger_path: Path) -> None:
    one = of_outlet(ledger_path, "Outlet 0")
    assert client.get(f"/incident/{one.id}", params={"rule": "mine"}).status_code == 422


def test_the_map_has_a_circle_for_a_region_an_outline_for_a_country_and_a_mark_for_a_town(
    client: httpx.Client, ledger_path: Path
) -> None:
    def only(outlet: str) -> dict[str, object]:
        one = of_outlet(ledger_path, outlet)
        (feature,) = client.get(f"/incident/{one.id}/map.geojson").json()["features"]
        return {**feature["properties"], "geometry": feature["geometry"]}

    region, country, town = only("Far Post"), only(HOSTILE), only("Outlet 0")
    assert (region["kind"], region["radius_km"], region["country"]) == ("area", 600, None)
    assert (country["kind"], country["radius_km"], country["country"]) == ("area", None, "IQ")
    assert country["geometry"] is None, "a country has no point to put a pin on"
    assert (town["kind"], town["radius_km"]) == ("incident", None)


def _merge_and_undo(client: httpx.Client, ledger: Path | str) -> None:
    """By forms alone: what is near is offered, previewed, merged, and taken back."""
    before = _groups(ledger)
    one, other = of_outlet(ledger, "Outlet 0"), of_outlet(ledger, "Paper 0")
    page = client.get(f"/incident/{one.id}").text
    assert f'name="near" value="{other.id}"' in page, "what is near in time and place is offered"
    preview = client.get(f"/incident/{one.id}/change", params={"do": "merge", "other": "", "near": other.id})
    assert preview.status_code == 200
    assert _groups(ledger) == before, "a preview changes nothing"
    form = _form(preview.text, f"/incident/{one.id}/change")
    done = client.post(f"/incident/{one.id}/change", data={**form, "reason": "one attack"})
    assert done.status_code == 200
    assert "Merged." in done.text
    assert _groups(ledger) != before
    with Ledger.open(ledger) as opened:
        made = [each for each in opened.judgements() if each.author != "seed"]
    assert {(each.author, each.reason) for each in made} == {("ana", "one attack")}
    merged = str(done.url.path)
    back = client.post(f"{merged}/undo", data=_form(done.text, f"{merged}/undo"))
    assert "Taken back." in back.text
    assert _groups(ledger) == before


def test_merging_without_a_script_is_previewed_done_and_taken_back(client: httpx.Client, ledger_path: Path) -> None:
    _merge_and_undo(client, ledger_path)


def test_merging_goes_the_same_way_on_postgresql() -> None:
    with postgres.server() as server:
        postgres.create_database(server, "desk")
        ledger = server.format(database="desk")
        fill(ledger)
        with (
            serving(Settings(ledger, author="ana")) as address,
            httpx.Client(base_url=address, follow_redirects=True, timeout=60) as client,
        ):
            assert client.get("/").status_code == 200
            _merge_and_undo(client, ledger)


def test_splitting_and_moving_go_the_same_way(client: httpx.Client, ledger_path: Path) -> None:
    one, other = of_outlet(ledger_path, "Outlet 0"), of_outlet(ledger_path, "Paper 0")
    last = one.accounts[-1]
    preview = client.get(f"/incident/{one.id}/change", params={"do": "split", "account": last.id}).text
    done = client.post(f"/incident/{one.id}/change", data=_form(preview, f"/incident/{one.id}/change"))
    assert "Split." in done.text
    assert frozenset((last.outlet,)) in _groups(ledger_path)
    alone = of_outlet(ledger_path, str(last.outlet))
    ask = {"do": "move", "account": last.id, "other": other.id}
    preview = client.get(f"/incident/{alone.id}/change", params=ask).text
    moved = client.post(f"/incident/{alone.id}/change", data=_form(preview, f"/incident/{alone.id}/change"))
    assert "Moved." in moved.text
    assert of_outlet(ledger_path, str(last.outlet)).id == of_outlet(ledger_path, "Paper 0").id


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        ({"do": "merge"}, "name another incident"),
        ({"do": "merge", "other": "0000"}, "no incident 0000"),
        ({"do": "move", "other": "0000"}, "tick one account"),
        ({"do": "split"}, "tick the accounts"),
        ({"do": "burn"}, "tick the accounts"),
    ],
)
def test_what_cannot_be_done_is_explained(
    client: httpx.Client, ledger_path: Path, ask: dict[str, str], words: str
) -> None:
    one = of_outlet(ledger_path, "Outlet 0")
    answer = client.get(f"/incident/{one.id}/change", params=ask)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'name="seen"' not in answer.text


def test_what_somebody_else_changed_since_the_preview_is_shown_again(client: httpx.Client, ledger_path: Path) -> None:
    one, other = of_outlet(ledger_path, "Outlet 0"), of_outlet(ledger_path, "Paper 0")
    preview = client.get(f"/incident/{one.id}/change", params={"do": "merge", "other": other.id}).text
    form = _form(preview, f"/incident/{one.id}/change")
    with Ledger.open(ledger_path) as ledger:
        ledger.split(other.id, [other.accounts[-1].id], author="ben")
        known = ledger.judgements()
    late = client.post(f"/incident/{one.id}/change", data=form)
    assert late.status_code == 409
    assert "Somebody has changed" in late.text
    with Ledger.open(ledger_path) as ledger:
        assert ledger.judgements() == known


def test_a_change_needs_the_token_of_a_page(client: httpx.Client, ledger_path: Path) -> None:
    one, other = of_outlet(ledger_path, "Outlet 0"), of_outlet(ledger_path, "Paper 0")
    data = {"do": "merge", "other": other.id, "seen": "x"}
    assert client.post(f"/incident/{one.id}/change", data=data).status_code == 403


def test_an_incident_that_is_no_more_says_where_its_accounts_are(client: httpx.Client, ledger_path: Path) -> None:
    one, other = of_outlet(ledger_path, "Outlet 0"), of_outlet(ledger_path, "Paper 0")
    with Ledger.open(ledger_path) as ledger:
        ledger.merge(one.id, other.id, author="ana")
    now = of_outlet(ledger_path, "Outlet 0").id
    (old,) = {one.id, other.id} - {now}
    answer = client.get(f"/incident/{old}")
    assert answer.status_code == 404
    assert f"/incident/{now}" in answer.text
    assert client.get("/incident/0000000000000000").status_code == 404
    assert client.get("/incident/0000000000000000/map.geojson").status_code == 404


def test_what_people_decided_is_listed_and_can_be_taken_back_by_them(client: httpx.Client, ledger_path: Path) -> None:
    one = of_outlet(ledger_path, "Outlet 0")
    with Ledger.open(ledger_path) as ledger:
        ledger.judge(Decision.SAME, one.accounts[0].id, other=one.accounts[1].id, author="ana", reason="told alike")
    page = client.get(f"/incident/{one.id}").text
    assert "the same event" in page
    assert "told alike" in page
    back = client.post(f"/incident/{one.id}/undo", data=_form(page, f"/incident/{one.id}/undo"))
    assert "Taken back." in back.text
    assert "told alike" not in back.text


def test_hostile_names_are_only_words(client: httpx.Client, ledger_path: Path) -> None:
    one = of_outlet(ledger_path, HOSTILE)
    for path, asked in ((f"/incident/{one.id}", {}), (f"/incident/{one.id}/change", {"do": "merge", "near": "<img>"})):
        told = client.get(path, params=asked).text
        assert "<img" not in told
        assert "<script>document" not in told
        assert "\x1b" not in told
        assert "\u202e" not in told


def test_who_may_only_look_sees_no_forms_and_changes_nothing(ledger_path: Path) -> None:
    with Ledger.open(ledger_path) as ledger:
        ledger.people.add("rae", Role.READER, hashed("a quiet word for reading"))
    one = of_outlet(ledger_path, "Outlet 0")
    with (
        serving(Settings(ledger_path, accounts=True)) as address,
        httpx.Client(base_url=address, follow_redirects=True, timeout=60) as client,
    ):
        login = client.get("/login").text
        token = re.search(r'name="token" value="([^"]+)"', login)
        assert token
        client.post("/login", data={"name": "rae", "password": "a quiet word for reading", "token": token.group(1)})
        page = client.get(f"/incident/{one.id}")
        assert page.status_code == 200
        assert "Holm" in page.text
        assert "/change" not in page.text
        assert client.get(f"/incident/{one.id}/change", params={"do": "merge"}).status_code == 403
