"""Terms that take sides: found by one list for every party, with whose words they are and a neutral term beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.knowledge.tables import LoadedWord, grammar_words, known_actors, loaded_words
from sayso.model.claim import Attribution, AttributionKind, LoadedTerm, Speaker
from sayso.model.reading import Sentence
from sayso.model.span import Span, covering

_SPACE = r"[\s\u00a0]+"


def _pattern(words: Sequence[str], flags: int) -> re.Pattern[str]:
    """Whole words or phrases, longest first; any white space between, any apostrophe in them."""
    # By their first letter, so that most words of a text are done with after one look; the longest form first.
    letters: dict[str, list[str]] = {}
    for phrase in sorted(set(words), key=lambda w: (-len(w), w)):
        form = _SPACE.join(re.escape(w).replace("'", "['’]") for w in phrase.split())
        letters.setdefault(phrase[0].lower(), []).append(form)
    branches = [f"(?={re.escape(first)})(?:{'|'.join(forms)})" for first, forms in sorted(letters.items())]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(branches)})(?![\w-])", flags) if branches else re.compile(r"(?!)")


def _key(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


@cache
def _terms() -> tuple[re.Pattern[str], dict[str, LoadedWord]]:
    """One pattern for all forms, and each form's row."""
    rows = loaded_words()
    return _pattern([f for row in rows for f in row.forms], re.I), {_key(f): row for row in rows for f in row.forms}


@cache
def _names() -> re.Pattern[str]:
    """Names of known actors that hold a loaded term, found only as proper names."""
    pattern = _terms()[0]
    return _pattern([n for a in known_actors() for n in (a.name, *a.aliases) if pattern.search(n)], re.I)


def _within_name(text: str, span: Span, sentence: Span) -> bool:
    """Whether a term is part of a name: of a known actor, or between other capitalised words in mixed-case text."""
    around = Span(max(sentence.begin, span.begin - 60), min(sentence.end, span.end + 60))
    if any(Span(*m.span()).contains(span) for m in _names().finditer(text, around.begin, around.end)):
        return True
    words = span.of(text)
    if not words[0].isupper() or not any(c.islower() for c in sentence.of(text)):
        return False
    before = re.search(r"([\w'’-]+)\s+\Z", text[around.begin : span.begin])
    after = re.match(r"\s+([\w'’-]+)", text[span.end : around.end])
    named_before = (
        before is not None and before.group(1)[0].isupper() and before.start() + around.begin > sentence.begin
    )
    named_after = after is not None and after.group(1)[0].isupper() and after.group(1).lower() in _BODIES
    return (
        named_before and words.istitle() and before is not None and before.group(1).lower() not in _ARTICLES
    ) or named_after


_ARTICLES = grammar_words("articles")
_BODIES = grammar_words("words-of-named-bodies")


def _speaker(span: Span, attributions: Sequence[Attribution]) -> Speaker | None:
    """The speaker of the innermost attribution whose content holds the term; None for the report's own voice."""
    holding = [
        (len(content), order, attribution)
        for order, attribution in enumerate(attributions)
        for content in attribution.content
        if content.contains(span)
    ]
    for _, _, attribution in sorted(holding, key=lambda row: row[:2]):
        source = covering(attribution.source)
        if source:
            return Speaker(source, attribution.speaker)
    direct = [a for _, _, a in holding if a.kind is not AttributionKind.INDIRECT]
    # a quotation whose source nobody named is still not the report's own voice
    return Speaker(direct[0].content[0], direct[0].speaker) if direct else None


def find_loaded(
    text: str, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> tuple[LoadedTerm, ...]:
    """Every loaded term in the sentences, in text order, with its speaker and a neutral term.

    Words within the content of an attribution, direct, mixed or indirect, are its speaker's; all others are the
    report's own (`speaker` None). Terms that are part of a proper name are not listed.
    """
    return tuple(_found(text, sentences, attributions))


def _found(text: str, sentences: Sequence[Sentence], attributions: Sequence[Attribution]) -> Iterator[LoadedTerm]:
    pattern, rows = _terms()
    for sentence in sentences:
        for match in pattern.finditer(text, sentence.span.begin, sentence.span.end):
            row = rows[_key(match.group())]
            span = Span(*match.span())
            if row.cased and match.group() not in row.forms:
                continue
            if not _within_name(text, span, sentence.span):
                yield LoadedTerm(span, row.neutral, row.category, _speaker(span, attributions))
