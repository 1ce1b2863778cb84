from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import JudgementError
from sayso.ledger import Ledger
from sayso.model.event import EventType
from sayso.model.judgement import Decision
from tests.ledger.made import numbered_from, read, report
from tests.ledger.test_adding import PAGE, groups

TOLD = report("Holm", "Tarn", "Vesk")
OTHER = report("Holm", killed=13, outlet="Other Post")
E1, E2, T1, S1 = (f"{TOLD.id}/{name}" for name in ("e1", "e2", "t1", "s1"))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add([read(TOLD), read(OTHER)])
    return ledger


def correct(ledger: Ledger, claim: str, field: str, value: object, author: str = "ana") -> str:
    return ledger.judge(
        Decision.CORRECT, claim, author=author, field=field, value=json.dumps(value), reason="as printed"
    ).id


def test_a_rejected_claim_is_gone_and_the_machine_s_answer_stays(filled: Ledger) -> None:
    filled.judge(Decision.REJECT, E1, author="ana", reason="no attack")
    judged = filled.judged_reading(TOLD.id)
    assert [event.id for event in judged.events] == ["e2", "e3"]
    assert judged.tolls[0].event is None
    assert filled.reading(TOLD.id) == read(TOLD)
    assert E1 not in {account.id for account in filled.accounts()}
    assert filled.check() == ()


def test_a_corrected_value_is_in_the_account_and_in_its_incident(filled: Ledger) -> None:
    correct(filled, T1, "number", "at least 19")
    correct(filled, E1, "type", "abduction-forced-disappearance")
    (account,) = (each for each in filled.accounts() if each.id == E1)
    assert (account.figures[0].low, account.figures[0].high) == (19, None)
    assert account.type is EventType.ABDUCTION
    assert account.judged
    assert E1 in {each.id for each in filled.incident(E1).accounts}
    assert not next(each for each in filled.accounts() if each.id == E2).judged
    assert filled.check() == ()


def test_a_later_judgement_supersedes_and_an_undo_takes_back_one_step(filled: Ledger) -> None:
    first = correct(filled, T1, "number", 19)
    second = correct(filled, T1, "number", 20, "ben")
    assert [(each.id, each.superseded_by) for each in filled.judgements()] == [(first, second), (second, None)]

    def number() -> int | None:
        return filled.judged_reading(TOLD.id).tolls[0].quantity.low

    assert number() == 20
    with pytest.raises(JudgementError, match="is out of force"):
        filled.undo(first, author="ana")
    undone = filled.undo(second, author="ana", reason="19 after all")
    assert number() == 19
    filled.undo(undone.id, author="ben")
    assert number() == 20
    assert len(filled.judgements()) == 4, "rows are added and never taken out"
    filled.judge(Decision.ACCEPT, T1, author="ana", field="number")
    assert number() == 12, "accepting the machine's value puts the correction out"


def test_accept_and_reject_supersede_each_other(filled: Ledger) -> None:
    filled.judge(Decision.REJECT, E1, author="ana")
    filled.judge(Decision.ACCEPT, E1, author="ben")
    event = filled.judged_reading(TOLD.id).events[0]
    assert (event.id, event.score) == ("e1", 1.0)
    assert "accepted by ben" in event.why


def test_same_and_different_hold_in_the_incidents(filled: Ledger) -> None:
    other = f"{OTHER.id}/e1"
    filled.judge(Decision.DIFFERENT, E1, other=other, author="ana")
    assert not any({E1, other} <= group for group in groups(filled))
    same = filled.judge(Decision.SAME, other, other=E1, author="ana")
    assert any({E1, other} <= group for group in groups(filled))
    filled.judge(Decision.SAME, E2, other=other, author="ana")
    assert any({E1, E2, other} <= group for group in groups(filled))
    filled.undo(same.id, author="ana")
    assert not any({E1, other} <= group for group in groups(filled))
    assert filled.check() == ()


def test_the_journal_says_who_changed_what_when_and_why(filled: Ledger) -> None:
    correct(filled, E1, "status", "claimed")
    (row,) = (each for each in filled.journal(E1) if each.action == "correct")
    assert (row.author, row.action, row.field, row.reason) == ("ana", "correct", "status", "as printed")
    assert (row.before, row.after) == ('"occurred"', '"claimed"')
    assert row.made.tzinfo is not None


def test_judgements_survive_a_reading_that_counts_otherwise(filled: Ledger) -> None:
    correct(filled, T1, "number", 19)
    filled.judge(Decision.REJECT, E2, author="ana")
    filled.judge(Decision.DIFFERENT, E1, other=f"{OTHER.id}/e1", author="ana")
    filled.reread(lambda each: numbered_from(read(each), 5), "reader-from-5")
    judged = filled.judged_reading(TOLD.id)
    assert [event.id for event in judged.events] == ["e5", "e7"]
    assert [toll.quantity.low for toll in judged.tolls] == [19, 13, 14]
    assert not any({f"{TOLD.id}/e5", f"{OTHER.id}/e5"} <= group for group in groups(filled))
    assert filled.looks() == ()
    assert filled.check() == ()


def test_a_judgement_whose_claim_is_not_found_again_needs_a_look_until_it_is(filled: Ledger) -> None:
    judgement = correct(filled, T1, "number", 19)
    pair = filled.judge(Decision.SAME, E1, other=f"{OTHER.id}/e1", author="ana").id
    blind = replace(read(TOLD, "blind"), events=(), tolls=(), statements=())
    (added,) = filled.add([blind])
    assert {look.judgement.id for look in added.looks} == {judgement, pair}
    assert {look.judgement.id for look in filled.looks()} == {judgement, pair}
    assert filled.status().looks == 2
    filled.add([read(TOLD, "sees again")])
    assert filled.looks() == ()
    assert filled.judged_reading(TOLD.id).tolls[0].quantity.low == 19


def test_judgements_go_over_to_a_new_version_where_its_words_are_the_same(ledger: Ledger) -> None:
    old, new = report("Holm", "Tarn", url=PAGE), report("Vesk", "Holm", killed=11, url=PAGE)
    assert old.text.split("\n")[0] == new.text.split("\n")[1], "a paragraph was put before it, another left out"
    ledger.add([read(old)])
    kept = correct(ledger, f"{old.id}/t1", "number", 19)
    lost = correct(ledger, f"{old.id}/t2", "number", 20)
    ledger.add([read(new)])
    assert [toll.quantity.low for toll in ledger.judged_reading(new.id).tolls] == [11, 19]
    assert [look.judgement.id for look in ledger.looks()] == [lost]
    with pytest.raises(JudgementError, match="was replaced by a later version"):
        correct(ledger, f"{old.id}/t1", "number", 18)
    again = correct(ledger, f"{new.id}/t2", "number", 18)
    assert {each.id: each.superseded_by for each in ledger.judgements(new.id)}[kept] == again


def test_a_number_is_not_taken_for_the_same_number_of_others(ledger: Ledger) -> None:
    """An updated page: twelve are dead no more, but twelve are wounded."""
    old, new = report("Holm", url=PAGE), report("Tarn", url=PAGE)
    ledger.add([read(old)])
    judgement = correct(ledger, f"{old.id}/t1", "number", 19)
    ledger.add([read(replace(new, text=f"Of those hurt, 12 are in hospital; others were killed. {new.text}"))])
    assert [look.judgement.id for look in ledger.looks()] == [judgement]


@pytest.mark.parametrize(
    ("decision", "claim", "extra", "message"),
    [
        (Decision.ACCEPT, "e1", {}, "names no claim"),
        (Decision.ACCEPT, "0000000000000000/e1", {}, "has no report"),
        (Decision.ACCEPT, f"{TOLD.id}/e9", {}, "it has: e1, e2, e3, t1"),
        (Decision.CORRECT, E1, {"field": "colour", "value": '"red"'}, "these can: type, status, date"),
        (Decision.CORRECT, E1, {"field": "type", "value": '"war"'}, "one of government-regains-territory"),
        (Decision.CORRECT, E1, {"field": "date", "value": '"2024-02-31"'}, "a day \\(2024-02-03\\)"),
        (Decision.CORRECT, E1, {"field": "perpetrators", "value": '["Martians"]'}, "does not hold the words"),
        (Decision.CORRECT, E1, {"field": "type", "value": "{"}, "is no JSON"),
        (Decision.CORRECT, T1, {"field": "number", "value": "-3"}, "a number of people"),
        (Decision.CORRECT, T1, {"field": "number", "value": '{"low": 9, "high": 3}'}, "a number of people"),
        (Decision.CORRECT, T1, {"field": "measure", "value": '"maimed"'}, "one of killed, injured"),
        (Decision.CORRECT, S1, {"field": "speaker", "value": "null"}, "a statement has a speaker"),
        (Decision.CORRECT, T1, {"field": "number"}, "a correction needs a field and a value"),
        (Decision.SAME, E1, {}, "need a second event"),
        (Decision.SAME, E1, {"other": T1}, "only two events"),
        (Decision.SAME, E1, {"other": E1}, "is itself"),
        (Decision.REJECT, E1, {"field": "type"}, "correct it to null"),
        (Decision.UNDO, E1, {}, "an undo is of a judgement"),
    ],
)
def test_what_cannot_be_judged_so_is_refused_and_leaves_no_trace(
    filled: Ledger, decision: Decision, claim: str, extra: dict[str, str], message: str
) -> None:
    before = filled.journal()
    with pytest.raises(JudgementError, match=message):
        filled.judge(decision, claim, author="ana", **extra)
    assert filled.judgements() == ()
    assert filled.journal() == before


def test_nobody_judges_without_a_name(filled: Ledger) -> None:
    with pytest.raises(JudgementError, match="its author's name"):
        filled.judge(Decision.ACCEPT, E1, author=" ")
    with pytest.raises(JudgementError, match="there is no judgement"):
        filled.undo("nothing", author="ana")


def test_whatever_a_person_writes_is_kept_as_written(filled: Ledger) -> None:
    wild = "'; DROP TABLE judgements; -- \x00 \ud800 \\u0000 \\ =1+1 \u202e" + "x" * 20000
    made = filled.judge(Decision.ACCEPT, E1, author="an\x00a\ud83d\ude00", reason=wild)
    (stored,) = filled.judgements()
    assert stored == made
    assert [row.reason for row in filled.journal(E1) if row.action == "accept"] == [wild]


_CLAIMS = st.sampled_from([f"{TOLD.id}/{noun}{number}" for noun in "ets" for number in (1, 2, 3)])
_DECISIONS = st.tuples(st.sampled_from([Decision.ACCEPT, Decision.REJECT]), _CLAIMS)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_DECISIONS, max_size=5), st.integers(1, 30))
def test_every_judgement_survives_reading_again(
    fresh: Callable[[], str], decided: list[tuple[Decision, str]], first: int
) -> None:
    with Ledger.open(fresh()) as ledger:
        ledger.add([read(TOLD)])
        for decision, claim in decided:
            ledger.judge(decision, claim, author="ana")
        before = ledger.judged_reading(TOLD.id)
        ledger.add([numbered_from(read(TOLD), first)])
        after = ledger.judged_reading(TOLD.id)
        assert [(each.evidence, each.score) for each in before.events] == [
            (each.evidence, each.score) for each in after.events
        ]
        assert [each.quantity for each in before.tolls] == [each.quantity for each in after.tolls]
        assert ledger.looks() == ()
        assert ledger.check() == ()
