"""The toll of the one incident that a report is mainly about, as somebody who keeps a register would enter it.

Every pair of numbers (killed, injured) that the report's own words allow is a candidate; named features of the pair and
of what is told are weighed, and the heaviest pair wins. No number comes without words: a number of dead or hurt must be
told, be the difference of told numbers ("five shot, one dead"), the count of different ages told of the dead or hurt,
or a single person ("a man was killed", words of death). The weights (`main_toll_weights.csv`) were learned from reports
of shootings in the United States, one half of the incidents; `training/main_toll.py` learns them.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.errors import DataError
from sayso.model.reading import Reading
from sayso.reading.toll_evidence import Evidence, Fate, Number, Part, gather

_MOST = 8  # candidates for each measure
_DEATH = ("dead", "death", "murder", "coroner", "suicide", "charged-murder", "mourned")
_HARM = ("hurt", "shot", "grazed", "critical", "survived", "stable", "hospital", "limb", "trunk")


@dataclass(frozen=True, slots=True)
class MainToll:
    """Dead (attackers too) and injured persons of the main incident; `score` 0..1 among all pairs that the words
    allow, `why` the features that spoke most for this pair, strongest first."""

    killed: int
    injured: int
    score: float
    why: tuple[str, ...]


def main_toll(reading: Reading) -> MainToll:
    """The main incident's toll. A report that tells of no dead or injured is (0, 0)."""
    evidence = gather(reading.report.text, [s.span for s in reading.sentences], reading.report.title)
    return weigh(evidence, weights())


def weigh(evidence: Evidence, table: Mapping[str, float]) -> MainToll:
    """The heaviest candidate by the weights of `table` (feature → weight; features without weight count nothing)."""

    def weight(named: Mapping[str, float]) -> float:
        return sum(table.get(name, 0.0) * value for name, value in named.items())

    pairs = candidates(evidence)
    killed = {k: weight(_cued(evidence, "killed", k)) for k, _ in pairs}
    injured = {i: weight(_cued(evidence, "injured", i)) for _, i in pairs}
    sums = {pair: killed[pair[0]] + injured[pair[1]] + weight(_numbered(evidence, *pair)) for pair in pairs}
    best = max(pairs, key=lambda pair: (sums[pair], -sum(pair)))
    spoken = sorted(((table.get(k, 0.0) * v, k) for k, v in features(evidence, *best).items()), reverse=True)
    why = tuple(f"{name} {part:+.2f}" for part, name in spoken[:4] if part > 0)
    return MainToll(*best, score=1 / sum(math.exp(s - sums[best]) for s in sums.values()), why=why)


@cache
def weights() -> Mapping[str, float]:
    """Feature → weight. Raises `DataError` when the table is missing or damaged."""
    try:
        text = files("sayso.reading").joinpath("main_toll_weights.csv").read_text(encoding="utf-8")
        rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
        return {row["feature"]: float(row["weight"]) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"main_toll_weights.csv cannot be read ({error}); install sayso again") from error


def candidates(evidence: Evidence) -> list[tuple[int, int]]:
    """Every (killed, injured) that the words allow, (0, 0) first."""
    told = {fate: [n.value for n in evidence.numbers if n.fate is fate] for fate in Fate}
    dead, hurt, shot = (list(dict.fromkeys(told[fate])) for fate in (Fate.KILLED, Fate.INJURED, Fate.SHOT))
    killed = [0]
    if any(evidence.cue(name) for name in _DEATH) or dead:
        killed += [1, *dead[:_MOST], evidence.ages.dead]
        if evidence.cue("suicide") or evidence.cue("attacker-dead") or evidence.cue("shot-himself"):
            killed += [n + 1 for n in dead[:3]] + [2]
    injured = [0]
    if any(evidence.cue(name) for name in _HARM) or hurt or shot:
        injured += [1, *hurt[:_MOST], *shot[:_MOST], evidence.ages.hurt]
        injured += [sum(hurt[:2])] if len(hurt) > 1 else []
        if any(evidence.cue(name) for name in ("another", "both", "others", "one-dead-one-hurt", "couple")):
            injured.append(2)
    found = [(k, i) for k in dict.fromkeys(killed) for i in dict.fromkeys(injured)]
    sums = [n for n in dict.fromkeys(shot + hurt) if n > 1]
    found += [(k, n - k) for k in dict.fromkeys(killed) for n in sums if 0 < k < n]
    return list(dict.fromkeys(found))


def features(evidence: Evidence, killed: int, injured: int) -> dict[str, float]:
    """The pair's named features: how the cues, the numbers and the ages told speak for it."""
    cued = _cued(evidence, "killed", killed) | _cued(evidence, "injured", injured)
    return cued | _numbered(evidence, killed, injured)


def _cued(evidence: Evidence, measure: str, value: int) -> dict[str, float]:
    """A cue speaks for a class of number (1, 2, 3 or more) against none."""
    return {f"{measure} {min(value, 3)}, {name} in {part}": 1.0 for name, part in evidence.cues} if value else {}


def _numbered(evidence: Evidence, killed: int, injured: int) -> dict[str, float]:
    """What the numbers and ages told say of a pair, and how common such pairs are."""
    found = {f"pair {min(killed, 4)} {min(injured, 4)}": 1.0}
    found.update(dict.fromkeys(_told(evidence, killed, injured), 1.0))
    found.update(_shares(evidence, killed, injured))
    return found


def _told(evidence: Evidence, killed: int, injured: int) -> Iterator[str]:
    """How the pair fits the numbers told in each part of the report."""
    asked = {Fate.KILLED: killed, Fate.INJURED: injured, Fate.SHOT: killed + injured}
    for part in Part:
        for fate, value in asked.items():
            told = [n.value for n in evidence.numbers if n.part is part and n.fate is fate]
            yield from _fit(f"{fate} in {part}", told, value)
            if fate is not Fate.KILLED and killed and injured and told:
                yield f"{fate} in {part}: {'the sum' if killed + injured in told else 'not the sum'}"
                yield f"{fate} in {part}: {'the injured' if injured in told else 'not the injured'}"
            one = evidence.singles.get((fate, part), 0)
            if one:
                yield f"single {fate} in {part}, killed {min(killed, 2)}, injured {min(injured, 2)}"
    first = next((n for n in evidence.numbers if n.fate is Fate.KILLED and n.value), None)
    if first and (evidence.cue("suicide") or evidence.cue("attacker-dead")):
        yield f"attacker dead, killed {_against(killed, first)}"


def _against(value: int, number: Number) -> str:
    """How a value stands to a number told."""
    step = value - number.value
    return "one more than first told" if step == 1 else "as first told" if step == 0 else "otherwise"


def _fit(name: str, told: list[int], value: int) -> Iterator[str]:
    """How a value fits the numbers told: it is the first, the largest, one of them, or none."""
    if not told:
        if value > 1:
            yield f"{name}: none told, {min(value, 3)}"
        return
    if value == told[0]:
        yield f"{name}: the first told"
    if value == max(told):
        yield f"{name}: the largest told"
    if value not in told:
        yield f"{name}: not told" + ("" if value else ", nobody")
    if len(told) > 1 and value == sum(dict.fromkeys(told)):
        yield f"{name}: the sum of those told"


def _shares(evidence: Evidence, killed: int, injured: int) -> Iterator[tuple[str, float]]:
    """Shares of all numbers told that agree, and how far the pair is from the ages told."""
    for fate, value in ((Fate.KILLED, killed), (Fate.INJURED, injured), (Fate.SHOT, killed + injured)):
        told = [n.value for n in evidence.numbers if n.fate is fate]
        if told:
            yield f"share of {fate} numbers", told.count(value) / len(told)
    dead, hurt = evidence.ages.dead, evidence.ages.hurt
    yield "ages of the dead apart", min(abs(dead - killed), 3) / 3 if dead else 0.0
    yield "ages of the hurt apart", min(abs(hurt - injured), 3) / 3 if hurt else 0.0
    yield "all ages apart", min(abs(hurt + dead - killed - injured), 3) / 3 if hurt + dead else 0.0
    yield "more killed than ages", float(bool(dead) and killed > dead)
    yield "fewer in all than ages", float(killed + injured < dead + hurt)
