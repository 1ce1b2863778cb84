"""A reading as JSON and back: `schema/reading-v1.schema.json` says what it looks like.

The shape follows the model field by field. A span is `{"begin", "end", "words"}`: code-point offsets into
`report.text`, half-open, and the words that stand there, so that a value can be checked without counting.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib import resources
from typing import TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from sayso.errors import BrokenRecord
from sayso.model.reading import Reading
from sayso.model.span import Span

SCHEMA = "sayso/reading/1"

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]
T = TypeVar("T")

# Lone surrogates cannot be written as UTF-8, and these three end a line for some readers of JSONL.
_ESCAPED = re.compile("[\ud800-\udfff\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class FailureNote:
    """An input that could not be read: where it came from, which error it was, what to do, and its exit code."""

    origin: str
    error: str
    message: str
    exit_code: int


def to_json(reading: Reading) -> JsonObject:
    """The reading as one JSON object that carries its schema's name."""
    text = reading.report.text
    body = {name: _encode(getattr(reading, name), text) for name in _names(Reading) if name != "report"}
    return {"schema": SCHEMA, "report": {"id": reading.report.id, **_fields(reading.report, text)}, **body}


def from_json(data: JsonObject) -> Reading:
    """The reading that `to_json` made this of.

    Raises BrokenRecord when it has another schema, a field is missing, unknown or of the wrong type, or a
    span's words are not those of the text at its offsets.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise BrokenRecord(f'not a reading of schema "{SCHEMA}"; write it with this version of sayso')
    report = data.get("report")
    text = report.get("text") if isinstance(report, dict) else None
    if not isinstance(report, dict) or not isinstance(text, str):
        raise BrokenRecord("the reading has no report.text; write it again with `sayso read --format json`")
    body = {name: value for name, value in data.items() if name != "schema"}
    body["report"] = {name: value for name, value in report.items() if name != "id"}
    reading = _Decoder(text).value(Reading, body, "reading")
    if not isinstance(reading, Reading):
        raise BrokenRecord("not a reading")
    if report.get("id") != reading.report.id:
        raise BrokenRecord("report.id is not the digest of report.url and report.text; the text was changed")
    return reading


def noun_to_json(noun: object) -> JsonObject:
    """Any one noun of the model (an account, an anchor) as JSON; its spans are `[begin, end]`, without words."""
    return _fields(noun, None)


def noun_from_json(kind: type[T], data: Json) -> T:
    """The noun that `noun_to_json` made this of. Raises BrokenRecord when `data` is not one of `kind`."""
    made = _Decoder(None).value(kind, data, kind.__name__.lower())
    if not isinstance(made, kind):
        raise BrokenRecord(f"not a {kind.__name__.lower()}")
    return made


def document(readings: Iterable[Reading], failures: Iterable[FailureNote] = ()) -> JsonObject:
    """What `sayso read --format json` writes: all readings and all inputs that failed, in input order."""
    return {
        "schema": SCHEMA,
        "readings": [to_json(reading) for reading in readings],
        "failures": [_fields(failure, "") for failure in failures],
    }


def dumps(value: JsonObject, *, indent: int | None = None) -> str:
    """JSON text without a line end at its end; one line when `indent` is None. Always writable as UTF-8."""
    separators = (",", ":") if indent is None else None
    made = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", made)


@cache
def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of both a single reading and a whole document."""
    return (resources.files("sayso.model") / "schema" / "reading-v1.schema.json").read_text("utf-8")


def _names(kind: type) -> tuple[str, ...]:
    return tuple(_hints(kind))


def _fields(value: object, text: str | None) -> JsonObject:
    return {name: _encode(getattr(value, name), text) for name in _names(type(value))}


def _encode(value: object, text: str | None) -> Json:
    if isinstance(value, Span):
        return (
            [value.begin, value.end]
            if text is None
            else {"begin": value.begin, "end": value.end, "words": value.of(text)}
        )
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple):
        return [_encode(item, text) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return _fields(value, text)
    raise TypeError(f"the model has a value that JSON cannot hold: {type(value).__name__}")


@cache
def _hints(kind: type) -> dict[str, object]:
    hints: dict[str, object] = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}


class _Decoder:
    """JSON to the model's nouns, by the model's own type hints. `path` names the place in error messages."""

    def __init__(self, text: str | None) -> None:
        self._text = text

    def value(self, hint: object, data: Json, path: str) -> object:
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            inner = next(each for each in get_args(hint) if each is not type(None))
            return None if data is None else self.value(inner, data, path)
        if origin is tuple:
            if not isinstance(data, list):
                raise BrokenRecord(f"{path} must be a list")
            items = get_args(hint)
            if items[-1] is Ellipsis:
                return tuple(self.value(items[0], each, f"{path}[{index}]") for index, each in enumerate(data))
            if len(items) != len(data):
                raise BrokenRecord(f"{path} must have {len(items)} items")
            return tuple(
                self.value(item, each, f"{path}[{i}]") for i, (item, each) in enumerate(zip(items, data, strict=True))
            )
        if not isinstance(hint, type):
            raise TypeError(f"the model has a type that JSON cannot hold: {hint}")
        return self._single(hint, data, path)

    def _single(self, hint: type, data: Json, path: str) -> object:
        if hint is Span:
            return self._span(data, path)
        if dataclasses.is_dataclass(hint):
            return self._noun(hint, data, path)
        if issubclass(hint, date | Enum):
            if not isinstance(data, str):
                raise BrokenRecord(f"{path} must be a string")
            try:
                if issubclass(hint, datetime):
                    return datetime.fromisoformat(data)
                return date.fromisoformat(data) if issubclass(hint, date) else hint(data)
            except ValueError as error:
                raise BrokenRecord(f"{path}: {error}") from error
        if hint is float and isinstance(data, int) and not isinstance(data, bool):
            return float(data)
        if not isinstance(data, hint) or (hint is int and isinstance(data, bool)):
            raise BrokenRecord(f"{path} must be {hint.__name__}")
        return data

    def _noun(self, make: Callable[..., object], data: Json, path: str) -> object:
        hints = _hints(make) if isinstance(make, type) else {}
        if not isinstance(data, dict) or data.keys() != hints.keys():
            raise BrokenRecord(f"{path} must be an object with exactly the fields {', '.join(hints)}")
        try:
            return make(**{name: self.value(hints[name], data[name], f"{path}.{name}") for name in hints})
        except ValueError as error:
            raise BrokenRecord(f"{path}: {error}") from error

    def _span(self, data: Json, path: str) -> Span:
        if self._text is None:
            return self._bare_span(data, path)
        if not isinstance(data, dict) or data.keys() != {"begin", "end", "words"}:
            raise BrokenRecord(f"{path} must be an object with exactly the fields begin, end, words")
        begin, end = data["begin"], data["end"]
        if not isinstance(begin, int) or not isinstance(end, int):
            raise BrokenRecord(f"{path}: begin and end must be whole numbers")
        try:
            span = Span(begin, end)
        except ValueError as error:
            raise BrokenRecord(f"{path}: {error}") from error
        if span.end > len(self._text) or span.of(self._text) != data["words"]:
            raise BrokenRecord(f"{path}: its words are not those of the text at {begin} to {end}")
        return span

    def _bare_span(self, data: Json, path: str) -> Span:
        if not isinstance(data, list) or len(data) != 2:
            raise BrokenRecord(f"{path} must be begin and end")
        begin, end = data
        if not isinstance(begin, int) or not isinstance(end, int):
            raise BrokenRecord(f"{path}: begin and end must be whole numbers")
        try:
            return Span(begin, end)
        except ValueError as error:
            raise BrokenRecord(f"{path}: {error}") from error
