from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sayso.export.spots import district, is_spot, point, province
from sayso.model.place import PlacePrecision
from tests.export.by_hand import TOWER


@given(st.none() | st.floats(), st.none() | st.floats())
def test_every_point_is_on_earth(latitude: float | None, longitude: float | None) -> None:
    spot = point(replace(TOWER, latitude=latitude, longitude=longitude))
    if spot is not None:
        assert -90 <= spot[0] <= 90
        assert -180 <= spot[1] <= 180
        assert all(-each.as_tuple().exponent == 4 for each in spot)  # type: ignore[operator]  # finite, so a number


def test_the_antimeridian_and_what_is_no_place() -> None:
    assert point(replace(TOWER, latitude=-17.0, longitude=190.0)) == (Decimal("-17.0000"), Decimal("-170.0000"))
    assert point(replace(TOWER, latitude=-0.00001, longitude=-180.0)) == (Decimal("0.0000"), Decimal("-180.0000"))
    assert point(replace(TOWER, latitude=91.0)) is None
    assert point(replace(TOWER, latitude=math.nan)) is None
    assert point(None) is None


def test_regions_that_hold_a_place() -> None:
    assert (province(TOWER), district(TOWER)) == ("Mafraq", "Ar Ruwayshid")
    assert district(replace(TOWER, within=("Mafraq", "Jordan"))) is None
    assert district(replace(TOWER, within=())) is None
    area = replace(TOWER, name="Anbar", precision=PlacePrecision.ADMIN1, admin1=None, within=("Iraq",))
    assert (province(area), district(area)) == ("Anbar", None)
    assert district(replace(TOWER, name="Al-Qa'im", precision=PlacePrecision.ADMIN2)) == "Al-Qa'im"


def test_only_a_town_or_a_site_is_a_spot() -> None:
    spots = {precision for precision in PlacePrecision if is_spot(replace(TOWER, precision=precision))}
    assert spots == {PlacePrecision.SITE, PlacePrecision.TOWN}
    assert not is_spot(None)
    assert not is_spot(replace(TOWER, precision=None))
