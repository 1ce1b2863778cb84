"""Block keys: what two accounts must share one of before anybody compares them.

Every key joins several things, so that few accounts share it however large the ledger grows: a day with a place, a
place with a kind of event and a month, a rare name with another, a figure with a day and a country. A place alone or a
day alone is no key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sayso.incidents.profile import Profile

_NEAR = 1  # days to either side that one event may be dated to
_NEWS = 3  # days: how wide a window of publication is
_PLACES = 4  # of an account, the most specific
_NAMES = 6  # full names of an account, the rarest
_RARE = 6.0  # nats: a word in fewer than one report of four hundred is tried as a key of its own
_TELLING = 3.0  # nats: one that, in the news of the same days, may tell an event
_LONGEST = 100  # characters of a key: names may be of any length, indexes not
_WORDS = 8  # of names and titles, the rarest


_MOST = {"w": 15, "m": 12, "p": 20}  # words and names tell less than a day with a place
_MOST_ELSE = 60


def most(key: str) -> int:
    """How many accounts may share this key before it tells nothing and retires: what bounds the cost of one more."""
    return _MOST.get(key[0], _MOST_ELSE)


def keys(profile: Profile) -> frozenset[str]:
    """The block keys of an account, as short printable strings."""
    return frozenset(key[:_LONGEST] for key in (*_by_day(profile), *_by_news(profile), *_by_names(profile)))


def _days(profile: Profile) -> Iterator[date]:
    """The days the event may be on: told to a few days, each of them with its neighbours."""
    if profile.first and profile.last and (profile.last - profile.first).days <= 2 * _NEAR + 1:
        day = profile.first - timedelta(_NEAR)
        while day <= profile.last:
            yield day
            day += timedelta(1)


def _by_day(profile: Profile) -> Iterator[str]:
    """A day (or the one before: neighbours meet in one of the two) with a place, a region or a figure."""
    for day in _days(profile):
        for place in tuple(profile.spots)[:_PLACES]:
            yield f"d|{day}|{place}"
        for region in profile.regions[:2]:
            yield f"r|{day}|{region}|{profile.family}"
        for figure in sorted(profile.figures):
            for country in profile.countries[:2]:
                yield f"f|{day}|{country}|{figure}"


def _by_news(profile: Profile) -> Iterator[str]:
    """A place with the days of the news: for accounts whose event is not dated, or dated otherwise."""
    if profile.published is None:
        return
    window = profile.published.toordinal() // _NEWS
    telling = [word for word in profile.rare[:_WORDS] if profile.telling(word) >= _TELLING]
    for step in (window, window + 1):
        for place in tuple(profile.spots)[:_PLACES]:
            yield f"n|{step}|{place}"
        for word in telling:
            yield f"m|{step}|{word}"


def _by_names(profile: Profile) -> Iterator[str]:
    """A rare full name, or a rare word of names and titles, whenever it was told; common ones retire by themselves."""
    for name in profile.rarest[:_NAMES]:
        yield f"p|{name}"
    for word in profile.rare[:_WORDS]:
        if profile.telling(word) >= _RARE:
            yield f"w|{word}"
