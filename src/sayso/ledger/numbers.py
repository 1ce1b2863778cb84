"""What a person says that a toll's number is, and where the report prints it."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from sayso.errors import JudgementError
from sayso.ledger.selection import place_of, placed
from sayso.model.claim import Toll
from sayso.model.jsonform import Json
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading
from sayso.model.span import Span

_RANGE = re.compile(r"(\d{1,9})\s*(?:-|–|to)\s*(\d{1,9})")
_OPEN = re.compile(r"(at least|>=|up to|<=)?\s*(\d{1,9})")
_MOST = 999_999_999  # people
_RULE = "a person's"


def quantity(reading: Reading, toll: Toll, value: Json) -> Quantity:
    """12, "at least 12", "up to 12", "10-12", or {"low", "high"}; null where it is as vague as its words.

    Any of them as "number" beside words with their place; those words alone say their own number. Raises JudgementError
    for any other value.
    """
    if placed(value):
        return _selected(reading, value)
    low, high = _bounds(value)
    read = _read_at(reading, toll.quantity.whole)
    if read and (read.low, read.high) == (low, high):  # the words that it stands on say just that
        return replace(read, rule=_RULE)
    found = replace(toll.quantity, low=low, high=high, rule=_RULE)
    digits = low if low is not None else high
    number = None if digits is None else _printed(reading, toll, str(digits))
    if number is None:
        return found
    whole = _printed(reading, toll, value) if isinstance(value, str) else number
    return replace(found, span=number, whole=whole if whole and whole.contains(number) else number)


def _selected(reading: Reading, value: Json) -> Quantity:
    """The number of these words at their place, or that given with them."""
    assert isinstance(value, dict)
    at = place_of(value, reading.report.text)
    read = _read_at(reading, at)
    if "number" not in value:
        if read is None:
            raise JudgementError(f"“{value['words']}” says no one number: give it as the number beside the words")
        return replace(read, rule=_RULE)
    low, high = _bounds(value["number"])
    if read and (read.low, read.high) == (low, high):
        return replace(read, rule=_RULE)
    return Quantity(low, high, at, at, _RULE)


def _printed(reading: Reading, toll: Toll, number: str) -> Span | None:
    """Where the toll's words, or its sentence, print this number as a number of its own; None where they do not."""
    wanted = re.compile(rf"(?<![\w.,]){re.escape(number)}(?![\d]|[.,]\d)", re.IGNORECASE)
    for span in (toll.quantity.whole, toll.sentence):
        if found := wanted.search(reading.words(span)):
            return Span(span.begin + found.start(), span.begin + found.end())
    return None


def _read_at(reading: Reading, at: Span) -> Quantity | None:
    """The one number that these words say; None when they say none, or several."""
    from sayso.reading.quantities import find_quantities

    found = find_quantities(reading.report.text, [at])
    return found[0] if len(found) == 1 else None


def _bounds(value: Json) -> tuple[int | None, int | None]:
    if isinstance(value, dict) and value.keys() <= {"low", "high"}:
        given = value.get("low"), value.get("high")
        low, high = map(_count, given)
        if (low, high) == given and (low is None or high is None or low <= high):
            return low, high
    elif value is None:
        return None, None
    elif _count(value) is not None or isinstance(value, str):
        text = str(value).strip().lower()
        if (found := _RANGE.fullmatch(text)) and int(found[1]) <= int(found[2]):
            return int(found[1]), int(found[2])
        if found := _OPEN.fullmatch(text):
            number, sign = int(found[2]), found[1]
            return None if sign in ("up to", "<=") else number, None if sign in ("at least", ">=") else number
    raise JudgementError(
        f'{json.dumps(value)} is no such value: give a number of people: 12, "at least 12", "up to 12", "10-12", '
        "or null for a vague one"
    )


def _count(value: Json) -> int | None:
    """A number of people, None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST else None
