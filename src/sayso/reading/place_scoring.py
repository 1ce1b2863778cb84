"""Which of the places of one name a report means: a weighted sum of reasons, each of which can be read.

Every name of a report has candidates; each candidate has features; the score is their weighted sum, and a softmax over
the candidates of a name gives shares. Twice the shares are used to see which candidates the other names of the report
agree with (near by, same region, same country), so that the names of one report settle each other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.knowledge.countries import countries, country_named, country_of_demonym, us_states, weights
from sayso.knowledge.gazetteer import Gazetteer, Match
from sayso.knowledge.placenames import fold, without_direction, without_possessive, without_unit
from sayso.model.span import Span
from sayso.reading.place_context import Container, Relation, distance

WEIGHTS: Mapping[str, float] = weights("resolve")
"""What each feature of a candidate weighs, in nats of odds."""
FEATURES = tuple(WEIGHTS)
"""What is weighed, in the order of the columns."""

# Unit words are used loosely: a province may be a district or a state to the gazetteer, a republic a country.
_FITS = {"admin1": ("admin1", "country", "region"), "admin2": ("admin2", "admin1"), "town": ("town",)}
_MOST = 420
_HEADS = re.compile(
    r"^(?:university|port|bay|battle|port city|airport|outskirts|gulf|town|city|village|diocese|bishop|mayor) of (.+)$"
    r"|^(.+?) (?:(?:international )?airport|airbase|air base|military base|base|camp|refugee camp|hospital|"
    r"university|prison|area|neighbou?rhood|suburbs?|metropolitan area|metro area|crossing|checkpoint|port|market|"
    r"mosque|region|valley|regional|department|directorate|high school|school district|college|community|metro)$"
)
_CAPITAL = re.compile(r"^(\w+(?: \w+)?) capital(?: city)?$")
_STREET = re.compile(
    r"(?:\b(?:st|street|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|highway|hwy|court|ct|square|bridge)\.?)$"
)


@dataclass(slots=True)
class NameGroup:
    """All mentions of one name that mean one place: its candidates, and what the text says around any mention."""

    key: str
    printed: str
    mentions: list[int] = field(default_factory=list)
    containers: tuple[Container, ...] = ()
    relation: Relation | None = None
    matches: tuple[Match, ...] = ()
    unit: str | None = None
    """The kind of place that a word beside the name says it is ("the province of …"), None without."""
    part: str = ""
    """Why the place found is not the very one named ("the town it is named after"); empty when it is."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidate chosen for a name: its share of the softmax, and the features that were weighed."""

    match: Match | None
    share: float
    features: Mapping[str, float]
    contradicted: bool = False


def candidates(name: str, gazetteer: Gazetteer, named: Mapping[str, int]) -> tuple[tuple[Match, ...], str]:
    """Places that `name` may mean, and what stands between it and them ("" when nothing does).

    `named` are the countries that the report names: only there are names looked up by their sound.
    """
    plain = without_possessive(name.strip())
    if (seat := _CAPITAL.match(fold(plain))) and (code := country_of_demonym(seat[1]) or country_named(seat[1])):
        capital = countries()[code].capital
        return tuple(m for m in gazetteer.lookup(capital) if m.entry.country == code), "the capital, not named"
    if code := us_states().get(plain):
        state = gazetteer.region(code)
        if state is not None:
            return (Match(state, 0),), ""
    if found := gazetteer.lookup(plain):
        return found, ""
    key = fold(plain)
    if _STREET.search(key):
        return (), ""
    if (rest := without_direction(key)) and (found := gazetteer.lookup(rest)):
        return found, f"a part of {rest.title()}"
    if head := _HEADS.match(key):
        rest = head[1] or head[2]
        if found := tuple(m for m in gazetteer.lookup(rest) if m.rank < 2):
            return found, f"what is named after {rest.title()}, taken as there"
        if (bare := without_direction(rest)) and (found := gazetteer.lookup(bare)):
            return found, f"a part of {bare.title()}"
    if found := tuple(m for m in gazetteer.heard(plain) if m.entry.country in named):
        return found, "spelt otherwise"
    return (), ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the report beside its names."""

    countries: Counter[str]
    outlet_country: str | None = None
    dateline: Span | None = None


def _told_elsewhere(match: Match, group: NameGroup) -> bool:
    """True where the words beside a name can speak for or against a candidate: no country lies in its own province."""
    entry = match.entry
    if entry.kind == "country":
        return any(all(e.country != entry.country for e in c.entries) for c in group.containers)
    return bool(group.containers) and entry.kind != "region"


def _static(match: Match, group: NameGroup, setting: Setting) -> dict[str, float]:
    """The features of a candidate that do not depend on other names."""
    entry = match.entry
    kind = entry.kind
    found = {"population": math.log10(entry.population + 10)}
    if match.rank == 1:
        found["alias"] = 1.0
    elif match.rank == 2:
        found["adjective"] = 1.0
    if not match.exact:
        found["inexact"] = 1.0
    if kind != "town":
        found[kind] = 1.0
    if entry.source == "sayso":
        found["curated"] = 1.0
    if unit := match.unit or group.unit:
        found["unit" if kind in _FITS[unit] else "unit-not"] = 1.0
    if _told_elsewhere(match, group):
        held = any(c.holds(entry) for c in group.containers)
        found["held" if held else "not-held"] = 1.0
    if kind == "town" and entry.country and fold(entry.name) == fold(countries()[entry.country].capital):
        found["capital"] = 1.0
        if setting.countries[entry.country]:
            found["capital-of-named"] = 1.0
    if entry.country:
        total = sum(setting.countries.values())
        named = setting.countries[entry.country] - (len(group.mentions) if kind == "country" else 0)
        if named > 0:
            found["country-named"] = 1.0
            found["country-share"] = named / total
        if entry.country == setting.outlet_country:
            found["outlet-country"] = 1.0
    return found


class Board:
    """The candidates of all names of one report as arrays, scored together."""

    def __init__(self, groups: Sequence[NameGroup], setting: Setting, given: Mapping[str, float] = WEIGHTS) -> None:
        """Lays out the candidates; at most some hundreds are kept, the likeliest of each name."""
        self._weights = np.array([given[f] for f in FEATURES])
        most = max(8, _MOST // max(1, len(groups)))
        self.matches: list[Match] = []
        self.bounds: list[tuple[int, int]] = []
        rows: list[list[float]] = []
        for group in groups:
            scored = []
            for match in group.matches:
                row = _static(match, group, setting)
                scored.append((-sum(given[name] * value for name, value in row.items()), match.entry.id, match, row))
            scored.sort(key=lambda s: s[:2])
            begin = len(self.matches)
            for _, _, match, row in scored[:most]:
                self.matches.append(match)
                rows.append([row.get(name, 0.0) for name in FEATURES])
            self.bounds.append((begin, len(self.matches)))
        self.features: NDArray[np.float64] = np.array(rows).reshape(len(rows), len(FEATURES))
        self._lay_out(groups, setting)

    def _lay_out(self, groups: Sequence[NameGroup], setting: Setting) -> None:
        entries = [m.entry for m in self.matches]
        owner = np.zeros(len(entries), dtype=np.int64)
        told = np.zeros(len(entries))
        for number, (begin, end) in enumerate(self.bounds):
            owner[begin:end] = number
            told[begin:end] = math.sqrt(min(4, len(groups[number].mentions)))
            if setting.dateline and 0 in groups[number].mentions:
                told[begin:end] += 1.0
        latitude = np.radians([e.latitude for e in entries])
        longitude = np.radians([e.longitude for e in entries])
        points = np.stack(
            [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)]
        )
        chord = np.sqrt(np.maximum(0.0, 2.0 - 2.0 * points.T @ points))
        keys = _numbered([group.key for group in groups])[owner]
        other = (keys[:, None] != keys[None, :]) * told[None, :]
        sited = np.array([e.kind not in ("country", "region") for e in entries], dtype=np.float64)
        countries = _numbered([e.country for e in entries])
        regions = _numbered([e.admin1 for e in entries])
        self._near = np.exp(-chord * (6371.0 / 60.0)) * other * sited[None, :] * sited[:, None]
        self._region = (regions[:, None] == regions[None, :]) * (regions >= 0)[:, None] * other
        self._country = (countries[:, None] == countries[None, :]) * (countries >= 0)[:, None] * other

    def shares(self, rounds: int = 2) -> NDArray[np.float64]:
        """The share of each candidate among those of its name, after `rounds` of looking at the other names."""
        share = self._softmax()
        for _ in range(rounds):
            self.agree(share)
            share = self._softmax()
        return share

    def agree(self, share: NDArray[np.float64]) -> None:
        """Fills the features that tell how well a candidate agrees with the other names, given their shares."""
        for name, matrix in (("near", self._near), ("same-region", self._region), ("same-country", self._country)):
            self.features[:, FEATURES.index(name)] = np.log1p(matrix @ share)

    def _softmax(self) -> NDArray[np.float64]:
        score = self.features @ self._weights
        share = np.zeros(len(score))
        for begin, end in self.bounds:
            if begin < end:
                odds = np.exp(score[begin:end] - score[begin:end].max())
                share[begin:end] = odds / odds.sum()
        return share

    def _town_of(self, top: int, begin: int, end: int) -> int:
        """The city in place of its province of the same name: "Baghdad" with no word of a province is the city."""
        chosen = self.matches[top].entry
        asked = self.features[top, FEATURES.index("unit")] > 0
        if chosen.kind not in ("admin1", "admin2") or asked:
            return top
        for number in range(begin, end):
            entry = self.matches[number].entry
            same = entry.kind == "town" and entry.country == chosen.country and entry.population > 100_000
            if same and self.matches[number].rank == 0 and distance(entry, chosen) < 40:
                return number
        return top

    def best(self, rounds: int = 2) -> list[Scored]:
        """The likeliest candidate of each name; none where it has no candidates or the text contradicts all of them."""
        share = self.shares(rounds) if self.matches else np.zeros(0)
        chosen = []
        held, missed = FEATURES.index("held"), FEATURES.index("not-held")
        for begin, end in self.bounds:
            if begin == end:
                chosen.append(Scored(None, 0.0, {}))
                continue
            top = self._town_of(begin + int(share[begin:end].argmax()), begin, end)
            row = self.features[top]
            contradicted = (
                row[missed] > 0 and not self.features[begin:end, held].any() and _gives_way(self.matches[top])
            )
            told = {name: float(value) for name, value in zip(FEATURES, row, strict=True) if value}
            chosen.append(Scored(self.matches[top], float(share[top]), told, bool(contradicted)))
        return chosen


def _gives_way(match: Match) -> bool:
    """True for a place so little known that the text's own word of where it is weighs more than the gazetteer's."""
    return match.entry.kind in ("town", "site", "admin2") and match.entry.population < 200_000


def _numbered(names: Sequence[str | None]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([-1 if n is None else numbers.setdefault(n, len(numbers)) for n in names], dtype=np.int64)


def unit_of(name: str) -> str | None:
    """The kind that a unit word of the name asks for ("Anbar province": admin1)."""
    bare = without_unit(fold(name))
    return bare[1] if bare else None
