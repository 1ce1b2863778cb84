"""Who says what: source, cue and content, tied by the learned linker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model.claim import Attribution, AttributionKind
from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.encoder import Encoding, Tagged
from sayso.reading.linking import best_cues, setting

_MARK = re.compile("[\"“”„«»]|''|``")
_QUOTED = re.compile('["“„«]|``')


def find_attributions(text: str, sentences: Sequence[Sentence], encoding: Encoding) -> tuple[Attribution, ...]:
    """Every attribution of the report in the order of its content.

    Each content and source span goes to the cue that the linker scores best; a cue's spans are one
    attribution. A source without content of its own cue is dropped; content that finds no cue stands alone.
    """
    tagged = encoding.spans("attribution")
    cues = [t for t in tagged if t.label == "cue"]
    contents = [t for t in tagged if t.label == "content"]
    sources = [t for t in tagged if t.label == "source"]
    at = setting(text, sentences, tagged)
    content_cue: Sequence[int | None] = [None] * len(contents)
    source_cue: Sequence[int | None] = [None] * len(sources)
    if cues:
        content_cue = best_cues(at, encoding, "content", contents, cues)
        source_cue = best_cues(at, encoding, "source", sources, cues)
    groups: dict[int, list[Tagged]] = {}
    alone: list[Tagged] = []
    for content, cue in zip(contents, content_cue, strict=True):
        if cue is None:
            alone.append(content)
        else:
            groups.setdefault(cue, []).append(content)
    found = [
        _attribution(text, [s for s, c in zip(sources, source_cue, strict=True) if c == cue], cues[cue], parts)
        for cue, parts in groups.items()
    ]
    found += [_attribution(text, [], None, [content]) for content in alone]
    found.sort(key=lambda a: a.content)
    return tuple(_numbered(found))


def _attribution(text: str, sources: Sequence[Tagged], cue: Tagged | None, contents: Sequence[Tagged]) -> Attribution:
    parts = [*sources, *([cue] if cue else []), *contents]
    content = tuple(sorted(c.span for c in contents))
    return Attribution(
        id="",
        content=content,
        source=tuple(sorted(s.span for s in sources)),
        cue=(cue.span,) if cue else (),
        kind=_kind(text, content),
        score=sum(p.score for p in parts) / len(parts),
        why="tagged by the encoder, tied to its cue by the linker" if cue else "content without a cue",
    )


def _kind(text: str, content: Sequence[Span]) -> AttributionKind:
    """Direct when all of the content stands in quotation marks, mixed when some does."""
    quoted = whole = True
    for span in content:
        words = text[max(0, span.begin - 1) : span.end + 1].strip()
        quoted = quoted and bool(_MARK.search(words))
        whole = whole and bool(_QUOTED.match(words))
    if not quoted:
        return AttributionKind.MIXED if any(_MARK.search(s.of(text)) for s in content) else AttributionKind.INDIRECT
    return AttributionKind.DIRECT if whole else AttributionKind.MIXED


def _numbered(found: Sequence[Attribution]) -> list[Attribution]:
    return [replace(a, id=f"q{n}") for n, a in enumerate(found, 1)]
