"""Places of a report: what is tagged and what the gazetteer proposes, resolved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.reading.placing import find_places
from tests.reading.by_hand import draft

TEXT = "Shells fell on Mosul, in Iraq, on Sunday. The wounded were taken to Erbil."


def test_tagged_places_are_resolved_in_text_order() -> None:
    tags = [("place", "place", w) for w in ("Mosul", "Iraq", "Erbil")]
    found = find_places(draft(TEXT, tags))
    assert [p.span.of(TEXT) for p in found] == ["Mosul", "Iraq", "Erbil"]
    assert {p.country for p in found} == {"IQ"}
    assert found[0].latitude == pytest.approx(36.3, abs=0.3)
    assert found[0].longitude == pytest.approx(43.1, abs=0.3)


def test_a_word_that_names_no_place_has_no_coordinates() -> None:
    (place,) = find_places(draft("They met at Xyrqvost.", [("place", "place", "Xyrqvost")]))
    assert place.latitude is None
    assert place.longitude is None


def test_without_an_encoding_no_place_is_found() -> None:
    assert find_places(replace(draft(TEXT), encoding=None)) == ()


@pytest.mark.parametrize("words", ["Hezbollah", "north", "22", "camp"])
def test_what_cannot_be_the_name_of_a_place_is_none(words: str) -> None:
    text = f"The {words} lay near Mosul."
    assert [p.name for p in find_places(draft(text, [("place", "place", words)]))] == ["Mosul"]


def test_a_name_sheds_what_stands_before_it() -> None:
    text = "Shells fell in the United States and on the town of Mosul."
    tags = [("place", "place", "the United States"), ("place", "place", "of Mosul")]
    assert [p.span.of(text) for p in find_places(draft(text, tags))] == ["United States", "Mosul"]
