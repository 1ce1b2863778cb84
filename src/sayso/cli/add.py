"""`sayso add`: reports into the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from sayso.cli.read import _FIELDS, _columns, _day, _options

if TYPE_CHECKING:
    from sayso.intake import Failure, IntakeOptions
    from sayso.ledger import Ledger
    from sayso.model.report import Report
    from sayso.render.ledger import Tally

_EPILOG = """\b
Examples:
  sayso add report.html
  sayso add reports/ --jobs 4
  sayso add articles.jsonl --column body=text --ledger war.db
  sayso add today/ --ledger postgresql://ana@db.example.org/sayso

\b
Adding the same again changes nothing. A page that changed (same address, new text) becomes a new version, tied to the
old one. Whatever was reported as stored is stored, however the program ends.
Exit codes are those of `sayso read`, and 6 when the ledger cannot be opened or written."""


@click.command(short_help="Read reports and store them in the ledger.", epilog=_EPILOG)
@click.argument("sources", metavar="FILE|DIR|-|URL…", nargs=-1, required=True)
@click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger to add to.")
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
@click.option("--ids", is_flag=True, help="Print the id of each report as soon as it is stored, and no summary.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Read with N processes."
)
def add(  # noqa: PLR0917 - click passes every option by name
    sources: tuple[str, ...],
    ledger: str,
    published: date | None,
    outlet: str | None,
    columns: dict[str, str],
    ids: bool,
    jobs: int,
) -> None:
    """Read reports and store them, with all that they tell, in a ledger; one is made where there is none.

    Takes what `sayso read` takes. A report that this reader has read already is not read again. One that cannot be read
    is listed on standard error and the others are stored all the same.
    """
    from sayso.cli.batch import exit_code
    from sayso.ledger import Ledger

    with Ledger.open(ledger) as opened:
        tally = store_all(opened, _items(sources, _options(published, outlet, columns)), jobs, ids=ids)
    click.get_current_context().exit(exit_code(tally.failures))


def store_all(opened: Ledger, items: Iterator[Report | Failure], jobs: int, *, ids: bool) -> Tally:
    """Read and store what has to be, and print what came of it, also when it is broken off."""
    from sayso.cli.batch import read_all
    from sayso.cli.listing import screen
    from sayso.cli.progress import watched
    from sayso.model.reading import Reading
    from sayso.reading import reader_id
    from sayso.render.ledger import Tally, show_added
    from sayso.render.safe import one_line

    tally = Tally(opened.where)
    if opened.backed_up:
        click.echo(f"sayso: the ledger was brought to this version; as it was: {opened.backed_up}", err=True)
    try:
        for outcome in watched(read_all(_unread(opened, items, reader_id(), tally), jobs)):
            if isinstance(outcome, Reading):
                added = opened.add_one(outcome)
                tally.count(added, outcome.report)
                if ids:
                    click.echo(added.report)
            else:
                tally.fail(outcome)
                click.echo(f"sayso: {one_line(outcome.origin)}: {one_line(outcome.message)}", err=True)
    finally:
        if not ids:
            with screen() as console:
                show_added(console, tally)
    return tally


def _items(sources: tuple[str, ...], options: IntakeOptions) -> Iterator[Report | Failure]:
    from sayso.intake import load

    for source in sources:
        yield from load(source, options)


def _unread(opened: Ledger, items: Iterator[Report | Failure], reader: str, tally: Tally) -> Iterator[Report | Failure]:
    """What has to be read; the rest is counted as unchanged."""
    from sayso.model.report import Report

    for item in items:
        known = opened.to_read(item, reader) if isinstance(item, Report) else item
        if known is None:
            tally.unchanged += 1
        else:
            yield known
