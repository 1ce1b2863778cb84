"""The rows that a query gave, as CSV and as JSON."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TextIO

from sayso.export.columns import harmless
from sayso.export.csvfile import written
from sayso.export.sql import Answer
from sayso.model.jsonform import Json


def write_csv(answer: Answer, out: TextIO) -> None:
    """As a table of an export is written: no cell is a formula. `out` must not translate line ends."""
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([written(harmless(name)) for name in answer.columns])
    for row in answer.rows:
        writer.writerow([_cell(value) for value in row])


def write_json(answer: Answer, out: TextIO) -> None:
    """A list of objects, one a row; a column whose name is taken gets a number behind it."""
    names = _apart(answer.columns)
    rows = ({name: plain(value) for name, value in zip(names, row, strict=True)} for row in answer.rows)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
    out.write(f"[\n{lines}\n]\n" if lines else "[]\n")


def plain(value: object) -> Json:
    """Any value that DuckDB gives, as JSON has it: days and times in ISO 8601, what it lacks as text, NaN as null."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float | Decimal):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {harmless(str(key)): plain(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(each) for each in value]
    return harmless(value.hex() if isinstance(value, bytes) else str(value))


def _cell(value: object) -> str | int | float | Decimal:
    made = plain(value)
    if isinstance(made, float):
        return made
    if isinstance(made, list) and all(isinstance(each, str) for each in made):
        return written(tuple(str(each) for each in made))
    if isinstance(made, list | dict):
        return written(json.dumps(made, ensure_ascii=False))
    return written(made)


def _apart(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        taken, number = name, 1
        while taken in found:
            number += 1
            taken = f"{name}_{number}"
        found.append(harmless(taken))
    return found
