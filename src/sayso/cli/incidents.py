"""`sayso incidents`: all incidents of a ledger in a table."""

from __future__ import annotations

from datetime import date

import click

from sayso.cli.listing import chosen_options, ledger_option, rule_option

_EPILOG = """\b
Examples:
  sayso incidents
  sayso incidents --since 2024-01-28 --until 2024-02-05 --country Jordan --country Iraq
  sayso incidents --contested
  sayso incidents --rule acled-lowest --limit 500 | less

\b
In the table:
  3            low, best and high are one number
  40 (34–40)   best, and between what low and high
  34+          no less than 34
  voices       who tells it without repeating another; ten outlets that quote one ministry are one voice
  !            what the voices contest"""


@click.command(short_help="List the incidents: what, where, whose words, how many.", epilog=_EPILOG)
@ledger_option
@chosen_options
@click.option("--contested", "only_contested", is_flag=True, help="Only incidents on which voices exclude each other.")
@rule_option
def incidents(  # noqa: PLR0917 - click passes every option by name
    ledger: str,
    since: date | None,
    until: date | None,
    countries: tuple[str, ...],
    limit: int,
    only_contested: bool,
    rule: str,
) -> None:
    """List incidents, the newest first: day, place, type, who to whom and by whose words, killed and injured,
    how many independent voices and outlets tell it, its grade, and what is contested."""
    from sayso.cli.listing import country_codes, newest, screen
    from sayso.ledger.ledger import Ledger
    from sayso.model.overview import Wanted
    from sayso.render.incidents import show_incidents

    wanted = Wanted(since, until, country_codes(countries), contested=only_contested or None)
    with Ledger.open(ledger, create=False) as opened:
        found, left_out = newest(opened, wanted, limit, rule)
    with screen() as console:
        show_incidents(console, found, left_out=left_out)
