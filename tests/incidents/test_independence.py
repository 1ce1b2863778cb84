"""Who repeats whom: agency credits and copied texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.incidents.independence import CopyIndex, copies, credited_agency, fingerprint
from sayso.model.report import Report

WIRE = (
    "Three people were killed when a shell hit a market in the town of Eastport on Monday, the mayor said. "
    "Rescuers searched the rubble until dark and took nine injured people to the hospital, a doctor told us. "
    "No group said that it had fired the shell. The river crossing near the town was closed to traffic. "
    "It was the second time in a month that the market was hit, residents said, and shops stayed shut."
)
OTHER = (
    "A shell landed on Eastport's market on Monday and killed three, by the count of the mayor. Hospital doctors spoke "
    "of nine wounded. Nobody has claimed the firing. Traffic over the river was stopped, and traders closed early."
)


@pytest.mark.parametrize(
    ("text", "author", "agency"),
    [
        ("BEIRUT (AFP) - Three people were killed.", None, "Agence France-Presse"),
        ("EASTPORT, May 3 (Reuters) - Three people were killed.", None, "Reuters"),
        ("Three people were killed.\n\n— Associated Press", None, "Associated Press"),
        ("Three people were killed, Reuters reported on Monday.", None, "Reuters"),
        ("Three people were killed, according to the AP.", None, "Associated Press"),
        ("Three people were killed.", "AP staff", "Associated Press"),
        ("Three people were killed.", "Jane Doe", None),
        ("Three people were killed, the mayor told reporters.", None, None),
        ("The ap on my phone says (ap) nothing.", None, None),
        ("Three people were killed. " * 100 + "Reuters reported a detail." + " The end." * 100, None, None),
    ],
)
def test_a_credit_names_the_agency(text: str, author: str | None, agency: str | None) -> None:
    assert credited_agency(Report(text=text, author=author)) == agency


def test_a_syndicated_text_is_a_copy_and_another_text_on_the_same_event_is_not() -> None:
    changed = "Shell kills three\n\n" + WIRE.replace("Monday", "Monday evening")
    found = copies([("a", fingerprint(WIRE)), ("b", fingerprint(changed)), ("c", fingerprint(OTHER))])
    assert found == {"b": "a"}


def test_a_copy_of_a_copy_goes_back_to_the_first() -> None:
    texts = [WIRE, WIRE + " The mayor will speak again.", WIRE + " The mayor will speak again tomorrow at noon."]
    assert copies([(str(at), fingerprint(text)) for at, text in enumerate(texts)]) == {"1": "0", "2": "0"}


def test_case_and_punctuation_do_not_make_another_text() -> None:
    assert fingerprint(WIRE) == fingerprint(WIRE.upper().replace(",", " ;"))


def test_texts_without_words_are_copies_of_nothing() -> None:
    assert copies([("a", fingerprint("")), ("b", fingerprint(" … "))]) == {}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_fingerprint_and_is_like_itself(text: str) -> None:
    index = CopyIndex()
    index.add("one", fingerprint(text))
    index.add("one", fingerprint(text))
    near = index.like(fingerprint(text))
    assert near == ((("one", 1.0),) if fingerprint(text) else ())
