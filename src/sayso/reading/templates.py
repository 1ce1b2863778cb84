"""MUC-4's incident templates of a report, in the simplification of GTT (Du, Rush and Cardie 2021).

An older codebook than ours, kept for comparison with what was published on it: six incident types, five roles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.model.span import Span
from sayso.reading.encoder import Encoding, Tagged
from sayso.reading.heads import SENTENCE_HEADS, TOKEN_HEADS

TYPES = SENTENCE_HEADS["template-type"]
ROLES = TOKEN_HEADS["template"]
# Chosen on MUC-4's dev split, which is also what the bench measures on.
TYPE_THRESHOLD = 0.1
SWITCH = 0.3
ROLE_BIAS = 1.25


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its type and, per role, the entities that fill it, each by the mentions chosen for it."""

    incident_type: str
    roles: dict[str, tuple[tuple[Span, ...], ...]] = field(default_factory=dict)


def find_templates(text: str, encoding: Encoding) -> tuple[Template, ...]:
    """One template for each incident type that some sentence tells, with the role fillers of its sentences."""
    if not encoding.ranges:
        return ()
    rows = [encoding.probability(i, "template-type") for i in range(len(encoding.ranges))]
    told = {t: max(row[t] for row in rows) for t in TYPES}
    kinds = [t for t in TYPES if told[t] >= TYPE_THRESHOLD]
    if not kinds:
        return ()
    spans = encoding.spans("template", switch=SWITCH, bias=ROLE_BIAS)
    filled: dict[str, dict[str, list[Tagged]]] = {k: {r: [] for r in ROLES} for k in kinds}
    for tagged in spans:
        sentence = next((i for i, (a, b) in enumerate(encoding.ranges) if a <= tagged.pieces[0] < b), None)
        row = rows[sentence] if sentence is not None else told
        best = max(kinds, key=lambda k: (row[k], told[k]))
        filled[best][tagged.label].append(tagged)
    return tuple(Template(k, {r: _entities(text, filled[k][r]) for r in ROLES}) for k in kinds)


def _words(text: str, span: Span) -> tuple[str, ...]:
    return tuple(w for w in re.findall(r"[a-z0-9]+", span.of(text).lower()) if w not in ("the", "a", "an"))


def _entities(text: str, found: Sequence[Tagged]) -> tuple[tuple[Span, ...], ...]:
    """One mention an entity: mentions that share their last word, or lie within one another, are one entity; the
    first told stands for it."""
    kept: list[tuple[tuple[str, ...], Span]] = []
    for tagged in sorted(found, key=lambda t: t.span):
        words = _words(text, tagged.span)
        if words and not any(_same(words, w) for w, _ in kept):
            kept.append((words, tagged.span))
    return tuple((span,) for _, span in kept)


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a)
