from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export import ucdp
from sayso.export.columns import Cell
from sayso.export.kinds import gw_numbers
from sayso.knowledge.countries import countries
from sayso.model.account import Party
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.incident import Incident
from sayso.model.place import PlacePrecision
from sayso.model.span import Span
from tests.export.by_hand import CIVILIANS, FIGURE, TOWER, estimates, incident, made

COLUMNS = """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
    region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
    low gwnoa gwnob
"""


def rows(*incidents: Incident) -> list[dict[str, Cell]]:
    table = ucdp.table(made(*incidents))
    names = [column.name for column in table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in table.cells()]


def row(**changes: object) -> dict[str, Cell]:
    (found,) = rows(incident(**changes))
    return found


def test_the_columns_of_ged_in_their_order() -> None:
    assert [column.name for column in ucdp.COLUMNS] == COLUMNS.split()


def test_a_row_as_it_should_be() -> None:
    found = {name: cell for name, cell in row().items() if cell is not None}
    assert found == {
        "id": "1f1f1f1f1f1f1f1f",
        "year": 2024,
        "type_of_violence": 1,
        "dyad_name": "Government of United States - Islamic Resistance in Iraq",
        "side_a": "Government of United States",
        "side_b": "Islamic Resistance in Iraq",
        "number_of_sources": 1,
        "source_article": ("Sample Herald, 2024-01-29, “Drone kills three in Jordan”",),
        "source_office": ("Sample Herald",),
        "source_date": ("2024-01-29",),
        "source_headline": ("Drone kills three in Jordan",),
        "source_original": ("US Central Command",),
        "where_prec": 1,
        "where_coordinates": "Tower 22",
        "where_description": "Tower 22, Ar Ruwayshid, Mafraq, Jordan",
        "adm_1": "Mafraq",
        "adm_2": "Ar Ruwayshid",
        "latitude": Decimal("33.3142"),
        "longitude": Decimal("38.7033"),
        "geom_wkt": "POINT (38.7033 33.3142)",
        "priogrid_gid": 177558,
        "country": "Jordan",
        "country_id": 663,
        "region": "Middle East",
        "event_clarity": 1,
        "date_prec": 1,
        "date_start": date(2024, 1, 28),
        "date_end": date(2024, 1, 28),
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": 0,
        "deaths_unknown": 3,
        "best": 3,
        "high": 3,
        "low": 3,
        "gwnoa": 2,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"type": EventType.PEACEFUL_PROTEST},
        {"type": EventType.MOB_VIOLENCE},
        {"status": Status.DENIED},
        {"status": Status.ATTEMPTED},
        {"estimates": ()},
        {"estimates": estimates(0, 0, 0)},
        {"first": None, "last": None},
        {"perpetrators": (), "claimed_by": ()},
        {"perpetrators": (Party("gunmen", "gunmen", Span(0, 1)),)},
    ],
)
def test_only_organised_violence_with_a_death_on_a_day_is_there(changes: dict[str, object]) -> None:
    assert rows(incident(**changes)) == []
    assert ucdp.left_out(incident(**changes))


def test_a_vague_death_is_a_death_whose_number_is_blank() -> None:
    (estimate, *_) = [e for e in estimates(None, None, None) if e.rule is ucdp.RULE]
    vague = replace(FIGURE, low=None, high=None, words="dozens")
    told = replace(estimate, figures=(replace(estimate.figures[0], figure=vague, counted=False),))
    found = row(estimates=(told,))
    assert all(found[n] is None for n in ("best", "low", "high", "deaths_a", "deaths_civilians", "deaths_unknown"))


def test_types_of_violence_and_sides() -> None:
    group = Party("Group B", "group b", Span(0, 1), 4)
    assert [
        row(targets=t)[n] for t in ((group,),) for n in ("type_of_violence", "side_a", "side_b", "conflict_name")
    ] == [
        2,
        "Islamic Resistance in Iraq",
        "Group B",
        "Islamic Resistance in Iraq - Group B",
    ]
    one_sided = row(targets=(CIVILIANS,))
    assert (one_sided["type_of_violence"], one_sided["side_b"]) == (3, "Civilians")
    untold = row(targets=())
    assert (untold["type_of_violence"], untold["side_b"], untold["dyad_name"]) == (None, None, None)


@given(best=st.integers(0, 500), civilians=st.none() | st.integers(0, 600))
def test_the_four_kinds_of_deaths_add_up_to_best(best: int, civilians: int | None) -> None:
    told = estimates(best, best, best) + (estimates(0, civilians, None, "civilians") if civilians is not None else ())
    for found in rows(incident(estimates=told)):
        parts = [found[n] for n in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
        assert all(isinstance(part, int) and part >= 0 for part in parts)
        assert sum(int(str(part)) for part in parts) == found["best"] == best


def test_children_alone_are_civilians_and_not_counted_beside_them() -> None:
    assert row(estimates=estimates(9, 9, 9) + estimates(3, 3, 3, "children"))["deaths_civilians"] == 3
    both = estimates(9, 9, 9) + estimates(3, 3, 3, "children") + estimates(5, 5, 5, "civilians")
    assert row(estimates=both)["deaths_civilians"] == 5


@pytest.mark.parametrize(
    ("last", "code", "clarity"),
    [
        (date(2024, 1, 28), 1, 1),
        (date(2024, 1, 29), 2, 1),
        (date(2024, 2, 2), 2, 2),
        (date(2024, 2, 3), 3, 2),
        (date(2024, 2, 27), 4, 2),
        (date(2024, 12, 31), 5, 2),
    ],
)
def test_date_prec_and_clarity(last: date, code: int, clarity: int) -> None:
    found = row(last=last, precision=Precision.DAYS)
    assert (found["date_prec"], found["event_clarity"]) == (code, clarity)


@pytest.mark.parametrize(("precision", "code"), list(zip(PlacePrecision, (1, 1, 3, 4, 6, 5), strict=True)), ids=str)
def test_where_prec(precision: PlacePrecision, code: int) -> None:
    assert row(place=replace(TOWER, precision=precision))["where_prec"] == code


def test_near_a_place_and_only_a_country() -> None:
    near = row(place=replace(TOWER, relation=Span(0, 4)))
    assert near["where_prec"] == 2
    assert str(near["where_description"]).startswith("near Tower 22")
    assert row(place=None)["where_prec"] == 6
    assert row(place=None, country=None)["where_prec"] is None


def test_copies_are_no_sources() -> None:
    account = incident().accounts[0]
    copied = replace(account, id="c/e1", report="c", outlet="Copy Daily")
    found = row(accounts=(account, copied), copies=((account.report, "c"),))
    assert (found["number_of_sources"], found["source_office"]) == (1, ("Sample Herald",))


def test_the_numbers_of_states_are_of_known_countries_and_in_a_region() -> None:
    assert set(gw_numbers()) <= set(countries())
    assert len(set(gw_numbers().values())) == len(gw_numbers()) > 190
    regions = {code: row(country=code)["region"] for code in ("IQ", "EG", "UA", "CO", "NG", "KZ", "FJ", "GL")}
    assert regions == {
        "IQ": "Middle East", "EG": "Middle East", "UA": "Europe", "CO": "Americas", "NG": "Africa", "KZ": "Asia",
        "FJ": "Asia", "GL": None,
    }  # fmt: skip
