from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.export import Chosen, event_types, material
from sayso.export.tolls import shares, toll
from sayso.model.claim import Measure
from sayso.model.event import EventType
from sayso.model.incident import TollRule
from tests.export.by_hand import ACCOUNT, estimates, incident, made


def test_incidents_stand_by_day_then_id_whatever_order_they_come_in() -> None:
    early, late = incident(id="b", first=date(2023, 1, 1)), incident(id="a")
    never = incident(id="0", first=None, last=None)
    assert material([never, late, early]).incidents == (early, late, never) == material([early, never, late]).incidents


@pytest.mark.parametrize(
    ("chosen", "there"),
    [
        (Chosen(), True),
        (Chosen(since=date(2024, 1, 28), until=date(2024, 1, 28)), True),
        (Chosen(since=date(2024, 1, 29)), False),
        (Chosen(until=date(2024, 1, 27)), False),
        (Chosen(countries=frozenset({"JO"})), True),
        (Chosen(countries=frozenset({"SY"})), False),
        (Chosen(types=frozenset({EventType.AIR_DRONE_STRIKE})), True),
        (Chosen(types=frozenset({EventType.GRENADE})), False),
    ],
)
def test_what_is_chosen(chosen: Chosen, there: bool) -> None:
    assert (incident() in chosen) is there


def test_an_incident_of_unknown_days_is_in_no_span_and_in_every_country_told() -> None:
    undated = incident(first=None, last=None)
    assert undated in Chosen()
    assert undated not in Chosen(since=date(1900, 1, 1))
    assert undated not in Chosen(until=date(2100, 1, 1))
    elsewhere = incident(accounts=(ACCOUNT, replace(ACCOUNT, countries=("SY",))))
    assert elsewhere in Chosen(countries=frozenset({"SY"}))


def test_kinds_of_event_by_any_of_their_names() -> None:
    assert event_types("air-drone-strike") == event_types("Air/drone strike") == {EventType.AIR_DRONE_STRIKE}
    assert len(event_types("battles")) == 3
    with pytest.raises(InputError, match="Battles"):
        event_types("no such")


@given(st.integers(0, 10_000), st.integers(1, 31))
def test_shares_add_up_and_are_even(total: int, parts: int) -> None:
    found = shares(total, parts)
    assert sum(found) == total
    assert len(found) == parts
    assert max(found) - min(found) <= 1


def test_a_toll_is_that_of_all_people_under_its_rule() -> None:
    told = incident(
        estimates=estimates(1, 2, 3, "civilians") + estimates(4, 5, 6) + estimates(7, 8, 9, None, Measure.INJURED)
    )
    found = toll(told, Measure.KILLED, TollRule.MAJORITY)
    assert found
    assert (found.low, found.best, found.high, found.rule) == (4, 5, 6, TollRule.MAJORITY)
    assert toll(told, Measure.MISSING, TollRule.MAJORITY) is None
    assert toll(incident(estimates=estimates(1, 2, 3, "civilians")), Measure.KILLED, TollRule.MAJORITY) is None


def test_words_are_the_reports_own() -> None:
    material_ = made(incident())
    assert material_.words(ACCOUNT.report, ACCOUNT.evidence[0]) == ACCOUNT.words[0]
    assert material_.words("no such", ACCOUNT.evidence[0]) is None
