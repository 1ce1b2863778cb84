from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.incidents.cluster import clusters
from sayso.incidents.judged import Judged
from sayso.model.incident import Tie

IDS = ("a", "b", "c", "d", "e", "f")
MEMBERS = {one: f"report {one}" for one in IDS}


def _tie(one: str, other: str, score: float) -> Tie:
    return Tie(min(one, other), max(one, other), score, ())


def test_a_chain_of_likely_pairs_does_not_hold_unlikely_ends_together() -> None:
    ties = [_tie("a", "b", 0.9), _tie("b", "c", 0.6), _tie("c", "d", 0.9)]
    groups, _ = clusters({one: one for one in "abcd"}, ties)
    assert groups == (("a", "b"), ("c", "d"))


def test_equal_scores_are_settled_by_account_id() -> None:
    ties = [_tie("b", "c", 0.8), _tie("a", "b", 0.8)]
    assert clusters({one: one for one in "abc"}, ties)[0] == (("a", "b"), ("c",))


def test_a_report_that_tells_an_event_twice_does_not_keep_it_apart() -> None:
    ties = [_tie("a", "c", 0.8), _tie("b", "c", 0.8)]
    groups, _ = clusters({"a": "one", "b": "one", "c": "other"}, ties)
    assert groups == (("a", "b", "c"),)


def test_same_joins_and_different_parts() -> None:
    judged = [Judged("a", "c", same=True), Judged("a", "b", same=False)]
    groups, conflicts = clusters({one: one for one in "abc"}, [_tie("a", "b", 0.99)], judged)
    assert groups == (("a", "c"), ("b",))
    assert conflicts == ()


def test_judgements_that_cannot_all_hold_are_told() -> None:
    judged = [Judged("a", "b", same=True), Judged("b", "c", same=True), Judged("a", "c", same=False)]
    groups, (conflict,) = clusters({one: one for one in "abc"}, [], judged)
    assert groups == (("a", "b"), ("c",))
    assert (conflict.one, conflict.other, conflict.chain) == ("a", "c", ("a", "b", "c"))
    assert "different" in conflict.why


_PAIRS = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])
_TIES = st.dictionaries(_PAIRS, st.sampled_from((0.1, 0.5, 0.7, 0.9)))
_JUDGED = st.dictionaries(_PAIRS, st.booleans(), max_size=5)


@given(_TIES, _JUDGED, st.randoms())
def test_every_account_is_in_one_group_and_order_does_not_matter(
    ties: dict[tuple[str, str], float], judged: dict[tuple[str, str], bool], random: object
) -> None:
    given_ties = [Tie(a, b, score, ()) for (a, b), score in ties.items()]
    decided = [Judged(a, b, same) for (a, b), same in judged.items()]
    groups, conflicts = clusters(MEMBERS, given_ties, decided)
    assert sorted(one for group in groups for one in group) == sorted(IDS)
    for listed in (given_ties, decided):
        random.shuffle(listed)  # type: ignore[attr-defined]
    assert clusters(dict(reversed(MEMBERS.items())), given_ties, decided) == (groups, conflicts)
    where = {one: group for group in groups for one in group}
    for (a, b), same in judged.items():
        if not same:
            assert where[a] is not where[b]
        elif not conflicts and False not in judged.values():
            assert where[a] is where[b]
