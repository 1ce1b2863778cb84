"""What each time rule makes of its words: expressions relative to the publication day or to a day told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.model.dates import TimeKind
from sayso.reading.times_context import Context, Match
from sayso.reading.times_numbers import number
from sayso.reading.times_readers import date_words
from sayso.reading.times_values import Told, a_day, a_quarter, a_time, a_weekend, moved, reference, shifted
from sayso.reading.times_words import is_a

_QUARTER_REACH = 600  # characters over which "a year earlier" still means the quarter told before
_NEXT, _LAST = ("coming", "next"), ("last", "past", "previous")
_DAY_WORDS = ("today", "yesterday", "tomorrow")
_HOURS_OF_THE_SAME_DAY = 12


def base_day(m: Match, c: Context) -> date | None:
    """The day that the words name, in whatever way; None when it cannot be told."""
    if m.word("month"):
        return date_words(m, c)
    weekday_number = int(m.value("weekday") or 0)
    if weekday_number:
        if m.has("previous") and c.day:
            return shifted(c.day, -((c.day.isoweekday() - weekday_number) % 7 or 7))
        return c.weekday(m, weekday_number, 1 if m.has(*_NEXT) else -1 if m.has(*_LAST) else None)
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
    """Saturday, last Saturday, early Friday, the previous Friday, Tuesday last week."""
    if not _is_weekday(m):
        return None
    number_told = int(m.value("weekday") or 0)
    if m.has("week"):
        if c.published is None:
            return Told(TimeKind.DATE, f"XXXX-WXX-{number_told}")
        day = shifted(c.published, 7 * int(m.value("shift") or 0) + number_told - c.published.isoweekday())
    else:
        day = base_day(m, c)
    return a_day(day) if day else Told(TimeKind.DATE, f"XXXX-WXX-{number_told}")


def _is_weekday(m: Match) -> bool:
    word = m.word("weekday")
    if not m.capital(word) or (is_a(m.after(), "paper") and m.after_capital()) or is_a(m.before(), "epithet"):
        return False
    if not is_a(word, "short"):
        return True
    return m.tokens.text[m.end - 1] == "." and is_a(m.before(), "weekday-cue")


def day_part(m: Match, c: Context) -> Told | None:
    """this morning, last night, Thursday evening, tonight, overnight."""
    if m.word("weekday") and not m.capital(m.word("weekday")):
        return None
    suffix = f"T{m.value('part') or m.value('twilight') or 'NI'}"
    if m.has("that", "same"):
        return a_time(c.day or c.published, suffix)
    if m.word("month") or m.word("weekday"):
        day = base_day(m, c)
        return a_time(day, suffix) if day else Told(TimeKind.TIME, f"XXXX-XX-XX{suffix}")
    if m.has(*_DAY_WORDS, "this", "last", "tonight", "overnight"):
        return a_time(base_day(m, c), suffix)
    day = c.day_at_hand(m)
    if m.has("next", "following") and day:
        day = shifted(day, 1)
    if m.has("previous") and day:
        day = shifted(day, -1)
    return a_time(day, suffix)


def early_part(m: Match, c: Context) -> Told | None:
    """mid-afternoon, early morning on Friday, night of Jan. 3 without more: needs a part of the part or a day."""
    if not m.word("part-of") and not (m.word("month") or m.word("weekday") or m.has(*_DAY_WORDS)):
        return None
    return day_part(m, c)


def clock(m: Match, c: Context) -> Told | None:
    """10 p.m. Wednesday, 7:15 GMT, noon, midnight Friday."""
    hour_ends = [n for n, w in enumerate(m.words) if ":" in w or w == "clock" or is_a(w, "meridiem", "hour", "zone")]
    # what follows the hour names the day
    rest = m.part(hour_ends[-1] + 1) if hour_ends else m
    named = bool(rest.word("month") or rest.word("weekday") or rest.has(*_DAY_WORDS))
    when = m.value("hour")
    if when is None:
        when = _face(m)
    elif not named and not is_a(m.before(), "hour-cue"):
        return None
    if when is None:
        return None
    return a_time(base_day(rest, c) if named else c.day_at_hand(m), f"T{when}")


def _face(m: Match) -> str | None:
    """What a clock shows: HH:MM; None when the words are no time of day."""
    printed = next((w for w in m.words if ":" in w), None)
    half = m.value("meridiem")
    if printed is None and half is None and not m.has("clock"):
        return None
    hour_words = next((n for n, w in enumerate(m.words) if number((w,)) is not None or ":" in w), 0)
    hour, *rest = printed.split(":") if printed else [str(number(m.words[hour_words : hour_words + 1]))]
    if not hour.isdigit() or int(hour) > (24 if half is None else 12):
        return None
    value = int(hour) if half is None else int(hour) % 12 + int(half)
    return ":".join([f"{value:02d}", *(rest or ["00"])])


def shifted_unit(m: Match, c: Context) -> Told | None:
    """last week, next year, this month, the following day, earlier this week."""
    if _is_title(m):
        return None
    unit = m.value("unit") or ""
    # "the following day" leans on the day told before, "next week" on the publication day
    leaning = m.has("following", "previous", "preceding", "same", "that") or (m.has("the") and m.has("next"))
    day = (c.day or c.published) if leaning else c.published
    if day is None:
        return Told(TimeKind.DATE, "")
    if m.word("weekend"):
        return _weekend(m, c, day)
    told = moved(day, unit, int(m.value("shift") or 0))
    return replace(told, interval=None) if told and c.day is None and m.has("following", "previous") else told


def _is_title(m: Match) -> bool:
    """True for the name of a programme or a paper: “This Week”."""
    word, text = m.words[-1], m.tokens.text[m.begin : m.end]
    return is_a(word, "unit") and m.capital(word) and not text.isupper()


def _weekend(m: Match, c: Context, day: date) -> Told:
    if not m.word("shift"):
        return a_weekend(day, 0 if day.isoweekday() >= 5 or c.tense(m) > 0 else -1)
    if m.has("past") or (m.has("this") and day.isoweekday() == 1 and c.tense(m) < 0):
        return a_weekend(day, -1)
    return a_weekend(day, int(m.value("shift") or 0))


def the_unit(m: Match, c: Context) -> Told | None:
    """the end of the week, later in the day: of the publication day's."""
    unit = "WE" if m.word("weekend") else m.value("unit")
    if c.published is None or unit is None:
        return None
    return a_weekend(c.published, 0) if unit == "WE" else moved(c.published, unit, 0)


def counted_day(_: Match, c: Context) -> Told | None:
    """the third day (of something that began we do not know when): the day of the telling."""
    return a_day(c.published) if c.published else Told(TimeKind.DATE, "")


def ago(m: Match, c: Context) -> Told | None:
    """two days ago, a year ago, three weeks earlier, a day later, five years from now."""
    unit = m.value("unit") or m.value("units")
    if unit is None:
        return None
    forward = m.has("later", "hence", "now", "after", "thereafter")
    amount = number(m.words)
    if amount is None:
        if m.has("couple"):
            amount = 2
        elif m.word("vague") or m.value("unit") is None:
            return Told(TimeKind.DATE, "FUTURE_REF" if forward else "PAST_REF")
        else:
            amount = 1
    if unit == "Y" and amount == 1 and not forward and c.quarter and m.begin - c.quarter_at < _QUARTER_REACH:
        return a_quarter(c.quarter[0] - 1, c.quarter[1])
    day = c.published if m.has("ago", "now", "hence") else c.day or c.published
    if day is None:
        return Told(TimeKind.DATE, "")
    if unit.startswith("T"):
        hours = amount if unit == "TH" else 0
        return moved(day, "D", 0 if hours <= _HOURS_OF_THE_SAME_DAY else (1 if forward else -1) * max(1, hours // 24))
    told = moved(day, unit, amount if forward else -amount)
    # later than what, when no day was told before, is not known
    unknown = forward and c.day is None and not m.has("now", "hence")
    return replace(told, interval=None) if told and unknown else told
