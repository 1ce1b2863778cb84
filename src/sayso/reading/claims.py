"""Deeds told as one's own: "X said it had shelled …", a claim of responsibility."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.knowledge.tables import reporting_verbs
from sayso.model.claim import Act
from sayso.model.span import Span, stripped
from sayso.reading.tails import opening
from sayso.reading.voices import head_of

# "it had carried out", "its forces struck": the speaker tells of a deed of their own.
_OWN = re.compile(
    r"^(?:(?:[\w-]+\s+){0,6}that\s+)?(?:it|they|its\s+(?:\w+\s+){0,2}|their\s+(?:\w+\s+){0,2}|we)\s*(?:had|has|have)?\s*(?:also\s+)?(?:"
    r"carried out|conducted|launched|fired|struck|hit|attacked|targeted|shelled|bombed|killed|ambushed|destroyed|shot"
    r")\b",
    re.IGNORECASE,
)
CLAIMED_DEED = (
    r"\bclaim(?:ed|s|ing)?\s+(?:the|this|that|these|those|both)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:attacks?|strikes?|bombings?|blasts?|raids?|operations?|shootings?|killings?|explosions?|assaults?)"
    r"(?=\s*(?:[.,;”\"]|in\b|on\b|at\b|against\b|through\b|via\b|which\b|$))"
)
"""Words that claim a deed as one's own: "claimed the attack"."""
_CLAIMS = re.compile(
    rf"\b(?:claim(?:ed|s|ing)?|tak(?:en|es|ing)|took)\s+(?:responsibility|credit)\b|{CLAIMED_DEED}", re.IGNORECASE
)


def claimant(text: str, sentence: Span) -> Span | None:
    """Who claims the deed that the sentence tells as their own; None where nobody does."""
    told = opening(text, sentence)
    if told is not None:
        content, source, cue = told
        if _denies(cue.of(text)):
            return None
        own = _OWN.match(content.of(text)) or _CLAIMS.search(text, cue.begin, min(sentence.end, cue.end + 24))
        return head_of(text, source) if own else None
    hit = _CLAIMS.search(text, sentence.begin, sentence.end)
    if hit is None:
        return None
    before = stripped(text, sentence.begin, hit.start())
    return before if before and len(before.of(text).split()) <= 10 else None


# What is struck is named behind the verb: "its forces had struck more than 85 targets".
_STRUCK = re.compile(
    r"\b(?:struck|hit|attacked|targeted|shelled|bombed)\b(?=\s[^,.;]{0,40}\b(?:targets?|sites?|positions?|bases?|facilit(?:y|ies)|headquarters)\b)",
    re.IGNORECASE,
)


def own_strike(text: str, sentence: Span) -> Span | None:
    """The verb by which somebody tells a strike of their own on targets; None in other sentences."""
    if claimant(text, sentence) is None:
        return None
    hit = _STRUCK.search(text, sentence.begin, sentence.end)
    return Span(*hit.span()) if hit else None


def _denies(cue: str) -> bool:
    """Whether a verb of saying says that something is not so."""
    verbs = {form for verb in reporting_verbs() if verb.act is Act.DENY for form in verb.forms}
    return any(word in verbs for word in cue.lower().split())


def all_claimed(text: str, evidence: Sequence[Span]) -> bool:
    """Every sentence that tells the event is the doer's own claim of it."""
    return all(claimant(text, s) is not None for s in evidence)
