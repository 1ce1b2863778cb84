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

from sayso.incidents.profile import RAREST, Profile
from sayso.model.dates import Precision

_EARTH = 6371.0  # km
_NEAR, _FAR = 15.0, 60.0  # km: within a town and its outskirts; another town
Why = Callable[[], str]
Found = tuple[float, Why] | None
Look = Callable[[Profile, Profile], Found]


@dataclass(frozen=True, slots=True)
class Feature:
    """A named look at two profiles. The sign of `prior` says which way it may count: for (+) or against (-) their being
    one event; its size, in nats of odds, what it counts as long as the data teach nothing else, or always (`fixed`)."""

    name: str
    prior: float
    look: Look
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """What a feature found: its value from 0 to 1, and why in words (put together when asked for: most never are)."""

    name: str
    value: float
    why: Why


def signs(one: Profile, other: Profile) -> tuple[Sign, ...]:
    """All that the features find, in their order; those of value 0 are left out."""
    found = [(feature.name, feature.look(one, other)) for feature in FEATURES]
    return tuple([Sign(name, sign[0], sign[1]) for name, sign in found if sign and sign[0]])


# Time -----------------------------------------------------------------------------------------------------------------


def _gap(one: Profile, other: Profile) -> int | None:
    """Days between the two intervals; 0 where they overlap; None where one is not dated."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max((one.first - other.last).days, (other.first - one.last).days, 0)


def _dated(profile: Profile) -> str:
    return str(profile.first) if profile.first == profile.last else f"{profile.first} to {profile.last}"


def _same_day(one: Profile, other: Profile) -> Found:
    if _gap(one, other) != 0:
        return None
    exact = one.precision is Precision.DAY and other.precision is Precision.DAY
    return (1.0, lambda: f"both on {_dated(one)}") if exact else None


def _same_days(one: Profile, other: Profile) -> Found:
    if _gap(one, other) != 0 or _same_day(one, other):
        return None
    days = max((p.last - p.first).days + 1 for p in (one, other) if p.first and p.last)
    return 1 / math.sqrt(days), lambda: f"dates that can be one: {_dated(one)}, {_dated(other)}"


def _next_day(one: Profile, other: Profile) -> Found:
    return (1.0, lambda: f"a day apart: {_dated(one)}, {_dated(other)}") if _gap(one, other) == 1 else None


def _days_apart(one: Profile, other: Profile) -> Found:
    gap = _gap(one, other)
    if gap is None or gap < 2:
        return None
    return min(1.0, math.log(gap) / math.log(60)), lambda: f"{gap} days apart: {_dated(one)}, {_dated(other)}"


def _news_gap(one: Profile, other: Profile) -> int | None:
    if one.published is None or other.published is None:
        return None
    return abs((one.published - other.published).days)


def _news_together(one: Profile, other: Profile) -> Found:
    gap = _news_gap(one, other)
    return (1 / (1 + gap), lambda: f"published {gap} days apart") if gap is not None and gap <= 4 else None


def _news_apart(one: Profile, other: Profile) -> Found:
    gap = _news_gap(one, other)
    if gap is None or gap <= 4:
        return None
    return min(1.0, math.log(gap / 4) / math.log(100)), lambda: f"published {gap} days apart"


# Place ----------------------------------------------------------------------------------------------------------------


def _kilometres(one: Profile, other: Profile, small: bool) -> float | None:
    """The least distance between any two points of theirs; with `small`, of towns and sites alone."""
    least = None
    for a in one.points:
        for b in other.points:
            if small and not (a.small and b.small):
                continue
            d = _distance(a.latitude, a.longitude, b.latitude, b.longitude)
            least = d if least is None else min(least, d)
    return least


def _distance(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km by the haversine formula; degrees."""
    phi, phi2 = math.radians(lat), math.radians(lat2)
    h = math.sin((phi2 - phi) / 2) ** 2
    h += math.cos(phi) * math.cos(phi2) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(h)))


def _same_place(one: Profile, other: Profile) -> Found:
    shared = one.spots.keys() & other.spots.keys()
    if not shared:
        return None
    rarest = max(min(one.spots[s], RAREST) for s in shared) / RAREST
    return 0.5 + rarest / 2, lambda: "the same place" + (f" ({len(shared)} of them)" if len(shared) > 1 else "")


def _near(one: Profile, other: Profile) -> Found:
    if one.spots.keys() & other.spots.keys():
        return None
    km = _kilometres(one, other, small=False)
    return (1 - km / _FAR, lambda: f"places {km:.0f} km apart") if km is not None and km < _FAR else None


def _far(one: Profile, other: Profile) -> Found:
    if one.spots.keys() & other.spots.keys():
        return None
    km = _kilometres(one, other, small=True)
    if km is None or km < _FAR:
        return None
    return min(1.0, math.log(km / _FAR) / math.log(20)), lambda: f"places {km:.0f} km apart"


def _shared(name: str, what: str) -> Look:
    """Whether a set of the profile has something in common."""

    def look(one: Profile, other: Profile) -> Found:
        shared = set(getattr(one, name)) & set(getattr(other, name))
        return (1.0, lambda: f"the same {what}: {', '.join(sorted(shared)[:3])}") if shared else None

    return look


def _apart(name: str, what: str) -> Look:
    """Whether both name some and none is the same."""

    def look(one: Profile, other: Profile) -> Found:
        ours, theirs = set(getattr(one, name)), set(getattr(other, name))
        if not ours or not theirs or ours & theirs:
            return None
        return 1.0, lambda: f"another {what}: {', '.join(sorted(ours)[:2])}; {', '.join(sorted(theirs)[:2])}"

    return look


def _other_ages(one: Profile, other: Profile) -> Found:
    """Counts less the more people were harmed: of a massacre each report tells of other victims."""
    found = _apart("ages", "age")(one, other)
    return (found[0] / math.sqrt(max(one.harmed, other.harmed, 1)), found[1]) if found else None


# Words ----------------------------------------------------------------------------------------------------------------


def _rare(shared: Iterable[str], weights: Mapping[str, float]) -> list[str]:
    return sorted(shared, key=lambda w: (-weights[w], w))


def _names(one: Profile, other: Profile) -> Found:
    shared = one.names.keys() & other.names.keys()
    total = sum(one.names[w] for w in shared)
    if not shared:
        return None
    return 1 - math.exp(-total / (3 * RAREST)), lambda: f"names in common: {', '.join(_rare(shared, one.names)[:4])}"


def _text(one: Profile, other: Profile) -> Found:
    if not one.length or not other.length:
        return None
    shared = one.words.keys() & other.words.keys()
    cosine = sum(one.words[w] ** 2 for w in shared) / (one.length * other.length)
    return min(1.0, cosine), lambda: f"told in like words ({cosine:.2f}): {', '.join(_rare(shared, one.words)[:4])}"


def _title(one: Profile, other: Profile) -> Found:
    shared = one.title.keys() & other.title.keys()
    if not shared:
        return None
    least = min(sum(one.title.values()), sum(other.title.values()))
    return sum(one.title[w] for w in shared) / least, lambda: f"titles share {', '.join(_rare(shared, one.title)[:4])}"


def _numbers(one: Profile, other: Profile) -> Found:
    shared = one.numbers & other.numbers
    total = sum(min(len(n), 4) - 1 for n in shared)
    return (1 - math.exp(-total / 4), lambda: f"numbers in common: {', '.join(sorted(shared)[:4])}") if shared else None


def _figures(one: Profile, other: Profile) -> Found:
    shared = one.figures & other.figures
    if not shared:
        return None
    value = min(1.0, len(shared) / (1 + len(shared)) + 0.25)
    return value, lambda: f"figures in common: {', '.join(sorted(shared)[:3])}"


def _both(first: Look, second: Look, why: str) -> Look:
    """Two features at once: their product."""

    def look(one: Profile, other: Profile) -> Found:
        a, b = first(one, other), second(one, other)
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
    Feature("other country", -1.5, _apart("countries", "country"), fixed=True),
    Feature("same day and place", 1.0, _both(_same_day, _same_place, "the same day at the same place")),
    Feature("news and place", 0.5, _both(_news_together, _same_place, "news of the same days from the same place")),
    Feature("same kind", 0.3, lambda a, b: (1.0, lambda: f"both tell {a.family}") if a.family == b.family else None),
    Feature(
        "other kind", -0.5, lambda a, b: None if a.family == b.family else (1.0, lambda: f"{a.family}, {b.family}")
    ),
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
