"""The gazetteer: where the places of the world are, in one SQLite file that is built on first use.

The file lies in the user's cache folder (SAYSO_CACHE, else XDG_CACHE_HOME or ~/.cache, folder "sayso"; a temporary
folder when none can be written) and is named by a digest of its sources, so that a newer sayso builds a newer one.
`python -m sayso.knowledge.gazetteer` builds it ahead of time.

Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from sayso.errors import DataError
from sayso.knowledge.placenames import fold, loose, sound, without_unit

ATTRIBUTION = "Places: GeoNames (https://www.geonames.org), CC BY 4.0; airfields: airportsdata (MIT); sites: sayso."


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    `kind` is a value of PlacePrecision; `latitude`, `longitude` in degrees (WGS 84), for regions a centre;
    `country` ISO 3166-1 alpha-2, None for what lies over several; `admin1` GeoNames' code ("IQ.01") and
    `admin1_name`, `admin2_name` the names of the regions it lies in; `population` persons as its source has it.
    """

    id: int
    name: str
    kind: str
    latitude: float
    longitude: float
    country: str | None
    admin1: str | None
    admin1_name: str | None
    admin2_name: str | None
    population: int
    geonameid: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how a name fits it.

    `rank` 0 its own name, 1 another name, 2 an adjective made from it; `unit` the kind that a word of the name asks
    for ("Anbar province": admin1), None without; `exact` False when an article or unit word was dropped to find it.
    """

    entry: Entry
    rank: int
    unit: str | None = None
    exact: bool = True


class Gazetteer:
    """Look-ups in a gazetteer file: tens of microseconds each. Not for use by several threads at once."""

    def __init__(self, path: Path) -> None:
        """Opens the file at `path` for reading only."""
        self._base = sqlite3.connect(f"file:{path.as_posix()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._by_key = lru_cache(maxsize=1 << 13)(self._query)

    def _query(self, key: str) -> tuple[tuple[Entry, int], ...]:
        rows = self._base.execute(
            "SELECT place.*, name.rank FROM name JOIN place ON place.id = name.place WHERE name.key = ?", (key,)
        )
        return tuple((Entry(*row[:-1]), row[-1]) for row in rows)

    def has(self, key: str) -> bool:
        """True when some place has this folded name."""
        return bool(self._by_key(key))

    def by_key(self, key: str) -> tuple[tuple[Entry, int], ...]:
        """The entries of exactly this folded name, with the rank of the name."""
        return self._by_key(key)

    def lookup(self, name: str) -> tuple[Match, ...]:
        """Every place that `name` may mean, as printed, in no order; empty when none is known.

        The whole name is tried first, then without its unit word ("Anbar province"), then without Arabic articles.
        """
        key = fold(name)
        if len(key) < 2:
            return ()
        found = [Match(entry, rank) for entry, rank in self._by_key(key)]
        if bare := without_unit(key):
            short, unit = bare
            known = {m.entry.id for m in found}
            found = [Match(m.entry, m.rank, unit) for m in found]
            found += [Match(e, r, unit, exact=False) for e, r in self._by_key(short) if e.id not in known and r < 2]
        if not found and (short := loose(key)):
            found = [Match(entry, rank, exact=False) for entry, rank in self._by_key(short)]
        return tuple(found)

    def heard(self, name: str) -> tuple[Match, ...]:
        """Places whose names sound like `name` in countries that write in other scripts ("Hassakeh"); all inexact."""
        key = sound(fold(name))
        return tuple(Match(entry, rank, exact=False) for entry, rank in self._by_key(f"~{key}")) if key else ()

    def region(self, code: str) -> Entry | None:
        """The first-level region with this GeoNames code ("US.TX"); None when unknown."""
        return self._regions().get(code)

    @cache  # noqa: B019 - one gazetteer lives as long as the process
    def towns_of(self, code: str) -> tuple[tuple[float, float], ...]:
        """Latitude and longitude of the towns in the first-level region with this GeoNames code ("IQ.01")."""
        wanted = "SELECT latitude, longitude FROM place WHERE kind = 'town' AND admin1 = ? AND source != 'sayso'"
        return tuple(self._base.execute(wanted, (code,)))

    @cache  # noqa: B019 - one gazetteer lives as long as the process
    def _regions(self) -> dict[str, Entry]:
        rows = self._base.execute(
            "SELECT * FROM place WHERE kind = 'admin1' AND source != 'sayso' AND admin1 IS NOT NULL"
        )
        return {row[6]: Entry(*row) for row in rows}


def _silent(message: str) -> None:
    del message


def _digest() -> str:
    from sayso.knowledge.gazetteer_build import FORMAT, TABLES, source_versions

    digest = hashlib.sha256(f"{FORMAT} {source_versions()}".encode())
    for name in TABLES:
        digest.update(files("sayso.knowledge").joinpath(name).read_bytes())
    return digest.hexdigest()[:12]


def cache_folders() -> tuple[Path, ...]:
    """The folders in which the gazetteer may lie, the preferred one first."""
    if own := os.environ.get("SAYSO_CACHE"):
        first = Path(own)
    else:
        first = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sayso"
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    return first, Path(tempfile.gettempdir()) / f"sayso-{user}"


def _build_in(folder: Path, name: str, on_build: Callable[[str], None]) -> Path:
    """Builds the file under a name of its own and renames it: whoever looks sees all of it or nothing."""
    from sayso.knowledge.gazetteer_build import write

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f"{name}.", suffix=".part", dir=folder)
    os.close(handle)
    try:
        write(Path(temporary), on_build)
        Path(temporary).replace(folder / name)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return folder / name


def ensure_gazetteer(on_build: Callable[[str], None] = _silent) -> Path:
    """The path of the gazetteer file; builds it first (about 20 seconds, once) when there is none for these sources.

    `on_build` is called with a line of progress for people, only while building. Two processes may build at once:
    the last one wins, and both files are the same. Raises DataError when a source package or table is missing, or
    no folder can be written.
    """
    name = f"gazetteer-{_digest()}.sqlite"
    folders = cache_folders()
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    on_build("building the gazetteer (once, about 20 seconds)")
    reasons = []
    for folder in folders:
        try:
            path = _build_in(folder, name, on_build)
        except OSError as reason:
            reasons.append(f"{folder}: {reason}")
            continue
        on_build(f"gazetteer ready: {path}")
        return path
    raise DataError(f"the gazetteer cannot be written ({'; '.join(reasons)}): set SAYSO_CACHE to a folder that can")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, opened (and on first use built) when first asked for."""
    return Gazetteer(ensure_gazetteer())


if __name__ == "__main__":
    sys.stdout.write(f"{ensure_gazetteer(lambda line: print(line, file=sys.stderr))}\n")
