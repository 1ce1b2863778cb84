"""Who is named or described."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.model.actor import MentionKind
from sayso.model.claim import Attribution
from sayso.reading.mentioned import find_mentions
from tests.reading.by_hand import at, draft

TEXT = "The River Front hit them with two mortars. A doctor said the Northern army fired back, and he left Tolm."


def found(*tags: tuple[str, str, str]) -> list[tuple[str, MentionKind]]:
    return [(m.span.of(TEXT), m.kind) for m in find_mentions(draft(TEXT, tags))]


def test_names_come_in_text_order_with_their_kind() -> None:
    tags = [("mention", "Weapon", "two mortars"), ("mention", "Organisation", "The River Front")]
    assert found(*tags) == [("The River Front", MentionKind.ORGANISATION), ("two mortars", MentionKind.WEAPON)]


def test_who_acts_or_speaks_is_a_mention_too_unless_named_already() -> None:
    tags = [("mention", "Organisation", "River Front"), ("perpetrator", "perpetrator", "The River Front")]
    assert found(*tags) == [("River Front", MentionKind.ORGANISATION)]
    assert found(("perpetrator", "perpetrator", "the Northern army")) == [("the Northern army", MentionKind.PEOPLE)]


@pytest.mark.parametrize("word", ["them", "he", "and"])
def test_words_that_name_nobody_are_none(word: str) -> None:
    assert found(("target", "target", word)) == []


def test_places_and_times_have_nouns_of_their_own() -> None:
    assert found(("mention", "Location", "Tolm")) == []


def test_a_source_is_a_mention() -> None:
    said = Attribution("q1", (at(TEXT, "the Northern army fired back"),), (at(TEXT, "A doctor"),), score=0.7)
    (mention,) = find_mentions(replace(draft(TEXT), attributions=(said,)))
    assert (mention.span.of(TEXT), mention.score) == ("A doctor", 0.7)


def test_without_an_encoding_nobody_is_found() -> None:
    assert find_mentions(replace(draft(TEXT), encoding=None)) == ()
