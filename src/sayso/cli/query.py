"""`sayso query`: questions to the ledger in SQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sayso.cli.export import sink
from sayso.cli.listing import ledger_option, rule_option

if TYPE_CHECKING:
    from sayso.export.sql import Answer, Asked

_FORMS = ("table", "csv", "json")
_PIPED_WIDTH = 120

_EPILOG = """\b
Examples:
  sayso query --tables
  sayso query "SELECT date_first, place, killed_low, killed_high FROM incidents ORDER BY 1"
  sayso query "SELECT speaker, count(*) FROM claims WHERE kind = 'figure' GROUP BY ALL ORDER BY 2 DESC"
  sayso query "SELECT * FROM incidents WHERE list_contains(contested, 'killed')" --format json
  sayso query - --format csv -o answer.csv < question.sql"""


@click.command(short_help="Ask the ledger in SQL.", epilog=_EPILOG)
@click.argument("sql", metavar='"SQL"|-', required=False)
@ledger_option
@click.option("--tables", is_flag=True, help="List the tables and their columns, with what each holds.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(_FORMS),
    default="table",
    show_default=True,
    help="How to show the rows.",
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the rows to this file.")
@rule_option
def query(  # noqa: PLR0917 - click passes every option by name
    sql: str | None, ledger: str, tables: bool, form: str, output: Path | None, rule: str
) -> None:
    """Ask the ledger's tables claims, incidents and reports in SQL (DuckDB's).

    The tables are copied into memory for the question: nothing in the ledger can be changed, and the question can read
    no file and reach no network. "-" reads the question from standard input.
    """
    from sayso.export import Chosen
    from sayso.export.source import from_ledger
    from sayso.export.sql import Asked
    from sayso.ledger.ledger import Ledger
    from sayso.model.incident import TollRule

    if tables == (sql is not None):
        raise click.UsageError("write a question in SQL, or --tables to see what can be asked")
    with Ledger.open(ledger, create=False) as opened:
        asked = Asked(from_ledger(opened, Chosen(), TollRule(rule)))
    if sql == "-":
        sql = sys.stdin.read()
    answer = asked.ask(sql) if sql is not None else _described(asked)
    with sink(output) as out:
        _show(answer, form, out)


def _described(asked: Asked) -> Answer:
    from sayso.export.sql import Answer

    rows = tuple((d.table, d.name, d.type, d.rule) for d in asked.described())
    return Answer(("table", "column", "type", "holds"), ("VARCHAR",) * 4, rows)


def _show(answer: Answer, form: str, out: TextIO) -> None:
    from sayso.export.answers import write_csv, write_json

    if form == "csv":
        write_csv(answer, out)
    elif form == "json":
        write_json(answer, out)
    else:
        _table(answer, out)


def _table(answer: Answer, out: TextIO) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = max(_PIPED_WIDTH, 16 * len(answer.columns))
    table = Table(box=box.SIMPLE_HEAD)
    for name, kind in zip(answer.columns, answer.types, strict=True):
        number = kind.startswith(("BIGINT", "INTEGER", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL", "UBIGINT"))
        table.add_column(Text(_told(name)), justify="right" if number else "left", overflow="fold")
    for row in answer.rows:
        table.add_row(*(Text(_told(value)) for value in row))
    if answer.columns:
        console.print(table)
    console.print(Text(f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}", style="dim"))


def _told(value: object) -> str:
    """A value on one line, nothing for NULL; no character that moves the cursor or hides another."""
    from sayso.render.safe import one_line

    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(_told(each) for each in value)
    return one_line(str(value))
