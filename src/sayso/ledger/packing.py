"""Nouns as the bytes that are stored: compressed JSON, exact to the last character."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from sayso.errors import BrokenRecord, LedgerError
from sayso.model.jsonform import JsonObject, noun_from_json, noun_to_json
from sayso.model.reading import Reading
from sayso.model.report import Report

T = TypeVar("T")

_NOBODY = Report("")
# What is kept at hand, by number: an account takes some 20 kB, a reading some 200 kB.
_REMEMBERED, _REMEMBERED_READINGS = 500, 30


def pack(noun: object) -> bytes:
    """The noun as it is stored."""
    return _packed(noun_to_json(noun))


def unpack(kind: type[T], data: bytes) -> T:
    """The noun that `pack` made this of. Raises LedgerError when the bytes are damaged."""
    return cast(T, _known(kind, data))  # type: ignore[arg-type]  # a class is hashable


@lru_cache(maxsize=_REMEMBERED)
def _known(kind: type[object], data: bytes) -> object:
    """The same bytes are the same noun, which nobody can change: a person at the desk asks for it again and again."""
    return _noun(kind, _unpacked(data))


def pack_report(report: Report) -> bytes:
    """All of a report but its text, which has a column of its own."""
    return pack(replace(report, text=""))


def unpack_report(data: bytes, text: str) -> Report:
    """The report with its text. Raises LedgerError when the bytes are damaged."""
    return replace(unpack(Report, data), text=text)


def pack_reading(reading: Reading) -> tuple[bytes, str]:
    """A reading without its report, and the digest of it."""
    data = pack(replace(reading, report=_NOBODY))
    return data, digest(data)


def unpack_reading(data: bytes, report: Report) -> Reading:
    """The reading of this report. Raises LedgerError when the bytes are damaged."""
    return replace(_known_reading(data), report=report)


@lru_cache(maxsize=_REMEMBERED_READINGS)
def _known_reading(data: bytes) -> Reading:
    return _noun(Reading, _unpacked(data))


def digest(data: bytes) -> str:
    """The SHA-256 of what was packed. Raises LedgerError when the bytes are damaged."""
    return hashlib.sha256(_inflated(data)).hexdigest()


def _packed(data: JsonObject) -> bytes:
    # Not escaped: "\\ud83d\\ude00" would come back as one character where there were two halves.
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise LedgerError(f"a stored value is damaged ({error}): run `sayso check`") from error


def _unpacked(data: bytes) -> JsonObject:
    try:
        found = json.loads(_inflated(data).decode("utf-8", "surrogatepass"))
    except ValueError as error:
        raise LedgerError(f"a stored value is damaged ({error}): run `sayso check`") from error
    if not isinstance(found, dict):
        raise LedgerError("a stored value is damaged (no object): run `sayso check`")
    return found


def _noun(kind: type[T], data: JsonObject) -> T:
    try:
        return noun_from_json(kind, data)
    except BrokenRecord as error:
        raise LedgerError(f"a stored value is damaged ({error}): run `sayso check`") from error
