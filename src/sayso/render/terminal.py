"""A reading for a terminal, to be taken in at a glance: cards for events, tolls by speaker, what is contested."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.model.reading import Reading
from sayso.render.brief import brief, overview, toll
from sayso.render.contested import Dispute, disputes
from sayso.render.phrases import count
from sayso.render.styles import (
    BETWEEN,
    BORDER_STYLE,
    CODE,
    FIGURE,
    INDENT,
    LABEL,
    QUOTE,
    SPEAKER,
    UNDER_HEAD,
    WIDEST,
    speaker,
    status,
)
from sayso.render.view import OWN_VOICE, EventCard, SpeakerCard, TollGroup, Value, View, view_of


def show(console: Console, readings: Sequence[Reading], *, full: bool = False, explain: bool = False) -> None:
    """Print the readings. Several come in brief unless `full` or `explain` (scores and reasons), an overview last."""
    views = [view_of(reading) for reading in readings]
    open_points = [disputes(reading) for reading in readings]
    width = min(console.width, WIDEST)
    in_full = full or explain or len(views) == 1
    for number, (view, points) in enumerate(zip(views, open_points, strict=True), 1):
        shown = _report(view, points, explain=explain) if in_full else brief(number, view, points)
        console.print(shown, width=width)
    if len(views) > 1:
        console.print(Text())
        console.print(overview(views, [len(points) for points in open_points]), width=width)


def _report(view: View, open_points: Sequence[Dispute], *, explain: bool) -> RenderableType:
    parts: list[RenderableType] = [*_head(view)]
    if not view.events:
        parts += [Padding(Text("No event found in this report.", style="dim italic"), INDENT), Text()]
    parts += [_event_card(card, explain=explain) for card in view.events]
    if view.loose_tolls:
        parts += _section("Figures of no event above", _tolls(view.loose_tolls, explain=explain))
    if open_points:
        parts += _section("Contested", _contested(open_points))
    if view.speakers:
        parts += _section("Who says what", _statements(view.speakers, explain=explain))
    if view.loaded:
        parts += _section("Terms that take sides, and neutral ones beside them", _loaded(view))
    return Group(*parts)


def _head(view: View) -> Iterable[RenderableType]:
    head = view.head
    yield Text()
    yield Rule(style="bold")
    yield Padding(Text(head.title, style="bold"), INDENT)
    outlet = Text(head.outlet) if head.outlet else Text("outlet unknown", style="dim italic")
    facts = [outlet]
    if head.author:
        facts.append(Text(f"by {head.author}"))
    if head.published:
        facts.append(Text(head.published.text) + Text(f" {head.published.note}".rstrip(), style="dim"))
    else:
        facts.append(Text("date unknown", style="dim italic"))
    facts.append(Text("English"))
    facts.append(Text(count(head.words, "word")))
    yield Padding(BETWEEN.join(facts), INDENT)
    if head.url or head.origin:
        yield Padding(Text(head.url or head.origin, style="dim", overflow="ellipsis", no_wrap=True), INDENT)
    found = [
        count(len(view.events), "event"),
        count(view.tolls, "toll"),
        count(view.statements, "statement"),
        count(sum(len(line.spans) for line in view.loaded), "loaded term"),
    ]
    yield Padding(Text(" · ".join(found), style="cyan"), INDENT)
    yield Rule(style="bold")


def _event_card(card: EventCard, *, explain: bool) -> RenderableType:
    title = Text.assemble(
        (f" {card.code} ", CODE),
        (f" {card.kind.sub_event_type} ", "bold"),
        (f"· {card.kind.event_type}  ", "dim"),
        status(card.status),
    )
    fields = Table.grid(padding=(0, 2))
    fields.add_column(style=LABEL, no_wrap=True, min_width=8)
    fields.add_column()
    for label, text in _fields(card, explain=explain):
        fields.add_row(label, text)
    parts: list[RenderableType] = [fields]
    if card.tolls:
        parts += [Text(), _tolls(card.tolls, explain=explain)]
    return Panel(
        Group(*parts),
        title=title,
        title_align="left",
        border_style=BORDER_STYLE[card.status],
        box=box.ROUNDED,
        padding=(0, 1),
    )


def _fields(card: EventCard, *, explain: bool) -> Iterator[tuple[str, Text]]:
    if card.when:
        yield "When", _value(card.when, explain=explain)
    if card.where:
        yield "Where", _values(card.where, "\n", explain=explain)
    elif card.countries:
        yield "Where", Text(", ".join(card.countries))
    separator = "\n" if explain else "; "
    for label, values in (("By", card.by), ("On", card.on), ("Claimed by", card.claimed_by)):
        if values:
            yield label, _values(values, separator, explain=explain)
    if card.weapons:
        yield "With", Text(", ".join(dict.fromkeys(value.text for value in card.weapons)))
    if card.unknown:
        yield "Unknown", Text(", ".join(card.unknown), style="dim italic")
    if not card.tolls and card.evidence:
        yield "Words", _quote(card.evidence[0].text)
    if explain:
        yield "Why", Text(card.why, style="dim cyan")


def _value(value: Value, *, explain: bool) -> Text:
    text = Text(value.text)
    if value.note:
        text.append(f"  {value.note}", style="dim")
    if explain and value.why:
        text.append(f"\n{value.why}", style="dim cyan")
    return text


def _values(values: Sequence[Value], separator: str, *, explain: bool) -> Text:
    return Text(separator).join(_value(value, explain=explain) for value in values)


def _tolls(groups: Sequence[TollGroup], *, explain: bool) -> RenderableType:
    table = Table(
        box=UNDER_HEAD, expand=True, padding=(0, 2, 0, 0), header_style=LABEL, pad_edge=False, show_edge=False
    )
    table.add_column("Toll", ratio=4)
    table.add_column("Says who", ratio=3)
    table.add_column("In these words", ratio=7)
    for group in groups:
        figures = Text("\n").join(toll(line) for line in group.lines)
        quote = _quote(group.quote)
        if explain:
            quote.append("".join(f"\n{line.code} {line.why}" for line in group.lines), style="not italic dim cyan")
        table.add_row(figures, speaker(group.speaker), quote)
    return table


def _quote(words: str) -> Text:
    return Text(f"“{words}”" if not words.startswith(("“", '"')) else words, style=QUOTE)


def _section(title: str, body: RenderableType) -> list[RenderableType]:
    return [Rule(Text(f" {title} ", style="bold"), align="left", style="dim"), Padding(body, (0, 0, 1, 2))]


def _contested(open_points: Sequence[Dispute]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for point in open_points:
        said = Text.assemble((point.subject, "bold"))
        for position in point.positions:
            said.append("\n• ", style="dim")
            said.append(position.holder, style="dim" if position.holder == OWN_VOICE else SPEAKER)
            said.append(": ", style="dim")
            said.append(position.says, style=FIGURE if position.claim else "")
        table.add_row(Text(f" {point.event or '–'} ", style=CODE), said)
    return table


def _statements(speakers: Sequence[SpeakerCard], *, explain: bool) -> RenderableType:
    parts: list[RenderableType] = []
    for card in speakers:
        parts.append(Text(card.name, style="dim" if card.name == OWN_VOICE else SPEAKER))
        lines = Table.grid(padding=(0, 2))
        lines.add_column(no_wrap=True, min_width=10)
        lines.add_column(no_wrap=True, style="dim", min_width=3)
        lines.add_column()
        for line in card.lines:
            words = _quote(line.quote)
            if line.accused:
                words = Text.assemble((f"{line.accused}: ", "bold")) + words
            if explain:
                words.append(f"\n{line.why}", style="not italic dim cyan")
            lines.add_row(Text(line.act), line.about or "", words)
        parts.append(Padding(lines, INDENT))
    return Group(*parts)


def _loaded(view: View) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(ratio=2)
    table.add_column(ratio=5)
    by_speaker: dict[str | None, list[Text]] = {}
    for line in view.loaded:
        times = f" ×{len(line.spans)}" if len(line.spans) > 1 else ""
        term = Text.assemble((f"“{line.words}”{times}", "yellow"), (f" {line.neutral}", "dim"))
        by_speaker.setdefault(line.speaker, []).append(term)
    for name, terms in by_speaker.items():
        table.add_row(speaker(name), BETWEEN.join(terms))
    return table


def stages_table(stages: Iterable[tuple[str, Sequence[str], Sequence[str], str]]) -> RenderableType:
    """The stages in the order in which they run: name, what each needs and gives, and what it does."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("#", justify="right", style="dim")
    table.add_column("Stage", style="bold", no_wrap=True)
    table.add_column("Does", ratio=2)
    table.add_column("Needs", style="dim", ratio=1)
    table.add_column("Gives", style="cyan", ratio=1)
    for number, (name, needs, gives, doc) in enumerate(stages, 1):
        table.add_row(str(number), name, " ".join(doc.split()), ", ".join(needs) or "–", ", ".join(gives))
    return table
