"""Accounts of one event → the incident: what most voices tell, and what becomes of every figure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Generic, TypeVar

from sayso.incidents.contested import contested
from sayso.incidents.grade import grade
from sayso.incidents.order import in_order
from sayso.incidents.reconcile import estimates
from sayso.incidents.scopes import Scopes
from sayso.incidents.voices import Hearing, independent, outlets_of, voices
from sayso.knowledge.placenames import fold
from sayso.model.account import Account, Party
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.incident import Incident, Relation, Tie, TollRule
from sayso.model.place import Place, PlacePrecision

NO_COPIES: Mapping[str, str] = MappingProxyType({})
_T = TypeVar("_T")
_TYPES = tuple(EventType)  # in the order of ACLED's hierarchy
_EXACT = tuple(PlacePrecision)


def incident_id(first: str) -> str:
    """The id of the incident whose first account has the id `first`."""
    return hashlib.sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def derive(
    accounts: Sequence[Account],
    *,
    ties: Sequence[Tie] = (),
    copies: Mapping[str, str] = NO_COPIES,
    relations: Sequence[Relation] = (),
    rule: TollRule = TollRule.UCDP_SPAN,
) -> Incident:
    """The incident that these accounts tell.

    Where accounts differ, what most reports' own voices tell is taken (an agency's text in ten outlets is one), and
    of equals what is told first. `copies` maps a report to the report it is a copy of (see `independence.copies`).
    The order of the accounts does not matter. Raises ValueError when there is no account.
    """
    ordered = in_order(accounts)
    if not ordered:
        raise ValueError("an incident needs at least one account")
    hearing = Hearing(ordered, copies)
    scopes = Scopes(hearing.heard, ordered)
    votes = _Votes(hearing)
    tolls = estimates(hearing, scopes, rule)
    open_points = contested(hearing, scopes, tolls)
    speaking = voices(hearing)
    telling = independent(hearing)
    graded, why = grade(hearing, open_points, telling)
    place = votes.place()
    day = votes.day()
    return Incident(
        id=incident_id(ordered[0].id),
        accounts=ordered,
        type=votes.most(lambda account: (account.type,), _TYPES.index),
        status=votes.most(lambda account: (account.status,), tuple(Status).index),
        first=day.first if day else None,
        last=day.last if day else None,
        precision=day.precision if day else None,
        place=place,
        country=votes.country(place),
        perpetrators=votes.parties(lambda account: account.perpetrators),
        targets=votes.parties(lambda account: account.targets),
        weapons=votes.words(lambda account: account.weapons),
        claimed_by=votes.parties(lambda account: account.claimed_by),
        estimates=tolls,
        voices=speaking,
        independent=telling,
        outlets=outlets_of(ordered),
        copies=tuple((root, copy) for copy, root in hearing.originals.items()),
        contested=open_points,
        grade=graded,
        grade_why=why,
        ties=tuple(sorted(ties, key=lambda tie: (tie.one, tie.other))),
        relations=tuple(sorted(relations, key=lambda one: (one.kind, one.incident, one.other, one.report, one.span))),
    )


@dataclass(slots=True)
class _Counted(Generic[_T]):
    """A value as first told, who tells it, and its place in the order of first telling."""

    value: _T
    tellers: set[str]
    order: int


@dataclass(frozen=True, slots=True)
class _Day:
    """The days of an event, with the precision they were told with."""

    first: date
    last: date
    precision: Precision


class _Votes:
    """One vote for each report's own voice."""

    def __init__(self, hearing: Hearing) -> None:
        self._hearing = hearing
        self._accounts = hearing.accounts

    def _count(self, values: Callable[[Account], Iterable[_T]], key: Callable[[_T], object]) -> list[_Counted[_T]]:
        found: dict[object, _Counted[_T]] = {}
        for account in self._accounts:
            for value in values(account):
                counted = found.setdefault(key(value), _Counted(value, set(), len(found)))
                counted.tellers.add(self._hearing.own[account.id].key)
        return list(found.values())

    def most(self, values: Callable[[Account], Iterable[_T]], rank: Callable[[_T], int]) -> _T:
        """The value that most tell; of equals the first by `rank`."""
        return min(self._count(values, lambda value: value), key=lambda c: (-len(c.tellers), rank(c.value))).value

    def parties(self, values: Callable[[Account], Iterable[Party]]) -> tuple[Party, ...]:
        """Parties merged by key, those that most tell first."""
        counted = self._count(values, lambda party: party.key)
        return tuple(c.value for c in sorted(counted, key=lambda c: (-len(c.tellers), c.order)))

    def words(self, values: Callable[[Account], Iterable[str]]) -> tuple[str, ...]:
        """Words merged whatever their case, in the order of first telling."""
        return tuple(c.value for c in self._count(values, str.casefold))

    def day(self) -> _Day | None:
        """The days that most tell among the most exact; of equals the first told. None when nobody tells any."""
        counted = self._count(_days, lambda day: day)
        order = tuple(Precision)
        best = min(
            counted,
            key=lambda c: (order.index(c.value.precision), -len(c.tellers), c.order),
            default=None,
        )
        return best.value if best else None

    def place(self) -> Place | None:
        """The most exact place that at least half of those tell who tell a place; else the one told most."""
        counted = self._count(lambda account: account.places, _place_key)
        tellers = len(set().union(*(c.tellers for c in counted)))
        shared = [c for c in counted if len(c.tellers) * 2 >= tellers]

        def exact(c: _Counted[Place]) -> int:
            return _EXACT.index(c.value.precision) if c.value.precision else len(_EXACT)

        if shared:
            return min(shared, key=lambda c: (exact(c), -len(c.tellers), c.order)).value
        best = min(counted, key=lambda c: (-len(c.tellers), exact(c), c.order), default=None)
        return best.value if best else None

    def country(self, place: Place | None) -> str | None:
        """The place's country, else the one that most tell."""
        if place is not None and place.country:
            return place.country
        counted = self._count(lambda account: account.countries, lambda code: code)
        best = min(counted, key=lambda c: (-len(c.tellers), c.order), default=None)
        return best.value if best else None


def _days(account: Account) -> tuple[_Day, ...]:
    if account.first is None or account.last is None:
        return ()
    precision = account.precision or (Precision.DAY if account.first == account.last else Precision.DAYS)
    return (_Day(account.first, account.last, precision),)


def _place_key(place: Place) -> object:
    return place.geonameid or (fold(place.name) or place.name, place.country)
