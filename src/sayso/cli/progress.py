"""A line on standard error that says how far long work has come; nothing when nobody looks."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sayso.cli.batch import Outcome
from sayso.model.reading import Reading


def watched(items: Iterator[Outcome]) -> Iterator[Outcome]:
    """The same items; a counter moves on standard error, when that is a terminal, while they come."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    columns = (
        SpinnerColumn(),
        TextColumn("reading reports"),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, note="")
        failed = 0
        for item in items:
            failed += not isinstance(item, Reading)
            progress.update(task, advance=1, note=f"{failed} could not be read" if failed else "")
            yield item
