from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span
from sayso.web.maps import known_by, radius_km

WORDS = Span(0, 4)


def _place(
    precision: PlacePrecision | None, name: str = "Holm", country: str | None = None, relation: Span | None = None
) -> Place:
    return Place(WORDS, name, precision, 33.0, 41.5, country, relation=relation)


@pytest.mark.parametrize("precision", [PlacePrecision.SITE, PlacePrecision.TOWN])
def test_only_what_is_exact_is_a_mark(precision: PlacePrecision) -> None:
    assert radius_km(_place(precision)) is None
    assert radius_km(_place(precision, relation=WORDS)) == 10, "near a town is not in it"
    assert "near Holm" in known_by(_place(precision, relation=WORDS))


def test_what_is_vaguer_is_wider() -> None:
    district, region = _place(PlacePrecision.ADMIN2), _place(PlacePrecision.REGION, country="IQ")
    wide = _place(PlacePrecision.REGION)
    widths = [radius_km(each) or 0 for each in (district, region, wide)]
    assert widths == sorted(widths)
    assert widths[0] > 0


def test_a_province_is_as_wide_as_its_towns_lie() -> None:
    anbar = radius_km(_place(PlacePrecision.ADMIN1, "Anbar", "IQ"))
    assert anbar is not None
    assert 150 < anbar < 350
    assert radius_km(_place(PlacePrecision.ADMIN1, "Nowhere at all", "IQ")) == 60


@given(st.sampled_from([None, *PlacePrecision]), st.text(min_size=1, max_size=40), st.booleans())
def test_every_place_is_told_in_words(precision: PlacePrecision | None, name: str, near: bool) -> None:
    told = known_by(_place(precision, name, relation=WORDS if near else None))
    assert told
    assert told.isprintable() or "�" in told or not name.isprintable()
