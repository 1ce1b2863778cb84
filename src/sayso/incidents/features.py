"""What speaks for two accounts telling one event, and what against it: one visible list of features.

Each looks at two profiles and gives a value from 0 to 1 with its reason in words, or None where one of the accounts
does not say: unknown is no disagreement. The sign of `prior` says which way a feature may count, and the learned
weights are held to it (`training.incidents`): what agrees never lowers the score, what differs never raises it.

There is no feature for contradicting claims (other perpetrators, other tolls): reports of one event in a conflict
contradict each other, and that must not keep them apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from sayso.incidents.pair import Pair
from sayso.incidents.profile import RAREST, Profile

_FAR = 60.0  # km: another town
_APART, _FARTHER = 3, 100.0  # days and km: what lies further apart in both is not one event
VETO = -50.0  # nats: more than all that can speak for two accounts put together
Why = Callable[[], str]
Found = tuple[float, Why] | None
Look = Callable[[Pair], Found]


@dataclass(frozen=True, slots=True)
class Feature:
    """A named look at two profiles. The sign of `prior` says which way it may count: for (+) or against (-) their being
    one event; its size, in nats of odds, what it counts as long as the data teach nothing else, or always (`fixed`)."""

    name: str
    prior: float
    look: Look
    fixed: bool = False


class Sign(NamedTuple):
    """What a feature found: its value from 0 to 1, and why in words (put together when asked for: most never are)."""

    name: str
    value: float
    why: Why


def signs(one: Profile, other: Profile) -> tuple[Sign, ...]:
    """All that the features find, in their order; those of value 0 are left out."""
    pair = Pair(one, other)
    return tuple([Sign(name, *found) for name, look in _LOOKS if (found := look(pair)) and found[0]])


# Time -----------------------------------------------------------------------------------------------------------------


def _dated(profile: Profile) -> str:
    return str(profile.first) if profile.first == profile.last else f"{profile.first} to {profile.last}"


def _dates(pair: Pair) -> str:
    return f"{_dated(pair.one)}, {_dated(pair.other)}"


def _same_day(pair: Pair) -> Found:
    return (1.0, lambda: f"both on {_dated(pair.one)}") if pair.gap == 0 and pair.exact else None


def _same_days(pair: Pair) -> Found:
    if pair.gap != 0 or pair.exact:
        return None
    days = max((p.last - p.first).days + 1 for p in (pair.one, pair.other) if p.first and p.last)
    return 1 / math.sqrt(days), lambda: f"dates that can be one: {_dates(pair)}"


def _next_day(pair: Pair) -> Found:
    return (1.0, lambda: f"a day apart: {_dates(pair)}") if pair.gap == 1 else None


def _days_apart(pair: Pair) -> Found:
    if pair.gap is None or pair.gap < 2:
        return None
    return min(1.0, math.log(pair.gap) / math.log(60)), lambda: f"{pair.gap} days apart: {_dates(pair)}"


def _news_together(pair: Pair) -> Found:
    if pair.news is None or pair.news > 4:
        return None
    return 1 / (1 + pair.news), lambda: f"published {pair.news} days apart"


def _news_apart(pair: Pair) -> Found:
    if pair.news is None or pair.news <= 4:
        return None
    return min(1.0, math.log(pair.news / 4) / math.log(100)), lambda: f"published {pair.news} days apart"


# Place ----------------------------------------------------------------------------------------------------------------


def _same_place(pair: Pair) -> Found:
    if not pair.spots:
        return None
    rarest = max(min(pair.one.spots[s], RAREST) for s in pair.spots) / RAREST
    return 0.5 + rarest / 2, lambda: "the same place" + (f" ({len(pair.spots)} of them)" if len(pair.spots) > 1 else "")


def _near(pair: Pair) -> Found:
    km = pair.km
    return (1 - km / _FAR, lambda: f"places {km:.0f} km apart") if km is not None and km < _FAR else None


def _far(pair: Pair) -> Found:
    km = pair.town_km
    if km is None or km < _FAR:
        return None
    return min(1.0, math.log(km / _FAR) / math.log(20)), lambda: f"places {km:.0f} km apart"


def _elsewhere(pair: Pair) -> Found:
    """Exact days apart, and no place of the one near any of the other's or named by it: no likeness bridges that.

    Where one account names a place of the other's, a place may have been misread, and the other features decide.
    """
    if not pair.exact or pair.gap is None or pair.gap <= _APART or pair.town_km is None or (pair.km or 0.0) < _FARTHER:
        return None
    if pair.one.names_one_of(pair.other.towns) or pair.other.names_one_of(pair.one.towns):
        return None
    return 1.0, lambda: f"cannot be one: {pair.gap} days apart ({_dates(pair)}) and {pair.km:.0f} km apart"


def _shared(name: str, what: str) -> Look:
    """Whether a set of the profile has something in common."""
    of = attrgetter(name)

    def look(pair: Pair) -> Found:
        ours, theirs = of(pair.one), of(pair.other)
        if not ours or not theirs or not (shared := set(ours).intersection(theirs)):
            return None
        return 1.0, lambda: f"the same {what}: {', '.join(sorted(shared)[:3])}"

    return look


def _apart(name: str, what: str) -> Look:
    """Whether both name some and none is the same."""
    of = attrgetter(name)

    def look(pair: Pair) -> Found:
        ours, theirs = of(pair.one), of(pair.other)
        if not ours or not theirs or not set(ours).isdisjoint(theirs):
            return None
        return 1.0, lambda: f"another {what}: {', '.join(sorted(ours)[:2])}; {', '.join(sorted(theirs)[:2])}"

    return look


_ages_apart = _apart("ages", "age")


def _other_ages(pair: Pair) -> Found:
    """Counts less the more people were harmed: of a massacre each report tells of other victims."""
    found = _ages_apart(pair)
    return (found[0] / math.sqrt(max(pair.one.harmed, pair.other.harmed, 1)), found[1]) if found else None


# Words ----------------------------------------------------------------------------------------------------------------


def _rare(shared: Iterable[str], weights: Mapping[str, float]) -> list[str]:
    return sorted(shared, key=lambda w: (-weights[w], w))


def _names(pair: Pair) -> Found:
    one, other = pair.one, pair.other
    shared = one.names.keys() & other.names.keys()
    if not shared:
        return None
    total = sum([one.names[w] for w in shared])
    return 1 - math.exp(-total / (3 * RAREST)), lambda: f"names in common: {', '.join(_rare(shared, one.names)[:4])}"


def _text(pair: Pair) -> Found:
    one, other = pair.one, pair.other
    if not one.length or not other.length:
        return None
    shared = one.words.keys() & other.words.keys()
    cosine = sum([one.words[w] ** 2 for w in shared]) / (one.length * other.length)
    return min(1.0, cosine), lambda: f"told in like words ({cosine:.2f}): {', '.join(_rare(shared, one.words)[:4])}"


def _title(pair: Pair) -> Found:
    one, other = pair.one, pair.other
    shared = one.title.keys() & other.title.keys()
    if not shared:
        return None
    least = min(sum(one.title.values()), sum(other.title.values()))
    return sum(
        [one.title[w] for w in shared]
    ) / least, lambda: f"titles share {', '.join(_rare(shared, one.title)[:4])}"


def _numbers(pair: Pair) -> Found:
    one, other = pair.one, pair.other
    shared = one.numbers & other.numbers
    if not shared:
        return None
    total = sum(min(len(n), 4) - 1 for n in shared)
    return 1 - math.exp(-total / 4), lambda: f"numbers in common: {', '.join(sorted(shared)[:4])}"


def _figures(pair: Pair) -> Found:
    one, other = pair.one, pair.other
    shared = one.figures & other.figures
    if not shared:
        return None
    value = min(1.0, len(shared) / (1 + len(shared)) + 0.25)
    return value, lambda: f"figures in common: {', '.join(sorted(shared)[:3])}"


def _same_kind(pair: Pair) -> Found:
    return (1.0, lambda: f"both tell {pair.one.family}") if pair.one.family == pair.other.family else None


def _other_kind(pair: Pair) -> Found:
    one, other = pair.one.family, pair.other.family
    return None if one == other else (1.0, lambda: f"{one}, {other}")


def _both(first: Look, second: Look, why: str) -> Look:
    """Two features at once: their product."""

    def look(pair: Pair) -> Found:
        a = first(pair)
        b = second(pair) if a else None
        return (a[0] * b[0], lambda: why) if a and b else None

    return look


FEATURES: tuple[Feature, ...] = (
    Feature("same day", 1.0, _same_day),
    Feature("dates that can be one", 0.5, _same_days),
    Feature("a day apart", 0.3, _next_day),
    Feature("days apart", -1.5, _days_apart),
    Feature("published together", 0.5, _news_together),
    Feature("published apart", -0.5, _news_apart),
    Feature("same place", 1.0, _same_place),
    Feature("places near", 0.5, _near),
    Feature("places far apart", -1.2, _far, fixed=True),
    Feature("same region", 0.3, _shared("regions", "region")),
    Feature("other region", -0.7, _apart("regions", "region")),
    Feature("another day elsewhere", VETO, _elsewhere, fixed=True),
    Feature("other country", -1.5, _apart("countries", "country"), fixed=True),
    Feature("same day and place", 1.0, _both(_same_day, _same_place, "the same day at the same place")),
    Feature("news and place", 0.5, _both(_news_together, _same_place, "news of the same days from the same place")),
    Feature("same kind", 0.3, _same_kind),
    Feature("other kind", -0.5, _other_kind),
    Feature("names", 2.0, _names),
    Feature("text", 2.0, _text),
    Feature("titles", 1.0, _title),
    Feature("numbers", 0.7, _numbers),
    Feature("same age", 0.5, _shared("ages", "age")),
    Feature("other ages", -0.3, _other_ages),
    Feature("same street", 0.5, _shared("streets", "street")),
    Feature("other streets", -0.3, _apart("streets", "street")),
    Feature("figures", 1.0, _figures),
    Feature("same perpetrator", 0.7, _shared("perpetrators", "perpetrator")),
    Feature("same target", 0.7, _shared("targets", "target")),
    Feature("same weapon", 0.5, _shared("weapons", "weapon")),
)
"""All features, in the order in which their reasons are weighed."""
_LOOKS = tuple((feature.name, feature.look) for feature in FEATURES)
