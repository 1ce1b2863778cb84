"""Figures of a running count: "the number of injured has risen to 34", "put the wounded at 23", "first 18 …, later 23".

Such a number stands far from the word of harm that says what it counts, or without one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model.claim import Measure
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.phrase import Clause, parse

_KINDS = ("head", "past", "state", "noun", "intransitive")
_NUMBER_OF = re.compile(r"\b(?:number|count|tally|total|toll)\s+of\b", re.IGNORECASE)
# What leads from the count to its figure.
_LINK = re.compile(r"(?:\b(?:to|at|is|was|were|reached|stood|stands)\s+$)|:(?:[^.;]*(?:,|\band)\s)?\s*$", re.IGNORECASE)
_PUT = re.compile(
    r"\b(?:put|puts|putting|set|sets)\s+the\s+(?:number\s+of\s+(?:the\s+)?)?(?P<who>[\w\s-]{3,40}?)\s+at\s+$",
    re.IGNORECASE,
)
# "first counted 18 dead, and later at least 23": the same count, told again.
_AGAIN = re.compile(r"(?:^|[\s,;(])(?:first|then|later|now|finally|earlier|counted)\b[^.;]{0,20}$", re.IGNORECASE)
# Nothing is counted by name behind the number.
_BARE = re.compile(r"\s*(?:$|[,.;:)]|(?:in|on|by|from|and|at|then|later|late|said|as|but|of them)\b)", re.IGNORECASE)


def running(
    text: str, sentence: Span, quantity: Quantity, earlier: Sequence[tuple[Quantity, Measure]]
) -> tuple[Measure, str] | None:
    """What a bare number of a running count counts, and why; None for other numbers.

    `earlier` are the sentence's figures before it, in text order, with what they count.
    """
    if not _BARE.match(text, quantity.whole.end, max(quantity.whole.end, sentence.end)):
        return None
    before = text[sentence.begin : quantity.whole.begin]
    put = _PUT.search(before)
    if put:
        told = _harm(parse(text, sentence), sentence.begin + put.start("who"), sentence.begin + put.end("who"))
        return (told, f"the {put['who']} put at …") if told else None
    count = next(iter(_NUMBER_OF.finditer(before)), None)
    if count and _LINK.search(before):
        told = _harm(parse(text, sentence), sentence.begin + count.end(), quantity.whole.begin)
        return (told, f"{count.group()} …") if told else None
    if earlier and _AGAIN.search(before[earlier[-1][0].whole.end - sentence.begin :]):
        return earlier[-1][1], "counted again"
    return None


def _harm(clause: Clause, begin: int, end: int) -> Measure | None:
    """What the first word of harm between two offsets counts."""
    for at in range(clause.at(begin), min(clause.at(end), len(clause.tokens))):
        harm = clause.harms.get(at)
        kind = next((k for k in _KINDS if harm and k in harm.readings), None)
        if harm and kind:
            return harm.readings[kind]
    return None
