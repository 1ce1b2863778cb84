"""`sayso read`: reports in, readings out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sayso.cli.output import Format
    from sayso.intake import IntakeOptions

_FORMATS = ("terminal", "json", "jsonl", "html")
_FIELDS = ("text", "title", "published", "outlet", "author", "url", "id")

_EPILOG = """\b
Examples:
  sayso read report.html
  sayso read pasted.txt --published 2024-02-03 --outlet "Example Herald"
  sayso read articles.jsonl --column body=text --format jsonl -o readings.jsonl --jobs 4
  sayso read reports/ -o readings.html
  curl -s https://example.org/report | sayso read - --format json

\b
Exit codes:
  0    every input was read
  1    something unexpected went wrong (a fault of ours: please report it)
  2    the command was used wrongly
  3    some or all input could not be read; the rest was
  4    a URL could not be fetched, or must not be
  5    a table or model that sayso needs is missing or damaged
  141  whoever read our output stopped reading it (as after SIGPIPE)"""


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"“{value}” is no date; write it as 2024-02-03") from error


def _columns(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """COLUMN=FIELD pairs as column → field."""
    columns: dict[str, str] = {}
    for value in values:
        column, _, name = value.rpartition("=")
        if not column or name not in _FIELDS:
            raise click.BadParameter(f"“{value}”: write COLUMN=FIELD, with FIELD one of {', '.join(_FIELDS)}")
        columns[column] = name
    return columns


@click.command(short_help="Read reports: what happened, and who says so.", epilog=_EPILOG)
@click.argument("sources", metavar="FILE|DIR|-|URL…", nargs=-1, required=True)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(_FORMATS),
    help="How to write the readings  [default: by -o's ending, else terminal]",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of standard output.",
)
@click.option(
    "--published", metavar="DATE", callback=_day, help="Day of publication (2024-02-03) of reports that do not say."
)
@click.option("--outlet", metavar="NAME", help="Outlet of reports that do not say.")
@click.option(
    "--column",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    callback=_columns,
    help=f"In JSONL and CSV, which column holds a field ({', '.join(_FIELDS)}). Repeatable.",
)
@click.option("--full", is_flag=True, help="In the terminal, show each of several reports in full.")
@click.option("--explain", is_flag=True, help="Also show why: the rule or the score behind each value.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Read with N processes."
)
def read(  # noqa: PLR0917 - click passes every option by name
    sources: tuple[str, ...],
    form: str | None,
    output: Path | None,
    published: date | None,
    outlet: str | None,
    columns: dict[str, str],
    full: bool,
    explain: bool,
    jobs: int,
) -> None:
    """Read reports and show what is said to have happened, and who says so.

    Reads web pages saved as HTML, plain or pasted text, and JSONL or CSV of articles; "-" is standard input, a
    directory stands for all files in it, and a URL is fetched only because you name it here. Reports must be in
    English. One that cannot be read is listed on standard error and the others are read all the same; the readings
    come in the order of the input whatever --jobs is. In the terminal, several reports are shown in brief, with all
    of them in one table at the end.
    """
    from sayso.cli.batch import exit_code, outcomes
    from sayso.cli.output import Format, write
    from sayso.cli.progress import watched

    options = _options(published, outlet, columns)
    chosen = Format(form) if form else _format_by_name(output)
    failures = write(watched(outcomes(sources, options, jobs)), chosen, output, full=full, explain=explain)
    click.get_current_context().exit(exit_code(failures))


def _options(published: date | None, outlet: str | None, columns: dict[str, str]) -> IntakeOptions:
    from sayso.intake import IntakeOptions

    return IntakeOptions(published=published, outlet=outlet, columns=columns)


def _format_by_name(output: Path | None) -> Format:
    from sayso.cli.output import Format

    suffix = output.suffix.lower().lstrip(".") if output else ""
    return Format({"htm": "html"}.get(suffix, suffix if suffix in _FORMATS else "terminal"))
