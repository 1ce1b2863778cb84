"""What each time rule makes of its words, given the context: readers of days, months, years and other dates."""

from __future__ import annotations

from datetime import date

from sayso.model.dates import TimeKind
from sayso.reading.times_context import Context, Match
from sayso.reading.times_values import (
    Told,
    a_century,
    a_day,
    a_decade,
    a_half,
    a_month,
    a_quarter,
    a_season,
    a_time,
    a_week,
    a_weekend,
    a_year,
    holiday,
    moved,
    reference,
    safe_date,
    shifted,
    stretch,
)
from sayso.reading.times_words import lexicon

_SINGLE_CASE_NAMES = frozenset(["may", "march", "sun", "sat", "mon", "wed", "mar", "dec", "jan", "jun"])
_NAMES = frozenset(["april", "may", "june", "august", "jan"])
_BEFORE_MONTH = frozenset(
    [
        "in",
        "by",
        "since",
        "until",
        "till",
        "of",
        "from",
        "to",
        "through",
        "during",
        "for",
        "late",
        "early",
        "mid",
        "before",
        "after",
        "and",
        "or",
        "last",
        "this",
        "next",
        "between",
        "than",
        "throughout",
        "into",
    ]
)
_PAPERS = frozenset(
    ["times", "telegraph", "mail", "express", "mirror", "herald", "post", "tribune", "world", "agreement", "accord"]
)
_SPECIAL_DAYS = frozenset(["black", "bloody", "ash", "good", "palm", "easter", "super", "fat"])
_QUARTER_REACH = 600  # characters over which "a year earlier" still means the quarter told before
_FIRST_YEAR, _LAST_YEAR = 1500, 2100


def number(words: tuple[str, ...]) -> int | None:
    """The whole number that the words (or the digits) say; None when they say none, or a fraction."""
    values = lexicon().values
    total: int | None = None
    for word in words:
        kinds = values.get(word, {})
        if word.replace(",", "").isdigit():
            total = int(word.replace(",", ""))
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
        if word[0].isdigit() and word[-1].isalpha():
            return int(word[:-2])
        if "tens" in kinds:
            tens = int(kinds["tens"])
        elif "ordinal" in kinds:
            return tens + int(kinds["ordinal"])
    return None


def spoken_year(words: tuple[str, ...]) -> int | None:
    """A year in words: "nineteen ninety-six", "two thousand and one"."""
    kinds = [lexicon().values.get(w, {}) for w in words if w not in ("-", "and")]
    if any(k.get("scale") == "1000" for k in kinds):
        first = next(n for n, k in enumerate(kinds) if "scale" in k)
        rest = sum(int(k[t]) for k in kinds[first + 1 :] for t in ("ones", "teens", "tens") if t in k)
        return 2000 + rest
    head = next((n for n, k in enumerate(kinds) if k.get("teens") == "19" or k.get("tens") == "20"), None)
    if head is None:
        return None
    rest = sum(int(k[t]) for k in kinds[head + 1 :] for t in ("ones", "teens", "tens") if t in k)
    return (1900 if "teens" in kinds[head] else 2000) + rest if rest else None


def _numerals(m: Match) -> list[str]:
    return [w for w in m.words if w[0].isdigit() or (w[0] in "'’‘`" and w[1:2].isdigit())]


def _told_year(m: Match, c: Context, numerals: list[str]) -> int | None:
    """The year among the words: four digits, two, spoken, or "last year"."""
    for word in numerals:
        if word.isdigit() and len(word) == 4:
            return int(word)
        if not word[0].isdigit():
            return c.full_year(int(word[1:]))
    if m.has("year") and c.published:
        return c.published.year + int(m.value("shift") or 0)
    return spoken_year(m.words)


def _remember_year(c: Context, m: Match, year: int) -> None:
    if c.published is None or year < c.published.year:
        c.year = (year, m.end)


def iso(m: Match, c: Context) -> Told | None:
    """1998-08-07, with a time or without."""
    word = m.words[0]
    day = safe_date(int(word[:4]), int(word[5:7]), int(word[8:10]))
    if day is None:
        return None
    _remember_year(c, m, day.year)
    return a_time(day, word[10:].upper()) if len(word) > 10 else a_day(day)


def slash(m: Match, c: Context) -> Told | None:
    """8/7/98: month first, unless that is none."""
    first, second, last = m.words[0].split("/")
    year = int(last) if len(last) == 4 else c.full_year(int(last))
    month, day = (int(second), int(first)) if int(first) > 12 else (int(first), int(second))
    found = safe_date(year, month, day)
    return a_day(found) if found else None


def date_words(m: Match, c: Context) -> date | None:
    """The day of an expression with a month and a day, with or without a year."""
    month = m.value("month")
    numerals = _numerals(m)
    if month is None:
        return None
    after_month = m.words[next(n for n, w in enumerate(m.words) if "month" in lexicon().values.get(w, {})) + 1 :]
    nth = ordinal(m.words)
    days = [
        w for w in numerals if w[0].isdigit() and w[:2].rstrip("snrt").isdigit() and not (w.isdigit() and len(w) > 2)
    ]
    day = nth if nth is not None else int(days[0]) if days else number(after_month)
    year = _told_year(m, c, numerals)
    if year is None and nth is None and len(days) > 1:
        year = c.full_year(int(days[1]))
    if day is None:
        return None
    if year is not None:
        _remember_year(c, m, year)
        return safe_date(year, int(month), day)

    def make(y: int) -> Told | None:
        found = safe_date(y, int(month), day)
        return a_day(found) if found else None

    told = c.in_year(m, make)
    return told.interval.first if told and told.interval else None


def full_date(m: Match, c: Context) -> Told | None:
    """A month and a day."""
    day = date_words(m, c)
    if day:
        return a_day(day)
    month, numerals = m.value("month"), _numerals(m)
    n = ordinal(m.words) or (int(numerals[0]) if numerals and numerals[0].isdigit() else None)
    if month and n and 1 <= n <= 31 and not any(len(w) > 2 for w in numerals):
        return Told(TimeKind.DATE, f"XXXX-{int(month):02d}-{n:02d}")
    return None


def days_of_month(m: Match, c: Context) -> Told | None:
    """3 to 5 May, May 12 and 13: from the first day to the last; the value is that of the first."""
    if _counts(m) and not m.value("month") == m.words[-1]:
        return None
    month, numerals = m.value("month"), _numerals(m)
    days = [int(w.rstrip("stndrh")) for w in numerals if len(w.rstrip("stndrh")) <= 2 and w[0].isdigit()][:2]
    if month is None or len(days) != 2 or days[0] >= days[1]:
        return None
    year = _told_year(m, c, numerals)

    def make(y: int) -> Told | None:
        first, last = safe_date(y, int(month), days[0]), safe_date(y, int(month), days[1])
        return Told(TimeKind.DATE, first.isoformat(), stretch(first, last)) if first and last else None

    return make(year) if year is not None else c.in_year(m, make)


def military_date(m: Match, c: Context) -> Told | None:
    """22 NOV 89: only with the month in capitals or a year that cannot be a day."""
    month = next(w for w in m.words if "month" in lexicon().values.get(w, {}))
    at = m.first + m.words.index(month)
    raw = m.tokens.text[m.tokens.begins[at] : m.tokens.ends[at]]
    last = m.words[-1]
    if len(last) != 2 or not (raw.isupper() or int(last) > 31) or m.after() == "-":
        return None
    return full_date(m, c)


def named_month(m: Match, c: Context) -> Told | None:
    """A month with or without a year; a bare "may" or "march" only where a month must be meant."""
    month = m.value("month")
    word = next(w for w in m.words if "month" in lexicon().values.get(w, {}))
    if month is None or not _is_month(m, word):
        return None
    year = _told_year(m, c, _numerals(m))
    if year is not None:
        _remember_year(c, m, year)
        return a_month(year, int(month))
    shift = m.value("shift")
    if shift is not None and c.published:
        now = c.published
        if shift == "-1":
            # "last February" said in March is the one before: the other would be "last month"
            return a_month(now.year - (int(month) >= now.month - 1), int(month))
        if shift == "1":
            return a_month(now.year + (int(month) <= now.month), int(month))
        return a_month(now.year, int(month))
    told = c.in_year(m, lambda y: a_month(y, int(month)))
    return told or Told(TimeKind.DATE, f"XXXX-{int(month):02d}")


def _is_month(m: Match, word: str) -> bool:
    if "short" in lexicon().values[word] and len(m.words) == 1:
        at = m.first
        return m.tokens.text[m.tokens.ends[at] - 1] == "." and m.before() in _BEFORE_MONTH and m.tokens.capital(at)
    if not m.capital(word) and (word in _SINGLE_CASE_NAMES or len(m.words) > 1):
        return word not in _SINGLE_CASE_NAMES
    if len(m.words) > 1:
        return True
    if word in _SINGLE_CASE_NAMES:
        return m.before() in _BEFORE_MONTH and not m.after_capital()
    return not (word in _NAMES and m.after_capital() and m.before() not in _BEFORE_MONTH)


def year(m: Match, c: Context) -> Told | None:
    """A year in digits; a number that counts things, or is money, is none."""
    n = next(int(w) for w in m.words if w.isdigit() and len(w) == 4)
    if not _FIRST_YEAR <= n <= _LAST_YEAR:
        return None
    if len(m.words) == 1:
        kinds = lexicon().values.get(m.before(), {})
        trusted = "preposition" in kinds or m.before() in (
            "the",
            "and",
            "or",
            "'s",
            "to",
            "(",
            "its",
            "his",
            "their",
            "a",
            ",",
        )
        plausible = 1900 <= n <= (c.published.year + 40 if c.published else 2060)
        if m.before() in ("no", "about", "around", "flight", "road", "route", "/") or m.after() in (
            "/",
            "miles",
            "km",
            "hours",
            "gmt",
            "feet",
        ):
            return None
        if not plausible and not (trusted and m.before() in ("in", "since", "of", "until", "from", "by")):
            return None
        if m.after() in ("-", "–") and m.after(2)[:1].isdigit() and len(m.after(2)) == 3:
            return None
        if m.before() == "-" and not trusted and m.before(2) not in ("mid", "pre", "post"):
            return None
        if _counts(m) and m.before() not in ("in", "since", "the", "'s", "his", "its", "their", "a"):
            return None
        if n >= 2000 and n % 100 == 0 and n > 2000:
            return None
    if m.has("to"):
        return None
    return a_year(n)


def _counts(m: Match) -> bool:
    """True when the next word looks like what a number before it counts."""
    at = m.last
    return at < len(m.tokens.words) and m.tokens.classes[at] in lexicon().classes["THINGS"] + lexicon().classes["UNITS"]


def year_in_words(m: Match, c: Context) -> Told | None:
    """nineteen ninety-six."""
    n = spoken_year(m.words)
    if n is None or (_counts(m) and not m.has("year")):
        return None
    return a_year(n) if c is not None else None


def month_and_spoken_year(m: Match, c: Context) -> Told | None:
    """January nineteen ninety-seven."""
    n, month = spoken_year(m.words), m.value("month")
    return a_month(n, int(month)) if n and month and c is not None else None


def decade(m: Match, c: Context) -> Told | None:
    """the 1990s, the '80s, the nineties."""
    word = m.value("decadeword")
    if word:
        return a_decade(c.full_year(10 * int(word)))
    text = next(w for w in m.words if any(ch.isdigit() for ch in w))
    digits = "".join(ch for ch in text if ch.isdigit())
    return a_decade(int(digits) if len(digits) == 4 else c.full_year(int(digits)))


def century(m: Match, c: Context) -> Told | None:
    """the 19th century."""
    n = ordinal(m.words)
    return a_century(n) if n and 1 <= n <= 30 and c is not None else None


def fiscal_year(m: Match, c: Context) -> Told | None:
    """fiscal 1989, the current fiscal year."""
    numerals = _numerals(m)
    told = int(numerals[0]) if numerals and len(numerals[0]) == 4 else None
    if told is None and c.published:
        told = c.published.year + int(m.value("shift") or 0)
    return a_year(told) if told else None


def quarter(m: Match, c: Context) -> Told | None:
    """third-quarter, the first quarter of 1990, this year's third quarter, the year-ago quarter."""
    n = ordinal(tuple(w for w in m.words if w != "1st")) or None
    y = _told_year(m, c, _numerals(m)) if not m.has("ago", "earlier", "comparable") else None
    back = 1 if m.has("ago", "earlier") else 0
    if m.has("half"):
        if y is None and c.published:
            y = c.published.year
        return a_half(y, 1 if m.has("first") else 2) if y else None
    if n is None and m.value("unit") != "Q" and not m.has("latest", "ago", "earlier", "corresponding") and y is None:
        return None
    if n is None:
        if m.has("this", "current") and c.published:
            told = moved(c.published, "Q", 0)
        elif m.has("next", "last", "previous", "past") and c.published and not m.has("year"):
            told = moved(c.published, "Q", int(m.value("shift") or 0))
        elif c.quarter:
            told = a_quarter(y if y is not None else c.quarter[0] - back, c.quarter[1])
        elif m.has("latest") and c.published:
            told = moved(c.published, "Q", -1)
        else:
            return Told(TimeKind.DATE, "XXXX-QX") if not c.published or m.has("the") else None
        return told
    if not 1 <= n <= 4:
        return None
    if y is None and c.published:
        now = (c.published.month + 2) // 3
        y = c.published.year - back - (n > now and not (c.tense(m) > 0 or n == now + 1))
    if y is None:
        return Told(TimeKind.DATE, f"XXXX-Q{n}")
    if not back:
        c.quarter, c.quarter_at = (y, n), m.end
    return a_quarter(y, n)


def season(m: Match, c: Context) -> Told | None:
    """last summer, the spring of 1998."""
    code = m.value("season")
    if code is None or (len(m.words) == 1 and (m.has("fall", "spring") or m.before() not in ("in", "during", "by"))):
        return None
    if m.words in (("the", "fall"), ("the", "spring")) and m.before() not in ("in", "during", "by", "until", "over"):
        return None
    y = _told_year(m, c, _numerals(m)) if not m.has("last", "this", "next", "past", "coming") or m.has("year") else None
    if y is not None:
        return a_season(y, code)
    now = c.published
    if now is None:
        return Told(TimeKind.DATE, f"XXXX-{code}")
    shift = m.value("shift")
    candidates = [a_season(now.year + k, code) for k in (-1, 0, 1)]
    if shift == "-1" or m.has("past"):
        done = [t for t in candidates if t.interval and t.interval.last < now]
        return done[-1] if done else None
    if shift == "1":
        todo = [t for t in candidates if t.interval and t.interval.first > now]
        return todo[0] if todo else None
    if shift == "0":
        return a_season(now.year, code)
    return c.near(candidates, m)


def year_end(m: Match, c: Context) -> Told | None:
    """year-end, the end of the year."""
    if c.published is None:
        return None
    y = c.published.year + int(m.value("shift") or 0)
    return a_year(y) if m.has("the", "s", "'s") else a_day(date(y, 12, 31))


def feast(m: Match, c: Context) -> Told | None:
    """Christmas Eve, Thanksgiving Day, Easter Sunday."""
    words = tuple(m.words)
    holidays = lexicon().holidays
    rule = next(
        (holidays[words[a:b]] for a in range(len(words)) for b in range(len(words), a, -1) if words[a:b] in holidays),
        None,
    )
    if rule is None or not m.tokens.capital(m.last - 1 if not m.words[-1].isdigit() else m.first):
        return None

    def make(y: int) -> Told | None:
        day = holiday(rule, y)
        return a_day(day) if day else None

    y = _told_year(m, c, _numerals(m)) if not m.has("new") else next((int(w) for w in words if w.isdigit()), None)
    if y is not None:
        return make(y)
    if m.has("last") and c.published:
        days = [
            t
            for t in (make(c.published.year - 1), make(c.published.year))
            if t and t.interval and t.interval.last < c.published
        ]
        return days[-1] if days else None
    return c.in_year(m, make)


# ---------------------------------------------------------------- relative to the publication day


def base_day(m: Match, c: Context) -> date | None:
    """The day that the words name, in whatever way; None when they name none."""
    if m.value("month"):
        return date_words(m, c)
    number_of_weekday = m.value("weekday")
    if number_of_weekday:
        shift = "1" if m.has("coming", "next") else "-1" if m.has("last", "past", "previous") else None
        if m.has("previous") and c.day:
            back = (c.day.isoweekday() - int(number_of_weekday)) % 7 or 7
            return shifted(c.day, -back)
        return c.weekday(m, int(number_of_weekday), int(shift) if shift else None)
    if c.published is None:
        return None
    if m.has("yesterday"):
        return shifted(c.published, -2 if m.has("before") else -1)
    if m.has("tomorrow"):
        return shifted(c.published, 2 if m.has("after") else 1)
    if m.has("last") and m.has("night", "evening"):
        return shifted(c.published, -1)
    return c.published


def relative_day(m: Match, c: Context) -> Told | None:
    """today, yesterday, the day before yesterday."""
    if m.words == ("today",) and m.after() == "'s" and m.after(2) in ("world", "youth", "society", "standards"):
        return reference("PRESENT_REF")
    day = base_day(m, c)
    return a_day(day) if day else Told(TimeKind.DATE, "")


def weekday(m: Match, c: Context) -> Told | None:
    """Saturday, last Saturday, early Friday, the previous Friday."""
    word = next(w for w in m.words if "weekday" in lexicon().values.get(w, {}))
    if not m.capital(word) or (m.after() in _PAPERS and m.after_capital()) or m.before() in _SPECIAL_DAYS:
        return None
    if "short" in lexicon().values[word] and (
        m.tokens.text[m.end - 1] != "."
        or m.before() not in ("on", "last", "next", "late", "early", "until", "by", "since", "and")
    ):
        return None
    day = base_day(m, c)
    number_of_weekday = m.value("weekday") or "1"
    return a_day(day) if day else Told(TimeKind.DATE, f"XXXX-WXX-{number_of_weekday}")


def day_part(m: Match, c: Context) -> Told | None:
    """this morning, last night, Thursday evening, tonight, overnight."""
    if m.value("weekday") and not m.capital(next(w for w in m.words if "weekday" in lexicon().values.get(w, {}))):
        return None
    code = m.value("part") or m.value("twilight") or "NI"
    if m.has("that", "same"):
        return a_time(c.day or c.published, f"T{code}")
    if (
        m.value("month")
        or m.value("weekday")
        or m.has("today", "yesterday", "tomorrow", "this", "last", "tonight", "overnight")
    ):
        day = base_day(m, c)
        if day is None and (m.value("month") or m.value("weekday")):
            return Told(TimeKind.TIME, f"XXXX-XX-XXT{code}")
    else:
        day = c.day_at_hand(m)
    return a_time(day, f"T{code}")


def clock(m: Match, c: Context) -> Told | None:
    """10 p.m. Wednesday, 7:15 GMT, noon, midnight Friday."""
    when = m.value("hour")
    if when is None:
        face = next((w for w in m.words if ":" in w), None)
        hours = face.split(":") if face else [str(number(m.words[:1]) or "")]
        if not hours[0].isdigit() or int(hours[0]) > 24:
            return None
        hour = int(hours[0])
        half = m.value("meridiem")
        if half is not None:
            if hour > 12:
                return None
            hour = hour % 12 + int(half)
        if face is None and half is None and not m.has("clock"):
            return None
        when = ":".join([f"{hour:02d}", *(hours[1:] or ["00"])])
    elif m.value("weekday") is None and m.value("month") is None and not m.has("today", "yesterday", "tomorrow"):
        if m.before() not in (
            "at",
            "by",
            "until",
            "since",
            "before",
            "after",
            "around",
            "about",
            "near",
            "from",
            "past",
        ):
            return None
    named = m.value("month") or m.value("weekday") or m.has("today", "yesterday", "tomorrow")
    day = base_day(m, c) if named else c.day_at_hand(m)
    return a_time(day, f"T{when}")


def shifted_unit(m: Match, c: Context) -> Told | None:
    """last week, next year, this month, the following day, earlier this week."""
    unit = m.value("unit") or ("WE" if m.has("weekend") else "")
    shift = int(m.value("shift") or 0)
    if m.words[-1] in ("week", "day", "month", "year") and m.capital(m.words[-1]) and m.before() not in ("", "."):
        at = m.tokens.text[m.begin : m.end]
        if not at.isupper():
            return None  # the name of a programme or a paper: "This Week"
    leaning = m.has("following", "previous", "preceding", "same", "that") or (m.has("the") and m.has("next"))
    day = c.published
    if leaning and unit in ("D", "W", "M", "Y"):
        day = c.day or c.published
    if m.has("same") and unit == "D" and c.day is None:
        day = c.published
    if day is None:
        return Told(TimeKind.DATE, "")
    if unit == "WE":
        if not m.value("shift"):
            shift = 0 if day.isoweekday() >= 5 or c.tense(m) > 0 else -1
        elif m.has("past") or (m.has("this") and day.isoweekday() == 1 and c.tense(m) < 0):
            shift = -1
        return a_weekend(day, shift)
    return moved(day, unit, shift)


def the_unit(m: Match, c: Context) -> Told | None:
    """the day, the week, the month, the year: the one of the report, where the words before point at it."""
    unit = m.value("unit")
    if c.published is None or unit is None:
        return None
    if unit == "D" and c.day:
        return a_day(c.day if m.has("that") else c.published)
    return moved(c.published, unit, 0)


def counted_day(m: Match, c: Context) -> Told | None:
    """the third day (of something that began we do not know when): the day of the telling."""
    day = c.published
    return a_day(day) if day else Told(TimeKind.DATE, "")


def ago(m: Match, c: Context) -> Told | None:
    """two days ago, a year ago, three weeks earlier, a day later, five years from now."""
    unit = m.value("unit") or m.value("units")
    if unit is None:
        return None
    forward = m.has("later", "hence", "now")
    leaning = m.has("earlier", "later", "before", "after", "previously", "thereafter")
    amount = number(m.words)
    if amount is None:
        if m.has("couple"):
            amount = 2
        elif m.has("several", "few", "many", "some") or (m.value("units") and not m.value("unit")):
            return Told(TimeKind.DATE, "FUTURE_REF" if forward else "PAST_REF")
        else:
            amount = 1
    if unit == "Y" and amount == 1 and not forward and c.quarter and m.begin - c.quarter_at < _QUARTER_REACH:
        return a_quarter(c.quarter[0] - 1, c.quarter[1])
    day = (c.day or c.published) if leaning else c.published
    if day is None:
        return Told(TimeKind.DATE, "")
    if unit.startswith("T"):
        return a_day(day) if amount <= 12 else moved(day, "D", (1 if forward else -1) * max(1, amount // 24))
    return moved(day, unit, amount if forward else -amount)


def the_week_of(m: Match, c: Context) -> Told | None:
    """the week of Aug. 3."""
    day = date_words(m, c)
    return a_week(day) if day else None
