from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso.incidents.pool as pooling
from sayso.incidents import components
from sayso.incidents.judged import Judged
from sayso.incidents.memory import MemoryPool
from sayso.incidents.pool import join, leave, regroup
from sayso.model.account import Account
from tests.incidents.build import account, killed

DAY = date(2024, 2, 2)
WORDS = (
    "A car bomb killed twelve people at the market.",
    "Twelve died when a car packed with explosives blew up at the market.",
    "Gunmen abducted aid workers on the road.",
    "Shelling hit a school, residents said.",
)
NAMES = ("Hadi Mansour", "Al-Zuhra Street", "Ruth Kabongo", "Bab al-Hawa")


@st.composite
def _accounts(draw: st.DrawFn) -> list[Account]:
    """Up to ten accounts of few days, places, names and words, so that many tie; some share a report."""
    count = draw(st.integers(2, 10))
    found: dict[str, Account] = {}
    for number in range(count):
        report = f"r{draw(st.integers(0, number))}"
        event = f"e{number}"
        offset = draw(st.integers(0, 3))
        one = account(
            report,
            event,
            day=draw(st.sampled_from((None, DAY, DAY + timedelta(offset)))),
            published=DAY + timedelta(offset + 1),
            where=draw(st.sampled_from(((), ("Marib",), ("Idlib",), ("Marib", "Idlib")))),
            words=draw(st.sampled_from(WORDS)),
            names=tuple(draw(st.sets(st.sampled_from(NAMES), max_size=2))),
            figures=(killed(draw(st.sampled_from((3, 12))), report),),
        )
        found[one.id] = one
    return list(found.values())


def _all_at_once(accounts: list[Account], judged: tuple[Judged, ...] = ()) -> MemoryPool:
    pool = MemoryPool(judged)
    join(pool, accounts)
    return pool


def _state(pool: MemoryPool, accounts: list[Account]) -> tuple[object, object]:
    ids = [one.id for one in accounts]
    return pool.groups, sorted((t.one, t.other, t.score) for t in pool.ties(ids))


@settings(max_examples=100, deadline=None)
@given(_accounts(), st.randoms(), st.integers(2, 4), st.integers(2, 8), st.integers(1, 10))
def test_one_at_a_time_in_any_order_is_all_at_once(
    accounts: list[Account], random: object, most: int, limit: int, batch: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pooling, "_BATCH", batch)  # all at once is in so many at a time
        patched.setattr(components, "LIMIT", limit)  # so small that blocks split
        patched.setattr(pooling, "most", lambda _key: most)  # so few that keys retire while accounts come in
        whole = _all_at_once(accounts)
        shuffled = list(accounts)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        pool = MemoryPool()
        for one in shuffled:
            join(pool, [one])
        assert _state(pool, accounts) == _state(whole, accounts)


@settings(max_examples=80, deadline=None)
@given(_accounts(), st.data(), st.integers(2, 4), st.integers(2, 8))
def test_leaving_is_never_having_been_there(
    accounts: list[Account], data: st.DataObject, most: int, limit: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(components, "LIMIT", limit)
        patched.setattr(pooling, "most", lambda _key: most)
        gone = set(data.draw(st.sets(st.sampled_from([one.id for one in accounts]))))
        pool = _all_at_once(accounts)
        leave(pool, gone)
        rest = [one for one in accounts if one.id not in gone]
        assert _state(pool, accounts) == _state(_all_at_once(rest), accounts)
        join(pool, [one for one in accounts if one.id in gone])
        assert _state(pool, accounts) == _state(_all_at_once(accounts), accounts)


@settings(max_examples=80, deadline=None)
@given(_accounts(), st.data(), st.integers(2, 8))
def test_what_people_decided_holds_whenever_it_was_decided(
    accounts: list[Account], data: st.DataObject, limit: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(components, "LIMIT", limit)
        _decided_early_or_late(accounts, data)


def _decided_early_or_late(accounts: list[Account], data: st.DataObject) -> None:
    ids = sorted(one.id for one in accounts)
    pairs = [(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :]]
    judged = tuple(
        Judged(a, b, data.draw(st.booleans())) for a, b in data.draw(st.sets(st.sampled_from(pairs), max_size=4))
    )
    pool = _all_at_once(accounts, judged)
    late = _all_at_once(accounts)
    for one in [*(Judged(j.one, j.other, not j.same) for j in judged), *judged]:  # a first judgement is superseded
        late.judge(one)
        regroup(late, (one.one, one.other))
    assert late.groups == pool.groups
    for one in judged:
        together = pool.group_of(one.one) == pool.group_of(one.other)
        if not one.same:
            assert not together
        elif all(decided.same for decided in judged):
            assert together


def test_joining_again_changes_nothing() -> None:
    accounts = [account(f"r{n}", day=DAY, where=("Marib",), words=WORDS[0], names=NAMES[:1]) for n in range(3)]
    pool = _all_at_once(accounts)
    before = _state(pool, accounts)
    join(pool, accounts[:2])
    assert _state(pool, accounts) == before
    assert len(pool) == 3


def test_a_report_read_again_brings_its_new_account() -> None:
    one, two = (account(f"r{n}", day=DAY, where=("Marib",), words=WORDS[0], names=NAMES[:1]) for n in range(2))
    pool = _all_at_once([one, two])
    assert pool.group_of("r0/e1") == ("r0/e1", "r1/e1")
    join(pool, [account("r1", day=DAY + timedelta(200), where=("Goma",), words=WORDS[2])])
    assert pool.group_of("r0/e1") == ("r0/e1",)


def test_a_change_lists_the_groups_it_touched_alone() -> None:
    pool = _all_at_once([account("far", day=DAY + timedelta(90), where=("Goma",))])
    change = join(pool, [account("r1", day=DAY, where=("Marib",)), account("r2", day=DAY, where=("Idlib",))])
    assert ("far/e1",) not in change.groups
    assert join(pool, []).groups == ()


def test_two_accounts_of_one_report_are_not_compared() -> None:
    pool = _all_at_once([account("r", f"e{n}", day=DAY, where=("Marib",), words=WORDS[0]) for n in range(2)])
    assert pool.ties(["r/e0", "r/e1"]) == ()
    assert len(pool.groups) == 2
