from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sayso.export import acled
from sayso.export.columns import Cell
from sayso.export.kinds import kinds
from sayso.model.account import Party
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.incident import Incident
from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span
from tests.export.by_hand import CENTCOM, CIVILIANS, TOWER, estimates, incident, made

COLUMNS = """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
    inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3
    location latitude longitude geo_precision source source_scale notes fatalities tags timestamp
"""
POLICE = Party("Jordanian police", "jordanian police", Span(0, 1), 1, "JO")


def rows(*incidents: Incident) -> list[dict[str, Cell]]:
    table = acled.table(made(*incidents))
    names = [column.name for column in table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in table.cells()]


def row(**changes: object) -> dict[str, Cell]:
    (found,) = rows(incident(**changes))
    return found


def test_the_31_columns_in_acleds_order() -> None:
    assert [column.name for column in acled.COLUMNS] == COLUMNS.split()
    assert len(COLUMNS.split()) == 31


def test_a_row_as_it_should_be() -> None:
    assert row() == {
        "event_id_cnty": "JOR1f1f1f1f1f1f1f1f",
        "event_date": date(2024, 1, 28),
        "year": 2024,
        "time_precision": 1,
        "disorder_type": ("Political violence",),
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "actor1": "Islamic Resistance in Iraq",
        "assoc_actor_1": (),
        "inter1": 2,
        "actor2": "US military",
        "assoc_actor_2": (),
        "inter2": 8,
        "interaction": 28,
        "civilian_targeting": None,
        "iso": 400,
        "region": "Middle East",
        "country": "Jordan",
        "admin1": "Mafraq",
        "admin2": "Ar Ruwayshid",
        "admin3": None,
        "location": "Tower 22",
        "latitude": Decimal("33.3142"),
        "longitude": Decimal("38.7033"),
        "geo_precision": 1,
        "source": ("Sample Herald",),
        "source_scale": None,
        "notes": "Killed: “Three” (US Central Command). Contested: place (Jordan says it was in Syria).",
        "fatalities": 3,
        "tags": ("status=occurred", "grade=fair", "contested=place"),
        "timestamp": None,
    }


def test_the_kinds_are_all_and_named_as_the_reader_shows_them() -> None:
    assert set(kinds()) == set(EventType)


@pytest.mark.parametrize(
    ("kind", "disorder"),
    [
        (EventType.ARMED_CLASH, ("Political violence",)),
        (EventType.PEACEFUL_PROTEST, ("Demonstrations",)),
        (EventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS, ("Political violence", "Demonstrations")),
        (EventType.MOB_VIOLENCE, ("Political violence",)),
        (EventType.VIOLENT_DEMONSTRATION, ("Demonstrations",)),
        (EventType.AGREEMENT, ("Strategic developments",)),
    ],
)
def test_disorder_types(kind: EventType, disorder: tuple[str, ...]) -> None:
    assert row(type=kind)["disorder_type"] == disorder


def days(
    first: date | None, last: date | None, precision: Precision | None, **changes: object
) -> list[tuple[object, ...]]:
    found = rows(incident(first=first, last=last, precision=precision, **changes))
    return [(r["event_date"], r["time_precision"], r["fatalities"]) for r in found]


def test_several_days_told_are_a_row_each_and_the_toll_is_divided() -> None:
    found = rows(incident(last=date(2024, 1, 30), precision=Precision.DAYS, estimates=estimates(8, 8, 8)))
    assert [(r["event_date"], r["fatalities"], r["time_precision"]) for r in found] == [
        (date(2024, 1, 28), 3, 1),
        (date(2024, 1, 29), 3, 1),
        (date(2024, 1, 30), 2, 1),
    ]
    assert len({r["event_id_cnty"] for r in found}) == 3
    assert all("8 killed over 3 days" in str(r["notes"]) for r in found)


def test_two_days_of_a_strike_are_one_night_but_two_of_fighting_are_two() -> None:
    two = (date(2024, 2, 2), date(2024, 2, 3), Precision.DAYS)
    assert days(*two) == [(date(2024, 2, 2), 2, 3)]
    assert days(*two, type=EventType.ARMED_CLASH) == [(date(2024, 2, 2), 1, 2), (date(2024, 2, 3), 1, 1)]


def test_a_week_and_a_month_have_their_middle_day() -> None:
    assert days(date(2024, 1, 1), date(2024, 1, 7), Precision.WEEK) == [(date(2024, 1, 4), 2, 3)]
    assert days(date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH) == [(date(2024, 2, 15), 3, 3)]


@pytest.mark.parametrize(
    ("first", "last"), [(None, None), (date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 1, 1), date(2024, 2, 5))]
)
def test_what_is_vaguer_is_not_coded_and_never_dated_by_publication(first: date | None, last: date | None) -> None:
    undated = incident(first=first, last=last, precision=None)
    assert rows(undated) == []
    assert acled.left_out(undated)
    assert acled.left_out(incident()) is None


def test_states_are_1_at_home_and_8_abroad() -> None:
    home = row(perpetrators=(POLICE,))
    away = row(perpetrators=(replace(POLICE, country="SY"),))
    assert (home["inter1"], home["interaction"]) == (1, 18)
    assert (away["inter1"], away["interaction"]) == (8, 88)
    assert row(country="US")["inter2"] == 1


def test_who_is_named_by_a_country_acts_for_its_forces() -> None:
    found = row(perpetrators=(Party("American", "united states", Span(0, 1)),))
    assert (found["actor1"], found["inter1"]) == ("American", 8)


def test_nobody_named_is_acleds_unidentified_group() -> None:
    found = row(perpetrators=(), claimed_by=(), targets=())
    assert (found["actor1"], found["inter1"]) == ("Unidentified Armed Group (Jordan)", 3)
    assert (found["actor2"], found["inter2"], found["interaction"]) == (None, None, 30)
    nowhere = row(perpetrators=(), claimed_by=(), targets=(), country=None)
    assert (nowhere["actor1"], nowhere["inter1"], nowhere["interaction"]) == (None, None, None)


def test_a_claim_of_responsibility_names_the_actor_when_nothing_else_does() -> None:
    assert row(perpetrators=())["actor1"] == "Islamic Resistance in Iraq"


def test_civilians_have_their_generic_name_and_are_targeted() -> None:
    medics = replace(CIVILIANS, name="medics")
    found = row(targets=(CIVILIANS, medics))
    assert (found["actor2"], found["inter2"], found["assoc_actor_2"]) == ("Civilians (Jordan)", 7, ("medics",))
    assert found["civilian_targeting"] == "Civilian targeting"
    attack = row(type=EventType.ATTACK, targets=())
    assert (attack["actor2"], attack["civilian_targeting"]) == ("Civilians (Jordan)", "Civilian targeting")


def test_protesters_are_actor1_and_the_force_against_them_actor2() -> None:
    found = row(type=EventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS, perpetrators=(POLICE,), targets=(), claimed_by=())
    assert (found["actor1"], found["inter1"]) == ("Protesters (Jordan)", 6)
    assert (found["actor2"], found["inter2"], found["interaction"]) == ("Jordanian police", 1, 16)
    assert found["civilian_targeting"] == "Civilian targeting"
    union = Party("Teachers' Union", "teachers union", Span(0, 1))
    peaceful = row(type=EventType.PEACEFUL_PROTEST, perpetrators=(union,), targets=(), claimed_by=())
    assert (peaceful["assoc_actor_1"], peaceful["actor2"], peaceful["interaction"]) == (("Teachers' Union",), None, 60)
    assert peaceful["civilian_targeting"] is None


def test_an_actor_of_unknown_type_has_no_code() -> None:
    found = row(perpetrators=(Party("gunmen", "gunmen", Span(0, 1)),))
    assert (found["actor1"], found["inter1"], found["interaction"]) == ("gunmen", None, None)


@pytest.mark.parametrize(
    ("precision", "relation", "code"),
    [
        (PlacePrecision.SITE, None, 1),
        (PlacePrecision.TOWN, None, 1),
        (PlacePrecision.TOWN, Span(0, 4), 2),
        (PlacePrecision.ADMIN2, None, 2),
        (PlacePrecision.ADMIN1, None, 3),
        (PlacePrecision.COUNTRY, None, None),
        (PlacePrecision.REGION, None, None),
    ],
)
def test_geo_precision(precision: PlacePrecision, relation: Span | None, code: int | None) -> None:
    found = row(place=replace(TOWER, precision=precision, relation=relation))
    assert found["geo_precision"] == code
    assert (found["latitude"] is None) == (found["location"] is None) == (code is None)


def test_an_unknown_place_is_blank() -> None:
    found = row(place=None, country=None, perpetrators=(CENTCOM,))
    assert all(found[n] is None for n in ("iso", "region", "country", "admin1", "location", "latitude", "longitude"))
    assert found["event_id_cnty"] == "1f1f1f1f1f1f1f1f"


def test_fatalities_are_0_when_nothing_is_said() -> None:
    assert row(estimates=())["fatalities"] == 0


def test_an_incident_told_country_by_country_is_an_event_in_each() -> None:
    whole, *_ = estimates(16, 39, 39)
    parts = [replace(whole, best=n, low=n, where=(c,)) for c, n in (("IQ", 16), ("SY", 23))]
    qaim = Place(Span(0, 1), "al-Qa'im", PlacePrecision.TOWN, 34.36, 41.09, "IQ")
    anbar = Place(Span(2, 3), "Anbar", PlacePrecision.ADMIN1, 33.0, 41.0, "IQ")
    strikes = incident(country="IQ", place=None, estimates=(whole, *parts))
    strikes = replace(strikes, accounts=(replace(strikes.accounts[0], places=(anbar, qaim)),))
    found = [(r["event_id_cnty"], r["iso"], r["location"], r["fatalities"]) for r in rows(strikes)]
    assert found == [("IRQ1f1f1f1f1f1f1f1f", 368, "al-Qa'im", 16), ("SYR1f1f1f1f1f1f1f1f", 760, None, 23)]


def test_known_outlets_tell_the_scale_of_a_source() -> None:
    account = incident().accounts[0]
    told = tuple(replace(account, outlet=outlet, url=None) for outlet in ("Reuters", "Sample Herald"))
    assert row(accounts=told)["source_scale"] == "International"


def test_status_is_kept() -> None:
    assert row(status=Status.DENIED)["tags"] == ("status=denied", "grade=fair", "contested=place")
