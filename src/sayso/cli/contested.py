"""`sayso contested`: what the voices of a ledger exclude each other on."""

from __future__ import annotations

from datetime import date

import click

from sayso.cli.listing import chosen_options, ledger_option

_EPILOG = """\b
Examples:
  sayso contested
  sayso contested --country Syria --since 2024-01-01

\b
What can be contested:
  perpetrator      two parties are said by different voices to have done it
  responsibility   a part in it is denied
  claim            claimed by one, and called unclaimed
  occurrence       that it happened is denied
  place            it is placed in two countries
  killed, injured  figures of which not all can be true
  who was killed   the same dead are called civilians and fighters"""


@click.command(short_help="List what the voices exclude each other on.", epilog=_EPILOG)
@ledger_option
@chosen_options
def contested(ledger: str, since: date | None, until: date | None, countries: tuple[str, ...], limit: int) -> None:
    """List contested facts, incident by incident, with the sides, who holds them and the words."""
    from sayso.cli.listing import country_codes, newest, screen
    from sayso.ledger.ledger import Ledger
    from sayso.model.overview import Wanted
    from sayso.render.incidents import show_contested

    wanted = Wanted(since, until, country_codes(countries), contested=True)
    with Ledger.open(ledger, create=False) as opened:
        found, left_out = newest(opened, wanted, limit)
    with screen() as console:
        show_contested(console, found, left_out=left_out)
