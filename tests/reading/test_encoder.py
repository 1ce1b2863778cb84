"""The encoder: spans from tags, classes of sentences, and what the shipped model keeps to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sayso.model.report import Block, BlockKind
from sayso.model.span import Span
from sayso.reading.encoder import encode
from sayso.reading.heads import SENTENCE_HEADS
from sayso.reading.segment import segment
from tests.reading.by_hand import at, encoding

TEXT = "Karim Saleh said the River Front fired first. Nobody else spoke."


def test_tagged_words_are_spans_in_text_order_with_their_class() -> None:
    tags = [("attribution", "content", "the River Front fired first"), ("attribution", "source", "Karim Saleh")]
    found = encoding(TEXT, tags).spans("attribution")
    assert [(t.label, t.span.of(TEXT)) for t in found] == [
        ("source", "Karim Saleh"),
        ("content", "the River Front fired first"),
    ]
    assert all(t.score > 0.99 for t in found)


def test_two_names_side_by_side_stay_two() -> None:
    tags = [("place", "place", "River"), ("place", "place", "Front")]
    assert [t.span.of(TEXT) for t in encoding(TEXT, tags).spans("place")] == ["River", "Front"]


def test_a_bias_against_none_lets_an_unsure_word_in() -> None:
    unsure = encoding(TEXT, [("target", "target", "Nobody")])
    tags = unsure.tags.copy()
    tags[tags == 0] = -1.0
    begin = int(np.flatnonzero(unsure.offsets[:, 0] == TEXT.index("Nobody"))[0])
    tags[begin] = np.where(tags[begin] > 0, 1.0, 0.0)
    doubtful = replace(unsure, tags=tags)
    assert len(doubtful.spans("target", bias=6.0)) >= len(doubtful.spans("target", bias=-6.0))
    assert doubtful.spans("target", bias=-20.0) == ()


def test_an_empty_report_has_no_spans() -> None:
    assert encoding("").spans("mention") == ()


def test_probabilities_come_by_class_name() -> None:
    told = encoding(TEXT, beliefs={(1, "act", "deny"): 0.8})
    assert told.probability(1, "act")["deny"] == pytest.approx(0.8)
    assert tuple(told.probability(0, "act")) == SENTENCE_HEADS["act"]


def test_a_trigger_is_a_whole_word_even_when_its_piece_is_not() -> None:
    made = encoding("They bombarded it.")
    starts = made.starts.copy()
    starts[1:3] = False
    whole = replace(made, starts=starts).trigger(0, "event", "event")
    assert whole.of("They bombarded it.") == "They bombarded it"


def test_pieces_that_touch_a_span() -> None:
    made = encoding(TEXT)
    assert made.pieces(at(TEXT, "arim Sal")) == (0, 2)
    assert made.pieces(Span(len(TEXT) - 1, len(TEXT))) == (len(made.offsets) - 1, len(made.offsets))


def test_how_far_words_are_tagged_at_all() -> None:
    made = encoding(TEXT, [("toll", "killed", "Nobody")])
    assert made.tagged_as("toll", at(TEXT, "Nobody")) > 0.99
    assert made.tagged_as("toll", at(TEXT, "Karim")) < 0.01


def test_the_model_reads_pieces_in_order_and_leaves_furniture_out() -> None:
    text = "Two soldiers were killed near Mosul, police said.\n\nShare this on Mosul Street\n\nThe army said nothing."
    share = at(text, "Share this on Mosul Street")
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, share.begin - 2)),
        Block(BlockKind.FURNITURE, share),
        Block(BlockKind.PARAGRAPH, Span(share.end + 2, len(text))),
    )
    sentences = segment(text, blocks)
    made = encode(text, sentences, blocks)
    begins = made.offsets[:, 0].tolist()
    assert begins == sorted(begins)
    assert not any(share.begin <= b < share.end for b in begins)
    assert made.classes.shape[0] == len(sentences) == 2
    assert np.all((made.classes >= 0) & (made.classes <= 1))


@pytest.mark.parametrize("text", ["", "   \n\n ", "word"])
def test_the_model_takes_hardly_any_text(text: str) -> None:
    made = encode(text, segment(text))
    assert len(made.tags) == len(made.offsets) == len(text.split())
