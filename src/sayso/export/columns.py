"""What a table of an export is made of: columns, each with its rule in words and the function that carries it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

Row = TypeVar("Row")
Cell: TypeAlias = str | int | Decimal | bool | date | tuple[str, ...] | None

# Controls (but tab and new lines), lone surrogates, and what turns the reading direction of a screen around.
_HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Kind(StrEnum):
    """What a column holds. A value that is not known is None whatever the kind."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"  # a Decimal, written with the decimals it has
    DAY = "day"
    FLAG = "true or false"
    TEXTS = "list of texts"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: `rule` says in words what `of` does; the column's page in the docs repeats it."""

    name: str
    kind: Kind
    rule: str
    of: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """The columns of one table, in order, and its rows, also in an order that does not depend on the input's."""

    name: str
    columns: tuple[Column[Row], ...]
    rows: tuple[Row, ...]

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """Each row's cells. Texts are made harmless, character by character, so that offsets still hold."""
        for row in self.rows:
            yield tuple(_clean(column.of(row)) for column in self.columns)


def harmless(text: str) -> str:
    """`text`, as long as before, with controls, lone surrogates and direction marks as U+FFFD (tabs and lines stay)."""
    if text.isascii() and text.isprintable():
        return text
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text)


def unique(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values that are there, each once, in order."""
    return tuple(dict.fromkeys(value for value in values if value))


def _clean(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, tuple):
        return tuple(harmless(part) for part in cell)
    return cell
