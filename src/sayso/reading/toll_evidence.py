"""What a report tells about the toll of its main incident: numbers by part of the report, ages, cues of fate.

Unlike `tolls.py`, which lists every stated number with its event and speaker, this looks at the report as a whole:
headline, first sentences, the rest. It needs sentences and the tables, no model.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from sayso.errors import DataError
from sayso.model.claim import Measure
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.quantities import (
    counts_people,
    find_none,
    find_quantities,
    measures_of,
    none_measures,
    number_value,
    singular_candidates,
)

LEAD = 3  # sentences
_REACH = 24  # sentences read: what stands further down is seldom about the toll of the main incident
_FATE = re.compile(
    r"\b(?P<number>one|two|three|four|five|six|\d{1,2})(?: of (?:them|whom))?,? (?:fatally|mortally)\b", re.I
)
_MULTIPLE = re.compile(
    r"\b(?P<size>double|triple|quadruple|quintuple)[ -](?:\w+ )?(?P<what>homicides?|murders?|slayings?|killings?"
    r"|fatal\w*|shootings?|murder-suicide)\b",
    re.I,
)
_SIZES: Mapping[str, int] = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}
_PERSON = (
    r"(?:m[ae]n|wom[ae]n|boys?|girls?|teens?|teenagers?|mother|father|mom|dad|sons?|daughters?|husband|wife|child(?:ren)?"
    r"|toddlers?|infant|baby|brothers?|sisters?|girlfriend|boyfriend|students?|officers?|deput(?:y|ies)|males?|females?"
    r"|adults?|grandmother|grandfather|nephew|niece|uncle|cousin|juveniles?|bystanders?|\d{1,2}-year-olds?)"
)
_SOME = r"(?:an?|another|his|her|their|the|one|two|three|four|five|six|seven|eight|nine|\d)"
_AND = r"(?:,? and |, | & )"
_ITEM = rf"(?:{_SOME} )?(?:[\w-]+ ){{0,2}}?{_PERSON}\b(?:, \d{{1,2}},)?"
_LISTED = re.compile(rf"\b{_ITEM}{_AND}{_ITEM}(?:{_AND}{_ITEM})*", re.I)
_HOW_MANY = re.compile(rf"{_SOME}\b", re.I)
_AGE = re.compile(
    r"\b\d{1,2}[- ]years?[- ]old|\b\d{1,2}[- ]months?[- ]old|(?<=[a-z]), \d{1,2}(?=[,.;)]| and\b)|\baged? \d{1,2}\b"
    r"|\bages? \d{1,2}(?:(?:, and |, | and )\d{1,2})+\b",
    re.I,
)
_DEAD = re.compile(
    r"\b(?:kill\w*|dead|died|dies|death|fatal\w*|homicide|murder(?:ed|ing)?|slain|slaying|pronounced)\b", re.I
)
_HIT = re.compile(r"\b(?:shot|struck|wound\w*|injur\w*|hurt|graz\w+|hit|hospital|condition)\b", re.I)
_DOER = re.compile(
    r"\b(?:charged|arrest\w*|suspects?|accused|custody|gunman|shooter|jail|sentenced|convicted|indicted|pleaded|wanted|bail)\b",
    re.I,
)


class Part(StrEnum):
    """Which part of a report tells something."""

    TITLE = "title"
    LEAD = "lead"
    REST = "rest"


class Fate(StrEnum):
    """What a number counts: the dead, the hurt, or all who were shot, whatever became of them."""

    KILLED = "killed"
    INJURED = "injured"
    SHOT = "shot"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of victims told: how many, of which fate, in which part of the report, in which words."""

    fate: Fate
    value: int
    part: Part
    words: str


@dataclass(frozen=True, slots=True)
class Ages:
    """How many different ages are told of people who are said to be dead, hurt, or both."""

    dead: int
    hurt: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that bears on the main toll: numbers in text order (the title's first), single victims by fate and part,
    ages, and the cues of each part."""

    numbers: tuple[Number, ...]
    singles: Mapping[tuple[Fate, Part], int]
    ages: Ages
    cues: frozenset[tuple[str, Part]]

    def cue(self, name: str) -> bool:
        """Whether the cue stands anywhere."""
        return any((name, part) in self.cues for part in Part)


@cache
def cue_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The cues by name, for text in lower case. Raises `DataError` when the table is missing or damaged."""
    try:
        text = files("sayso.knowledge").joinpath("toll_cues.csv").read_text(encoding="utf-8")
        rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
        return tuple((row["cue"], re.compile(row["pattern"])) for row in rows)
    except (OSError, KeyError, re.error) as error:
        raise DataError(f"the table toll_cues.csv cannot be read ({error}); install sayso again") from error


def gather(text: str, sentences: Sequence[Span], title: str | None) -> Evidence:
    """The evidence of a report: its title, if any, then its sentences in text order."""
    numbers: list[Number] = []
    singles: Counter[tuple[Fate, Part]] = Counter()
    said: dict[Part, str] = dict.fromkeys(Part, "")
    pieces = [(title, Span(0, len(title)), Part.TITLE)] if title else []
    # A first sentence that only prints the title again is the title, not the lead.
    same = [s for s in sentences[:2] if title and s.of(text).strip(" .×").lower() == title.strip(" .").lower()]
    told = [s for s in sentences[:_REACH] if s not in same]
    pieces += [(text, s, Part.LEAD if n < LEAD else Part.REST) for n, s in enumerate(told)]
    for source, span, part in pieces:
        words = span.of(source)
        said[part] += words.lower() + "\n"
        if len(words) > 1500:
            continue
        numbers += _numbers(source, span, part)
        for one in singular_candidates(source, span, ()):
            singles.update((fate, part) for fate in _fate(source, span, one)[:1])
    cues = frozenset(
        (name, part) for part, words in said.items() for name, pattern in cue_patterns() if pattern.search(words)
    )
    return Evidence(tuple(numbers), singles, _ages([title or "", *(s.of(text) for s in told)]), cues)


def _numbers(text: str, sentence: Span, part: Part) -> list[Number]:
    found: list[Number] = []
    words = sentence.of(text)
    lists = _listed(text, sentence)
    alone = [q for q in find_quantities(text, [sentence]) if not any(q.span.overlaps(other.span) for other in lists)]
    for quantity in sorted([*lists, *alone], key=lambda q: q.span):
        value = quantity.low if quantity.low is not None else quantity.high
        if value is None or value > 999 or (quantity not in lists and counts_people(text, quantity) is False):
            continue
        found += [Number(fate, value, part, quantity.whole.of(text)) for fate in _fate(text, sentence, quantity)]
    for match in _FATE.finditer(words):
        value = number_value(match["number"]) or 1
        found.append(Number(Fate.KILLED, value, part, match.group()))
    for match in _MULTIPLE.finditer(words):
        fate = Fate.SHOT if match["what"].lower().startswith("shooting") else Fate.KILLED
        found.append(Number(fate, _SIZES[match["size"].lower()], part, match.group()))
    for none in find_none(text, (sentence,)):
        for measure in none_measures(none):
            if measure in (Measure.KILLED, Measure.INJURED):
                found.append(Number(Fate(measure.value), 0, part, none.whole.of(text)))
    return found


def _fate(text: str, sentence: Span, quantity: Quantity) -> tuple[Fate, ...]:
    """What the number counts, dead and hurt apart; empty when it counts neither."""
    fates: list[Fate] = []
    for measure, why in measures_of(text, sentence, quantity):
        if measure is Measure.KILLED:
            fates.append(Fate.KILLED)
        elif measure is Measure.INJURED:
            fates.append(Fate.SHOT if "shot" in why and "wound" not in why and "injur" not in why else Fate.INJURED)
        elif measure is Measure.CASUALTIES:
            fates.append(Fate.SHOT)
    return tuple(dict.fromkeys(fates))


def _listed(text: str, sentence: Span) -> list[Quantity]:
    """People told one by one: "a woman and three children" is four."""
    found: list[Quantity] = []
    for match in _LISTED.finditer(text, sentence.begin, sentence.end):
        items = [item for item in re.split(_AND, match.group()) if not item.strip(" ,").isdigit()]
        starts = [_HOW_MANY.match(item) for item in items]
        count = sum(number_value(start.group()) or 1 if start else 1 for start in starts)
        span = Span(match.start(), match.end())
        found.append(Quantity(count, count, span, span, "people listed"))
    return found


def _ages(sentences: Sequence[str]) -> Ages:
    """Different ages of the dead and of the hurt, each judged by the words up to the next age, else by those before
    the first. Ages of those charged or sought are left out."""
    dead: set[str] = set()
    hurt: set[str] = set()
    for words in sentences:
        found = list(_AGE.finditer(words))
        ends = [m.start() for m in found[1:]] + [len(words)]
        before = words[: found[0].start()] if found else ""
        for match, end in zip(found, ends, strict=True) if found else ():
            after = words[match.end() : end]
            if _DOER.search(after):
                continue
            judged = after if _DEAD.search(after) or _HIT.search(after) else before
            if _DEAD.search(judged):
                dead.update(re.findall(r"\d+", match.group()))
            elif _HIT.search(judged):
                hurt.update(re.findall(r"\d+", match.group()))
    return Ages(len(dead), len(hurt - dead))
