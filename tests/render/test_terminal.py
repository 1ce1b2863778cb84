import io

import pytest
from rich.console import Console

from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.render.terminal import show
from tests.render import fixture, hostile


def shown(*readings: Reading, width: int = 100, explain: bool = False, colours: bool = False) -> str:
    out = io.StringIO()
    show(Console(file=out, width=width, force_terminal=colours, highlight=False), readings, explain=explain)
    return out.getvalue()


def test_a_glance_tells_what_where_when_by_whom_and_who_says_so() -> None:
    text = shown(fixture.reading())
    for words in (
        "Raid on border town",
        "Tallis Gazette (sample) · 12 May 2023 inferred from “12 May 2023”",
        "3 events · 5 tolls · 6 statements · 3 loaded terms",
        "Air/drone strike",
        "DENIED",
        "34.512° N, 3.250° W (a town or village)",
        "at least 14 people killed",
        "the report's own",
        "claims responsibility",
        "near Tolm",
        "coordinates unknown",
        "“massacre” killing",
    ):
        assert words in text


def test_unknown_is_said_to_be_unknown() -> None:
    assert "when, where, by whom, on whom" in shown(fixture.reading())
    bare = shown(Reading(Report("Nothing happened."), "r"))
    assert "outlet unknown" in bare
    assert "date unknown" in bare
    assert "No event found" in bare


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    text = shown(fixture.reading(), fixture.reading(), width=width, explain=True)
    assert max(map(len, text.splitlines())) <= width


def test_several_reports_begin_with_an_overview() -> None:
    assert "2 reports" in shown(fixture.reading(), fixture.reading())
    assert "1 reports" not in shown(fixture.reading())


def test_reasons_come_only_when_asked_for() -> None:
    assert "score 0.96" not in shown(fixture.reading())
    assert "score 0.96" in shown(fixture.reading(), explain=True)


def test_a_report_cannot_steer_the_terminal() -> None:
    text = shown(hostile.reading(), explain=True)
    assert not any(ord(character) < 0x20 and character != "\n" for character in text)
    assert "\u202e" not in text
    assert "\x9b" not in text


def test_markup_of_rich_in_a_report_is_only_text() -> None:
    assert "[bold red]boo[/]" in shown(Reading(Report("[bold red]boo[/] happened"), "r"))
