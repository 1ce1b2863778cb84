"""Labelled documents to tensors: windows of word pieces with tags, classes and links."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.model.span import Span
from sayso.reading.blind import pieces
from sayso.reading.heads import LINKS, SENTENCE_HEADS, TOKEN_HEADS
from sayso.reading.windows import cut, pieces_of
from training.data import Labelled

CLS, SEP, PAD = 101, 102, 0


@dataclass(slots=True)
class Example:
    """One window: ids with the two marks, tags per head, sentences (first, last piece), links."""

    ids: list[int]
    tags: dict[str, list[int]]
    sentences: list[tuple[int, int]]
    classes: dict[str, list[list[float]]]
    links: list[tuple[str, list[tuple[int, int]], list[tuple[int, int]], list[int]]]


@dataclass(slots=True)
class LinkBatch:
    """Spans of one kind in one window, the window's cues, and which cue each span goes with."""

    kind: str
    window: int
    spans: Tensor
    cues: Tensor
    gold: Tensor


@dataclass(slots=True)
class Batch:
    """Windows of one set, padded to one length."""

    ids: Tensor
    mask: Tensor
    tags: dict[str, Tensor]
    sentences: list[tuple[int, int, int]]
    classes: dict[str, Tensor]
    links: list[LinkBatch]


def examples(doc: Labelled, tokenizer: Tokenizer, size: int) -> Iterator[Example]:
    """The windows of one document."""
    made = pieces(tokenizer, doc.text, doc.sentences if doc.blind else ())
    offsets, begins = made.offsets, [b for b, _ in made.offsets]
    tags = {head: _tags(offsets, begins, spans, TOKEN_HEADS[head]) for head, spans in doc.spans.items()}
    ranges = [pieces_of(offsets, begins, s) for s in doc.sentences]
    for window in cut(offsets, doc.sentences, size):
        inside = [i for i, (a, b) in enumerate(ranges) if a < b and window.first <= a and b <= window.last]
        shift = 1 - window.first
        yield Example(
            ids=[CLS, *made.ids[window.first : window.last], SEP],
            tags={h: [-100, *t[window.first : window.last], -100] for h, t in tags.items()},
            sentences=[(ranges[i][0] + shift, ranges[i][1] + shift) for i in inside],
            classes={
                head: [[float(c in rows[i]) for c in SENTENCE_HEADS[head]] for i in inside]
                for head, rows in doc.classes.items()
            },
            links=_links(doc, offsets, begins, window.first, window.last),
        )


def _tags(
    offsets: Sequence[tuple[int, int]], begins: Sequence[int], spans: list[tuple[Span, str]], classes: tuple[str, ...]
) -> list[int]:
    tags = [0] * len(offsets)
    for span, kind in spans:
        first, last = pieces_of(offsets, begins, span)
        for i in range(first, last):
            tags[i] = 1 + 2 * classes.index(kind) + (i > first)
    return tags


def _links(
    doc: Labelled, offsets: Sequence[tuple[int, int]], begins: Sequence[int], first: int, last: int
) -> list[tuple[str, list[tuple[int, int]], list[tuple[int, int]], list[int]]]:
    """Spans and cues that lie in the window: (kind, spans, cues, index of each span's cue)."""

    def piece(span: Span) -> tuple[int, int] | None:
        a, b = pieces_of(offsets, begins, span)
        return (a - first + 1, b - first) if first <= a < b <= last else None

    cues: list[tuple[int, int]] = []
    rows: dict[str, list[tuple[tuple[int, int], int]]] = {k: [] for k in LINKS}
    for link in doc.links:
        places = [p for p in map(piece, link.cue) if p]
        if not places:
            continue
        cues.append(places[0])
        for kind in LINKS:
            rows[kind] += [(p, len(cues) - 1) for p in map(piece, getattr(link, kind)) if p]
    return [(kind, [p for p, _ in found], cues, [c for _, c in found]) for kind, found in rows.items() if found]


def collate(items: Sequence[Example]) -> Batch:
    """Examples of one set to one batch."""
    length = max(len(e.ids) for e in items)

    def pad(rows: list[list[int]], value: int) -> Tensor:
        return torch.tensor([r + [value] * (length - len(r)) for r in rows])

    heads = list(items[0].classes)
    sentences = [(w, a, b) for w, e in enumerate(items) for a, b in e.sentences]
    return Batch(
        ids=pad([e.ids for e in items], PAD),
        mask=pad([[1] * len(e.ids) for e in items], 0),
        tags={h: pad([e.tags[h] for e in items], -100) for h in items[0].tags},
        sentences=sentences if heads else [],
        classes={h: torch.tensor([row for e in items for row in e.classes[h]]) for h in heads} if sentences else {},
        links=[
            LinkBatch(kind, w, torch.tensor(spans), torch.tensor(cues), torch.tensor(gold))
            for w, e in enumerate(items)
            for kind, spans, cues, gold in e.links
        ],
    )


def batches(pool: Sequence[Example], passes: float, pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """`passes` times through `pool` in batches of about `pieces` word pieces, alike in length."""
    order: list[Example] = []
    whole, part = int(passes), passes - int(passes)
    for _ in range(whole):
        order += rng.sample(list(pool), len(pool))
    order += rng.sample(list(pool), int(part * len(pool)))
    for begin in range(0, len(order), 256):
        chunk = sorted(order[begin : begin + 256], key=lambda e: len(e.ids))
        group: list[Example] = []
        for example in chunk:
            if group and (len(group) + 1) * len(example.ids) > pieces:
                yield group
                group = []
            group.append(example)
        if group:
            yield group


__all__ = ["Batch", "Example", "batches", "collate", "examples"]
