"""Speech within speech ("the ministry said witnesses told it that …"): a verb of saying inside reported content.

The encoder's training data mark the outermost speaker alone, so what lies inside is found by rule: a mention, right
after it a verb of saying, and what follows up to the end of its sentence or of the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from sayso.knowledge.tables import reporting_verbs
from sayso.model.actor import Mention, MentionKind
from sayso.model.claim import Attribution
from sayso.model.reading import Sentence
from sayso.model.span import Span, stripped
from sayso.reading.draft import Draft

_SPEAKS = (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.PEOPLE)


@cache
def _verb() -> re.Pattern[str]:
    """A finite verb of saying right after its subject, "that" or a comma with it."""
    forms = {form for verb in reporting_verbs() for form in verb.forms[1:3]}
    words = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    return re.compile(rf"\s+(?:had\s+|has\s+|have\s+)?({words})\s+(?:that\s+|(?=[a-z“\"]))", re.IGNORECASE)


def with_nested(draft: Draft) -> tuple[Attribution, ...]:
    """The attributions, and after each the ones found within its content, with it as their parent."""
    out: list[Attribution] = []
    for outer in draft.attributions:
        out.append(outer)
        inner = [a for span in outer.content for a in _within(draft, span, outer)]
        out += [replace(a, id=f"{outer.id}.{n}") for n, a in enumerate(inner, 1)]
    return tuple(out)


def _within(draft: Draft, content: Span, outer: Attribution) -> Iterator[Attribution]:
    free = content.begin
    for mention in _mentions(draft.mentions, content):
        if mention.span.begin < free:
            continue
        verb = _verb().match(draft.text, mention.span.end, content.end)
        if verb is None:
            continue
        end = min(content.end, _sentence_end(draft.sentences, mention.span, content.end))
        told = stripped(draft.text, verb.end(), end) if verb.end() < end else None
        if told is None or len(told.of(draft.text).split()) < 3:
            continue
        cue = Span(verb.start(1), verb.end(1))
        yield Attribution(
            id="",
            content=(told,),
            source=(mention.span,),
            cue=(cue,),
            parent=outer.id,
            score=outer.score * mention.score,
            why=f"“{cue.of(draft.text)}” within what somebody else says",
        )
        free = end


def _mentions(mentions: Sequence[Mention], content: Span) -> list[Mention]:
    return [m for m in mentions if m.kind in _SPEAKS and content.contains(m.span)]


def _sentence_end(sentences: Sequence[Sentence], span: Span, otherwise: int) -> int:
    return next((s.span.end for s in sentences if s.span.contains(span)), otherwise)
