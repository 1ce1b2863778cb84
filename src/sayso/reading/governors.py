"""Which word of harm governs a number or a person in a sentence: the grammar behind the counting rules."""

from __future__ import annotations

from collections.abc import Iterator
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
    PHRASE_ENDS,
    PREPOSITIONS,
    Clause,
    Harm,
    noun_kind,
    parse,
    phrase_end,
)

_BOTH = frozenset({Measure.KILLED, Measure.INJURED})
_QUALIFYING = grammar_words("qualifying")
_LIST = grammar_words("list-links")
_INCLUDING = grammar_words("including")
_STOPS = grammar_words("stops")
_SPEECH = grammar_words("speech")
_TOLL_LINK = grammar_words("toll-link")
_BREAKS = grammar_words("clause-breaks")
_OBJECTS = grammar_words("object-starts")
_NOT_OBJECTS = grammar_words("not-objects")
_LEAVING = grammar_words("leaving")
_ADVERBS = grammar_words("adverbs-before-harm")
_SUBJECT = grammar_words("subject-pronouns")
_OBJECT = grammar_words("object-pronouns")
_MARKS = frozenset({",", "--", "(", ")", "—", "–"})
_RELATIVE = frozenset({"who", "which", "whom", "where"})
_REACH = 32


@dataclass(frozen=True, slots=True)
class Governor:
    """A word of harm that may govern a number: what it counts, how likely by the grammar (0..1), and why in words."""

    measure: Measure
    score: float
    why: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Target:
    """The noun phrase asked about, by token: `begin` with its qualifier, `first` after the number, `end` after it."""

    begin: int
    first: int
    end: int
    person: bool
    previous: str


def governors(text: str, sentence: Span, quantity: Quantity) -> tuple[Governor, ...]:
    """Every word of harm that may govern the number or the single victim, likeliest first; one per measure."""
    clause = parse(text, sentence)
    target = _target(clause, quantity)
    found = list(_at_head(clause, target))
    words = quantity.span.of(text).lower()
    possessed = text[quantity.span.end : quantity.span.end + 2] in {"'s", "’s"}
    if possessed and target.person:
        found += _possessed(clause, target)
    else:
        her_own = words == "her" and clause.low(target.end).isalpha() and clause.low(target.end) not in PHRASE_ENDS
        if words not in _SUBJECT and not her_own:
            found += _left(clause, target)
        if words not in _OBJECT and words != "her":
            found += _right(clause, target)
    best: dict[Measure, Governor] = {}
    for governor in sorted(found, key=lambda g: -g.score):
        best.setdefault(governor.measure, governor)
    return tuple(best.values())


def joint(text: str, one: Governor, other: Governor) -> bool:
    """Whether one number is told for killed and injured together ("60 were killed and wounded")."""
    first, second = sorted((one.span, other.span))
    between = text[first.end : second.begin].split() if first.end <= second.begin else []
    return {one.measure, other.measure} == _BOTH and between in (["and"], ["or"], ["and/or"])


def _target(clause: Clause, quantity: Quantity) -> _Target:
    begin = clause.at(quantity.whole.begin)
    person = quantity.rule.startswith("single") and not quantity.rule.startswith("single: one")
    first = clause.at(quantity.span.end)
    if person:
        back = begin - 1
        while noun_kind(clause.low(back)) == "person" and back > begin - 4:
            back -= 1
        return _Target(begin, begin, first, True, clause.low(back))
    if clause.low(first) == "of":
        first += 1
    end = phrase_end(clause, first)
    if clause.low(end) == "of":
        end = phrase_end(clause, end + 1)
    return _Target(begin, first, end, False, clause.low(begin - 1))


def _of(clause: Clause, harm: Harm) -> Span:
    return Span(clause.tokens[harm.first].span.begin, clause.tokens[harm.end - 1].span.end)


def _named(clause: Clause, harm: Harm) -> str:
    return " ".join(t.word for t in clause.tokens[harm.first : harm.end])


def _nounish(clause: Clause, first: int, end: int) -> bool:
    """Whether tokens `first` to `end` can be the words of one noun phrase before the target."""
    return all(
        clause.low(at)[0].isalnum() and clause.low(at) not in PHRASE_ENDS and at not in clause.harms
        for at in range(first, end)
    )


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
        if not low.endswith(("ly", "ed")) and low not in _ADVERBS:
            return False
    return False


def _takes_object(clause: Clause, at: int) -> bool:
    """Whether the words from token `at` look like the object of the verb before them."""
    low = clause.low(at)
    if not low or low in _NOT_OBJECTS:
        return False
    if low in DETERMINERS or low[0].isdigit() or low in _OBJECTS:
        return True
    if low == "at":
        return clause.low(at + 1) in {"least", "most"}
    if low in PREPOSITIONS or low in _LIST or low in CLAUSE_WORDS or low in BE or not low[0].isalpha():
        return False
    return bool(noun_kind(low)) or (clause.tokens[at].word[0].isupper() and not low.endswith("day"))


def _at_head(clause: Clause, target: _Target) -> Iterator[Governor]:
    """Words of harm within the noun phrase: "39 deaths", "12 dead", "two wounded soldiers", "six hostages"."""
    for at in range(target.first, target.end):
        harm = clause.harms.get(at)
        if not harm:
            continue
        name, span, readings = _named(clause, harm), _of(clause, harm), harm.readings
        if "noun" in readings and harm.end >= target.end and not target.person:
            yield Governor(readings["noun"], 0.86, name, span)
        elif "state" in readings and at == target.first and not target.person:
            yield Governor(readings["state"], 0.9, name, span)
        elif "head" in readings:
            yield Governor(readings["head"], 0.8 if readings["head"] in _BOTH else 0.5, name, span)
        elif "past" in readings and harm.end < target.end:
            yield Governor(readings["past"], 0.78, f"{name} …", span)


def _possessed(clause: Clause, target: _Target) -> Iterator[Governor]:
    """ "Haddad's murder": the word of harm that belongs to the person."""
    for at in range(target.end, target.end + 4):
        harm = clause.harms.get(at)
        if harm and "noun" in harm.readings:
            yield Governor(harm.readings["noun"], 0.85, f"whose {_named(clause, harm)}", _of(clause, harm))


def _right(clause: Clause, target: _Target) -> Iterator[Governor]:
    """Words of harm after the noun phrase: "12 … were killed", "12 wounded", "12 who were seized, were killed"."""
    if target.previous == "by":
        return
    inside = target.previous in PREPOSITIONS and (target.person or target.previous not in _QUALIFYING)
    be = any(clause.low(at) in _LEAVING for at in range(max(0, target.begin - 6), target.begin))
    have, relative, since_be, marks, numbers = False, False, 0, 0, 0
    at = target.end
    while at < min(len(clause.tokens), target.end + _REACH):
        low, gap = clause.low(at), at - target.end
        harm = clause.harms.get(at)
        if harm:
            less = (0.15 if numbers else 0.0) + ((0.15 if gap <= 1 else 0.3) if inside and not relative else 0.0)
            passive = be and since_be <= 6
            for governor in _judge_right(clause, harm, gap, passive, have):
                yield replace(governor, score=governor.score - less)
            at = harm.end
            if passive and clause.low(at) in _LIST and at + 1 in clause.harms:
                at += 1
            elif not relative:
                return
            else:
                relative, be = False, False
            continue
        if low in _STOPS or (low in _SPEECH and not _passive_speech(clause, at)):
            return
        if low in CLAUSE_WORDS and low not in _RELATIVE | {"as"} and gap:
            return
        relative = relative or low in _RELATIVE
        marks += low in _MARKS
        numbers += low[0].isdigit() or noun_kind(low) == "number"
        if low in BE:
            be, since_be = True, 0
        elif low in HAVE:
            have, since_be = True, 0
        else:
            since_be += 1
        if marks > 4 + 2 * target.person or ((be or have) and since_be > 6 and not relative):
            return
        at += 1


def _passive_speech(clause: Clause, at: int) -> bool:
    """Whether a verb of saying is passive ("was reported killed", "said to have died")."""
    return clause.low(at - 1) in BE or clause.low(at + 1) == "to"


def _judge_right(clause: Clause, harm: Harm, gap: int, be: bool, have: bool) -> Iterator[Governor]:
    """What a word of harm to the right says, by its grammar."""
    name, span, far = _named(clause, harm), _of(clause, harm), 0.012 * gap
    readings = harm.readings
    if be and ("past" in readings or "passive" in readings):
        measure = readings.get("past") or readings["passive"]
        yield Governor(measure, 0.95 - far, f"… were {name}", span)
    elif "intransitive" in readings:
        yield Governor(readings["intransitive"], 0.92 - far, f"… {name}", span)
    elif "state" in readings and (be or gap <= 1):
        yield Governor(readings["state"], 0.9 - far, f"… {name}", span)
    elif "past" in readings and not _takes_object(clause, harm.end):
        score = 0.88 if gap == 0 else 0.62 if not have else 0.4
        yield Governor(readings["past"], score - far, f"… {name}", span)
    elif "head" in readings and be:
        among = "among" in (clause.low(harm.first - 1), clause.low(harm.first - 2))
        yield Governor(readings["head"], (0.85 if among else 0.6) - far, f"were … {name}", span)


def _left(clause: Clause, target: _Target) -> Iterator[Governor]:
    """Words of harm before the number: "killing 12", "the death of 12", "killed four soldiers and 12"."""
    links = 0
    for at in range(target.begin - 1, max(-1, target.begin - 26), -1):
        low, gap = clause.low(at), target.begin - 1 - at
        harm = next((h for h in (clause.harms.get(at - back) for back in range(8)) if h and h.end == at + 1), None)
        if harm:
            yield from _judge_left(clause, harm, target, links)
            earlier = next((h for h in clause.harms.values() if h.end == harm.first - 1), None)
            if earlier and clause.low(harm.first - 1) == "and":
                joined = Harm(earlier.first, harm.end, earlier.readings)
                for governor in _judge_left(clause, joined, target, links):
                    yield replace(governor, score=governor.score - 0.02, span=_of(clause, earlier))
            return
        if low in _STOPS or low in _BREAKS or (gap and (low in BE or low in _SPEECH)):
            return
        links += low in _LIST
        if gap == 0 and low in PREPOSITIONS and low not in _QUALIFYING:
            return


def _judge_left(clause: Clause, harm: Harm, target: _Target, links: int) -> Iterator[Governor]:
    """What a word of harm to the left says, by its grammar."""
    name, span, readings = _named(clause, harm), _of(clause, harm), harm.readings
    previous, gap = clause.low(target.begin - 1), target.begin - harm.end
    between, far = clause.low(harm.end), 0.015 * gap
    if "toll" in readings and (previous in _TOLL_LINK or gap <= 2) and gap <= 14 and not target.person:
        yield Governor(readings["toll"], 0.92 - far, f"{name} … {previous}", span)
    if previous in PREPOSITIONS and previous not in {"of", "to"}:
        return
    plain = _nounish(clause, harm.end + 1, target.begin)
    if "noun" in readings and (between == "of" or previous == "of" or between in {"to", "on"}):
        if between == "of" and (gap <= 1 or links or plain):
            yield Governor(readings["noun"], 0.93 - far, f"{name} of …", span)
        elif previous == "of" and gap <= 7:
            yield Governor(readings["noun"], 0.8 - far, f"{name} … of …", span)
        elif plain:
            yield Governor(readings["noun"], 0.6 - far, f"{name} {between} …", span)
    if "head" in readings and between in {*BE, *_INCLUDING} and (gap <= 2 or links):
        yield Governor(readings["head"], 0.85 - far, f"{name} {between} …", span)
    if "takes" in readings and gap == 0:
        yield Governor(readings["takes"], 0.55, f"{name} …", span)
    if gap and between in _LIST:
        return
    near = gap <= 5 and _nounish(clause, harm.end, target.begin)
    for kind in ("gerund", "base", "past"):
        if kind not in readings or (kind == "past" and _passive_before(clause, harm.first)):
            continue
        if gap == 0 or links or near:
            yield Governor(readings[kind], (0.94 if gap == 0 else 0.84) - far, f"{name} …", span)
        elif gap <= 6:
            yield Governor(readings[kind], 0.45 - far, f"{name} … near", span)
        return
