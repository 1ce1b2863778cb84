"""Which cue a source or content goes with."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sayso.reading.encoder import Tagged
from sayso.reading.linking import FEATURES, Setting, away, best_cues, best_sources, features, setting, weights
from sayso.reading.segment import segment
from tests.reading.by_hand import HandMade, encoding

TEXT = (
    "Karim Saleh said the front fired first. A doctor warned: water runs out.\n\n"
    "“We are still here,” Nadia Haddad added."
)
TAGS = [
    ("attribution", "source", "Karim Saleh"),
    ("attribution", "cue", "said"),
    ("attribution", "content", "the front fired first"),
    ("attribution", "source", "A doctor"),
    ("attribution", "cue", "warned"),
    ("attribution", "content", "water runs out"),
    ("attribution", "content", "“We are still here,”"),
    ("attribution", "source", "Nadia Haddad"),
    ("attribution", "cue", "added"),
]


def scene() -> tuple[Setting, HandMade, dict[str, Tagged]]:
    made = encoding(TEXT, TAGS)
    tagged = made.spans("attribution")
    return setting(TEXT, segment(TEXT), tagged), made, {t.span.of(TEXT): t for t in tagged}


def named(span: str, cue: str) -> dict[str, float]:
    at, _, by = scene()
    return dict(zip(FEATURES, features(at, by[span], by[cue], 2.5), strict=True))


def test_every_feature_has_a_finite_weight_for_both_roles() -> None:
    for kind in ("source", "content"):
        assert weights(kind).shape == (len(FEATURES),)
        assert np.isfinite(weights(kind)).all()


def test_features_of_a_pair_in_one_sentence() -> None:
    told = named("Karim Saleh", "said")
    assert told["link_score"] == 2.5
    assert (told["same_sentence"], told["same_paragraph"], told["sentences_apart"]) == (1, 1, 0)
    assert (told["before_cue"], told["touching"], told["distance"]) == (1, 1, 0)
    assert (told["cues_between"], told["contents_between"], told["sources_between"]) == (0, 0, 0)


def test_features_of_a_pair_across_paragraphs() -> None:
    told = named("Karim Saleh", "added")
    assert (told["same_sentence"], told["same_paragraph"], told["sentences_apart"]) == (0, 0, 2)
    assert (told["cues_between"], told["contents_between"], told["sources_between"]) == (2, 3, 2)
    assert told["distance"] > math.log(10)


def test_a_colon_and_a_quotation_are_seen() -> None:
    assert named("water runs out", "warned")["colon_between"] == 1
    assert named("the front fired first", "said")["colon_between"] == 0
    assert named("“We are still here,”", "added")["quote_and_before"] == 1
    assert named("“We are still here,”", "warned")["quote_next_sentence"] == 1


def test_distance_is_the_same_from_both_sides() -> None:
    _, _, by = scene()
    assert away(by["Karim Saleh"], by["warned"]) == away(by["warned"], by["Karim Saleh"]) > 0
    assert away(by["said"], by["said"]) == 0


@pytest.mark.parametrize("kind", ["source", "content"])
def test_without_an_opinion_of_the_model_each_goes_with_its_own_sentence(kind: str) -> None:
    at, made, by = scene()
    cues = [by["said"], by["warned"], by["added"]]
    spans = [t for t in at.tagged if t.label == kind]
    assert best_cues(at, made, kind, spans, cues) == [0, 1, 2]


def test_a_cue_may_share_the_source_of_its_neighbour() -> None:
    at, made, by = scene()
    sources = [by["Karim Saleh"], by["A doctor"]]
    assert best_sources(at, made, sources, [by["warned"]]) == [[by["A doctor"]]]


def test_no_source_no_link() -> None:
    at, made, by = scene()
    assert best_sources(at, made, [], [by["said"]]) == [[]]
    assert best_sources(at, made, [by["Karim Saleh"]], []) == []
    assert best_sources(at, made, [by["Karim Saleh"]], [by["added"]]) == [[]], "two sentences away is too far"
