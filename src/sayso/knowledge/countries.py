"""Countries: their names in news old and new, the adjectives made from them, codes and regions."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.errors import DataError
from sayso.knowledge.placenames import fold


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory.

    `alpha2`, `alpha3`, `numeric` ISO 3166-1 (Kosovo: XK, XKX, 0); `region` as ACLED names it; `latitude` and
    `longitude` the centre of the territory in degrees; `population` persons, rounded by its source.
    """

    alpha2: str
    alpha3: str
    numeric: int
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    region: str
    latitude: float
    longitude: float
    geonameid: int
    population: int


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV table of this package, without its comment lines. Raises DataError when it is missing."""
    source = files("sayso.knowledge").joinpath(name)
    if not source.is_file():
        raise DataError(f"the table {name} is missing from sayso: install sayso again")
    lines = source.read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list divided by "|"."""
    return tuple(part for part in cell.split("|") if part)


@cache
def countries() -> Mapping[str, Country]:
    """All countries by alpha-2 code."""
    found = {}
    for row in table("countries.csv"):
        found[row["alpha2"]] = Country(
            alpha2=row["alpha2"],
            alpha3=row["alpha3"],
            numeric=int(row["numeric"]),
            name=row["name"],
            aliases=split(row["aliases"]),
            demonyms=split(row["demonyms"]),
            capital=row["capital"],
            region=row["region"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            geonameid=int(row["geonameid"]),
            population=int(row["population"]),
        )
    return MappingProxyType(found)


def plural(demonym: str) -> str:
    """The plural of a demonym ("Iraqi" → "Iraqis"; "French" and "Chinese" have none of their own)."""
    return demonym if demonym.endswith(("sh", "ch", "ese", "s", "men")) else demonym + "s"


@cache
def _by_name() -> Mapping[str, str]:
    return MappingProxyType({fold(n): c.alpha2 for c in countries().values() for n in (c.name, *c.aliases)})


@cache
def _by_demonym() -> Mapping[str, str]:
    names = {fold(n): c.alpha2 for c in countries().values() for d in c.demonyms for n in (d, plural(d))}
    return MappingProxyType(names)


def country_named(name: str) -> str | None:
    """The alpha-2 code of the country of this name or alias ("Burma", "U.S.", "Gaza" is none); None when unknown."""
    return _by_name().get(fold(name))


def country_of_demonym(word: str) -> str | None:
    """The alpha-2 code for an adjective or people ("Iraqi", "Britons"); None when unknown."""
    return _by_demonym().get(fold(word))


@cache
def us_states() -> Mapping[str, str]:
    """GeoNames' code ("US.TX") of each American state by its postal code and abbreviations as printed ("Tex.")."""
    found: dict[str, str] = {}
    for row in table("us_states.csv"):
        printed = (row["postal"], *split(row["abbreviations"]))
        spaced = (name.replace(".", ". ").strip() for name in printed)
        found |= dict.fromkeys((*printed, *spaced), f"US.{row['postal']}")
    return MappingProxyType(found)


def weights(use: str) -> Mapping[str, float]:
    """What each reason weighs (nats of odds) where places are found ("propose") or told apart ("resolve")."""
    return MappingProxyType({r["feature"]: float(r["weight"]) for r in table("place_weights.csv") if r["use"] == use})
