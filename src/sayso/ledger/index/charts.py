"""Map and timeline out of the index: incidents put together by cell and by span of days, on the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Integer, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from sayso.errors import LedgerError
from sayso.ledger.index.incident_entry import EXACTNESS
from sayso.ledger.index.wanted import Conditions
from sayso.ledger.schema import incident_rows
from sayso.model.overview import Bin, Spot

MOST_BINS = 60
_SMALLEST, _LARGEST = 1e-6, 360.0  # degrees of a cell
_WEEK = timedelta(7)
_INCIDENT = incident_rows.c


class _Whole(FunctionElement[int]):
    """A number that is not negative without its fraction."""

    type = Integer()
    inherit_cache = True


@compiles(_Whole)
def _floored(element: _Whole, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST(FLOOR({compiler.process(element.clauses, **more)}) AS INTEGER)"


@compiles(_Whole, "sqlite")
def _cut(element: _Whole, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **more)} AS INTEGER)"  # not every SQLite has FLOOR


def spots_of(connection: Connection, conditions: Conditions, cell: float) -> tuple[Spot, ...]:
    """What is wanted on the map: incidents within one cell of so many degrees are one spot, in their middle."""
    if not _SMALLEST <= cell <= _LARGEST:
        raise LedgerError(f"a cell of {cell} degrees is none: it has {_SMALLEST} to {_LARGEST:.0f}")
    row, along = _cell(_INCIDENT.latitude + 90, cell), _cell(_INCIDENT.longitude + 180, cell)
    counted = func.count().label("number")
    query = (
        select(
            func.avg(_INCIDENT.latitude).label("latitude"), func.avg(_INCIDENT.longitude).label("longitude"), counted,
            func.sum(func.coalesce(_INCIDENT.killed, 0)).label("killed"),
            func.sum(_INCIDENT.contested).label("contested"), func.max(_INCIDENT.exactness).label("exactness"),
            func.min(_INCIDENT.id).label("id"), func.min(_INCIDENT.place).label("place"),
            func.max(_INCIDENT.place).label("other_place"),
        )
        .where(_INCIDENT.latitude.is_not(None), _INCIDENT.longitude.is_not(None), *conditions)
        .group_by(row, along)
        .order_by(counted.desc(), func.min(_INCIDENT.id))
    )  # fmt: skip
    return tuple(
        Spot(
            latitude=round(found.latitude, 5),
            longitude=round(found.longitude, 5),
            count=found.number,
            killed=int(found.killed),
            contested=int(found.contested),
            precision=EXACTNESS[found.exactness],
            incident=found.id if found.number == 1 else None,
            name=found.place if found.place == found.other_place else None,
        )
        for found in connection.execute(query)
    )


def missing_of(connection: Connection, conditions: Conditions) -> tuple[int, int]:
    """How many of those wanted have no day, and how many no coordinates."""
    nowhere = _INCIDENT.latitude.is_(None) | _INCIDENT.longitude.is_(None)
    query = select(func.count().filter(_INCIDENT.first.is_(None)), func.count().filter(nowhere)).where(*conditions)
    undated, unplaced = connection.execute(query.select_from(incident_rows)).one()
    return undated, unplaced


def bins_of(connection: Connection, conditions: Conditions) -> tuple[Bin, ...]:
    """What is wanted on the timeline: the smallest of day, week, month, year and more with at most `MOST_BINS`.

    From the first day to the last without a gap; empty where nothing has a day.
    """
    query = (
        select(
            _INCIDENT.first, func.count().label("number"), func.sum(_INCIDENT.contested).label("contested"),
            func.sum(func.coalesce(_INCIDENT.killed, 0)).label("killed"),
        )
        .where(_INCIDENT.first.is_not(None), *conditions)
        .group_by(_INCIDENT.first)
        .order_by(_INCIDENT.first)
    )  # fmt: skip
    days = connection.execute(query).all()
    if not days:
        return ()
    spans = list(_spans(days[0].first, days[-1].first))
    sums = [[0, 0, 0] for _ in spans]
    at = 0
    for day in days:
        while day.first > spans[at][1]:
            at += 1
        for place, value in enumerate((day.number, day.contested, day.killed)):
            sums[at][place] += int(value)
    return tuple(Bin(*span, *numbers) for span, numbers in zip(spans, sums, strict=True))


@dataclass(frozen=True, slots=True)
class _Unit:
    """A length of bins: the first day of the one that a day is in, and the day after its last, None for the end."""

    begin: Callable[[date], date]
    after: Callable[[date], date | None]


def _spans(first: date, last: date) -> list[tuple[date, date]]:
    """The bins that hold these days, of the smallest unit that makes few enough."""
    for unit in _UNITS:
        spans: list[tuple[date, date]] = []
        begin: date | None = unit.begin(first)
        while begin is not None and begin <= last and len(spans) <= MOST_BINS:
            after = unit.after(begin)
            spans.append((begin, after - timedelta(1) if after else date.max))
            begin = after
        if len(spans) <= MOST_BINS:
            return spans
    raise AssertionError("the largest unit holds all years there are in few bins")


def _years(number: int) -> _Unit:
    return _Unit(
        lambda day: date(max(1, day.year - day.year % number), 1, 1),
        lambda begin: (
            date(then, 1, 1) if (then := begin.year - begin.year % number + number) <= date.max.year else None
        ),
    )


def _units() -> Iterator[_Unit]:
    yield _Unit(lambda day: day, lambda begin: _plus(begin, timedelta(1)))
    yield _Unit(_monday, lambda begin: _plus(begin, _WEEK - timedelta(begin.weekday())))
    yield _Unit(lambda day: day.replace(day=1), _month_after)
    yield from map(_years, (1, 10, 100, 1000))


def _monday(day: date) -> date:
    return day - timedelta(min(day.weekday(), (day - date.min).days))


def _plus(day: date, more: timedelta) -> date | None:
    return day + more if date.max - day >= more else None


def _month_after(begin: date) -> date | None:
    if (begin.year, begin.month) == (date.max.year, 12):
        return None
    return date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)


_UNITS = tuple(_units())


def _cell(value: ColumnElement[float], cell: float) -> _Whole:
    return _Whole(value / literal(cell, Float()))
