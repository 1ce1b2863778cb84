from __future__ import annotations

from collections.abc import Iterable

from sayso.incidents.blocking import keys
from sayso.incidents.judged import Judged
from sayso.incidents.memory import MemoryPool
from sayso.incidents.once import Once
from sayso.incidents.pool import Entry
from sayso.incidents.profile import profile
from sayso.model.incident import Tie
from tests.incidents.build import account

AB, AC, BC = Tie("a/e1", "b/e1", 0.9, ()), Tie("a/e1", "c/e1", 0.6, ()), Tie("b/e1", "c/e1", 0.7, ())


class _Counting(MemoryPool):
    """Counts the accounts whose ties it was asked for."""

    asked = 0

    def ties(self, ids: Iterable[str]) -> tuple[Tie, ...]:
        listed = tuple(ids)
        self.asked += len(listed)
        return super().ties(listed)


def _entry(report: str) -> Entry:
    one = account(report)
    return Entry(one, keys(profile(one)))


def _pool() -> _Counting:
    pool = _Counting()
    pool.put([_entry("a"), _entry("b"), _entry("c")])
    pool.keep([AB, AC])
    return pool


def test_ties_are_asked_for_once() -> None:
    pool = _pool()
    once = Once(pool)
    assert set(once.ties(["a/e1"])) == {AB, AC}
    assert set(once.ties(["a/e1", "b/e1"])) == {AB, AC}
    assert set(once.ties(["b/e1"])) == {AB}
    assert pool.asked == 2


def test_what_is_written_is_seen_and_is_in_the_pool() -> None:
    pool = _pool()
    once = Once(pool)
    once.ties(["a/e1", "b/e1"])
    once.keep([BC])
    once.forget([("a/e1", "b/e1")])
    assert set(once.ties(["a/e1", "b/e1", "c/e1"])) == set(pool.ties(["a/e1", "b/e1", "c/e1"])) == {AC, BC}


def test_who_leaves_takes_ties_and_judgements_along() -> None:
    pool = _pool()
    pool.judge(Judged("a/e1", "b/e1", same=True))
    once = Once(pool)
    once.ties(["a/e1", "b/e1"])
    assert len(once.judged(["a/e1", "b/e1"])) == 1
    once.drop(["b/e1"])
    assert once.ties(["a/e1"]) == (AC,)
    assert once.judged(["a/e1"]) == ()
    once.put([_entry("b")])
    assert once.ties(["b/e1"]) == ()
    assert len(once.judged(["a/e1"])) == 1
