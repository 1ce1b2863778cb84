"""The export `geojson`: incidents on a map (RFC 7946), none shown more exactly than it was told."""

from __future__ import annotations

from decimal import Decimal
from typing import TextIO

from sayso.export import incidents
from sayso.export.columns import Cell
from sayso.export.incidents import IncidentRow
from sayso.export.material import Material
from sayso.export.spots import is_spot, point
from sayso.model.jsonform import Json, JsonObject, dumps

# A feature's own id and geometry say these.
_ELSEWHERE = ("incident_id", "latitude", "longitude")


def write(material: Material, out: TextIO) -> None:
    """Write one feature collection, a feature a line."""
    table = incidents.table(material)
    names = [column.name for column in table.columns]
    out.write('{"type":"FeatureCollection","features":[')
    for n, (row, cells) in enumerate(zip(table.rows, table.cells(), strict=True)):
        properties = {name: _json(cell) for name, cell in zip(names, cells, strict=True) if name not in _ELSEWHERE}
        out.write((",\n" if n else "\n") + dumps(_feature(row, properties)))
    out.write("\n]}\n")


def _feature(row: IncidentRow, properties: JsonObject) -> JsonObject:
    """A point for a town or a site; an area is no point: it has no geometry, and its centre is a property."""
    spot = point(row.incident.place)
    position: list[Json] | None = [float(spot[1]), float(spot[0])] if spot else None  # longitude first
    exact = position is not None and is_spot(row.incident.place)
    return {
        "type": "Feature",
        "id": row.incident.id,
        "geometry": {"type": "Point", "coordinates": position} if exact else None,
        "properties": {**properties, "area_centre": None if exact else position},
    }


def _json(cell: Cell) -> Json:
    if isinstance(cell, tuple):
        return list(cell)
    if isinstance(cell, Decimal):
        return float(cell)
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    return cell.isoformat()
