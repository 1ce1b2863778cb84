"""The rules by which low, best and high are derived from contradicting figures: one table, one small function each.

Every rule gets the same positions: what each voice says last, after supersession, parts and totals apart. A rule
gives None where the figures give nothing: no number is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sayso.model.incident import TollRule


@dataclass(frozen=True, slots=True)
class Position:
    """What one voice says: `low` and `high` as in `Quantity`, `vague` the coded number of "dozens" and the like.

    `day` is when it was first said, as far as that is known.
    """

    voice: str
    name: str
    low: int | None
    high: int | None
    day: date | None = None
    vague: int | None = None

    @property
    def number(self) -> int | None:
        """The number told: of "at least 12" and of "12 to 15" the 12, of "up to 40" the 40."""
        return self.low if self.low is not None else self.high

    @property
    def is_open(self) -> bool:
        """Whether it may be more ("at least 12")."""
        return self.low is not None and self.high is None


@dataclass(frozen=True, slots=True)
class Range:
    """What a rule gives, with the reason in words."""

    low: int | None
    best: int | None
    high: int | None
    why: str


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule, what it does in one sentence, where it is from, and whether vague words become numbers under it."""

    apply: Callable[[Sequence[Position]], Range]
    does: str
    source: str
    codes_vague: bool = False


NOTHING = Range(None, None, None, "no figure gives a number")

VAGUE: Mapping[str, int] = MappingProxyType(
    {"several": 3, "many": 3, "few": 3, "some": 3, "number": 3, "dozens": 12, "scores": 12, "hundreds": 100}
)
"""ACLED's numbers for vague words: several, many or few 3, dozens 12, hundreds 100 (codebook, "fatalities")."""


def vague_number(words: str) -> int | None:
    """ACLED's number for vague words; None where it gives none ("thousands")."""
    found = [number for word, number in VAGUE.items() if word in words.lower().split()]
    return max(found, default=None)


def acled_lowest(positions: Sequence[Position]) -> Range:
    """The lowest number told, for all three."""
    told = [(n, p) for p in positions if (n := p.number if p.number is not None else p.vague) is not None]
    if not told:
        return NOTHING
    number, lowest = min(told, key=lambda pair: pair[0])
    return Range(number, number, number, f"the lowest number told, by {lowest.name}")


def ucdp_span(positions: Sequence[Position]) -> Range:
    """The span of all numbers told; best the one that most voices tell, then the latest, then the lower."""
    low, high = _span(positions)
    best, why = _most_told(positions)
    if best is None:
        return NOTHING if low is None and high is None else Range(low, None, high, "only a bound is told")
    return Range(low, best, high, f"the span of what the voices say last; best is {why}")


def airwars_range(positions: Sequence[Position]) -> Range:
    """The least and the most that any source tells; no best."""
    numbers = [n for p in positions for n in (p.low, p.high) if n is not None]
    if not numbers:
        return NOTHING
    low = min((p.low for p in positions if p.low is not None), default=None)
    return Range(low, None, max(numbers), "the least and the most that any voice says; this rule names no best")


def latest_by_speaker(positions: Sequence[Position]) -> Range:
    """The span of each speaker's latest figure; best is the one said last of all."""
    low, high = _span(positions)
    numbered = [p for p in positions if p.number is not None]
    if not numbered:
        return NOTHING
    dated = [p for p in numbered if p.day is not None]
    last = max((p.day for p in dated if p.day is not None), default=None)
    newest = sorted({p.number for p in (dated or numbered) if p.day == last and p.number is not None})
    if len(newest) > 1:
        return Range(low, None, high, f"no best: {_listed(newest)} were said on the same last day")
    teller = next(p for p in numbered if p.day == last and p.number == newest[0])
    return Range(low, newest[0], high, f"best is what was said last, by {teller.name}")


def majority(positions: Sequence[Position]) -> Range:
    """The number that more than half of the voices tell; where there is none the range alone."""
    low, high = _span(positions)
    numbers = [p.number for p in positions if p.number is not None]
    if not numbers:
        return NOTHING
    for number in sorted(set(numbers)):
        if numbers.count(number) * 2 > len(numbers):
            return Range(low, number, high, f"{numbers.count(number)} of {len(numbers)} voices say {number}")
    return Range(low, None, high, f"no number is told by more than half of the {len(numbers)} voices: a range")


def _span(positions: Sequence[Position]) -> tuple[int | None, int | None]:
    """The lowest and highest number told; no high where the highest is itself a "no less than"."""
    lows = [p.low for p in positions if p.low is not None]
    tops = [n for p in positions for n in (p.low, p.high) if n is not None]
    if not tops:
        return None, None
    top = max(tops)
    is_open = any(p.is_open and p.low == top for p in positions) and not any(p.high == top for p in positions)
    return min(lows, default=None), None if is_open else top


def _most_told(positions: Sequence[Position]) -> tuple[int | None, str]:
    numbers = [p.low for p in positions if p.low is not None]  # "up to 40" is no number for the dead, only a bound
    if not numbers:
        return None, ""
    most = max(map(numbers.count, numbers))
    leading = [p for p in positions if p.low is not None and numbers.count(p.low) == most]
    if most > 1 and len({p.low for p in leading}) == 1:
        return leading[0].low, f"what {most} of {len(numbers)} voices say"
    if len(leading) == 1:
        return leading[0].low, f"the only number, from {leading[0].name}"
    last = max((p.day for p in leading if p.day), default=None)
    newest = [p for p in leading if p.day == last]
    lowest = min(newest, key=lambda p: p.low if p.low is not None else 0)
    tied = len({p.low for p in newest}) > 1
    return lowest.low, f"the latest{', and of these the lower,' if tied else ''} from {lowest.name}"


def _listed(numbers: Sequence[int]) -> str:
    return " and ".join(map(str, numbers))


RULES: Mapping[TollRule, NamedRule] = MappingProxyType(
    {
        TollRule.ACLED_LOWEST: NamedRule(
            acled_lowest,
            "the lowest figure told; vague words as ACLED codes them (several 3, dozens 12, hundreds 100)",
            "ACLED Codebook 2024, “Fatalities”",
            codes_vague=True,
        ),
        TollRule.UCDP_SPAN: NamedRule(
            ucdp_span,
            "the span of the credible figures; best is what most voices say, then the latest, then the lower",
            "UCDP GED Codebook 23.1, “best, high and low estimates”",
        ),
        TollRule.AIRWARS_RANGE: NamedRule(
            airwars_range,
            "the least and the most that any source tells, without a best",
            "Airwars, methodology note on civilian harm, “minimum and maximum”",
        ),
        TollRule.LATEST_BY_SPEAKER: NamedRule(
            latest_by_speaker,
            "each speaker's latest figure; best is the one said last",
            "our own, for tolls that grow by the hour",
        ),
        TollRule.MAJORITY: NamedRule(
            majority,
            "what more than half of the independent voices say, else the range alone",
            "Standards for Casualty Recording (Every Casualty, 2016); Iraq Body Count, methods",
        ),
    }
)
"""All rules by name."""
