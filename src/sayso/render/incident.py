"""One incident for a terminal: what most voices tell, every figure on one scale, who said what when, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sayso.incidents.rules import RULES
from sayso.knowledge.outlets import outlet_of
from sayso.model.incident import Estimate, Incident, Weighed
from sayso.render.incident_parts import (
    estimates_shown,
    one_line_a_voice,
    own_figures,
    parts_of,
    relation_words,
    scale_of,
    spoken,
    voice_name,
    whose,
)
from sayso.render.incident_words import days, numbers, outlet, place, published, quoted, shown, who_did_it
from sayso.render.incidents import GRADE_STYLE, WIDEST, contested_points, estimate_title
from sayso.render.phrases import count, country_name, day_in_words, kind_of
from sayso.render.rangechart import Scale, axis, bar, summary
from sayso.render.styles import BETWEEN, BORDER_STYLE, FIGURE, INDENT, LABEL, SPEAKER, status

_NAME, _SHORT_NAME = 30, 22  # characters for a voice beside its bar; the shorter where the screen is narrow
_NARROW = 100
_LEAST_CHART, _MOST_CHART = 16, 40


def show_incident(console: Console, incident: Incident, *, explain: bool = False) -> None:
    """Print one incident; `explain` adds why its accounts were tied and what became of every figure."""
    width = min(console.width, WIDEST)
    for part in _parts(incident, width, explain=explain):
        console.print(part, width=width)


def _parts(incident: Incident, width: int, *, explain: bool) -> Iterator[RenderableType]:
    yield _head(incident)
    if incident.estimates:
        yield from _section("Tolls", Group(*_tolls(incident, width - 4, explain=explain)))
    if incident.contested:
        yield from _section("Contested", contested_points(incident.contested))
    yield from _section("Who said what when", _timeline(incident))
    yield from _section("Reports", _reports(incident))
    if incident.relations:
        yield from _section("Relations", _relations(incident))
    if explain and incident.ties:
        yield from _section("Why these accounts are one incident", _ties(incident))


def _section(title: str, body: RenderableType) -> Iterator[RenderableType]:
    yield Rule(Text(f" {title} ", style="bold"), align="left", style="dim")
    yield Padding(body, (0, 0, 1, 2))


def _head(incident: Incident) -> RenderableType:
    kind = kind_of(incident.type)
    title = Text.assemble(
        (f" {kind.sub_event_type} ", "bold"), (f"· {kind.event_type} ", "dim"), status(incident.status)
    )
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style=LABEL, no_wrap=True, min_width=8)
    rows.add_column()
    for label, text in _facts(incident):
        rows.add_row(label, text)
    style = BORDER_STYLE[incident.status]
    return Panel(
        rows,
        title=title,
        title_align="left",
        subtitle=Text(incident.id, style="dim"),
        subtitle_align="right",
        border_style=style,
        box=box.ROUNDED,
        padding=(0, 1),
    )


def _facts(incident: Incident) -> Iterator[tuple[str, Text]]:
    yield "When", Text(days(incident))
    yield "Where", Text(place(incident))
    told = [Text.assemble((name, SPEAKER), (f"  {by}", "dim")) for name, by in who_did_it(incident)]
    yield "By", Text("\n").join(told) if told else Text("nobody named", style="dim italic")
    if incident.targets:
        yield "On", Text(", ".join(shown(party.name, 60) for party in incident.targets))
    if incident.weapons:
        yield "With", Text(", ".join(shown(words, 40) for words in incident.weapons))
    told_by = [
        count(incident.independent, "independent voice"),
        count(len(incident.outlets), "outlet"),
        count(len({account.report for account in incident.accounts}), "report"),
    ]
    if incident.copies:
        told_by.append(f"{count(len(incident.copies), 'report')} of them a copy")
    yield "Told by", BETWEEN.join(Text(each, style="cyan") for each in told_by)
    grade = Text(incident.grade.value, style=GRADE_STYLE[incident.grade])
    yield "Grade", grade + Text(f"  {shown(incident.grade_why)}", style="not bold not italic dim")


def _tolls(incident: Incident, width: int, *, explain: bool) -> Iterator[RenderableType]:
    names = {voice.key: voice.name for voice in incident.voices}
    told = estimates_shown(incident)
    for at, estimate in enumerate(told):
        if at:
            yield Text()
        yield from _toll(estimate, parts_of(estimate, told), names, width, explain=explain)
    rule = incident.estimates[0].rule
    yield Text(f"\nRule {rule.value}: {RULES[rule].does} ({RULES[rule].source}).", style="dim")


def _toll(
    estimate: Estimate, parts: Sequence[Estimate], names: dict[str, str], width: int, *, explain: bool
) -> Iterator[RenderableType]:
    """One estimate; the figures of its `parts`, each drawn for itself, are summed up in a line."""
    given = numbers(estimate.low, estimate.best, estimate.high)
    head = estimate_title(estimate.measure, estimate.who, estimate.where)
    yield Text.assemble((head, "bold"), "  ", (given, FIGURE), (f"  {shown(estimate.why)}", "dim"))
    own = own_figures(estimate, parts)
    name = _NAME if width >= _NARROW else _SHORT_NAME
    chart = max(_LEAST_CHART, min(_MOST_CHART, width - name - 34))
    on = scale_of(estimate, parts, own, chart)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=name, no_wrap=True, overflow="ellipsis")
    table.add_column(width=chart, no_wrap=True)
    table.add_column()
    for part in parts:
        where = " and ".join(country_name(code) for code in part.where)
        told = numbers(part.low, part.best, part.high)
        table.add_row(Text(f"all in {where}", style="bold"), bar(part.low, part.high, on) if on else "", told)
    for weighed, same in one_line_a_voice(own):
        accounts = len({each.account for each in same})
        table.add_row(*_line(weighed, names, on, accounts, explain=explain))
    if on:
        table.add_row("", Text(summary(estimate.low, estimate.best, estimate.high, on), style=FIGURE), Text(given))
        table.add_row("", Text(axis(on), style="dim"), "")
    yield Padding(table, INDENT)


def _line(
    weighed: Weighed, names: dict[str, str], on: Scale | None, accounts: int, *, explain: bool
) -> tuple[Text, Text, Text]:
    figure = weighed.figure
    name = voice_name(weighed.voice, names)
    style = "" if weighed.counted else "dim"
    words = shown(figure.words, 40)
    who = f" {shown(figure.who, 40)}" if figure.who else ""
    times = f" ×{accounts}" if accounts > 1 else ""
    told = Text(f"{words}{who}{times}", style=style)
    if not weighed.counted or explain:
        told.append(f"  {shown(weighed.why)}", style="dim italic")
    mark = "●" if weighed.counted else "○"
    return (
        Text(shown(name, 80), style=SPEAKER if weighed.counted else "dim"),
        Text(bar(figure.low, figure.high, on, mark) if on else "", style=style),
        told,
    )


def _timeline(incident: Incident) -> RenderableType:
    """Day by day of publication: the voice, the outlet that carries it, and the words, each once a day."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=3)
    table.add_column(ratio=8)
    days_told: dict[date | None, list[tuple[Text, Text]]] = {}
    seen: set[tuple[object, ...]] = set()
    for account in incident.accounts:
        for each in spoken(account):
            key = (account.published, each.who, each.words)
            if key in seen:
                continue
            seen.add(key)
            name = Text(each.who, style=SPEAKER) if each.who else Text("own voice", style="dim")
            label = Text.assemble(name, f" {each.verb}".rstrip() + "\n", (f"in {outlet(account)}", "dim"))
            days_told.setdefault(account.published, []).append((label, Text(quoted(each.words), style="italic")))
    for day, lines in days_told.items():
        table.add_row(Text(day_in_words(day) if day else "day unknown", style="bold"), "")
        for label, words in lines:
            table.add_row(Padding(label, INDENT), words)
    return table


def _reports(incident: Incident) -> RenderableType:
    copied = {copy: original for original, copy in incident.copies}
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=3)
    table.add_column(ratio=6)
    seen: set[str] = set()
    for account in incident.accounts:
        if account.report in seen:
            continue
        seen.add(account.report)
        known = outlet_of(account.outlet, account.url)
        its = Text(outlet(account)) + Text(f"\n{whose(known)}", style="dim")
        told = Text(
            shown(account.title, 160) if account.title else "no title", style="" if account.title else "dim italic"
        )
        if account.agency:
            told.append(f"\ncredits {shown(account.agency, 60)}", style="yellow")
        if account.report in copied:
            told.append(f"\na copy of {shown(copied[account.report], 40)}", style="yellow")
        told.append(f"\n{shown(account.url, 120)}" if account.url else "", style="dim")
        table.add_row(f"{published(account)}\n{shown(account.report, 40)}", its, told)
    return table


def _relations(incident: Incident) -> RenderableType:
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(style="bold", no_wrap=True)
    rows.add_column()
    for relation in incident.relations:
        here = relation.incident == incident.id
        other = relation.other if here else relation.incident
        words = Text(quoted(relation.words), style="italic")
        rows.add_row(relation_words(relation.kind, here=here), Text.assemble((f"{shown(other, 40)}  ", "cyan"), words))
    return rows


def _ties(incident: Incident) -> RenderableType:
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True, style="cyan")
    rows.add_column()
    for tie in incident.ties:
        score = "a person" if tie.judged else f"{tie.score:.2f}"
        reasons = Text("; ".join(shown(reason) for reason in tie.reasons) or "no reason given")
        rows.add_row(score, Text(f"{shown(tie.one, 60)} = {shown(tie.other, 60)}  ", style="dim") + reasons)
    return rows
