"""Values of the ledger in words, for the templates: one visible list of filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from sayso.model.claim import Act, Measure
from sayso.model.event import EventType
from sayso.model.overview import IncidentRow, Range
from sayso.render.phrases import ACT_VERBS, MEASURE_WORDS, count, country_name, kind_of
from sayso.render.safe import one_line, visible
from sayso.web.texts import english


def day(value: date | None) -> str:
    """A day as people write it: "3 Feb 2024"."""
    return english()("unknown.day") if value is None else f"{value.day} {value:%b %Y}"


def days(row: IncidentRow) -> str:
    """The day or days of an incident."""
    if row.first is None or row.last is None or row.first == row.last:
        return day(row.first or row.last)
    same_month = (row.first.year, row.first.month) == (row.last.year, row.last.month)
    return f"{row.first.day}–{day(row.last)}" if same_month else f"{day(row.first)} – {day(row.last)}"


def kind(value: EventType | Measure | Act) -> str:
    """An event type by ACLED's name, a measure or an act in a word."""
    if isinstance(value, EventType):
        return kind_of(value).sub_event_type
    return MEASURE_WORDS[value] if isinstance(value, Measure) else ACT_VERBS[value]


def span_of(toll: Range) -> str:
    """A range in few characters: "3", "16–25", "12+", "up to 40"."""
    if toll.low is None:
        return "?" if toll.high is None else f"up to {toll.high:,}"
    if toll.high is None:
        return f"{toll.low:,}+"
    return f"{toll.low:,}" if toll.low == toll.high else f"{toll.low:,}–{toll.high:,}"


def urlencode(value: str) -> str:
    """A value for an address: half a character pair, which no address can hold, is a question mark there."""
    return quote(value, safe="/", errors="replace")


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day,
    "days": days,
    "kind": kind,
    "span_of": span_of,
    "country": country_name,
    "count": count,
    "visible": visible,
    "one_line": one_line,
    "urlencode": urlencode,
}
