"""Small parts of the overview's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.ledger.index.search import words_of
from sayso.model.claim import Measure
from sayso.model.overview import IncidentRow, Range

_FIRST = (Measure.KILLED, Measure.INJURED)
_LONGEST = 320  # characters of a claim's words in a list


def tolls(row: IncidentRow) -> tuple[Range, ...]:
    """The tolls that a row shows: killed and injured, else the first two others, of those that have a number."""
    told = [each for each in row.ranges if each.low is not None or each.high is not None]
    first = [each for measure in _FIRST for each in told if each.measure is measure]
    return tuple((first or told)[:2])


def lit(words: str, sought: str) -> Iterator[tuple[str, bool]]:
    """The words in pieces, each with whether it is one of the words that are looked for."""
    shown = words if len(words) <= _LONGEST else words[: words.rfind(" ", 0, _LONGEST) + 1 or _LONGEST] + "…"
    found = words_of(sought)
    if not found:
        yield shown, False
        return
    *whole, last = (re.escape(word) for word in found)
    begin = 0
    anywhere = "|".join([*(rf"{word}\b" for word in whole), rf"{last}\w*"])
    for hit in re.finditer(rf"\b(?:{anywhere})", shown, re.IGNORECASE):
        yield shown[begin : hit.start()], False
        yield hit.group(), True
        begin = hit.end()
    yield shown[begin:], False
