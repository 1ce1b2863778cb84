"""The ledger's own business for a terminal: what was added, its state, its faults, judgements and journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sayso.ledger import Added, Change, Fault, Look, Outcome, Status
from sayso.model.jsonform import FailureNote
from sayso.model.judgement import Judgement
from sayso.model.report import Report
from sayso.render.phrases import count
from sayso.render.safe import one_line
from sayso.render.styles import LABEL, UNDER_HEAD

_OUTCOMES = {
    Outcome.NEW: ("new", "green"),
    Outcome.VERSION: ("of a changed page", "yellow"),
    Outcome.REREAD: ("read again", "cyan"),
    Outcome.COMPLETED: ("completed", "cyan"),
    Outcome.UNCHANGED: ("unchanged", "dim"),
}
_SHOWN = 20  # versions and judgements listed one by one
_WORDS = 160  # characters of a quotation
_WIDEST = 140


@dataclass(slots=True)
class Tally:
    """What was added so far."""

    where: str
    unchanged: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    events: int = 0
    versions: list[tuple[Added, Report]] = field(default_factory=list)
    looks: dict[str, Look] = field(default_factory=dict)
    failures: list[FailureNote] = field(default_factory=list)

    def count(self, added: Added, report: Report) -> None:
        """One more report stored."""
        self.outcomes[added.outcome] += 1
        self.events += added.accounts
        self.looks.update((look.judgement.id, look) for look in added.looks)
        if added.outcome is Outcome.VERSION:
            self.versions.append((added, report))

    def fail(self, failure: FailureNote) -> None:
        """One more that could not be read."""
        self.failures.append(failure)


def show_added(console: Console, tally: Tally) -> None:
    """Print what adding or reading again did."""
    numbers = Counter(tally.outcomes)
    numbers[Outcome.UNCHANGED] += tally.unchanged
    parts = [
        Text(f"{numbers[each]:,} {words}", style=style) for each, (words, style) in _OUTCOMES.items() if numbers[each]
    ]
    if tally.failures:
        parts.append(Text(f"{len(tally.failures):,} could not be read", style="red"))
    told = Text(", ").join(parts) if parts else Text("nothing to do")
    console.print(Text.assemble((one_line(tally.where), "bold"), ": ", told), soft_wrap=True)
    if tally.events:
        console.print(Text(f"  {count(tally.events, 'event')} told in them. Next: sayso incidents", style="dim"))
    for added, report in tally.versions[:_SHOWN]:
        tie = f"replaces {added.replaces}" if added.replaced_by is None else f"is older than {added.replaced_by}"
        console.print(Text(f"  {added.report} {tie}: {one_line(report.title or report.url or '')}"), soft_wrap=True)
    _more(console, len(tally.versions))
    if tally.looks:
        console.print(
            Text(f"  {count(len(tally.looks), 'judgement')} to look at (sayso judgements --looks):", "yellow")
        )
        for look in list(tally.looks.values())[:_SHOWN]:
            console.print(
                Text(f"  {look.judgement.id} {_short(look.judgement.subject.words)}: {look.why}"), soft_wrap=True
            )
        _more(console, len(tally.looks))


def show_status(console: Console, status: Status, reader: str) -> None:
    """Print a ledger's state. `reader` is the one that would read now."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style=LABEL)
    table.add_column()
    old = sum(number for name, number in status.readers.items() if name != reader)
    others = f", others: {old:,} (sayso reread reads these again)" if old else ""
    rows = (
        ("ledger", one_line(status.where)),
        ("size", f"{status.size:,} bytes, schema {status.schema}"),
        ("reports", f"{status.reports:,}" + (f", and {status.replaced:,} earlier versions" if status.replaced else "")),
        ("readings", f"{status.readings:,}"),
        ("read by", f"this reader ({reader}): {status.readers.get(reader, 0):,}{others}"),
        ("events told", f"{status.accounts:,}"),
        ("incidents", f"{status.incidents:,}"),
        ("judgements", f"{status.judgements:,}, {status.standing:,} in force" if status.judgements else "none"),
        ("to look at", f"{status.looks:,} (sayso judgements --looks)" if status.looks else "none"),
        ("last change", status.last_change.isoformat(" ", "seconds") if status.last_change else "never"),
    )  # fmt: skip
    for label, value in rows:
        table.add_row(label, Text(value))
    console.print(table)


def show_faults(console: Console, where: str, faults: Sequence[Fault]) -> None:
    """Print what is not as it must be, and how to mend it."""
    if not faults:
        console.print(Text.assemble((one_line(where), "bold"), ": all is as it must be"), soft_wrap=True)
        return
    console.print(Text.assemble((one_line(where), "bold"), (f": {count(len(faults), 'fault')}", "red")))
    for fault in faults:
        console.print(Text(f"  {one_line(fault.subject)}: {one_line(fault.what)}"), soft_wrap=True)
        console.print(Text(f"    to mend: {fault.mend}", style="dim"), soft_wrap=True)


def show_judgements(console: Console, judgements: Sequence[Judgement], looks: Mapping[str, str]) -> None:
    """Print judgements as a table; `looks` says of those that need a look why."""
    if not judgements:
        console.print(Text("No judgement.", style="dim italic"))
        return
    table = _table("Judgement", "Decision", "About", "Who, when, why", "State")
    for each in judgements:
        about = Text.assemble(
            (f"{each.subject.report} {each.subject.noun} {each.subject.field}".strip(), "bold"),
            f" “{_short(each.subject.words)}”",
        )
        if each.other:
            about.append(f"\nand {each.other.report} “{_short(each.other.words)}”")
        if each.value is not None:
            about.append(f"\n→ {_short(each.value)}", style="green")
        reason = f"\n{_short(each.reason)}" if each.reason else ""
        state = f"superseded by {each.superseded_by}" if each.superseded_by else looks.get(each.id, "in force")
        made = each.made.isoformat(" ", "minutes")
        table.add_row(
            Text(each.id), Text(each.decision.value), about, Text(f"{_short(each.author)}, {made}{reason}"), Text(state)
        )
    console.print(table, width=min(console.width, _WIDEST))


def show_journal(console: Console, rows: Sequence[Change]) -> None:
    """Print the journal."""
    if not rows:
        console.print(Text("Nothing in the journal.", style="dim italic"))
        return
    table = _table("When (UTC)", "Who", "What", "Of", "Before → after, why")
    for row in rows:
        change = f"{_short(row.before or '–')} → {_short(row.after or '–')}"
        why = f"\n{_short(row.reason)}" if row.reason else ""
        table.add_row(
            Text(f"{row.made:%Y-%m-%d %H:%M:%S}"),
            Text(_short(row.author)),
            Text(f"{row.action} {row.field}".strip()),
            Text(one_line(row.subject)),
            Text(change + why),
        )
    console.print(table, width=min(console.width, _WIDEST))


def _table(*heads: str) -> Table:
    table = Table(box=UNDER_HEAD, header_style=LABEL, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _more(console: Console, number: int) -> None:
    if number > _SHOWN:
        console.print(Text(f"  … and {number - _SHOWN:,} more", style="dim"))


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _WORDS else f"{shown[: _WORDS - 1]}…"
