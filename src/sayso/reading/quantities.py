"""Stated numbers that could count people: found with their bounds, judged by the noun they stand before.

Rules propose with high recall; nothing is thrown away here that a later stage could want. The measure and
the people counted are read in `harm.py`, single victims in `victims.py`; their functions are offered here too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sayso.knowledge.tables import number_words
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.harm import counted, measure_of, measures_of, part_of
from sayso.reading.phrase import head_kind, parse, phrase_end
from sayso.reading.victims import find_none, none_measures, singular_candidates

__all__ = [
    "counted",
    "counts_people",
    "find_none",
    "find_quantities",
    "measure_of",
    "measures_of",
    "none_measures",
    "number_value",
    "part_of",
    "singular_candidates",
]

_DIGITS = r"\d{1,3}(?:,\s?\d{3})+(?![\d,]*\d)|\d+(?:\.\d+)?"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE_BEFORE = re.compile(_MONTH + r"\s+(?:\d{1,2}\s*(?:and|to|or|,|-|–)\s*)?\Z", re.I)
_DATE_AFTER = re.compile(r"(?:st|nd|rd|th)?\s*(?:of\s+)?(?:(?:and|to|or|-|–)\s*\d{1,2}\s+)?" + _MONTH, re.I)
_AGE_BEFORE = re.compile(r"(?:,\s*|\(\s*)\Z", re.I)
_AGED_BEFORE = re.compile(r"\bage[sd]?:?\s+(?:between\s+|of\s+)?(?:[\w-]{1,12}(?:,\s*|\s+(?:and|to)\s+)){0,6}\Z", re.I)
_AGE_AFTER = re.compile(r"\s*(?:[,.;)]|and\b|or\b|to\b|\Z)|\s*years?\s+old", re.I)
_OLD_AFTER = re.compile(r"[-\s]years?[-\s]old|\s?y/?o\b|\s?yrs?\b|\s*years?\s+of\s+age|[-\s]months?[-\s]old", re.I)
_NOT_COUNT_BEFORE = re.compile(
    r"(?:[$€£¥#]|\d-|\bno\.?|\bnumber|\bhighway|\broute|\bresolution|\barticle|\bsection|\bchapter|\bpage|\bflight|\btower|"
    r"\bphase|\bunit|\bgroup|\bdivision|\bcamp|\bblock|\bzone|\bchannel|\bparagraph|\bverse|\bUS|\brs\.?)\s?\Z",
    re.I,
)
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|of|from|until|by|after|before|during|early|late|mid|the)|{_MONTH}(?:\s+\d{{1,2}},?)?"
    r"|\d{1,2},|[-–/])\s*\Z",
    re.I,
)
_GLUED = re.compile(
    r"[-–/:]?\s?%|\s?(?:per\s?cent)\b|[-–](?!(?:year|month|day|week|and|to|or)\b)[a-zA-Z]|[-:]\d|th\b|st\b|nd\b|rd\b|°"
)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled patterns: one number, what may stand before and after it, vague amounts."""

    number: re.Pattern[str]
    qualifier: re.Pattern[str]
    after: re.Pattern[str]
    vague: re.Pattern[str]
    kinds: dict[str, str]
    values: dict[str, int]
    scales: dict[str, int]


def _either(words: Sequence[str]) -> str:
    """An alternation of phrases, longest first, with any white space between their words."""
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(words, key=len, reverse=True))


@cache
def _grammar() -> _Grammar:
    rows = number_words()
    of = {kind: [r.words for r in rows if r.kind == kind] for kind in {r.kind for r in rows}}
    small = _either(of["unit"] + of["ten"])
    scale = rf"(?:{_either(of['scale'])})"
    cardinal = (
        rf"(?:(?:{small}|an?|half\s+an?)(?:[\s-]+(?:{small}))?(?:[\s-]+{scale})+(?:[\s-]+(?:and\s+)?(?:{small})\b(?:-(?:{small}))?)*"
        rf"|half\s+an?\s+{scale}|(?:{small})(?:-\s?(?:{small})|\s+(?={small}\b)(?:{small}))?)"
    )
    amount = rf"(?:(?:{_DIGITS})(?:[\s-]+{scale}(?:\s+{scale})*)?|{cardinal}|a\s+pair|a\s+couple)"
    joint = r"(?:\s+(?:to|or)\s+|\s?[-–—]\s?|\s+and\s+)"
    before = [*of["at-least"], *of["at-most"], *of["about"], *of["exact"]]
    after = [*of["after-at-least"], *of["after-at-most"], *of["after-about"]]
    return _Grammar(
        number=re.compile(
            rf"(?<![\w.,:$€£])(?<![A-Za-z]-)(?:(?P<between>between|from)\s+)?(?P<low>{amount})(?:(?P<joint>{joint})(?P<high>{amount})(?![\w,]*\d))?(?![\w])",
            re.I,
        ),
        qualifier=re.compile(rf"(?<![\w-])(?P<words>{_either(before)})\s+(?:the\s+|another\s+|some\s+)?\Z", re.I),
        after=re.compile(rf"\s+(?P<words>{_either(after)})\b", re.I),
        vague=re.compile(rf"(?<![\w-])(?P<words>{_either(of['vague'])})(?![\w-])", re.I),
        kinds={r.words: r.kind for r in rows if r.kind not in {"unit", "ten", "scale", "vague"}},
        values={r.words: r.value for r in rows if r.kind in {"unit", "ten"} and r.value is not None},
        scales={r.words: r.value for r in rows if r.kind == "scale" and r.value is not None},
    )


def number_value(words: str) -> int | None:
    """The number that digits or number words stand for ("1,200", "twenty-two", "half a million"); None for no number.

    A fraction of one that is left over ("1.5") is no number of people.
    """
    grammar = _grammar()
    total, current, seen = 0.0, 0.0, False
    for part in re.findall(r"\d[\d,\s]*\d(?:\.\d+)?|\d+(?:\.\d+)?|[a-z]+", words.lower()):
        if part[0].isdigit():
            current, seen = current + float(re.sub(r"[,\s]", "", part)), True
        elif part in grammar.values:
            current, seen = current + grammar.values[part], True
        elif part in grammar.scales:
            scale = grammar.scales[part]
            current, seen = (current if seen else 1) * scale, True
            if scale >= 1000:
                total, current = total + current, 0.0
        elif part == "half":
            current, seen = 0.5, True
        elif part in {"pair", "couple"}:
            current, seen = 2.0, True
    value = total + current
    return int(value) if seen and value == int(value) else None


def _bounds(low: int, high: int | None, kind: str) -> tuple[int | None, int | None]:
    """What a qualifier of this kind makes of a number (or a range)."""
    if high is not None:
        return low, high
    if kind.endswith("at-least"):
        return low, None
    if kind.endswith("at-most"):
        return None, low
    return low, low


def _numbers(text: str, sentence: Span) -> list[Quantity]:
    grammar = _grammar()
    found: list[Quantity] = []
    for match in grammar.number.finditer(text, sentence.begin, sentence.end):
        parts = [(match.start("low"), match.end("low"))]
        low, high = number_value(match["low"]), number_value(match["high"]) if match["high"] else None
        joined = match["joint"].strip().lower() if match["joint"] else ""
        if high is not None and (low is None or high <= low or (joined == "and" and not match["between"])):
            parts.append((match.start("high"), match.end("high")))
            pairs: list[tuple[int | None, int | None]] = [(low, None), (high, None)]
        else:
            parts = [(match.start("low"), match.end("high") if high is not None else match.end("low"))]
            pairs = [(low, high)]
        for (begin, end), (value, upper) in zip(parts, pairs, strict=True):
            if value is None or (upper is None and text[begin:end].lower() == "one"):
                continue
            found.append(_qualified(text, sentence, Span(begin, end), value, upper))
    return found


def _qualified(text: str, sentence: Span, span: Span, value: int, upper: int | None) -> Quantity:
    """The number with the qualifier around it."""
    grammar = _grammar()
    begin, end, kind, rule = span.begin, span.end, "exact", "number" if upper is None else "range"
    before = grammar.qualifier.search(text, max(sentence.begin, span.begin - 40), span.begin)
    if before:
        words = " ".join(before["words"].lower().split())
        kind = grammar.kinds[words]
        begin = before.start("words")
        rule += f", {words!r} before it"
    else:
        after = grammar.after.match(text, span.end, sentence.end)
        if after:
            words = " ".join(after["words"].lower().split())
            kind, end = grammar.kinds[words], after.end("words")
            rule += f", {words!r} after it"
    low, high = _bounds(value, upper, kind)
    return Quantity(low, high, span, Span(begin, end), rule)


def find_quantities(text: str, sentences: Sequence[Span]) -> tuple[Quantity, ...]:
    """Every stated number or vague amount within `sentences`, in text order, whatever it counts.

    "at least 12" is (12, None), "up to 40" (None, 40), "20 to 30" (20, 30), "about 40" (40, 40), "dozens" (None,
    None). A lone "one", "a" or "an" is not proposed here (see `singular_candidates`), nor is "no" (`find_none`).
    """
    grammar = _grammar()
    found: list[Quantity] = []
    for sentence in sentences:
        numbers = _numbers(text, sentence)
        taken = [q.whole for q in numbers]
        for match in grammar.vague.finditer(text, sentence.begin, sentence.end):
            span = Span(match.start("words"), match.end("words"))
            if any(span.overlaps(other) for other in taken):
                continue
            whole = span
            before = grammar.qualifier.search(text, max(sentence.begin, span.begin - 40), span.begin)
            if before and grammar.kinds[" ".join(before["words"].lower().split())] != "exact":
                whole = Span(before.start("words"), span.end)
            numbers.append(Quantity(None, None, span, whole, "vague amount"))
        found.extend(sorted(numbers, key=lambda q: q.span))
    return tuple(found)


def counts_people(text: str, quantity: Quantity) -> bool | None:
    """Whether the number counts people, by what stands around it: True, False, or None when the words do not tell.

    False for ages, dates, years, times, money, shares, distances, calibres, ordinals and numbers of things.
    """
    span = quantity.span
    before, after = text[max(0, span.begin - 40) : span.begin], text[span.end : span.end + 40]
    digits = text[span.begin].isdigit()
    if (
        _AGED_BEFORE.search(before)
        or _OLD_AFTER.match(after)
        or _GLUED.match(after)
        or before.endswith(("$", "€", "£", "#"))
    ):
        return False
    if digits:
        value = span.of(text)
        if _DATE_BEFORE.search(before) or _DATE_AFTER.match(after) or _NOT_COUNT_BEFORE.search(before):
            return False
        if len(value) > 9 and value.isdigit():
            return False
        if _YEAR.match(value) and _YEAR_BEFORE.search(before):
            return False
        if len(value) <= 2 and _AGE_BEFORE.search(before) and _AGE_AFTER.match(after) and before.strip()[-1:] != ")":
            return False
    sentence = Span(max(0, span.begin - 1) if span.begin else 0, min(len(text), span.end + 120))
    clause = parse(text, sentence)
    first = clause.at(span.end)
    while clause.low(first) in {"of", "the", "other", "others", "more", "additional", "their", "his", "its"}:
        if clause.low(first) == "others":
            return True
        first += 1
    kind = head_kind(clause, first, phrase_end(clause, first))
    if kind in {"object", "unit", "time"}:
        return False
    if kind.startswith(("people", "person", "group")):
        return True
    return False if _YEAR.match(span.of(text)) else None
