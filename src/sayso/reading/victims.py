"""Victims told without a number: one person named or described, and nobody at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.knowledge.tables import grammar_words
from sayso.model.actor import Mention, MentionKind
from sayso.model.claim import Measure
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.harm import sure_measures
from sayso.reading.phrase import Clause, noun_kind, parse, phrase_end

_ONE = grammar_words("indefinite")
_THE = grammar_words("definite")
_PRONOUNS = grammar_words("pronouns")
_HARMED = (
    r"(?:kill(?:ed)?|die(?:d)?|dead|hurt|injur(?:ed|ies)|wounded|harmed|arrested|detained|missing|abducted|kidnapped"
    r"|displaced|casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|victims?|arrests?|loss\s+of\s+life|loss\s+of\s+human\s+life)"
)
_NONE = re.compile(
    r"(?<!\w)(?P<said>(?P<no>no(?:\s+one|\s?body)?|nobody"
    r"|none(?:\s+of\s+(?:the|them|those|his|her|their|our|its)(?:\s+[\w-]+){0,8}?)?"
    r"|without(?:\s+any)?|neither(?:\s+of\s+[\w ]{1,30})?"
    r"|not\s+(?:resulted?|result|cause[d]?|claimed?|leave|left)(?:\s+in)?\s+any"
    r"|not\s+(?:yet\s+)?made\s+(?:any|an)|not\s+(?:been|caused|causing|leave|left|suffer(?:ed)?)(?:\s+any)?)"
    r"(?P<middle>(?:\s+[\w'’-]+){0,6}?)\s+(?P<harm>" + _HARMED + r")(?:\s+n?or\s+(?P<also>" + _HARMED + r"))?)(?!\w)",
    re.I,
)
_NOT_HURT = re.compile(
    r"\b(?:was|were|are|is|been)\s+(?P<said>(?:not\s+(?:seriously\s+)?(?:injured|hurt|wounded|harmed|killed)|unhurt|unharmed|uninjured|unscathed))\b",
    re.I,
)
_ESCAPED = re.compile(
    r"\b(?:escaped|emerged)\s+(?P<said>unhurt|unharmed|uninjured|unscathed|injury|without\s+injury)\b", re.I
)
_UNKNOWN_YET = re.compile(
    r"\b(?:immediate(?:ly)?|word|reports?|numbers?|tolls?|figures?|counts?|estimates?"
    r"|information|details|confirm\w*|known|claim(?:ed)?\s+responsib\w+)\b",
    re.I,
)
_MEASURES = (
    (re.compile(r"casualt|victim", re.I), "killed and injured"),
    (re.compile(r"kill|die|dead|death|fatal|loss", re.I), "killed"),
    (re.compile(r"hurt|injur|wound|harm|scathed", re.I), "injured"),
    (re.compile(r"arrest|detain", re.I), "arrested"),
    (re.compile(r"missing", re.I), "missing"),
    (re.compile(r"abduct|kidnap", re.I), "abducted"),
    (re.compile(r"displaced", re.I), "displaced"),
)


def find_none(text: str, sentences: Sequence[Span]) -> tuple[Quantity, ...]:
    """Statements that nobody was harmed: "no casualties", "no one was hurt", "was not injured", each (0, 0).

    `rule` ends with what is zero: "none: killed", "none: injured", "none: killed and injured" ("no casualties").
    "No immediate reports of casualties" and "gave no number of dead" tell of no number and are not proposed.
    """
    found: list[Quantity] = []
    for sentence in sentences:
        for pattern in (_NONE, _NOT_HURT, _ESCAPED):
            for match in pattern.finditer(text, sentence.begin, sentence.end):
                groups = match.groupdict()
                if _UNKNOWN_YET.search(groups.get("middle") or "") or _UNKNOWN_YET.search(
                    text, match.end(), match.end() + 22
                ):
                    continue
                harms = [h for h in (groups.get("harm") or match["said"], groups.get("also")) if h]
                what = _and([next(name for stem, name in _MEASURES if stem.search(harm)) for harm in harms])
                whole = Span(match.start("said"), match.end("said"))
                short = Span(match.start("no"), match.end("no")) if groups.get("no") else whole
                spot = whole if len(whole) <= 30 else short
                found.append(Quantity(0, 0, spot, whole, f"none: {what}"))
    return tuple(sorted(found, key=lambda q: q.span))


def none_measures(quantity: Quantity) -> tuple[Measure, ...]:
    """What a quantity of `find_none` says is zero: killed and injured for "no casualties", one measure otherwise."""
    _, _, names = quantity.rule.partition("none: ")
    return tuple(Measure(name) for name in names.split(" and ") if name)


def _and(names: Sequence[str]) -> str:
    """What is zero, each named once: "killed", "killed and injured"."""
    return " and ".join(dict.fromkeys(part for name in names for part in name.split(" and ")))


def _described(clause: Clause) -> Iterator[tuple[int, int, str]]:
    """Noun phrases of one person: their first token, the one after their last, and why."""
    at = 0
    while at < len(clause.tokens):
        low = clause.low(at)
        if low in _PRONOUNS:
            yield at, at + 1, f"single: {low!r}"
        elif low in _ONE or low in _THE:
            end = phrase_end(clause, at + 1)
            while end > at + 1 and not noun_kind(clause.low(end - 1)):
                end -= 1
            if low == "one" and clause.low(at + 1) == "of":
                end = phrase_end(clause, at + 2)
                yield at, at + 1, "single: one of several"
            elif low == "one" and clause.low(at - 1) in {"no", "any"}:
                pass
            elif low == "one":
                kind = noun_kind(clause.low(end - 1)) if end > at + 1 else ""
                if kind in {"person", "person?", ""}:
                    yield at, at + 1, "single: one"
            elif end > at + 1 and noun_kind(clause.low(end - 1)) in {"person", "person?"}:
                yield at, end, f"single: {low!r} and a noun of one person"
        at += 1


def singular_candidates(text: str, sentence: Span, mentions: Sequence[Mention]) -> tuple[Quantity, ...]:
    """Single victims near a word of harm: "a soldier was killed", "the murder of Pierre Gemayel", each (1, 1).

    Named people are taken from `mentions`. `span` are the words for the person; `rule` begins with "single".
    """
    clause = parse(text, sentence)
    if not clause.harms:
        return ()
    spans = [
        (Span(clause.tokens[first].span.begin, clause.tokens[end - 1].span.end), why)
        for first, end, why in _described(clause)
    ]
    named = [m.span for m in mentions if m.kind is MentionKind.PERSON and sentence.contains(m.span)]
    spans = [(s, why) for s, why in spans if not any(s.overlaps(n) or _apposed(text, n, s) for n in named)]
    spans += [(n, "single: a named person") for n in named]
    found = []
    for span, why in sorted(spans):
        quantity = Quantity(1, 1, span, span, why)
        best = _victim(text, sentence, quantity)
        if best:
            found.append(Quantity(1, 1, span, span, f"{why}, {best}"))
    return tuple(found)


def _apposed(text: str, name: Span, description: Span) -> bool:
    """Whether a description only says more of the person named just before it ("Amin Haddad, a member of …")."""
    return name.end <= description.begin and text[name.end : description.begin].strip() == ","


def _victim(text: str, sentence: Span, quantity: Quantity) -> str:
    """Why the person is a victim, "" when no word of harm surely governs them."""
    found = sure_measures(text, sentence, quantity)
    return found[0][1] if found else ""
