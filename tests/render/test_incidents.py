"""Incidents in a terminal: readable at two widths, plain when piped, harmless whatever a report says."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from sayso.incidents.derive import derive
from sayso.model.claim import Act
from sayso.model.incident import Incident, Relation, Tie, TollRule
from sayso.model.place import PlacePrecision
from sayso.model.span import Span
from sayso.render.incident import show_incident
from sayso.render.incident_words import numbers
from sayso.render.incidents import show_contested, show_incidents
from tests.incidents import february
from tests.incidents.by_hand import Paper
from tests.render import hostile

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def nights() -> list[Incident]:
    tower, strikes = derive(february.tower()), derive(february.strikes())
    answer = Relation("retaliation", strikes.id, tower.id, "r5", "a response to the killing of three", Span(0, 9))
    return [tower, replace(strikes, relations=(answer,), ties=(Tie("r5/e1", "r6/e1", 0.93, ("same night",)),))]


def printed(width: int, *incidents: Incident, explain: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False)
    show_incidents(console, incidents)
    show_contested(console, incidents)
    for incident in incidents:
        show_incident(console, incident, explain=explain)
    return out.getvalue()


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [80, 120, 200])
def test_no_line_is_wider_than_the_screen_and_nothing_is_coloured(nights: list[Incident], width: int) -> None:
    text = printed(width, *nights, explain=True)
    assert max(map(len, text.splitlines())) <= width
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [80, 120])
def test_the_list_tells_what_where_how_many_and_by_whose_words(nights: list[Incident], width: int) -> None:
    out = io.StringIO()
    show_incidents(Console(file=out, width=width), nights, left_out=7)
    text = out.getvalue()
    for told in ("2024-01-28", "Tower 22, Jordan", "40 (34–40)", "4 outlets", "discounted", nights[0].id, "! "):
        assert told in text
    assert "claims it" in words(text)
    assert "7 more: raise --limit" in text


def test_one_incident_shows_every_voice_on_one_scale(nights: list[Incident]) -> None:
    text = printed(120, nights[0])
    growing = next(line for line in text.splitlines() if "At least 34 soldiers" in line and "●" in line)
    assert "US Central Command" in growing
    assert "▶" in growing
    assert "superseded by its own “At least 34” of 2024-01-29" in words(text)
    assert re.search(r"├─+◆ +40 \(34–40\)", text)


def test_parts_are_drawn_country_by_country(nights: list[Incident]) -> None:
    text = words(printed(120, nights[1]))
    assert "Killed in Iraq 16" in text
    assert re.search(r"all in Syria ●[─ ▶]+23\+", text)


def test_who_said_what_when_with_the_words(nights: list[Incident]) -> None:
    text = words(printed(120, nights[0]))
    assert text.index("28 January 2024") < text.index("29 January 2024") < text.rindex("3 February 2024")
    assert "Tehran denies “Tehran said that it had no link to the attack.” in Lowland Courier" in text


def test_relations_and_ties_are_told_with_their_words(nights: list[Incident]) -> None:
    text = words(printed(120, nights[1], explain=True))
    assert f"retaliation for {nights[0].id} “a response to the killing of three”" in text
    assert "0.93 r5/e1 = r6/e1 same night" in text
    assert "same night" not in printed(120, nights[1])


def test_empty_lists_say_so() -> None:
    out = io.StringIO()
    show_incidents(Console(file=out), [])
    show_contested(Console(file=out), [])
    assert out.getvalue() == "No incident found.\nNothing is contested.\n"


def test_what_nobody_tells_is_called_unknown() -> None:
    text = words(printed(120, derive([Paper("r1").tells("A blast.").account(None)])))
    for told in ("unknown", "nobody named", "outlet unknown", "day unknown", "no title"):
        assert told in text


@pytest.mark.parametrize("width", [80, 120])
def test_hostile_words_stay_words(width: int) -> None:
    paper = Paper("r1", hostile.IMAGE, date(2024, 5, 1)).tells(hostile.TEXT)
    paper.figure("Twelve", 12, by=hostile.CONTROLS, who=hostile.SCRIPT + hostile.CONTROLS)
    paper.says(Act.ACCUSE, "[bold red]" + hostile.CONTROLS, "[/] " + hostile.TEMPLATE)
    account = paper.account(
        date(2024, 5, 1),
        places=[(hostile.CONTROLS, PlacePrecision.TOWN, "KE")],
        by=[hostile.CONTROLS],
        targets=[hostile.TEXT],
        claimed_by=["x" * 10_000],
        title=hostile.CONTROLS,
        url="javascript:\x1b[2J",
        agency=hostile.CONTROLS,
        weapons=(hostile.CONTROLS,),
    )
    relation = Relation(hostile.CONTROLS, derive([account]).id, "\x1b[2J", "r1", hostile.TEXT, Span(0, 1))
    tie = Tie("\x1b[2J", "r1/e1", 0.5, (hostile.CONTROLS,))
    text = printed(width, derive([account], relations=[relation], ties=[tie]), explain=True)
    assert not CONTROLS.search(text)
    assert "[bold red]" in words(text)
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        ((3, 3, 3), "3"),
        ((34, 40, 40), "40 (34–40)"),
        ((34, 34, None), "34+"),
        ((34, 40, None), "40 (34+)"),
        ((25, None, 36), "25–36"),
        ((None, None, 40), "up to 40"),
        ((None, None, None), "?"),
        ((0, 0, 0), "0"),
    ],
)
def test_low_best_and_high_in_short(figures: tuple[int | None, int | None, int | None], shown: str) -> None:
    assert numbers(*figures) == shown


@pytest.mark.parametrize("rule", TollRule)
def test_every_rule_is_named_with_its_source(rule: TollRule) -> None:
    text = words(printed(120, derive(february.tower(), rule=rule)))
    assert f"Rule {rule.value}:" in text
