"""`sayso status`, `sayso check`, `sayso backup`, `sayso journal`: looking after a ledger."""

from __future__ import annotations

from pathlib import Path

import click

_STATUS_EPILOG = """\b
Examples:
  sayso status
  sayso status --ledger war.db"""
_CHECK_EPILOG = """\b
Examples:
  sayso check
  sayso check --mend

\b
Exit codes: 0 all is as it must be, 6 something is not, or the ledger cannot be opened."""
_BACKUP_EPILOG = """\b
Examples:
  sayso backup sayso-2024-02-03.db
  sayso backup /mnt/safe/war.db --ledger war.db"""
_JOURNAL_EPILOG = """\b
Examples:
  sayso journal
  sayso journal 5a9c13f45b71a229
  sayso journal 5a9c13f45b71a229/e1 --ledger war.db"""

_ledger = click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")


@click.command(short_help="What a ledger holds.", epilog=_STATUS_EPILOG)
@_ledger
def status(ledger: str) -> None:
    """Say how much a ledger holds, by which reader, when it last changed, and which judgements need a look."""
    from sayso.cli.listing import screen
    from sayso.ledger import Ledger
    from sayso.reading import reader_id
    from sayso.render.ledger import show_status

    with Ledger.open(ledger, create=False) as opened:
        found = opened.status()
    with screen() as console:
        show_status(console, found, reader_id())


@click.command(
    short_help="Verify a ledger.",
    epilog=_CHECK_EPILOG,
)
@_ledger
@click.option(
    "--mend", is_flag=True, help="First derive anew all that is derived: accounts, incidents, what needs a look."
)
def check(ledger: str, mend: bool) -> None:
    """Hold everything in a ledger against everything else: every span against the text, every digest, every reference,
    the versions of pages, and what is derived against what it is derived from."""
    from sayso.cli.listing import screen
    from sayso.errors import LedgerError
    from sayso.ledger import Ledger
    from sayso.render.ledger import show_faults

    with Ledger.open(ledger, create=False) as opened:
        if mend:
            opened.mend()
        found = opened.check()
        where = opened.where
    with screen() as console:
        show_faults(console, where, found)
    click.get_current_context().exit(LedgerError.exit_code if found else 0)


@click.command(
    short_help="Copy a ledger, also while others write.",
    epilog=_BACKUP_EPILOG,
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_ledger
def backup(file: Path, ledger: str) -> None:
    """Write a whole and consistent copy of an SQLite ledger. PostgreSQL has pg_dump for that."""
    from sayso.ledger import Ledger
    from sayso.render.safe import one_line

    with Ledger.open(ledger, create=False) as opened:
        opened.backup(file)
    click.echo(f"{one_line(str(file))}: {file.stat().st_size:,} bytes")


@click.command(
    short_help="Who changed what when and why.",
    epilog=_JOURNAL_EPILOG,
)
@click.argument("subject", required=False)
@_ledger
def journal(subject: str | None, ledger: str) -> None:
    """Print the journal, oldest first: all of it, or what became of one report, claim or judgement."""
    from sayso.cli.listing import screen
    from sayso.ledger import Ledger
    from sayso.render.ledger import show_journal

    with Ledger.open(ledger, create=False) as opened:
        rows = opened.journal(subject)
    with screen() as console:
        show_journal(console, rows)
