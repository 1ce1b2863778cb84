"""Several readings in a terminal: each report in a few lines, and all of them in one table at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.render.contested import Dispute
from sayso.render.phrases import count
from sayso.render.styles import BETWEEN, CODE, FIGURE, INDENT, SPEAKER, UNKNOWN, speaker, status
from sayso.render.view import OWN_VOICE, EventCard, TollGroup, TollLine, Value, View, short_figures

_MOST_WHO = 2  # of the named perpetrators and targets
_MOST_GROUPS = 3  # speakers with figures in the table's cell
_LONGEST_NAME = 46  # characters in a cell of the table


def brief(number: int, view: View, open_points: Sequence[Dispute]) -> RenderableType:
    """One report of several: its events with their figures by speaker, and what is contested."""
    head = view.head
    parts: list[RenderableType] = [
        Text(),
        Rule(Text.assemble((f" {number} ", CODE), (f" {head.title} ", "bold")), align="left", style="dim"),
        Padding(BETWEEN.join(_facts(view)), INDENT),
    ]
    if not view.events:
        parts.append(Padding(Text("No event found in this report.", style="dim italic"), INDENT))
    rows = Table.grid(padding=(0, 1))
    rows.add_column(no_wrap=True)
    rows.add_column()
    for card in view.events:
        rows.add_row(Text(card.code, style="bold"), Group(*_event(card)))
    for point in open_points:
        # The figures and who gives them stand above already.
        held = [] if point.figures else [_position(p.holder, p.says) for p in point.positions]
        subject = f"{point.event or ''} {point.subject}{': ' if held else ''}".lstrip()
        rows.add_row("", Text.assemble(("contested ", "yellow"), subject, Text("; ").join(held)))
    return Group(*parts, Padding(rows, INDENT))


def overview(views: Sequence[View], disputed: Sequence[int]) -> RenderableType:
    """All reports in one table: the event of which each tells most, and its figures by speaker."""
    table = Table(
        box=box.SIMPLE_HEAD,
        expand=True,
        title=f"{len(views)} reports at a glance",
        title_style="bold",
        title_justify="left",
    )
    table.add_column("#", justify="right", style="dim")
    table.add_column("Report", ratio=5)
    table.add_column("Tells most of (+ others)", ratio=6)
    table.add_column("Toll, and who says so", ratio=9)
    for number, (view, open_points) in enumerate(zip(views, disputed, strict=True), 1):
        card = view.told_most
        table.add_row(str(number), _name(view), _main(view, card), _figures(card, open_points))
    return table


def _facts(view: View) -> Iterator[Text]:
    head = view.head
    yield Text(head.outlet) if head.outlet else Text("outlet unknown", style="dim italic")
    yield Text(head.published.text) if head.published else Text("date unknown", style="dim italic")
    yield Text(head.url or head.origin, style="dim")
    yield Text(count(view.statements, "statement"), style="cyan")


def _event(card: EventCard) -> Iterator[Text]:
    facts = [card.kind.sub_event_type, card.day, card.place]
    yield Text.assemble(status(card.status), " ", BETWEEN.join(Text(fact) for fact in facts))
    who = [
        Text.assemble((f"{label} ", "dim"), _named(values))
        for label, values in (("by", card.by), ("on", card.on), ("claimed by", card.claimed_by))
        if values
    ]
    if who:
        yield BETWEEN.join(who)
    for group in card.tolls:
        yield _group(group)


def _named(values: Sequence[Value]) -> str:
    more = f" and {len(values) - _MOST_WHO} more" if len(values) > _MOST_WHO else ""
    return ", ".join(value.text for value in values[:_MOST_WHO]) + more


def _group(group: TollGroup) -> Text:
    return Text.assemble(Text(", ").join(toll(line) for line in group.lines), (" – ", "dim"), speaker(group.speaker))


def _position(holder: str, says: str) -> Text:
    return Text.assemble((holder, "dim" if holder == OWN_VOICE else SPEAKER), f" {says}")


def _name(view: View) -> Text:
    head = view.head
    name = _cut(head.outlet or head.title)
    return Text.assemble(name, "\n", Text(head.published.text, style="dim") if head.published else UNKNOWN)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1].rstrip() + "…"


def _main(view: View, card: EventCard | None) -> Text:
    if card is None:
        return Text("no event found", style="dim italic")
    others = len(view.events) - 1
    cell = Text.assemble((card.kind.sub_event_type, "bold"), f"\n{card.place}\n{card.day}")
    if others:
        cell.append(f" (+{others})", style="dim")
    return cell


def _figures(card: EventCard | None, disputed: int) -> Text:
    by_speaker = short_figures(card) if card else {}
    lines = [
        Text.assemble((", ".join(said), FIGURE), (" – ", "dim"), speaker(_cut(name) if name else None))
        for name, said in list(by_speaker.items())[:_MOST_GROUPS]
    ]
    if len(by_speaker) > _MOST_GROUPS:
        lines.append(Text(f"and {count(len(by_speaker) - _MOST_GROUPS, 'more speaker')}", style="dim"))
    if not by_speaker:
        lines.append(Text("none told", style="dim italic"))
    if disputed:
        lines.append(Text(count(disputed, "point") + " contested", style="yellow"))
    return Text("\n").join(lines)


def toll(line: TollLine) -> Text:
    """A stated number with who is counted and what is counted of them."""
    who = f" {line.who}" if line.who else ""
    return Text.assemble(
        ("of these " if line.part else "", "dim"),
        (line.figure, FIGURE),
        who,
        (f" {line.measure}" if line.measure else "", "bold"),
    )
