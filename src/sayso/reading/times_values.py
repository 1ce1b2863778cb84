"""From a matched time expression to its TIMEX3 value and the days it means: the calendar's part."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from sayso.model.dates import Interval, Precision, TimeKind


@dataclass(frozen=True, slots=True)
class Told:
    """What an expression says: TIMEX3 type and value, and the days it means (None: none that can be told)."""

    kind: TimeKind
    value: str
    interval: Interval | None = None


def shifted(day: date, days: int) -> date | None:
    """`day` moved by `days`; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def a_day(day: date) -> Told:
    """One day."""
    return Told(TimeKind.DATE, day.isoformat(), Interval(day, day, Precision.DAY))


def a_time(day: date | None, suffix: str) -> Told:
    """A time of a day; `suffix` as TIMEX3 writes it ("TNI", "T22:00"). Without a day only the time is known."""
    if day is None:
        return Told(TimeKind.TIME, suffix)
    return Told(TimeKind.TIME, day.isoformat() + suffix, Interval(day, day, Precision.DAY))


def a_week(day: date, weeks: int = 0) -> Told:
    """The ISO week (Monday to Sunday) of `day`, moved by `weeks`."""
    monday = shifted(day, 7 * weeks - day.weekday())
    sunday = shifted(monday, 6) if monday else None
    if monday is None or sunday is None:
        return reference("PAST_REF" if weeks < 0 else "FUTURE_REF")
    year, week, _ = monday.isocalendar()
    return Told(TimeKind.DATE, f"{year:04d}-W{week:02d}", Interval(monday, sunday, Precision.WEEK))


def a_weekend(day: date, weeks: int = 0) -> Told:
    """Saturday and Sunday of the ISO week of `day`, moved by `weeks`."""
    week = a_week(day, weeks)
    if week.interval is None:
        return week
    last = week.interval.last
    return Told(TimeKind.DATE, f"{week.value}-WE", Interval(last - timedelta(days=1), last, Precision.DAYS))


def a_month(year: int, month: int) -> Told:
    """A month; `month` may lie outside 1..12 and is carried into the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return _months(year, month, month, f"{year:04d}-{month:02d}", Precision.MONTH)


def a_quarter(year: int, quarter: int) -> Told:
    """A quarter of a year, 1 to 4; others are carried into the year."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return _months(year, 3 * quarter - 2, 3 * quarter, f"{year:04d}-Q{quarter}", Precision.YEAR)


def a_half(year: int, half: int) -> Told:
    """A half of a year, 1 or 2."""
    return _months(year, 6 * half - 5, 6 * half, f"{year:04d}-H{half}", Precision.YEAR)


def a_season(year: int, code: str) -> Told:
    """A season by its TIMEX3 code (SP, SU, FA, WI). Winter is the one that begins in December of the year before."""
    value = f"{year:04d}-{code}"
    if code == "WI":
        if not 1 < year < 10000:
            return Told(TimeKind.DATE, value)
        return Told(TimeKind.DATE, value, Interval(date(year - 1, 12, 1), _end(year, 2), Precision.YEAR))
    first = {"SP": 3, "SU": 6, "FA": 9}[code]
    return _months(year, first, first + 2, value, Precision.YEAR)


def a_year(year: int) -> Told:
    """A calendar year."""
    return _months(year, 1, 12, f"{year:04d}", Precision.YEAR)


def years(first: int, last: int, value: str) -> Told:
    """A decade or a century: from January of `first` to December of `last`."""
    if not 1 <= first <= last <= 9999:
        return Told(TimeKind.DATE, value)
    return Told(TimeKind.DATE, value, Interval(date(first, 1, 1), date(last, 12, 31), Precision.LONGER))


def a_decade(year: int) -> Told:
    """The decade of `year`."""
    first = year - year % 10
    return years(first, first + 9, f"{year // 10:03d}")


def a_century(number: int) -> Told:
    """The `number`th century."""
    return years(100 * number - 99, 100 * number, f"{number - 1:02d}")


def reference(value: str) -> Told:
    """PAST_REF, PRESENT_REF or FUTURE_REF."""
    return Told(TimeKind.DATE, value)


def a_duration(amount: str, unit: str, kind: TimeKind = TimeKind.DURATION) -> Told:
    """A length of time; `amount` a number or X, `unit` a code of the table (TH, D, F for two weeks, C …)."""
    if unit == "F":
        amount, unit = (f"{2 * int(amount)}" if amount.isdigit() else "X"), "W"
    if amount.isdigit() and int(amount) > 1 and unit in ("E", "C"):
        amount, unit = f"{int(amount) * (10 if unit == 'E' else 100)}", "Y"
    prefix = "PT" if unit.startswith("T") else "P"
    return Told(kind, f"{prefix}{amount}{unit[-1]}")


def moved(day: date, unit: str, amount: int) -> Told | None:
    """The unit of time that lies `amount` units after the one that holds `day` (before it when negative)."""
    years = {"M": 1 / 12, "Q": 1 / 4, "Y": 1, "E": 10, "C": 100}.get(unit, 1 / 366)
    if not MINYEAR < day.year + years * amount < MAXYEAR - 1:
        return None
    match unit:
        case "D":
            other = shifted(day, amount)
            return a_day(other) if other else None
        case "W":
            return a_week(day, amount)
        case "F":
            return a_week(day, 2 * amount)
        case "M":
            return a_month(day.year, day.month + amount)
        case "Q":
            return a_quarter(day.year, (day.month + 2) // 3 + amount)
        case "Y":
            return a_year(day.year + amount)
        case "E":
            return a_decade(day.year + 10 * amount)
        case "C":
            return a_century((day.year + 99) // 100 + amount)
    return None


def past_span(day: date, unit: str, amount: int, *, ahead: bool = False) -> Interval | None:
    """The days of "the past three weeks" (or, with `ahead`, "the next three weeks") as told on `day`."""
    sign = 1 if ahead else -1
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120}.get(unit)
    if amount > 10_000:
        return None
    if months:
        year, month = divmod(day.year * 12 + day.month - 1 + sign * months * amount, 12)
        if not 1 <= year <= 9999:
            return None
        other: date | None = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    elif unit == "TH":
        other = shifted(day, sign * -(-amount // 24))
    else:
        length = {"D": 1, "W": 7, "F": 14}.get(unit)
        other = shifted(day, sign * length * amount) if length else None
    return stretch(min(day, other), max(day, other)) if other else None


def stretch(first: date, last: date) -> Interval:
    """From one day to another, with the precision that its length allows."""
    days = (last - first).days
    precision = (
        Precision.DAY
        if not days
        else Precision.DAYS
        if days <= 31
        else Precision.YEAR
        if days <= 366
        else Precision.LONGER
    )
    return Interval(first, last, precision)


def holiday(rule: str, year: int) -> date | None:
    """The day of a holiday in `year` by the table's rule: MM-DD, or a name for those that move."""
    if rule[0].isdigit():
        return safe_date(year, int(rule[:2]), int(rule[3:]))
    if rule.startswith("easter"):
        return shifted(_easter(year), int(rule[6:] or 0))
    month, weekday, nth = {"thanksgiving": (11, 4, 4), "labor-day": (9, 1, 1), "memorial-day": (5, 1, 5)}[rule]
    first = date(year, month, 1)
    day = 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day if day <= monthrange(year, month)[1] else day - 7)


def _easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int, value: str, precision: Precision) -> Told:
    if not 1 <= year <= 9999:
        return Told(TimeKind.DATE, value)
    return Told(TimeKind.DATE, value, Interval(date(year, first, 1), _end(year, last), precision))
