"""A set of articles as incidents: which articles tell the same one, and its toll as a registry would enter it.

Each article is put into a pool by the event it is mainly about, and the linker that ships says which belong together.
The reader's `main_toll` gives each article's numbers (the registry counts dead attackers among the killed, and so does
the reader); an incident's are reconciled over all its articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from sayso.model.account import Account
from sayso.model.reading import Reading

DAYS = 30.0  # how much later a report must be to count twice as much


class TollRow(TypedDict):
    """Killed and injured of an article's incident, and as the article alone tells them; `incident` is any id."""

    doc_id: str
    killed: int | None
    injured: int | None
    incident: str | None
    article_killed: int | None
    article_injured: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What one article tells: its toll with the reader's confidence in it (0..1), and the account of its main event."""

    doc_id: str
    killed: int | None = None
    injured: int | None = None
    score: float = 0.0
    account: Account | None = None
    published: date | None = None


def told(doc_id: str, reading: Reading | None) -> Told:
    """What the article tells; without a reading, nothing."""
    if reading is None:
        return Told(doc_id)
    from sayso.incidents.accounts import accounts, main_event
    from sayso.reading.main_toll import main_toll

    found, main = main_toll(reading), main_event(reading)
    account = next((one for one in accounts(reading) if main and one.id.endswith(f"/{main.id}")), None)
    day = reading.report.published.day if reading.report.published else None
    return Told(doc_id, found.killed, found.injured, found.score, account, day)


def rows(articles: Sequence[Told]) -> list[TollRow]:
    """The scorer's rows, in the order of the articles. An article that tells no event stands alone."""
    groups = linked(articles)
    together: defaultdict[str, list[Told]] = defaultdict(list)
    for one in articles:
        together[groups.get(one.doc_id, one.doc_id)].append(one)
    tolls = {one.doc_id: toll for members in together.values() for toll in (reconciled(members),) for one in members}
    return [
        TollRow(
            doc_id=one.doc_id,
            killed=tolls[one.doc_id][0],
            injured=tolls[one.doc_id][1],
            incident=groups.get(one.doc_id),
            article_killed=one.killed,
            article_injured=one.injured,
        )
        for one in articles
    ]


def linked(articles: Iterable[Told]) -> dict[str, str]:
    """The incident of every article that tells an event: the id of the first account in its group."""
    from sayso.incidents.memory import MemoryPool
    from sayso.incidents.pool import join

    pool = MemoryPool()
    listed = list(articles)
    join(pool, [one.account for one in listed if one.account])
    return {one.doc_id: pool.group_of(one.account.id)[0] for one in listed if one.account}


def reconciled(articles: Sequence[Told]) -> tuple[int | None, int | None]:
    """The incident's toll: the pair of numbers with the most weight among its articles.

    An article weighs what its confidence says, and more the later it is: registries hold what was known last.
    """
    days = [one.published for one in articles if one.published]
    first = min(days, default=None)
    weight: defaultdict[tuple[int | None, int | None], float] = defaultdict(float)
    for one in articles:
        later = (one.published - first).days if first and one.published else 0
        weight[one.killed, one.injured] += one.score * (1 + later / DAYS)
    if not weight:
        return None, None
    return max(weight, key=lambda pair: (weight[pair], pair[0] or 0, pair[1] or 0))
