"""What a number counts, the words for the people counted, and the total it is part of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.knowledge.tables import grammar_words
from sayso.model.claim import Measure
from sayso.model.quantity import Quantity
from sayso.model.span import Span, covering
from sayso.reading.governors import Governor, governors, joint
from sayso.reading.phrase import head_kind, parse, phrase_end

_GRAVITY = grammar_words("gravity")
_SURE = 0.7
_PARTS = re.compile(
    r"\b(?:including|included|includ(?:e|es|ed)|among\s+(?:them|whom|which|the\s+(?:dead|wounded|injured|victims|killed))"
    r"|mostly|of\s+(?:them|whom|those))\b",
    re.I,
)
_KINDS = ("past", "gerund", "intransitive", "noun", "head", "state", "base")


def _inherited(text: str, sentence: Span, quantity: Quantity) -> Governor | None:
    """The measure of the total that a part is told of: "12 wounded, two of them seriously"."""
    clause = parse(text, sentence)
    begin = clause.at(quantity.whole.begin)
    before = range(begin - 1, -1, -1)
    after = range(begin, len(clause.tokens))
    after_words = text[quantity.span.end : quantity.span.end + 24]
    part = _PARTS.search(text, max(sentence.begin, quantity.whole.begin - 60), quantity.whole.begin) or re.match(
        r"\s+of\s+(?:them|whom|those|the\s+(?:dead|wounded|injured|victims|killed|hostages))\b", after_words, re.I
    )
    if not part:
        return None
    if any(clause.low(i) in _GRAVITY for i in range(begin, min(begin + 8, len(clause.tokens)))):
        return Governor(Measure.INJURED, 0.7, "seriously hurt among them", sentence)
    for index in [*before, *after]:
        harm = clause.harms.get(index)
        kind = next((k for k in _KINDS if harm and k in harm.readings), None)
        if harm and kind:
            span = covering(t.span for t in clause.tokens[harm.first : harm.end]) or sentence
            return Governor(harm.readings[kind], 0.62, f"part of those of {span.of(text)!r}", span)
    return None


def sure_measures(text: str, sentence: Span, quantity: Quantity) -> tuple[tuple[Measure, str], ...]:
    """`measures_of` without those that the grammar only hints at."""
    found = governors(text, sentence, quantity)
    if found and found[0].score >= _SURE:
        return measures_of(text, sentence, quantity)
    inherited = _inherited(text, sentence, quantity) if "one of several" in quantity.rule else None
    return ((inherited.measure, inherited.why),) if inherited else ()


def measures_of(text: str, sentence: Span, quantity: Quantity) -> tuple[tuple[Measure, str], ...]:
    """All that the number is told to count, likeliest first, each with why: "kidnapped and killed 11 people" counts
    abducted and killed. Empty when no word of harm governs it. One number for dead and wounded together is
    `Measure.CASUALTIES`.
    """
    found = list(governors(text, sentence, quantity))
    if not found or found[0].score < 0.8:
        inherited = _inherited(text, sentence, quantity)
        if inherited and (not found or inherited.score > found[0].score):
            found.insert(0, inherited)
    if not found:
        return ()
    if any(joint(text, found[0], other) for other in found[1:]):
        return ((Measure.CASUALTIES, f"{found[0].why}, dead and wounded in one number"),)
    return tuple((g.measure, g.why) for n, g in enumerate(found) if n == 0 or g.score >= _SURE)


def measure_of(text: str, sentence: Span, quantity: Quantity) -> tuple[Measure | None, str]:
    """What the number counts first of all (see `measures_of`), and why; (None, "") when no word of harm governs it."""
    found = measures_of(text, sentence, quantity)
    return found[0] if found else (None, "")


def counted(text: str, sentence: Span, quantity: Quantity) -> Span | None:
    """The words for the people counted, without the number: "US soldiers", "others"; None when there are none."""
    clause = parse(text, sentence)
    first = clause.at(quantity.span.end)
    if quantity.rule.startswith(("single", "none")):
        return quantity.span
    if clause.low(first) == "of":
        first += 1
    while clause.low(first) in {"the", "more"} and first < len(clause.tokens) - 1:
        first += 1
    end = phrase_end(clause, first)
    if end < len(clause.tokens) and clause.low(end) == "of" and head_kind(clause, first, end) and end > first:
        further = phrase_end(clause, end + 1)
        end = further if further > end + 1 else end
    if end <= first:
        return None
    return Span(clause.tokens[first].span.begin, clause.tokens[end - 1].span.end)


def part_of(text: str, sentence: Span, quantity: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """Which of the sentence's other numbers this one is part of ("eight people, including two children"), if any."""
    earlier = [q for q in others if sentence.contains(q.span) and q.whole.end <= quantity.whole.begin]
    after = re.match(r"\s+of\s+(?:them|whom|those)\b", text[quantity.span.end : quantity.span.end + 16], re.I)
    for total in reversed(earlier):
        between = text[total.whole.end : quantity.whole.begin]
        if ";" in between:
            return None
        smaller = total.low is None or quantity.low is None or quantity.low < total.low
        if smaller and (after or _PARTS.search(between)):
            same = measure_of(text, sentence, total)[0] == measure_of(text, sentence, quantity)[0]
            return total if same else None
    return None
