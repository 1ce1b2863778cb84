"""The tables that intake needs, read once when first asked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from sayso.errors import DataError


class Signature(NamedTuple):
    """The bytes at `offset` that tell a kind of file, its name, and what to do with it."""

    magic: bytes
    offset: int
    name: str
    advice: str


class LinePatterns(NamedTuple):
    """What tells furniture and captions from the article, and words before a dash that are no place.

    `furniture` and `label` match a whole line, `caption_start` its beginning, `caption_end` is searched for at its end.
    All are for words in which ’ was replaced by '.
    """

    furniture: re.Pattern[str]
    caption_start: re.Pattern[str]
    caption_end: re.Pattern[str]
    label: re.Pattern[str]


def _rows(table: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The named columns of one table of sayso.knowledge. Raises DataError when it is missing or lacks a column."""
    try:
        text = files("sayso.knowledge").joinpath(table).read_text(encoding="utf-8")
        for row in csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")):
            yield tuple(row[column] for column in columns)
    except (OSError, KeyError) as error:
        raise DataError(f"the table {table} is missing or damaged ({error}); install sayso again") from error


@cache
def line_patterns() -> LinePatterns:
    """The patterns of furniture.csv, joined into one expression for each kind."""
    rows = list(_rows("furniture.csv", "kind", "where", "pattern"))

    def joined(kind: str, where: str, around: str) -> re.Pattern[str]:
        found = [pattern for k, w, pattern in rows if (k, w) == (kind, where)]
        try:
            return re.compile(around % "|".join(f"(?:{pattern})" for pattern in found), re.IGNORECASE)
        except re.error as error:
            raise DataError(f"furniture.csv holds a pattern that cannot be read ({error})") from error

    return LinePatterns(
        joined("furniture", "whole", r"(?:%s)\Z"),
        joined("caption", "start", r"(?:%s)"),
        joined("caption", "end", r"(?:%s)\s*\Z"),
        joined("label", "whole", r"(?:%s)\Z"),
    )


@cache
def news_agencies() -> frozenset[str]:
    """Names of agencies as datelines credit them, in lower case."""
    return frozenset(name.lower() for (name,) in _rows("news_agencies.csv", "name"))


@cache
def signatures() -> tuple[Signature, ...]:
    """First bytes of files that are not text."""
    rows = _rows("file_signatures.csv", "hex", "offset", "name", "advice")
    return tuple(Signature(bytes.fromhex(digits), int(offset), name, advice) for digits, offset, name, advice in rows)


@cache
def language_names() -> dict[str, str]:
    """ISO 639 code → English name."""
    return {row[0]: row[1] for row in _rows("languages.csv", "code", "name")}
