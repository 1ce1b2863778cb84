"""Incidents for a terminal: the list, and the list of what is contested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.model.claim import Measure
from sayso.model.incident import Contested, Grade, Incident, Side
from sayso.render.incident_words import facts, numbers, place, quoted, short_days, shown, subject, toll, who_did_it
from sayso.render.phrases import MEASURE_WORDS, count, country_name, kind_of
from sayso.render.styles import FIGURE, INDENT, LABEL, SPEAKER, UNDER_HEAD

WIDEST = 140  # longer lines are hard to read
_NARROW = 110  # below it a row has fewer columns and more lines
_MOST_PARTIES = 2
GRADE_STYLE = {
    Grade.CONFIRMED: "bold green",
    Grade.FAIR: "green",
    Grade.WEAK: "dim",
    Grade.CONTESTED: "bold yellow",
    Grade.DISCOUNTED: "dim italic",
}
CONTESTED_STYLE = "bold yellow"


def show_incidents(console: Console, incidents: Sequence[Incident], *, left_out: int = 0) -> None:
    """Print incidents as a table; `left_out` is how many more there are."""
    if not incidents:
        console.print(Text("No incident found.", style="dim italic"))
        return
    width = min(console.width, WIDEST)
    table = _wide(incidents) if width >= _NARROW else _narrow(incidents)
    console.print(table, width=width)
    console.print()
    tail = f", {left_out:,} more: raise --limit" if left_out else ""
    console.print(Text(f"{count(len(incidents), 'incident')}{tail}. One in full: sayso incident ID", style="dim"))


def _table() -> Table:
    return Table(
        box=UNDER_HEAD,
        expand=True,
        padding=(0, 2, 0, 0),
        leading=1,
        header_style=LABEL,
        pad_edge=False,
        show_edge=False,
    )


def _wide(incidents: Sequence[Incident]) -> Table:
    table = _table()
    table.add_column("Day", no_wrap=True, min_width=10)
    table.add_column("What and where", ratio=4)
    table.add_column("Who → whom, by whose words", ratio=6)
    table.add_column("Killed", justify="right", no_wrap=True)
    table.add_column("Injured", justify="right", no_wrap=True)
    table.add_column("Grade, told by", width=22)
    for one in incidents:
        day = Group(Text(short_days(one)), Text(one.id, style="dim"))
        killed, injured = _figure(one, Measure.KILLED), _figure(one, Measure.INJURED)
        table.add_row(day, _what(one), _who(one), killed, injured, _grade(one))
    return table


def _narrow(incidents: Sequence[Incident]) -> Table:
    table = _table()
    table.add_column("Day, toll", no_wrap=True, min_width=16)
    table.add_column("What, where, and by whose words", ratio=1)
    for one in incidents:
        left = [Text(short_days(one), style="bold")]
        for measure in (Measure.KILLED, Measure.INJURED):
            if toll(one, measure):
                left.append(_figure(one, measure) + Text(f" {measure.value}", style="dim"))
        left.append(Text(one.id, style="dim"))
        table.add_row(Group(*left), Group(_what(one), _who(one), _grade(one)))
    return table


def _what(one: Incident) -> Text:
    kind = kind_of(one.type).sub_event_type
    status = f" ({one.status.value})" if one.status.value != "occurred" else ""
    return Text.assemble((kind, "bold"), (status, "yellow"), "\n", place(one))


def _who(one: Incident) -> Text:
    told = list(who_did_it(one))
    text = Text()
    for name, by in told[:_MOST_PARTIES]:
        text.append_text(Text.assemble(("\n" if text else ""), (name, SPEAKER), (f" {by}", "dim")))
    if len(told) > _MOST_PARTIES:
        text.append(f"\nand {count(len(told) - _MOST_PARTIES, 'other')} named", style="dim")
    if not told:
        text.append("nobody named", style="dim italic")
    targets = ", ".join(shown(party.name, 50) for party in one.targets[:_MOST_PARTIES])
    if targets:
        text.append_text(Text.assemble(("\n→ ", "dim"), targets))
    return text


def _figure(one: Incident, measure: Measure) -> Text:
    return Text(toll(one, measure) or "–", style=FIGURE if toll(one, measure) else "dim")


def _grade(one: Incident) -> Text:
    told_by = f"\n{count(one.independent, 'voice')}, {count(len(one.outlets), 'outlet')}"
    text = Text.assemble((one.grade.value, GRADE_STYLE[one.grade]), (told_by, "cyan"))
    if one.contested:
        text.append(f"\n! {facts(one)}", style=CONTESTED_STYLE)
    return text


def show_contested(console: Console, incidents: Sequence[Incident], *, left_out: int = 0) -> None:
    """Print what is contested, incident by incident, with the sides and their words."""
    if not incidents:
        console.print(Text("Nothing is contested.", style="dim italic"))
        return
    width = min(console.width, WIDEST)
    for one in incidents:
        head = Text.assemble((short_days(one), "bold"), "  ", kind_of(one.type).sub_event_type, ", ", place(one))
        console.print(Rule(Text(" ").join([head, Text(one.id, style="dim")]), align="left", style="dim"), width=width)
        console.print(Padding(contested_points(one.contested), INDENT), width=width)
    tail = f" ({left_out:,} more: raise --limit)" if left_out else ""
    points = sum(len(one.contested) for one in incidents)
    told = f"{count(points, 'contested fact')} in {count(len(incidents), 'incident')}{tail}."
    console.print(Text(told, style="dim"))


def contested_points(points: Sequence[Contested]) -> RenderableType:
    """Contested facts, each with its sides."""
    return Group(*(part for point in points for part in _point(point)))


def _point(point: Contested) -> Iterator[RenderableType]:
    yield Text.assemble(("! ", CONTESTED_STYLE), (subject(point), "bold"))
    rows = Table.grid(padding=(0, 2, 0, 2), expand=True)
    rows.add_column(ratio=2, style=SPEAKER)
    rows.add_column(ratio=5)
    for side in point.sides:
        rows.add_row(*_side(side))
    yield Padding(rows, (0, 0, 1, 0))


def _side(side: Side) -> tuple[Text, Text]:
    return Text(shown(side.voice, 80)), Text(quoted(side.words) if side.words else "no words", style="italic")


def estimate_title(measure: Measure, who: str | None, where: Sequence[str]) -> str:
    """What an estimate is of: "Killed", "Killed in Iraq", "Killed, fighters"."""
    named = MEASURE_WORDS[measure].capitalize()
    of = f", {who}" if who else ""
    return named + of + (f" in {' and '.join(country_name(code) for code in where)}" if where else "")


__all__ = ["contested_points", "estimate_title", "numbers", "show_contested", "show_incidents"]
