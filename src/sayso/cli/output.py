"""Where readings are written: the terminal, a file, a pipe."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TextIO

import click

from sayso.cli.batch import Outcome
from sayso.model.jsonform import FailureNote
from sayso.model.reading import Reading
from sayso.render.safe import one_line

_SIGPIPE_EXIT = 128 + 13
_PIPED_WIDTH = 100


class Format(StrEnum):
    """How readings are written."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


def write(
    items: Iterable[Outcome], form: Format, output: Path | None, *, full: bool, explain: bool
) -> tuple[FailureNote, ...]:
    """Write all readings, list the failures on standard error, and return them.

    A file appears under its name only when it is complete. Raises click.BadParameter when it cannot be written.
    """
    failures: list[FailureNote] = []
    try:
        with _opened(output) as out:
            readings = _told(items, failures)
            if form is Format.JSONL:
                _lines(readings, out)
            elif form is Format.JSON:
                _document(readings, failures, out)
            elif form is Format.HTML:
                _page(readings, failures, out)
            else:
                _terminal(readings, out, full=full, explain=explain)
            out.flush()
    except BrokenPipeError:
        # Python flushes standard output once more at its end: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.get_current_context().exit(_SIGPIPE_EXIT)
    return tuple(failures)


def _told(items: Iterable[Outcome], failures: list[FailureNote]) -> Iterator[Reading]:
    for item in items:
        if isinstance(item, Reading):
            yield item
        else:
            failures.append(item)
            click.echo(f"sayso: {one_line(item.origin)}: {one_line(item.message)}", err=True)


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    if output is None or str(output) == "-":
        # Whatever the locale: what we write is UTF-8.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    # A device or a pipe is written to; only a plain file may be replaced as a whole.
    special = output.exists() and not output.is_file()
    part = output if special else output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        if not special:
            part.replace(output)
    except (FileNotFoundError, PermissionError, NotADirectoryError, IsADirectoryError) as error:
        raise click.BadParameter(f"{output} cannot be written: {error.strerror}", param_hint="--output") from error
    finally:
        if not special:
            part.unlink(missing_ok=True)


def _lines(readings: Iterable[Reading], out: TextIO) -> None:
    from sayso.model.jsonform import dumps, to_json

    for reading in readings:
        out.write(dumps(to_json(reading)) + "\n")
        out.flush()


def _document(readings: Iterable[Reading], failures: list[FailureNote], out: TextIO) -> None:
    from sayso.model.jsonform import document, dumps

    all_read = tuple(readings)  # first, for `failures` is complete only then
    out.write(dumps(document(all_read, failures), indent=2) + "\n")


def _page(readings: Iterable[Reading], failures: list[FailureNote], out: TextIO) -> None:
    from sayso.render.html import page

    all_read = tuple(readings)
    out.write(page(all_read, failures))


def _terminal(readings: Iterable[Reading], out: TextIO, *, full: bool, explain: bool) -> None:
    from rich.console import Console

    from sayso.render.terminal import show

    console = Console(file=out, highlight=False, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPED_WIDTH
    all_read = tuple(readings)
    if all_read:
        show(console, all_read, full=full, explain=explain)
    if len(all_read) > 1 and not (full or explain):
        console.print("  Each in full: add --full, or read one alone. As a page: add -o readings.html", style="dim")
