from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.dates import Interval, Precision
from sayso.model.event import EventType
from sayso.model.place import Place, PlacePrecision
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.render import phrases
from sayso.render.marks import paragraphs_of
from sayso.render.safe import visible
from sayso.render.view import shortened, view_of
from tests.render import fixture, hostile


def test_numbers_are_grouped_by_speaker_and_sentence() -> None:
    groups = view_of(fixture.reading()).events[0].tolls
    assert [(group.speaker, len(group.lines)) for group in groups] == [
        ("provincial health office", 1),
        ("Ilse Varn", 3),
    ]


def test_every_event_type_has_its_names() -> None:
    assert all(phrases.kind_of(kind).sub_event_type for kind in EventType)


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ((2024, 2, 2), (2024, 2, 2), Precision.DAY, "2 February 2024"),
        ((2024, 2, 2), (2024, 2, 4), Precision.DAYS, "2–4 February 2024"),
        ((2024, 1, 29), (2024, 2, 4), Precision.WEEK, "29 January – 4 February 2024"),
        ((2024, 2, 1), (2024, 2, 29), Precision.MONTH, "February 2024"),
        ((2023, 1, 1), (2023, 12, 31), Precision.YEAR, "2023"),
        ((2022, 12, 30), (2023, 1, 2), Precision.DAYS, "30 December 2022 – 2 January 2023"),
    ],
)
def test_days_in_words(
    first: tuple[int, int, int], last: tuple[int, int, int], precision: Precision, words: str
) -> None:
    assert phrases.days_in_words(Interval(date(*first), date(*last), precision)) == words


def test_coordinates_have_no_more_decimals_than_they_bear() -> None:
    span = Span(0, 1)
    site = Place(span, "x", PlacePrecision.SITE, 33.31421, 38.70331)
    province = Place(span, "x", PlacePrecision.ADMIN1, -33.31421, 38.70331)
    assert phrases.coordinates_in_words(site) == "33.3142° N, 38.7033° E (a site)"
    assert phrases.coordinates_in_words(province) == "33.3° S, 38.7° E (centre of a province)"
    assert phrases.coordinates_in_words(Place(span, "x")) is None


@given(st.text(min_size=1, max_size=400), st.integers(20, 80))
def test_a_quote_is_never_much_longer_than_asked(text: str, limit: int) -> None:
    assert len(shortened(text, Span(0, len(text)), limit=limit)) <= limit + 12


@given(st.data())
def test_a_quote_keeps_its_focus(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(["alpha", "beta", "of", "the", "people"]), min_size=1, max_size=80))
    at = data.draw(st.integers(0, len(words)))
    text = " ".join([*words[:at], "SEVEN", *words[at:]])
    begin = text.index("SEVEN")
    assert "SEVEN" in shortened(text, Span(0, len(text)), Span(begin, begin + 5), limit=60)


@pytest.mark.parametrize("reading", [fixture.reading(), hostile.reading()])
def test_segments_together_are_the_text(reading: Reading) -> None:
    shown = "".join(segment.text for each in paragraphs_of(reading, view_of(reading)) for segment in each.segments)
    text = visible(reading.report.text)
    for block in reading.report.blocks:
        if block.kind.value not in ("dateline", "headline"):
            assert block.span.of(reading.report.text) in shown
    if not reading.report.blocks:
        assert "".join(shown.split()) == "".join(text.split())
