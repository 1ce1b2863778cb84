"""A set of articles as incidents: which articles tell the same one, and its toll as a registry would enter it.

Each article is put into a pool by the event it is mainly about, and the linker that ships says which belong together.
The reader's `main_toll` gives each article's numbers (the registry counts dead attackers among the killed, and so does
the reader); an incident's are reconciled over all its articles.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from sayso.model.account import Account
from sayso.model.reading import Reading

Toll = tuple[int, int]
DEADLIER = 1.2  # nats for the highest number of dead that an article gives: who is hurt may die, nobody comes back
LEAST = 0.01  # of a chance: what no article holds possible is left out
SEEN, HELD = 0.01, 0.1  # what is added to chances before their logarithm, of the mean and of each


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
    """What one article tells: its toll, how likely each toll is by its words, and the account of its main event."""

    doc_id: str
    killed: int | None = None
    injured: int | None = None
    chances: Mapping[Toll, float] = field(default_factory=dict)
    account: Account | None = None


def told(doc_id: str, reading: Reading | None) -> Told:
    """What the article tells; without a reading, nothing."""
    if reading is None:
        return Told(doc_id)
    from sayso.incidents.accounts import accounts, main_event
    from sayso.reading.main_toll import main_toll

    found, main = main_toll(reading), main_event(reading)
    account = next((one for one in accounts(reading) if main and one.id.endswith(f"/{main.id}")), None)
    return Told(doc_id, found.killed, found.injured, chances(reading), account)


def chances(reading: Reading) -> dict[Toll, float]:
    """Every toll that the article's words allow and how likely it is among them, by the weights of `main_toll`."""
    from sayso.reading.main_toll import candidates, features, weights
    from sayso.reading.toll_evidence import gather

    table = weights()
    evidence = gather(reading.report.text, [s.span for s in reading.sentences], reading.report.title)
    sums = {
        pair: sum(table.get(name, 0.0) * value for name, value in features(evidence, *pair).items())
        for pair in candidates(evidence)
    }
    most = max(sums.values())
    odds = {pair: math.exp(value - most) for pair, value in sums.items()}
    total = sum(odds.values())
    return {pair: odd / total for pair, odd in odds.items() if odd / total >= LEAST}


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
    """The incident's toll: the pair of numbers that all its articles together hold most likely.

    A pair counts by the logarithm of its mean chance and by the mean of its chances' logarithms (one article may be
    sure, but the others must hold it possible), and gains where its dead are the most that any article tells. Chosen
    on the half of the incidents that the weights were learned from.
    """
    told = [one for one in articles if one.chances]
    if not told:
        return (articles[0].killed, articles[0].injured) if articles else (None, None)
    dead = max(one.killed or 0 for one in told)

    def weight(pair: Toll) -> float:
        held = [one.chances.get(pair, 0.0) for one in told]
        mean = math.log(sum(held) / len(held) + SEEN)
        return mean + sum(math.log(chance + HELD) for chance in held) / len(held) + DEADLIER * (pair[0] == dead)

    if len(told) == 1:
        return told[0].killed, told[0].injured
    return max(sorted({pair for one in told for pair in one.chances}), key=weight)
