"""`sayso reread`: what an older reader read, read again."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  sayso reread
  sayso reread --jobs 4 --ledger war.db

\b
Every judgement is kept and holds for the claim that now stands on its words; where none does it is listed, and
`sayso judgements --looks` lists it again. Old readings stay in the ledger."""


@click.command(short_help="Read again what an older reader read.", epilog=_EPILOG)
@click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")
@click.option("--ids", is_flag=True, help="Print the id of each report as soon as it is stored, and no summary.")
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Read with N processes."
)
def reread(ledger: str, ids: bool, jobs: int) -> None:
    """Read again the reports whose reading is another reader's than this version's."""
    from sayso.cli.add import store_all
    from sayso.cli.batch import exit_code
    from sayso.ledger import Ledger
    from sayso.reading import reader_id

    with Ledger.open(ledger, create=False) as opened:
        items = (opened.report(report) for report in opened.outdated(reader_id()))
        tally = store_all(opened, items, jobs, ids=ids)
    click.get_current_context().exit(exit_code(tally.failures))
