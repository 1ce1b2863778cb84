"""Tables as Apache Arrow, and as the Parquet files that DuckDB, pandas and R open: typed columns, lists as lists."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sayso.export import claims, incidents, reports
from sayso.export.columns import Cell, Kind, Table
from sayso.export.extras import needed
from sayso.export.material import Material

if TYPE_CHECKING:
    import pyarrow as pa

Row = TypeVar("Row")


def tables(material: Material) -> dict[str, pa.Table]:
    """The tables claims, incidents and reports. Raises MissingExtra when pyarrow is not installed."""
    return {
        "claims": arrow(claims.table(material)),
        "incidents": arrow(incidents.table(material)),
        "reports": arrow(reports.table(material)),
    }


def write(material: Material, folder: Path) -> None:
    """Write claims.parquet, incidents.parquet and reports.parquet into `folder`."""
    parquet = needed("pyarrow.parquet", "pyarrow")
    for name, table in tables(material).items():
        parquet.write_table(table, folder / f"{name}.parquet", compression="zstd")


def arrow(table: Table[Row]) -> pa.Table:
    """One table as Arrow; each column's rule goes with it as its metadata."""
    pa = needed("pyarrow", "pyarrow")
    types = {
        Kind.TEXT: pa.string(),
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.DAY: pa.date32(),
        Kind.FLAG: pa.bool_(),
        Kind.TEXTS: pa.list_(pa.string()),
    }
    schema = pa.schema([pa.field(c.name, types[c.kind], metadata={"rule": c.rule}) for c in table.columns])
    gathered: list[list[object]] = [[] for _ in table.columns]
    for cells in table.cells():
        for values, cell in zip(gathered, cells, strict=True):
            values.append(_plain(cell))
    return pa.table([pa.array(v, f.type) for v, f in zip(gathered, schema, strict=True)], schema=schema)


def _plain(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, int) and not -(2**63) <= cell < 2**63:
        return None  # no number of people
    return list(cell) if isinstance(cell, tuple) else cell
