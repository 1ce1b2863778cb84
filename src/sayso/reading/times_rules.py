"""The rules that find time expressions, as one visible list.

A pattern is written over classes of words (capitals: WEEKDAY, MONTH, UNIT, … of knowledge/time_words.csv, and the
shapes of numerals), words (lower case) and marks. Among the rules that match at one place the longest goes first;
a reader that returns None gives way to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sayso.reading import times_lengths as lengths
from sayso.reading import times_periods as periods
from sayso.reading import times_readers as read
from sayso.reading import times_relative as relative
from sayso.reading.times_context import Context, Match
from sayso.reading.times_values import Told
from sayso.reading.times_words import compiled, lexicon

Reader = Callable[[Match, Context], Told | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A name, a pattern over word classes, and the reader that makes a value of what matched."""

    name: str
    pattern: str
    reader: Reader


# What patterns are abbreviated with.
MACROS = {
    "SPOKENYEAR": "(nineteen (hundred|TENS (-? ONES)?|TEENS)|twenty TEENS"
    "|two thousand (and? (TENS (-? ONES)?|TEENS|ONES))?)",
    "ANYYEAR": "(YEAR|SHORTYEAR|SPOKENYEAR)",
    "OFYEAR": "(,? of? ANYYEAR|,? of? SHIFT year)",
    "DAYWORD": "(DAY|ORDINAL|(twenty|thirty) -? ORDINAL)",
    "MONTHDAY": "(MONTH the? DAYWORD OFYEAR?)",
    "DAYMONTH": "(the? DAYWORD -? of? MONTH (-? ANYYEAR|OFYEAR)?)",
    "CALENDARDAY": "((WEEKDAY ,? the?)? (MONTHDAY|DAYMONTH))",
    "NAMEDDAY": "(CALENDARDAY|(SHIFT coming?)? WEEKDAY|today|yesterday|tomorrow)",
    "COUNT": "(DIGITS FRACTION?|FRACTION|(a|TENS -? ONES|TENS|TEENS|ONES) SCALE|TENS -? ONES|TENS|TEENS|ONES)",
    "MANY": "(COUNT|a few|VAGUE|a couple of?|couple of)",
    "ANYUNIT": "(UNIT|UNITS)",
    "ATLEAST": "(at least|at most|up to|no? more than|no? less than|fewer than|ABOUT)",
    "WHEN": "(PARTOF -?|the? EDGE of)",
    "TIMEOFDAY": "(CLOCK MERIDIEM?|(N12|ONES|TEENS) (o STOP clock)? MERIDIEM|(N12|ONES|TEENS) o STOP clock|HOUR)",
    "TIMEZONE": "(ZONE|local time|eastern time)",
    "DAYRANGE": "(the? DAY (LINK|,) the? DAYMONTH|MONTH DAY LINK DAY (,? ANYYEAR)?)",
    "LINK": "(to|and|through|until|-|or)",
    "LASTYEAR": "(a year (ago|earlier))",
}

RULES: tuple[Rule, ...] = (
    # dates by the calendar
    Rule("ISO date", "ISO", read.iso),
    Rule("date in figures", "FIGURES", read.figures),
    Rule("September 11", "FRACTION", read.nine_eleven),
    Rule("month and day", "((WHEN|this coming|SHIFT) (in|on)?)? CALENDARDAY", read.full_date),
    Rule("day, month, short year", "DAY MONTH ,? TWODIGITS", read.military_date),
    Rule("days of a month", "(the night of)? DAYRANGE", read.days_of_month),
    Rule("week of a day", "the week of CALENDARDAY", read.week_of),
    Rule("week of a month", "the ORDINAL week of MONTH OFYEAR?", read.week_of),
    Rule("month", "(WHEN in?)? (the month of)? MONTH OFYEAR?", read.named_month),
    Rule("last month by name", "WHEN? SHIFT MONTH", read.named_month),
    Rule("year", "(WHEN in?)? (the? year)? YEAR (and beyond|or later)?", read.year),
    Rule("year in words", "(WHEN in?)? (the? year)? SPOKENYEAR", read.year_in_words),
    Rule("decade", "(the WHEN?|WHEN the?|the? (ORDINAL|last) half of the?)? DECADE", read.decade),
    Rule("decade in words", "the (PARTOF -?)? DECADEWORD", read.decade),
    Rule("century", "the? (PARTOF -?)? (NTH|ORDINAL|twenty -? ORDINAL) -? century", read.century),
    Rule("fiscal year", "(the|SHIFT|its)? (SHIFT|latest|full)? fiscal year? YEAR?", periods.fiscal_year),
    Rule(
        "quarter",
        "(the|its|a)? (SHIFT year 's|SHIFT|YEAR)? (latest|comparable|corresponding)?"
        " (year -? (ago|earlier))? (fiscal|YEAR)? -?"
        " (ORDINAL -?)? (quarter|period) (of fiscal? YEAR|of? SHIFT year|LASTYEAR)?",
        periods.quarter,
    ),
    Rule("half year", "the? (ORDINAL|last) half of (YEAR|SHIFT year|the year)", periods.half_year),
    Rule("season", "(the|SHIFT|SHIFT SHIFT|SHIFT year 's)? PARTOF? SEASON OFYEAR?", periods.season),
    Rule("year's end", "(the EDGE of the year|the? year -? end|year 's end|YEAR -? end)", periods.year_end),
    Rule("holiday", "(last|this|next)? HOLIDAY ((,|in|of)? YEAR|,? SHIFT year)?", periods.feast),
    # relative to the publication day
    Rule(
        "today", "PARTOF? (today|yesterday|tomorrow|the day (before yesterday|after tomorrow))", relative.relative_day
    ),
    Rule("weekday", "(WHEN on?)? the? SHIFT? coming? WEEKDAY (of? SHIFT week)?", relative.weekday),
    Rule(
        "part of a day",
        "(PARTOF -?)? (NAMEDDAY|this|that|the (same|SHIFT)?|SHIFT) (PARTOF -?)? PART",
        relative.day_part,
    ),
    Rule("night of a day", "the? (PART|EDGE) (of|on) NAMEDDAY", relative.day_part),
    Rule("night between days", "the? PART from NAMEDDAY to NAMEDDAY", relative.day_part),
    Rule("part before its day", "(PARTOF -?)? PART on? NAMEDDAY?", relative.early_part),
    Rule("tonight", "PARTOF? (tonight|overnight (on? NAMEDDAY)?)", relative.day_part),
    Rule("dawn", "NAMEDDAY? (at|before|after|by|around|since|until) TWILIGHT (on? NAMEDDAY)?", relative.day_part),
    Rule("time of day", "(around|about)? TIMEOFDAY TIMEZONE? (,? (on|of)? NAMEDDAY)?", relative.clock),
    Rule("the past year", "the (past (week|month|year|decade)|last (year|decade))", lengths.long_past),
    Rule(
        "last week",
        "(WHEN in?|PARTOF in)? the? (this (past|coming|last)|SHIFT) (UNIT|WEEKEND)",
        relative.shifted_unit,
    ),
    Rule("end of the week", "(WHEN|PARTOF in|the? (rest|course) of) the (UNIT|WEEKEND)", relative.the_unit),
    Rule("weekend", "over? the WEEKEND", relative.shifted_unit),
    Rule("the day", "the (full|whole|entire)? (day|week|month|year)", relative.the_unit),
    Rule("day before", "the day (before|after|earlier)", relative.ago),
    Rule("counted day", "the? ORDINAL (straight|consecutive)? day", relative.counted_day),
    Rule(
        "ago",
        "ATLEAST? (MANY|a|an)? ANYUNIT (or so)? (ago|earlier|later|hence|from now|previously|thereafter|before)",
        relative.ago,
    ),
    Rule("year-ago", "the? year -? (ago|earlier)", relative.ago),
    # lengths of time, repeated times
    Rule(
        "duration",
        "ATLEAST? (the|a|an)? (SHIFT|first|additional)? ATLEAST? (MANY ((to|or|-) COUNT)?) -?"
        " (more|consecutive|straight|trading)? ANYUNIT",
        lengths.duration,
    ),
    Rule("unit and a half", "(COUNT|a|an) ANYUNIT and a half", lengths.duration),
    Rule("half more", "COUNT and a half ANYUNIT", lengths.duration),
    Rule("half a unit", "half (a|an) UNIT", lengths.duration),
    Rule("past", "(more|most|until)? recently|(recent|past) (days|years)|recent|the recent? past", lengths.past),
    Rule("vague duration", "the? (SHIFT|recent|first) (VAGUE|couple of)? UNITS", lengths.duration),
    Rule("bare units", "UNITS", lengths.bare_units),
    Rule("a unit", "(a|an|one|half an|an (entire|additional|extra)|a (whole|full)) UNIT", lengths.a_unit),
    Rule("every", "(every|each) (COUNT|other)? (ANYUNIT|WEEKDAY|MONTH|PART|SEASON)", lengths.every),
    Rule("weekdays", "(WEEKDAYS PARTS?|WEEKDAY PARTS)", lengths.every),
    Rule("adverb of repetition", "(hourly|nightly)", lengths.every),
    # vague references
    Rule(
        "present", "right? now|currently|at present|these days|nowadays|at (the|this) moment|current", lengths.present
    ),
    Rule(
        "future",
        "very? soon|the (near|immediate|foreseeable)? future|the (near|short) term|coming UNITS",
        lengths.future,
    ),
)


@dataclass(frozen=True, slots=True)
class CompiledRules:
    """The rules as regular expressions, and the characters of all words that they speak of."""

    rules: tuple[tuple[Rule, re.Pattern[str]], ...]
    codes: dict[str, str]


@cache
def compiled_rules() -> CompiledRules:
    """All rules, compiled once. Raises DataError when the word table is missing."""
    codes = dict(lexicon().codes)
    sources = [(rule, compiled(rule.pattern, MACROS, codes)) for rule in RULES]
    return CompiledRules(tuple((rule, re.compile(source)) for rule, source in sources), codes)
