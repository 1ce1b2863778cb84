"""Accounts put together by hand, for the tests of linking."""

from __future__ import annotations

from datetime import date

from sayso.model.account import Account, Figure, Party
from sayso.model.claim import Measure
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span

SPAN = Span(0, 1)
SPOTS = {
    "Marib": (15.46, 45.32, "YE", "Marib", 70225),
    "Idlib": (35.93, 36.63, "SY", "Idlib", 169577),
    "Goma": (-1.67, 29.22, "CD", "North Kivu", 216281),
}


def place(name: str) -> Place:
    """A town of the table; any other name is unresolved."""
    if name not in SPOTS:
        return Place(SPAN, name)
    latitude, longitude, country, admin1, geonameid = SPOTS[name]
    return Place(SPAN, name, PlacePrecision.TOWN, latitude, longitude, country, admin1, geonameid)


def party(name: str) -> Party:
    """Somebody of this name."""
    return Party(name, name.lower(), SPAN)


def killed(number: int, of: str = "r") -> Figure:
    """A number of killed."""
    return Figure(f"{of}/t1", Measure.KILLED, number, number, str(number), SPAN, SPAN)


def account(
    report: str,
    event: str = "e1",
    *,
    day: date | None = None,
    published: date | None = None,
    where: tuple[str, ...] = (),
    words: str = "Gunmen attacked a checkpoint.",
    names: tuple[str, ...] = (),
    title: str | None = None,
    figures: tuple[Figure, ...] = (),
    perpetrators: tuple[str, ...] = (),
    kind: EventType = EventType.ATTACK,
) -> Account:
    """One account; what is not given is unknown."""
    places = tuple(place(name) for name in where)
    return Account(
        id=f"{report}/{event}",
        report=report,
        type=kind,
        status=Status.OCCURRED,
        words=(words,),
        evidence=(SPAN,),
        title=title,
        published=published,
        first=day,
        last=day,
        precision=Precision.DAY if day else None,
        places=places,
        countries=tuple(dict.fromkeys(p.country for p in places if p.country)),
        perpetrators=tuple(party(name) for name in perpetrators),
        figures=figures,
        names=names,
    )
