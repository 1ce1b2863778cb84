"""What the commands that show incidents have in common: the ledger they read, what they leave out, the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.read import _day

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.ledger import Ledger
    from sayso.model.incident import Incident
    from sayso.model.overview import Wanted

RULES = ("acled-lowest", "ucdp-span", "airwars-range", "latest-by-speaker", "majority")
_PIPED_WIDTH = 120
_SIGPIPE_EXIT = 128 + 13

ledger_option = click.option(
    "--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger to read."
)
rule_option = click.option(
    "--rule",
    type=click.Choice(RULES),
    default="ucdp-span",
    show_default=True,
    help="How contradicting tolls become low, best and high.",
)


def chosen_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose incidents: --since, --until, --country, --limit."""
    for option in (
        click.option(
            "--limit",
            type=click.IntRange(1),
            default=50,
            show_default=True,
            metavar="N",
            help="At most N, newest first.",
        ),
        click.option("--country", "countries", metavar="NAME|CODE", multiple=True, help="Only in it. Repeatable."),
        click.option("--until", metavar="DATE", callback=_day, help="Only incidents of this day or earlier."),
        click.option("--since", metavar="DATE", callback=_day, help="Only incidents of this day or later."),
    ):
        command = option(command)
    return command


def country_codes(names: Iterable[str]) -> frozenset[str]:
    """Names or ISO codes of countries as codes. Raises click.BadParameter for one that is no country's."""
    from sayso.knowledge.countries import countries, country_named

    found = set()
    for name in names:
        code = name.strip().upper() if name.strip().upper() in countries() else country_named(name)
        if code is None:
            raise click.BadParameter(f"“{name}” is no country; write its name or its ISO code", param_hint="--country")
        found.add(code)
    return frozenset(found)


def newest(ledger: Ledger, wanted: Wanted, limit: int, rule: str = "ucdp-span") -> tuple[list[Incident], int]:
    """The newest incidents that are wanted, those of unknown day last, and how many more there are.

    The index says which these are; it goes by ucdp-span. What is contested under another rule is found by deriving all.
    """
    from sayso.model.incident import TollRule
    from sayso.model.overview import Sort

    by, every = TollRule(rule), wanted
    of_this_rule = wanted.contested is not None and by is not TollRule.UCDP_SPAN
    if of_this_rule:
        every = replace(wanted, contested=None)
    ids = ledger.wanted_incident_ids(every, Sort.NEWEST)
    if not of_this_rule:
        return list(ledger.incidents(by, ids[:limit])), max(0, len(ids) - limit)
    found = [one for one in ledger.incidents(by, ids) if bool(one.contested) == wanted.contested]
    return found[:limit], max(0, len(found) - limit)


@contextmanager
def screen() -> Iterator[Console]:
    """The terminal; piped, plain text without colours, 120 columns wide unless COLUMNS says otherwise."""
    from rich.console import Console

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PIPED_WIDTH
    try:
        yield console
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more at its end: give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.get_current_context().exit(_SIGPIPE_EXIT)
