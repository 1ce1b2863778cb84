"""The newswire's closing attribution ("…, police said."): who stands at the end of a sentence speaks for all of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.knowledge.tables import reporting_verbs
from sayso.model.claim import Attribution
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span, stripped
from sayso.reading.touching import Touching

_LONGEST = 14  # words that a source at a sentence's end may have


_CLAUSE = (
    "but|and|which|whose|who|where|that|as|while|when|if|because|although|though|after|before|to|in|on|at|for|during|"
    "adding|saying"
)
# A source that ends in one of these is the middle of something else ("casualties were | reported").
_LAST = re.compile(
    r"\b(?:was|were|is|are|be|been|being|has|have|had|to|not|will|would|could|may|might|can|the|a|an|of|and|or)$", re.I
)
_FIRST = re.compile(rf"(?:{_CLAUSE})\b", re.I)
_QUOTES = re.compile("[“”\"]|''|``")


@cache
def _verbs() -> str:
    """Finite verbs of saying, longest first."""
    verbs = {f for v in reporting_verbs() for f in v.forms[1:3]} - {"claims", "notes", "reports", "states", "orders"}
    return "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))


@cache
def _tail() -> re.Pattern[str]:
    """A comma or closing mark, a source, a verb of saying, and at most a few words more."""
    return re.compile(
        r"[,”\"'](?:'')?\s+(?P<source>[^,;“”\"]{2,90}(?:,[^,;“”\"]{2,60},)?)"
        rf"\s+(?P<cue>(?:has |have )?(?:{_verbs()}))"
        r"(?:\s+(?!that\b)[^,;“”\"]{1,60})?\s*[.!?]?\s*$",
        re.IGNORECASE,
    )


@cache
def _head() -> re.Pattern[str]:
    """A sentence that begins with its source and a verb of saying, perhaps after a word or two of time or contrast."""
    return re.compile(
        r"^(?:(?:But|However|Meanwhile|Separately|Also|And|Earlier|Later|On \w+day)\b,?\s+"
        r"|In (?:a|an|its|their|his|her|the|another) (?:[\w-]+ ){0,2}"
        r"(?:statement|release|report|communiqu[eé]|message|briefing)"
        r"(?: (?:on |late |early )?\w+day)?,?\s+"
        r"|(?:In (?:retaliation|response|reaction)|After|Following|Amid|Despite)\b[^,“”\"]{3,120},\s+)?"
        rf"(?P<source>[^,;:“”\"]{{2,90}}?(?:,[^,;“”\"]{{2,80}},)?)\s+(?:also |later |earlier |\w+day )?"
        rf"(?P<cue>(?:has |have |had )?(?:also )?(?:{_verbs()}))\b(?=\s|,|:)",
    )


def _source(words: str) -> bool:
    """Whether words can be somebody who speaks: not the beginning of a clause, not cut in its middle."""
    words = words.strip()
    return not (
        _DEED.fullmatch(words)
        or _FIRST.match(words)
        or _LAST.search(words)
        or len(words.split()) > _LONGEST
        or _QUOTES.search(words)
    )


# "The strikes answered …": deeds say nothing.
_DEED = re.compile(
    r"(?:the|these|those|an?)\s+(?:[\w-]+\s+)?(?:strikes?|attacks?|raids?|bombings?|blasts?|explosions?|shelling)",
    re.IGNORECASE,
)


def closing(text: str, sentence: Span) -> tuple[Span, Span, Span] | None:
    """Content, source and cue of a sentence that ends in its attribution; None for others."""
    hit = _tail().search(sentence.of(text))
    if hit is None or hit.start() < 12 or not _source(hit["source"]):
        return None
    begin = sentence.begin
    content = stripped(text, begin, begin + hit.start() + 1)
    source = stripped(text, begin + hit.start("source"), begin + hit.end("source"))
    if content is None or source is None:
        return None
    return content, source, Span(begin + hit.start("cue"), begin + hit.end("cue"))


def opening(text: str, sentence: Span) -> tuple[Span, Span, Span] | None:
    """Content, source and cue of a sentence that begins with who says it; None for others."""
    hit = _head().search(sentence.of(text))
    if hit is None or not _source(hit["source"]):
        return None
    begin = sentence.begin
    content = stripped(text, begin + hit.end("cue"), sentence.end)
    source = stripped(text, begin + hit.start("source"), begin + hit.end("source"))
    if content is None or source is None:
        return None
    return content, source, Span(begin + hit.start("cue"), begin + hit.end("cue"))


def with_closing(text: str, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, and the closing ones that none of them has; contents reach into no sentence closed by another.

    Only sentences without a tagged attribution of their own (cue in the sentence) get one by this rule.
    """
    cues = Touching(found, lambda a: a.cue)
    closed: list[Span] = []
    new: list[Attribution] = []
    for sentence in sentences:
        told = closing(text, sentence.span) if sentence.block is BlockKind.PARAGRAPH else None
        if told is None:
            continue
        content, source, cue = told
        here = (c for a in cues.at(sentence.span) for c in a.cue)
        if any(sentence.span.contains(c) and c.end > content.end for c in here):
            continue
        closed.append(sentence.span)
        new.append(Attribution("", (content,), (source,), (cue,), score=1.0, why="the sentence ends in who says it"))
    ends = [s.end for s in closed]

    def free(span: Span) -> bool:
        n = bisect_right(ends, span.begin)
        return n == len(closed) or closed[n].begin >= span.end

    kept = [replace(a, content=tuple(c for c in a.content if free(c))) for a in found]
    return (*(a for a in kept if a.content), *new)
