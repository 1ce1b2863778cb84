"""What the time rules read with: the matched words, and what is known so far (publication day, days told before)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.model.dates import Interval
from sayso.reading.times_values import Told, shifted
from sayso.reading.times_words import Tokens, is_a, lexicon

_DAY_REACH = 500  # characters over which a day told holds for times of day without one
_REACH = 180  # characters looked at for the tense of the clause
_SENTENCE_END = re.compile(r"[.!?][\"”’']*\s+(?=[A-Z\"“‘`])|\n\s*\n|;")
_YEAR = re.compile(r"(?:\b(?:in|of|since)\s+|\d,\s+)((?:19|20)\d\d)\b(?![,.]\d|-)")
_TENSE = re.compile(
    r"\b(?P<future>will|won['’]t|shall|would|going\s+to|upcoming|payable|effective|scheduled|due(?!\s+to\b)"
    r"|due\s+to\s+(?:be|begin|start|meet|arrive|take|resume|open|leave|return|hold|visit)|(?:set|about|likely|ready)\s+to"
    r"|(?:expect|intend|hope)(?:s|ed)?\s+to|plan(?:s|ned)?\s+to|(?:is|are|were|was)\s+to(?=\s+[a-z]+))\b|['’]ll\b"
    r"|\b(?P<promise>(?:agree|decide|vow|threaten|promise|order|ask|urge|invite)(?:d|ed)\s+to)\b"
    r"|\b(?P<past>was|were|did|began|came|took|fell|rose|went|left|met|held|hit|shot|struck|broke|made|gave|got|saw"
    r"|led|lost|sent|set|since|became|blew|brought|caught|drove|fled|flew|found|fought|grew|knew|put|ran|sank|sat"
    r"|stood|stole|swept|threw|tore|won|wrote|[a-z]{2,}[^e\W]ed)\b"
    r"|\b(?P<open>had|has|have|said|says|told)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Match:
    """The tokens from `first` up to, not including, `last` that a rule matched."""

    tokens: Tokens
    first: int
    last: int

    @property
    def words(self) -> tuple[str, ...]:
        """The matched words in lower case."""
        return self.tokens.words[self.first : self.last]

    @property
    def begin(self) -> int:
        """Where the match begins in the text."""
        return self.tokens.begins[self.first]

    @property
    def end(self) -> int:
        """Where the match ends in the text."""
        return self.tokens.ends[self.last - 1]

    def value(self, kind: str) -> str | None:
        """The table's value of the first word of this kind."""
        values = lexicon().values
        return next((values[w][kind] for w in self.words if w in values and kind in values[w]), None)

    def word(self, kind: str) -> str:
        """The first matched word of this kind, "" when there is none."""
        return next((w for w in self.words if is_a(w, kind)), "")

    def part(self, first: int) -> Match:
        """The match without its first `first` tokens (all of it when nothing would be left)."""
        return Match(self.tokens, min(self.first + first, self.last - 1), self.last)

    def has(self, *words: str) -> bool:
        """True when one of `words` is among the matched."""
        return any(w in self.words for w in words)

    def before(self, back: int = 1) -> str:
        """The word before the match ("" at the start of the text)."""
        return self.tokens.words[self.first - back] if self.first >= back else ""

    def after(self, ahead: int = 1) -> str:
        """The word after the match ("" at the end of the text)."""
        return self.tokens.words[self.last + ahead - 1] if self.last + ahead <= len(self.tokens.words) else ""

    def capital(self, word: str) -> bool:
        """True when the first matched token with this word begins with a capital."""
        return self.tokens.capital(self.first + self.words.index(word))

    def after_capital(self) -> bool:
        """True when the next token begins with a capital and is not all capitals."""
        at = self.last
        if at >= len(self.tokens.words):
            return False
        return self.tokens.capital(at) and not self.tokens.text[self.tokens.begins[at] : self.tokens.ends[at]].isupper()


@dataclass(slots=True)
class Context:
    """What is known while the mentions of one text are read in order. Lives only for that text.

    `published` the publication day; `first_year` the first year named anywhere, for texts without one;
    `day`, `year`, `quarter` what was told last, with where that was.
    """

    published: date | None
    first_year: int | None = None
    day: date | None = None
    day_at: int = 0
    year: int | None = None
    quarter: tuple[int, int] | None = None
    quarter_at: int = -10_000
    duration: str | None = None

    def tense(self, m: Match) -> int:
        """1 when the clause around the match looks ahead, -1 when back, 0 when it does not tell.

        The nearest verb before the match decides, and without one the first after it.
        """
        if m.before() in ("by", "until", "till") or (m.before() in ("on", "early", "late") and m.before(2) == "until"):
            return 1
        text = m.tokens.text
        before = text[max(0, m.begin - _REACH) : m.begin]
        cuts = [c.end() for c in _SENTENCE_END.finditer(before)]
        before = before[cuts[-1] if cuts else 0 :]
        last = next(iter(reversed(list(_TENSE.finditer(before)))), None)
        # "agreed to meet on Friday" looks ahead, "on Friday they agreed to meet" back
        promise = 1
        if last is None:
            after = text[m.end : m.end + _REACH]
            cut = _SENTENCE_END.search(after)
            last = _TENSE.search(after[: cut.start()] if cut else after)
            promise = -1
        if last is None:
            return 0
        return {"past": -1, "future": 1, "promise": promise}.get(last.lastgroup or "", 0)

    def year_beside(self, m: Match) -> int | None:
        """A past year that the sentence names beside a day without one; None where it names none or looks ahead."""
        text = m.tokens.text
        before, after = text[max(0, m.begin - _REACH) : m.begin], text[m.end : m.end + _REACH]
        cuts = [c.end() for c in _SENTENCE_END.finditer(before)]
        before = before[cuts[-1] if cuts else 0 :]
        cut = _SENTENCE_END.search(after)
        years = [
            int(y) for y in (*reversed(_YEAR.findall(before)), *_YEAR.findall(after[: cut.start()] if cut else after))
        ]
        if not years or (self.published and years[0] >= self.published.year) or self.tense(m) > 0:
            return None
        return years[0]

    def near(self, candidates: Sequence[Told], m: Match) -> Told | None:
        """Of what could be meant the one next to the publication day, by the tense of the clause."""
        day = self.published
        if day is None:
            return None
        tense = self.tense(m)
        ahead = {1: 0.2, 0: 2.5, -1: 8.0}[tense]

        def far(told: Told) -> float:
            days = told.interval
            if days is None:
                return 1e9
            if days.first > day:
                return ahead * (days.first - day).days
            return float(max(0, (day - days.last).days))

        return min(candidates, key=far, default=None)

    def in_year(self, m: Match, make: Callable[[int], Told | None]) -> Told | None:
        """A day or month without a year: `make` gives it for one year, None where it does not exist."""
        beside = self.year_beside(m)
        if beside is not None:
            return make(beside)
        if self.published:
            y = self.published.year
            return self.near([t for t in (make(y), make(y - 1), make(y + 1)) if t], m)
        year = self.year or self.first_year
        return make(year) if year else None

    def weekday(self, m: Match, number: int, shift: int | None) -> date | None:
        """The weekday (1 Monday … 7 Sunday) meant: the last one, or the next where the clause looks ahead."""
        day = self.published
        if day is None:
            return None
        back = (day.isoweekday() - number) % 7
        if shift is None:
            # of yesterday's weekday the next is hardly meant, whatever the tense
            shift = 1 if back > 1 and self.tense(m) > 0 else 0
        if shift > 0:
            return shifted(day, 7 - back)
        return shifted(day, -(back or 7) if shift < 0 else -back)

    def remember(self, m: Match, told: Told) -> None:
        """Keeps what later expressions ("the same day", "a year earlier") may lean on."""
        days: Interval | None = told.interval
        if days and days.first == days.last:
            self.day, self.day_at = days.first, m.end
        if days and any(w == f"{days.first.year}" for w in m.words):
            self.year = days.first.year

    def day_at_hand(self, m: Match) -> date | None:
        """The day that a time of day without one belongs to: told shortly before, else the publication day."""
        return self.day if self.day and m.begin - self.day_at < _DAY_REACH else self.published

    def full_year(self, two_digits: int) -> int:
        """The year that two digits stand for: not more than a few years after publication, else 1970 to 2069."""
        if self.published:
            century = self.published.year // 100 * 100
            year = century + two_digits
            return year if year <= self.published.year + 15 else year - 100
        return 1900 + two_digits if two_digits >= 70 else 2000 + two_digits
