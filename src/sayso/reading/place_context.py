"""What the words around a place name say of where it is: containing regions, distances, countries named."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sayso.knowledge.countries import countries, country_named, country_of_demonym, plural, split, table, us_states
from sayso.knowledge.gazetteer import Entry, Gazetteer, Match
from sayso.knowledge.placenames import UNITS, fold
from sayso.model.span import Span

_KILOMETRES = {"k": 1.0, "m": 1.609344}
_BEARINGS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_FILLERS = (
    "the|a|an|in|of|its|own|capital|countr(?:y|ies)|nation|area|neighbou?rhood|suburb|quarter|department|valley|border|coastal|"
    "northern|southern|eastern|western|central|north|south|east|west|north-?east(?:ern)?|north-?west(?:ern)?|south-?east(?:ern)?|"
    "south-?west(?:ern)?|far|mountainous|remote|restive|troubled|neighbou?ring|nearby|predominantly|mainly|largely|besieged|"
    "occupied|disputed|small|main|second|largest|second-largest|port|oil-rich|volatile|ancient|holy|rebel-held|refugee|camp|"
    f"provincial|tribal|mostly|sunni|shiite|shia|kurdish|muslim|christian|autonomous|{'|'.join(UNITS)}"
)
_JOINS = r",? ?\(|,\s|,?\s(?:in|inside|within|of)\s|,?\sin\s"


@dataclass(frozen=True, slots=True)
class _Gaps:
    """What may stand between a name and the region that holds it, as printed in mixed case or in capitals."""

    after: re.Pattern[str]
    on: re.Pattern[str]
    before: re.Pattern[str]
    unit: re.Pattern[str]

    @classmethod
    def of(cls, flags: str) -> _Gaps:
        fillers = f"(?{flags}:{_FILLERS})"
        return cls(
            re.compile(rf"(?{flags}:{_JOINS})\s?(?:{fillers}\s+)*"),
            re.compile(rf"(?:['’](?{flags}:s)?)?\s+(?:{fillers}\s+)+|,\s+(?:{fillers}\s+)*"),
            re.compile(rf"((?:[A-Z][\w-]+\s)?[A-Z][\w-]+)(['’][sS]?)?((?:\s+{fillers})*)\s+$"),
            re.compile(rf"\s(?{flags}:{'|'.join(UNITS)})\b"),
        )


# In mixed case "South Carolina" is a name and "southern Syria" is not; in capitals there is no telling by letters.
_MIXED, _SHOUTED = _Gaps.of("-i"), _Gaps.of("i")
_UNIT_BEFORE = re.compile(rf"\b({'|'.join(UNITS)}) of (?:the )?$", re.IGNORECASE)
_UNIT_AFTER = re.compile(rf"\s({'|'.join(UNITS)})\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Z][\w'’.-]*")
_NEXT = re.compile(r"(?:\s(?:of|and|de|la|del|al|el)(?=\s))?\s[A-Z][\w'’-]*")
_ABBREVIATED = re.compile(r"[A-Z]\.\s?[A-Z]\.|W\.\s?Va\.|[A-Z][a-z]{1,4}\.|[A-Z]{2}\b")
_ONE_WORD = re.compile(r"[^\W\d_][\w'’-]*(?:\.[A-Za-z]\.?)*")
_RELATION = re.compile(
    r"(?i:(?P<far>(?:(?:about|around|some|nearly|almost|roughly|approximately|just|over|more than)\s+)?"
    r"(?P<number>\d[\d,.]*)\s*-?\s*(?P<unit>kilomet(?:er|re)s?|kms?|k|miles?|mi)\b\.?(?:\s*\([^()]{1,30}\))?\s+"
    r"(?:to\s+the\s+)?(?P<bearing>(?:north|south|east|west)(?:[\s-]?(?:north|south)?[\s-]?(?:east|west))?)(?:ern)?(?:\s+of|\s+from)"
    r"|(?P<vague>just\s+outside|on\s+the\s+outskirts\s+of|near|close\s+to|not\s+far\s+from|outside|off|adjacent\s+to"
    r"|(?:just\s+)?(?:north|south|east|west)(?:[\s-]?(?:east|west))?\s+of)))"
    rf"(?:\s+(?:{_FILLERS}))*\s+$"
)
_DESCRIBES = re.compile(
    r"^(?:['’]s)?\s*,?\s*(?:\(?(?:which\s+(?:is|lies)|located|lying|situated|lies|is|about|some|nearly|a\s+\w+|the\s+\w+)\s*)*,?\s*$"
)


@dataclass(frozen=True, slots=True)
class Container:
    """A region (or a town, for a quarter) that the text says a place lies in, with all that its name may mean.

    `firm` when a word says so ("in", "of", "province", "Syria's"); a comma or bracket alone may be a list.
    """

    entries: tuple[Entry, ...]
    name: str
    span: Span
    firm: bool = False

    def holds(self, entry: Entry) -> bool:
        """True when `entry` lies in what this names, as far as the gazetteer can tell."""
        return any(_within(entry, region) for region in self.entries)


def _within(entry: Entry, region: Entry) -> bool:
    if entry.id == region.id:
        return False
    if region.country and entry.country != region.country:
        return False
    if region.kind == "country":
        return entry.kind != "country"
    if region.kind == "admin1":
        if entry.kind in ("admin1", "country"):
            return False
        return entry.admin1 == region.admin1 if entry.admin1 and region.admin1 else distance(entry, region) < 250
    if region.kind == "admin2":
        if entry.admin2_name and region.admin2_name and entry.admin1 == region.admin1:
            return entry.admin2_name == region.admin2_name or distance(entry, region) < 30
        return distance(entry, region) < 60
    return entry.kind in ("site", "town") and distance(entry, region) < 40


def distance(a: Entry, b: Entry) -> float:
    """Kilometres between two entries on the sphere."""
    return kilometres(a.latitude, a.longitude, b.latitude, b.longitude)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points (degrees) on the sphere."""
    p, q, step = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(step / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, h)))


@dataclass(frozen=True, slots=True)
class Relation:
    """The words before a name that move it: "near", or a distance in km with a bearing in degrees (both or neither)."""

    span: Span
    kilometres: float | None = None
    bearing: float | None = None
    describes: Span | None = None

    def moved(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The point `kilometres` towards `bearing` from a point (degrees); the point itself without them."""
        if self.kilometres is None or self.bearing is None:
            return latitude, longitude
        angle, turn, p = self.kilometres / 6371.0, math.radians(self.bearing), math.radians(latitude)
        q = math.asin(math.sin(p) * math.cos(angle) + math.cos(p) * math.sin(angle) * math.cos(turn))
        step = math.atan2(math.sin(turn) * math.sin(angle) * math.cos(p), math.cos(angle) - math.sin(p) * math.sin(q))
        return round(math.degrees(q), 4), round((longitude + math.degrees(step) + 540) % 360 - 180, 4)


def bearing(words: str) -> float | None:
    """Degrees of "north", "north-east", "south-southwest" …; None when it is no bearing."""
    parts = re.findall(r"north|south|east|west", words.lower())
    if not parts:
        return None
    east = sum(math.sin(math.radians(_BEARINGS[p])) for p in parts)
    north = sum(math.cos(math.radians(_BEARINGS[p])) for p in parts)
    return round(math.degrees(math.atan2(east, north)) % 360, 1)


def relation_before(text: str, span: Span, previous: Span | None) -> Relation | None:
    """What moves the place named at `span`; `previous` is the place name before it in the text.

    "in Taji, 20 km north of Baghdad" says where Taji is: then `describes` is the previous span, and it is no move.
    """
    start = max(0, span.begin - 120, previous.end if previous else 0)
    found = _RELATION.search(text[start : span.begin])
    if found is None:
        return None
    begin = start + found.start()
    end = start + found.end("vague" if found["vague"] else "far")
    words = Span(begin, end)
    if not found["number"]:
        return Relation(words)
    number = float(found["number"].replace(",", "").rstrip(".") or 0)
    far = number * _KILOMETRES[found["unit"][0].lower()]
    described = previous if previous and _DESCRIBES.match(text[previous.end : begin]) else None
    return Relation(words, far, bearing(found["bearing"]), described)


def region_at(
    text: str, begin: int, gazetteer: Gazetteer, unit: re.Pattern[str], *, abbreviations: bool
) -> tuple[tuple[Entry, ...], Span] | None:
    """The region that is named at `begin`, the longest name first: what it may be and its span; None without one."""
    word = _WORD.match(text, begin)
    if word is None:
        return None
    if abbreviations and (short := _ABBREVIATED.match(text, begin)):
        code = us_states().get(short[0]) or us_states().get(short[0].rstrip("."))
        state = gazetteer.region(code) if code else None
        if state is not None:
            return (state,), Span(begin, short.end())
    ends = [word.end()]
    while len(ends) < 4 and (more := _NEXT.match(text, ends[-1])):
        ends.append(more.end())
    for end in reversed(ends):
        name = re.sub(r"['’]s?$|[.,]$", "", text[begin:end])
        after = unit.match(text, begin + len(name))
        matches = gazetteer.lookup(name + after[0] if after else name)
        regions = _regions_among(matches)
        if after and not regions and country_of_demonym(name):  # "the Syrian province of …"
            regions = tuple(m.entry for m in gazetteer.lookup(name) if m.entry.kind == "country")
        if len(name) < 3:
            regions = tuple(r for r in regions if r.kind == "country")
        if regions:
            return regions, Span(begin, begin + len(name))
    return None


def _regions_among(matches: Sequence[Match]) -> tuple[Entry, ...]:
    """The countries and regions of a name, unless a bigger town elsewhere makes them far-fetched ("Toledo", Belize)."""
    fitting = [m for m in matches if m.entry.kind == (m.unit or m.entry.kind) or m.unit == "admin2"]
    towns = [m.entry for m in fitting if m.entry.kind == "town" and m.rank < 2]
    found = []
    for match in fitting:
        entry = match.entry
        asked = match.unit is not None and entry.kind in ("admin1", "admin2")
        known = entry.kind == "country" or (
            entry.kind == "admin1"
            and entry.population > 30_000
            and all(t.population < entry.population or t.country == entry.country for t in towns)
        )
        if asked or (known and match.unit is None) or (entry.kind == "country" and match.unit == "admin1"):
            found.append(entry)
    return tuple(found)


def containers_of(text: str, span: Span, gazetteer: Gazetteer) -> tuple[Container, ...]:
    """The regions that the words beside a name put it in: "X, Y", "X in Y province", "Y's X", "Y town of X"."""
    gaps = _SHOUTED if _is_shouted(text, span.begin) else _MIXED
    found: list[Container] = []
    gap = gaps.after.match(text, span.end)
    while gap is not None and len(found) < 3:
        comma = "," in gap[0] or "(" in gap[0]
        named = region_at(text, gap.end(), gazetteer, gaps.unit, abbreviations=comma and gaps is _MIXED)
        if named is None:
            break
        entries, where = named
        if comma and _described(text, where, gaps):
            break
        words = gap[0].strip(" ,(").lower()
        firm = bool(words) or gaps.unit.match(text, where.end) is not None
        found.append(Container(entries, where.of(text), where, firm))
        gap = gaps.on.match(text, where.end)
    start = max(0, span.begin - 70)
    before = gaps.before.search(text[start : span.begin])
    if before is not None and (before[2] or before[3].strip()):
        for name in dict.fromkeys((before[1], before[1].split()[-1])):
            entries = tuple(
                m.entry for m in gazetteer.lookup(name)
                if m.entry.kind in ("country", "admin1") or (m.entry.kind == "town" and m.entry.population > 200_000)
            )  # fmt: skip
            if entries:
                end = start + before.end(1)
                found.append(Container(entries, name, Span(end - len(name), end), firm=True))
                break
    return tuple(found)


def _described(text: str, name: Span, gaps: _Gaps) -> bool:
    """Whether a region's adjective only describes what was named before it ("Tower 22, an American outpost")."""
    words = name.of(text)
    return (
        country_of_demonym(words) is not None and country_named(words) is None and not gaps.unit.match(text, name.end)
    )


def unit_beside(text: str, span: Span) -> str | None:
    """The kind of place that the words beside a name call it: "province of X", "X province"; None without."""
    before = _UNIT_BEFORE.search(text[max(0, span.begin - 24) : span.begin])
    after = _UNIT_AFTER.match(text, span.end)
    word = after[1] if after else before[1] if before else None
    return UNITS[word.lower()] if word else None


@cache
def _country_words() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for row in table("regions.csv"):
        if row["country"]:
            words = (
                row["name"],
                *split(row["aliases"]),
                *(f for w in split(row["adjectives"]) for f in (w, plural(w))),
            )
            names |= {fold(w): row["country"] for w in words}
    for country in countries().values():
        words = (country.name, *country.aliases, *(f for w in country.demonyms for f in (w, plural(w))))
        names |= {fold(w): country.alpha2 for w in words}
    names.pop("georgia", None)  # a state of the USA as often as not: the gazetteer knows both
    names["us"] = "US"
    return MappingProxyType(names)


def countries_named(text: str) -> Counter[str]:
    """How often each country is named in `text`, by name, alias, demonym or a landscape that lies in it."""
    names = _country_words()
    found: Counter[str] = Counter()
    words = [(m.start(), m.end()) for m in _ONE_WORD.finditer(text) if m[0][0].isupper()]
    index = 0
    while index < len(words):
        begin = words[index][0]
        for length in (3, 2, 1):
            if index + length > len(words):
                continue
            end = words[index + length - 1][1]
            if end - begin > 40:
                continue
            printed = re.sub(r"['’]s?$", "", text[begin:end])
            code = names.get(fold(printed))
            if code and not (printed in ("Us", "US") and _is_shouted(text, begin)):
                found[code] += 1
                index += length - 1
                break
        index += 1
    return found


def _is_shouted(text: str, position: int) -> bool:
    """True where the text around is all capitals, so that "US" may be "us"."""
    around = text[max(0, position - 30) : position + 30]
    return around.upper() == around
