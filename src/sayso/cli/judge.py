"""`sayso judge`: a person's decision about a claim, or about two accounts of an event."""

from __future__ import annotations

import getpass

import click

_DECISIONS = ("accept", "reject", "correct", "same", "different", "add", "undo")
_EPILOG = """\b
Examples:
  sayso judge accept 5a9c13f45b71a229/e1
  sayso judge reject 5a9c13f45b71a229/t2 --reason "these are the wounded of another day"
  sayso judge correct 5a9c13f45b71a229/t1 number "at least 19"
  sayso judge correct 5a9c13f45b71a229/e1 perpetrators '["the River Front"]'
  sayso judge correct 5a9c13f45b71a229/e1 date unknown
  sayso judge same 5a9c13f45b71a229/e1 77e0aa12bc34de56/e2
  sayso judge add 5a9c13f45b71a229 toll "two guards" measure=killed number=2 event=e1
  sayso judge add 5a9c13f45b71a229 event "seized the bridge" type=armed-clash at=1042
  sayso judge undo 0f61b2a93c4d5e6f --reason "a mistake of mine"

\b
What can be corrected:
  events       type, status, date, places, countries, perpetrators, targets, weapons, claimed_by, evidence
  tolls        number, measure, who, speaker, event, sentence
  statements   act, speaker, accused, event, sentence
Parties, weapons, places and speakers are given by their words in the report.

\b
What was missed is added by its words in the report: an event with its type, a toll with measure and number, a
statement with act and speaker, and whatever else of these fields. "at" says where the words begin, in code points,
if they stand in several places."""


@click.command(short_help="Accept, reject, correct or add a claim; say which events are the same.", epilog=_EPILOG)
@click.argument("decision", type=click.Choice(_DECISIONS))
@click.argument("subject", metavar="REPORT/CLAIM|REPORT|JUDGEMENT")
@click.argument("details", metavar="[FIELD VALUE|OTHER|NOUN WORDS FIELD=VALUE…]", nargs=-1)
@click.option("--reason", default="", metavar="TEXT", help="Why: it stands beside the decision.")
@click.option(
    "--author", envvar="SAYSO_AUTHOR", metavar="NAME", help="Who decides  [default: SAYSO_AUTHOR, else the login name]"
)
@click.option("--ledger", default="sayso.db", show_default=True, metavar="FILE|URL", help="The ledger.")
def judge(  # noqa: PLR0917 - click passes every option by name
    decision: str, subject: str, details: tuple[str, ...], reason: str, author: str | None, ledger: str
) -> None:
    """Record what a person decides. The machine's answer stays beside it, and a later decision supersedes an earlier
    one without taking its row away; `undo` takes back one step."""
    from sayso.ledger import Ledger
    from sayso.ledger.corrections import as_json
    from sayso.model.judgement import Decision

    chosen = Decision(decision)
    if chosen is Decision.ADD:
        click.echo(_add(subject, details, reason, author or login_name(), ledger))
        return
    field, value, other = _details(chosen, details)
    who = author or login_name()
    with Ledger.open(ledger, create=False) as opened:
        if chosen is Decision.UNDO:
            made = opened.undo(subject, author=who, reason=reason)
        else:
            made = opened.judge(
                chosen, subject, author=who, field=field, value=None if value is None else as_json(value), other=other,
                reason=reason,
            )  # fmt: skip
    click.echo(made.id)


def _add(report: str, details: tuple[str, ...], reason: str, author: str, ledger: str) -> str:
    """Add a claim; returns its id."""
    from sayso.errors import JudgementError
    from sayso.ledger import Ledger
    from sayso.ledger.corrections import as_json, parsed
    from sayso.ledger.selection import selected

    pairs = [each.partition("=") for each in details[2:]]
    if len(details) < 2 or not all(name and equals for name, equals, _ in pairs):
        raise click.UsageError("add takes NOUN WORDS FIELD=VALUE… after the report: see sayso judge --help")
    values = {name: parsed(as_json(value)) for name, _, value in pairs}
    begin = values.pop("at", None)
    if begin is not None and (isinstance(begin, bool) or not isinstance(begin, int)):
        raise JudgementError("at= is where the words begin: a whole number, in code points")
    noun, words = details[:2]
    with Ledger.open(ledger, create=False) as opened:
        span = selected(opened.report(report).text, words, begin)
        made = opened.add_claim(report, noun, span, values, author=author, reason=reason)
        return f"{made.id} {opened.claim_of(made)}"


def login_name() -> str:
    """The user's name on this machine; "" when there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _details(decision: object, details: tuple[str, ...]) -> tuple[str, str | None, str | None]:
    """Field, value and other event out of the words after the subject."""
    from sayso.model.judgement import Decision

    wanted = {
        Decision.CORRECT: (2, "FIELD VALUE"),
        Decision.SAME: (1, "OTHER"),
        Decision.DIFFERENT: (1, "OTHER"),
        Decision.ACCEPT: (len(details) if len(details) < 2 else 1, "[FIELD]"),
    }
    number, usage = wanted.get(decision, (0, "nothing"))  # type: ignore[call-overload]
    if len(details) != number:
        raise click.UsageError(f"{decision} takes {usage} after its subject: see sayso judge --help")
    if decision is Decision.CORRECT:
        return details[0], details[1], None
    if decision is Decision.ACCEPT:
        return (details[0] if details else ""), None, None
    return "", None, (details[0] if details else None)
