"""The one table that `make bench` prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """A row: `ours` is None where the set was skipped, and `peers` says why; `held_out` is of the part scored apart."""

    set: str
    figure: str
    ours: float | None = None
    held_out: float | None = None
    floor: float | None = None
    held_out_floor: float | None = None
    mark: float | None = None
    peers: str = ""
    less_is_better: bool = False

    @property
    def under_floor(self) -> bool:
        """Whether the figure, whole or held out, is worse than it may be."""
        pairs = ((self.ours, self.floor), (self.held_out, self.held_out_floor))
        return any(ours is not None and floor is not None and ours < floor for ours, floor in pairs)

    @property
    def passed(self) -> bool:
        """Whether the mark is reached."""
        if self.ours is None or self.mark is None:
            return False
        return self.ours <= self.mark if self.less_is_better else self.ours >= self.mark


def print_table(lines: list[Line], measured_documents: Mapping[str, int], console: Console | None = None) -> None:
    """Print all rows and what the parts are. Without a terminal the table is wide, so that a log keeps whole rows."""
    out = console or Console()
    if not out.is_terminal and console is None:
        out = Console(width=160)
    table = Table(title="sayso's bench", title_justify="left", header_style="bold", pad_edge=False)
    for name in ("bench", "figure", "ours", "held-out", "floor", "mark", "peers"):
        numbers = name in ("ours", "held-out", "floor", "mark")
        table.add_column(name, justify="right" if numbers else "left", no_wrap=numbers, overflow="fold")
    last = None
    for line in lines:
        if last is not None and line.set != last:
            table.add_section()
        colour = "red" if line.under_floor else "green" if line.passed else ""
        ours = "–" if line.ours is None else _number(line.ours)
        table.add_row(
            line.set if line.set != last else "",
            line.figure,
            f"[{colour}]{ours}[/]" if colour else ours,
            _number(line.held_out),
            _number(line.floor),
            _number(line.mark),
            line.peers,
        )
        last = line.set
    out.print(table)
    counted = ", ".join(f"{name} {number}" for name, number in measured_documents.items())
    out.print(f"Documents: {counted or 'none'}.", style="dim")
    out.print(
        "Held-out: of geo and timex what the encoder was never trained on, of gva what no weight was learned from; but "
        "their rules were written, and some settings chosen, with it in view. Ledger, polnear and muc4 trained "
        "nothing, but thresholds were chosen on them, and rules written after reading the ledger's errors.",
        style="dim",
    )


def _number(value: float | None) -> str:
    """Three digits after the point below ten, else one."""
    if value is None:
        return ""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def markdown(lines: list[Line]) -> str:
    """The figures that have a mark, as a table for the README."""
    rows = ["| bench | figure | sayso | held-out | first mark | others |", "| --- | --- | --- | --- | --- | --- |"]
    rows += [
        f"| {line.set} | {line.figure} | {_number(line.ours)} | {_number(line.held_out)} | {_number(line.mark)} "
        f"| {line.peers} |"
        for line in lines
        if line.mark is not None and line.ours is not None
    ]
    return "\n".join(rows)
