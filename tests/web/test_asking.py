from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.knowledge.countries import countries
from sayso.model.claim import Measure
from sayso.model.event import EventType
from sayso.model.overview import Box, Sort, Wanted
from sayso.web.asking import Asked, Show, asked, box_of, wanted_query

# What a person or a key may hold: anything but what no database takes, without blanks around it.
_WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60).map(str.strip)
_DEGREES = st.floats(-90, 90, allow_nan=False)
_BOXES = st.builds(
    lambda south, west, north, east: Box(min(south, north), west, max(south, north), east),
    _DEGREES, _DEGREES, _DEGREES, _DEGREES,
)  # fmt: skip
_DAYS = st.none() | st.dates()
_KEY = st.none() | _WORDS.map(lambda word: word or None)
_WANTED = st.builds(
    Wanted,
    since=_DAYS,
    until=_DAYS,
    countries=st.frozensets(st.sampled_from(sorted(countries())), max_size=5),
    box=st.none() | _BOXES,
    types=st.frozensets(st.sampled_from(EventType), max_size=5),
    actor=_KEY,
    speaker=_KEY,
    outlet=_KEY,
    measure=st.none() | st.sampled_from(Measure),
    contested=st.none() | st.booleans(),
    reviewed=st.none() | st.booleans(),
    words=_WORDS,
    report=_KEY,
)
_VIEWS = st.builds(
    Asked, _WANTED, st.sampled_from(Show), st.sampled_from(Sort), st.integers(1, 1_000_000)
)  # fmt: skip
_NAMES = ("q", "since", "until", "country", "box", "type", "actor", "speaker", "outlet", "measure", "contested",
          "reviewed", "report", "show", "sort", "page", "utm_source")  # fmt: skip


def _read(query: str) -> Asked:
    return asked(parse_qsl(query, keep_blank_values=True))


@given(_VIEWS)
def test_a_view_and_its_address_go_both_ways(view: Asked) -> None:
    found = _read(view.query)
    assert replace(found, notes=()) == view
    wanted = view.wanted
    assert bool(found.notes) == bool(wanted.since and wanted.until and wanted.since > wanted.until)


@given(st.lists(st.tuples(st.sampled_from(_NAMES), st.text(max_size=700) | st.sampled_from(["-1", "1e99", "nan"]))))
def test_whatever_is_asked_gives_a_view_with_an_address_of_its_own(pairs: list[tuple[str, str]]) -> None:
    view = asked(pairs)
    again = _read(view.query)
    assert replace(again, notes=()) == replace(view, notes=())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=yesterday", "“yesterday” is no day"),
        ("since=2024-02-30", "is no day"),
        ("since=2024-02-04&until=2024-02-03", "is after the last"),
        ("country=Atlantis", "“Atlantis” is no country"),
        ("type=picnic", "“picnic” is no kind of event"),
        ("box=1,2,3", "is no part of the map"),
        ("box=nan,0,1,1", "is no part of the map"),
        ("box=50,0,40,1", "is no part of the map"),
        ("contested=perhaps", "neither yes nor no"),
        ("measure=eaten", "it is one of killed"),
        ("sort=best", "it is one of newest"),
        ("show=all", "it is one of incidents"),
        ("page=0", "is no page"),
        ("page=two", "is no page"),
        ("q=" + "a" * 501, "longer than 500"),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_said(query: str, said: str) -> None:
    view = _read(query)
    assert said in " ".join(view.notes)
    if "q=" not in query and "until" not in query:
        assert view.query == ""


def test_notes_show_hostile_values_on_one_line() -> None:
    (note,) = asked([("since", "\x1b[31m<b>\n" + "x" * 500)]).notes
    assert "\x1b" not in note and "\n" not in note and len(note) < 150


@pytest.mark.parametrize(
    ("value", "code"), [("IQ", "IQ"), ("iq", "IQ"), ("Iraq", "IQ"), ("south sudan", "SS")]
)  # fmt: skip
def test_a_country_is_asked_for_by_code_or_name(value: str, code: str) -> None:
    assert asked([("country", value)]).wanted.countries == {code}


def test_a_kind_is_asked_for_by_our_name_or_acleds() -> None:
    assert asked([("type", "Air/drone strike")]).wanted.types == {EventType.AIR_DRONE_STRIKE}
    assert EventType.ARMED_CLASH in asked([("type", "Battles")]).wanted.types


def test_a_map_moved_around_the_earth_asks_for_where_it_shows() -> None:
    assert box_of("10,170,20,190") == Box(10, 170, 20, -170)
    assert box_of("-100,-500,100,500") == Box(-90, -180, 90, 180)


def test_the_address_of_all_has_no_query() -> None:
    assert Asked().address() == "/"
    assert wanted_query(Wanted(since=date(2024, 2, 3))) == "since=2024-02-03"
