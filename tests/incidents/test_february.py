"""All that a ledger must make of the founding example's two nights."""

from __future__ import annotations

import pytest

from sayso.incidents.derive import derive
from sayso.model.claim import Measure
from sayso.model.incident import Contested, Estimate, Incident, Relation, TollRule
from sayso.model.span import Span
from tests.incidents import february


@pytest.fixture(scope="module")
def tower() -> Incident:
    return derive(february.tower())


@pytest.fixture(scope="module")
def strikes() -> Incident:
    return derive(february.strikes())


def estimate(incident: Incident, measure: Measure, who: str | None = None, *where: str) -> Estimate:
    (found,) = [e for e in incident.estimates if (e.measure, e.who, e.where) == (measure, who, where)]
    return found


def fates(told: Estimate) -> dict[str, tuple[bool, str]]:
    return {f"{one.voice}: {one.figure.words}": (one.counted, one.why) for one in told.figures}


def point(incident: Incident, fact: str) -> Contested:
    (found,) = [one for one in incident.contested if one.fact == fact]
    return found


def test_two_incidents_and_the_relation_between_them() -> None:
    one, other = derive(february.tower()), derive(february.strikes())
    answer = Relation("retaliation", other.id, one.id, "r5", "a response to the killing of three soldiers", Span(0, 9))
    told = derive(february.strikes(), relations=[answer])
    assert one.id != told.id
    assert told.relations == (answer,)


def test_a_toll_that_grows_by_the_same_speaker_is_its_last(tower: Incident) -> None:
    injured = estimate(tower, Measure.INJURED)
    told = fates(injured)
    assert told["us central command: At least 34"][0]
    assert told["us central command: 25"] == (
        False,
        "superseded by its own “At least 34” of 2024-01-29",
    )
    assert (injured.low, injured.high) == (34, 40)


def test_the_words_tell_the_order_within_one_day(strikes: Incident) -> None:
    killed = fates(estimate(strikes, Measure.KILLED, None, "SY"))
    assert killed["syrian observatory for human rights: At least 23"][0]
    assert killed["syrian observatory for human rights: 18"][1].startswith("superseded by")
    injured = fates(estimate(strikes, Measure.INJURED))
    assert injured["government:iq: 23"][1].startswith("superseded by")
    assert injured["government:iq: 25"][0]


def test_speakers_who_differ_stand_side_by_side(strikes: Incident) -> None:
    injured = estimate(strikes, Measure.INJURED)
    assert (injured.low, injured.high) == (25, 36)
    sides = {side.voice for side in point(strikes, "injured").sides}
    assert sides == {"government of Iraq", "Popular Mobilization Units"}


def test_parts_add_up_to_the_total_and_are_no_contradiction(strikes: Incident) -> None:
    assert estimate(strikes, Measure.KILLED, None, "IQ").best == 16
    assert estimate(strikes, Measure.KILLED, None, "SY").best == 23
    killed = estimate(strikes, Measure.KILLED)
    assert (killed.low, killed.best, killed.high) == (39, 39, 39)
    assert fates(killed)["outlet:crossroads wire: 39"][0]
    assert [one for one in strikes.contested if one.fact == "killed"] == []


def test_the_same_dead_are_called_civilians_and_fighters(strikes: Incident) -> None:
    sides = {side.voice for side in point(strikes, "who was killed").sides}
    assert sides == {"government of Iraq", "Iran-backed groups"}


def test_the_place_is_contested(tower: Incident) -> None:
    sides = point(tower, "place").sides
    assert sides[0].voice == "government of Jordan"
    assert "across the border" in sides[0].words
    assert tower.place is not None
    assert (tower.place.name, tower.country) == ("Tower 22", "JO")


def test_responsibility_is_claimed_denied_and_called_unclaimed(tower: Incident) -> None:
    denied = [side.voice for side in point(tower, "responsibility").sides]
    assert denied[0] == "government of Iran"
    assert "Islamic Resistance in Iraq" in denied
    unclaimed = [side.voice for side in point(tower, "claim").sides]
    assert unclaimed == ["Islamic Resistance in Iraq", "Agence France-Presse"]
    assert [party.name for party in tower.claimed_by] == ["Islamic Resistance in Iraq"]


def test_many_outlets_with_one_speaker_are_one_voice(tower: Incident) -> None:
    (voice,) = [voice for voice in tower.voices if voice.key == "us central command"]
    assert (voice.name, voice.own, voice.outlets) == ("US Central Command", False, ("Harbour Post", "Lowland Courier"))
    assert len(tower.outlets) == 4


def test_the_deaths_that_all_tell_are_told_once(tower: Incident) -> None:
    killed = estimate(tower, Measure.KILLED)
    assert (killed.low, killed.best, killed.high) == (3, 3, 3)


@pytest.mark.parametrize("rule", TollRule)
def test_every_rule_gives_the_dead_of_both_nights(rule: TollRule) -> None:
    best = None if rule is TollRule.AIRWARS_RANGE else 3
    told = estimate(derive(february.tower(), rule=rule), Measure.KILLED)
    assert (told.low, told.best, told.high) == (3, best, 3)
    both = estimate(derive(february.strikes(), rule=rule), Measure.KILLED)
    assert both.low == 39
