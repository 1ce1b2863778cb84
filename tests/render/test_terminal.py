import io

import pytest
from rich.console import Console

from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.render.terminal import show
from tests.render import fixture, hostile


def shown(
    *readings: Reading, width: int = 100, full: bool = False, explain: bool = False, colours: bool = False
) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colours, highlight=False)
    show(console, readings, full=full, explain=explain)
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
@pytest.mark.parametrize("full", [True, False])
def test_no_line_is_wider_than_the_screen(width: int, full: bool) -> None:
    text = shown(fixture.reading(), fixture.reading(), width=width, full=full)
    assert max(map(len, text.splitlines())) <= width


def test_several_reports_come_in_brief_and_end_with_an_overview() -> None:
    text = shown(fixture.reading(), fixture.reading())
    before, _, overview = text.partition("2 reports at a glance")
    assert before.count("Raid on border town") == 2
    assert "contested" in before
    assert "Who says what" not in text
    assert overview.count("provincial") == 2
    assert overview.count("at least 14 killed") == 2
    assert "at a glance" not in shown(fixture.reading())


def test_several_reports_come_in_full_when_asked_for() -> None:
    brief, full = (shown(fixture.reading(), fixture.reading(), full=each) for each in (False, True))
    assert full.count("Who says what") == 2
    assert len(brief.splitlines()) < len(full.splitlines()) / 2
    assert full.rindex("2 reports at a glance") > full.rindex("Who says what")


def test_the_overview_bears_a_report_without_events() -> None:
    text = shown(fixture.reading(), Reading(Report("Nothing happened."), "r"))
    assert text.count("no event found") == 1
    assert "none told" in text


def test_reasons_come_only_when_asked_for() -> None:
    assert "score 0.96" not in shown(fixture.reading())
    assert "score 0.96" in shown(fixture.reading(), explain=True)


def test_a_report_cannot_steer_the_terminal() -> None:
    text = shown(hostile.reading(), explain=True) + shown(hostile.reading(), hostile.reading())
    assert not any(ord(character) < 0x20 and character != "\n" for character in text)
    assert "\u202e" not in text
    assert "\x9b" not in text


def test_markup_of_rich_in_a_report_is_only_text() -> None:
    reading = Reading(Report("[bold red]boo[/] happened"), "r")
    assert "[bold red]boo[/]" in shown(reading)
    assert "[bold red]boo[/]" in shown(reading, reading)
