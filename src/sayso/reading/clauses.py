"""A sentence that tells one deed and the one it answers: "… struck X in response to the attack that killed Y"."""

from __future__ import annotations

import re

from sayso.model.span import Span

# What ties a deed to an earlier one. Behind it stands what happened before.
_ANSWERS = re.compile(
    r"\b(?:in|as|a|an|of)\s+(?:\w+\s+)?(?:response|retaliation|answer|reaction|revenge|reprisal|return|retribution)s?\s+(?:to|for|against)\b"
    r"|\b(?:follow(?:s|ed|ing)|answer(?:s|ed|ing)|aveng(?:es?|ed|ing)|respond(?:s|ed|ing)?\s+to|retaliat(?:es?|ed|ing)\s+(?:for|against))\b"
    r"|\b(?:days?|weeks?|months?|years?|hours?)\s+after\b",
    re.IGNORECASE,
)

# Words for a deed, of whatever kind.
_DEED = re.compile(
    r"\b(?:(?:(?:air|drone|missile)[\s-]?)?(?:strikes?|raids?|attacks?|bombings?|bombardments?|shelling|operations?|assaults?)"
    r"|struck|hit|attacked|bombed|shelled|fired|launched|killed|raided|pounded|targeted)\b",
    re.IGNORECASE,
)


# Deaths that a deed answers stand for the deed that caused them.
_DEATHS = re.compile(r"\b(?:deaths?|killings?|murders?|loss|wounding)\s+of\b|\bkilled\b", re.IGNORECASE)


def deaths(text: str, part: Span) -> Span | None:
    """The first words for deaths that somebody caused ("the deaths of …"); None where there are none."""
    hit = _DEATHS.search(text, part.begin, part.end)
    return Span(*hit.span()) if hit else None


def deed(text: str, part: Span) -> Span | None:
    """The first word for a deed of whatever kind; None where there is none."""
    hit = _DEED.search(text, part.begin, part.end)
    return Span(*hit.span()) if hit else None


def background(text: str, sentence: Span) -> Span | None:
    """The part of a sentence that tells what the rest answers or follows; None where it tells of no such thing.

    A sentence that begins with it ("In retaliation for the raid, …") has it up to the first comma.
    """
    hit = _ANSWERS.search(text, sentence.begin, sentence.end)
    if hit is None:
        return None
    if hit.start() - sentence.begin > 2:
        return Span(hit.end(), sentence.end) if hit.end() < sentence.end else None
    comma = text.find(",", hit.end(), sentence.end)
    return Span(hit.end(), comma) if comma > hit.end() else None
