"""What each time rule makes of its words: quarters, seasons, fiscal years, holidays."""

from __future__ import annotations

from datetime import date

from sayso.model.dates import TimeKind
from sayso.reading.times_context import Context, Match
from sayso.reading.times_numbers import numerals_of, ordinal, told_year
from sayso.reading.times_values import Told, a_day, a_half, a_quarter, a_season, a_year, holiday, moved
from sayso.reading.times_words import is_a, lexicon

_NOW = ("this", "current")
_MOVED = ("next", "last", "previous", "past")


def fiscal_year(m: Match, c: Context) -> Told | None:
    """fiscal 1989, the current fiscal year."""
    told = next((int(w) for w in numerals_of(m) if w.isdigit() and len(w) == 4), None)
    if told is None and c.published:
        told = c.published.year + int(m.value("shift") or 0)
    return a_year(told) if told else None


def quarter(m: Match, c: Context) -> Told | None:
    """third-quarter, the first quarter of 1990, this year's third quarter, the year-ago quarter."""
    n = ordinal(m.words)
    back = 1 if m.has("ago", "earlier") else 0
    year = told_year(m, c, numerals_of(m)) if not back else None
    if n is None:
        return _quarter_without_number(m, c, year, back)
    if not 1 <= n <= 4:
        return None
    if year is None and c.published:
        now = (c.published.month + 2) // 3
        coming = n > now and (n == now + 1 or c.tense(m) > 0)
        year = c.published.year - back - (n > now and not coming)
    if year is None:
        return Told(TimeKind.DATE, f"XXXX-Q{n}")
    if not back:
        c.quarter, c.quarter_at = (year, n), m.end
    return a_quarter(year, n)


def _quarter_without_number(m: Match, c: Context, year: int | None, back: int) -> Told | None:
    if m.value("unit") != "Q" and not back and year is None and not m.has("latest", "corresponding"):
        return None
    if c.published and m.has(*_NOW):
        return moved(c.published, "Q", 0)
    if c.published and m.has(*_MOVED) and not m.has("year"):
        return moved(c.published, "Q", int(m.value("shift") or 0))
    if c.quarter:
        return a_quarter(year if year is not None else c.quarter[0] - back, c.quarter[1])
    if c.published and m.has("latest"):
        return moved(c.published, "Q", -1)
    return Told(TimeKind.DATE, "XXXX-QX") if m.has("the") else None


def half_year(m: Match, c: Context) -> Told | None:
    """the first half of 1998."""
    year = told_year(m, c, numerals_of(m))
    if year is None and c.published:
        year = c.published.year
    return a_half(year, 1 if m.has("first") else 2) if year else None


def season(m: Match, c: Context) -> Told | None:
    """last summer, the spring of 1998; a bare "fall" or "spring" may be a verb or a well."""
    code = m.value("season") or ""
    verb_like = m.has("fall", "spring")
    if len(m.words) == 1 and (verb_like or m.before() not in ("in", "during", "by")):
        return None
    of_time = m.before() in ("in", "during", "by", "until", "over") and m.after() != "of"
    if verb_like and m.words[0] == "the" and len(m.words) == 2 and not of_time:
        return None
    year = told_year(m, c, numerals_of(m))
    if year is not None:
        return a_season(year, code)
    now = c.published
    if now is None:
        return Told(TimeKind.DATE, f"XXXX-{code}")
    candidates = [a_season(now.year + k, code) for k in (-1, 0, 1)]
    if m.has("last", "past", "previous"):
        return next((t for t in reversed(candidates) if t.interval and t.interval.last < now), None)
    if m.has("next", "coming"):
        return next((t for t in candidates if t.interval and t.interval.first > now), None)
    return c.near(candidates, m)


def year_end(m: Match, c: Context) -> Told | None:
    """The end of the year is the year, year-end its last day."""
    if c.published is None:
        return None
    return a_year(c.published.year) if m.has("the", "'s") else a_day(date(c.published.year, 12, 31))


def feast(m: Match, c: Context) -> Told | None:
    """Christmas Eve, Thanksgiving Day, Easter Sunday."""
    words, holidays = m.words, lexicon().holidays
    parts = [words[a:b] for a in range(len(words)) for b in range(len(words), a, -1)]
    name = next((p for p in parts if p in holidays), None)
    if name is None or not m.capital(name[0]):
        return None

    def make(y: int) -> Told | None:
        day = holiday(holidays[name], y)
        return a_day(day) if day else None

    # the year of "New Year's Day" is no year told
    told = m if not is_a(name[0], "shift") and "year" not in name else m.part(m.words.index(name[0]) + len(name))
    year = told_year(told, c, numerals_of(m))
    if year is not None:
        return make(year)
    if m.has("last") and c.published:
        days = [t for t in (make(c.published.year), make(c.published.year - 1)) if t and t.interval]
        return next((t for t in days if t.interval and t.interval.last < c.published), None)
    return c.in_year(m, make)
