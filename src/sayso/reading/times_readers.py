"""What each time rule makes of its words: days, months, years and longer, by the calendar."""

from __future__ import annotations

from datetime import date

from sayso.model.dates import TimeKind
from sayso.reading.times_context import Context, Match
from sayso.reading.times_numbers import (
    counts_things,
    days_among,
    number,
    numerals_of,
    ordinal,
    spoken_year,
    told_year,
)
from sayso.reading.times_values import (
    Told,
    a_century,
    a_day,
    a_decade,
    a_month,
    a_time,
    a_week,
    a_year,
    safe_date,
    stretch,
)
from sayso.reading.times_words import is_a

_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_FIRST_LIKELY_YEAR = 1900
_YEARS_AHEAD = 40


def iso(m: Match, _: Context) -> Told | None:
    """1998-08-07, with a time or without."""
    word = m.words[0]
    day = safe_date(int(word[:4]), int(word[5:7]), int(word[8:10]))
    if day is None:
        return None
    return a_time(day, word[10:].upper()) if len(word) > 10 else a_day(day)


def figures(m: Match, c: Context) -> Told | None:
    """8/7/98: month first, unless that is none; 28.01.2024: day first."""
    word = m.words[0]
    parts = word.replace(".", "/").split("/")
    if len(parts[0]) == 4:
        found = safe_date(int(parts[0]), int(parts[1]), int(parts[2]))
        return a_day(found) if found else None
    first, second = int(parts[0]), int(parts[1])
    year_told = int(parts[2]) if len(parts[2]) == 4 else c.full_year(int(parts[2]))
    month, day = (second, first) if first > 12 or "." in word else (first, second)
    found = safe_date(year_told, month, day)
    return a_day(found) if found else None


def nine_eleven(m: Match, _: Context) -> Told | None:
    """9/11: the one day that is known by its figures."""
    return a_day(date(2001, 9, 11)) if m.words == ("9/11",) else None


def date_words(m: Match, c: Context) -> date | None:
    """The day of an expression with a month and a day, with or without a year."""
    word = m.word("month")
    if not word:
        return None
    month, numerals = int(m.value("month") or 0), numerals_of(m)
    days, nth = days_among(numerals), ordinal(m.words)
    day = nth if nth is not None else days[0] if days else number(m.words[m.words.index(word) + 1 :])
    if day is None:
        return None
    year_told = told_year(m, c, numerals)
    if year_told is None and len(days) > 1:
        year_told = c.full_year(days[1])
    if year_told is not None:
        return safe_date(year_told, month, day)

    def make(y: int) -> Told | None:
        found = safe_date(y, month, day)
        return a_day(found) if found else None

    told = c.in_year(m, make)
    return told.interval.first if told and told.interval else None


def full_date(m: Match, c: Context) -> Told | None:
    """A month and a day."""
    day = date_words(m, c)
    if day:
        return a_day(day)
    if c.published is not None:
        return None
    month, numerals = m.value("month"), numerals_of(m)
    n = ordinal(m.words) or next(iter(days_among(numerals)), 0)
    if month and safe_date(2000, int(month), n) and told_year(m, c, numerals) is None:
        return Told(TimeKind.DATE, f"XXXX-{int(month):02d}-{n:02d}")
    return None


def days_of_month(m: Match, c: Context) -> Told | None:
    """3 to 5 May, May 12 and 13: from the first day to the last; the value is that of the first."""
    month, numerals = m.value("month"), numerals_of(m)
    days = days_among(numerals)
    if month is None or len(days) < 2 or days[0] >= days[1]:
        return None
    if m.words[-1].isdigit() and len(m.words[-1]) <= 2 and counts_things(m):
        return None
    year_told = told_year(m, c, numerals)
    suffix = "TNI" if m.has("night") else ""

    def make(y: int) -> Told | None:
        first, last = safe_date(y, int(month), days[0]), safe_date(y, int(month), days[1])
        if first is None or last is None:
            return None
        return Told(TimeKind.TIME if suffix else TimeKind.DATE, first.isoformat() + suffix, stretch(first, last))

    return make(year_told) if year_told is not None else c.in_year(m, make)


def military_date(m: Match, c: Context) -> Told | None:
    """22 NOV 89: only with the month in capitals or a year that cannot be a day."""
    at = m.first + m.words.index(m.word("month"))
    raw = m.tokens.text[m.tokens.begins[at] : m.tokens.ends[at]]
    last = m.words[-1]
    if len(last) != 2 or not (raw.isupper() or int(last) > 31) or m.after() == "-" or counts_things(m):
        return None
    return full_date(m, c)


def named_month(m: Match, c: Context) -> Told | None:
    """A month with or without a year; a bare "may" or "march" only where a month must be meant."""
    month, word = int(m.value("month") or 0), m.word("month")
    if not _is_month(m, word):
        return None
    year_told = told_year(m, c, numerals_of(m))
    if year_told is not None:
        return a_month(year_told, month)
    shift, now = m.value("shift"), c.published
    if shift is not None and now:
        if shift == "-1":
            # "last February" said in March is the one before: the other would be "last month"
            return a_month(now.year - (month >= now.month - 1), month)
        return a_month(now.year + (month <= now.month if shift == "1" else 0), month)
    told = c.in_year(m, lambda y: a_month(y, month))
    return told or Told(TimeKind.DATE, f"XXXX-{month:02d}")


def _is_month(m: Match, word: str) -> bool:
    if len(m.words) == 1 and is_a(word, "short"):
        return m.tokens.text[m.end - 1] == "." and is_a(m.before(), "month-cue") and m.capital(word)
    if not m.capital(word):
        return not is_a(word, "also-common")
    if len(m.words) > 1:
        return m.words[0] not in ("in", "the") or not is_a(word, "also-name") or not m.after_capital() or m.has("of")
    if is_a(word, "also-common"):
        return is_a(m.before(), "month-cue") and not m.after_capital()
    return not (is_a(word, "also-name") and m.after_capital() and not is_a(m.before(), "month-cue"))


def year(m: Match, c: Context) -> Told | None:
    """A year in digits; a number that counts things, or is money, is none."""
    n = next(int(w) for w in m.words if w.isdigit() and len(w) == 4)
    if not _FIRST_YEAR <= n <= _LAST_YEAR or (len(m.words) == 1 and not _is_year(m, n, c)):
        return None
    return a_year(n)


def _is_year(m: Match, n: int, c: Context) -> bool:
    before, after = m.before(), m.after()
    surely = before in ("in", "since", "until", "by")
    if is_a(before, "no-year-cue") or is_a(after, "no-year-after"):
        return False
    latest = c.published.year + _YEARS_AHEAD if c.published else _LAST_YEAR
    if not _FIRST_LIKELY_YEAR <= n <= latest and not surely and before not in ("of", "from"):
        return False
    if before == "-" and not is_a(m.before(2), "part-of") and m.before(2) not in ("pre", "post"):
        # the end of "2014-2017" is a year, that of "555-1998" is not
        return len(m.before(2)) == 4 and m.before(2).isdigit()
    if n % 100 == 0 and n > 2000:
        return False
    return surely or not counts_things(m) or is_a(before, "year-cue")


def year_in_words(m: Match, _: Context) -> Told | None:
    """nineteen ninety-six."""
    n = spoken_year(m.words)
    return a_year(n) if n is not None and (m.has("year") or not counts_things(m)) else None


def decade(m: Match, c: Context) -> Told | None:
    """the 1990s, the '80s, the nineties."""
    word = m.value("decadeword")
    if word:
        return a_decade(c.full_year(10 * int(word)))
    text = next(w for w in m.words if any(ch.isdigit() for ch in w))
    if text[0].isdigit() and len(text) < 5 and not m.has("the"):
        return None  # "in his 40s"
    digits = "".join(ch for ch in text if ch.isdigit())
    return a_decade(int(digits) if len(digits) == 4 else c.full_year(int(digits)))


def century(m: Match, _: Context) -> Told | None:
    """the 19th century."""
    n = ordinal(m.words)
    return a_century(n) if n and 1 <= n <= 30 else None


def week_of(m: Match, c: Context) -> Told | None:
    """the week of Aug. 3, the first week of January (as its first seven days' week)."""
    if m.value("unit") and m.word("ordinal"):
        month = named_month(m, c)
        n = ordinal(m.words)
        if month is None or month.interval is None or n is None or n > 5:
            return None
        day = safe_date(month.interval.first.year, month.interval.first.month, min(7 * n - 3, 28))
        return a_week(day) if day else None
    day = date_words(m, c)
    return a_week(day) if day else None
