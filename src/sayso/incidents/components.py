"""Which accounts are clustered together: the component of an account, kept small however much the ledger ties.

In a long war every day's accounts are tied to the next day's, and the component of all that is tied would be the
whole ledger. So an account's *block* is its component by ties of at least the first of `LEVELS` at which that has no
more than `LIMIT` members. Blocks never overlap, depend on the ties and judgements alone, and are found without
looking further than `LIMIT` accounts at each level. A human "same" connects at every level.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sayso.incidents.cluster import JOIN
from sayso.incidents.judged import Judged
from sayso.model.incident import Tie

if TYPE_CHECKING:
    from sayso.incidents.pool import Pool

LIMIT = 200
ONLY_SAME = 2.0  # above every score: here people alone connect, and all that they connected is taken
LEVELS = (JOIN, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, ONLY_SAME)


def block(
    pool: Pool, start: str, without: frozenset[str] = frozenset(), apart: frozenset[str] = frozenset()
) -> set[str]:
    """The accounts that are clustered together with this one, itself among them.

    As it would be `without` some accounts, and with no judgement between any two of `apart`.
    """
    for level in LEVELS:
        members = _component(pool, start, level, without, apart)
        if members is not None:
            return members
    raise AssertionError("the last level has no limit")


def blocks(pool: Pool, starts: Iterable[str], without: frozenset[str] = frozenset()) -> set[str]:
    """All members of the blocks of these accounts."""
    found: set[str] = set()
    for start in starts:
        if start not in found:
            found |= block(pool, start, without)
    return found


def among(pool: Pool, members: set[str]) -> tuple[list[Tie], list[Judged]]:
    """The ties and judgements with both ends in the set."""
    ties = [one for one in pool.ties(members) if one.one in members and one.other in members]
    return ties, [one for one in pool.judged(members) if one.one in members and one.other in members]


def _component(pool: Pool, start: str, level: float, without: frozenset[str], apart: frozenset[str]) -> set[str] | None:
    """All accounts connected with this one at a level; None when they are more than `LIMIT`."""
    members, border = {start}, {start}
    while border:
        ends = {end for one in pool.ties(border) if one.score >= level for end in (one.one, one.other)}
        for one in pool.judged(border):
            if one.same and not (one.one in apart and one.other in apart):
                ends |= {one.one, one.other}
        border = ends - members - without
        members |= border
        if len(members) > LIMIT and level is not ONLY_SAME:
            return None
    return members
