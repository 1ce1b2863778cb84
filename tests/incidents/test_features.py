from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.blocking import keys
from sayso.incidents.features import FEATURES, VETO, signs
from sayso.incidents.pool import KEEP
from sayso.incidents.profile import profile, shares
from sayso.incidents.score import BIAS, compare, weights
from sayso.model.account import Account
from tests.incidents.build import account, killed, place

DAY = date(2024, 2, 2)


def _signs(one: Account, other: Account) -> dict[str, float]:
    return {sign.name: sign.value for sign in signs(profile(one), profile(other))}


def test_every_weight_is_on_its_feature_s_side() -> None:
    table = weights()
    assert set(table) == {BIAS} | {feature.name for feature in FEATURES}
    for feature in FEATURES:
        assert table[feature.name] * feature.prior >= 0, feature.name


def test_what_is_unknown_is_no_disagreement() -> None:
    told = account("a", day=DAY, published=DAY, where=("Marib",), perpetrators=("Red Front",), figures=(killed(3),))
    against = {feature.name for feature in FEATURES if feature.prior < 0}
    assert not against & set(_signs(told, account("b")))


def test_contradicting_claims_do_not_lower_the_score() -> None:
    one = account("a", day=DAY, where=("Marib",), perpetrators=("Red Front",), figures=(killed(3),))
    same = account("b", day=DAY, where=("Marib",))
    other = account("b", day=DAY, where=("Marib",), perpetrators=("Blue Guard",), figures=(killed(40),))
    assert compare(one, other).score >= compare(one, same).score


def test_the_same_day_and_place_speak_louder_than_another_day() -> None:
    one = account("a", day=DAY, where=("Marib",))
    near = compare(one, account("b", day=DAY, where=("Marib",))).score
    far = compare(one, account("b", day=DAY + timedelta(40), where=("Goma",))).score
    assert near > far


def test_a_month_is_no_day() -> None:
    exact = account("a", day=DAY)
    assert "same day" in _signs(exact, account("b", day=DAY))
    assert "days apart" in _signs(exact, account("b", day=DAY + timedelta(9)))


def test_reasons_are_in_words() -> None:
    tie = compare(account("b", day=DAY, where=("Marib",)), account("a", day=DAY, where=("Marib",)))
    assert (tie.one, tie.other) == ("a/e1", "b/e1")
    assert any("2024-02-02" in reason for reason in tie.reasons)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_accounts_a_day_apart_at_one_place_meet(days: int) -> None:
    one, other = account("a", day=DAY, where=("Goma",)), account("b", day=DAY + timedelta(days), where=("Goma",))
    assert keys(profile(one)) & keys(profile(other))


def test_a_place_or_a_day_alone_is_no_key() -> None:
    one, other = account("a", day=DAY, where=("Goma",)), account("b", day=DAY + timedelta(9), where=("Goma",))
    assert not keys(profile(one)) & keys(profile(other))
    assert not keys(profile(account("a", day=DAY))) & keys(profile(account("b", day=DAY)))


def test_shares_are_shares() -> None:
    assert all(0 <= nats < 8 for nats in shares().values())


_TEXT = st.text(max_size=60)
_ACCOUNTS = st.builds(
    lambda words, title, names, day, where: account("r", words=words, title=title, names=names, day=day, where=where),
    _TEXT,
    st.none() | _TEXT,
    st.tuples(_TEXT, _TEXT),
    st.none() | st.dates(date(1, 1, 2), date(9999, 12, 30)),
    st.sampled_from(((), ("Marib",), ("\x00=1+1",), ("Marib", "Idlib"))),
)


@settings(max_examples=50, deadline=None)  # the first example loads tables
@given(_ACCOUNTS, _ACCOUNTS)
def test_a_score_is_a_likelihood_and_the_same_from_both_sides(one: Account, other: Account) -> None:
    for sign in signs(profile(one), profile(other)):
        assert 0 < sign.value <= 1
        assert sign.why()
    tie = compare(one, other)
    assert 0 <= tie.score <= 1
    assert compare(other, one).score == tie.score
    assert not math.isnan(tie.score)
    assert all(len(key) <= 100 for key in keys(profile(one)))


def test_places_without_a_name_make_no_key() -> None:
    odd = place("…")
    assert odd.name == "…"
    assert keys(profile(account("r", where=("…",), day=DAY))) == frozenset()


def _shooting(report: str, day: date, where: str) -> Account:
    """What is told in the very same words, title and names, wherever and whenever it was."""
    words, names = "Gunmen led by Hadi Mansour shot 12 at Al-Zuhra Street.", ("Hadi Mansour", "Al-Zuhra Street")
    return account(report, day=day, where=(where,), title="Twelve shot dead", words=words, names=names)


def test_no_likeness_bridges_another_day_elsewhere() -> None:
    tie = compare(_shooting("a", DAY, "Marib"), _shooting("b", DAY + timedelta(9), "Goma"))
    assert tie.score == 0
    assert tie.reasons[0].startswith("cannot be one: 9 days apart (2024-02-02, 2024-02-11) and ")


def test_all_that_speaks_for_two_accounts_weighs_less_than_another_day_elsewhere() -> None:
    table = weights()
    assert table["another day elsewhere"] == VETO
    assert sum(weight for weight in table.values() if weight > 0) + table[BIAS] + VETO < math.log(KEEP / (1 - KEEP))


@pytest.mark.parametrize("days", [None, 3])
def test_an_unknown_or_a_near_day_excludes_nothing(days: int | None) -> None:
    day = None if days is None else DAY + timedelta(days)
    found = _signs(account("a", day=DAY, where=("Marib",)), account("b", day=day, where=("Goma",)))
    assert "another day elsewhere" not in found


def test_a_place_that_the_other_account_names_may_be_misread_and_excludes_nothing() -> None:
    one = account("a", day=DAY, where=("Marib",))
    other = account("b", day=DAY + timedelta(9), where=("Goma",), words="The shooting in Marib, said a Goma court.")
    assert "another day elsewhere" not in _signs(one, other)
    assert "another day elsewhere" in _signs(one, account("b", day=DAY + timedelta(9), where=("Goma",)))


def test_two_days_at_one_place_may_be_one_misdated_event() -> None:
    found = _signs(account("a", day=DAY, where=("Marib",)), account("b", day=DAY + timedelta(9), where=("Marib",)))
    assert "another day elsewhere" not in found
