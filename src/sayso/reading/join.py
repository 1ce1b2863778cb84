"""Do two scenes tell one event? A visible list of features with reasons, weighed by a logistic form.

The weights in `join_weights.csv` are set by hand: those that `python -m training.join` learns from the coded reports of
the train part did worse on the ledger's measure.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.model.event import Role
from sayso.reading.scenes import Scene, is_specific

_DEFINITE = re.compile(r"\b(?:the|this|that|these|those|its)\s+(?:\w+\s+){0,2}\w+$", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:another|separate(?:ly)?|other|(?:second|third)(?!\s+(?:statement|release|report|count)\b)|also|meanwhile|"
    r"elsewhere|different|previous|similar|earlier|"
    r"in addition|last (?:year|month)|(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two scenes, the earlier one first, the text they stand in, and whether the first's event is the only one told
    before the second that is of its kind."""

    text: str
    first: Scene
    second: Scene
    only: bool = False


def _names(roles: Sequence[Role], text: str) -> set[str]:
    out: set[str] = set()
    for role in roles:
        if role.actor:
            out.add(role.actor)
        out.add(role.span.of(text).lower().removeprefix("the "))
    return out


def _shared(pair: Pair, field: str) -> float:
    a = _names(getattr(pair.first, field), pair.text)
    b = _names(getattr(pair.second, field), pair.text)
    return float(bool(a & b)) if a and b else 0.0


def _apart(pair: Pair, field: str) -> float:
    a = _names(getattr(pair.first, field), pair.text)
    b = _names(getattr(pair.second, field), pair.text)
    return float(not a & b) if a and b else 0.0


def _dates(pair: Pair) -> int:
    """1 the same or overlapping days, -1 different ones, 0 not told."""
    a, b = pair.first.time, pair.second.time
    if a is None or b is None or a.interval is None or b.interval is None:
        return 0
    return 1 if a.interval.first <= b.interval.last and b.interval.first <= a.interval.last else -1


def _places(pair: Pair) -> int:
    """1 a place in common, -1 both placed and none in common, 0 not told."""
    a, b = ({p.name.lower() for p in s.places if is_specific(p)} for s in (pair.first, pair.second))
    if not (a and b):  # regions and countries only tell where nothing finer is told
        a, b = ({p.name.lower() for p in s.places} for s in (pair.first, pair.second))
    if not a or not b:
        return 0
    return 1 if a & b else -1


def _kind(pair: Pair) -> float:
    """1 for one kind; words that fit many kinds fit any."""
    a, b = pair.first.telling, pair.second.telling
    return float(a.type is b.type or a.generic or b.generic)


def _gap(pair: Pair) -> int:
    return pair.second.telling.sentence - pair.first.telling.sentence


def _definite(pair: Pair) -> float:
    trigger = pair.second.telling.trigger
    before = pair.text[max(pair.second.span.begin, trigger.begin - 40) : trigger.end]
    return float(bool(_DEFINITE.search(before)))


def _another(pair: Pair) -> float:
    return float(bool(_ANOTHER.search(pair.second.span.of(pair.text))))


# name, meaning in words, value
FEATURES: tuple[tuple[str, str, Callable[[Pair], float]], ...] = (
    ("same_type", "the same kind of event", _kind),
    ("same_sentence", "both in one sentence", lambda p: float(_gap(p) == 0)),
    ("next_sentence", "one right after the other", lambda p: float(_gap(p) == 1)),
    ("gap", "sentences between them (log)", lambda p: math.log1p(_gap(p))),
    ("same_date", "days that fit", lambda p: float(_dates(p) == 1)),
    ("other_date", "different days", lambda p: float(_dates(p) == -1)),
    ("same_place", "a place in common", lambda p: float(_places(p) == 1)),
    ("other_place", "different places", lambda p: float(_places(p) == -1)),
    ("same_perpetrator", "a perpetrator in common", lambda p: _shared(p, "perpetrators")),
    ("other_perpetrator", "different perpetrators", lambda p: _apart(p, "perpetrators")),
    ("same_target", "a target in common", lambda p: _shared(p, "targets")),
    ("other_target", "different targets", lambda p: _apart(p, "targets")),
    ("same_number", "a number in common", lambda p: float(bool(p.first.numbers & p.second.numbers))),
    ("definite", "the second is told as known", _definite),
    ("only_one", "told as known, and one such event is told", lambda p: float(p.only) * _definite(p)),
    ("another", "the second is told as another one", _another),
    ("first_told", "the first is the report's first event", lambda p: float(p.first.telling.sentence <= 1)),
)


@cache
def weights() -> dict[str, float]:
    """Feature name to weight, with "bias"."""
    text = (files("sayso.reading") / "join_weights.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["feature"]: float(row["weight"]) for row in rows}


def features(pair: Pair) -> list[float]:
    """The values of `FEATURES` for a pair."""
    return [value(pair) for _, _, value in FEATURES]


def score(pair: Pair) -> tuple[float, str]:
    """The probability that both tell one event, and the weightiest reasons in words."""
    table = weights()
    parts = [(table[name] * x, words) for (name, words, _), x in zip(FEATURES, features(pair), strict=True) if x]
    total = table["bias"] + sum(p for p, _ in parts)
    reasons = [f"{words} ({p:+.1f})" for p, words in sorted(parts, key=lambda r: -abs(r[0]))[:3]]
    return 1 / (1 + math.exp(-total)), "; ".join(reasons)
