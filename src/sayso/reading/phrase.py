"""Tokens, noun phrases and words of harm in one sentence: what the counting rules look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.knowledge.tables import count_nouns, grammar_words, harm_words, number_words, states
from sayso.model.claim import Measure
from sayso.model.span import Span

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[,.:]\d+)*(?:-\w+)*|[^\W\d_]\w*(?:[-'’.]\w+)*|--|\S")
BE = grammar_words("be")
HAVE = grammar_words("have")
DETERMINERS = grammar_words("determiners")
PREPOSITIONS = grammar_words("prepositions")
CLAUSE_WORDS = grammar_words("clause-words")
PHRASE_ENDS = PREPOSITIONS | CLAUSE_WORDS | BE | HAVE | grammar_words("phrase-enders")
_ORDINARY_NOUN_ENDS = ("men", "women", "ists", "ers", "ors", "ians", "ees", "ants", "eers")
_ORDINARY_NOUN_END = ("man", "woman", "ist", "er", "or", "ian", "ee", "eer")
_WOUNDS = grammar_words("wound-nouns")
_AGED = re.compile(r"\d+-(?:year|month)-old\Z")
_NOT_PEOPLE_ENDS = grammar_words("not-people-ends")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: as printed, in lower case, and where it stands in the text."""

    word: str
    low: str
    span: Span


@dataclass(frozen=True, slots=True)
class Harm:
    """A word of harm at tokens `first` up to, not including, `end`; what it counts under each grammar it has."""

    first: int
    end: int
    readings: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence's tokens and its words of harm, by their first token."""

    tokens: tuple[Token, ...]
    harms: Mapping[int, Harm]

    def at(self, offset: int) -> int:
        """The index of the first token that ends after `offset`; the number of tokens when there is none."""
        for index, token in enumerate(self.tokens):
            if token.span.end > offset:
                return index
        return len(self.tokens)

    def low(self, index: int) -> str:
        """The token's word in lower case; "" outside the sentence."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""


@cache
def _harm_index() -> dict[str, list[tuple[tuple[str, ...], dict[str, Measure]]]]:
    """First word → the phrases that begin with it, longest first, and what they count."""
    phrases: dict[tuple[str, ...], dict[str, Measure]] = {}
    for row in harm_words():
        phrases.setdefault(tuple(row.words.split()), {}).setdefault(row.kind, row.measure)
    index: dict[str, list[tuple[tuple[str, ...], dict[str, Measure]]]] = {}
    for words in sorted(phrases, key=len, reverse=True):
        index.setdefault(words[0], []).append((words, phrases[words]))
    return index


def _suffered(lows: list[str], at: int, readings: Mapping[str, Measure]) -> Harm | None:
    """ "Suffered a gunshot wound": a word of harm only with a wound within the next six words."""
    for end in range(at + 1, min(len(lows), at + 7)):
        if lows[end] in _WOUNDS:
            return Harm(at, end + 1, {"intransitive": readings["suffers"]})
    return None


@lru_cache(maxsize=256)
def _parsed(words: str, begin: int) -> Clause:
    tokens = tuple(
        Token(m.group(), m.group().lower().replace("’", "'"), Span(begin + m.start(), begin + m.end()))
        for m in _TOKEN.finditer(words)
    )
    lows = [t.low for t in tokens]
    index = _harm_index()
    harms: dict[int, Harm] = {}
    at = 0
    while at < len(lows):
        for phrase, readings in index.get(lows[at], ()):
            if tuple(lows[at : at + len(phrase)]) == phrase:
                harm = _suffered(lows, at, readings) if "suffers" in readings else Harm(at, at + len(phrase), readings)
                if harm:
                    harms[at] = harm
                    at = harm.end - 1
                break
        at += 1
    return Clause(tokens, harms)


def parse(text: str, sentence: Span) -> Clause:
    """The sentence's tokens and words of harm."""
    return _parsed(sentence.of(text), sentence.begin)


@cache
def demonyms() -> frozenset[str]:
    """Demonyms in singular and plural, lower case: "iraqi", "iraqis"."""
    found = {d.lower() for state in states() for d in state.demonyms}
    return frozenset(found | {d + "s" for d in found if not d.endswith(("s", "sh", "ch", "ese"))})


@cache
def _number_words() -> frozenset[str]:
    return frozenset(r.words for r in number_words() if r.kind in {"unit", "ten"} or r.words in {"dozens", "several"})


def noun_kind(word: str) -> str:
    """What a number before this noun (lower case) counts: person, people, group, object, unit, time, or "" unknown."""
    if word in _number_words():
        return "number"
    if _AGED.match(word):
        return "person"
    known = count_nouns().get(word)
    if known:
        return known
    tail = word.rsplit("-", 1)[-1]
    if tail != word and tail in count_nouns():
        return count_nouns()[tail]
    if word in demonyms():
        return "people" if word.endswith(("s", "ese", "sh", "ch")) else "person"
    if len(word) > 5 and word not in _NOT_PEOPLE_ENDS:
        if word.endswith(_ORDINARY_NOUN_ENDS):
            return "people?"
        if word.endswith(_ORDINARY_NOUN_END):
            return "person?"
    return ""


def phrase_end(clause: Clause, first: int, limit: int = 8) -> int:
    """The token index after the noun phrase that begins at `first`: before a preposition, verb, mark or harm word.

    A word of harm that stands before a noun of people ("two wounded soldiers") stays inside.
    """
    at = first
    while at < len(clause.tokens) and at - first < limit:
        low = clause.low(at)
        harm = clause.harms.get(at)
        if harm:
            after = noun_kind(clause.low(harm.end))
            if at == first and after.startswith(("person", "people")) and "past" in harm.readings:
                at = harm.end
                continue
            if "head" in harm.readings or (at == first and "noun" in harm.readings):
                at = harm.end
                continue
            break
        if (
            low in PHRASE_ENDS
            or (at > first and low in DETERMINERS)
            or not (low[0].isalnum() or low[0] in "\"“'")
            or (at > first and low[0].isdigit())
        ):
            break
        if at > first and low.endswith(("ing", "ly")) and noun_kind(low) == "":
            break
        at += 1
    return at


def head_kind(clause: Clause, first: int, end: int) -> str:
    """What the noun phrase of tokens `first` to `end` counts, by its last word that the tables know."""
    if noun_kind(clause.low(first)) in {"unit", "time"}:
        return noun_kind(clause.low(first))
    for at in range(end - 1, first - 1, -1):
        kind = noun_kind(clause.low(at).removesuffix("'s"))
        if kind:
            return kind
        harm = clause.harms.get(at)
        if harm and "head" in harm.readings:
            return "people"
    return ""
