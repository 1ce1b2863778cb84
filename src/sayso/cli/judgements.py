"""`sayso judgements` and `sayso import-judgements`: what people decided, as a CSV and back."""

from __future__ import annotations

from pathlib import Path

import click

_EPILOG = """\b
Examples:
  sayso judgements
  sayso judgements --csv -o decided.csv
  sayso judgements --csv --claims -o to-review.csv   every claim, with room for a decision
  sayso judgements --looks                           those whose claim is not there any more"""

_IMPORT_EPILOG = """\b
Examples:
  sayso import-judgements decided.csv
  sayso import-judgements to-review.csv --author "Ana Example"

\b
A row without a decision is passed over, one that says what stands changes nothing, an edited one supersedes what it
said before, and "undo" in the decision takes its judgement back. Bad rows are listed and the rest is taken."""


@click.command(short_help="List what people decided, or write it as a CSV to edit.", epilog=_EPILOG)
@click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")
@click.option("--looks", is_flag=True, help="Only those that need a look: their claim does not stand any more.")
@click.option("--csv", "as_table", is_flag=True, help="Write all as CSV, as import-judgements takes it back.")
@click.option("--claims", is_flag=True, help="With --csv: also every claim that could be judged.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="With --csv: the file to write.")
def judgements(ledger: str, looks: bool, as_table: bool, claims: bool, output: Path | None) -> None:
    """List every judgement: decision, claim, value, author, time, reason, and whether it is in force."""
    from sayso.cli.listing import screen
    from sayso.cli.output import _opened
    from sayso.ledger import Ledger
    from sayso.ledger.judgement_csv import as_csv
    from sayso.render.ledger import show_judgements

    if (claims or output) and not as_table:
        raise click.UsageError("--claims and --output go with --csv")
    with Ledger.open(ledger, create=False) as opened:
        if as_table:
            with _opened(output) as out:
                for line in as_csv(opened, with_claims=claims):
                    out.write(line.replace("\r\n", "\n"))
            return
        needing = opened.looks()
        listed = tuple(look.judgement for look in needing) if looks else opened.judgements()
    with screen() as console:
        show_judgements(console, listed, {look.judgement.id: look.why for look in needing})


@click.command(
    "import-judgements", short_help="Take back a CSV of judgements that a person edited.", epilog=_IMPORT_EPILOG
)
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option(
    "--author", envvar="SAYSO_AUTHOR", metavar="NAME", help="Who decides, in rows that name nobody  [default: as judge]"
)
@click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")
def import_judgements(file: Path, author: str | None, ledger: str) -> None:
    """Decide what the rows of a CSV say. It begins as the output of `sayso judgements --csv`."""
    from sayso.cli.judge import login_name
    from sayso.errors import JudgementError
    from sayso.ledger import Ledger
    from sayso.ledger.judgement_csv import take
    from sayso.render.safe import one_line

    with Ledger.open(ledger, create=False) as opened:
        taken = take(opened, file, author or login_name())
    for line, why in taken.bad:
        click.echo(f"sayso: {one_line(str(file))}, line {line}: {one_line(why)}", err=True)
    click.echo(f"{len(taken.made)} judgements made, {taken.same} rows said nothing new, {len(taken.bad)} bad rows")
    click.get_current_context().exit(JudgementError.exit_code if taken.bad else 0)
