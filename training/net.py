"""The network: one encoder, token tags, sentence classes and a biaffine linker."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from sayso.reading.heads import (
    DISTANCE_EDGES,
    LINK_WIDTH,
    LINKS,
    SENTENCE_HEADS,
    TOKEN_HEADS,
    sentence_slices,
    token_slices,
)
from training.batches import Batch

WIDTH = 384
N_TAGS = max(end for _, end in token_slices().values())
N_CLASSES = max(end for _, end in sentence_slices().values())


class Heads(nn.Module):
    """All that sits on the encoder's states; small enough to run in numpy at reading time."""

    def __init__(self) -> None:
        """All heads that `heads.py` lists."""
        super().__init__()
        self.tags = nn.Linear(WIDTH, N_TAGS)
        # One attention query per sentence class: which word pieces speak for it.
        self.queries = nn.Parameter(torch.randn(N_CLASSES, WIDTH) * 0.02)
        self.class_weight = nn.Parameter(torch.randn(N_CLASSES, WIDTH) * 0.02)
        self.class_bias = nn.Parameter(torch.full((N_CLASSES,), -2.0))
        self.link_span = nn.ModuleDict({k: nn.Linear(2 * WIDTH, LINK_WIDTH) for k in LINKS})
        self.link_cue = nn.ModuleDict({k: nn.Linear(2 * WIDTH, LINK_WIDTH) for k in LINKS})
        self.link_form = nn.ParameterDict({k: nn.Parameter(torch.eye(LINK_WIDTH) * 0.1) for k in LINKS})
        self.link_distance = nn.ParameterDict({k: nn.Parameter(torch.zeros(len(DISTANCE_EDGES) + 1)) for k in LINKS})

    def sentence_logits(self, states: Tensor) -> Tensor:
        """Class logits of one sentence from its pieces' states (pieces × width)."""
        attention = torch.softmax(states @ self.queries.T, dim=0)
        pooled = attention.T @ states
        return (pooled * self.class_weight).sum(-1) + self.class_bias

    def link_logits(self, kind: str, states: Tensor, spans: Tensor, cues: Tensor) -> Tensor:
        """Scores of each span (row) going with each cue (column); both are first and last piece."""
        left = torch.tanh(self.link_span[kind](torch.cat([states[spans[:, 0]], states[spans[:, 1]]], -1)))
        right = torch.tanh(self.link_cue[kind](torch.cat([states[cues[:, 0]], states[cues[:, 1]]], -1)))
        distance = torch.where(
            spans[:, None, 0] > cues[None, :, 1],
            spans[:, None, 0] - cues[None, :, 1],
            torch.clamp(spans[:, None, 1] - cues[None, :, 0], max=0),
        )
        bucket = torch.bucketize(distance, torch.tensor(DISTANCE_EDGES))
        return left @ self.link_form[kind] @ right.T + self.link_distance[kind][bucket]


def loss_of(heads: Heads, states: Tensor, batch: Batch) -> Tensor:
    """The summed loss of the heads that the batch's set teaches."""
    total = states.new_zeros(())
    logits = heads.tags(states)
    slices = token_slices()
    for head, tags in batch.tags.items():
        begin, end = slices[head]
        total = total + fn.cross_entropy(logits[..., begin:end].flatten(0, 1), tags.flatten(), ignore_index=-100)
    if batch.sentences:
        total = total + _sentence_loss(heads, states, batch)
    if batch.links:
        total = total + 0.3 * _link_loss(heads, states, batch)
    return total


def _sentence_loss(heads: Heads, states: Tensor, batch: Batch) -> Tensor:
    slices = sentence_slices()
    columns = [c for head in batch.classes for c in range(*slices[head])]
    logits = torch.stack([heads.sentence_logits(states[w, a:b]) for w, a, b in batch.sentences])[:, columns]
    gold = torch.cat([batch.classes[head] for head in batch.classes], -1)
    return fn.binary_cross_entropy_with_logits(logits, gold, reduction="none").sum(-1).mean()


def _link_loss(heads: Heads, states: Tensor, batch: Batch) -> Tensor:
    losses = []
    for links in batch.links:
        gold = links.gold
        logits = heads.link_logits(links.kind, states[links.window], links.spans, links.cues)
        losses.append(fn.cross_entropy(logits, gold, reduction="sum"))
    return torch.stack(losses).sum() / max(1, sum(len(x.gold) for x in batch.links))


__all__ = ["N_CLASSES", "N_TAGS", "SENTENCE_HEADS", "TOKEN_HEADS", "WIDTH", "Heads", "loss_of"]
