"""Claims that a person adds: where they stand, how they survive, and how they end."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import JudgementConflict, JudgementError
from sayso.ledger import Ledger
from sayso.model.claim import Measure
from sayso.model.event import EventType
from sayso.model.judgement import Decision, Judgement
from sayso.model.reading import Reading
from sayso.model.span import Span
from tests.ledger.made import numbered_from, read, report
from tests.ledger.state import derived
from tests.ledger.test_adding import PAGE, groups

TOLD = report("Holm", "Tarn")
OTHER = report("Tarn", killed=13, outlet="Other Post")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add([without(read(TOLD), "e2", "t2", "s2"), read(OTHER)])
    return ledger


def without(reading: Reading, *ids: str) -> Reading:
    """The reading of a reader that missed these claims."""
    return replace(
        reading,
        reader_id=f"blind to {' '.join(ids)}",
        events=tuple(each for each in reading.events if each.id not in ids),
        tolls=tuple(each for each in reading.tolls if each.id not in ids),
        statements=tuple(each for each in reading.statements if each.id not in ids),
    )


def at(words: str, text: str = TOLD.text) -> Span:
    begin = text.rindex(words)
    return Span(begin, begin + len(words))


def selected(words: str, text: str = TOLD.text) -> dict[str, Any]:
    """The words with their place: the last one."""
    span = at(words, text)
    return {"words": words, "begin": span.begin, "end": span.end}


def add(ledger: Ledger, noun: str, words: str, author: str = "ana", **values: Any) -> Judgement:
    return ledger.add_claim(TOLD.id, noun, at(words), values, author=author, reason="missed")


def add_all(ledger: Ledger) -> tuple[Judgement, str]:
    """The event that the reader missed, with its toll and statement; with the event's id."""
    event = add(ledger, "event", "killed 13 farmers", type="attack", places=["Tarn"], targets=["farmers"])
    claim = ledger.claim_of(event)
    assert claim is not None
    mine = claim.rpartition("/")[2]
    add(ledger, "toll", "13", measure="killed", number=13, event=mine, who="farmers")
    add(ledger, "statement", "Tarn on Saturday", act="assert", speaker="the health office", event=mine)
    return event, mine


def test_an_added_event_stands_with_its_toll_and_statement_in_account_and_incident(filled: Ledger) -> None:
    made, mine = add_all(filled)
    assert made.decision is Decision.ADD
    judged = filled.judged_reading(TOLD.id)
    event, toll, statement = judged.events[-1], judged.tolls[-1], judged.statements[-1]
    assert (event.id, event.type, event.score, event.why) == (mine, EventType.ATTACK, 1.0, "added by ana missed")
    assert mine.startswith("a")
    assert [judged.words(span) for span in event.evidence] == [TOLD.text.split("\n")[1]]
    assert (toll.event, toll.quantity.low, judged.words(toll.quantity.whole)) == (mine, 13, "13")
    assert (statement.event, judged.words(statement.speaker.span)) == (mine, "the health office")
    (account,) = (each for each in filled.accounts() if each.id == f"{TOLD.id}/{mine}")
    assert account.judged
    assert [figure.low for figure in account.figures] == [13]
    assert any({account.id, f"{OTHER.id}/e1"} <= group for group in groups(filled))
    assert filled.reading(TOLD.id).events == read(TOLD).events[:1], "the machine's reading stays"
    assert filled.check() == ()
    filled.mend()
    assert filled.judged_reading(TOLD.id) == judged


def test_an_added_claim_is_corrected_accepted_rejected_paired_and_undone(filled: Ledger) -> None:
    before = derived(filled)
    made, mine = add_all(filled)
    claim = f"{TOLD.id}/{mine}"
    correct = filled.judge(Decision.CORRECT, claim, author="ben", field="status", value='"claimed"')
    assert filled.judged_reading(TOLD.id).events[-1].status.value == "claimed"
    assert filled.claim_of(correct) == claim
    filled.judge(Decision.DIFFERENT, claim, other=f"{OTHER.id}/e1", author="ana")
    assert frozenset((claim,)) in groups(filled)
    rejected = filled.judge(Decision.REJECT, claim, author="ben")
    assert filled.judged_reading(TOLD.id).tolls[-1].event is None
    assert claim not in {each.id for each in filled.accounts()}
    filled.undo(rejected.id, author="ben")
    assert claim in {each.id for each in filled.accounts()}
    for each in reversed(filled.judgements(TOLD.id)):
        if each.superseded_by is None and each.decision is not Decision.UNDO:
            filled.undo(each.id, author="ana")
    assert derived(filled) == before
    assert filled.check() == ()
    with pytest.raises(JudgementError, match=f"has no claim “{mine}”"):
        filled.judge(Decision.ACCEPT, claim, author="ana")
    again = filled.undo(filled.judgements(TOLD.id)[-1].id, author="ana")
    assert again.decision is Decision.UNDO
    assert filled.claim_of(made) == claim, "an undo can be undone"


def test_an_added_claim_whose_addition_is_undone_leaves_nothing_to_look_at(filled: Ledger) -> None:
    made = add(filled, "toll", "13", measure="injured", number=13)
    filled.judge(Decision.CORRECT, f"{filled.claim_of(made)}", author="ben", field="number", value="14")
    filled.undo(made.id, author="ana")
    assert filled.looks() == ()
    assert filled.check() == ()


def test_it_survives_reading_again_and_is_one_with_what_a_reader_finds_itself(filled: Ledger) -> None:
    _, mine = add_all(filled)
    filled.judge(Decision.CORRECT, f"{TOLD.id}/{mine}", author="ben", field="status", value='"claimed"')
    filled.add([replace(without(numbered_from(read(TOLD), 4), "e5", "t5", "s5"), reader_id="still blind")])
    assert [each.id for each in filled.judged_reading(TOLD.id).events] == ["e4", mine]
    filled.add([numbered_from(read(TOLD), 5)])
    judged = filled.judged_reading(TOLD.id)
    assert [each.id for each in judged.events] == ["e5", "e6"], "found by the reader: it is no claim beside its own"
    assert [each.id for each in judged.tolls] == ["t5", "t6"]
    event = judged.events[1]
    assert event.status.value == "claimed", "what was decided about it holds for the reader's"
    assert event.date == read(TOLD).events[1].date, "what the reader alone knows is kept"
    assert judged.tolls[1].event == "e6"
    assert filled.looks() == ()
    assert filled.check() == ()
    filled.judge(Decision.REJECT, f"{TOLD.id}/e6", author="ana")
    assert [each.id for each in filled.judged_reading(TOLD.id).events] == ["e5"]
    filled.add([replace(without(read(TOLD), "e2", "t2", "s2"), reader_id="blind again")])
    assert [each.id for each in filled.judged_reading(TOLD.id).events] == ["e1"], "the addition is rejected"


def test_it_goes_over_to_a_new_version_of_the_page_or_needs_a_look(ledger: Ledger) -> None:
    old = report("Holm", "Tarn", url=PAGE)
    ledger.add([without(read(old), "e2", "t2", "s2")])
    span = at("killed 13 farmers in Tarn on Saturday", old.text)
    values: dict[str, Any] = {"type": "attack", "places": [selected("Tarn", old.text)]}
    event = ledger.add_claim(old.id, "event", span, values, author="ana")
    name = f"{ledger.claim_of(event)}".rpartition("/")[2]
    toll = ledger.add_claim(
        old.id, "toll", at("13", old.text), {"measure": "killed", "number": 13, "event": name}, author="ana"
    )
    new = replace(old, text=f"Updated.\n{old.text}", published=None)
    ledger.add(
        [replace(read(old, "reader-1"), report=new, events=(), tolls=(), statements=(), sentences=(), actors=())]
    )
    judged = ledger.judged_reading(new.id)
    assert [each.id for each in judged.tolls if each.event == judged.events[0].id] == [judged.tolls[0].id]
    assert judged.words(judged.events[0].places[0].span) == "Tarn"
    assert ledger.looks() == ()
    last = replace(report("Vesk", url=PAGE), published=None)
    ledger.add([read(last)])
    assert {look.judgement.id for look in ledger.looks()} == {event.id, toll.id}
    assert ledger.check() == ()


def test_what_the_report_tells_already_is_not_added_unless_a_value_tells_it_apart(filled: Ledger) -> None:
    with pytest.raises(JudgementError, match=f"already, as {TOLD.id}/e1"):
        filled.add_claim(TOLD.id, "event", at("Holm"), {"type": "attack"}, author="ana")
    filled.add_claim(TOLD.id, "event", at("farmers in Holm"), {"type": "attack", "date": "2024-02-05"}, author="ana")
    filled.judge(Decision.REJECT, f"{TOLD.id}/t1", author="ana")
    filled.add_claim(TOLD.id, "toll", at("12"), {"measure": "killed", "number": 12}, author="ana")
    assert len(filled.judged_reading(TOLD.id).tolls) == 1, "what was rejected is not there already"
    add(filled, "toll", "13 farmers", measure="killed", number=13)
    with pytest.raises(JudgementConflict) as caught:
        add(filled, "toll", "13", "ben", measure="killed", number=13)
    assert (caught.value.author, caught.value.decision) == ("ana", "add")
    assert filled.check() == ()


@pytest.mark.parametrize(
    ("noun", "span", "values", "message"),
    [
        ("crime", (0, 5), {"type": "attack"}, "cannot be judged"),
        ("event", (0, 5), {}, "its type must be given"),
        ("event", (0, 5), {"type": "war"}, "one of government-regains-territory"),
        ("event", (0, 5), {"type": "attack", "colour": "red"}, "cannot be corrected"),
        ("event", (0, 99999), {"type": "attack"}, "no words stand at"),
        ("toll", (0, 5), {"measure": "killed"}, "number is missing"),
        ("toll", (0, 5), {"measure": "killed", "number": 12, "event": "e9"}, "has no event “e9”"),
        ("toll", (0, 5), {"measure": "killed", "number": 10**30}, "a number of people"),
        ("statement", (0, 5), {"act": "deny"}, "speaker is missing"),
        ("statement", (0, 5), {"act": "deny", "speaker": None}, "a statement has a speaker"),
        ("statement", (0, 5), {"act": "deny", "speaker": {**selected("Gunmen"), "end": 99}}, "does not have the words"),
    ],
)  # fmt: skip
def test_what_makes_no_claim_is_refused_and_leaves_no_trace(
    filled: Ledger, noun: str, span: tuple[int, int], values: dict[str, Any], message: str
) -> None:
    before = filled.journal()
    with pytest.raises(JudgementError, match=message):
        filled.add_claim(TOLD.id, noun, Span(*span), values, author="ana")
    assert (filled.judgements(), filled.journal()) == ((), before)


def test_what_a_person_selects_is_the_evidence(filled: Ledger) -> None:
    second = TOLD.text.split("\n")[1]
    place, number, farmers = selected("Tarn"), selected("13"), selected("farmers")

    def correct(claim: str, field: str, value: str) -> None:
        filled.judge(Decision.CORRECT, f"{TOLD.id}/{claim}", author="ana", field=field, value=value)

    correct("e1", "evidence", json.dumps([place]))
    correct("e1", "targets", json.dumps([farmers]))
    correct("e1", "date", json.dumps({"date": "2024-02-04", **place}))
    correct("t1", "number", json.dumps(number))
    correct("s1", "sentence", json.dumps(place))
    judged = filled.judged_reading(TOLD.id)
    event, toll = judged.events[0], judged.tolls[0]
    assert [judged.words(span) for span in event.evidence] == [second]
    assert [role.span for role in event.targets] == [at("farmers")]
    assert event.date is not None
    assert event.date.span == at("Tarn")
    assert (toll.quantity.low, toll.quantity.span) == (13, at("13"))
    assert judged.words(toll.sentence) == second, "the number's sentence is its evidence"
    assert judged.words(judged.statements[0].sentence) == second
    wrong: list[dict[str, Any]] = [
        {"begin": 0, "end": 4},
        {"end": 10**9},
        {"begin": "x"},
        {"words": "", "begin": 3, "end": 3},
    ]
    for each in wrong:
        with pytest.raises(JudgementError, match="words"):
            correct("e1", "places", json.dumps([{**place, **each}]))
    assert filled.check() == ()


def test_a_toll_is_put_to_another_event_and_back_to_none(filled: Ledger) -> None:
    filled.add([numbered_from(read(TOLD), 1)])
    made = filled.judge(Decision.CORRECT, f"{TOLD.id}/t1", author="ana", field="event", value='"e2"')
    assert filled.judged_reading(TOLD.id).tolls[0].event == "e2"
    filled.add([numbered_from(read(TOLD), 7)])
    assert filled.judged_reading(TOLD.id).tolls[0].event == "e8", "it is the event that is meant, not its number"
    assert filled.value_of(made) == '"e8"'
    filled.judge(Decision.CORRECT, f"{TOLD.id}/t7", author="ana", field="event", value="null")
    assert filled.judged_reading(TOLD.id).tolls[0].event is None


def test_nothing_is_decided_over_another_s_head_unseen(filled: Ledger) -> None:
    claim = f"{TOLD.id}/e1"
    assert filled.last_seen(TOLD.id) is None
    first = filled.judge(Decision.ACCEPT, claim, author="ana", seen=None)
    assert filled.last_seen(TOLD.id) == first.id
    with pytest.raises(JudgementConflict) as caught:
        filled.judge(Decision.REJECT, claim, author="ben", seen=None)
    assert (caught.value.author, caught.value.decision, caught.value.judgement) == ("ana", "accept", first.id)
    assert caught.value.made == first.made
    filled.judge(Decision.CORRECT, claim, author="ben", field="type", value='"mob-violence"', seen=first.id)
    filled.judge(Decision.CORRECT, claim, author="ana", field="status", value='"claimed"', seen=first.id)
    with pytest.raises(JudgementConflict, match="ben has decided since \\(correct type to "):
        filled.judge(Decision.CORRECT, claim, author="ana", field="type", value='"attack"', seen=first.id)
    filled.judge(Decision.ACCEPT, f"{TOLD.id}/t1", author="ana", seen=first.id)
    with pytest.raises(JudgementError, match="has no judgement 0000"):
        filled.judge(Decision.ACCEPT, claim, author="ana", seen="0000")
    last = filled.last_seen(TOLD.id)
    made = filled.judge(Decision.REJECT, claim, author="ben", seen=last)
    filled.undo(made.id, author="ben")
    with pytest.raises(JudgementConflict):
        filled.judge(Decision.ACCEPT, claim, author="ana", seen=last)
    with pytest.raises(JudgementConflict, match="is out of force"):
        filled.undo(made.id, author="ana")


def test_two_who_pair_the_same_events_see_each_other(filled: Ledger) -> None:
    one, other = f"{TOLD.id}/e1", f"{OTHER.id}/e1"
    filled.judge(Decision.SAME, one, other=other, author="ana", seen=None)
    with pytest.raises(JudgementConflict):
        filled.judge(Decision.DIFFERENT, other, other=one, author="ben", seen=None)
    filled.judge(Decision.ACCEPT, one, author="ben", seen=None)


_NOUNS = st.sampled_from(
    [
        ("event", {"type": "attack"}),
        ("event", {"type": "looting-property-destruction", "weapons": []}),
        ("toll", {"measure": "injured", "number": "at least 3"}),
        ("toll", {"measure": "missing", "number": None, "event": "e1"}),
        ("statement", {"act": "deny", "speaker": "Gunmen", "event": "e1"}),
    ]
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_NOUNS, st.integers(0, 150), st.integers(1, 60)), min_size=1, max_size=4), st.integers(1, 9))
def test_whatever_is_added_stands_survives_and_can_be_taken_back(
    fresh: Callable[[], str], wanted: list[tuple[tuple[str, dict[str, Any]], int, int]], first: int
) -> None:
    with Ledger.open(fresh()) as ledger:
        ledger.add([read(TOLD)])
        before, made = derived(ledger), []
        for (noun, values), begin, length in wanted:
            try:
                made.append(ledger.add_claim(TOLD.id, noun, Span(begin, begin + length), values, author="ana"))
            except JudgementError:
                continue  # no words, or told there already
        names = [ledger.claim_of(each) for each in made]
        assert len(set(names)) == len(names)
        assert None not in names
        assert ledger.check() == ()
        ledger.add([numbered_from(read(TOLD), first)])
        ledger.add([replace(read(TOLD), reader_id="the first again")])
        assert [ledger.claim_of(each) for each in made] == names
        assert ledger.looks() == ()
        ledger.undo_all([each.id for each in made], author="ana")
        assert derived(ledger) == before
        assert ledger.check() == ()


def test_a_measure_is_kept_by_its_words(filled: Ledger) -> None:
    filled.add_claim(TOLD.id, "toll", at("killed 13 farmers"), {"measure": "killed", "number": 13}, author="ana")
    toll = filled.judged_reading(TOLD.id).tolls[-1]
    assert (toll.measure, toll.quantity.low) == (Measure.KILLED, 13)
    assert filled.judged_reading(TOLD.id).words(toll.quantity.whole) == "13"
