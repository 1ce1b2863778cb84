"""Tables as CSV: RFC 4180, UTF-8, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from typing import TextIO, TypeVar

from sayso.export.columns import Cell, Table

LISTED = ";"
LONGEST = 32_767  # characters of a cell; a spreadsheet lets the rest of a longer one spill into other cells
_CUT = " […]"
Row = TypeVar("Row")

# OWASP, "CSV Injection": a cell that begins with one of these, or with a tab or a line end, may be run as a formula.
# Where a semicolon or a line end parts cells, as in many a country's spreadsheet, what stands behind it begins a cell.
_SIGN = "[=+\\-@＝＋－＠]"
_FORMULA = re.compile(rf"^(?=\s*{_SIGN}|[\t\r\n])|(?<=[;\r\n])(?=[ \t]*{_SIGN})")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write(table: Table[Row], out: TextIO) -> None:
    """Write the table with its header; texts in quotation marks, numbers bare. `out` must not translate line ends."""
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for cells in table.cells():
        writer.writerow([written(cell) for cell in cells])


def written(cell: Cell) -> str | int | Decimal:
    """The cell as CSV has it: "" for what is not known, lists by ";", days as 2024-01-28, text that no sheet runs."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | Decimal):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, tuple):
        # A semicolon inside a part would make two parts of it.
        return _fitting(LISTED.join(_defused(part.replace(LISTED, ",")) for part in cell))
    return _fitting(_defused(cell))


def _defused(text: str) -> str:
    """`text` with an apostrophe before whatever would begin a formula; what is but a number stays a number."""
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub("'", text[: LONGEST + 1])


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT
