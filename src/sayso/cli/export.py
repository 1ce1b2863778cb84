"""`sayso export`: the ledger's incidents and claims in the formats of the field."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sayso.cli.listing import RULES, country_codes, ledger_option
from sayso.cli.read import _day

if TYPE_CHECKING:
    from sayso.export import Chosen, Format, Material

_FORMATS = ("acled", "ucdp", "claims-csv", "incidents-csv", "jsonl", "geojson", "parquet", "ftm")
_SIGPIPE_EXIT = 128 + 13

_EPILOG = """\b
Formats:
  acled          ACLED's 31 columns, one row per incident and day (CSV)
  ucdp           UCDP GED's columns, organised violence with at least one death (CSV)
  claims-csv     every figure, statement and field of an event: who gives it, where, in which words (CSV)
  incidents-csv  every incident with its tolls as low, best and high (CSV)
  jsonl          every incident in full, one JSON object a line
  geojson        incidents on a map, with how exactly each is placed (RFC 7946)
  parquet        the tables claims, incidents and reports, a file each, in a folder
  ftm            FollowTheMoney entities, one JSON object a line

\b
Examples:
  sayso export acled -o events.csv
  sayso export ucdp --since 2024-01-01 --until 2024-12-31 --country Iraq -o ged.csv
  sayso export claims-csv --type air-drone-strike --with-text -o claims.csv
  sayso export geojson --country IQ --country SY -o map.geojson
  sayso export parquet -o tables/"""


@click.command(short_help="Write the ledger as tables of the field.", epilog=_EPILOG)
@click.argument("form", metavar="FORMAT", type=click.Choice(_FORMATS))
@ledger_option
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help="Write to this file (parquet: into this folder) instead of standard output.",
)
@click.option(
    "--rule",
    type=click.Choice(RULES),
    help="How contradicting tolls become low, best and high  [default: the format's own, else ucdp-span]",
)
@click.option("--since", metavar="DATE", callback=_day, help="Only incidents of this day or later.")
@click.option("--until", metavar="DATE", callback=_day, help="Only incidents of this day or earlier.")
@click.option("--country", "countries", metavar="NAME|CODE", multiple=True, help="Only of this country. Repeatable.")
@click.option("--type", "types", metavar="TYPE", multiple=True, help="Only this kind of event. Repeatable.")
@click.option("--with-text", is_flag=True, help="Also text of the reports, beyond the words of one claim.")
def export(  # noqa: PLR0917 - click passes every option by name
    form: str,
    ledger: str,
    output: Path | None,
    rule: str | None,
    since: date | None,
    until: date | None,
    countries: tuple[str, ...],
    types: tuple[str, ...],
    with_text: bool,
) -> None:
    """Write the ledger's incidents and claims in one of the formats below.

    Every value comes from the reports by a rule that docs/export tells column by column; what a rule cannot give is
    blank. Incidents that a format cannot hold are counted on standard error with the reason. Text of reports is left
    out unless --with-text. No cell of a CSV is a formula to a spreadsheet. A file appears under its name when it is
    complete, and the same ledger gives the same file.
    """
    from sayso.export import format_named
    from sayso.export.source import from_ledger
    from sayso.ledger.ledger import Ledger
    from sayso.model.incident import TollRule

    chosen_format = format_named(form)
    _check(chosen_format, output, rule, with_text=with_text)
    chosen = _chosen(since, until, countries, types)
    toll_rule = chosen_format.rule or TollRule(rule or TollRule.UCDP_SPAN)
    with Ledger.open(ledger, create=False) as opened:
        material = from_ledger(opened, chosen, toll_rule, with_text=with_text)
        _write(chosen_format, material, output)
    _tell_left_out(chosen_format, material)


def _check(form: Format, output: Path | None, rule: str | None, *, with_text: bool) -> None:
    if form.rule is not None and rule not in (None, form.rule.value):
        raise click.BadParameter(f"{form.name} goes by {form.rule.value}: leave --rule out", param_hint="--rule")
    if with_text and not form.text:
        raise click.BadParameter(f"{form.name} has no place for text", param_hint="--with-text")
    if form.write_folder is not None and (output is None or str(output) == "-"):
        raise click.BadParameter(f"{form.name} is several files: name a folder", param_hint="--output")


def _chosen(since: date | None, until: date | None, countries: tuple[str, ...], types: tuple[str, ...]) -> Chosen:
    from sayso.errors import InputError
    from sayso.export import Chosen, event_types

    try:
        kinds = frozenset(kind for words in types for kind in event_types(words))
    except InputError as error:
        raise click.BadParameter(str(error), param_hint="--type") from error
    return Chosen(since, until, country_codes(countries), kinds)


def _write(form: Format, material: Material, output: Path | None) -> None:
    from sayso.export.files import whole_folder

    if form.write is not None:
        with sink(output) as out:
            form.write(material, out)
        return
    if form.write_folder is not None and output is not None:
        try:
            with whole_folder(output) as folder:
                form.write_folder(material, folder)
        except OSError as error:
            raise _unwritable(output, error) from error


@contextmanager
def sink(output: Path | None) -> Iterator[TextIO]:
    """Standard output in UTF-8, or a file that appears when it is complete. Raises click.BadParameter when not."""
    from sayso.export.files import whole_file

    if output is None or str(output) == "-":
        try:
            if hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(encoding="utf-8", newline="")
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes standard output once more at its end: give it somewhere to go.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            click.get_current_context().exit(_SIGPIPE_EXIT)
        return
    try:
        with whole_file(output) as out:
            yield out
    except OSError as error:
        raise _unwritable(output, error) from error


def _unwritable(output: Path, error: OSError) -> click.BadParameter:
    return click.BadParameter(f"{output} cannot be written: {error.strerror}", param_hint="--output")


def _tell_left_out(form: Format, material: Material) -> None:
    reasons = Counter(why for incident in material.incidents if (why := form.left_out(incident)))
    if reasons:
        told = "; ".join(f"{count}: {why}" for why, count in sorted(reasons.items()))
        total = f"{reasons.total()} of {len(material.incidents)} incidents"
        click.echo(f"sayso: {total} are not in {form.name} ({told})", err=True)
