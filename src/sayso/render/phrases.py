"""Values of a reading in plain words: dates, places, quantities, kinds of event."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from sayso.model.claim import Act, Measure, Toll
from sayso.model.dates import Interval, Precision
from sayso.model.event import EventType
from sayso.model.place import Place, PlacePrecision
from sayso.model.quantity import Quantity

ACT_VERBS: dict[Act, str] = {
    Act.ASSERT: "says",
    Act.CLAIM_RESPONSIBILITY: "claims responsibility",
    Act.DENY: "denies",
    Act.ACCUSE: "accuses",
    Act.CONDEMN: "condemns",
    Act.PRAISE: "praises",
    Act.THREATEN: "threatens",
    Act.DEMAND: "demands",
    Act.PROMISE: "promises",
    Act.APOLOGISE: "regrets",
    Act.OTHER: "speaks",
}

MEASURE_WORDS: dict[Measure, str] = {
    **{measure: measure.value for measure in Measure},
    Measure.CASUALTIES: "casualties (dead or injured)",
}

# Words that say by themselves what is counted: no measure need be put beside them.
WORDS_FOR_MEASURE: dict[Measure, frozenset[str]] = {
    Measure.KILLED: frozenset(("killed", "dead", "deaths", "fatalities")),
    Measure.INJURED: frozenset(("injured", "wounded", "hurt", "injuries")),
    Measure.ABDUCTED: frozenset(("abducted", "kidnapped", "hostages")),
    Measure.ARRESTED: frozenset(("arrested", "detained", "arrests")),
    Measure.MISSING: frozenset(("missing",)),
    Measure.DISPLACED: frozenset(("displaced", "refugees")),
    Measure.CASUALTIES: frozenset(("casualties",)),
}

_PLACE_PRECISION: dict[PlacePrecision, str] = {
    PlacePrecision.SITE: "a site",
    PlacePrecision.TOWN: "a town or village",
    PlacePrecision.ADMIN2: "centre of a district",
    PlacePrecision.ADMIN1: "centre of a province",
    PlacePrecision.COUNTRY: "centre of a country",
    PlacePrecision.REGION: "centre of a region",
}
_COORDINATE_DECIMALS: dict[PlacePrecision, int] = {PlacePrecision.SITE: 4, PlacePrecision.TOWN: 3}


@dataclass(frozen=True, slots=True)
class KindOfEvent:
    """ACLED's names for an event type, and a plain word for it."""

    event_type: str
    sub_event_type: str
    plain: str


def kind_of(event: EventType) -> KindOfEvent:
    """The names of an event type."""
    return _kinds()[event]


def country_name(code: str) -> str:
    """The English name of a country given by its ISO 3166-1 alpha-2 code; the code itself when it is not known."""
    return _countries().get(code, code)


def toll_in_short(toll: Toll, as_said: str) -> str:
    """A number and what it counts: "3 killed", "at least 14 injured"; a vague number as it is said ("dozens")."""
    figure = figure_in_words(toll.quantity) or as_said
    told = WORDS_FOR_MEASURE[toll.measure] & {*figure.casefold().split()}
    return figure if told else f"{figure} {MEASURE_WORDS[toll.measure]}"


def figure_in_words(quantity: Quantity) -> str:
    """The number in digits: "16", "at least 16", "up to 40", "20–30"; "" when it is vague."""
    low, high = quantity.low, quantity.high
    if low is None:
        return "" if high is None else f"up to {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}–{high}"


def day_in_words(day: date) -> str:
    """A day as "2 February 2024"."""
    return f"{day.day} {day:%B %Y}"


def days_in_words(interval: Interval) -> str:
    """An interval as it was told: "2 February 2024", "2–4 February 2024", "February 2024", "2023"."""
    first, last = interval.first, interval.last
    if interval.precision is Precision.MONTH and (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if interval.precision is Precision.YEAR and first.year == last.year:
        return str(first.year)
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B %Y}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def place_in_words(place: Place) -> str:
    """A place with what contains it, smallest first, without repeating a name: "Al-Qa'im, Anbar, Iraq"."""
    names = [place.name, *place.within, place.admin1 or "", country_name(place.country) if place.country else ""]
    kept: list[str] = []
    for name in names:
        if name and not any(name.casefold() == other.casefold() for other in kept):
            kept.append(name)
    return ", ".join(kept)


def coordinates_in_words(place: Place) -> str | None:
    """Degrees with no more decimals than the precision bears, and what the point stands for; None when unresolved."""
    if place.latitude is None or place.longitude is None:
        return None
    decimals = _COORDINATE_DECIMALS.get(place.precision, 1) if place.precision else 1
    latitude = f"{abs(place.latitude):.{decimals}f}° {'N' if place.latitude >= 0 else 'S'}"
    longitude = f"{abs(place.longitude):.{decimals}f}° {'E' if place.longitude >= 0 else 'W'}"
    meaning = _PLACE_PRECISION[place.precision] if place.precision else "precision unknown"
    return f"{latitude}, {longitude} ({meaning})"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 event", "3 events"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    lines = (resources.files(folder) / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def _kinds() -> dict[EventType, KindOfEvent]:
    return {
        EventType(row["type"]): KindOfEvent(row["event_type"], row["sub_event_type"], row["plain"])
        for row in _rows("sayso.render", "event_types.csv")
    }


@cache
def _countries() -> dict[str, str]:
    return {row["alpha2"]: row["name"] for row in _rows("sayso.knowledge", "countries.csv")}
