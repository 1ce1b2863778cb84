"""Judgements of same and different that cannot all hold, kept as needing a look until people have settled them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, or_, select

from sayso.incidents.judged import Conflict
from sayso.incidents.pool import Change
from sayso.ledger.database import chunks
from sayso.ledger.schema import judged_pairs, judgements, looks

_NAMED = 5  # judgements of same that a reason names


def keep_contradictions(connection: Connection, change: Change) -> None:
    """Put what contradicts itself in the groups that were divided anew in the place of what did before.

    It is the "different" that needs a look: it holds, and one of the "same" that lead around it does not.
    """
    table = judged_pairs
    for some in chunks(account for group in change.groups for account in group):
        touching = select(table.c.judgement).where(or_(table.c.one.in_(some), table.c.other.in_(some)))
        connection.execute(delete(looks).where(looks.c.judgement.in_(touching)))
    for conflict in change.conflicts:
        different = _judgement(connection, conflict.one, conflict.other, same=False)
        if different is not None:
            row = {"judgement": different, "report": _report(connection, different), "why": _why(connection, conflict)}
            connection.execute(looks.insert().values(**row))


def _why(connection: Connection, conflict: Conflict) -> str:
    steps = tuple(zip(conflict.chain, conflict.chain[1:], strict=False))
    found = [_judgement(connection, *sorted(step), same=True) for step in steps]
    return (
        f"{conflict.one} and {conflict.other} are judged different, yet {_listed([each for each in found if each])} "
        "makes them the same: they are kept apart; undo one of these judgements"
    )


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f"“same” {', '.join(ids[:_NAMED])}{more}"


def _judgement(connection: Connection, one: str, other: str, *, same: bool) -> str | None:
    table = judged_pairs
    wanted = select(table.c.judgement).where(table.c.one == one, table.c.other == other, table.c.same == same)
    return connection.execute(wanted.order_by(table.c.judgement).limit(1)).scalar()


def _report(connection: Connection, judgement: str) -> str:
    return str(connection.execute(select(judgements.c.report).where(judgements.c.id == judgement)).scalar_one())
