"""What is asked of the ledger as the query of an address, and back: one view has one address.

Addresses are typed, shortened and pasted by people. What cannot be understood is left out, and a note says so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from sayso.errors import InputError
from sayso.export.material import event_types
from sayso.knowledge.countries import countries, country_named
from sayso.model.claim import Measure
from sayso.model.overview import Box, Sort, Wanted
from sayso.render.safe import one_line
from sayso.web.texts import english

_LONGEST = 500  # characters of a value
_MOST = 400  # values of one name: there are fewer countries, and fewer types
_LAST_PAGE = 1_000_000
_UNFIT = re.compile("[\0\ud800-\udfff]")  # no database takes them
_YES, _NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off")

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")


class Show(StrEnum):
    """What the list is of."""

    INCIDENTS = "incidents"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Asked:
    """One view: what is wanted, of what, in which order, which page. `notes` say what was not understood."""

    wanted: Wanted = field(default_factory=Wanted)
    show: Show = Show.INCIDENTS
    sort: Sort = Sort.NEWEST
    page: int = 1
    notes: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The query of its address; "" for the ledger as a whole."""
        return urlencode(list(_pairs(self)), errors="replace")

    def address(self, path: str = "/") -> str:
        """Its address."""
        return f"{path}?{query}" if (query := self.query) else path


def asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """The view that the names and values of a query ask for; other names are left alone."""
    return _Reader(pairs).asked()


def wanted_query(wanted: Wanted) -> str:
    """What is wanted as a query, whatever the view."""
    return Asked(wanted).query


def _pairs(view: Asked) -> Iterator[tuple[str, str]]:
    wanted = view.wanted
    if wanted.words:
        yield "q", wanted.words
    for name, day in (("since", wanted.since), ("until", wanted.until)):
        if day:
            yield name, day.isoformat()
    yield from (("country", code) for code in sorted(wanted.countries))
    if wanted.box:
        box = wanted.box
        yield "box", ",".join(_degrees(each) for each in (box.south, box.west, box.north, box.east))
    yield from (("type", each.value) for each in sorted(wanted.types))
    for name, value in (
        ("actor", wanted.actor),
        ("speaker", wanted.speaker),
        ("outlet", wanted.outlet),
        ("measure", wanted.measure),
        ("report", wanted.report),
    ):
        if value:
            yield name, str(value)
    for name, is_so in (("contested", wanted.contested), ("reviewed", wanted.reviewed)):
        if is_so is not None:
            yield name, "yes" if is_so else "no"
    if view.show is not Show.INCIDENTS:
        yield "show", view.show.value
    if view.sort is not Sort.NEWEST:
        yield "sort", view.sort.value
    if view.page > 1:
        yield "page", str(view.page)


def _degrees(value: float) -> str:
    return repr(value).removesuffix(".0")


class _Reader:
    """The values of one query as they are taken out of it, and the notes that come of it."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            if kept := _UNFIT.sub("", value).strip():
                self._values.setdefault(name, []).append(kept)
        self._notes: dict[str, None] = {}

    def asked(self) -> Asked:
        """The view."""
        view = Asked(
            self._wanted(),
            self._one("show", Show) or Show.INCIDENTS,
            self._one("sort", Sort) or Sort.NEWEST,
            self._get("page", _page, "page") or 1,
        )
        return replace(view, notes=tuple(self._notes))

    def _wanted(self) -> Wanted:
        since, until = self._get("since", date.fromisoformat, "day"), self._get("until", date.fromisoformat, "day")
        if since and until and since > until:
            self._notes[english()("asking.backwards", since=since, until=until)] = None
        return Wanted(
            since=since,
            until=until,
            countries=self._all("country", lambda value: frozenset((_country(value),)), "country"),
            box=self._get("box", box_of, "box"),
            types=self._all("type", event_types, "type"),
            actor=self._text("actor"),
            speaker=self._text("speaker"),
            outlet=self._text("outlet"),
            measure=self._one("measure", Measure),
            contested=self._get("contested", _is_so, "yes_no"),
            reviewed=self._get("reviewed", _is_so, "yes_no"),
            words=self._text("q") or "",
            report=self._text("report"),
        )

    def _get(self, name: str, parse: Callable[[str], V], note: str) -> V | None:
        """The last value of this name, parsed; None with a note where that cannot be done."""
        for value in self._values.get(name, ())[-1:]:
            try:
                return parse(value)
            except (ValueError, InputError):
                self._note(note, value, name)
        return None

    def _all(self, name: str, parse: Callable[[str], frozenset[V]], note: str) -> frozenset[V]:
        found: set[V] = set()
        for value in self._values.get(name, ())[:_MOST]:
            try:
                found |= parse(value)
            except (ValueError, InputError):
                self._note(note, value, name)
        return frozenset(found)

    def _one(self, name: str, kind: type[E]) -> E | None:
        for value in self._values.get(name, ())[-1:]:
            if value in tuple(kind):
                return kind(value)
            known = ", ".join(kind)
            self._note("one_of", value, name, known=known)
        return None

    def _text(self, name: str) -> str | None:
        for value in self._values.get(name, ())[-1:]:
            if len(value) > _LONGEST:
                self._note("long", value, name, limit=_LONGEST)
            return value[:_LONGEST].strip()
        return None

    def _note(self, note: str, value: str, name: str, **more: object) -> None:
        short = one_line(value[:60]) + ("…" if len(value) > 60 else "")
        self._notes[english()(f"asking.{note}", value=short, name=name, **more)] = None


def box_of(value: str) -> Box:
    """A box from "south,west,north,east" in degrees; east and west may run on past 180. Raises ValueError."""
    south, west, north, east = (float(each) for each in value.split(","))
    if not all(math.isfinite(each) and abs(each) < 10_000 for each in (south, west, north, east)) or south > north:
        raise ValueError(value)
    south, north = max(south, -90.0), min(north, 90.0)
    if south > north:
        raise ValueError(value)
    if east - west >= 360:
        return Box(south, -180.0, north, 180.0)
    return Box(south, _around(west), north, _around(east))


def _around(degrees: float) -> float:
    """A longitude within -180 and 180: a map can be moved around the earth."""
    return degrees if abs(degrees) <= 180 else (degrees + 180) % 360 - 180


def _country(value: str) -> str:
    code = value.upper() if value.upper() in countries() else country_named(value)
    if code is None:
        raise ValueError(value)
    return code


def _is_so(value: str) -> bool:
    lowered = value.casefold()
    if lowered not in _YES + _NO:
        raise ValueError(value)
    return lowered in _YES


def _page(value: str) -> int:
    number = int(value[:20])
    if number < 1:
        raise ValueError(value)
    return min(number, _LAST_PAGE)
