"""What a form says of a field, as the ledger wants it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable

from sayso.errors import JudgementError
from sayso.model.jsonform import Json
from sayso.model.reading import Reading
from sayso.model.span import Span, stripped
from sayso.render.safe import one_line
from sayso.web.review.choices import LISTED, interval

_PLACED = re.compile(r"@(\d{1,9}):(\d{1,9})(?:=(.*))?", re.DOTALL)


def given(reading: Reading, field: str, values: Iterable[str], free: str = "") -> Json:
    """What a form says of a field, as the ledger wants it. Raises JudgementError for what is no value.

    `free` are typed words, several of a list on lines of their own.
    """
    chosen = [_value(reading, field, value) for value in values if value]
    typed = [line.strip() for line in free.splitlines() if line.strip()]
    if field in LISTED:
        return [each for each in (*chosen, *typed) if each is not None]
    if typed:
        return _beside(chosen, field, typed[0])
    return chosen[-1] if chosen else None


def _beside(chosen: list[Json], field: str, typed: str) -> Json:
    """A typed number or day, beside the words that were selected for it."""
    words = next((each for each in reversed(chosen) if isinstance(each, dict) and "words" in each), None)
    if field == "number":
        number: Json = int(typed) if typed.isdigit() else typed
        return {**words, "number": number} if isinstance(words, dict) else number
    if field == "date":
        return {**words, "date": typed} if isinstance(words, dict) else typed
    return typed


def placed(text: str, written: str) -> Span:
    """The words that a form gives as "@12:19". Raises JudgementError for anything else."""
    at = _PLACED.fullmatch(written)
    if at is None:
        raise JudgementError("no words were selected: select them in the report")
    return selected(text, int(at[1]), int(at[2]))


def selected(text: str, begin: int, end: int) -> Span:
    """Words that a person selected, without white space at their ends and with the marks that belong to the last one.

    Raises JudgementError when no words are there.
    """
    if not 0 <= begin < end <= len(text):
        raise JudgementError("no words were selected: select them in the report")
    while end < len(text) and (unicodedata.combining(text[end]) or text[end] in "\N{ZERO WIDTH JOINER}\ufe0f"):
        end += 1
    found = stripped(text, begin, end)
    if found is None:
        raise JudgementError("no words were selected: select them in the report")
    return found


def _value(reading: Reading, field: str, written: str) -> Json:
    at = _PLACED.fullmatch(written)
    if at is None:
        try:
            data: Json = json.loads(written)
        except (ValueError, RecursionError) as error:
            raise JudgementError(f"“{one_line(written)[:40]}” is no value of this form: load the page again") from error
        return data
    span = selected(reading.report.text, int(at[1]), int(at[2]))
    words: Json = {"words": reading.words(span), "begin": span.begin, "end": span.end}
    if field != "date" or not isinstance(words, dict):
        return words
    days = at[3] or next((interval(t.interval) for t in reading.times if t.interval and t.span.overlaps(span)), None)
    if days is None:
        return words
    first, last, precision = (*days.split(".."), "", "")[:3]
    return {**words, "date": {"first": first, "last": last, "precision": precision}}
