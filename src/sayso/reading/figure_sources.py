"""Who gives a figure where no verb of saying tells it: who counted, in whose release it stands, by whose count."""

from __future__ import annotations

import re

from sayso.model.span import Span

_WORD = r"[A-Z](?:[\w’'-]|\.(?=\w))*"
_NAME = rf"(?:[Tt]he\s+)?{_WORD}(?:\s+(?:(?:for|of|in)\s+)?{_WORD})*"
# "the Observatory had counted 18 dead", "the command put the injured at 25".
_COUNTER = re.compile(
    rf"(?P<source>{_NAME}|\bthe\s+[a-z]+)\s+(?:(?:had|has|have)\s+)?(?:first\s+|later\s+|also\s+|now\s+)?"
    r"(?:counted\b|(?:put|puts|set)\s+the\b[^,;.]{3,40}\bat\b)[^;]*$"
)
_PAPER = r"(?:count|tally|estimate|statement|release|report|announcement|communiqu[eé])"
# "25 in the first release of X", "…, by the count of X".
_IN_PAPER = re.compile(
    rf"\b(?:in|by|according to)\s+(?:the|an?)\s+(?:[\w-]+\s+){{0,2}}?{_PAPER}\s+(?:of|by|from)\s+"
    rf"(?P<source>{_NAME}|the\s+[a-z]+)"
)
_IN_NEXT = re.compile(r"\s+in\s+the\s+(?:second|third|fourth|next|later|last)(?=\s*(?:[,.;]|and\b))")


def figure_source(text: str, sentence: Span, number: Span) -> Span | None:
    """Who gives the figure at `number`; None where its sentence has none of these forms.

    "At least 34 in the second" goes on with the release told before; what ends a sentence is said of all its clause.
    """
    counter = _COUNTER.search(text, sentence.begin, number.begin)
    if counter:
        return Span(*counter.span("source"))
    papers = [Span(*hit.span("source")) for hit in _IN_PAPER.finditer(text, sentence.begin, sentence.end)]
    if not papers:
        return None
    if _IN_NEXT.match(text, number.end):
        return next((p for p in reversed(papers) if p.end <= number.begin), None)
    behind = next((p for p in papers if p.begin >= number.end), None)
    if behind is None:
        return None
    # of several figures with a paper each, the one right behind it; at the sentence's end of all of them
    between = text[number.end : behind.begin]
    ends = not text[behind.end : sentence.end].strip(" .")
    return behind if ends or "," not in between else None
