"""Two profiles side by side, with what several features ask about them worked out once."""

from __future__ import annotations

import math

from sayso.incidents.profile import Profile, Spot
from sayso.model.dates import Precision

_EARTH = 6371.0  # km


class Pair:
    """`gap` are the days between their dates, `news` those between their publication; None where one has none.

    `exact` says that both are dated to a day. `spots` are the small places that both name. Where they share none, `km`
    is the least distance between any two points of theirs and `town_km` that between towns and sites alone; None where
    there are no two.
    """

    __slots__ = ("exact", "gap", "km", "news", "one", "other", "spots", "town_km")

    def __init__(self, one: Profile, other: Profile) -> None:
        """Set them side by side."""
        self.one, self.other = one, other
        self.exact = one.precision is Precision.DAY and other.precision is Precision.DAY
        self.gap = _gap(one, other)
        self.news = abs((one.published - other.published).days) if one.published and other.published else None
        self.spots = one.spots.keys() & other.spots.keys()
        self.km: float | None = None
        self.town_km: float | None = None
        if not self.spots:
            self._measure()

    def _measure(self) -> None:
        for a in self.one.points:
            for b in self.other.points:
                km = _distance(a, b)
                if self.km is None or km < self.km:
                    self.km = km
                if a.small and b.small and (self.town_km is None or km < self.town_km):
                    self.town_km = km


def _gap(one: Profile, other: Profile) -> int | None:
    """Days between the two intervals; 0 where they overlap; None where one is not dated."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    if one.first > other.last:
        return (one.first - other.last).days
    return (other.first - one.last).days if other.first > one.last else 0


def _distance(a: Spot, b: Spot) -> float:
    """Great-circle distance in km by the haversine formula."""
    phi, phi2 = math.radians(a.latitude), math.radians(b.latitude)
    h = math.sin((phi2 - phi) / 2) ** 2
    h += math.cos(phi) * math.cos(phi2) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(h)))
