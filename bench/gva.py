"""A reading as the toll of the one incident that an article is mainly about, as a registry would enter it.

The rule, chosen on one half of the incidents:

1. The main event is the one that the article's first toll of dead or injured is told of; tolls of no listed event count
   for it too.
2. For each measure the first sentence that tells it stands, and in it the largest number: articles put the sum first.
   Rows that are part of a total are left out: the total says it.
3. Nobody is counted twice: one dead and none but single injured are one person, who was hurt and died; and where the
   injured are only said to be shot, the dead are among them.
"""

from __future__ import annotations

import re
from typing import TypedDict

from sayso.model.claim import Measure, Toll
from sayso.model.reading import Reading

_SHOT = re.compile(r"\b(?:shot|shooting)\b", re.IGNORECASE)
_HURT = re.compile(r"\b(?:wound|injur|hurt)", re.IGNORECASE)


class TollRow(TypedDict):
    """Killed and injured of the main incident; `incident` is null while articles are not linked."""

    doc_id: str
    killed: int | None
    injured: int | None
    incident: str | None


def row(doc_id: str, reading: Reading | None) -> TollRow:
    """The scorer's row for this document."""
    if reading is None:
        return TollRow(doc_id=doc_id, killed=None, injured=None, incident=None)
    main = _main_tolls(reading)
    killed, injured = (_first_told(main, measure) for measure in (Measure.KILLED, Measure.INJURED))
    dead, hurt = _number(killed), _number(injured)
    if injured and dead and hurt:
        if dead == 1 and all(_number(toll) == 1 for toll in main if toll.measure is Measure.INJURED):
            hurt = 0
        elif hurt >= dead and _only_shot(reading.words(injured.sentence)):
            hurt -= dead
    return TollRow(doc_id=doc_id, killed=dead, injured=hurt, incident=None)


def _main_tolls(reading: Reading) -> list[Toll]:
    """The countable tolls of dead and injured of the main event, parts of totals left out."""
    counted = [
        toll
        for toll in reading.tolls
        if toll.measure in (Measure.KILLED, Measure.INJURED) and toll.part_of is None and _number(toll) is not None
    ]
    main = next((toll.event for toll in counted if toll.event), None)
    return [toll for toll in counted if toll.event in (main, None)]


def _first_told(tolls: list[Toll], measure: Measure) -> Toll | None:
    """The toll with the largest number in the first sentence that tells of this measure; None when none does."""
    of_measure = [toll for toll in tolls if toll.measure is measure]
    first = [toll for toll in of_measure if toll.sentence == of_measure[0].sentence]
    return max(first, key=lambda toll: _number(toll) or 0, default=None)


def _number(toll: Toll | None) -> int | None:
    """The number meant: its lower bound, or the upper where only that is told; None when vague."""
    if toll is None:
        return None
    return toll.quantity.low if toll.quantity.low is not None else toll.quantity.high


def _only_shot(sentence: str) -> bool:
    """Whether the sentence says that people were shot, and not how they fared."""
    return bool(_SHOT.search(sentence)) and not _HURT.search(sentence)
