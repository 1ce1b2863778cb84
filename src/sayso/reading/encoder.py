"""The one encoder: text in, states, tags and classes out. Nothing of onnxruntime leaves this file."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.errors import DataError
from sayso.model.reading import Sentence
from sayso.model.report import Block, BlockKind
from sayso.model.span import Span
from sayso.reading.blind import pieces
from sayso.reading.heads import DISTANCE_EDGES, SENTENCE_HEADS, TOKEN_HEADS, sentence_slices, token_slices
from sayso.reading.windows import WINDOW, cut, pieces_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
_CLS, _SEP = 101, 102
_LONE = re.compile("[\ud800-\udfff]")
SWITCH = 1.0
_SLOWER = ["SkipLayerNormFusion"]  # onnxruntime's joined operation takes longer than its parts


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that a token head found: its class, the word pieces it covers, and the mean probability of its tags."""

    span: Span
    label: str
    pieces: tuple[int, int]
    score: float


def _broken(trouble: ModuleType) -> tuple[type[Exception], ...]:
    """What a missing or damaged file of the model raises; onnxruntime's errors have no common class."""
    names = ("Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NoSuchFile", "NoModel", "RuntimeException")
    return (OSError, EOFError, ValueError, zipfile.BadZipFile, *(getattr(trouble, name) for name in names))


class _Model:
    """The files of one model, loaded once."""

    def __init__(self, folder: Traversable) -> None:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as trouble
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        # One thread: the cores go to reports, and the answer does not depend on how many there are.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            with as_file(folder / "encoder.onnx") as path:
                self.session: InferenceSession = onnxruntime.InferenceSession(
                    str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
                )
                digest = hashlib.sha256(path.read_bytes())
            with as_file(folder / "heads.npz") as path, np.load(path) as arrays:
                self.heads: dict[str, Floats] = {k: arrays[k] for k in arrays.files}
            words = (folder / "tokenizer.json").read_text("utf-8")
            json.loads(words)  # the tokenizer's own error has no type of its own
            self.tokenizer: Tokenizer = Tokenizer.from_str(words)
        except _broken(trouble) as error:
            raise DataError(f"the reader's model is missing or damaged ({error}): install sayso again") from error
        digest.update((folder / "heads.npz").read_bytes())
        self.digest = digest.hexdigest()[:12]
        # a head of the code that the model lacks would silently read garbage
        if self.heads["tags_weight"].shape[0] != max(b for _, b in token_slices().values()):
            raise DataError("the reader's model does not fit this version of sayso: run `make model` or install again")


@cache
def _model() -> _Model:
    return _Model(files("sayso.reading") / "model")


def model_digest() -> str:
    """A digest of the shipped model, part of the reader's identity. Raises DataError when it is missing."""
    return _model().digest


def _softmax(x: Floats, axis: int = -1) -> Floats:
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.asarray(e / e.sum(axis=axis, keepdims=True), dtype=np.float32)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the encoder makes of one report, in word pieces.

    `offsets` (pieces × 2) are character offsets; `states` (pieces × width); `tags` the token heads' logits;
    `starts` whether a piece begins a word; `ranges` first and last-plus-one piece of each sentence;
    `classes` (sentences × classes) probabilities; `attention` the piece each class of each sentence looks at most.
    """

    offsets: NDArray[np.int64]
    starts: NDArray[np.bool_]
    states: Floats
    tags: Floats
    ranges: tuple[tuple[int, int], ...]
    classes: Floats
    attention: NDArray[np.int64]

    def spans(self, head: str, *, switch: float = SWITCH, bias: float = 0.0) -> tuple[Tagged, ...]:
        """The spans that `head` tags, in text order.

        A word believes in a class as its pieces do on average; of all ways to tag the words the likeliest is taken,
        where each change from one class to another costs `switch` (in log odds), so that a stray word does not cut a
        span in two. `bias` is added to the log odds of every class against none.
        """
        if not len(self.tags):
            return ()
        begin, end = token_slices()[head]
        heads = np.flatnonzero(self.starts)
        counts = np.diff([*heads, len(self.starts)])
        words = np.add.reduceat(_softmax(self.tags[:, begin:end]), heads, axis=0) / counts[:, None]
        classes = np.concatenate([words[:, :1], words[:, 1::2] + words[:, 2::2]], -1)
        odds = np.log(classes + 1e-6)
        odds[:, 1:] += bias
        best = _path(odds, switch)
        belief = classes[np.arange(len(best)), best]
        new = words[np.arange(len(best)), np.maximum(2 * best - 1, 0)] > 0.5
        bounds = [*heads.tolist(), len(self.starts)]
        return tuple(self._tagged(run, belief, bounds, TOKEN_HEADS[head]) for run in _runs(best, new))

    def _tagged(self, run: tuple[int, int, int], belief: Floats, bounds: Sequence[int], names: Sequence[str]) -> Tagged:
        kind, first, last = run
        a, b = bounds[first], bounds[last]
        span = Span(int(self.offsets[a, 0]), int(self.offsets[b - 1, 1]))
        return Tagged(span, names[kind - 1], (a, b), float(np.add.reduce(belief[first:last]) / (last - first)))

    def tagged_as(self, head: str, span: Span) -> float:
        """The highest probability of any word piece of `span` being tagged by `head` at all."""
        begin, end = token_slices()[head]
        first, last = self.pieces(span)
        if first == last:
            return 0.0
        return float(1.0 - _softmax(self.tags[first:last, begin:end])[:, 0].min())

    def probability(self, sentence: int, head: str) -> dict[str, float]:
        """The probability of each class of a sentence head."""
        begin, _ = sentence_slices()[head]
        return {c: float(self.classes[sentence, begin + i]) for i, c in enumerate(SENTENCE_HEADS[head])}

    def trigger(self, sentence: int, head: str, label: str) -> Span:
        """The word that speaks most for `label` in this sentence."""
        begin, _ = sentence_slices()[head]
        piece = int(self.attention[sentence, begin + SENTENCE_HEADS[head].index(label)])
        first = piece
        while first > 0 and not self.starts[first]:
            first -= 1
        last = piece + 1
        while last < len(self.starts) and not self.starts[last]:
            last += 1
        return Span(int(self.offsets[first, 0]), int(self.offsets[last - 1, 1]))

    def pieces(self, span: Span) -> tuple[int, int]:
        """First and last-plus-one word piece that touch `span`."""
        first = int(np.searchsorted(self.offsets[:, 1], span.begin, side="right"))
        return first, max(first, int(np.searchsorted(self.offsets[:, 0], span.end, side="left")))

    def links(self, kind: str, spans: Sequence[Tagged], cues: Sequence[Tagged]) -> Floats:
        """Log odds of each span going with each cue (spans × cues)."""
        heads = _model().heads
        if not spans or not cues:
            return np.zeros((len(spans), len(cues)), np.float32)
        a = np.array([(s.pieces[0], s.pieces[1] - 1) for s in spans])
        b = np.array([(c.pieces[0], c.pieces[1] - 1) for c in cues])

        def side(name: str, at: NDArray[np.int64]) -> Floats:
            both = np.concatenate([self.states[at[:, 0]], self.states[at[:, 1]]], -1)
            return np.asarray(np.tanh(both @ heads[f"{name}_{kind}_weight"].T + heads[f"{name}_{kind}_bias"]))

        distance = np.where(
            a[:, None, 0] > b[None, :, 1], a[:, None, 0] - b[None, :, 1], np.minimum(a[:, None, 1] - b[None, :, 0], 0)
        )
        bucket = np.searchsorted(np.array(DISTANCE_EDGES), distance, side="left")
        scores = side("link_span", a) @ heads[f"link_form_{kind}"] @ side("link_cue", b).T
        return np.asarray(scores + heads[f"link_distance_{kind}"][bucket], dtype=np.float32)


def _path(odds: Floats, switch: float) -> NDArray[np.int64]:
    """The likeliest class of each word when a change of class costs `switch`.

    A word whose class 0 leads every other by two changes or more is of class 0 whatever stands around it, so that
    only the stretches between such words need a search; and one word alone between two such needs none either.
    """
    best = np.zeros(len(odds), np.int64)
    lead = odds[:, 1:].max(axis=1) - odds[:, 0]
    is_open = lead > -2 * switch
    alone = np.zeros(len(odds), np.bool_)
    alone[1:-1] = is_open[1:-1] & ~is_open[:-2] & ~is_open[2:]
    sure = np.flatnonzero(alone & (lead > 2 * switch))
    best[sure] = odds[sure, 1:].argmax(axis=1) + 1
    open_words = np.flatnonzero(is_open & ~alone)
    for stretch in np.split(open_words, np.flatnonzero(np.diff(open_words) > 1) + 1):
        if len(stretch):
            first, last = stretch[0], stretch[-1] + 1
            around = odds[max(0, first - 1) : last + 1]
            best[first:last] = _search(around, switch)[first - max(0, first - 1) :][: last - first]
    return best


def _search(odds: Floats, switch: float) -> list[int]:
    """The likeliest path through a few words (Viterbi's search)."""
    rows: list[list[float]] = odds.tolist()
    value, back = rows[0], []
    for row in rows[1:]:
        best = max(value)
        change = best - switch
        top = value.index(best)
        back.append([k if v >= change else top for k, v in enumerate(value)])
        value = [(v if v > change else change) + r for v, r in zip(value, row, strict=True)]
    path = [value.index(max(value))]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _runs(best: NDArray[np.int64], new: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """(class, first, last-plus-one word) of each run of words of one class; a word that is `new` begins one."""
    runs: list[tuple[int, int, int]] = []
    for i in np.flatnonzero(best).tolist():
        kind = int(best[i])
        last = runs[-1] if runs else None
        if last and last[0] == kind and i == last[2] and not new[i]:
            runs[-1] = (kind, last[1], i + 1)
        else:
            runs.append((kind, i, i + 1))
    return runs


# A dateline is no sentence, but it names a place and a day.
_READ_IN_DATELINES = ("place", "time")


def encode(text: str, sentences: Sequence[Sentence], blocks: Sequence[Block] = (), *, blind: bool = True) -> Encoding:
    """Run the encoder over one report, its furniture left out. Raises DataError when the model is missing.

    `blind` takes the names of known parties out, as for every reading; without it names are read as they stand.
    """
    model = _model()
    # half of a character pair is no text to the tokenizer; a sign of the same length keeps the offsets
    spans = [s.span for s in sentences]
    made = pieces(model.tokenizer, _LONE.sub("\ufffd", text), spans if blind else ())
    furniture = [b.span for b in blocks if b.kind is BlockKind.FURNITURE]
    kept = _outside(made.offsets, furniture)
    ids = np.array(made.ids, np.int64)[kept]
    offsets = np.array(made.offsets, np.int64).reshape(-1, 2)[kept]
    starts = np.array(made.starts, np.bool_)[kept]
    pairs = [(int(b), int(e)) for b, e in offsets]
    begins = [b for b, _ in pairs]
    windows = cut(pairs, spans, WINDOW)
    states = np.zeros((len(ids), model.heads["tags_weight"].shape[1]), np.float32)
    read = np.zeros(len(ids), np.bool_)
    for window in windows:
        # One window at a time: int8 scales are taken over the whole input, so company would change the answer.
        row = np.concatenate([[_CLS], ids[window.first : window.last], [_SEP]])[None]
        (out,) = model.session.run(["states"], {"ids": row})
        states[window.first : window.last] = out[0, 1:-1]
        read[window.first : window.last] = True
    tags = states @ model.heads["tags_weight"].T + model.heads["tags_bias"]
    ranges = tuple(pieces_of(pairs, begins, s) for s in spans)
    inside = np.zeros(len(ids), np.bool_)
    for a, b in ranges:
        inside[a:b] = True
    for head, (begin, _) in token_slices().items():
        tags[~(read if head in _READ_IN_DATELINES else read & inside), begin] = 50.0
    classes, attention = _classes(states, ranges, model.heads)
    return Encoding(offsets, starts, states, tags, ranges, classes, attention)


def _outside(offsets: Sequence[tuple[int, int]], furniture: Sequence[Span]) -> NDArray[np.bool_]:
    """Which word pieces stand in no furniture; both come in text order."""
    kept = np.ones(len(offsets), np.bool_)
    begins = [b for b, _ in offsets]
    for span in furniture:
        first, last = pieces_of(offsets, begins, span)
        kept[first:last] = False
    return kept


def _classes(
    states: Floats, ranges: Sequence[tuple[int, int]], heads: dict[str, Floats]
) -> tuple[Floats, NDArray[np.int64]]:
    """Each sentence's class probabilities, and the piece each class attends to most."""
    n = heads["queries"].shape[0]
    classes = np.zeros((len(ranges), n), np.float32)
    attention = np.zeros((len(ranges), n), np.int64)
    for i, (a, b) in enumerate(ranges):
        if a == b:
            continue
        part = states[a:b]
        weights = _softmax(part @ heads["queries"].T, axis=0)
        pooled = weights.T @ part
        logits = (pooled * heads["class_weight"]).sum(-1) + heads["class_bias"]
        classes[i], attention[i] = _sigmoid(logits), a + weights.argmax(0)
    return classes, attention
