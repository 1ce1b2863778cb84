"""Mentions by rules."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.actor import MentionKind
from sayso.model.span import Span
from sayso.reading.mentions import propose_mentions


def names(text: str, kind: MentionKind) -> list[str]:
    return [m.span.of(text) for m in propose_mentions(text, [Span(0, len(text))]) if m.kind is kind]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("President Karim Saleh met reporters.", ["President Karim Saleh"]),
        ("On Monday Nadia Haddad spoke.", ["Nadia Haddad"]),
        ("POLICE SAID COLONEL PEDRO ARROYO SOLIS WAS SHOT.", ["PEDRO ARROYO SOLIS"]),
        ("They met in New Delhi on Monday.", []),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    assert names(text, MentionKind.PERSON) == people


def test_bodies_by_table_and_noun() -> None:
    text = "The Taliban and the Marsh Water Authority met Hezbollah."
    assert names(text, MentionKind.ORGANISATION) == ["Taliban", "Marsh Water Authority", "Hezbollah"]


def test_descriptions_of_people() -> None:
    assert names("Two civilians saw the gunmen.", MentionKind.PEOPLE) == ["Two civilians", "the gunmen"]


def test_a_verb_is_no_acronym() -> None:
    assert names("THE ROAD IS CLOSED.", MentionKind.ORGANISATION) == []


@settings(deadline=None)
@given(st.text(max_size=150))
def test_mentions_do_not_overlap(text: str) -> None:
    if not text:
        return
    mentions = propose_mentions(text, [Span(0, len(text))])
    assert all(a.span.end <= b.span.begin for a, b in pairwise(mentions))
