"""What is wanted (`sayso.model.overview.Wanted`) as conditions on the rows of the index; every value is bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    column,
    func,
    insert,
    or_,
    select,
    table,
    text,
)

from sayso.ledger.index.facts import handle
from sayso.ledger.index.search import matching, words_of
from sayso.ledger.schema import accounts, claim_rows, escaped, incident_links, incident_rows, reports
from sayso.model.overview import Box, Wanted

Conditions: TypeAlias = Sequence[ColumnElement[bool]]

_INCIDENT = incident_rows.c
_CLAIM = claim_rows.c
_SETTLED = table("wanted_incidents", column("id", String(16)))


def of_incidents(connection: Connection, wanted: Wanted) -> Conditions:
    """What a row of `incident_rows` must be."""
    found = list(_of_itself(wanted))
    for role, value in (
        ("speaker", wanted.speaker),
        ("outlet", wanted.outlet),
        ("measure", wanted.measure.value if wanted.measure else None),
    ):
        if value:
            found.append(_INCIDENT.id.in_(_linked(role, value)))
    if wanted.contested is not None:
        found.append(_INCIDENT.contested == int(wanted.contested))
    if wanted.reviewed is not None:
        done = _INCIDENT.judged >= _INCIDENT.claims
        found.append(done if wanted.reviewed else ~done)
    if words := words_of(wanted.words):
        telling = select(reports.c.id).where(matching(connection, "fts_reports", words))
        found.append(_INCIDENT.id.in_(select(accounts.c.incident).where(accounts.c.report.in_(telling))))
    if wanted.report:
        found.append(_INCIDENT.id.in_(select(accounts.c.incident).where(accounts.c.report == escaped(wanted.report))))
    return found


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows of `incident_rows` looked up once: the condition of being one, their ids (None: of all) and their number."""

    conditions: Conditions
    ids: Select[tuple[str]] | None = None
    count: int = 0


def settled(connection: Connection, conditions: Conditions) -> Settled:
    """The rows that meet the conditions, for several questions in one transaction; to be called once in it."""
    if not conditions:
        return Settled(())
    kept = " ON COMMIT DROP" if connection.dialect.name == "postgresql" else ""  # SQLite's goes with the connection
    connection.execute(text(f"CREATE TEMPORARY TABLE {_SETTLED.name} (id VARCHAR(16) PRIMARY KEY){kept}"))
    connection.execute(insert(_SETTLED).from_select(["id"], select(_INCIDENT.id).where(*conditions)))
    ids = select(_SETTLED.c.id)
    count = connection.execute(select(func.count()).select_from(_SETTLED)).scalar_one()
    return Settled((_INCIDENT.id.in_(ids),), ids, count)


def of_claims(connection: Connection, wanted: Wanted) -> Conditions:
    """What a row of `claim_rows` must be: time, place, type and actor are those of its incident, the rest its own."""
    found: list[ColumnElement[bool]] = []
    about = list(_of_itself(wanted))
    if about:
        found.append(_CLAIM.incident.in_(select(_INCIDENT.id).where(and_(*about))))
    if wanted.speaker:
        found.append(_CLAIM.voice == handle(wanted.speaker))
    if wanted.outlet:
        found.append(_CLAIM.outlet == handle(wanted.outlet))
    if wanted.measure:
        found += [_CLAIM.noun == "toll", _CLAIM.kind == wanted.measure.value]
    if wanted.contested is not None:
        found.append(_CLAIM.contested.is_(wanted.contested))
    if wanted.reviewed is not None:
        found.append(_CLAIM.decided.is_(wanted.reviewed))
    if words := words_of(wanted.words):
        found.append(matching(connection, "fts_claims", words))
    if wanted.report:
        found.append(_CLAIM.report == escaped(wanted.report))
    return found


def asks_for_all(wanted: Wanted) -> bool:
    """Whether nothing in particular is asked for."""
    return replace(wanted, words="") == Wanted() and not words_of(wanted.words)


def _of_itself(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """When, where, what and who: the conditions on an incident that its claims share."""
    if wanted.since:
        yield _INCIDENT.last >= wanted.since
    if wanted.until:
        yield _INCIDENT.first <= wanted.until
    if wanted.countries:
        yield _INCIDENT.id.in_(_linked("country", *wanted.countries))
    if wanted.box:
        yield _within(wanted.box)
    if wanted.types:
        yield _INCIDENT.type.in_(sorted(each.value for each in wanted.types))
    if wanted.actor:
        yield _INCIDENT.id.in_(_linked("actor", wanted.actor))


def _linked(role: str, *values: str) -> Select[tuple[str]]:
    links = incident_links.c
    shortened = sorted({handle(value) or "" for value in values})
    return select(links.incident).where(links.role == role, links.value.in_(shortened))


def _within(box: Box) -> ColumnElement[bool]:
    place = _INCIDENT.longitude
    across = box.west > box.east
    along = or_(place >= box.west, place <= box.east) if across else place.between(box.west, box.east)
    return and_(_INCIDENT.latitude.between(box.south, box.north), along)
