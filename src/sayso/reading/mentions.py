"""Mentions by rules alone: capitals, titles and tables. The learned tagger finds more; this works without it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.knowledge.tables import grammar_words, reporting_verbs, states, titles
from sayso.model.actor import Mention, MentionKind
from sayso.model.span import Span
from sayso.reading.known_names import known_names
from sayso.reading.naming import capitals, fold, without_titles
from sayso.reading.phrase import DETERMINERS, PHRASE_ENDS, Clause, demonyms, noun_kind, parse, phrase_end

_PARTICLES = grammar_words("particles")
_ORGANISATION = grammar_words("organisation-nouns")
_NOT_NAMES = grammar_words("not-names")
_PLACE_BEFORE = grammar_words("place-before")
_PLACES = grammar_words("places")


@cache
def _title_words() -> frozenset[str]:
    return frozenset(t.words for t in titles() if " " not in t.words)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(form for verb in reporting_verbs() for form in verb.forms if " " not in form)


@cache
def _stop_words() -> frozenset[str]:
    """Words that end a name in text without lower case."""
    return PHRASE_ENDS | DETERMINERS | _NOT_NAMES | _verbs()


def _from_tables(clause: Clause) -> Iterator[tuple[int, int, MentionKind]]:
    """Names of known actors and states, and demonyms; a state after "in" or "near" is a place."""
    for first, end, kind in known_names(clause):
        name = fold(" ".join(clause.low(at) for at in range(first, end)))
        place = clause.low(first - 1) in _PLACE_BEFORE or clause.low(first - 2) in _PLACE_BEFORE
        if kind is MentionKind.NATIONALITY or not (place and name in _states()):
            yield first, end, kind


@cache
def _states() -> frozenset[tuple[str, ...]]:
    return frozenset(fold(n) for s in states() for n in (s.name, *s.aliases))


def _capital_runs(clause: Clause) -> Iterator[tuple[int, int, MentionKind]]:
    """Runs of capitalised words that look like people or organisations."""
    at, count = 0, len(clause.tokens)
    while at < count:
        if not _capital(clause, at):
            at += 1
            continue
        end = at + 1
        while end < count and (
            _capital(clause, end)
            or (clause.low(end) in _PARTICLES and end + 1 < count and _capital(clause, end + 1))
            or (
                clause.low(end) == "."
                and len(clause.low(end - 1)) == 1
                and end + 1 < count
                and _capital(clause, end + 1)
            )
        ):
            end += 1
        kind = _run_kind(clause, at, end)
        if kind:
            yield at, end, kind
        at = end


def _capital(clause: Clause, at: int) -> bool:
    token = clause.tokens[at]
    return (token.word[0].isupper() and token.low not in _NOT_NAMES) or token.low.startswith(("al-", "el-"))


def _run_kind(clause: Clause, first: int, end: int) -> MentionKind | None:
    """What a run of capitalised words names, None when it is more likely a place or nothing."""
    lows = [clause.low(at) for at in range(first, end)]
    if any(low.removesuffix("'s") in _ORGANISATION for low in lows):
        return MentionKind.ORGANISATION
    before = clause.low(first - 1)
    titled = without_titles(fold(" ".join(lows)))
    if titled.core and (titled.titles or before in _title_words()):
        return MentionKind.PERSON
    words = [low for low in lows if low != "."]
    if len(words) == 1 or before in _PLACE_BEFORE or tuple(words) in capitals() or words[-1] in _PLACES:
        return None
    if fold(" ".join(words)) in _states():
        return None
    return MentionKind.PERSON if len(words) <= 5 and not any(w in demonyms() for w in words) else None


def _titled_in_capitals(clause: Clause) -> Iterator[tuple[int, int, MentionKind]]:
    """People in text without lower case: the words after a title, up to a function word, a verb of saying or a mark."""
    at = 0
    while at < len(clause.tokens):
        if clause.low(at) not in _title_words():
            at += 1
            continue
        first = at + 1
        end = first
        while end < len(clause.tokens) and end - first < 5 and _name_in_capitals(clause, end):
            end += 1
        if end - first >= 2:
            yield first, end, MentionKind.PERSON
        at = max(end, at + 1)


def _name_in_capitals(clause: Clause, at: int) -> bool:
    low = clause.low(at)
    if low in _PARTICLES:
        return True
    return low[0].isalpha() and low not in _stop_words() and not noun_kind(low) and at not in clause.harms


def _people(clause: Clause) -> Iterator[tuple[int, int, MentionKind]]:
    """Descriptions of people and bodies: "two civilians", "gunmen", "the group", "the minister"."""
    at = 0
    while at < len(clause.tokens):
        end = phrase_end(clause, at, limit=6)
        while end > at and not noun_kind(clause.low(end - 1)):
            end -= 1
        kind = noun_kind(clause.low(end - 1)) if end > at else ""
        definite = clause.low(at) in {"the", "this", "that"}
        if any(clause.low(i) in _verbs() or clause.low(i) in DETERMINERS for i in range(at + 1, end)):
            kind = ""
        if kind == "people" or (kind == "person" and clause.low(at) in DETERMINERS):
            person = kind != "people" and definite
            yield at, end, MentionKind.PERSON if person else MentionKind.PEOPLE
        elif definite and kind in {"body", "group"} and end > at + 1:
            yield at, end, MentionKind.ORGANISATION
        at = max(end, at + 1)


def propose_mentions(text: str, sentences: Sequence[Span]) -> tuple[Mention, ...]:
    """Mentions of people, organisations and nationalities that capitals, titles and tables show, in text order.

    Also reads text printed in capitals alone, by tables and titles. Mentions do not overlap.
    """
    found: list[Mention] = []
    for sentence in sentences:
        clause = parse(text, sentence)
        words = sentence.of(text)
        caps = not any(c.islower() for c in words)
        rows = [(*row, 0 if row[2] is MentionKind.NATIONALITY else 3) for row in _from_tables(clause)]
        rows += [(*row, 2) for row in (_titled_in_capitals(clause) if caps else _capital_runs(clause))]
        rows += [(*row, 1) for row in _people(clause)]
        taken: set[int] = set()
        for first, end, kind, rank in sorted(rows, key=lambda r: (-r[3], r[0] - r[1])):
            if not taken.isdisjoint(range(first, end)):
                continue
            taken.update(range(first, end))
            span = Span(clause.tokens[first].span.begin, clause.tokens[end - 1].span.end)
            found.append(Mention(_without_possessive(text, span), kind, score=0.4 + 0.15 * rank))
    return tuple(sorted(found, key=lambda m: m.span))


def _without_possessive(text: str, span: Span) -> Span:
    ending = re.search(r"['’]s?\Z", span.of(text))
    return Span(span.begin, span.begin + ending.start()) if ending and ending.start() else span
