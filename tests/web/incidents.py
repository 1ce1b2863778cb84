"""A small ledger made by hand for the page of an incident: two near each other, one in a region, one hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sayso.ledger import Ledger
from sayso.model.incident import Incident
from sayso.model.place import PlacePrecision
from sayso.model.reading import Reading
from tests.ledger.made import DAY, read, report

HOSTILE = '<img src=x onerror="document.title=1">\x1b[31m\u202e<script>document.title=1</script>'
LATER = DAY + timedelta(3)


def _placed(reading: Reading, precision: PlacePrecision, country: str | None, name: str | None = None) -> Reading:
    """The same with its places as precise as that."""

    def elsewhere(event: object) -> object:
        places = tuple(
            replace(place, precision=precision, country=country, name=name or place.name)
            for place in event.places  # type: ignore[attr-defined]
        )
        return replace(event, places=places, countries=(country,) if country else ())  # type: ignore[type-var]

    return replace(reading, events=tuple(map(elsewhere, reading.events)))  # type: ignore[arg-type]


def fill(path: Path | str) -> None:
    """Four reports of an attack in Holm, one of them with another toll, three of one in Tarn days later, more."""
    holm = [
        report("Holm", outlet=f"Outlet {n}", url=f"https://example.org/{n}", killed=16 if n == 3 else 12)
        for n in range(4)
    ]
    tarn = [
        report("Tarn", outlet=f"Paper {n}", url=f"https://example.org/t{n}", killed=40, day=LATER) for n in range(3)
    ]
    vesk = report("Vesk", outlet="Far Post", url="https://example.org/v", killed=7, day=DAY + timedelta(200))
    wild = report("Vesk", outlet=HOSTILE, url="https://example.org/w", killed=9, day=DAY + timedelta(400))
    wild = replace(wild, title=HOSTILE)
    with Ledger.open(path) as ledger:
        ledger.add(read(each) for each in holm)
        ledger.add(read(each, day=LATER) for each in tarn)
        together = ledger.incident(f"{holm[0].id}/e1")
        strangers = [f"{each.id}/e1" for each in tarn]
        if {*strangers} & {each.id for each in together.accounts}:
            ledger.split(together.id, strangers, author="seed")
        ledger.add_one(_placed(read(vesk, day=DAY + timedelta(199)), PlacePrecision.REGION, None))
        ledger.add_one(_placed(read(wild, day=DAY + timedelta(399)), PlacePrecision.COUNTRY, "IQ", HOSTILE))


def of_outlet(path: Path | str, outlet: str) -> Incident:
    """The incident that this outlet tells."""
    with Ledger.open(path) as ledger:
        return next(one for one in ledger.incidents() if any(each.outlet == outlet for each in one.accounts))
