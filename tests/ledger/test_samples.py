"""What the ledger makes of the sample reports, end to end: read, added, put together.

The facts are those that `tests.incidents.february` tells by hand; here they must be found in the reports' own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.intake import Failure, load
from sayso.ledger import Ledger
from sayso.model.claim import Act, Measure
from sayso.model.event import Status
from sayso.model.incident import Estimate, Grade, Incident
from sayso.reading import read

SAMPLES = Path(__file__).parents[2] / "samples"
NIGHT, STRIKES = date(2024, 1, 28), date(2024, 2, 2)


@pytest.fixture(scope="module")
def incidents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Incident, ...]]:
    reports = [one for one in load(str(SAMPLES)) if not isinstance(one, Failure)]
    assert len(reports) == 10
    with Ledger.open(str(tmp_path_factory.mktemp("samples") / "samples.db")) as ledger:
        ledger.add([read(report) for report in reports])
        yield tuple(ledger.incidents())


def on(incidents: tuple[Incident, ...], day: date) -> Incident:
    """The only incident dated to the day."""
    (found,) = [one for one in incidents if one.first == one.last == day]
    return found


@pytest.fixture
def tower(incidents: tuple[Incident, ...]) -> Incident:
    return on(incidents, NIGHT)


@pytest.fixture
def strikes(incidents: tuple[Incident, ...]) -> Incident:
    return on(incidents, STRIKES)


def estimate(incident: Incident, measure: Measure, *where: str) -> Estimate:
    (found,) = [e for e in incident.estimates if (e.measure, e.who, e.where) == (measure, None, where)]
    return found


def counted(told: Estimate) -> dict[tuple[str, int | None], bool]:
    """(speaker, number) → whether it counts still."""
    return {(one.voice, one.figure.low): one.counted for one in told.figures}


def facts(incident: Incident) -> set[str]:
    return {one.fact for one in incident.contested}


def test_every_report_tells_of_the_two_nights(tower: Incident, strikes: Incident) -> None:
    assert len({account.report for account in tower.accounts}) == 9
    assert len({account.report for account in strikes.accounts}) == 8


def test_the_strikes_answer_the_drone_attack(tower: Incident, strikes: Incident) -> None:
    assert ("retaliation", strikes.id, tower.id) in {(r.kind, r.incident, r.other) for r in strikes.relations}


def test_the_drone_attack_is_at_the_base_that_the_reports_name(tower: Incident) -> None:
    assert tower.place is not None
    assert (tower.place.name, tower.country) == ("Tower 22", "JO")


def test_three_claimed_attacks_stand_by_themselves(incidents: tuple[Incident, ...]) -> None:
    claimed = [one for one in incidents if one.status.value == "claimed"]
    assert {one.place.name for one in claimed if one.place} == {"Ain al-Asad", "al-Tanf", "Khadra"}
    assert {party.key for one in claimed for party in one.claimed_by} == {"islamic resistance in iraq"}


def test_central_commands_count_of_the_injured_grows(tower: Incident) -> None:
    injured = counted(estimate(tower, Measure.INJURED))
    assert injured["us central command", 34]
    assert not injured["us central command", 25]


def test_all_tell_three_killed_at_the_base(tower: Incident) -> None:
    killed = estimate(tower, Measure.KILLED)
    assert (killed.low, killed.best, killed.high) == (3, 3, 3)


def test_the_observatorys_count_of_the_dead_in_syria_grows(strikes: Incident) -> None:
    killed = counted(estimate(strikes, Measure.KILLED, "SY"))
    assert killed["syrian observatory for human rights", 23]
    assert not killed["syrian observatory for human rights", 18]


def test_the_governments_count_of_the_injured_grows(strikes: Incident) -> None:
    injured = counted(estimate(strikes, Measure.INJURED))
    assert injured["government:iq", 25]
    assert not injured["government:iq", 23]


def test_speakers_differ_on_the_injured(strikes: Incident) -> None:
    injured = estimate(strikes, Measure.INJURED)
    assert counted(injured)["popular mobilization forces", 36]
    assert (injured.best, injured.high) == (25, 36)
    assert "injured" in facts(strikes)


def test_the_dead_in_iraq_and_in_syria_add_up_to_the_total(strikes: Incident) -> None:
    assert estimate(strikes, Measure.KILLED, "IQ").best == 16
    assert estimate(strikes, Measure.KILLED, "SY").best == 23
    assert estimate(strikes, Measure.KILLED).best == 39
    assert "killed" not in facts(strikes)


def test_where_the_drone_struck_is_contested(tower: Incident) -> None:
    assert "place" in facts(tower)


def test_the_drone_attack_is_claimed_and_denied(tower: Incident) -> None:
    said = {(one.act, one.speaker.key) for account in tower.accounts for one in account.said}
    assert (Act.CLAIM_RESPONSIBILITY, "islamic resistance in iraq") in said
    assert (Act.DENY, "iran") in said
    assert "responsibility" in facts(tower)


def test_many_outlets_with_one_speaker_are_one_voice(tower: Incident) -> None:
    (command,) = [one for one in tower.voices if one.key == "us central command"]
    assert len(command.reports) >= 4


def test_who_struck_and_where_is_not_contested(strikes: Incident) -> None:
    """The United States and its Central Command are one side; Iraq and Syria are both told to have been struck."""
    assert not facts(strikes) & {"perpetrator", "place"}


def test_the_same_dead_are_called_civilians_and_fighters(strikes: Incident) -> None:
    assert "who was killed" in facts(strikes)


def test_a_deed_that_only_its_claimant_tells_is_weak(incidents: tuple[Incident, ...]) -> None:
    alone = [each for each in incidents if all(account.status is Status.CLAIMED for account in each.accounts)]
    assert len(alone) == 3
    assert {each.grade for each in alone} == {Grade.WEAK}
