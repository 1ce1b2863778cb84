"""Numbers, ordinals and years among the words of a time expression."""

from __future__ import annotations

from sayso.reading.times_context import Context, Match
from sayso.reading.times_words import is_a, lexicon

_MOST_DIGITS = 9


def number(words: tuple[str, ...]) -> int | None:
    """The whole number that the words (or the digits) say; None when they say none, or a fraction."""
    values = lexicon().values
    total: int | None = None
    for word in words:
        kinds = values.get(word, {})
        digits = word.replace(",", "")
        if digits.isdigit():
            # longer ones are no lengths of time, and Python refuses to read the longest
            total = int(digits) if len(digits) <= _MOST_DIGITS else None
        elif "scale" in kinds:
            total = (total or 1) * int(kinds["scale"])
        else:
            value = next((int(kinds[k]) for k in ("ones", "teens", "tens") if k in kinds), None)
            if value is not None:
                total = (total or 0) + value
    return total


def ordinal(words: tuple[str, ...]) -> int | None:
    """The ordinal that the words say ("eighth", "21st", "twenty-first")."""
    values = lexicon().values
    tens = 0
    for word in words:
        kinds = values.get(word, {})
        if word[0].isdigit() and word.endswith(("st", "nd", "rd", "th")):
            return int(word[:-2])
        if "tens" in kinds:
            tens = int(kinds["tens"])
        elif "ordinal" in kinds:
            return tens + int(kinds["ordinal"])
    return None


def spoken_year(words: tuple[str, ...]) -> int | None:
    """A year in words: "nineteen ninety-six", "two thousand and one"."""
    kinds = [lexicon().values.get(w, {}) for w in words if w not in ("-", "and")]
    head = next((n for n, k in enumerate(kinds) if k.get("scale") == "1000"), None)
    base = 2000
    if head is None:
        head = next((n for n, k in enumerate(kinds) if k.get("teens") == "19" or k.get("tens") == "20"), None)
        if head is None:
            return None
        base = 1900 if "teens" in kinds[head] else 2000
    rest = sum(int(k[t]) for k in kinds[head + 1 :] for t in ("ones", "teens", "tens") if t in k)
    return base + rest if rest or "scale" in kinds[head] else None


def numerals_of(m: Match) -> list[str]:
    """The numerals among the matched words, as printed: "3", "3rd", "1998", "'89"."""
    return [w for w in m.words if (w[0].isdigit() or (w[0] in "'’‘`" and w[1:2].isdigit())) and ":" not in w]


def days_among(numerals: list[str]) -> list[int]:
    """Those of the numerals that can be the day of a month."""
    days = [w.rstrip("stndrh") for w in numerals]
    return [int(d) for d in days if d.isdigit() and len(d) <= 2]


def told_year(m: Match, c: Context, numerals: list[str]) -> int | None:
    """The year among the words: four digits, two with an apostrophe, spoken, or "last year"; else None."""
    for word in numerals:
        if word.isdigit() and len(word) == 4:
            return int(word)
        if not word[0].isdigit() and word[1:].isdigit():
            return c.full_year(int(word[1:]))
    if m.has("year") and m.word("shift") and c.published:
        return c.published.year + int(m.value("shift") or 0)
    return spoken_year(m.words)


def counts_things(m: Match) -> bool:
    """True when the next word looks like what a number before it counts."""
    at = m.last
    if at >= len(m.tokens.words):
        return False
    return m.tokens.classes[at] == lexicon().codes["THINGS"] or is_a(m.tokens.words[at], "units", "counted")
