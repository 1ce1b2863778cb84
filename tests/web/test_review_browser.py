"""The report page in a real browser: keys, selections, two people at once, hostile text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from sayso.ledger import Ledger
from sayso.model.judgement import Decision
from sayso.model.report import Report
from sayso.reading import read
from sayso.web.settings import Settings
from tests.web.conftest import serving, violations

BAGHDAD = "d0cc78ca5a50e77d"
TOWER = "79091781ec029567"
# Selects the first such words of the report as a person would, piece by piece, and lets go of the mouse.
SELECT = """words => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const whole = nodes.map(node => node.data).join("");
  const from = whole.indexOf(words), to = from + words.length;
  if (from < 0) throw new Error("not on the page: " + words);
  const range = document.createRange();
  let at = 0;
  for (const node of nodes) {
    if (at <= from && from < at + node.data.length) range.setStart(node, from - at);
    if (at < to && to <= at + node.data.length) range.setEnd(node, to - at);
    at += node.data.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  document.dispatchEvent(new PointerEvent("pointerup", {bubbles: true}));
}"""


def card(page: Page, claim: str) -> Locator:
    return page.locator(f"#c-{claim}")


def is_state(page: Page, claim: str, state: str) -> None:
    expect(card(page, claim)).to_have_attribute("data-state", state)


def current(page: Page, claim: str) -> None:
    expect(page.locator(".claim.current")).to_have_attribute("data-claim", claim)


def test_a_whole_report_is_reviewed_with_the_keyboard_alone(page: Page, ledger_path: Path) -> None:
    page.goto(f"/report/{TOWER}")
    current(page, "e1")
    order = [str(each.get_attribute("data-claim")) for each in page.locator(".claim").all()]
    assert len(order) == 8
    page.keyboard.press("a")
    is_state(page, order[0], "accepted")
    current(page, order[1])
    page.keyboard.press("r")
    is_state(page, order[1], "rejected")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    current(page, order[3])
    page.keyboard.press("u")
    is_state(page, order[1], "unreviewed")
    current(page, order[1])
    page.keyboard.press("e")
    page.keyboard.type("told twice")
    page.keyboard.press("Enter")  # which decides nothing
    page.keyboard.press("r")
    is_state(page, order[1], "rejected")
    expect(card(page, order[1])).to_contain_text("told twice")
    page.keyboard.press("A")
    expect(page.locator("#flash")).to_contain_text("press A again")
    page.keyboard.press("A")
    expect(page.locator(".is-unreviewed")).to_have_count(0)
    expect(page.locator("#state")).to_contain_text("8 of 8 decided")
    with Ledger.open(ledger_path) as ledger:
        assert {each.author for each in ledger.judgements(TOWER)} == {"ana"}
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"/report/(?!79091781ec029567)\w+"))


def test_keys_that_come_faster_than_answers_are_all_heard(page: Page, ledger_path: Path) -> None:
    page.goto(f"/report/{TOWER}")
    current(page, "e1")
    page.keyboard.type("aaaaaaaa")
    expect(page.locator(".is-unreviewed")).to_have_count(0)
    with Ledger.open(ledger_path) as ledger:
        made = ledger.judgements(TOWER)
    assert [each.decision for each in made] == [Decision.ACCEPT] * 8
    assert not any(each.superseded_by for each in made)


def test_the_words_of_the_current_claim_stand_out_and_lead_back(page: Page) -> None:
    page.goto(f"/report/{BAGHDAD}")
    page.locator("#c-t6").click()
    current(page, "t6")
    expect(page.locator(".mark.own", has_text="36")).to_be_in_viewport()
    page.locator("#text .mark", has_text="Jordan").click()
    current(page, "e2")
    page.locator("#c-t6").hover()
    expect(page.locator("#text .mark.hot", has_text="36")).to_have_count(1)


def test_a_value_is_corrected_by_keys(page: Page, ledger_path: Path) -> None:
    page.goto(f"/report/{BAGHDAD}#c-t2")
    current(page, "t2")
    page.keyboard.press("c")
    form = card(page, "t2").locator("form.correcting")
    expect(form).to_be_visible()
    page.keyboard.press("2")
    expect(form.locator("select[name=measure]")).to_be_focused()
    form.locator("select").select_option(label="killed")
    form.locator(".primary").press("Enter")
    is_state(page, "t2", "corrected")
    expect(card(page, "t2")).to_contain_text("injured")  # what the machine said
    with Ledger.open(ledger_path) as ledger:
        (toll,) = [toll for toll in ledger.judged_reading(BAGHDAD).tolls if toll.id == "t2"]
    assert toll.measure.value == "killed"


def test_a_candidate_is_chosen_with_the_arrows(page: Page, ledger_path: Path) -> None:
    page.goto(f"/report/{BAGHDAD}#c-t2")
    current(page, "t2")
    page.keyboard.press("c")
    expect(card(page, "t2").locator(".choices :checked")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    is_state(page, "t2", "corrected")
    with Ledger.open(ledger_path) as ledger:
        (toll,) = [toll for toll in ledger.judged_reading(BAGHDAD).tolls if toll.id == "t2"]
    assert toll.quantity.low != 23


def test_selecting_words_in_the_report_sets_a_value(page: Page, ledger_path: Path) -> None:
    page.goto(f"/report/{BAGHDAD}#c-e2")
    current(page, "e2")
    card(page, "e2").locator("a.correct").click()
    card(page, "e2").get_by_role("link", name=re.compile("By$")).click()
    expect(card(page, "e2").locator("fieldset")).to_have_attribute("data-field", "perpetrators")
    page.evaluate(SELECT, "a drone")
    expect(card(page, "e2").get_by_role("checkbox", name="a drone")).to_be_checked()
    page.keyboard.press("Enter")
    is_state(page, "e2", "corrected")
    with Ledger.open(ledger_path) as ledger:
        reading = ledger.judged_reading(BAGHDAD)
    (event,) = [event for event in reading.events if event.id == "e2"]
    assert [reading.words(role.span) for role in event.perpetrators] == ["a drone"]


def test_a_double_click_selects_and_a_missed_toll_is_added(page: Page, ledger_path: Path) -> None:
    page.goto(f"/report/{BAGHDAD}")
    with Ledger.open(ledger_path) as ledger:
        before = len(ledger.judged_reading(BAGHDAD).tolls)
    page.locator("#text [data-b]", has_text="Al-Qa'im is a town").dblclick(position={"x": 12, "y": 10})
    expect(page.locator("#selection")).to_be_visible()
    page.evaluate(SELECT, "three")
    expect(page.locator("#selection")).to_be_visible()
    page.keyboard.press("m")
    page.locator("#selection [data-noun=toll]").press("Enter")
    form = page.locator("#adding form")
    expect(form).to_contain_text("“three”")
    form.locator("select[name=measure]").select_option(label="injured")
    form.locator(".primary").click()
    expect(page.locator(".is-added")).to_have_count(1)
    expect(page.locator(".is-added")).to_contain_text("3 injured")
    with Ledger.open(ledger_path) as ledger:
        tolls = ledger.judged_reading(BAGHDAD).tolls
        assert len(tolls) == before + 1
        assert ledger.judgements(BAGHDAD)[-1].subject.words == "three"
    page.keyboard.press("u")
    expect(page.locator(".is-added")).to_have_count(0)


def test_selected_words_go_to_the_field_that_was_touched_last(page: Page) -> None:
    page.goto(f"/report/{BAGHDAD}")
    page.evaluate(SELECT, "three")
    page.keyboard.press("m")
    page.locator("#selection [data-noun=toll]").press("Enter")
    speaker = page.locator("#adding fieldset[data-field=speaker]")
    speaker.locator("input[name='speaker.free']").focus()
    page.evaluate(SELECT, "A White House spokesperson")
    expect(speaker.get_by_role("radio", name="A White House spokesperson").last).to_be_checked()


def test_the_claim_of_an_open_form_is_the_current_one(page: Page) -> None:
    page.goto(f"/report/{BAGHDAD}/correct?claim=t2")
    current(page, "t2")


def test_escape_closes_and_help_opens(page: Page) -> None:
    page.goto(f"/report/{BAGHDAD}")
    current(page, "e1")
    page.keyboard.press("c")
    expect(page.locator("form.correcting")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("form.correcting")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("h")
    expect(page).to_have_url(re.compile(r"/history$"))


def test_two_people_at_once_lose_nothing(new_context: Callable[..., BrowserContext], ledger_path: Path) -> None:
    ana = new_context().new_page()
    ana.goto(f"/report/{BAGHDAD}")
    with serving(Settings(ledger_path, author="ben")) as address:
        other = ana.context.browser
        assert other
        context = other.new_context(base_url=address)
        ben = context.new_page()
        ben.goto(f"/report/{BAGHDAD}")
        current(ben, "e1")
        ben.keyboard.press("r")
        is_state(ben, "e1", "rejected")
        ana.keyboard.press("a")
        expect(ana.locator(".clash")).to_contain_text("ben decided otherwise")
        is_state(ana, "e1", "rejected")
        current(ana, "e1")
        ana.get_by_role("button", name="Store mine instead").click()
        is_state(ana, "e1", "accepted")
        card(ana, "t1").locator("h3").click()
        ana.keyboard.press("r")
        is_state(ana, "t1", "rejected")
        ben.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        is_state(ben, "t1", "rejected")
        is_state(ben, "e1", "accepted")
        expect(ben.locator("#flash")).to_contain_text("ana has just decided")
        context.close()
    with Ledger.open(ledger_path) as ledger:
        made = [(each.author, each.decision.value) for each in ledger.judgements(BAGHDAD)]
    assert made == [("ben", "reject"), ("ana", "accept"), ("ana", "reject")]


def test_a_decision_that_did_not_arrive_is_said_and_not_shown_as_made(
    new_context: Callable[..., BrowserContext], ledger_path: Path
) -> None:
    page = new_context().new_page()
    page.goto(f"/report/{TOWER}")
    current(page, "e1")
    page.route("**/decide", lambda route: route.abort())
    page.keyboard.press("a")
    expect(page.locator("#flash")).to_contain_text("does not answer")
    is_state(page, "e1", "unreviewed")
    expect(page.locator(".is-accepted")).to_have_count(0)
    current(page, "e1")
    page.unroute("**/decide")
    page.keyboard.press("a")
    is_state(page, "e1", "accepted")
    with Ledger.open(ledger_path) as ledger:
        assert len(ledger.judgements(TOWER)) == 1


def test_what_others_decide_does_not_disturb_an_open_form(page: Page, ledger_path: Path) -> None:
    page.goto(f"/report/{BAGHDAD}#c-t2")
    current(page, "t2")
    page.keyboard.press("c")
    free = card(page, "t2").locator("[name='number.free']")
    free.fill("24")
    with Ledger.open(ledger_path) as ledger:
        ledger.judge(Decision.REJECT, f"{BAGHDAD}/t1", author="ben")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    is_state(page, "t1", "rejected")
    expect(free).to_have_value("24")
    free.press("Enter")
    is_state(page, "t2", "corrected")


HOSTILE = (
    "<script>document.title='run'</script> Gunmen killed 12 people in Baghdad on Saturday, "
    "\u202ethe ministry\u202c said. “We \u00adcon\u00addemn\u200b the ki\u0301lling of three po\u200blicemen "
    "😀👩\u200d👩\u200d👧 "
    "near Mosul” the </span><img src=x onerror=alert(1)> ministry said.\n\n"
    + "A" * 3000
    + " Two children were killed in Basra, police said. 😀 At the cafe\u0301 four more fell.\n"
)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[str, str, Path]]:
    path = tmp_path / "hostile.db"
    report = Report(HOSTILE, title="<b>\u202eTitle</b>", url="javascript:alert(1)")
    with Ledger.open(path) as ledger:
        ledger.add([read(report)])
    with serving(Settings(path, author="ana")) as address:
        yield address, report.id, path


@pytest.mark.parametrize(
    ("shown", "stored"),
    [
        ("four more", "four more"),
        ("😀 At", "😀 At"),
        ("the policemen"[4:], "po\u200blicemen"),
        ("cafe\u0301", "cafe\u0301"),
        ("cafe", "cafe\u0301"),
        ("con\u00addemn", "con\u00addemn"),
        ("👩\u200d👩\u200d👧 near", "👩\u200d👩\u200d👧 near"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("Two children", "Two children"),
    ],
)
def test_a_selection_is_counted_in_characters_of_the_report(
    browser_page: Callable[[str], Page], hostile: tuple[str, str, Path], shown: str, stored: str
) -> None:
    address, report, _ = hostile
    page = browser_page(address)
    page.goto(f"/report/{report}")
    page.evaluate(SELECT, shown)
    expect(page.locator("#selection")).to_be_visible()
    page.locator("#selection [data-noun=statement]").click()
    at = page.locator("#adding [name=at]").get_attribute("value")
    found = re.fullmatch(r"@(\d+):(\d+)", at or "")
    assert found
    assert HOSTILE[int(found[1]) : int(found[2])] == stored


def test_hostile_words_do_nothing_and_break_no_layout(
    browser_page: Callable[[str], Page], hostile: tuple[str, str, Path]
) -> None:
    address, report, _ = hostile
    page = browser_page(address)
    page.goto(f"/report/{report}")
    assert page.title() != "run"
    assert page.locator("#text img, #text script").count() == 0
    for width in (390, 1360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


@pytest.fixture
def browser_page(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[[str], Page]]:
    """A page on another desk than the samples'; no request leaves that."""
    browser = new_context().browser
    assert browser
    pages: list[Page] = []
    asked: list[str] = []

    def make(address: str) -> Page:
        context = browser.new_context(base_url=address)
        context.set_default_timeout(15_000)
        context.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        pages.append(context.new_page())
        return pages[-1]

    yield make
    for each in pages:
        each.context.close()
    assert asked
    assert all(each.startswith("/") for each in asked)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(new_context: Callable[..., BrowserContext], scheme: str) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(f"/report/{BAGHDAD}")
    current(page, "e1")
    assert violations(page) == []
    page.keyboard.press("a")
    is_state(page, "e1", "accepted")
    page.keyboard.press("r")
    is_state(page, "t1", "rejected")
    page.keyboard.press("c")
    expect(page.locator("form.correcting")).to_be_visible()
    assert violations(page) == []
    page.evaluate(SELECT, "Al-Qa'im is a town")
    page.goto(f"/report/{BAGHDAD}/add?noun=event")
    assert violations(page) == []
    for path in ("/review", f"/report/{BAGHDAD}/history"):
        page.goto(path)
        assert violations(page) == []
