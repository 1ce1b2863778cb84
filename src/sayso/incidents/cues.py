"""Words around a figure or statement that say how it stands to others: a table, and how it is looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from sayso.knowledge.countries import table


class Tells(StrEnum):
    """What a cue tells; the table's head says it in full."""

    EARLIER = "earlier"
    LATER = "later"
    WIDER = "wider"
    LONGER = "longer"
    AMONG = "among"
    UNCLAIMED = "unclaimed"
    DENIES_PART = "denies-part"
    DENIES_OCCURRENCE = "denies-occurrence"
    DENIES_PLACE = "denies-place"


@cache
def _patterns() -> Mapping[Tells, re.Pattern[str]]:
    cues: dict[Tells, list[str]] = {}
    for row in table("figure_cues.csv"):
        cues.setdefault(Tells(row["tells"]), []).append(row["cue"])
    return {
        tells: re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(cue) for cue in sorted(listed, key=len, reverse=True)) + r")(?!\w)"
        )
        for tells, listed in cues.items()
    }


def tells(words: str, what: Tells) -> bool:
    """Whether the words hold a cue of this kind."""
    return bool(_patterns()[what].search(_plain(words)))


def order(words: str, at: int) -> int:
    """-1 when the figure at offset `at` is told as an earlier one, 1 as a later one, 0 when nothing says so.

    The nearest cue before the figure in its sentence tells, else the nearest after it.
    """
    plain = _plain(words)
    if plain[:at].endswith(("from ", "from at least ", "from about ")):  # "rose from 18 to 23"
        return -1
    found = [
        (match.start() > at, abs(match.start() - at), sign)
        for what, sign in ((Tells.EARLIER, -1), (Tells.LATER, 1))
        for match in _patterns()[what].finditer(plain)
    ]
    return min(found)[2] if found else 0


def _plain(words: str) -> str:
    """Lower case and single blanks; every character stays at its place, save where lower case is longer."""
    return re.sub(r"\s", " ", words.lower())
