"""An incident's fields; that neither the order of reports nor the names of the parties matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.derive import derive, incident_id
from sayso.model.account import Account, Party
from sayso.model.claim import Act, Measure
from sayso.model.event import EventType, Status
from sayso.model.incident import TollRule
from sayso.model.place import PlacePrecision
from tests.incidents import february
from tests.incidents.by_hand import Paper

DAY = date(2024, 5, 1)
TOWN, COUNTRY = ("Eastport", PlacePrecision.TOWN, "KE"), ("Kenya", PlacePrecision.COUNTRY, "KE")
ALPHA, BETA = "Alpha Front", "Omega Legion"


def paper(at: int, day: date = DAY) -> Paper:
    return Paper(f"r{at}", f"Outlet {at}", day).tells("A blast hit Eastport in Kenya.")


def test_an_incident_needs_an_account() -> None:
    with pytest.raises(ValueError, match="at least one account"):
        derive([])


def test_the_id_is_that_of_the_first_account() -> None:
    late, early = paper(1, date(2024, 5, 2)).account(DAY), paper(2, date(2024, 5, 1)).account(DAY)
    assert derive([late, early]).id == derive([early]).id == incident_id("r2/e1")


def test_type_is_what_most_tell_and_of_equals_the_higher_in_the_hierarchy() -> None:
    kinds = [EventType.GRENADE, EventType.REMOTE_EXPLOSIVE, EventType.REMOTE_EXPLOSIVE]
    assert derive([paper(at).account(DAY, kind=kind) for at, kind in enumerate(kinds)]).type is kinds[1]
    assert derive([paper(at).account(DAY, kind=kind) for at, kind in enumerate(kinds[:2])]).type is kinds[1]


def test_an_agency_in_ten_outlets_has_one_vote() -> None:
    wired = [paper(at).account(DAY, kind=EventType.GRENADE, agency="Reuters") for at in range(5)]
    others = [paper(at).account(DAY, kind=EventType.SUICIDE_BOMB) for at in (8, 9)]
    assert derive([*wired, *others]).type is EventType.SUICIDE_BOMB


def test_the_place_is_the_most_exact_that_half_of_them_tell() -> None:
    accounts = [
        paper(1).account(DAY, places=[TOWN, COUNTRY]),
        paper(2).account(DAY, places=[TOWN, COUNTRY]),
        paper(3).account(DAY, places=[("Mill Street", PlacePrecision.SITE, "KE"), COUNTRY]),
        paper(4).account(DAY, places=[COUNTRY]),
    ]
    found = derive(accounts)
    assert found.place is not None
    assert (found.place.name, found.country) == ("Eastport", "KE")


def test_what_nobody_tells_is_unknown() -> None:
    found = derive([paper(1).account(None)])
    assert (found.first, found.last, found.precision, found.place, found.country) == (None, None, None, None, None)
    assert (found.perpetrators, found.estimates, found.contested) == ((), (), ())


def test_the_day_is_what_most_tell() -> None:
    days = [DAY, date(2024, 5, 2), date(2024, 5, 2)]
    assert derive([paper(at).account(day) for at, day in enumerate(days)]).first == date(2024, 5, 2)


def test_parties_are_merged_by_key_those_first_that_most_tell() -> None:
    accounts = [paper(1).account(DAY, by=[ALPHA]), paper(2).account(DAY, by=[BETA]), paper(3).account(DAY, by=[BETA])]
    assert [party.name for party in derive(accounts).perpetrators] == [BETA, ALPHA]


_ACTS = st.sampled_from([Act.ASSERT, Act.ACCUSE, Act.DENY, Act.CLAIM_RESPONSIBILITY])


@st.composite
def told(draw: st.DrawFn) -> list[Account]:
    """A few accounts of one event with figures, claims and accusations of two parties and others."""
    accounts = []
    for at in range(draw(st.integers(1, 4))):
        day = draw(st.none() | st.sampled_from([date(2024, 5, 1), date(2024, 5, 2)]))
        one = Paper(f"r{at}", draw(st.sampled_from(["News", "Courier", None])), day)
        parties = st.sampled_from([ALPHA, BETA, "the mayor", None])
        for number in draw(st.lists(st.integers(1, 9), max_size=3)):
            one.tells(f"It is said that {number} died.")
            one.figure(str(number), number, draw(st.sampled_from([Measure.KILLED, Measure.INJURED])), by=draw(parties))
        if draw(st.booleans()):
            speaker, other = draw(st.permutations([ALPHA, BETA]))
            one.tells("They spoke of it.").says(draw(_ACTS), speaker, other)
        accounts.append(
            one.account(
                draw(st.none() | st.just(DAY)),
                kind=draw(st.sampled_from([EventType.GRENADE, EventType.ATTACK])),
                status=draw(st.sampled_from(Status)),
                places=draw(st.sampled_from([[], [TOWN], [TOWN, COUNTRY], [COUNTRY]])),
                by=draw(st.sampled_from([[], [ALPHA], [BETA], [ALPHA, BETA]])),
            )
        )
    return accounts


@settings(max_examples=60, deadline=None)
@given(told(), st.sampled_from(TollRule), st.randoms(use_true_random=False))
def test_the_order_of_the_reports_makes_no_difference(accounts: list[Account], rule: TollRule, random: object) -> None:
    shuffled = list(accounts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert derive(shuffled, rule=rule) == derive(accounts, rule=rule)


def swapped(value: str) -> str:
    for one, other in ((ALPHA, BETA), (ALPHA.lower(), BETA.lower())):
        value = value.replace(one, "\0").replace(other, one).replace("\0", other)
    return value


def _party(one: Party) -> Party:
    return replace(one, name=swapped(one.name), key=swapped(one.key))


def _swap(account: Account) -> Account:
    figures = (replace(f, speaker=_party(f.speaker) if f.speaker else None) for f in account.figures)
    said = (
        replace(s, speaker=_party(s.speaker), accused=_party(s.accused) if s.accused else None) for s in account.said
    )
    perpetrators = tuple(map(_party, account.perpetrators))
    return replace(account, perpetrators=perpetrators, figures=tuple(figures), said=tuple(said))


@settings(max_examples=60, deadline=None)
@given(told(), st.sampled_from(TollRule))
def test_the_names_of_the_parties_make_no_difference(accounts: list[Account], rule: TollRule) -> None:
    others = derive([_swap(account) for account in accounts], rule=rule)
    assert repr(others) == swapped(repr(derive(accounts, rule=rule)))


def test_every_figure_of_the_sample_nights_has_a_fate_in_words() -> None:
    for accounts in (february.tower(), february.strikes()):
        found = derive(accounts)
        told_of = {figure.id for account in accounts for figure in account.figures}
        whole = [e for e in found.estimates if e.who is None and not e.where]
        assert {weighed.figure.id for estimate in whole for weighed in estimate.figures} == told_of
        assert all(weighed.why and weighed.why != "not looked at" for e in found.estimates for weighed in e.figures)
