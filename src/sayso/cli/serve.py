"""`sayso serve`: the review desk in the browser."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  sayso serve
  sayso serve --ledger war.db --author ana
  sayso serve --port 8123 --open

\b
The desk answers on this machine alone and sends nothing anywhere. Stop it with Ctrl-C."""


@click.command(short_help="Open the review desk over a ledger in the browser.", epilog=_EPILOG)
@click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option(
    "--author", envvar="SAYSO_AUTHOR", metavar="NAME", help="Who decides  [default: SAYSO_AUTHOR, else the login name]"
)
@click.option("--open", "browse", is_flag=True, help="Open the browser as well.")
def serve(ledger: str, port: int, author: str | None, browse: bool) -> None:
    """Check, correct and understand a ledger in the browser: reports with their evidence marked, claims to decide by
    the keyboard, incidents with every figure by its speaker, a map and a timeline."""
    from sayso.cli.judge import login_name
    from sayso.errors import MissingExtra

    try:
        from sayso.web.serve import run
    except ImportError as error:
        raise MissingExtra('the desk needs its packages: pip install "sayso[desk]"') from error
    from sayso.web.settings import Settings

    run(Settings(ledger, author=author or login_name() or "desk"), port=port, browse=browse, say=click.echo)
