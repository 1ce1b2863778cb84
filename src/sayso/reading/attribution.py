"""Who says what: source, cue and content, tied by the learned linker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model.claim import Attribution, AttributionKind
from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.encoder import Encoding, Tagged
from sayso.reading.linking import Setting, best_cues, best_sources, setting
from sayso.reading.tails import with_closing

# Chosen on PolNeAR's dev split (the bench measures on it too): what a change of role costs, log odds given to every
# role against none, word pieces that may be missing within one part, words that alone are no part.
SWITCH = 0.6
BIAS = 0.4
FILL = 1
STRAY = 1
ALONE = 0.5  # the least score of a content with neither cue nor source

_MARK = re.compile("[\"“”„«»]|''|``")
_QUOTED = re.compile('["“„«]|``')


def find_attributions(text: str, sentences: Sequence[Sentence], encoding: Encoding) -> tuple[Attribution, ...]:
    """Every attribution of the report in the order of its content.

    Each content and source span goes to the cue that the linker scores best; a cue's spans are one
    attribution. A source without content of its own cue is dropped; content that finds no cue stands alone.
    """
    tagged = encoding.spans("attribution", switch=SWITCH, bias=BIAS)
    cues = [t for t in tagged if t.label == "cue"]
    contents = [t for t in tagged if t.label == "content"]
    sources = [t for t in tagged if t.label == "source"]
    at = setting(text, sentences, tagged)
    content_cue: Sequence[int | None] = [None] * len(contents)
    source_cue: Sequence[int | None] = [None] * len(sources)
    if cues:
        content_cue = best_cues(at, encoding, "content", contents, cues)
        source_cue = best_cues(at, encoding, "source", sources, cues)
    shared = best_sources(at, encoding, sources, cues)
    told, owned = _by_cue(contents, content_cue), _by_cue(sources, source_cue)
    found: list[Attribution] = []
    for number, cue in enumerate(cues):
        parts = _whole(text, at, told.get(number, []))
        own = owned.get(number, [])
        apart, parts, own = _apart(at, cue, parts, own)
        found += [_attribution(text, sources, None, contents) for sources, contents in apart]
        if parts:
            found.append(_attribution(text, own or shared[number], cue, parts))
    found += [_attribution(text, [], None, [c]) for c in told.get(None, [])]
    found = [a for a in found if a.cue or a.source or a.score >= ALONE]
    found = [replace(a, kind=_kind(text, a.content)) for a in with_closing(text, sentences, found)]
    found.sort(key=lambda a: a.content)
    return tuple(_numbered(found))


def _by_cue(spans: Sequence[Tagged], cues: Sequence[int | None]) -> dict[int | None, list[Tagged]]:
    out: dict[int | None, list[Tagged]] = {}
    for span, cue in zip(spans, cues, strict=True):
        out.setdefault(cue, []).append(span)
    return out


Grouped = tuple[list[tuple[list[Tagged], list[Tagged]]], list[Tagged], list[Tagged]]


def _apart(at: Setting, cue: Tagged, contents: list[Tagged], sources: list[Tagged]) -> Grouped:
    """What is in other paragraphs than the cue: sources with contents of their own there, whose cue was missed, and
    contents that are no quotation. What is left goes with the cue.
    """

    def paragraph(tagged: Tagged) -> int:
        return at.sentences[at.sentence(tagged)].paragraph if at.sentences else 0

    home = paragraph(cue)
    apart = []
    for number in sorted({paragraph(s) for s in sources} - {home}):
        told, said = [c for c in contents if paragraph(c) == number], [s for s in sources if paragraph(s) == number]
        if told and len(told) < len(contents):
            apart.append((said, told))
            contents = [c for c in contents if c not in told]
            sources = [s for s in sources if s not in said]
    far = [c for c in contents if paragraph(c) != home and not _QUOTED.search(_opening(at.text, c.span))]
    if len(far) < len(contents):
        apart += [([], [c]) for c in far]
        contents = [c for c in contents if c not in far]
    return apart, contents, sources


def _opening(text: str, span: Span) -> str:
    """The first sign of a span and the one before it."""
    return text[max(0, span.begin - 1) : span.begin + 1]


def _whole(text: str, at: Setting, parts: Sequence[Tagged]) -> list[Tagged]:
    """Parts of one sentence with nothing tagged between them are one; stray words beside a longer part are none."""
    out: list[Tagged] = []
    for part in parts:
        last = out[-1] if out else None
        together = last is not None and at.sentence(last) == at.sentence(part) and not at.between(last, part)
        if last is not None and together and part.pieces[0] - last.pieces[1] <= FILL:
            span = Span(last.span.begin, part.span.end)
            out[-1] = Tagged(span, last.label, (last.pieces[0], part.pieces[1]), min(last.score, part.score))
            continue
        out.append(part)
    longest = max((len(p.span.of(text).split()) for p in out), default=0)
    return [p for p in out if len(p.span.of(text).split()) > STRAY or longest <= STRAY]


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
