"""`sayso incident`: one incident in full."""

from __future__ import annotations

import click

from sayso.cli.listing import ledger_option, rule_option

_EPILOG = """\b
Examples:
  sayso incident 5a9c13f45b71a229
  sayso incident 5a9c13f45b71a229 --rule majority --explain

\b
In the range charts:
  ●        a voice's figure        ●──▶  at least        ◀──●  up to        ├──┤  from … to
  ○        not counted, and why
  ◆        best, between low and high"""


@click.command(short_help="Show one incident: who said what when.", epilog=_EPILOG)
@click.argument("incident_id", metavar="ID")
@ledger_option
@rule_option
@click.option("--explain", is_flag=True, help="Also why each figure counts, and why the reports are of one incident.")
def incident(incident_id: str, ledger: str, rule: str, explain: bool) -> None:
    """Show one incident, by its id or that of one of its accounts: what most voices tell, every figure on one scale
    with low, best and high below it, what is contested, who said what when in which words, and the reports."""
    from sayso.cli.listing import screen
    from sayso.ledger.ledger import Ledger
    from sayso.model.incident import TollRule
    from sayso.render.incident import show_incident

    with Ledger.open(ledger, create=False) as opened:
        found = opened.incident(incident_id, TollRule(rule))
    with screen() as console:
        show_incident(console, found, explain=explain)
