"""`sayso people`: who may use the desk over a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sayso.ledger import Ledger

_ROLES = ("reader", "coder", "editor")
_EPILOG = """\b
Examples:
  sayso people add ana --role editor
  sayso people list
  sayso people password ana
  sayso people key ana

\b
Roles:
  reader   looks at everything
  coder    also decides about claims and incidents, and adds reports
  editor   also decides over what others decided

Once a ledger has an account, `sayso serve` asks everybody to log in."""

_ledger = click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")
_role = click.Choice(_ROLES)


@click.group(short_help="Manage the accounts of those who use the desk.", epilog=_EPILOG)
def people() -> None:
    """Accounts for the review desk: a name, a password and a role. Passwords are asked for on the terminal and are
    stored hashed by argon2; sessions and keys are stored as digests."""


@people.command(short_help="Make an account.", epilog="\b\nExample:\n  sayso people add ana --role editor")
@click.argument("name")
@click.option("--role", type=_role, default="coder", show_default=True, help="What they may do.")
@_ledger
def add(name: str, role: str, ledger: str) -> None:
    """Make an account for NAME. The name will stand on what they decide. The ledger is made when there is none."""
    from sayso.model.person import Role

    with _opened(ledger, create=True) as opened:
        made = opened.people.add(name, Role[role.upper()], _new_password(name))
    click.echo(f"{made.name} may log in as {role}.")


@people.command("list", short_help="List the accounts.", epilog="\b\nExample:\n  sayso people list --ledger war.db")
@_ledger
def list_(ledger: str) -> None:
    """List the accounts with their roles, where they are logged in and when they were last seen."""
    with _opened(ledger) as opened:
        members = opened.people.all()
    if not members:
        click.echo("No accounts: `sayso serve` answers this machine alone. `sayso people add NAME` makes one.")
    for member in members:
        seen = f"last seen {member.seen:%Y-%m-%d %H:%M} UTC" if member.seen else "not logged in"
        key = ", has a key" if member.keyed else ""
        click.echo(f"{member.role.word:<7} {member.name}  ({seen}, {member.sessions} open sessions{key})")


@people.command(short_help="Change what somebody may do.", epilog="\b\nExample:\n  sayso people role ana reader")
@click.argument("name")
@click.argument("role", type=_role)
@_ledger
def role(name: str, role: str, ledger: str) -> None:
    """Let NAME do more or less. It holds at once."""
    from sayso.model.person import Role

    with _opened(ledger) as opened:
        opened.people.set_role(name, Role[role.upper()])
    click.echo(f"{name} is {role} now.")


@people.command(short_help="Give somebody another password.", epilog="\b\nExample:\n  sayso people password ana")
@click.argument("name")
@_ledger
def password(name: str, ledger: str) -> None:
    """Give NAME another password, and log them out everywhere."""
    with _opened(ledger) as opened:
        opened.people.set_password(name, _new_password(name))
    click.echo(f"{name} has another password and is logged out everywhere.")


@people.command(
    short_help="Make a key for programs.",
    epilog="\b\nExamples:\n  sayso people key ana\n  sayso people key ana --take-back",
)
@click.argument("name")
@click.option("--take-back", is_flag=True, help="Let no program act for them any more.")
@_ledger
def key(name: str, take_back: bool, ledger: str) -> None:
    """Print a key by which programs act for NAME, as "Authorization: Bearer KEY" under /api. It is shown this once;
    an earlier key of theirs does not work any more."""
    from sayso.web.accounts import new_key

    with _opened(ledger) as opened:
        made, digest = (None, None) if take_back else new_key()
        opened.people.set_key(name, digest)
    click.echo(made or f"{name} has no key now.")


@people.command(short_help="Take an account away.", epilog="\b\nExample:\n  sayso people remove ana")
@click.argument("name")
@_ledger
def remove(name: str, ledger: str) -> None:
    """Take the account of NAME away, and log them out. What they decided stays, with their name on it."""
    with _opened(ledger) as opened:
        opened.people.remove(name)
    click.echo(f"{name} has no account any more.")


def _opened(ledger: str, *, create: bool = False) -> Ledger:
    from sayso.cli.judge import login_name
    from sayso.errors import MissingExtra
    from sayso.ledger import Ledger

    try:
        import sayso.web.accounts
    except ImportError as error:
        raise MissingExtra('accounts need the desk\'s packages: pip install "sayso[desk]"') from error
    assert sayso.web.accounts
    return Ledger.open(ledger, create=create, author=login_name() or None)


def _new_password(name: str) -> str:
    """The hash of a password that is asked for twice and never shown."""
    from sayso.web.accounts import check_password, hashed

    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt="The same once more", err=True)
    check_password(typed, name)
    return hashed(typed)
