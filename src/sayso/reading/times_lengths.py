"""What each time rule makes of its words: lengths of time, repeated times, vague past, present and future."""

from __future__ import annotations

from sayso.model.dates import TimeKind
from sayso.reading.times_context import Context, Match
from sayso.reading.times_numbers import number
from sayso.reading.times_values import Told, a_decade, a_duration, a_year, past_span, reference
from sayso.reading.times_words import is_a, lexicon

_BACK, _AHEAD = ("past", "last", "previous"), ("next", "coming")
# Half of a unit in finer ones.
_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "T12H", "M": "15D", "E": "5Y"}
_REPEATED = {"nightly": "D", "hourly": "TH"}


def _unit(m: Match) -> str | None:
    for word in reversed(m.words):
        kinds = lexicon().values.get(word, {})
        if "units" in kinds or "unit" in kinds:
            return kinds.get("units") or kinds.get("unit")
    return None


def duration(m: Match, c: Context) -> Told | None:
    """two years, a 10-day, more than four hours, several months, the past three weeks."""
    unit = _unit(m)
    if unit is None or m.after() == "old" or (m.after() == "-" and m.after(2) == "old"):
        return None
    if unit == "Q" and not m.has(*_BACK, *_AHEAD, "first"):
        return None  # "three quarters" is more often a share
    words = m.words
    if any("/" in w for w in words) or m.has("half"):
        return _with_half(m, number(words), unit)
    # of "two to six days" the lower bound is the value
    cut = next((n for n, w in enumerate(words) if w in ("to", "or") and number(words[:n]) is not None), len(words))
    amount = number(words[:cut])
    if amount is None:
        amount = 2 if m.has("couple") else None
    if amount is None:
        return a_duration("X" if m.word("vague") or m.word("units") else "1", unit)
    told = a_duration(str(amount), unit)
    if c.published and m.has(*_BACK, *_AHEAD):
        return Told(told.kind, told.value, past_span(c.published, unit, amount, ahead=m.has(*_AHEAD)))
    return told


def _with_half(m: Match, amount: int | None, unit: str) -> Told | None:
    """2 1/2 years, half an hour, a year and a half."""
    if unit not in _HALVES or any("/" in w and w != "1/2" for w in m.words):
        return None
    whole = 0 if m.words[0] == "half" or m.words[0] == "1/2" else 1 if amount is None else amount
    prefix = "PT" if unit.startswith("T") else "P"
    told = "" if not whole else f"{10 * whole}Y" if unit == "E" else f"{whole}{unit[-1]}"
    return Told(TimeKind.DURATION, f"{prefix}{told}{_HALVES[unit]}")


def bare_units(m: Match, _: Context) -> Told | None:
    """for years, within weeks, decades."""
    unit = _unit(m)
    return a_duration("X", unit) if unit and is_a(m.before(), "bare-unit-cue") else None


def a_unit(m: Match, _: Context) -> Told | None:
    """a year: a length of time, or a rate ("50 a year", "twice a week")."""
    unit, before = m.value("unit"), m.before()
    if unit is None or unit in ("TS", "Q") or m.after() == "-":
        return None
    if unit == "TM" and not is_a(before, "length-cue"):
        return None
    rate = is_a(before, "rate-cue") or before[:1].isdigit() or (before.endswith("s") and not is_a(before, "length-cue"))
    return a_duration("1", unit, TimeKind.SET if rate else TimeKind.DURATION)


def long_past(m: Match, c: Context) -> Told | None:
    """the past week, the last decade: a stretch that ends now; years are told by the calendar year before."""
    unit = _unit(m) or "Y"
    if c.published is None or unit in ("D", "W", "M", "F"):
        return Told(TimeKind.DURATION, f"P1{unit}", past_span(c.published, unit, 1) if c.published else None)
    told = a_decade(c.published.year - 10) if unit == "E" else a_year(c.published.year - 1)
    return Told(told.kind, told.value, past_span(c.published, unit, 1))


def every(m: Match, _: Context) -> Told | None:
    """every day, each Thursday, Tuesday nights, every two weeks, hourly."""
    weekday = m.value("weekday") or m.value("weekdays")
    part = m.value("part") or m.value("parts")
    if weekday:
        return Told(TimeKind.SET, f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    month, season = m.value("month"), m.value("season")
    if month or season:
        return Told(TimeKind.SET, f"XXXX-{int(month):02d}" if month else f"XXXX-{season}")
    if part:
        return Told(TimeKind.SET, f"XXXX-XX-XXT{part}")
    unit = next((_REPEATED[w] for w in m.words if w in _REPEATED), None) or _unit(m)
    amount = number(m.words) or (2 if m.has("other") else 1)
    return a_duration(str(amount), unit, TimeKind.SET) if unit else None


def present(m: Match, _: Context) -> Told | None:
    """now, currently, these days."""
    return None if m.after() == "-" else reference("PRESENT_REF")


def past(_: Match, __: Context) -> Told | None:
    """recently, the past, in recent years."""
    return reference("PAST_REF")


def future(m: Match, _: Context) -> Told | None:
    """soon, the future."""
    if m.has("soon") and (m.before() in ("as", "so", "too") or m.after() in ("as", "after")):
        return None
    return reference("FUTURE_REF")
