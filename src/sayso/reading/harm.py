"""What a number counts: the word of harm that governs it, the words for the people, and the total it is part of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.knowledge.tables import grammar_words
from sayso.model.claim import Measure
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.phrase import (
    BE,
    CLAUSE_WORDS,
    DETERMINERS,
    HAVE,
    PREPOSITIONS,
    Clause,
    Harm,
    head_kind,
    noun_kind,
    parse,
    phrase_end,
)

_QUALIFYING = grammar_words("qualifying")
_LIST = grammar_words("list-links")
_INCLUDING = grammar_words("including")
_GRAVITY = grammar_words("gravity")
_STOPS = grammar_words("stops")
_SPEECH = grammar_words("speech")
_TOLL_LINK = grammar_words("toll-link")
_BOTH = {Measure.KILLED, Measure.INJURED}
_PARTS = re.compile(
    r"\b(?:including|included|includ(?:e|es|ed)|among\s+(?:them|whom|which|the\s+(?:dead|wounded|injured|victims|killed))"
    r"|mostly|of\s+(?:them|whom|those))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Governor:
    """A word of harm that may govern a number: what it counts, how likely by the grammar (0..1), and why in words."""

    measure: Measure
    score: float
    why: str
    span: Span


def _of(clause: Clause, harm: Harm) -> Span:
    return Span(clause.tokens[harm.first].span.begin, clause.tokens[harm.end - 1].span.end)


def _named(clause: Clause, harm: Harm) -> str:
    return " ".join(t.word for t in clause.tokens[harm.first : harm.end])


def _passive_before(clause: Clause, at: int) -> bool:
    """Whether a form of "be" stands at most four words before token `at`, with no mark or noun phrase between."""
    for back in range(at - 1, max(-1, at - 5), -1):
        low = clause.low(back)
        if low in BE:
            return True
        if low in HAVE or low in _LIST or not low.isalpha():
            harm = clause.harms.get(back - 1)
            if low == "and" and harm and "past" in harm.readings:
                continue
            return False
        if not low.endswith(("ly", "ed")) and low not in {"also", "later", "then", "being", "either", "both", "shot"}:
            return False
    return False


def _takes_object(clause: Clause, at: int) -> bool:
    """Whether the words from token `at` look like the object of the verb before them."""
    low = clause.low(at)
    if not low or low in {"yesterday", "today", "tonight", "christmas", "new", "last", "early"}:
        return False
    if (
        low in DETERMINERS
        or low[0].isdigit()
        or low
        in {
            "several",
            "many",
            "dozens",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "him",
            "them",
            "at",
            "more",
            "himself",
            "herself",
            "some",
            "hundreds",
        }
    ):
        return low != "at" or clause.low(at + 1) in {"least", "most"}
    if low in PREPOSITIONS or low in _LIST or low in CLAUSE_WORDS or low in BE or not low[0].isalpha():
        return False
    return bool(noun_kind(low)) or (clause.tokens[at].word[0].isupper() and not low.endswith("day"))


def _right(clause: Clause, begin: int, end: int) -> Iterator[Governor]:
    """Words of harm after the noun phrase that ends at token `end`: "12 … were killed", "12 wounded", "12 dead"."""
    left = any(clause.low(at) in {"left", "leaving", "leaves", "leave"} for at in range(max(0, begin - 6), begin))
    be, have = left, False
    since_be, marks, numbers = 0, 0, 0
    previous = clause.low(begin - 1)
    object_of = previous in PREPOSITIONS and previous not in _QUALIFYING
    if previous == "by":
        return
    for at in range(end, min(len(clause.tokens), end + 32)):
        low, gap = clause.low(at), at - end
        harm = clause.harms.get(at)
        if harm:
            for governor in _judge_right(clause, harm, gap, be and since_be <= 6, have):
                yield replace(governor, score=governor.score - (0.15 if numbers else 0) - (0.3 if object_of else 0))
            return
        if low in _STOPS or low in _SPEECH:
            return
        if low in CLAUSE_WORDS and low not in {"who", "which", "whom", "where", "as"} and gap:
            return
        if low in {",", "--", "(", ")", "—", "–"}:
            marks += 1
            if marks > 4:
                return
        if low[0].isdigit() or noun_kind(low) == "number":
            numbers += 1
        if low in BE:
            be, since_be = True, 0
        elif low in HAVE:
            have = True
        else:
            since_be += 1
        if (be or have) and since_be > 6:
            return


def _judge_right(clause: Clause, harm: Harm, gap: int, be: bool, have: bool) -> Iterator[Governor]:
    """What a word of harm to the right says of the number, by its grammar."""
    name, span, far = _named(clause, harm), _of(clause, harm), 0.012 * gap
    readings = harm.readings
    if "past" in readings and be:
        yield Governor(readings["past"], 0.95 - far, f"… were {name}", span)
    elif "intransitive" in readings:
        yield Governor(readings["intransitive"], 0.92 - far, f"… {name}", span)
    elif "state" in readings and (be or gap <= 1):
        yield Governor(readings["state"], 0.9 - far, f"… {name}", span)
    elif "past" in readings and not _takes_object(clause, harm.end):
        score = 0.88 if gap == 0 else 0.62 if not have else 0.4
        yield Governor(readings["past"], score - far, f"… {name}", span)
    elif "head" in readings and be:
        yield Governor(readings["head"], 0.6 - far, f"were … {name}", span)


def _left(clause: Clause, first: int) -> Iterator[Governor]:
    """Words of harm before the number: "killing 12", "the death of 12", "killed four soldiers and 12"."""
    previous = clause.low(first - 1)
    links = 0
    for at in range(first - 1, max(-1, first - 26), -1):
        low, gap = clause.low(at), first - 1 - at
        harm = next((h for h in (clause.harms.get(at - back) for back in range(5)) if h and h.end == at + 1), None)
        if harm:
            gap = first - harm.end
            yield from _judge_left(clause, harm, gap, previous, links)
            return
        if low in _STOPS or low in {
            "left",
            "leaving",
            "by",
            "when",
            "after",
            "while",
            "because",
            "before",
            "but",
            "although",
            "who",
            "which",
            "if",
        }:
            return
        if gap and (low in BE or low in _SPEECH):
            return
        if low in _LIST:
            links += 1
        if gap == 0 and low in PREPOSITIONS and low not in {"of", "to", "at", "as", "by", "over", "for"}:
            return


def _judge_left(clause: Clause, harm: Harm, gap: int, previous: str, links: int) -> Iterator[Governor]:
    """What a word of harm to the left says of the number, by its grammar."""
    name, span, readings = _named(clause, harm), _of(clause, harm), harm.readings
    far = 0.015 * gap
    between = clause.low(harm.end)
    if "toll" in readings and (previous in _TOLL_LINK or gap <= 2) and gap <= 12:
        yield Governor(readings["toll"], 0.92 - far, f"{name} … {previous}", span)
    if "noun" in readings and (between == "of" or clause.low(harm.first - 1) == "the" or between in {"to", "on", "in"}):
        score = 0.93 if between == "of" else 0.6
        if gap <= 1 or links or score < 0.9:
            yield Governor(readings["noun"], score - far, f"{name} of …", span)
    if "head" in readings and between in {*BE, *_INCLUDING, "included"} and gap <= 2:
        yield Governor(readings["head"], 0.85, f"{name} {between} …", span)
    if "takes" in readings and gap == 0:
        yield Governor(readings["takes"], 0.55, f"{name} …", span)
    if gap and between in _LIST and harm.end + 1 not in clause.harms:
        return
    object_like = gap == 0 or bool(links) or clause.low(harm.end) in DETERMINERS
    for kind in ("gerund", "base", "past"):
        if kind not in readings or (kind == "past" and _passive_before(clause, harm.first)):
            continue
        if object_like and previous not in {"at", "by"}:
            score = 0.94 if gap == 0 else 0.84
            yield Governor(readings[kind], score - far, f"{name} …", span)
            return
        if gap <= 6:
            yield Governor(readings[kind], 0.45 - far, f"{name} … near", span)
            return


def _at_head(clause: Clause, first: int, end: int) -> Iterator[Governor]:
    """Words of harm within the noun phrase: "39 deaths", "12 dead", "two wounded soldiers", "six hostages"."""
    for at in range(first, min(end + 1, len(clause.tokens))):
        harm = clause.harms.get(at)
        if not harm or (at >= end and at > first):
            continue
        name, span, readings = _named(clause, harm), _of(clause, harm), harm.readings
        if "noun" in readings and harm.end >= end:
            yield Governor(readings["noun"], 0.86, f"{name}", span)
        elif "state" in readings and at == first:
            yield Governor(readings["state"], 0.9, f"{name}", span)
        elif "head" in readings:
            sure = readings["head"] in _BOTH
            yield Governor(readings["head"], 0.8 if sure else 0.5, f"{name}", span)
        elif "past" in readings and harm.end < end:
            yield Governor(readings["past"], 0.78, f"{name} …", span)


def governors(text: str, sentence: Span, quantity: Quantity, *, whole: Span | None = None) -> tuple[Governor, ...]:
    """Every word of harm that may govern the number, likeliest first; one per measure.

    `whole` is the noun phrase when it is known already (a single victim's name).
    """
    clause = parse(text, sentence)
    begin = clause.at(quantity.whole.begin)
    first = clause.at((whole or quantity.span).end)
    if whole is None and clause.low(first) == "of":
        first += 1
    end = first if whole else phrase_end(clause, first)
    if whole is None and end < len(clause.tokens) and clause.low(end) == "of":
        end = phrase_end(clause, end + 1)
    found = [*_at_head(clause, first, end), *_left(clause, begin), *_right(clause, begin, end)]
    best: dict[Measure, Governor] = {}
    for governor in sorted(found, key=lambda g: -g.score):
        best.setdefault(governor.measure, governor)
    return tuple(best.values())


def _both(clause: Clause, chosen: Governor) -> bool:
    """Whether one number is told for killed and injured together ("60 were killed and wounded")."""
    at = clause.at(chosen.span.end)
    if clause.low(at) not in {"and", "or", "and/or"} or chosen.measure not in _BOTH:
        return False
    other = clause.harms.get(at + 1)
    if other is None or "past" not in other.readings or other.readings["past"] not in _BOTH - {chosen.measure}:
        return False
    return not _takes_object(clause, other.end)


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
        if harm:
            for kind in ("past", "gerund", "intransitive", "noun", "head", "state", "base"):
                if kind in harm.readings:
                    return Governor(
                        harm.readings[kind], 0.62, f"part of those of {_named(clause, harm)!r}", _of(clause, harm)
                    )
    return None


def measure_of(text: str, sentence: Span, quantity: Quantity) -> tuple[Measure | None, str]:
    """What the number counts, by the word of harm that governs it in its sentence, and why; (None, "") when none does.

    One number for dead and wounded together is `Measure.CASUALTIES`.
    """
    found = governors(text, sentence, quantity)
    best = found[0] if found else None
    if best is None or best.score < 0.8:
        inherited = _inherited(text, sentence, quantity)
        if inherited and (best is None or inherited.score > best.score):
            best = inherited
    if best is None:
        return None, ""
    if _both(parse(text, sentence), best):
        return Measure.CASUALTIES, f"{best.why}, dead and wounded in one number"
    return best.measure, best.why


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
