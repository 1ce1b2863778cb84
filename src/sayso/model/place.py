"""Places that a report names, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.span import Span


class PlacePrecision(StrEnum):
    """What a resolved place is, from exact to vague; coordinates of a region are its centre, not a site."""

    SITE = "site"  # a base, a camp, a crossing, an airport, a street
    TOWN = "town"
    ADMIN2 = "admin2"  # a district
    ADMIN1 = "admin1"  # a province, a governorate, a state
    COUNTRY = "country"
    REGION = "region"  # a landscape, a border area, a continent


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in the text and what it was resolved to.

    `latitude`, `longitude` in degrees (WGS 84), None when unresolved; `country` ISO 3166-1 alpha-2;
    `geonameid` where GeoNames has it; `relation` the words that move it ("near", "15 km northeast of"),
    in which case the coordinates are the named place's unless distance and bearing are both told;
    `within` the names of regions that contain it, smallest first; `score` 0..1 and `why` in words.
    """

    span: Span
    name: str
    precision: PlacePrecision | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    relation: Span | None = None
    within: tuple[str, ...] = ()
    source: str = ""
    score: float = 0.0
    why: str = ""
