"""Charts as the server draws them: where everything lies, in percent of the width, so that no text shrinks with it.

`charts.html.j2` draws what is made here. Hues and lines are the style sheet's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sayso.model.incident import Estimate, Incident, Weighed
from sayso.render.incident_parts import (
    estimates_shown,
    one_line_a_voice,
    own_figures,
    parts_of,
    scale_of,
    voice_name,
)
from sayso.render.incident_words import numbers, shown
from sayso.render.incidents import estimate_title
from sayso.render.phrases import country_name
from sayso.render.rangechart import Scale

EDGE = 3.0  # percent left free at both ends, for the marks there
_STEPS = 10_001
_TICKS = 5
_NAMED = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True, slots=True)
class Mark:
    """From `begin` to `end` in percent of the width; a point where they are the same. An open end goes to the edge."""

    begin: float
    end: float
    open_low: bool = False
    open_high: bool = False

    @property
    def width(self) -> float:
        """How wide it is, in percent; never below 0."""
        return max(0.0, round(self.end - self.begin, 2))

    @property
    def is_point(self) -> bool:
        """Whether it is one number."""
        return not (self.open_low or self.open_high) and self.width == 0


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """What one voice says, or all told in one country (then `key` is ""). `mark` None: no number is told.

    `words` are the figure as said, `outlets` who carries it, `why` what became of it, `reports` those that hold it.
    """

    name: str
    key: str
    words: str
    mark: Mark | None
    counted: bool = True
    why: str = ""
    outlets: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class TollChart:
    """One measure: a bar a voice, the derived `band` with `best` on it, and the axis."""

    title: str
    given: str
    why: str
    bars: tuple[Bar, ...]
    band: Mark | None
    best: float | None
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A day on a strip of days and how much was said on it; `size` 0 to 1 of the most."""

    at: float
    day: date
    count: int
    size: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Days from left to right: when it happened (`event`, None: unknown) and on which days it was told."""

    first: date
    last: date
    dots: tuple[Dot, ...]
    event: Mark | None


def toll_charts(incident: Incident) -> tuple[TollChart, ...]:
    """A chart of each measure that is told."""
    told = estimates_shown(incident)
    names = {voice.key: voice.name for voice in incident.voices}
    outlets = {account.id: shown(account.outlet, 60) for account in incident.accounts if account.outlet}
    return tuple(toll_chart(each, parts_of(each, told), names, outlets) for each in told)


def toll_chart(
    estimate: Estimate, parts: Sequence[Estimate], names: dict[str, str], outlets: dict[str, str]
) -> TollChart:
    """The chart of one estimate. `names` are of voices by key, `outlets` of accounts by id."""
    own = own_figures(estimate, parts)
    on = scale_of(estimate, parts, own, _STEPS)
    bars = [
        Bar(
            " and ".join(country_name(code) for code in part.where), "", numbers(part.low, part.best, part.high),
            mark(part.low, part.high, on), why=shown(part.why),
        )
        for part in parts
    ]  # fmt: skip
    bars += [_bar(first, same, names, outlets, on) for first, same in one_line_a_voice(own)]
    return TollChart(
        estimate_title(estimate.measure, estimate.who and shown(estimate.who, 40), estimate.where),
        numbers(estimate.low, estimate.best, estimate.high),
        shown(estimate.why),
        tuple(bars),
        mark(estimate.low, estimate.high, on),
        None if on is None or estimate.best is None else percent(estimate.best, on),
        () if on is None else ticks(on),
    )


def _bar(
    weighed: Weighed, same: Sequence[Weighed], names: dict[str, str], outlets: dict[str, str], on: Scale | None
) -> Bar:
    figure = weighed.figure
    who = f" {shown(figure.who, 40)}" if figure.who else ""
    return Bar(
        shown(voice_name(weighed.voice, names), 80),
        weighed.voice,
        shown(figure.words, 40) + who,
        mark(figure.low, figure.high, on),
        weighed.counted,
        shown(weighed.why),
        tuple(dict.fromkeys(outlets[each.account] for each in same if each.account in outlets)),
        tuple(dict.fromkeys(each.account.partition("/")[0] for each in same)),
        shown(figure.told),
    )


def percent(number: int, on: Scale) -> float:
    """Where a number lies on the scale, in percent of the width."""
    share = on.at(number) / (on.width - 1)
    return round(EDGE + share * (100 - 2 * EDGE), 2)


def mark(low: int | None, high: int | None, on: Scale | None) -> Mark | None:
    """Where a range lies; None where it has no number."""
    if on is None or (low is None and high is None):
        return None
    begin = 0.0 if low is None else percent(low, on)
    end = 100.0 if high is None else percent(high, on)
    return Mark(min(begin, end), max(begin, end), low is None, high is None)


def ticks(on: Scale) -> tuple[Tick, ...]:
    """A few round numbers on the scale; the one number where it has no other."""
    gap = on.most - on.least
    if gap <= 0:
        return (Tick(percent(on.least, on), in_short(on.least)),)
    step = next(size * ten for ten in _powers(gap) for size in (1, 2, 5) if gap // (size * ten) < _TICKS)
    first = -(-on.least // step) * step
    return tuple(Tick(percent(n, on), in_short(n)) for n in range(first, on.most + 1, step))


def _powers(gap: int) -> Iterable[int]:
    ten = 10 ** max(0, len(str(gap)) - 2)
    return (ten, ten * 10, ten * 100)


def in_short(number: int) -> str:
    """A number in few characters: "1,200", "1.5 million"."""
    if abs(number) >= 10**15:
        return f"{Decimal(number):.1e}"
    for least, name in _NAMED:
        if abs(number) >= least:
            return f"{round(number / least, 2):g} {name}"
    return f"{number:,}"


def strip(days: Iterable[tuple[date, int]], first: date | None = None, last: date | None = None) -> Strip | None:
    """A strip of the days on which something was told (day, how often); `first` and `last` are the event's days.

    None where no day is known.
    """
    counts: dict[date, int] = {}
    for day, count in days:
        counts[day] = counts.get(day, 0) + count
    every = [*counts, *(day for day in (first, last) if day)]
    if not every:
        return None
    begin, end = min(every), max(every)
    on = Scale(begin.toordinal(), (end + timedelta(days=1)).toordinal() if end < date.max else end.toordinal(), _STEPS)
    most = max(counts.values(), default=1)
    dots = tuple(
        Dot(percent(day.toordinal(), on), day, count, round((count / most) ** 0.5, 2) if most else 0.0)
        for day, count in sorted(counts.items())
    )
    event = (
        mark((first or last or begin).toordinal(), (last or first or begin).toordinal(), on) if first or last else None
    )
    return Strip(begin, end, dots, event)
