"""What becomes of each figure, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sayso.incidents.counted import apart, classes, counted
from sayso.incidents.cues import order
from sayso.incidents.reconcile import reconcile
from sayso.model.account import Account
from sayso.model.claim import Measure
from sayso.model.dates import Precision
from sayso.model.incident import Estimate, TollRule
from sayso.model.place import PlacePrecision
from tests.incidents.by_hand import Paper

DAY = date(2024, 5, 1)
TOWN = ("Eastport", PlacePrecision.TOWN, "KE")


def one(accounts: list[Account], rule: TollRule = TollRule.UCDP_SPAN, who: str | None = None) -> Estimate:
    (found,) = [e for e in reconcile(accounts, rule) if (e.measure, e.who, e.where) == (Measure.KILLED, who, ())]
    return found


def why(estimate: Estimate, words: str) -> str:
    (found,) = {w.why for w in estimate.figures if w.figure.words == words}
    return found


def counted_words(estimate: Estimate) -> list[str]:
    return [weighed.figure.words for weighed in estimate.figures if weighed.counted]


def test_a_part_is_not_added_to_its_total() -> None:
    paper = Paper("r1", "Example News", DAY).tells("The mayor said 12 people were killed, 5 of them in a school.")
    paper.figure("12", 12, by="the mayor").figure("5", 5, by="the mayor", part_of="r1/t1")
    found = one([paper.account(DAY, places=[TOWN])])
    assert (found.low, found.best, found.high) == (12, 12, 12)
    assert why(found, "5") == "a part of “12”: not added to it"


def test_a_class_within_the_total_is_not_added_and_has_its_own_estimate() -> None:
    paper = Paper("r1", "Example News", DAY).tells("The mayor said 12 people and that 3 children were killed.")
    paper.figure("12", 12, by="the mayor", who="people").figure("3", 3, by="the mayor", who="children")
    accounts = [paper.account(DAY, places=[TOWN])]
    assert one(accounts).best == 12
    assert one(accounts, who="children").best == 3


def test_classes_without_a_total_add_up() -> None:
    paper = Paper("r1", "Example News", DAY).tells("The mayor said 5 soldiers and 3 civilians were killed.")
    paper.figure("5", 5, by="the mayor", who="soldiers").figure("3", 3, by="the mayor", who="civilians")
    accounts = [paper.account(DAY, places=[TOWN])]
    assert (one(accounts).best, one(accounts, who="civilians").best) == (8, 3)


def test_classes_that_may_overlap_do_not_add_up() -> None:
    paper = Paper("r1", "Example News", DAY).tells("The mayor said 9 civilians were killed, and 4 women.")
    paper.figure("9", 9, by="the mayor", who="civilians").figure("4", 4, by="the mayor", who="women")
    found = one([paper.account(DAY, places=[TOWN])])
    assert found.best == 9
    assert "may be counted within" in why(found, "4")


@pytest.mark.parametrize(("first", "second"), [(18, 23), (23, 18)])
def test_a_later_figure_supersedes_also_downward(first: int, second: int) -> None:
    accounts = []
    for at, number in enumerate((first, second)):
        paper = Paper(f"r{at}", f"Outlet {at}", date(2024, 5, 1 + at))
        paper.tells(f"The mayor said {number} people were killed.").figure(str(number), number, by="the mayor")
        accounts.append(paper.account(DAY, places=[TOWN]))
    found = one(accounts)
    assert (found.low, found.best, found.high) == (second, second, second)
    assert why(found, str(first)) == f"superseded by its own “{second}” of 2024-05-02"


def test_an_outlet_that_repeats_an_old_figure_does_not_bring_it_back() -> None:
    accounts = []
    for at, number in enumerate((18, 23, 18)):
        paper = Paper(f"r{at}", f"Outlet {at}", date(2024, 5, 1 + at))
        paper.tells(f"The mayor said {number} people were killed.").figure(str(number), number, by="the mayor")
        accounts.append(paper.account(DAY, places=[TOWN]))
    assert one(accounts).best == 23


def test_reports_of_unknown_day_supersede_nothing() -> None:
    accounts = []
    for at, number in enumerate((18, 23)):
        paper = Paper(f"r{at}", f"Outlet {at}", None)
        paper.tells(f"The mayor said {number} people were killed.").figure(str(number), number, by="the mayor")
        accounts.append(paper.account(DAY, places=[TOWN]))
    found = one(accounts)
    assert (found.low, found.high) == (18, 23)
    assert "none known to be the later" in why(found, "18")


def test_an_own_voice_that_repeats_a_speaker_is_no_second_voice() -> None:
    paper = Paper("r1", "Example News", DAY).tells("A blast killed 12 people.").figure("12", 12)
    paper.tells("The mayor put the dead at 12.").figure("12", 12, by="the mayor")
    other = Paper("r2", "Other News", DAY).tells("A blast killed 20 people.").figure("20", 20)
    found = one([paper.account(DAY, places=[TOWN]), other.account(DAY, places=[TOWN])], TollRule.MAJORITY)
    assert (found.low, found.best, found.high) == (12, None, 20)


def test_copies_of_one_text_are_one_voice() -> None:
    accounts = []
    for at in range(3):
        paper = Paper(f"r{at}", f"Outlet {at}", DAY).tells("A blast killed 12 people.").figure("12", 12)
        accounts.append(paper.account(DAY, places=[TOWN]))
    other = Paper("r9", "Other News", DAY).tells("A blast killed 20 people.").figure("20", 20)
    accounts.append(other.account(DAY, places=[TOWN]))
    assert one(accounts, TollRule.MAJORITY).best == 12
    found = reconcile(accounts, TollRule.MAJORITY, copies={"r1": "r0", "r2": "r1"})
    assert (found[0].low, found[0].best, found[0].high) == (12, None, 20)


def test_a_figure_for_several_countries_stays_with_the_group() -> None:
    here = Paper("r1", "Example News", DAY).tells("The mayor said 12 people were killed in Eastport.")
    here.figure("12", 12, by="the mayor")
    both = Paper("r2", "Other News", DAY).tells("The quake killed 39 people in Kenya and Somalia.").figure("39", 39)
    accounts = [here.account(DAY, places=[TOWN]), both.account(DAY, countries=("KE", "SO"))]
    found = one(accounts)
    assert found.best == 12
    assert why(found, "39") == "told for Kenya and Somalia together: stays with the group"


def test_a_figure_for_a_longer_time_stays_with_the_group() -> None:
    paper = Paper("r1", "Example News", DAY).tells("The mayor said 12 people were killed.")
    paper.figure("12", 12, by="the mayor")
    paper.tells("At least 900 have been killed since the war began, she said.").figure("900", 900, by="the mayor")
    found = one([paper.account(DAY, places=[TOWN])])
    assert found.best == 12
    assert "longer time" in why(found, "900")


def test_a_month_beside_a_day_stays_with_the_group() -> None:
    day = Paper("r1", "Example News", DAY).tells("A blast killed 12 people.").figure("12", 12)
    month = Paper("r2", "Other News", DAY).tells("Blasts killed 90 people in May.").figure("90", 90)
    accounts = [day.account(DAY, places=[TOWN])]
    accounts.append(replace(month.account(DAY, places=[TOWN]), precision=Precision.MONTH))
    assert counted_words(one(accounts)) == ["12"]


def test_two_countries_of_one_place_are_not_added() -> None:
    accounts = []
    for at, (name, code) in enumerate((("Kenya", "KE"), ("Somalia", "SO"))):
        paper = Paper(f"r{at}", f"Outlet {at}", DAY).tells(f"A blast in {name} killed 3 people.").figure("3", 3)
        accounts.append(paper.account(DAY, places=[(name, PlacePrecision.COUNTRY, code)]))
    assert one(accounts).best == 3


def test_a_town_that_another_report_places_tells_the_country() -> None:
    both = Paper("r1", "Example News", DAY).tells("The mayor said 16 people were killed in Eastport.")
    both.figure("16", 16, by="the mayor").tells("In Somalia 23 were killed, the army said.").figure("23", 23, by="army")
    town = Paper("r2", "Other News", DAY).tells("A raid on Eastport.").account(DAY, places=[TOWN])
    accounts = [both.account(DAY, places=[("Somalia", PlacePrecision.COUNTRY, "SO")]), town]
    assert one(accounts).best == 39
    assert {e.where: e.best for e in reconcile(accounts)} == {(): 39, ("KE",): 16, ("SO",): 23}


def test_dozens_stay_dozens_save_for_acled() -> None:
    paper = Paper("r1", "Example News", DAY).tells("Dozens were killed.").figure("Dozens", None)
    accounts = [paper.account(DAY, places=[TOWN])]
    found = one(accounts)
    assert (found.low, found.best, found.high) == (None, None, None)
    assert why(found, "Dozens") == "no number: kept as said"
    assert one(accounts, TollRule.ACLED_LOWEST).best == 12


def test_casualties_stay_ambiguous() -> None:
    paper = Paper("r1", "Example News", DAY).tells("The mayor spoke of 12 casualties.")
    paper.figure("12", 12, Measure.CASUALTIES, by="the mayor")
    found = reconcile([paper.account(DAY, places=[TOWN])])
    assert [estimate.measure for estimate in found] == [Measure.CASUALTIES]


def test_nothing_told_gives_no_estimate() -> None:
    assert reconcile([Paper("r1").tells("A blast.").account(DAY)]) == ()


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("members of armed groups backed by Iran", "fighters"),
        ("American service members", "security forces"),
        ("Iraqi police officers", "security forces"),
        ("people", None),
        (None, None),
        ("fighters and medics", None),
        ("schoolchildren", "children"),
        ("ordinary people", "civilians"),
    ],
)
def test_who_is_counted(who: str | None, expected: str | None) -> None:
    assert counted(who) == expected


def test_classes_that_share_nobody_are_apart() -> None:
    assert apart("fighters", "civilians")
    assert not apart("children", "civilians")
    assert not apart("women", "fighters")
    assert classes("fighters and medics") == ("fighters", "medical staff")


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("Hours earlier the command had put the injured at 25.", "25", -1),
        ("The toll rose from 18 to 23.", "18", -1),
        ("The toll rose from 18 to 23.", "23", 1),
        ("It has raised its count to at least 23.", "23", 1),
        ("In the morning it had counted 18.", "18", -1),
        ("It said that 16 were killed.", "16", 0),
    ],
)
def test_words_that_tell_which_figure_is_the_later(words: str, number: str, expected: int) -> None:
    assert order(words, words.index(number)) == expected
