"""What filters can be set to, and what a speaker or an outlet said in all, as counts out of the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from sayso.errors import LedgerError
from sayso.knowledge.countries import countries
from sayso.ledger.index.facts import handle
from sayso.ledger.index.wanted import Settled
from sayso.ledger.schema import claim_rows, incident_links, incident_rows
from sayso.model.overview import Choice, Choices, Profile, State

_LINK, _CLAIM = incident_links.c, claim_rows.c
_MANY = 1000  # incidents
_ROLES = ("country", "actor", "speaker", "outlet", "measure")


def choices_of(connection: Connection, wanted: Settled, limit: int) -> Choices:
    """The commonest values of each filter among what is wanted."""
    if not 1 <= limit <= 1000:
        raise LedgerError(f"{limit} choices are none: ask for 1 to 1000")
    number = func.count().label("number")
    types = select(incident_rows.c.type.label("value"), number).where(*wanted.conditions).group_by(incident_rows.c.type)
    found = _linked(connection, wanted, limit)
    return Choices(
        types=_plain(connection, types, limit),
        countries=tuple(Choice(c.value, _country(c.value), c.count) for c in found["country"]),
        actors=found["actor"],
        speakers=found["speaker"],
        outlets=found["outlet"],
        measures=found["measure"],
    )


def speaker_of(connection: Connection, key: str) -> Profile:
    """All that a voice says. Raises LedgerError when nobody of this key says anything."""
    key = handle(key) or ""
    named = select(func.min(_LINK.name)).where(_LINK.role == "speaker", _LINK.value == key)
    name = connection.execute(named).scalar() or key
    return _profile(connection, key, name, _CLAIM.voice == key, "speaker")


def outlet_of(connection: Connection, name: str) -> Profile:
    """All that an outlet's reports hold. Raises LedgerError when there is no claim in any."""
    name = handle(name) or ""
    return _profile(connection, name, name, _CLAIM.outlet == name, "outlet")


def _profile(connection: Connection, key: str, name: str, theirs: ColumnElement[bool], what: str) -> Profile:
    wanted = select(
        func.count().label("claims"),
        func.count(_CLAIM.incident.distinct()).label("incidents"),
        func.count(_CLAIM.report.distinct()).label("reports"),
        func.count().filter(_CLAIM.contested).label("contested"),
        func.min(_CLAIM.published).label("first"),
        func.max(_CLAIM.published).label("last"),
    )
    theirs = and_(theirs, _CLAIM.state != State.REJECTED.value)  # what a person rejected was not said
    row = connection.execute(wanted.where(theirs)).one()
    if not row.claims:
        raise LedgerError(f"the ledger has no {what} “{name}”: `sayso incidents` shows who speaks")

    def counted(noun: str) -> tuple[Choice, ...]:
        return _plain(connection, _groups(_CLAIM.kind, and_(theirs, _CLAIM.noun == noun)), 50)

    return Profile(
        key=key,
        name=name,
        claims=row.claims,
        incidents=row.incidents,
        reports=row.reports,
        contested=row.contested,
        acts=counted("statement"),
        measures=counted("toll"),
        outlets=_plain(connection, _groups(_CLAIM.outlet, and_(theirs, _CLAIM.outlet.is_not(None))), 50),
        first=row.first,
        last=row.last,
    )


def _groups(column: ColumnElement[Any], condition: ColumnElement[bool]) -> Select[Any]:
    return select(column.label("value"), func.count().label("number")).where(condition).group_by(column)


def _linked(connection: Connection, wanted: Settled, limit: int) -> Mapping[str, tuple[Choice, ...]]:
    """The commonest values of each role, with one of the names that incidents have for it."""
    number = func.count().label("number")
    counted = select(_LINK.role, _LINK.value, func.min(_LINK.name).label("name"), number)
    if wanted.ids is not None:
        # An expression is looked up in no index: going through all links in order is quicker than sorting many.
        incident = _LINK.incident + "" if wanted.count > _MANY else _LINK.incident
        counted = counted.where(incident.in_(wanted.ids))
    each = counted.group_by(_LINK.role, _LINK.value).subquery()
    place = func.row_number().over(partition_by=each.c.role, order_by=(each.c.number.desc(), each.c.value))
    ranked = select(each, place.label("place")).subquery()
    found: dict[str, list[Choice]] = {role: [] for role in _ROLES}
    for row in connection.execute(select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.place)):
        found[row.role].append(Choice(row.value, row.name, row.number))
    return {role: tuple(choices) for role, choices in found.items()}


def _plain(connection: Connection, query: Select[Any], limit: int) -> tuple[Choice, ...]:
    number, value = query.selected_columns["number"], query.selected_columns["value"]
    rows = connection.execute(query.order_by(number.desc(), value).limit(limit))
    return tuple(Choice(row.value, row.value, row.number) for row in rows)


def _country(code: str) -> str:
    return countries()[code].name if code in countries() else code
