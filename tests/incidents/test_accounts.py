from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.accounts import accounts, main_event
from sayso.incidents.names import key, proper
from sayso.model.event import EventDate
from sayso.model.report import Published
from tests.bench.readings import at, reading


def test_an_account_has_what_the_reading_has() -> None:
    (one,) = accounts(reading())
    assert one.id == f"{one.report}/e1"
    assert one.words == (
        "Gunmen of the Red Front killed at least 12 farmers in Northtown on Friday.",
        "The mayor condemned the attack and said the Front had also wounded dozens.",
    )
    assert (one.first, one.last) == (date(2024, 2, 2), date(2024, 2, 2))
    assert [p.name for p in one.perpetrators] == ["the Red Front"]
    assert one.perpetrators[0].key == "red front"
    killed, injured = one.figures
    assert (killed.low, killed.high, killed.words, killed.speaker) == (12, None, "at least 12", None)
    assert injured.speaker is not None
    assert injured.speaker.key == "mayor"
    (said,) = one.said
    assert said.words == "The mayor condemned the attack and said the Front had also wounded dozens."


def test_an_undated_event_does_not_get_the_day_of_publication() -> None:
    whole = reading()
    event = whole.events[0]
    assert event.date is not None
    today = replace(event, date=EventDate(event.date.interval, None))
    report = replace(whole.report, published=Published(date(2024, 2, 3)))
    (one,) = accounts(replace(whole, report=report, events=(today,)))
    assert (one.first, one.last, one.precision) == (None, None, None)
    assert one.published == date(2024, 2, 3)


def test_a_reading_without_events_has_no_accounts() -> None:
    empty = replace(reading(), events=())
    assert accounts(empty) == ()
    assert main_event(empty) is None


def test_names_told_with_no_event_belong_to_the_main_one() -> None:
    whole = reading()
    other = replace(whole.events[0], id="e2", evidence=(at("Northtown"),))
    first, second = accounts(replace(whole, events=(*whole.events, other)))
    assert "Red Front" in first.names
    assert second.names == ("Northtown",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CENTCOM", "U.S. Central Command"),
        ("the United States", "American"),
        ("the Red Front", "Red Front's"),
        ("Washington County", "washington county"),
    ],
)
def test_one_party_has_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_title_before_a_person_does_not_change_who_it_is() -> None:
    assert key("Iraqi government spokesman Bassem al-Awadi", person=True) == key("Bassem al-Awadi", person=True)


def test_proper_names_are_without_titles_countries_and_known_actors() -> None:
    assert list(proper("27-year-old Gabriel Burgos")) == ["Gabriel Burgos"]
    assert list(proper("Iraq")) == []
    assert list(proper("two gunmen")) == []


@settings(deadline=None)
@given(st.text(max_size=80), st.booleans())
def test_every_name_has_a_key(name: str, person: bool) -> None:
    if name.strip():
        assert key(name, person)
    for found in proper(name):
        assert found
