"""Where something is, in the codes of the field, and never more exactly than it was told."""

from __future__ import annotations

import math
from decimal import Decimal

from sayso.model.place import Place, PlacePrecision

_EXACT = (PlacePrecision.SITE, PlacePrecision.TOWN)
_DECIMALS = Decimal("0.0001")  # four, as ACLED: 11 metres


def point(place: Place | None) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude with four decimals; None when unknown or no place on earth. 190° east is 170° west."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    latitude, longitude = place.latitude, place.longitude
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or abs(latitude) > 90 or abs(longitude) > 360:
        return None
    if abs(longitude) > 180:
        longitude -= math.copysign(360, longitude)
    return _rounded(latitude), _rounded(longitude)


def is_spot(place: Place | None) -> bool:
    """True for a town or a site, near it or in it; false for an area, whose coordinates are but its centre."""
    return place is not None and place.precision in _EXACT


def acled_precision(place: Place | None) -> int | None:
    """geo_precision: 1 a town or site, 2 near one or a district, 3 a province; None for what is vaguer."""
    if place is None or place.precision is None:
        return None
    if place.precision in _EXACT:
        return 1 if place.relation is None else 2
    return {PlacePrecision.ADMIN2: 2, PlacePrecision.ADMIN1: 3}.get(place.precision)


def ucdp_precision(place: Place | None, country: str | None) -> int | None:
    """where_prec: 1 the place, 2 near it, 3 a district, 4 a province, 5 a landscape, 6 the country only."""
    if place is None or place.precision is None:
        return 6 if country else None
    if place.precision in _EXACT:
        return 1 if place.relation is None else 2
    return {PlacePrecision.ADMIN2: 3, PlacePrecision.ADMIN1: 4, PlacePrecision.REGION: 5}.get(place.precision, 6)


def district(place: Place | None) -> str | None:
    """The second-level region that holds the place, where it is told apart from the first-level one."""
    if place is None or place.precision in (None, PlacePrecision.ADMIN1, PlacePrecision.COUNTRY, PlacePrecision.REGION):
        return None
    if place.precision is PlacePrecision.ADMIN2:
        return place.name
    inner = place.within[0] if len(place.within) > 1 else None
    # `within` runs from district to country, and leaves out what is not known.
    return inner if inner not in (None, place.admin1) and place.admin1 in place.within[1:] else None


def province(place: Place | None) -> str | None:
    """The first-level region that holds the place, or is it."""
    if place is None:
        return None
    return place.admin1 or (place.name if place.precision is PlacePrecision.ADMIN1 else None)


def _rounded(degrees: float) -> Decimal:
    found = Decimal(str(degrees)).quantize(_DECIMALS)
    return abs(found) if found == 0 else found  # no "-0.0000"
