from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export import csvfile
from sayso.export.columns import Cell, Column, Kind, Table, harmless

_CELL = st.one_of(
    st.none(),
    st.text(),
    st.text("=+-@\t\r\n;,\" '0a＝"),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.lists(st.text("=+-@\t\r\n;,a")).map(tuple),
    st.decimals(allow_nan=False, allow_infinity=False, places=4),
)


def _written(rows: list[tuple[Cell, ...]]) -> tuple[str, list[list[str]]]:
    width = len(rows[0])

    def of(n: int) -> Column[tuple[Cell, ...]]:
        return Column(f"c{n}", Kind.TEXT, "", lambda row: row[n])

    out = io.StringIO(newline="")
    csvfile.write(Table("t", tuple(of(n) for n in range(width)), tuple(rows)), out)
    return out.getvalue(), list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))


def _runs(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula (OWASP), a plain number aside."""
    try:
        float(cell)
    except ValueError:
        return cell.lstrip(" ")[:1] in tuple("=+-@＝＋－＠") or cell[:1] in tuple("\t\r\n")
    return False


@given(st.lists(st.tuples(_CELL, _CELL), min_size=1))
def test_every_row_comes_back_and_no_cell_runs(rows: list[tuple[Cell, ...]]) -> None:
    raw, back = _written(rows)
    raw.encode("utf-8")
    assert len(back) == len(rows) + 1
    assert all(len(row) == 2 for row in back)
    for row in back[1:]:
        for cell in row:
            assert not _runs(cell)
            assert not any(_runs(part.lstrip("\t\r\n")) for part in cell.split(";"))


@given(st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_numbers_stay_numbers(whole: int, part: Decimal) -> None:
    raw, back = _written([(whole, part)])
    assert int(back[1][0]) == whole
    assert Decimal(back[1][1]) == part
    assert not raw.split("\r\n")[1].startswith('"')


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (True, "true"),
        (date(2024, 1, 28), "2024-01-28"),
        (("a", "b;c", "=d"), "a;b,c;'=d"),
        ("=1+1", "'=1+1"),
        ("-12.5", "-12.5"),
        ("+964 1 234", "'+964 1 234"),
        ("fell by 3-4", "fell by 3-4"),
        ("a;=1", "a;'=1"),
        ("'=1", "'=1"),
    ],
)
def test_cells(cell: Cell, written: str) -> None:
    assert csvfile.written(cell) == written


def test_a_cell_fits_into_a_spreadsheets() -> None:
    cell = str(csvfile.written("x" * 100_000))
    assert len(cell) == csvfile.LONGEST
    assert cell.endswith("[…]")
    assert len(str(csvfile.written("=" * 100_000))) == csvfile.LONGEST


@given(st.text(st.characters()))
def test_harmless_keeps_every_offset_and_can_be_written(text: str) -> None:
    made = harmless(text)
    assert len(made) == len(text)
    made.encode("utf-8")
    assert harmless(made) == made


def test_what_is_harmful_is_replaced() -> None:
    assert harmless("a\x00\x1b\u202e\ud800\n\tb") == "a\ufffd\ufffd\ufffd\ufffd\n\tb"
