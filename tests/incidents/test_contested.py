"""What is contested, and what is not, and the grade that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sayso.incidents.derive import derive
from sayso.model.account import Account
from sayso.model.claim import Act
from sayso.model.event import EventType, Status
from sayso.model.incident import Contested, Grade, Incident
from sayso.model.place import PlacePrecision
from tests.incidents.by_hand import Paper

DAY = date(2024, 5, 1)
TOWN = ("Eastport", PlacePrecision.TOWN, "KE")


def points(incident: Incident) -> dict[str, Contested]:
    return {point.fact: point for point in incident.contested}


def voices(point: Contested) -> list[str]:
    return [side.voice for side in point.sides]


def paper(at: int, words: str = "A blast hit Eastport.") -> Paper:
    return Paper(f"r{at}", f"Outlet {at}", DAY).tells(words)


def test_two_parties_who_both_claim_it() -> None:
    one = paper(1, "The Alpha Front claimed it.").says(Act.CLAIM_RESPONSIBILITY, "Alpha Front")
    two = paper(2, "The Beta Front claimed it.").says(Act.CLAIM_RESPONSIBILITY, "Beta Front")
    found = derive([one.account(DAY, claimed_by=["Alpha Front"]), two.account(DAY, claimed_by=["Beta Front"])])
    point = points(found)["perpetrator"]
    assert voices(point) == ["Alpha Front", "Beta Front"]
    assert point.sides[0].words == "The Alpha Front claimed it."
    assert found.grade is Grade.CONTESTED


def test_two_parties_accused_by_each_other() -> None:
    one = paper(1, "The Alpha Front blamed the Beta Front.").says(Act.ACCUSE, "Alpha Front", "Beta Front")
    two = paper(2, "The Beta Front blamed the Alpha Front.").says(Act.ACCUSE, "Beta Front", "Alpha Front")
    found = derive([one.account(DAY), two.account(DAY)])
    assert set(voices(points(found)["perpetrator"])) == {"Alpha Front", "Beta Front"}


def test_two_names_in_a_clash_are_no_dispute() -> None:
    told = ((1, "Alpha Front"), (2, "Beta Front"))
    accounts = [paper(at).account(DAY, kind=EventType.ARMED_CLASH, by=[name]) for at, name in told]
    assert points(derive(accounts)) == {}


def test_a_description_is_no_second_perpetrator() -> None:
    one = paper(1, "The mayor blamed gunmen.").says(Act.ACCUSE, "the mayor", "gunmen")
    two = paper(2, "The Beta Front claimed it.").says(Act.CLAIM_RESPONSIBILITY, "Beta Front")
    assert points(derive([one.account(DAY), two.account(DAY)])) == {}


def test_a_denial_that_it_happened() -> None:
    told = paper(1, "A blast killed 3.").figure("3", 3)
    denied = paper(2, "The army said no such attack took place.").says(Act.DENY, "the army")
    found = derive([told.account(DAY), denied.account(DAY, status=Status.DENIED)])
    assert voices(points(found)["occurrence"]) == ["army", "Outlet 1"]


def test_another_denial_is_not_about_the_event() -> None:
    one = paper(1, "The minister denied that he was told beforehand.").says(Act.DENY, "the minister")
    assert points(derive([one.account(DAY)])) == {}


@pytest.mark.parametrize(
    ("first", "second", "is_contested"),
    [
        ((12, 12), (20, 20), True),
        ((12, None), (20, 20), False),
        ((20, None), (12, 12), True),
        ((10, 15), (12, 12), False),
        ((None, 40), (50, None), True),
        ((None, None), (20, 20), False),
    ],
)
def test_figures_that_share_no_number(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None], is_contested: bool
) -> None:
    accounts: list[Account] = []
    for at, (low, high) in enumerate((first, second)):
        told = paper(at, f"Party {at} counted 7 dead.").figure("7", low, by=f"Party {at}", high=high)
        accounts.append(told.account(DAY, places=[TOWN]))
    assert ("killed" in points(derive(accounts))) is is_contested


def test_superseded_figures_contest_nothing() -> None:
    early = Paper("r1", "Outlet 1", date(2024, 5, 1)).tells("The mayor counted 7.").figure("7", 7, by="the mayor")
    late = Paper("r2", "Outlet 2", date(2024, 5, 2)).tells("The mayor counted 9.").figure("9", 9, by="the mayor")
    assert points(derive([early.account(DAY), late.account(DAY)])) == {}


def test_the_same_dead_called_civilians_and_fighters() -> None:
    one = paper(1, "The mayor said 7 villagers were killed.").figure("7", 7, by="the mayor", who="villagers")
    two = paper(2, "The army said 7 militants were killed.").figure("7", 7, by="the army", who="militants")
    found = derive([one.account(DAY, places=[TOWN]), two.account(DAY, places=[TOWN])])
    assert voices(points(found)["who was killed"]) == ["mayor", "army"]


def test_what_all_of_the_dead_are_said_to_be_is_heard() -> None:
    one = paper(1, "The mayor said 7 people were killed, civilians among them.").figure("7", 7, by="the mayor")
    two = paper(2, "The army said that all of the 7 people killed there were militants.").figure("7", 7, by="the army")
    found = derive([one.account(DAY, places=[TOWN]), two.account(DAY, places=[TOWN])])
    assert voices(points(found)["who was killed"]) == ["mayor", "army"]


def test_countries_that_a_report_tells_together_are_no_rivals() -> None:
    kenya, somalia = ("Kenya", PlacePrecision.COUNTRY, "KE"), ("Somalia", PlacePrecision.COUNTRY, "SO")
    one = paper(1, "A raid in Kenya.").account(DAY, places=[kenya])
    two = paper(2, "A raid in Somalia.").account(DAY, places=[somalia])
    both = replace(paper(3, "A raid in both.").account(DAY), countries=("KE", "SO"))
    assert "place" not in points(derive([one, two, both]))


def test_the_side_of_a_border_where_a_figure_was_counted_moves_nothing() -> None:
    said = paper(1, "On the Kenyan side of the border 4 were killed, the mayor said.").figure("4", 4, by="the mayor")
    counted = said.says(Act.ASSERT, "the mayor").account(DAY, places=[TOWN])
    assert "place" not in points(derive([counted]))
    moved = paper(2, "The blast was across the border, the mayor said.").says(Act.ASSERT, "the mayor")
    assert "place" in points(derive([counted, moved.account(DAY, places=[TOWN])]))


def test_places_in_two_countries() -> None:
    one = paper(1, "A blast in Kenya.").account(DAY, places=[("Kenya", PlacePrecision.COUNTRY, "KE")])
    two = paper(2, "A blast in Somalia.").account(DAY, places=[("Somalia", PlacePrecision.COUNTRY, "SO")])
    point = points(derive([one, two]))["place"]
    assert point.why == "placed in Kenya or Somalia"
    assert [side.words for side in point.sides] == ["A blast in Kenya.", "A blast in Somalia."]


def test_grades() -> None:
    plain = paper(1, "A blast killed 3 people.").figure("3", 3, who="people")
    assert derive([plain.account(DAY)]).grade is Grade.WEAK
    two = [paper(at, "A blast killed 3.").figure("3", 3).account(DAY, by=["Alpha Front"]) for at in (1, 2)]
    assert derive(two).grade is Grade.FAIR
    nobody = [paper(at, "A blast killed 3.").figure("3", 3).account(DAY) for at in (1, 2)]
    assert derive(nobody).grade is Grade.WEAK
    claimed = paper(1, "A blast killed 3.").figure("3", 3).account(DAY, claimed_by=["Alpha Front"])
    assert derive([claimed]).grade is Grade.CONFIRMED
    alone = derive([replace(claimed, status=Status.CLAIMED)])
    assert (alone.grade, alone.grade_why) == (Grade.WEAK, "told only as the claim of Alpha Front")
    third = paper(3, "A blast killed 3.").figure("3", 3).account(DAY, claimed_by=["Alpha Front"])
    assert derive([replace(third, status=Status.CLAIMED), *nobody]).grade is Grade.CONFIRMED
    soldiers = paper(1, "A blast killed 3 soldiers.").figure("3", 3, who="soldiers")
    assert derive([soldiers.account(DAY, claimed_by=["Alpha Front"])]).grade is Grade.DISCOUNTED


@pytest.mark.parametrize("who", ["soldiers", "militants"])
def test_fighters_of_both_sides_are_graded_alike(who: str) -> None:
    told = paper(1, f"A strike killed 3 {who}.").figure("3", 3, who=who)
    found = derive([told.account(DAY, by=["Alpha Front"])])
    assert (found.grade, "no harm to civilians" in found.grade_why) == (Grade.DISCOUNTED, True)
