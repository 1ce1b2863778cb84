"""The newswire's closing attribution ("…, police said."): who stands at the end of a sentence speaks for all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.knowledge.tables import reporting_verbs
from sayso.model.claim import Attribution
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span, stripped

_LONGEST = 14  # words that a source at a sentence's end may have


@cache
def _tail() -> re.Pattern[str]:
    """A comma or closing mark, a source, a verb of saying in the past or present, and at most a few words more."""
    verbs = sorted({f for v in reporting_verbs() for f in v.forms[1:3]} - {"claims"}, key=len, reverse=True)
    said = "|".join(map(re.escape, verbs))
    return re.compile(
        rf"[,”\"'](?:'')?\s+(?P<source>[^,;“”\"]{{2,110}}(?:,[^,;“”\"]{{2,60}},)?)\s+(?P<cue>(?:has |have )?(?:{said}))"
        r"(?:\s+(?!that\b)[^,;“”\"]{1,60})?\s*[.!?]?\s*$",
        re.IGNORECASE,
    )


def closing(text: str, sentence: Span) -> tuple[Span, Span, Span] | None:
    """Content, source and cue of a sentence that ends in its attribution; None for others."""
    hit = _tail().search(sentence.of(text))
    if hit is None or len(hit["source"].split()) > _LONGEST or hit.start() < 12:
        return None
    begin = sentence.begin
    content = stripped(text, begin, begin + hit.start() + 1)
    source = stripped(text, begin + hit.start("source"), begin + hit.end("source"))
    if content is None or source is None:
        return None
    return content, source, Span(begin + hit.start("cue"), begin + hit.end("cue"))


def with_closing(text: str, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, and the closing ones that none of them has; contents reach into no sentence closed by another.

    Only sentences without a tagged attribution of their own (cue in the sentence) get one by this rule.
    """
    out = list(found)
    for sentence in sentences:
        if sentence.block is not BlockKind.PARAGRAPH:
            continue
        told = closing(text, sentence.span)
        if told is None:
            continue
        content, source, cue = told
        if any(sentence.span.contains(c) and c.end > content.end for a in out for c in a.cue):
            continue
        trimmed = []
        for a in out:
            kept = tuple(c for c in a.content if not c.overlaps(sentence.span))
            if kept:
                trimmed.append(replace(a, content=kept))
            elif not any(c.overlaps(sentence.span) for c in a.content):
                trimmed.append(a)
        new = Attribution("", (content,), (source,), (cue,), score=1.0, why="the sentence ends in who says it")
        out = [*trimmed, new]
    return tuple(out)
