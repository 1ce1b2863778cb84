"""What stands beside what is shown: the rest of an incident, an outlet's reports, what else a filter could be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, func, nulls_last, select

from sayso.knowledge.countries import countries
from sayso.ledger.database import chunks
from sayso.ledger.index.facts import handle
from sayso.ledger.index.lists import _claim, _page
from sayso.ledger.index.wanted import of_incidents
from sayso.ledger.packing import unpack
from sayso.ledger.schema import claim_rows, incident_links, incident_rows, report_rows, reports
from sayso.model.overview import Choice, ClaimRow, IncidentRow, Listing, QueueRow, State, Wanted

_CLAIM, _LINK = claim_rows.c, incident_links.c
_NOT_REJECTED = _CLAIM.state != State.REJECTED.value


def rows_of(connection: Connection, incidents: Iterable[str]) -> Mapping[str, IncidentRow]:
    """The rows of these incidents by their ids; those that there are."""
    return {
        row.id: unpack(IncidentRow, row.body)
        for some in chunks(incidents)
        for row in connection.execute(
            select(incident_rows.c.id, incident_rows.c.body).where(incident_rows.c.id.in_(some))
        )
    }


def told_in(connection: Connection, incidents: Iterable[str], most: int) -> Mapping[str, Sequence[ClaimRow]]:
    """What is said in these incidents, as it was told: figures and statements that no person rejected.

    At most so many of each, those that are contested and those published last before others.
    """
    number = (
        func.row_number()
        .over(
            partition_by=_CLAIM.incident,
            order_by=(_CLAIM.contested.desc(), nulls_last(_CLAIM.published.desc()), _CLAIM.id, _CLAIM.noun),
        )
        .label("number")
    )
    found: defaultdict[str, list[ClaimRow]] = defaultdict(list)
    for some in chunks(incidents):
        wanted = (_CLAIM.incident.in_(some), _CLAIM.noun != "event", _NOT_REJECTED)
        counted = select(_CLAIM.seq, number).where(*wanted).subquery()
        query = (
            select(claim_rows, reports.c.title)
            .join(counted, counted.c.seq == _CLAIM.seq)
            .join(reports, reports.c.id == _CLAIM.report)
            .where(counted.c.number <= most)
            .order_by(counted.c.number)
        )
        for row in connection.execute(query):
            found[row.incident].append(_claim(row))
    return found


def loose_reports_of(connection: Connection) -> tuple[str, ...]:
    """The reports with figures or statements that are told of no event, and that no person rejected."""
    wanted = (_CLAIM.account.is_(None), _CLAIM.noun != "event", _NOT_REJECTED)
    return tuple(connection.execute(select(_CLAIM.report).where(*wanted).distinct().order_by(_CLAIM.report)).scalars())


def types_of(connection: Connection, wanted: Wanted) -> tuple[Choice, ...]:
    """The kinds of event among what is wanted, the commonest first."""
    number = func.count().label("number")
    kind = incident_rows.c.type
    query = select(kind.label("value"), number).where(*of_incidents(connection, wanted)).group_by(kind)
    rows = connection.execute(query.order_by(number.desc(), kind))
    return tuple(Choice(row.value, row.value, row.number) for row in rows)


def countries_of(connection: Connection, wanted: Wanted, limit: int) -> tuple[Choice, ...]:
    """The countries among what is wanted, the commonest first."""
    number = func.count().label("number")
    query = select(_LINK.value, number).where(_LINK.role == "country")
    if conditions := of_incidents(connection, wanted):
        query = query.where(_LINK.incident.in_(select(incident_rows.c.id).where(*conditions)))
    rows = connection.execute(query.group_by(_LINK.value).order_by(number.desc(), _LINK.value).limit(limit))
    known = countries()
    return tuple(
        Choice(row.value, known[row.value].name if row.value in known else row.value, row.number) for row in rows
    )


def reports_of(connection: Connection, outlet: str, page: int, size: int) -> Listing[QueueRow]:
    """A page of the reports of an outlet that hold claims, those published last first."""
    page, size = _page(page, size)
    theirs = select(_CLAIM.report).where(_CLAIM.outlet == handle(outlet)).distinct()
    condition = report_rows.c.report.in_(theirs)
    total = connection.execute(select(func.count()).select_from(report_rows).where(condition)).scalar_one()
    query = (
        select(report_rows, reports.c.title, reports.c.outlet, reports.c.published)
        .join(reports, reports.c.id == report_rows.c.report)
        .where(condition)
        .order_by(nulls_last(reports.c.published.desc()), report_rows.c.report)
    )
    rows = connection.execute(query.limit(size).offset((page - 1) * size))
    found = (QueueRow(r.report, r.title, r.outlet, r.published, r.claims, r.decided, r.doubt, r.why) for r in rows)
    return Listing(tuple(found), total, page, size)


def quoted_by(connection: Connection, outlet: str, limit: int) -> tuple[Choice, ...]:
    """Whom the reports of an outlet quote, with how many figures and statements, the most first."""
    number = func.count().label("number")
    theirs = (_CLAIM.outlet == handle(outlet), _CLAIM.speaker.is_not(None), _CLAIM.voice.is_not(None), _NOT_REJECTED)
    query = select(_CLAIM.voice, func.min(_CLAIM.speaker).label("told"), number).where(*theirs).group_by(_CLAIM.voice)
    rows = connection.execute(query.order_by(number.desc(), _CLAIM.voice).limit(limit)).all()
    named = select(_LINK.value, func.min(_LINK.name).label("name")).where(
        _LINK.role == "speaker", _LINK.value.in_([row.voice for row in rows])
    )
    names = {row.value: row.name for row in connection.execute(named.group_by(_LINK.value))}
    return tuple(Choice(row.voice, names.get(row.voice, row.told), row.number) for row in rows)
