"""What each time rule makes of lengths of time, repeated times, and vague references to past, present and future."""

from __future__ import annotations

from sayso.model.dates import TimeKind
from sayso.reading.times_context import Context, Match
from sayso.reading.times_readers import number
from sayso.reading.times_values import Told, a_decade, a_duration, a_year, past_span, reference
from sayso.reading.times_words import lexicon

_RATE_BEFORE = frozenset(["times", "once", "twice"])
_LENGTH_BEFORE = frozenset(
    [
        "within",
        "for",
        "in",
        "after",
        "about",
        "almost",
        "nearly",
        "barely",
        "over",
        "than",
        "only",
        "just",
        "every",
        "under",
        "him",
        "them",
        "us",
        "me",
        "her",
        "take",
        "took",
        "takes",
        "lasted",
        "last",
        "lasting",
        "spent",
        "spend",
        "is",
        "was",
        "be",
        "until",
        "least",
        "most",
        "quite",
        "to",
        "of",
        "and",
        "or",
        "with",
        "by",
        "half",
        "around",
        "during",
        "approximately",
        "roughly",
        "before",
        "wait",
        "waited",
    ]
)
_BARE_BEFORE = frozenset(
    [
        "for",
        "within",
        "in",
        "over",
        "after",
        "of",
        "several",
        "many",
        "few",
        "some",
        "recent",
        "coming",
        "past",
        "next",
        "last",
        "the",
        "these",
        "those",
    ]
)
_PERCENT = frozenset(["percent"])


def _unit(m: Match) -> str | None:
    values = lexicon().values
    for word in reversed(m.words):
        kinds = values.get(word, {})
        if "units" in kinds or "unit" in kinds:
            return kinds.get("units") or kinds.get("unit")
    return None


def duration(m: Match, c: Context) -> Told | None:
    """two years, a 10-day, more than four hours, several months, the past three weeks."""
    unit = _unit(m)
    if unit is None or m.after() == "old" or (m.after() == "-" and m.after(2) == "old"):
        return None
    if m.after() in ("ago",) and not m.has("about", "almost", "nearly"):
        return None
    words = m.words
    # of "two to six days" the lower bound is the value
    cut = next((n for n, w in enumerate(words) if w in ("to", "or") and number(words[:n]) is not None), len(words))
    amount = number(words[:cut])
    if unit == "Q" and not m.has("past", "last", "next", "first", "previous"):
        return None
    if any("/" in w for w in words) or m.has("half"):
        return _half(m, amount, unit)
    if amount is None:
        if m.has("couple", "pair"):
            amount = 2
        elif m.has("several", "few", "many", "some", "recent", "coming", "past", "next", "last", "first", "dozens"):
            return a_duration("X", unit)
        else:
            amount = 1
    if 1900 <= amount <= 2100 and unit in ("D", "W", "M") and not m.has("past", "last", "next"):
        return None  # "1998 days" is hardly a length of time
    told = a_duration(str(amount), unit)
    if c.published and m.has("past", "last", "previous", "next", "coming"):
        return Told(told.kind, told.value, past_span(c.published, unit, amount, ahead=m.has("next", "coming")))
    return told


def _half(m: Match, amount: int | None, unit: str) -> Told | None:
    """2 1/2 years, half an hour, a year and a half."""
    whole = 0 if m.words[0] == "half" else amount if amount is not None else 1
    finer = {
        "Y": ("6", "M"),
        "TH": ("30", "M"),
        "TM": ("30", "S"),
        "D": ("12", "H"),
        "M": ("15", "D"),
        "E": ("5", "Y"),
    }.get(unit)
    if finer is None or any("/" in w and w != "1/2" for w in m.words):
        return None
    whole_part = f"{whole * 10}Y" if unit == "E" and whole else f"{whole}{unit[-1]}" if whole else ""
    prefix = "PT" if unit.startswith("T") else "P"
    inner = "T" if unit == "D" else ""
    return Told(TimeKind.DURATION, f"{prefix}{whole_part}{inner}{finer[0]}{finer[1]}")


def bare_units(m: Match, c: Context) -> Told | None:
    """for years, within weeks, decades."""
    unit = _unit(m)
    if unit is None or m.before() not in _BARE_BEFORE:
        return None
    return a_duration("X", unit) if c is not None else None


def a_unit(m: Match, c: Context) -> Told | None:
    """a year: a length after "within", "for" …; a rate ("50 a year") else."""
    unit = m.value("unit")
    if unit is None or unit in ("TS", "Q") or (unit == "TM" and m.before() not in _LENGTH_BEFORE):
        return None
    if m.after() == "-" or c is None:
        return None
    before = m.before()
    kinds = lexicon().values.get(before, {})
    if (
        before in _RATE_BEFORE
        or before[:1].isdigit()
        or before in _PERCENT
        or (before.endswith("s") and "preposition" not in kinds and before not in _LENGTH_BEFORE)
    ):
        return a_duration("1", unit, TimeKind.SET)
    return a_duration("1", unit)


def every(m: Match, c: Context) -> Told | None:
    """every day, each Thursday, Tuesday nights, every two weeks, daily, annually."""
    if c is None:
        return None
    if m.value("weekday") or m.value("weekdays"):
        n = m.value("weekday") or m.value("weekdays")
        part = m.value("part") or m.value("parts")
        return Told(TimeKind.SET, f"XXXX-WXX-{n}" + (f"T{part}" if part else ""))
    month = m.value("month")
    if month:
        return Told(TimeKind.SET, f"XXXX-{int(month):02d}")
    code = m.value("season")
    if code:
        return Told(TimeKind.SET, f"XXXX-{code}")
    part = m.value("part")
    if part:
        return Told(TimeKind.SET, f"XXXX-XX-XXT{part}")
    word = {"daily": "D", "nightly": "D", "weekly": "W", "monthly": "M", "annually": "Y", "yearly": "Y", "hourly": "TH"}
    unit = next((word[w] for w in m.words if w in word), None) or _unit(m)
    if unit is None:
        return None
    amount = number(m.words) or (2 if m.has("other") else 1)
    return a_duration(str(amount), unit, TimeKind.SET)


def long_past(m: Match, c: Context) -> Told | None:
    """the past year, the last decade: as a stretch that ends now, told by the calendar unit before."""
    unit = _unit(m) or "Y"
    if c.published is None:
        return a_duration("1", unit)
    days = past_span(c.published, unit, 1)
    if unit in ("D", "W", "M", "F"):
        return Told(TimeKind.DURATION, f"P1{unit}", days)
    told = a_decade(c.published.year - 10) if unit == "E" else a_year(c.published.year - 1)
    return Told(told.kind, told.value, days)


def present(m: Match, c: Context) -> Told | None:
    """now, currently, these days."""
    if m.has("now") and m.after() == "-":
        return None
    return reference("PRESENT_REF") if c is not None else None


def past(m: Match, c: Context) -> Told | None:
    """recently, the past, in recent years."""
    return reference("PAST_REF") if c is not None else None


def future(m: Match, c: Context) -> Told | None:
    """soon, the future."""
    if m.has("soon") and (m.before() in ("as", "so", "too") or m.after() in ("as", "after")):
        return None
    return reference("FUTURE_REF") if c is not None else None
