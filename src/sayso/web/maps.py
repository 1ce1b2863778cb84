"""Places on a map as honestly as they are known: a town is a mark, a province a wide circle, a country its outline.

The features are GeoJSON (RFC 7946). Each has the properties `kind` ("incident" for a mark, "area" for what has an
extent), `precision`, `radius_km` (None: no circle), `country` (the outline to be filled, else None), `name`, `words`
(what the place is known by), `contested` and `main` (the place that the incident takes).
"""

from __future__ import annotations

import math

from sayso.knowledge.gazetteer import gazetteer
from sayso.model.incident import Incident
from sayso.model.jsonform import Json
from sayso.model.place import Place, PlacePrecision
from sayso.render.incident_words import shown
from sayso.render.phrases import country_name
from sayso.web.texts import english

NEAR_KM = 10  # "near X": the place is named, the spot is not
RADIUS_KM: dict[PlacePrecision, int] = {
    PlacePrecision.ADMIN2: 15,
    PlacePrecision.ADMIN1: 60,
    PlacePrecision.REGION: 150,
}
WIDE_KM = 600  # a region that lies over several countries
_MARKS = (PlacePrecision.SITE, PlacePrecision.TOWN)


def _province_km(place: Place) -> int:
    """The circle around a province's centre that holds its towns; our usual one where the gazetteer has none of it."""
    usual = RADIUS_KM[PlacePrecision.ADMIN1]
    if place.latitude is None or place.longitude is None:
        return usual
    found = [m.entry for m in gazetteer().lookup(place.name) if m.entry.kind == "admin1"]
    code = next((entry.admin1 for entry in found if entry.country == place.country and entry.admin1), None)
    towns = gazetteer().towns_of(code) if code else ()
    return math.ceil(max((_km(place.latitude, place.longitude, *town) for town in towns), default=usual))


def _km(south: float, west: float, north: float, east: float) -> float:
    """The distance of two points that are not far apart."""
    across = (east - west + 180) % 360 - 180
    return 111.2 * math.hypot(north - south, across * math.cos(math.radians((south + north) / 2)))


def radius_km(place: Place) -> int | None:
    """How wide the circle is that says where the place may be; None for a mark and for a country's outline."""
    if place.precision in _MARKS:
        return NEAR_KM if place.relation is not None else None
    if place.precision is PlacePrecision.ADMIN1:
        return _province_km(place)
    if place.precision is PlacePrecision.REGION and place.country is None:
        return WIDE_KM
    return RADIUS_KM.get(place.precision) if place.precision else RADIUS_KM[PlacePrecision.REGION]


def known_by(place: Place) -> str:
    """How precisely a place is known, in words."""
    text, radius = english(), radius_km(place)
    if place.precision is PlacePrecision.COUNTRY:
        return text("incident.map.country", name=shown(place.name, 60))
    if place.precision in _MARKS and radius is None:
        return text(f"incident.map.{place.precision}", name=shown(place.name, 60))
    kind = "near" if place.precision in _MARKS else str(place.precision or "region")
    return text(f"incident.map.{kind}", name=shown(place.name, 60), radius=radius)


def places_of(incident: Incident) -> tuple[Place, ...]:
    """The place that the incident takes, then each other that an account puts first; those that can be drawn."""
    told = [incident.place, *(account.places[0] for account in incident.accounts if account.places)]
    found: dict[tuple[object, ...], Place] = {}
    for place in told:
        if place is not None and _drawable(place):
            found.setdefault((place.latitude, place.longitude, place.precision), place)
    return tuple(found.values())


def collection(incident: Incident) -> Json:
    """The incident's places as a FeatureCollection; empty when none is known."""
    places = places_of(incident)
    contested = any(point.fact == "place" for point in incident.contested)
    features: list[Json] = [_feature(place, incident, contested=contested) for place in places]
    return {"type": "FeatureCollection", "features": features}


def _drawable(place: Place) -> bool:
    if place.precision is PlacePrecision.COUNTRY:
        return place.country is not None
    return place.latitude is not None and place.longitude is not None


def _feature(place: Place, incident: Incident, *, contested: bool) -> Json:
    whole = place.precision is PlacePrecision.COUNTRY
    radius = radius_km(place)
    point: Json = None if whole else {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return {
        "type": "Feature",
        "geometry": point,
        "properties": {
            "kind": "area" if whole or radius else "incident",
            "precision": place.precision.value if place.precision else None,
            "radius_km": radius,
            "country": place.country if whole else None,
            "name": country_name(place.country) if whole and place.country else shown(place.name, 60),
            "words": known_by(place),
            "contested": contested,
            "main": place is incident.place,
        },
    }
