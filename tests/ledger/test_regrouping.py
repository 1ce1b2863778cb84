from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import JudgementError
from sayso.ledger import Ledger
from sayso.ledger.planning import Pair
from sayso.ledger.regrouping import Merge, Move, Split
from sayso.model.judgement import Decision
from tests.ledger.made import DAY, read, report
from tests.ledger.state import derived
from tests.ledger.test_adding import groups

LATER = DAY + timedelta(40)
HOLM = [report("Holm", outlet=f"Outlet {number}", url=f"https://example.org/{number}") for number in range(4)]
TARN = [
    report("Tarn", outlet=f"Outlet {number}", killed=40, url=f"https://example.org/t{number}", day=LATER)
    for number in range(3)
]
H, T = [f"{each.id}/e1" for each in HOLM], [f"{each.id}/e1" for each in TARN]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add([read(each) for each in HOLM])
    ledger.add([read(each, day=LATER) for each in TARN])
    assert groups(ledger) == {frozenset(H), frozenset(T)}
    return ledger


def test_two_incidents_are_made_one_and_taken_back(filled: Ledger) -> None:
    before = derived(filled)
    made = filled.merge(filled.incident(H[0]).id, T[0], author="ana", reason="one attack")
    assert groups(filled) == {frozenset(H + T)}
    assert {each.decision for each in made} == {Decision.SAME}
    assert {each.reason for each in made} == {"one attack"}
    filled.undo_all([each.id for each in made], author="ana")
    assert derived(filled) == before
    assert filled.check() == ()


def test_accounts_are_split_off_and_taken_back(filled: Ledger) -> None:
    before = derived(filled)
    made = filled.split(H[0], H[:2], author="ana")
    assert groups(filled) == {frozenset(H[:2]), frozenset(H[2:]), frozenset(T)}
    filled.undo_all([each.id for each in made], author="ben")
    assert derived(filled) == before


def test_an_account_is_moved_and_taken_back(filled: Ledger) -> None:
    before = derived(filled)
    made = filled.move(H[1], filled.incident(T[0]).id, author="ana")
    assert groups(filled) == {frozenset((H[0], *H[2:])), frozenset((*T, H[1]))}
    filled.undo_all([each.id for each in made], author="ana")
    assert derived(filled) == before


def test_what_was_judged_the_other_way_is_overturned(filled: Ledger) -> None:
    filled.judge(Decision.DIFFERENT, H[0], other=T[0], author="ben")
    filled.merge(H[0], T[0], author="ana")
    assert groups(filled) == {frozenset(H + T)}
    assert filled.looks() == ()
    filled.split(H[0], T, author="ana")
    assert groups(filled) == {frozenset(H), frozenset(T)}
    assert filled.looks() == ()


def test_what_is_so_already_takes_no_judgement(filled: Ledger) -> None:
    assert filled.merge(H[0], H[1], author="ana") == ()
    assert filled.move(H[0], filled.incident(H[1]).id, author="ana") == ()
    assert filled.judgements() == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Merge("0000000000000000", H[0]), "has no incident 0000000000000000"),
        (Split(H[0], ()), "not all and not none"),
        (Split(H[0], tuple(H)), "not all and not none"),
        (Split(H[0], (T[0],)), "has no account"),
        (Move("0000000000000000/e1", H[0]), "has no incident"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_no_trace(
    filled: Ledger, change: Merge | Split | Move, message: str
) -> None:
    before, rows = derived(filled), filled.journal()
    with pytest.raises(JudgementError, match=message):
        filled.regroup(change, author="ana")
    with pytest.raises(JudgementError, match=message):
        filled.preview([change])
    assert (derived(filled), filled.journal(), filled.judgements()) == (before, rows, ())


def test_a_preview_says_what_would_be_and_changes_nothing(filled: Ledger) -> None:
    state, rows = derived(filled), filled.journal()
    before, after = filled.preview([Merge(H[0], T[0])])
    assert before == tuple(filled.incidents())
    assert [sorted(account.id for account in each.accounts) for each in after] == [sorted(H + T)]
    assert (derived(filled), filled.journal(), filled.judgements()) == (state, rows, ())
    filled.merge(H[0], T[0], author="ana")
    assert after == tuple(filled.incidents())
    _, apart = filled.preview([Pair(Decision.DIFFERENT, H[0], H[1])])
    assert apart


def test_judgements_that_contradict_one_another_need_a_look_until_one_is_undone(filled: Ledger) -> None:
    different = filled.judge(Decision.DIFFERENT, H[0], other=T[0], author="ana")
    one = filled.judge(Decision.SAME, H[0], other=T[1], author="ben")
    assert filled.looks() == ()
    two = filled.judge(Decision.SAME, T[1], other=T[0], author="ana")
    (look,) = filled.looks()
    assert look.judgement.id == different.id
    assert one.id in look.why
    assert two.id in look.why
    assert filled.status().looks == 1
    filled.mend()
    assert filled.looks() == (look,)
    back = filled.undo(one.id, author="ana")
    assert filled.looks() == ()
    filled.undo(back.id, author="ana")
    assert filled.looks() == (look,)
    filled.judge(Decision.REJECT, T[1], author="ana")
    assert filled.looks() == (), "who is not there ties nobody"
    assert filled.check() == ()


_PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=2, max_size=5, unique=True)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_PLACES, st.data())
def test_whatever_is_merged_split_or_moved_is_as_asked_and_can_be_taken_back(
    fresh: Callable[[], str], told: list[tuple[int, int]], data: st.DataObject
) -> None:
    """Reports of few towns and days: some are tied, some not, in groups of all sizes."""
    with Ledger.open(fresh()) as ledger:
        for outlet, town in told:
            text = report(("Holm", "Tarn", "Vesk")[town], outlet=f"Outlet {outlet}", killed=10 + outlet)
            ledger.add([read(text, day=DAY + timedelta(outlet % 2))])
        ids = sorted(account.id for account in ledger.accounts())
        for _ in range(2):
            before, now = derived(ledger), groups(ledger)
            one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
            mine, theirs = (next(group for group in now if each in group) for each in (one, other))
            if mine != theirs:
                move = data.draw(st.booleans())
                made = ledger.move(one, other, author="ana") if move else ledger.merge(one, other, author="ana")
                wanted = {mine - {one}, theirs | {one}} - {frozenset()} if move else {mine | theirs}
            elif one != other:
                made, wanted = ledger.split(one, [other], author="ana"), {mine - {other}, frozenset((other,))}
            else:
                continue
            assert wanted <= groups(ledger)
            assert ledger.check() == ()
            if data.draw(st.booleans()):
                ledger.undo_all([each.id for each in made], author="ben")
                assert derived(ledger) == before
