"""Reading blind: the encoder never sees which of the known parties it reads about.

Every name of a known actor or state goes into the encoder as one and the same word piece, and so does every demonym,
in training as in reading. What it tags then cannot depend on whose name stands there: swap two parties and the tags
are the same. (Names that no table has are read as they stand.)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.tables import grammar_words
from sayso.model.actor import MentionKind
from sayso.model.span import Span
from sayso.reading.known_names import known_names, without_genitive
from sayso.reading.phrase import Clause, Token, parse

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Word pieces that no text has: the encoder learns them as "a party" and "of a people".
STAND_IN = {MentionKind.ORGANISATION: 1, MentionKind.NATIONALITY: 2}
_APOSTROPHES = "'’‘ʼʿʾ`"


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces: ids, character offsets in text order, and whether each begins a word."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    starts: list[bool]


def parties(text: str, sentences: Iterable[Span]) -> Iterator[tuple[Span, MentionKind]]:
    """The names that are read blind, in text order, with the article before them and without a genitive's ending."""
    for sentence in sentences:
        yield from _named(_parted(parse(text, sentence).tokens))


def _named(tokens: tuple[Token, ...]) -> Iterator[tuple[Span, MentionKind]]:
    for first, end, kind in _bodies(tokens):
        article = kind is MentionKind.ORGANISATION and first > 0 and tokens[first - 1].low == "the"
        last = tokens[end - 1]
        yield Span(tokens[first - article].span.begin, last.span.begin + len(without_genitive(last.low))), kind


def _bodies(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, MentionKind]]:
    """The known names, and of every people the bodies that the tables know of some ("the Ruritanian army")."""
    for first, end, kind in known_names(Clause(tokens, {})):
        last = end
        if kind is MentionKind.NATIONALITY:
            two, one = " ".join(t.low for t in tokens[end : end + 2]), tokens[end].low if end < len(tokens) else ""
            last = end + (2 if two in _bodies_of_peoples() else 1 if one in _bodies_of_peoples() else 0)
        yield first, last, MentionKind.ORGANISATION if last > end else kind


@cache
def _bodies_of_peoples() -> frozenset[str]:
    return frozenset(words.replace("_", " ") for words in grammar_words("bodies-of-peoples"))


def _parted(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with compounds ("US-led") taken apart, those in names ("al-Qaeda") left whole."""
    if not any("-" in token.word for token in tokens):
        return tokens
    whole = {at for first, end, _ in known_names(Clause(tokens, {})) for at in range(first, end)}
    return tuple(p for at, token in enumerate(tokens) for p in ((token,) if at in whole else _parts(token)))


def _parts(token: Token) -> Iterator[Token]:
    begin = token.span.begin
    for word in re.split("(-)", token.word):
        if word:
            yield Token(word, word.lower().replace("’", "'"), Span(begin, begin + len(word)))
        begin += len(word)


def pieces(tokenizer: Tokenizer, text: str, sentences: Iterable[Span]) -> Pieces:
    """The word pieces that the encoder is given for a text."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    ids, offsets = list(encoded.ids), list(encoded.offsets)
    starts = _word_starts(text, encoded.tokens, offsets)
    begins = [begin for begin, _ in offsets]
    made = Pieces([], [], [])
    done = 0
    for span, kind in parties(text, sentences):
        first, last = bisect_left(begins, span.begin), bisect_left(begins, span.end)
        if first >= last or first < done:
            continue
        _extend(made, ids[done:first], offsets[done:first], starts[done:first])
        _extend(made, [STAND_IN[kind]], [(span.begin, span.end)], [True])
        done = last
    _extend(made, ids[done:], offsets[done:], starts[done:])
    return made


def _extend(made: Pieces, ids: list[int], offsets: list[tuple[int, int]], starts: list[bool]) -> None:
    made.ids.extend(ids)
    made.offsets.extend(offsets)
    made.starts.extend(starts)


def _word_starts(text: str, tokens: Sequence[str], offsets: Sequence[tuple[int, int]]) -> list[bool]:
    """Which pieces begin a word. An apostrophe within a name ("Qa’im") begins none; that of a genitive does."""
    starts = [not t.startswith("##") for t in tokens]
    for i in range(1, len(tokens) - 1):
        (_, before), (begin, end), (after, last) = offsets[i - 1 : i + 2]
        if text[begin:end] in _APOSTROPHES and before == begin and end == after and text[begin - 1].isalpha():
            whole = last - after > 1 or (last < len(text) and text[last].isalpha())
            if text[after].isalpha() and whole:
                starts[i] = starts[i + 1] = False
    return starts
