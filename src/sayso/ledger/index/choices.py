"""What filters can be set to, and what a speaker or an outlet said in all, as counts out of the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from sayso.errors import LedgerError
from sayso.knowledge.countries import countries
from sayso.ledger.index.facts import handle
from sayso.ledger.index.wanted import asks_for_all, of_incidents
from sayso.ledger.schema import claim_rows, incident_links, incident_rows
from sayso.model.overview import Choice, Choices, Profile, State, Wanted

_LINK, _CLAIM = incident_links.c, claim_rows.c
_ROLES = ("country", "actor", "speaker", "outlet", "measure")


def choices_of(connection: Connection, wanted: Wanted, limit: int) -> Choices:
    """The commonest values of each filter among what is wanted."""
    if not 1 <= limit <= 1000:
        raise LedgerError(f"{limit} choices are none: ask for 1 to 1000")
    conditions = of_incidents(connection, wanted)
    number = func.count().label("number")
    types = select(incident_rows.c.type.label("value"), number).where(*conditions).group_by(incident_rows.c.type)
    found = {role: _linked(connection, role, wanted, conditions, limit) for role in _ROLES}
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
    names = _names(connection, "speaker", [key])
    return _profile(connection, key, names.get(key, key), _CLAIM.voice == key, "speaker")


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


def _linked(
    connection: Connection, role: str, wanted: Wanted, conditions: Sequence[ColumnElement[bool]], limit: int
) -> tuple[Choice, ...]:
    number = func.count().label("number")
    query = select(_LINK.value.label("value"), number).where(_LINK.role == role).group_by(_LINK.value)
    if not asks_for_all(wanted):
        query = query.where(_LINK.incident.in_(select(incident_rows.c.id).where(*conditions)))
    rows = connection.execute(query.order_by(number.desc(), _LINK.value).limit(limit)).all()
    names = _names(connection, role, [row.value for row in rows]) if role in ("actor", "speaker") else {}
    return tuple(Choice(row.value, names.get(row.value, row.value), row.number) for row in rows)


def _names(connection: Connection, role: str, values: Iterable[str]) -> Mapping[str, str]:
    """The name that most incidents have for each value."""
    number = func.count().label("number")
    query = (
        select(_LINK.value, _LINK.name, number)
        .where(_LINK.role == role, _LINK.value.in_(tuple(values)))
        .group_by(_LINK.value, _LINK.name)
        .order_by(number, _LINK.name.desc())
    )
    return {row.value: row.name for row in connection.execute(query)}  # the commonest comes last


def _plain(connection: Connection, query: Select[Any], limit: int) -> tuple[Choice, ...]:
    number, value = query.selected_columns["number"], query.selected_columns["value"]
    rows = connection.execute(query.order_by(number.desc(), value).limit(limit))
    return tuple(Choice(row.value, row.value, row.number) for row in rows)


def _country(code: str) -> str:
    return countries()[code].name if code in countries() else code
