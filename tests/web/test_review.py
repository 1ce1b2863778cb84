"""The report page without script: its forms, what they store, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from sayso.ledger import Ledger
from sayso.model.judgement import Decision
from sayso.model.report import Report
from sayso.reading import read
from sayso.web.settings import Settings
from tests.ledger import postgres
from tests.web.conftest import serving

BAGHDAD = "d0cc78ca5a50e77d"


def asking(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, follow_redirects=True, timeout=60)


def token(client: httpx.Client) -> str:
    client.get(f"/report/{BAGHDAD}")
    return client.cookies["sayso-token"]


def seen(page: str) -> str:
    found = re.search(r'id="claims" data-seen="(\w*)"', page)
    assert found
    return found[1]


def state(page: str, claim: str) -> str:
    found = re.search(rf'data-claim="{claim}" data-state="(\w+)"', page)
    assert found, f"no card of {claim}"
    return found[1]


def post(client: httpx.Client, action: str, **fields: object) -> httpx.Response:
    page = client.get(f"/report/{BAGHDAD}").text
    form = {"token": token(client), "seen": seen(page), **fields}
    return client.post(f"/report/{BAGHDAD}/{action}", data=form)


def test_a_claim_is_accepted_rejected_and_taken_back_by_forms_alone(client: httpx.Client) -> None:
    after = post(client, "decide", claim="e1", decision="accept", reason="seen in two papers")
    assert [one.status_code for one in after.history] == [303]
    assert state(after.text, "e1") == "accepted"
    assert "seen in two papers" in after.text
    assert state(post(client, "decide", claim="t1", decision="reject").text, "t1") == "rejected"
    assert state(post(client, "undo").text, "t1") == "unreviewed"
    assert state(post(client, "undo").text, "e1") == "unreviewed"
    nothing = post(client, "undo")
    assert nothing.status_code == 422
    assert "nothing of yours to undo" in nothing.text


def test_the_page_goes_on_at_the_next_undecided_claim(client: httpx.Client) -> None:
    after = post(client, "decide", claim="e1", decision="accept")
    assert str(after.url).endswith("#c-t1")


def test_a_value_is_corrected_by_a_candidate_of_the_report(client: httpx.Client, ledger_path: Path) -> None:
    form = client.get(f"/report/{BAGHDAD}/correct", params={"claim": "t2", "field": "number"})
    assert form.status_code == 200
    offered = dict(re.findall(r'name="number" value="(@\d+:\d+)"[^>]*><span>([^<]+?)\s*<', form.text))
    chosen = next(value for value, words in offered.items() if words.strip() == "25")
    page = post(client, "decide", claim="t2", decision="correct", field="number", number=chosen).text
    assert state(page, "t2") == "corrected"
    with Ledger.open(ledger_path) as ledger:
        (toll,) = [toll for toll in ledger.judged_reading(BAGHDAD).tolls if toll.id == "t2"]
        assert (toll.quantity.low, toll.quantity.high) == (25, 25)
    assert '<span class="now">25</span>' in page
    assert re.search(r"<del[^>]*>.*?23</del>", page, re.DOTALL), "what the machine said stays beside it"


@pytest.mark.parametrize(
    ("claim", "field", "values", "expected"),
    [
        ("e1", "type", {"type": '"attack"'}, "Attack"),
        ("e1", "status", {"status": '"claimed"'}, "claimed"),
        ("e1", "date", {"date.free": "2024-02-01..2024-02-02"}, "1–2 February 2024"),
        ("e1", "date", {"date": "null"}, "unknown"),
        ("e1", "places", {"places.free": "Akashat\nIraq"}, "Akashat, Al Anbār, Iraq; Iraq"),
        ("e1", "countries", {"countries.free": "IQ\nSY"}, "Iraq; Syria"),
        ("e1", "targets", {"targets.free": "their men"}, "their men"),
        ("t1", "number", {"number.free": "up to 20"}, "up to 20"),
        ("t1", "measure", {"measure": '"injured"'}, "injured"),
        ("t1", "speaker", {"speaker": "null"}, "the report's own voice"),
        ("t1", "event", {"event": '"e2"'}, "E2 Attack"),
        ("s1", "act", {"act": '"deny"'}, "denies"),
        ("s1", "accused", {"accused.free": "The United States"}, "The United States"),
    ],
)
def test_every_kind_of_field_can_be_corrected(
    client: httpx.Client, claim: str, field: str, values: dict[str, str], expected: str
) -> None:
    page = post(client, "decide", claim=claim, decision="correct", field=field, **values)
    assert page.status_code == 200
    assert state(page.text, claim) == "corrected"
    shown = [unescape(each.strip()) for each in re.findall(r'<span class="now">([^<]*)</span>', page.text)]
    assert expected in shown


def test_every_field_offers_a_form(client: httpx.Client) -> None:
    page = client.get(f"/report/{BAGHDAD}/correct?claim=e1").text
    fields = re.findall(r"claim=e1&amp;field=(\w+)", page)
    assert len(fields) == 10
    for claim in ("e1", "t1", "s1"):
        page = client.get(f"/report/{BAGHDAD}/correct?claim={claim}").text
        for field in re.findall(rf"claim={claim}&amp;field=(\w+)", page):
            answer = client.get(f"/report/{BAGHDAD}/correct?claim={claim}&field={field}")
            assert answer.status_code == 200, (claim, field)
            assert f'name="{field}"' in answer.text or f'name="{field}.free"' in answer.text


def test_a_missed_claim_is_added_by_typing_its_words(client: httpx.Client) -> None:
    assert client.get(f"/report/{BAGHDAD}/add?noun=toll").status_code == 200
    page = post(
        client, "add", noun="statement", words="Al-Qa'im is a town on the border with Syria", act='"assert"',
        **{"speaker.free": "The command"},
    )  # fmt: skip
    assert page.status_code == 200
    assert 'data-state="added"' in page.text
    again = post(
        client, "add", noun="statement", words="Al-Qa'im is a town on the border with Syria", act='"assert"',
        **{"speaker.free": "The command"},
    )  # fmt: skip
    assert again.status_code == 422
    assert "already" in again.text


def test_all_that_is_left_is_accepted_and_what_was_decided_stays(client: httpx.Client) -> None:
    post(client, "decide", claim="t1", decision="reject")
    page = post(client, "accept-all").text
    assert state(page, "t1") == "rejected"
    assert "unreviewed" not in re.findall(r'data-state="(\w+)"', page)


def test_what_somebody_just_took_back_stops_nothing_else_from_being_accepted(
    client: httpx.Client, ledger_path: Path
) -> None:
    before = seen(client.get(f"/report/{BAGHDAD}").text)
    with Ledger.open(ledger_path) as ledger:
        ledger.undo(ledger.judge(Decision.REJECT, f"{BAGHDAD}/t1", author="ben").id, author="ben")
    answer = client.post(f"/report/{BAGHDAD}/accept-all", data={"token": token(client), "seen": before})
    states = dict(re.findall(r'data-claim="(\w+)" data-state="(\w+)"', answer.text))
    assert (answer.status_code, states.pop("t1")) == (409, "unreviewed")
    assert set(states.values()) == {"accepted"}


def test_a_conflict_is_shown_and_the_person_chooses(client: httpx.Client, ledger_path: Path) -> None:
    before = seen(client.get(f"/report/{BAGHDAD}").text)
    with Ledger.open(ledger_path) as ledger:
        ledger.judge(Decision.REJECT, f"{BAGHDAD}/t1", author="ben")
    form = {"token": token(client), "seen": before, "claim": "t1", "decision": "accept", "reason": "as printed"}
    clash = client.post(f"/report/{BAGHDAD}/decide", data=form)
    assert clash.status_code == 409
    assert "ben decided otherwise" in clash.text
    assert state(clash.text, "t1") == "rejected"
    mine = post(client, "decide", claim="t1", decision="accept", reason="as printed")
    assert state(mine.text, "t1") == "accepted"


def test_the_history_shows_all_and_undoes(client: httpx.Client, ledger_path: Path) -> None:
    post(client, "decide", claim="t2", decision="correct", field="number", **{"number.free": "24"}, reason="misread")
    post(client, "decide", claim="t2", decision="correct", field="number", **{"number.free": "25"})
    page = client.get(f"/report/{BAGHDAD}/history").text
    rows = re.findall(r'<tr class="l-(\w+)">', page)
    assert rows == ["in_force", "superseded"]
    assert "misread" in page
    assert re.search(r"<del>24</del>\s*→\s*<span class=\"now\">25</span>", page)
    with Ledger.open(ledger_path) as ledger:
        last = ledger.judgements(BAGHDAD)[-1].id
    after = post(client, "undo", judgement=last, **{"from": "history"})
    assert str(after.url).endswith("/history")
    assert re.findall(r'<tr class="l-(\w+)">', after.text) == ["is_undo", "taken_back", "in_force"]


def test_news_are_told_once(client: httpx.Client, ledger_path: Path) -> None:
    before = seen(client.get(f"/report/{BAGHDAD}").text)
    news = f"/report/{BAGHDAD}/news"
    assert client.get(news, params={"seen": before}).status_code == 204
    with Ledger.open(ledger_path) as ledger:
        ledger.judge(Decision.REJECT, f"{BAGHDAD}/t1", author="ben")
    answer = client.get(news, params={"seen": before}, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert "ben" in answer.headers["x-sayso-said"]
    assert 'data-part="claims"' in answer.text


def test_the_queue_leads_from_report_to_report(client: httpx.Client) -> None:
    page = client.get("/review").text
    order = re.findall(r'<a href="/report/(\w{16})">', page)
    assert len(order) == 10
    assert "0 of 10 reports done" in page
    assert client.get("/review/next").url.path == f"/report/{order[0]}"
    assert client.get("/review/next", params={"after": order[0]}).url.path == f"/report/{order[1]}"


def test_the_head_says_whose_words_these_are(client: httpx.Client) -> None:
    page = client.get(f"/report/{BAGHDAD}").text
    assert "Two Rivers Daily (sample)" in page
    assert re.search(r'<a href="/incident/[^"]+">Incident: ', page)


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("decide", {"claim": "e99", "decision": "accept"}),
        ("decide", {"claim": "e1", "decision": "correct", "field": "colour"}),
        ("decide", {"claim": "e1", "decision": "correct", "field": "date", "date.free": "last week"}),
        ("decide", {"claim": "e1", "decision": "correct", "field": "places", "places": "@5:999999"}),
        ("decide", {"claim": "e1", "decision": "correct", "field": "places", "places": "{not json"}),
        ("decide", {"claim": "e1", "decision": "correct", "field": "date", "date": "@5:9=x..y..z"}),
        ("add", {"noun": "toll", "at": "@0:5"}),
        ("add", {"noun": "toll", "at": "@99999:100000"}),
        ("add", {"noun": "event", "words": "words that are not there"}),
        ("undo", {"judgement": "nothing"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    client: httpx.Client, ledger_path: Path, action: str, fields: dict[str, str]
) -> None:
    answer = post(client, action, **fields)
    assert answer.status_code == 422
    with Ledger.open(ledger_path) as ledger:
        assert ledger.judgements(BAGHDAD) == ()


@pytest.mark.parametrize("path", ["/report/none", "/report/none/history", "/report/none/news", "/report/x/add"])
def test_a_report_that_is_not_there_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_without_the_token_nothing_is_decided(client: httpx.Client) -> None:
    client.get(f"/report/{BAGHDAD}")
    answer = client.post(f"/report/{BAGHDAD}/decide", data={"claim": "e1", "decision": "accept"})
    assert answer.status_code == 403


def test_versions_and_owners_are_told_and_only_the_newest_is_decided(tmp_path: Path) -> None:
    url = "https://www.reuters.com/world/example"
    old = Report("Gunmen killed 12 people in Mosul, police said.", outlet="Reuters", url=url)
    new = Report("Gunmen killed 14 people in Mosul, police said.", outlet="Reuters", url=url)
    with Ledger.open(tmp_path / "versions.db") as ledger:
        ledger.add([read(old), read(new)])
    with serving(Settings(tmp_path / "versions.db", author="ana")) as address, asking(address) as client:
        page = client.get(f"/report/{new.id}").text
        assert "agency, private" in page
        assert f'href="{url}"' in page
        assert 'rel="noreferrer noopener external"' in page
        assert f'<a href="/report/{old.id}">Version 1</a>' in page
        before = client.get(f"/report/{old.id}").text
        assert "changed later" in before
        assert "/decide" not in before
        form = {"token": client.cookies["sayso-token"], "claim": "e1", "decision": "accept"}
        refused = client.post(f"/report/{old.id}/decide", data=form)
        assert refused.status_code == 422
        assert "replaced by a later version" in refused.text


HOSTILE = (
    "<script>alert(1)</script> Gunmen killed 12 people in Baghdad on Saturday, \u202ethe ministry\u202c said.\n"
    "“We \u00adcon\u00addemn\u200b the ki\u0301lling of 3 po\u200blicemen 😀 in Mosul”, the </span>"
    "<img src=x onerror=alert(1)> ministry said. \x00\x07\ud800 " + "A" * 4000 + " Two children were killed in Basra.\n"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[httpx.Client]:
    path = tmp_path / "hostile.db"
    report = Report(HOSTILE, title="<b>\u202eTitle</b>", outlet='"><script>', url="javascript:alert(1)")
    with Ledger.open(path) as ledger:
        ledger.add([read(report)])
    with serving(Settings(path, author='<i>"ana"</i>')) as address, asking(address) as client:
        client.headers["x-report"] = report.id
        yield client


def test_a_hostile_report_is_only_text(hostile: httpx.Client) -> None:
    report = hostile.headers["x-report"]
    for address in (f"/report/{report}", f"/report/{report}/history", "/review", f"/report/{report}/add?words=5:60"):
        page = hostile.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "\u202e" not in page.text
        assert 'href="javascript' not in page.text


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A PostgreSQL server of our own."""
    with postgres.server() as address:
        postgres.create_database(address, "desk")
        yield address.format(database="desk")


def test_a_whole_review_on_postgresql(database: str, sample_ledger: Path) -> None:
    with Ledger.open(sample_ledger) as samples, Ledger.open(database) as ledger:
        ledger.add([samples.reading(BAGHDAD)])
    with serving(Settings(database, author="ana")) as address, asking(address) as client:
        assert state(post(client, "decide", claim="e1", decision="accept").text, "e1") == "accepted"
        post(client, "decide", claim="t1", decision="correct", field="number", **{"number.free": "17"})
        post(client, "add", noun="toll", words="23", measure='"killed"', **{"number.free": "23"})
        page = post(client, "accept-all").text
        assert "unreviewed" not in re.findall(r'data-state="(\w+)"', page)
        assert "1 of 1 reports done" in client.get("/review").text
        assert "unreviewed" in post(client, "undo").text
