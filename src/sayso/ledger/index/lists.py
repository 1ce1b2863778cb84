"""Lists out of the index, page by page: incidents, claims, the review queue and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, UnaryExpression, and_, func, nulls_last, or_, select

from sayso.errors import LedgerError
from sayso.ledger.index.wanted import Conditions, asks_for_all, of_claims
from sayso.ledger.packing import unpack
from sayso.ledger.schema import claim_rows, incident_rows, report_rows, reports
from sayso.model.claim import Act, Measure
from sayso.model.event import EventType
from sayso.model.overview import (
    ClaimRow,
    IncidentRow,
    Listing,
    Progress,
    QueueRow,
    Sort,
    State,
    Wanted,
)
from sayso.model.span import Span

LARGEST = 1000  # rows of a page
_INCIDENT, _CLAIM, _QUEUE = incident_rows.c, claim_rows.c, report_rows.c
_KINDS: Mapping[str, type[EventType] | type[Measure] | type[Act]] = {
    "event": EventType,
    "toll": Measure,
    "statement": Act,
}
_ORDER: Mapping[Sort, UnaryExpression[Any]] = {
    Sort.NEWEST: nulls_last(_INCIDENT.first.desc()),
    Sort.OLDEST: nulls_last(_INCIDENT.first.asc()),
    Sort.TOLL: nulls_last(_INCIDENT.toll.desc()),
    Sort.DOUBT: _INCIDENT.doubt.desc(),
    Sort.VOICES: _INCIDENT.independent.desc(),
}


def incident_rows_of(
    connection: Connection, conditions: Conditions, sort: Sort, page: int, size: int
) -> Listing[IncidentRow]:
    """A page of the incidents that meet the conditions."""
    page, size = _page(page, size)
    total = connection.execute(select(func.count()).select_from(incident_rows).where(*conditions)).scalar_one()
    query = select(_INCIDENT.body).where(*conditions).order_by(_ORDER[sort], _INCIDENT.id)
    bodies = connection.execute(query.limit(size).offset((page - 1) * size)).scalars()
    return Listing(tuple(unpack(IncidentRow, body) for body in bodies), total, page, size)


def incident_ids(connection: Connection, conditions: Conditions, sort: Sort | None) -> tuple[str, ...]:
    """The ids of the incidents that meet the conditions, sorted, or in their own order."""
    order = (_INCIDENT.id,) if sort is None else (_ORDER[sort], _INCIDENT.id)
    query = select(_INCIDENT.id).where(*conditions).order_by(*order)
    return tuple(connection.execute(query).scalars())


def claim_rows_of(connection: Connection, wanted: Wanted, sort: Sort, page: int, size: int) -> Listing[ClaimRow]:
    """A page of the claims that are wanted; the newest are those published last."""
    page, size = _page(page, size)
    conditions = of_claims(connection, wanted)
    total = connection.execute(select(func.count()).select_from(claim_rows).where(*conditions)).scalar_one()
    number = func.coalesce(_CLAIM.low, _CLAIM.high)
    order: Mapping[Sort, tuple[ColumnElement[Any], ...]] = {
        Sort.NEWEST: (nulls_last(_CLAIM.published.desc()),),
        Sort.OLDEST: (nulls_last(_CLAIM.published.asc()),),
        Sort.TOLL: (nulls_last(number.desc()),),
        Sort.DOUBT: (_CLAIM.doubt.desc(),),
        Sort.VOICES: (nulls_last(_CLAIM.voice.asc()),),
    }
    some = select(_CLAIM.seq).where(*conditions).order_by(*order[sort], _CLAIM.id, _CLAIM.noun)
    chosen = some.limit(size).offset((page - 1) * size)
    query = select(claim_rows, reports.c.title).join(reports, reports.c.id == _CLAIM.report)
    found = (
        {row.seq: row for row in connection.execute(query.where(_CLAIM.seq.in_(seqs)))}
        if (seqs := connection.execute(chosen).scalars().all())
        else {}
    )
    return Listing(tuple(_claim(found[seq]) for seq in seqs), total, page, size)


def queue_of(connection: Connection, wanted: Wanted, page: int, size: int) -> Listing[QueueRow]:
    """A page of the reports that have something undecided, the most doubtful first."""
    page, size = _page(page, size)
    conditions: list[ColumnElement[bool]] = [_QUEUE.decided < _QUEUE.claims]
    if not asks_for_all(wanted):
        conditions.append(_QUEUE.report.in_(select(_CLAIM.report).where(*of_claims(connection, wanted))))
    total = connection.execute(select(func.count()).select_from(report_rows).where(*conditions)).scalar_one()
    some = select(report_rows).where(*conditions).order_by(_QUEUE.doubt.desc(), _QUEUE.report)
    chosen = some.limit(size).offset((page - 1) * size).subquery()
    query = select(chosen, reports.c.title, reports.c.outlet, reports.c.published)
    rows = connection.execute(
        query.join(reports, reports.c.id == chosen.c.report).order_by(chosen.c.doubt.desc(), chosen.c.report)
    )
    return Listing(
        tuple(
            QueueRow(row.report, row.title, row.outlet, row.published, row.claims, row.decided, row.doubt, row.why)
            for row in rows
        ),
        total,
        page,
        size,
    )


def next_of_queue(connection: Connection, after: str | None) -> str | None:
    """The report that comes after this one in the queue, or the first; None when nothing is left.

    A report that is done has its place by what its doubt was, so that one goes on from there.
    """
    query = select(_QUEUE.report).where(_QUEUE.decided < _QUEUE.claims).order_by(_QUEUE.doubt.desc(), _QUEUE.report)
    place = None
    if after is not None:
        place = connection.execute(select(report_rows).where(_QUEUE.report == after)).one_or_none()
    if place is not None:
        doubt = place.doubt if place.decided < place.claims else place.rank
        later = or_(_QUEUE.doubt < doubt, and_(_QUEUE.doubt == doubt, _QUEUE.report > place.report))
        found = connection.execute(query.where(later).limit(1)).scalar()
        if found is not None:
            return str(found)
        query = query.where(_QUEUE.report != place.report)
    first = connection.execute(query.limit(1)).scalar()
    return None if first is None else str(first)


def progress_of(connection: Connection) -> Progress:
    """How far the ledger is reviewed."""
    done = func.count().filter(_QUEUE.decided >= _QUEUE.claims)
    query = select(func.sum(_QUEUE.claims), func.sum(_QUEUE.decided), func.count(), done)
    claims, decided, total, finished = connection.execute(query).one()
    return Progress(int(claims or 0), int(decided or 0), total, finished)


def _page(page: int, size: int) -> tuple[int, int]:
    if page < 1 or not 1 <= size <= LARGEST:
        raise LedgerError(f"there is no page {page} of {size} rows: pages begin with 1 and have 1 to {LARGEST} rows")
    return min(page, 2**31), size


def _claim(row: Row[Any]) -> ClaimRow:
    return ClaimRow(
        id=row.id,
        report=row.report,
        noun=row.noun,
        kind=_KINDS[row.noun](row.kind),
        incident=row.incident,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        first=row.first,
        country=row.country,
        speaker=row.speaker,
        voice=row.voice,
        low=row.low,
        high=row.high,
        words=row.words,
        span=Span(row.begin, row.end),
        score=row.score,
        state=State(row.state),
        contested=row.contested,
        doubt=row.doubt,
    )
