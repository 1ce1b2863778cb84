"""Which cue a source or content belongs to: a visible list of features, the learned link score among them.

The encoder scores pairs within one window; what else tells (same sentence, what stands between) is weighed beside it.
The weights were learned from PolNeAR's train split (`python -m training.link`) and stand in `link_weights.csv`.
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sayso.model.reading import Sentence
from sayso.reading.encoder import Encoding, Tagged

SHARE = 60  # word pieces within which a cue may share another cue's source
REACH = 160  # word pieces beyond which nothing is linked while something nearer is there
FEATURES = (
    "link_score", "same_sentence", "same_paragraph", "sentences_apart", "distance", "before_cue", "touching",
    "cues_between", "contents_between", "sources_between", "quote_and_before", "quote_next_sentence", "colon_between",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """The text and what was tagged in it."""

    text: str
    sentences: Sequence[Sentence]
    begins: Sequence[int]
    tagged: Sequence[Tagged]
    firsts: Sequence[int]  # where each of `tagged` begins and ends, in word pieces
    lasts: Sequence[int]

    def sentence(self, tagged: Tagged) -> int:
        """The number of the sentence a span begins in."""
        return max(0, bisect_right(self.begins, tagged.span.begin) - 1)

    def between(self, first: Tagged, second: Tagged) -> Sequence[Tagged]:
        """What was tagged after `first` and before `second`."""
        return self.tagged[bisect_left(self.firsts, first.pieces[1]) : bisect_right(self.lasts, second.pieces[0])]


def setting(text: str, sentences: Sequence[Sentence], tagged: Sequence[Tagged]) -> Setting:
    """A setting with its index."""
    return Setting(
        text,
        sentences,
        [s.span.begin for s in sentences],
        tagged,
        [t.pieces[0] for t in tagged],
        [t.pieces[1] for t in tagged],
    )


def away(span: Tagged, cue: Tagged) -> int:
    """Word pieces between two spans."""
    return max(span.pieces[0] - cue.pieces[1], cue.pieces[0] - span.pieces[1], 0)


def within(
    others: Sequence[Tagged], firsts: Sequence[int], lasts: Sequence[int], span: Tagged, reach: int
) -> list[int]:
    """The numbers of `others` (in text order, with their begins and ends) at most `reach` word pieces from `span`."""
    begin = bisect_left(lasts, span.pieces[0] - reach)
    end = bisect_right(firsts, span.pieces[1] + reach)
    return [i for i in range(begin, end) if away(span, others[i]) <= reach]


def features(at: Setting, span: Tagged, cue: Tagged, score: float) -> list[float]:
    """The values of `FEATURES` for one pair."""
    first, second = (span, cue) if span.span.begin < cue.span.begin else (cue, span)
    between = at.text[first.span.end : max(first.span.end, second.span.begin)]
    inside = [tagged.label for tagged in at.between(first, second)]
    a, b = at.sentence(span), at.sentence(cue)
    before = span.span.begin < cue.span.begin
    opens = at.text[max(0, span.span.begin - 1) : span.span.begin + 1]
    quote = any(m in opens for m in "\"“`'‘")
    same_paragraph = bool(at.sentences) and at.sentences[a].paragraph == at.sentences[b].paragraph
    return [
        score,
        float(a == b),
        float(same_paragraph),
        float(min(4, abs(a - b))),
        math.log1p(away(span, cue)),
        float(before),
        float(not any(c.isalnum() for c in between)),
        float(min(3, inside.count("cue"))),
        float(min(3, inside.count("content"))),
        float(min(3, inside.count("source"))),
        float(quote and before),
        float(quote and a == b + 1),
        float(":" in between),
    ]


@cache
def weights(kind: str) -> NDArray[np.float64]:
    """The weights of `FEATURES` for sources or contents."""
    lines = (files("sayso.reading") / "link_weights.csv").read_text("utf-8").splitlines()
    rows = {r["feature"]: float(r[kind]) for r in csv.DictReader(x for x in lines if not x.startswith("#"))}
    return np.array([rows[name] for name in FEATURES])


def best_cues(at: Setting, encoding: Encoding, kind: str, spans: Sequence[Tagged], cues: Sequence[Tagged]) -> list[int]:
    """The number of the best cue for each span; `cues` must not be empty."""
    scores = encoding.links(kind, spans, cues)
    firsts, lasts = [c.pieces[0] for c in cues], [c.pieces[1] for c in cues]
    out: list[int] = []
    for i, span in enumerate(spans):
        near = within(cues, firsts, lasts, span, REACH)
        near = near or [min(range(len(cues)), key=lambda j: away(span, cues[j]))]
        values = [float(np.dot(weights(kind), features(at, span, cues[j], float(scores[i, j])))) for j in near]
        out.append(near[int(np.argmax(values))])
    return out


def best_sources(
    at: Setting, encoding: Encoding, sources: Sequence[Tagged], cues: Sequence[Tagged]
) -> list[list[Tagged]]:
    """For each cue the source that fits it best, whatever cue that source belongs to; for cues without their own.

    One source may speak in several clauses ("he said … and denied …").
    """
    if not sources or not cues:
        return [[] for _ in cues]
    scores = encoding.links("source", sources, cues)
    firsts, lasts = [s.pieces[0] for s in sources], [s.pieces[1] for s in sources]
    out: list[list[Tagged]] = []
    for j, cue in enumerate(cues):
        near = [
            i
            for i in within(sources, firsts, lasts, cue, SHARE)
            if abs(at.sentence(sources[i]) - at.sentence(cue)) <= 1
        ]
        values = [float(np.dot(weights("source"), features(at, sources[i], cue, float(scores[i, j])))) for i in near]
        out.append([sources[near[int(np.argmax(values))]]] if near else [])
    return out
