"""Who really speaks."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.incidents.derive import derive
from sayso.model.account import Account
from sayso.model.claim import Act
from sayso.model.incident import Incident
from tests.incidents.by_hand import Paper

DAY = date(2024, 5, 1)


def keys(incident: Incident) -> list[str]:
    return [voice.key for voice in incident.voices]


def test_ten_outlets_that_quote_one_ministry_are_one_voice() -> None:
    accounts = []
    for at in range(10):
        paper = Paper(f"r{at}", f"Outlet {at}", DAY).tells("The health ministry said 12 people were killed.")
        accounts.append(paper.figure("12", 12, by="health ministry").account(DAY))
    found = derive(accounts)
    assert (found.independent, len(found.outlets)) == (1, 10)
    assert found.voices[0].outlets == tuple(f"Outlet {at}" for at in range(10))


def test_outlets_that_credit_one_agency_are_one_voice() -> None:
    accounts = []
    for at in range(3):
        paper = Paper(f"r{at}", f"Outlet {at}", DAY).tells("A blast killed 12 people.").figure("12", 12)
        accounts.append(paper.account(DAY, agency="Agence France-Presse"))
    found = derive(accounts)
    assert keys(found) == ["outlet:agence france-presse"]
    assert (found.independent, len(found.outlets)) == (1, 3)


def test_a_copy_speaks_with_the_voice_of_the_first_published() -> None:
    early = Paper("z", "Early News", date(2024, 5, 1)).tells("A blast killed 12 people.").figure("12", 12)
    late = Paper("a", "Late News", date(2024, 5, 2)).tells("A blast killed 12 people.").figure("12", 12)
    for copies in ({"a": "z"}, {"z": "a"}):
        found = derive([late.account(DAY), early.account(DAY)], copies=copies)
        assert keys(found) == ["outlet:early news"]
        assert found.copies == (("z", "a"),)


def test_an_agency_that_is_quoted_is_the_agency_itself() -> None:
    quoting = Paper("r1", "Example News", DAY).tells("AFP counted 12 dead.").figure("12", 12, by="AFP")
    itself = Paper("r2", "Agence France-Presse", DAY).tells("We counted 12 dead.").figure("12", 12)
    assert keys(derive([quoting.account(DAY), itself.account(DAY)])) == ["outlet:agence france-presse"]


@pytest.mark.parametrize("name", ["Iraqi government", "Iraq's government", "the government in Baghdad", "Baghdad"])
def test_a_government_is_one_voice_under_all_its_names(name: str) -> None:
    paper = Paper("r1", "Example News", DAY).tells(f"{name} said 12 were killed.").figure("12", 12, by=name)
    assert keys(derive([paper.account(DAY)])) == ["government:iq"]


@pytest.mark.parametrize(
    ("sentence", "speakers", "expected"),
    [
        ("Iraqi government spokesman Bassem al-Awadi said 12 died.", ["Bassem al-Awadi"], "government:iq"),
        ("Bassem al-Awadi said that 12 died.", ["Bassem al-Awadi"], "bassem al awadi"),
        ("Rami Abdulrahman, head of the Observatory, said 12.", ["the Observatory", "Rami Abdulrahman"], "observatory"),
        ("The Observatory counts. Its head, Rami Amin, said 12.", ["the Observatory", "Rami Amin"], "observatory"),
        ("12 died, the Iraqi government's spokesman said.", ["the Iraqi government's spokesman"], "government:iq"),
        ("12 died, Jordan's spokesman, Ali Amin, said.", ["Jordan's spokesman, Ali Amin"], "government:jo"),
    ],
)  # fmt: skip
def test_a_spokesman_speaks_for_the_body_that_the_report_names(
    sentence: str, speakers: list[str], expected: str
) -> None:
    paper = Paper("r1", "Example News", DAY).tells(sentence)
    for speaker in speakers:
        paper.says(Act.ASSERT, speaker)
    assert keys(derive([paper.account(DAY)])) == [expected]


def test_they_are_nobody_in_another_report() -> None:
    accounts: list[Account] = []
    for at in range(2):
        paper = Paper(f"r{at}", f"Outlet {at}", DAY).tells("They said 12 were killed.").figure("12", 12, by="They")
        accounts.append(paper.account(DAY))
    assert len(derive(accounts).voices) == 2


def test_who_only_condemns_tells_nothing() -> None:
    paper = Paper("r1", "Example News", DAY).tells("The mayor condemned it.").says(Act.CONDEMN, "the mayor")
    found = derive([paper.account(DAY)])
    assert (len(found.voices), found.independent) == (1, 0)
