"""JSONL and CSV of articles: one report a line, and a broken one does not stop the others."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import IO

from sayso.errors import BrokenRecord, EmptyInput, SaysoError, TooLarge
from sayso.intake.datelines import full_date
from sayso.intake.decode import decode, encoding_of
from sayso.intake.options import DEFAULTS, FIELDS, Failure, IntakeOptions
from sayso.intake.text import checked, report_from_text
from sayso.model.report import Report

_HEAD = 65_536
_DIALECT_LINE = 20_000  # characters of the header that are looked at
_SURROGATE = re.compile("[\ud800-\udfff]")


class RecordForm(StrEnum):
    """How the records are written."""

    JSONL = "jsonl"
    CSV = "csv"


def read_records(
    data: bytes | IO[bytes],
    form: RecordForm,
    *,
    head: bytes = b"",
    origin: str = "",
    options: IntakeOptions = DEFAULTS,
) -> Iterator[Report | Failure]:
    """The reports of a JSONL or CSV, in order, with a Failure for each line that holds none.

    `head` are bytes that were already read from the stream, to look at its beginning.
    Read as a stream: a file of any size will do, `options.max_bytes` bounds one line. `published` may be a day, a time
    stamp or a date in words. Origins get the number of the line, "articles.jsonl:12". Raises BinaryInput when it is
    no text and EmptyInput when there is no record at all.
    """
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    head += stream.read(_HEAD)
    encoding = encoding_of(head, whole=len(head) < _HEAD)
    # Bytes that do not fit are kept as lone surrogates, so that a broken line can be told and mended by itself.
    text = io.TextIOWrapper(io.BufferedReader(_Rewound(head, stream)), encoding, errors="surrogateescape", newline="")
    lines = _jsonl(text, options.max_bytes) if form is RecordForm.JSONL else _csv(text, options)
    empty = True
    for number, row in lines:
        empty = False
        where = f"{origin}:{number}"
        try:
            if isinstance(row, SaysoError):
                raise row
            yield _report(row, where, options)
        except SaysoError as error:
            yield Failure(where, error)
    if empty:
        raise EmptyInput("there are no records in it: give one article a line")


class _Rewound(io.RawIOBase):
    """A stream whose first bytes were read already, from its beginning: standard input cannot be rewound."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed names a private type
        size = len(buffer)
        part, self._head = (self._head[:size], self._head[size:]) if self._head else (self._rest.read(size), b"")
        buffer[: len(part)] = part
        return len(part)


_Row = Mapping[str, object] | SaysoError


def _jsonl(text: io.TextIOWrapper, max_chars: int) -> Iterator[tuple[int, _Row]]:
    """Number and object of each line that is not blank."""
    number = 0
    while line := text.readline(max_chars + 1):
        number += 1
        if len(line) > max_chars:
            while line and not line.endswith("\n"):
                line = text.readline(_HEAD)
            yield number, TooLarge(f"this line is over {max_chars:,} characters: divide it, or raise the limit")
        elif line.strip():
            yield number, _object(line)


def _object(line: str) -> _Row:
    if _SURROGATE.search(line):
        line = decode(line.encode("utf-8", "surrogateescape"))
    try:
        row = json.loads(line)
    except RecursionError:
        return BrokenRecord("this line is nested too deeply: give one flat object a line")
    except ValueError as error:
        return BrokenRecord(f"this line is no JSON ({error}): give one object a line")
    return row if isinstance(row, dict) else BrokenRecord("this line is no JSON object: give one object a line")


def _csv(text: io.TextIOWrapper, options: IntakeOptions) -> Iterator[tuple[int, _Row]]:
    """Number of the last line and cells by column of each record that is not blank."""
    # The module's own guard of 131,072 characters would refuse long reports, and knows no other way to be told.
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))
    first = text.readline(options.max_bytes)
    rows = csv.reader(_chained(first, text), delimiter=_delimiter(first))
    header: list[str] | None = None
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield rows.line_num, BrokenRecord(f"this line cannot be read as CSV ({error}): check its quotation marks")
            continue
        if cells is None:
            return
        if header is None:
            header = [cell.strip() for cell in cells]
        elif len(cells) > len(header):
            yield (
                rows.line_num,
                BrokenRecord(f"{len(cells)} cells under {len(header)} columns: check its quotation marks"),
            )
        elif any(cell.strip() for cell in cells):
            yield rows.line_num, dict(zip(header, (_mended(cell) for cell in cells), strict=False))


def _chained(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(header: str) -> str:
    """Whichever of comma, semicolon and tab there are most of in the header line."""
    return max(",;\t", key=header[:_DIALECT_LINE].count)


def _mended(cell: str) -> str:
    return decode(cell.encode("utf-8", "surrogateescape")) if _SURROGATE.search(cell) else cell


def _report(row: Mapping[str, object], origin: str, options: IntakeOptions) -> Report:
    """One record's report. Raises BrokenRecord, EmptyInput, NoMainText or WrongLanguage."""
    cells = _fields(row, options.columns)
    text = cells.get("text")
    if text is None:
        raise BrokenRecord(f"no text in it, only {_listed(row)}: say which column holds it (--column COLUMN=text)")
    if not text.strip():
        raise EmptyInput("its text is empty")
    written = cells.get("published", "").strip()
    published = _day(written)
    if written and published is None:
        raise BrokenRecord(f"“{written[:40]}” is no date: write it as 2024-02-03")
    report = report_from_text(
        text,
        title=cells.get("title", "").strip() or options.title,
        published=published or options.published,
        outlet=cells.get("outlet", "").strip() or options.outlet,
        url=cells.get("url", "").strip() or None,
        id=cells.get("id", "").strip() or None,
    )
    return checked(replace(report, author=cells.get("author", "").strip() or None, origin=origin))


def _fields(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, str]:
    """Field → words. A column mapped to a field goes before one that only has its name. Numbers become words."""
    named = {name: name for name in FIELDS if name in row and name not in columns}
    named |= {column: name for column, name in columns.items() if column in row}
    found: dict[str, str] = {}
    for column, name in named.items():
        value = row[column]
        if value is None:
            continue
        if not isinstance(value, str | int | float):
            raise BrokenRecord(f"its {column} is no text: give words in quotation marks")
        if name == "text" and not isinstance(value, str):
            raise BrokenRecord(f"its {column} is a number, not a text")
        found[name] = str(value)
    return found


def _listed(row: Mapping[str, object]) -> str:
    names = [str(name)[:30] for name in list(row)[:8]]
    return ", ".join(names) or "nothing"


def _day(written: str) -> date | None:
    """The day of "2024-02-03", "2024-02-03T10:00:00Z", "20240203" or "3 February 2024"."""
    try:
        return date.fromisoformat(re.split(r"[T ]", written, maxsplit=1)[0]) if written else None
    except ValueError:
        found = full_date(written)
        return found[0] if found else None
