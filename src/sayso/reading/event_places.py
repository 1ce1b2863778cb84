"""Where an event happened: of the places that its sentences name, those that are the scene and not something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sayso.knowledge.countries import country_named, country_of_demonym
from sayso.model.place import Place, PlacePrecision
from sayso.model.report import BlockKind
from sayso.reading.draft import Draft
from sayso.reading.scenes import Scene, is_specific

# "a US base": a country's name right before a noun, with no preposition before it, says whose and not where.
_NOUN_BEHIND = re.compile(
    r"\s(?!and\b|or\b|on\b|in\b|at\b|by\b|to\b|for\b|with\b|after\b|when\b|said\b|has\b|had\b|was\b|were\b|is\b)[a-z]"
)
_WHERE_BEFORE = re.compile(
    r"\b(?:in|near|of|from|to|into|across|inside|around|over|at|toward|towards)\s+(?:the\s+)?$", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"\b(?:kilomet(?:er|re)s?|km|miles?|hours?)\)?\s+(?:\([^()]*\)\s+)?"
    r"(?:(?:to the )?(?:north|south|east|west)[\w-]*\s+(?:of|from)|from|away from|outside)\s+"
    r"(?:the\s+)?(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
# "near the border with A", "the border of A and B": on the way there, but on which side is not told.
_BORDER = re.compile(
    r"\b(?:borders?|frontiers?|boundary)\s+(?:with|of|between|to)\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s+(?:and\s+)?)*$"
)
_BEHIND = re.compile(r"\s*(?:-|\s)\s*(?:border|frontier)\b", re.IGNORECASE)
# "backed by A": who does something is no place.
_DOER = re.compile(r"\b(?<!near)by\s+(?:the\s+)?$", re.IGNORECASE)
# "The base, known as X", "the outpost, which is called X"
_NAMED = re.compile(
    r"\b[Tt]h(?:e|is|at)\s+(?P<noun>[a-z]+),?\s+(?:(?:which|that)\s+)?(?:(?:is|was)\s+)?(?:also\s+)?(?:known\s+as|called|named)\s+$"
)
_FINENESS = {p: n for n, p in enumerate(PlacePrecision)}


def places_of(draft: Draft, members: Sequence[Scene]) -> tuple[Place, ...]:
    """The scenes' places, most specific first, and the regions that hold them where the report names those too."""
    chosen: list[Place] = []
    told = [p for m in members for p in m.places]
    if not told:  # nothing is tagged as the scene: the places the sentences name
        told = [p for m in members for p in draft.places if m.telling.holds(p.span) and not _doer(draft.text, p)]
    if not any(is_specific(p) for p in told):
        told = [*told, *_named_later(draft, members)]
    beside = [p for p in told if _at_border(draft.text, p)]
    told = [p for p in told if p not in beside]
    if not beside and not [p for p in told if not _adjective(draft.text, p)]:
        told = [
            p
            for b in draft.report.blocks
            if b.kind is BlockKind.DATELINE
            for p in draft.places
            if b.span.contains(p.span)
        ][:1]
    for place in told:
        if _adjective(draft.text, place) or (len(told) > 1 and _reference(draft.text, place)):
            continue
        if all(p.name.lower() != place.name.lower() for p in chosen):
            chosen.append(place)
    names = {p.name.lower() for p in chosen}
    for place in draft.places:
        if _adjective(draft.text, place):
            continue
        if place.name.lower() not in names and any(_holds(place, inner) for inner in chosen):
            chosen.append(place)
            names.add(place.name.lower())
    return tuple(sorted(chosen, key=lambda p: _FINENESS[p.precision] if p.precision else -1))


def _named_later(draft: Draft, members: Sequence[Scene]) -> list[Place]:
    """The name that a place told without one gets further on: "a base in …" and then "The base, known as X"."""
    told = members[0].span.end
    found = []
    for place in draft.places:
        begin = max(told, place.span.begin - 90)
        named = (
            _NAMED.search(draft.text, begin, place.span.begin)
            if is_specific(place) and begin < place.span.begin
            else None
        )
        if named is None or "." in draft.text[named.end("noun") : place.span.begin]:
            continue
        first = re.compile(rf"\ban?\s+(?:[\w-]+\s+){{0,3}}{named['noun']}\b", re.IGNORECASE)
        if any(first.search(draft.text, m.span.begin, m.span.end) for m in members):
            found.append(place)
    return found[:1]


def _adjective(text: str, place: Place) -> bool:
    """ "Iraqi" and the "US" of "a US base" name a country, but no place where something happened."""
    words = place.span.of(text)
    if country_of_demonym(words) is not None and country_named(words) is None:
        return True
    if place.precision is not PlacePrecision.COUNTRY or not _NOUN_BEHIND.match(text, place.span.end):
        return False
    return _WHERE_BEFORE.search(text, max(0, place.span.begin - 16), place.span.begin) is None


def _at_border(text: str, place: Place) -> bool:
    """A country or border that only says what a scene is near to ("near the border with Syria")."""
    if place.precision is not None and place.precision is not PlacePrecision.COUNTRY:
        return False
    before = _BORDER.search(text, max(0, place.span.begin - 60), place.span.begin)
    return (
        before is not None
        or _BEHIND.match(text, place.span.end) is not None
        or place.span.of(text).lower().endswith(" border")
    )


def _doer(text: str, place: Place) -> bool:
    """A country told as who does something ("groups backed by Iran")."""
    if place.precision is not PlacePrecision.COUNTRY:
        return False
    return _DOER.search(text, max(0, place.span.begin - 12), place.span.begin) is not None


def _reference(text: str, place: Place) -> bool:
    """A place that only says where another is ("400 km northwest of the capital Baghdad")."""
    return _REFERENCE.search(text, max(0, place.span.begin - 60), place.span.begin) is not None


def _holds(outer: Place, inner: Place) -> bool:
    return outer.name in inner.within or (
        outer.precision is PlacePrecision.COUNTRY and outer.country is not None and outer.country == inner.country
    )


def countries_of(draft: Draft, places: Sequence[Place]) -> tuple[str, ...]:
    """The country of the most specific place; without places the one that the report names most."""
    told = [p.country for p in places if p.country]
    if told:
        return tuple(dict.fromkeys(told[:1]))
    common = Counter(p.country for p in draft.places if p.country)
    return (common.most_common(1)[0][0],) if common else ()
