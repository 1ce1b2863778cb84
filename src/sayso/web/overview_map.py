"""What is wanted on the map: single incidents as exactly as they are placed, many near each other as one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.knowledge.countries import country_named
from sayso.model.overview import Box, Spot
from sayso.model.place import PlacePrecision
from sayso.render.safe import one_line
from sayso.web.asking import Asked, Show, box_of
from sayso.web.maps import RADIUS_KM
from sayso.web.texts import Texts

_EXACT = (PlacePrecision.SITE, PlacePrecision.TOWN)
_APART = 64  # pixels between two spots of the map, so that they can be told apart and clicked
_WORLD = 256  # pixels of the whole world at zoom 0
_DEEPEST = 18
_CLOSE = 7  # the deepest zoom that a map takes by itself
_SHOWN = (540, 270)  # pixels of the overview's map
_ROOM = 1.5  # it leaves room around what it shows
_WIDE = 3  # the zoom that is taken where none is told
_COUNTRY_KM = 300  # the circle of a country whose outline is not known
_MOST = 1500  # spots of one answer


def cell_of(zoom: str) -> float:
    """The degrees of a cell at this zoom of the map; the world's where it is none."""
    try:
        level = float(zoom) if zoom else _WIDE
    except ValueError:
        level = _WIDE
    return _cell_at(_WIDE if math.isnan(level) else math.floor(min(max(level, 0.0), _DEEPEST)))


def cell_that_fits(spots: Sequence[Spot]) -> float:
    """The degrees of a cell at the zoom that a map takes to show all of these at once."""
    if not spots:
        return _cell_at(_WIDE)
    wide = max(spot.longitude for spot in spots) - min(spot.longitude for spot in spots)
    high = max(spot.latitude for spot in spots) - min(spot.latitude for spot in spots)
    levels = [math.log2(_SHOWN[0] / _WORLD * 360 / max(wide * _ROOM, 0.01)),
              math.log2(_SHOWN[1] / _WORLD * 180 / max(high * _ROOM, 0.01))]  # fmt: skip
    return _cell_at(min(max(math.floor(min(levels)), 0), _CLOSE))


def _cell_at(level: int) -> float:
    return 360.0 / float(2**level) * _APART / _WORLD


def moved_to(box: str) -> Box | None:
    """The part of the map that is shown; None for all of it."""
    try:
        return box_of(box) if box else None
    except ValueError:
        return None


def features(spots: Iterable[Spot], view: Asked, cell: float, text: Texts) -> list[dict[str, object]]:
    """The spots as GeoJSON features, the ones with most incidents first. See map.js for their properties."""
    return [_feature(spot, view, cell, text) for spot, _ in zip(spots, range(_MOST), strict=False)]


def _feature(spot: Spot, view: Asked, cell: float, text: Texts) -> dict[str, object]:
    country = None
    if spot.incident:
        kind, address = ("incident" if spot.precision in _EXACT else "area"), f"/incident/{spot.incident}"
        if spot.precision is PlacePrecision.COUNTRY:
            country = country_named(spot.name or "")
    else:
        kind = "cluster"
        around = replace(view.wanted, box=_cell_around(spot, cell))
        address = replace(view, wanted=around, page=1, show=Show.INCIDENTS).address()
    name = one_line(spot.name or "")[:80]
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
        "properties": {
            "kind": kind,
            "precision": spot.precision.value,
            "radius_km": None if spot.precision in _EXACT else RADIUS_KM.get(spot.precision, _COUNTRY_KM),
            "country": country,
            "count": spot.count,
            "killed": spot.killed,
            "contested": spot.contested,
            "url": address,
            "name": name or text("overview.spot", n=spot.count),
            "words": text("overview.at_spot", n=spot.count, killed=f"{spot.killed:,}", contested=spot.contested),
        },
    }


def _cell_around(spot: Spot, cell: float) -> Box:
    south = math.floor((spot.latitude + 90) / cell) * cell - 90
    west = math.floor((spot.longitude + 180) / cell) * cell - 180
    return Box(
        round(max(south, -90.0), 4), round(max(west, -180.0), 4),
        round(min(south + cell, 90.0), 4), round(min(west + cell, 180.0), 4),
    )  # fmt: skip
