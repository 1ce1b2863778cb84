"""Judgements as rows, and which of them stand. Rows are only ever added; one is superseded by a row that says so."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, or_, select, true

from sayso.ledger.schema import judgements, superseded
from sayso.model.jsonform import noun_from_json, noun_to_json
from sayso.model.judgement import Anchor, Decision, Judgement


def new_id() -> str:
    """An id that no other judgement has, on whatever machine it is made."""
    return secrets.token_hex(8)


def add(connection: Connection, new: Judgement, supersedes: Iterable[str] = ()) -> None:
    """Store a judgement and what it supersedes."""
    connection.execute(
        judgements.insert().values(
            id=new.id,
            decision=new.decision.value,
            author=new.author,
            made=new.made.isoformat(timespec="microseconds"),
            report=new.subject.report,
            other_report=new.other.report if new.other else None,
            subject=_written(new.subject),
            other=_written(new.other) if new.other else None,
            value=new.value,
            reason=new.reason,
        )
    )
    rows = [{"judgement": old, "by": new.id} for old in sorted(set(supersedes))]
    if rows:
        connection.execute(superseded.insert(), rows)


def of_reports(connection: Connection, reports: Sequence[str]) -> tuple[Judgement, ...]:
    """All judgements with one of these reports as subject or other, standing or not, in the order they were made."""
    return _loaded(connection, or_(judgements.c.report.in_(reports), judgements.c.other_report.in_(reports)))


def every(connection: Connection) -> tuple[Judgement, ...]:
    """All judgements, standing or not, in the order they were made."""
    return _loaded(connection, true())


def standing(all_of_them: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those in force: not superseded, and no undo. `superseded_by` says what `every` and `of_reports` found."""
    return tuple(each for each in all_of_them if each.superseded_by is None and each.decision is not Decision.UNDO)


def superseders(decisions: Mapping[str, Decision], rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each judgement that is out of force → the one that put it out.

    `rows` are (judgement, by). A row counts while `by` itself was not undone; what an undone one superseded is in
    force again, so that undoing takes back exactly one step.
    """
    by_whom: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in rows:
        by_whom[old].append(new)

    def undone(judgement: str) -> bool:
        return any(decisions[each] is Decision.UNDO and not undone(each) for each in by_whom[judgement])

    found: dict[str, str] = {}
    for old in tuple(by_whom):
        acting = [new for new in by_whom[old] if not undone(new)]
        if acting:
            found[old] = acting[-1]
    return found


def _loaded(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Judgement, ...]:
    rows = connection.execute(select(judgements).where(wanted).order_by(judgements.c.seq)).all()
    found = [_judgement(row) for row in rows]
    # Whatever supersedes a judgement is about the same reports, so it is among those found.
    ids = {each.id: each.decision for each in found}
    links = (
        select(superseded.c.judgement, superseded.c.by)
        .join(judgements, judgements.c.id == superseded.c.by)
        .where(wanted)
        .order_by(judgements.c.seq)
    )
    out = superseders(ids, [pair for pair in connection.execute(links) if pair[0] in ids])
    return tuple(replace(each, superseded_by=out.get(each.id)) for each in found)


def _judgement(row: Row[tuple[object, ...]]) -> Judgement:
    return Judgement(
        id=row.id,
        decision=Decision(row.decision),
        author=row.author,
        made=datetime.fromisoformat(row.made),
        subject=_read(row.subject),
        other=_read(row.other) if row.other else None,
        value=row.value,
        reason=row.reason,
    )


def _written(anchor: Anchor) -> str:
    return json.dumps(noun_to_json(anchor), ensure_ascii=False)


def _read(written: str) -> Anchor:
    # Rows of before claims could be added do not say by whom.
    return noun_from_json(Anchor, {"added": "", **json.loads(written)})
