"""Names out of the tables, found in a sentence: known actors, states, demonyms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sayso.knowledge.tables import grammar_words, known_actors, states
from sayso.model.actor import MentionKind
from sayso.model.span import Span
from sayso.reading.phrase import Clause, demonyms, parse

_AMBIGUOUS_CAPS = grammar_words("ambiguous-caps")


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], bool]]]:
    """First lower-case token → table names that begin with it, longest first, and whether they are acronyms."""
    index: dict[str, set[tuple[tuple[str, ...], bool]]] = {}
    names = [n for a in known_actors() for n in (a.name, *a.aliases)]
    names += [n for s in states() for n in (s.name, *s.aliases)]
    for name in names:
        tokens = tuple(t.low for t in parse(name, Span(0, len(name))).tokens)
        tokens = tokens[1:] if tokens[0] == "the" and len(tokens) > 1 else tokens
        index.setdefault(tokens[0], set()).add((tokens, len(name) <= 4 and sum(c.isupper() for c in name) > 1))
    return {first: sorted(found, key=lambda x: (-len(x[0]), x)) for first, found in index.items()}


def without_genitive(low: str) -> str:
    """A word without the ending of a genitive."""
    return low.removesuffix("'s").removesuffix("'")


def known_names(clause: Clause) -> Iterator[tuple[int, int, MentionKind]]:
    """First and last-plus-one token of each name of a known actor or state, and of each demonym, in text order."""
    caps = not any(c.islower() for t in clause.tokens for c in t.word)
    at, index, peoples, tokens = 0, _phrases(), demonyms(), clause.tokens
    while at < len(tokens):
        token = tokens[at]
        bare = without_genitive(token.low)
        for phrase, acronym in (*index.get(token.low, ()), *index.get(bare, ())):
            end = at + len(phrase)
            lows = [t.low for t in tokens[at:end]]
            if (*lows[:-1], without_genitive(lows[-1])) != phrase and tuple(lows) != phrase:
                continue
            if acronym and (sum(c.isupper() for c in token.word) < 2 or (caps and token.low in _AMBIGUOUS_CAPS)):
                continue
            if any(t.word[0].isupper() for t in tokens[at:end]):
                yield at, end, MentionKind.ORGANISATION
                at = end - 1
            break
        else:
            if bare in peoples and token.word[0].isupper():
                yield at, at + 1, MentionKind.NATIONALITY
        at += 1
