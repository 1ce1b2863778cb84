"""`sayso serve`: the review desk in the browser."""

from __future__ import annotations

import click

_EPILOG = """\b
Examples:
  sayso serve
  sayso serve --ledger war.db --author ana
  sayso serve --port 8123 --open
  sayso serve --host 0.0.0.0 --host-name desk.newsroom.example
  sayso serve --host-name desk.newsroom.example --behind-https

\b
As long as the ledger has no accounts, the desk answers on this machine alone. It sends nothing anywhere. For a team:
`sayso people add NAME` first; then --host, or better a server of yours that does https (docs/desk-safety.md).
Stop it with Ctrl-C."""


@click.command(short_help="Open the review desk over a ledger in the browser.", epilog=_EPILOG)
@click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen; others need accounts."
)
@click.option(
    "--host-name", "names", multiple=True, metavar="NAME", help="A name that browsers know the desk by. Repeatable."
)
@click.option(
    "--behind-https", is_flag=True, help="A server on this machine does https and passes requests on to the desk."
)
@click.option(
    "--author", envvar="SAYSO_AUTHOR", metavar="NAME", help="Who decides  [default: SAYSO_AUTHOR, else the login name]"
)
@click.option("--open", "browse", is_flag=True, help="Open the browser as well.")
def serve(  # noqa: PLR0917 - click passes every option by name
    ledger: str, port: int, host: str, names: tuple[str, ...], behind_https: bool, author: str | None, browse: bool
) -> None:
    """Check, correct and understand a ledger in the browser: reports with their evidence marked, claims to decide by
    the keyboard, incidents with every figure by its speaker, a map and a timeline. Where the ledger has accounts
    (sayso people), everybody logs in and decides under their own name."""
    from sayso.cli.judge import login_name
    from sayso.errors import MissingExtra

    try:
        from sayso.web.serve import run, settled
    except ImportError as error:
        raise MissingExtra('the desk needs its packages: pip install "sayso[desk]"') from error
    from sayso.web.settings import Settings

    asked = Settings(ledger, author=author or login_name() or "desk", secure=behind_https)
    run(settled(asked, host, names), port=port, host=host, browse=browse, say=click.echo)
