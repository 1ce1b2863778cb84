"""An encoding made by hand, so that rules can be tested without the model: what is tagged is what a test says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sayso.model.report import Published, Report
from sayso.model.span import Span
from sayso.reading.draft import Draft
from sayso.reading.encoder import Encoding, Tagged
from sayso.reading.heads import SENTENCE_HEADS, TOKEN_HEADS, sentence_slices, token_slices
from sayso.reading.segment import segment

SURE = 12.0  # log odds
Tags = Sequence[tuple[str, str, str]]
Beliefs = Mapping[tuple[int, str, str], float]


def at(text: str, words: str, nth: int = 0) -> Span:
    """Where `words` stand in `text`, the nth time from 0."""
    begin = -1
    for _ in range(nth + 1):
        begin = text.index(words, begin + 1)
    return Span(begin, begin + len(words))


class HandMade(Encoding):
    """An encoding whose linker has no opinion."""

    __slots__ = ()

    def links(self, kind: str, spans: Sequence[Tagged], cues: Sequence[Tagged]) -> NDArray[np.float32]:  # noqa: ARG002
        """Nothing speaks for any pair."""
        return np.zeros((len(spans), len(cues)), np.float32)


def encoding(text: str, tags: Tags = (), beliefs: Beliefs | None = None) -> HandMade:
    """Each word a piece. `tags` are (head, class, words); `beliefs` map (sentence, head, class) to a probability."""
    sentences = segment(text)
    words = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
    offsets = np.array(words, np.int64).reshape(-1, 2)
    slices = token_slices()
    logits = np.zeros((len(words), max(end for _, end in slices.values())), np.float32)
    for begin, _ in slices.values():
        logits[:, begin] = SURE
    for head, label, said in tags:
        span, column = at(text, said), slices[head][0]
        inside = [i for i, (b, e) in enumerate(words) if span.begin <= b and e <= span.end]
        for n, i in enumerate(inside):
            logits[i, column] = 0
            logits[i, column + 1 + 2 * TOKEN_HEADS[head].index(label) + (n > 0)] = SURE
    ranges = tuple(
        (
            sum(b < s.span.begin for b, _ in words),
            sum(b < s.span.end for b, _ in words),
        )
        for s in sentences
    )
    total = max(end for _, end in sentence_slices().values())
    classes = np.full((len(sentences), total), 0.01, np.float32)
    for (number, head, label), p in (beliefs or {}).items():
        classes[number, sentence_slices()[head][0] + SENTENCE_HEADS[head].index(label)] = p
    attention = np.array([[first] * total for first, _ in ranges], np.int64).reshape(len(ranges), total)
    states = np.zeros((len(words), 4), np.float32)
    return HandMade(offsets, np.ones(len(words), np.bool_), states, logits, ranges, classes, attention)


def draft(text: str, tags: Tags = (), beliefs: Beliefs | None = None, published: date | None = None) -> Draft:
    """A draft of a text that is all paragraphs, its sentences cut and its encoding made by hand."""
    day = Published(published) if published else None
    return Draft(Report(text, published=day), sentences=segment(text), encoding=encoding(text, tags, beliefs))
