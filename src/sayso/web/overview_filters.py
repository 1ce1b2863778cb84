"""The filters of the overview: what each can be set to, and those that are set, each with the way to take it off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sayso.model.claim import Measure
from sayso.model.event import EventType
from sayso.model.overview import Box, Choice, Choices, Wanted
from sayso.render.phrases import country_name
from sayso.web.asking import Asked
from sayso.web.texts import english
from sayso.web.words import day, kind


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter; `count` None where it is not known."""

    value: str
    name: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: its name in the address, whether it takes several values at once, and what it can be set to."""

    name: str
    several: bool
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        """How many are chosen."""
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, and the address without it."""

    name: str
    value: str
    without: str


def facets(view: Asked, choices: Choices) -> tuple[Facet, ...]:
    """The filters whose values come out of what is wanted, the commonest first; those that are set always."""
    wanted = view.wanted
    types = frozenset(each.value for each in wanted.types)
    one = {"actor": wanted.actor, "speaker": wanted.speaker, "outlet": wanted.outlet, "measure": wanted.measure}
    offered = {
        "actor": choices.actors, "speaker": choices.speakers, "outlet": choices.outlets, "measure": choices.measures
    }  # fmt: skip
    return (
        Facet("country", True, _options("country", choices.countries, wanted.countries)),
        Facet("type", True, _options("type", choices.types, types)),
        *(
            Facet(name, False, _options(name, offered[name], frozenset((value,) if value else ())))
            for name, value in one.items()
        ),
    )


def _options(name: str, offered: Iterable[Choice], chosen: frozenset[str]) -> tuple[Option, ...]:
    found = [Option(each.value, _named(name, each.value, each.name), each.count, each.value in chosen)
             for each in offered]  # fmt: skip
    missing = sorted(chosen - {option.value for option in found})
    return (*(Option(value, _named(name, value, value), None, True) for value in missing), *found)


def _named(name: str, value: str, given: str) -> str:
    """A value in words."""
    if name == "type":
        return kind(EventType(value))
    if name == "measure":
        return kind(Measure(value))
    return country_name(value) if name == "country" else given


def chips(view: Asked, choices: Choices) -> tuple[Chip, ...]:
    """The filters that are set."""
    return tuple(
        Chip(name, value, replace(view, wanted=without, page=1).address())
        for name, value, without in _set(view.wanted, choices)
    )


def _set(wanted: Wanted, choices: Choices) -> Iterator[tuple[str, str, Wanted]]:
    text = english()
    if wanted.words:
        yield "words", f"“{wanted.words}”", replace(wanted, words="")
    if wanted.since and wanted.since == wanted.until:
        yield "on", day(wanted.since), replace(wanted, since=None, until=None)
    else:
        if wanted.since:
            yield "since", day(wanted.since), replace(wanted, since=None)
        if wanted.until:
            yield "until", day(wanted.until), replace(wanted, until=None)
    for code in sorted(wanted.countries):
        yield "country", country_name(code), replace(wanted, countries=wanted.countries - {code})
    if wanted.box:
        yield "box", box_in_words(wanted.box), replace(wanted, box=None)
    for each in sorted(wanted.types):
        yield "type", kind(each), replace(wanted, types=wanted.types - {each})
    if wanted.actor:
        yield "actor", _name(choices.actors, wanted.actor), replace(wanted, actor=None)
    if wanted.speaker:
        yield "speaker", _name(choices.speakers, wanted.speaker), replace(wanted, speaker=None)
    if wanted.outlet:
        yield "outlet", wanted.outlet, replace(wanted, outlet=None)
    if wanted.measure:
        yield "measure", kind(wanted.measure), replace(wanted, measure=None)
    if wanted.contested is not None:
        yield "contested", text(f"overview.yes_no.{_word(wanted.contested)}"), replace(wanted, contested=None)
    if wanted.reviewed is not None:
        yield "reviewed", text(f"overview.yes_no.{_word(wanted.reviewed)}"), replace(wanted, reviewed=None)
    if wanted.report:
        yield "report", wanted.report, replace(wanted, report=None)


def _word(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _name(offered: Iterable[Choice], value: str) -> str:
    return next((each.name for each in offered if each.value == value), value)


def box_in_words(box: Box) -> str:
    """ "33.1–34.0° N, 40.5–41.5° E"."""
    return f"{_between(box.south, box.north, 'N', 'S')}, {_between(box.west, box.east, 'E', 'W')}"


def _between(one: float, other: float, plus: str, minus: str) -> str:
    if one >= 0 and other >= 0:
        return f"{one:.1f}–{other:.1f}° {plus}"
    if one <= 0 and other <= 0:
        return f"{-other:.1f}–{-one:.1f}° {minus}"
    return " – ".join(f"{abs(each):.1f}° {minus if each < 0 else plus}" for each in (one, other))
