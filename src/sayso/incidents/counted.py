"""Who is counted: the class of the people that a figure is of, by a table. Words it lacks stand for all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from sayso.knowledge.countries import table

FIGHTING = frozenset(("fighters", "security forces"))
"""Classes of those who fight."""
INSIDE: Mapping[str, str] = {
    "children": "civilians",
    "medical staff": "civilians",
    "journalists": "civilians",
    "aid workers": "civilians",
}
"""Class → the class that it is counted within, unless a report says otherwise."""
_ACROSS = frozenset(("women",))  # may be of any class: never added to another
_WORD = re.compile(r"[\w-]+")
_LONGEST = 3  # words in a row of the table


@cache
def _table() -> Mapping[str, str]:
    return {row["words"]: row["class"] for row in table("counted.csv")}


@lru_cache(maxsize=1 << 12)
def classes(who: str | None) -> tuple[str, ...]:
    """All classes named in the words for the people counted, in the order of the words, each once."""
    words = _WORD.findall((who or "").casefold())
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            named = _table().get(" ".join(words[at : at + length]))
            if named:
                found[named] = None
                at += length - 1
                break
        at += 1
    return tuple(found)


def counted(who: str | None) -> str | None:
    """The class of the people counted; None for all, unknown words, or several classes at once.

    Of "members of an armed group" it is the group that tells, of "Iraqi soldiers" the soldiers.
    """
    found = classes(who)
    return found[0] if len(found) == 1 else None


def apart(one: str, other: str) -> bool:
    """Whether nobody is of both classes, so that figures of the two can be added."""
    if one == other or one in _ACROSS or other in _ACROSS:
        return False
    return INSIDE.get(one) != other and INSIDE.get(other) != one
