"""The base map: Natural Earth's countries, served once and kept by the browser."""

from __future__ import annotations

from functools import cache
from importlib import resources

from fastapi import APIRouter, Response

router = APIRouter(prefix="/map")


@cache
def _countries() -> bytes:
    return (resources.files("sayso.web") / "data" / "countries.geojson").read_bytes()


@router.get("/countries.geojson")
def countries() -> Response:
    """Every country's outline as GeoJSON (RFC 7946), to a hundredth of a degree; `id` is its ISO 3166-1 code."""
    return Response(
        _countries(), media_type="application/geo+json", headers={"cache-control": "private, max-age=604800"}
    )
