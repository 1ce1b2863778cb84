"""How likely two accounts tell one event: a weighted sum of the features' signs, squashed to 0..1.

The weights (`weights.csv`) are learned by `python -m training.incidents` from one half of a set of reports of shootings
in the United States, with each feature held to its direction. Nothing about a document but what it tells is used.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from sayso.errors import DataError
from sayso.incidents.features import Sign, signs
from sayso.incidents.profile import Profile, profile
from sayso.model.account import Account
from sayso.model.incident import Tie

BIAS = "bias"
_MOST_REASONS = 6


def compare(one: Account, other: Account) -> Tie:
    """The score that two accounts tell one event, with its reasons in words; the same whichever is named first."""
    found = tie(profile(one), profile(other))
    assert found is not None  # no score is below 0
    return found


def tie(one: Profile, other: Profile, least: float = 0.0) -> Tie | None:
    """`compare` of profiles worked out before; None where the score is below `least`.

    The reasons are those that count most, for and against.
    """
    if other.id < one.id:
        one, other = other, one
    found, table = signs(one, other), weights()
    score = round(likelihood(found, table), 4)
    if score < least:
        return None
    telling = sorted([(-abs(table[sign.name] * sign.value), sign.name, sign) for sign in found if table[sign.name]])
    return Tie(one.id, other.id, score, tuple([_reason(sign, table) for *_, sign in telling[:_MOST_REASONS]]))


def likelihood(found: Iterable[Sign], table: Mapping[str, float]) -> float:
    """0..1: the logistic function of the bias and every sign's value times its weight."""
    total = table.get(BIAS, 0.0) + sum([table[name] * value for name, value, _ in found])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _reason(sign: Sign, table: Mapping[str, float]) -> str:
    return f"{sign.why()} ({table[sign.name] * sign.value:+.1f})"


@cache
def weights() -> Mapping[str, float]:
    """Feature → weight in nats of odds. Raises DataError when the table is missing or damaged."""
    try:
        text = files("sayso.incidents").joinpath("weights.csv").read_text(encoding="utf-8")
        rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
        return {row["feature"]: float(row["weight"]) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise DataError(f"the table weights.csv cannot be read ({error}); install sayso again") from error
