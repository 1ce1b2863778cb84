"""Place names of a report → places on the map, with how exact each is and why it was taken for that one.

`propose` finds spans that look like place names by the gazetteer and their surroundings, `merge` joins them with what a
tagger found, `resolve` says where each is. `resolve` does not care where its spans come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sayso.knowledge.gazetteer import Entry, Gazetteer, gazetteer
from sayso.knowledge.placenames import fold, without_possessive
from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span
from sayso.reading.place_context import (
    Container,
    Relation,
    containers_of,
    countries_named,
    relation_before,
    unit_beside,
)
from sayso.reading.place_proposing import merge, propose
from sayso.reading.place_scoring import Board, NameGroup, Scored, Setting, candidates

__all__ = ["merge", "propose", "resolve", "toponyms"]

_DIRECTION = re.compile(r"\b((?:north|south|east|west)(?:ern)?|central)\s$", re.IGNORECASE)
_TOLD = {
    "held": "the words beside it say where it is",
    "country-named": "its country is named in the text",
    "near": "near other places of the text",
    "same-region": "in the region of other places of the text",
    "outlet-country": "in the outlet's country",
}


def resolve(
    text: str,
    spans: Sequence[Span],
    *,
    published: date | None = None,
    outlet_country: str | None = None,
    dateline: Span | None = None,
) -> tuple[Place, ...]:
    """Says where each of `spans` (code-point offsets into `text`) is: one Place per span, in text order.

    One name means one place in a report unless the words beside a mention say otherwise. A name that no source
    knows stays unresolved (no precision, no coordinates); where the text puts it in a known region it gets that
    region's point and precision, and `why` says so. `outlet_country` is ISO 3166-1 alpha-2; `dateline` the span of
    the report's dateline. `published` is taken so that names that moved in time can be told apart; none does yet.
    """
    del published
    world = gazetteer()
    ordered = sorted(set(spans))
    setting = Setting(countries_named(text), outlet_country, dateline)
    groups = _groups(text, ordered, world, setting)
    chosen = Board(groups, setting).best()
    places: dict[int, Place] = {}
    for group, scored in zip(groups, chosen, strict=True):
        for number in group.mentions:
            span = ordered[number]
            relation = relation_before(text, span, ordered[number - 1] if number else None)
            places[number] = _place(text, span, group, scored, relation)
    return tuple(places[number] for number in range(len(ordered)))


def toponyms(text: str) -> tuple[tuple[Span, float | None, float | None], ...]:
    """Spans proposed in `text`, adjectives made from places among them, with latitude and longitude in degrees."""
    found = resolve(text, propose(text, (), adjectives=True))
    return tuple((place.span, place.latitude, place.longitude) for place in found)


def _groups(text: str, spans: Sequence[Span], world: Gazetteer, setting: Setting) -> list[NameGroup]:
    """The spans by name; a mention whose own words contradict the group's becomes a group of its own."""
    by_key: dict[str, list[NameGroup]] = {}
    later: list[tuple[int, str, str]] = []
    for number, span in enumerate(spans):
        printed = _with_direction(text, span, world)
        key = fold(printed) or printed
        containers = _plausible(containers_of(text, span, world), printed, world)
        if not containers:
            later.append((number, key, printed))
            continue
        where = frozenset(e.id for e in containers[0].entries)
        for group in by_key.setdefault(key, []):
            if where & {e.id for c in group.containers for e in c.entries}:
                group.mentions.append(number)
                break
        else:
            by_key[key].append(NameGroup(key, printed, [number], containers))
    for number, key, printed in later:
        groups = by_key.setdefault(key, [])
        if groups:
            groups[0].mentions.append(number)
        else:
            groups.append(NameGroup(key, printed, [number]))
    groups = [group for same in by_key.values() for group in same]
    for group in groups:
        group.mentions.sort()
        group.unit = next((u for n in group.mentions if (u := unit_beside(text, spans[n]))), None)
        group.matches, group.part = candidates(group.printed, world, setting.countries)
    return groups


def _with_direction(text: str, span: Span, world: Gazetteer) -> str:
    """The name at `span`, with the direction printed before it where both together are a name ("east Jerusalem")."""
    name = without_possessive(span.of(text))
    before = _DIRECTION.search(text[max(0, span.begin - 14) : span.begin])
    if before is not None:
        longer = f"{before[1]} {name}"
        if any(entry.source == "sayso" for entry, _ in world.by_key(fold(longer))):
            return longer
    return name


def _plausible(containers: tuple[Container, ...], printed: str, world: Gazetteer) -> tuple[Container, ...]:
    """The containers without those that only a list of countries ("Mexico, Canada and the US") seems to give."""
    matches = world.lookup(printed)
    if any(m.entry.kind == "country" for m in matches):
        return tuple(c for c in containers if all(e.kind != "country" for e in c.entries))
    if matches and all(m.rank == 2 for m in matches):
        return ()
    return containers


def _container_entry(containers: Sequence[Container]) -> tuple[Entry, Container] | None:
    """The smallest region told, and the words for it; of several places of one name the most populous."""
    order = {"admin2": 0, "admin1": 1, "country": 2}
    found = [(e, c) for c in containers for e in c.entries if e.kind in order]
    countries = {e.country for e, _ in found if e.kind == "country"}
    fitting = [(e, c) for e, c in found if not countries or e.country in countries]
    return min(fitting, key=lambda f: (order[f[0].kind], -f[0].population), default=None)


def _place(text: str, span: Span, group: NameGroup, scored: Scored, relation: Relation | None) -> Place:
    name = without_possessive(span.of(text))
    words = relation.span if relation and relation.describes is None else None
    told = _container_entry([c for c in group.containers if c.firm])
    if scored.match is None or (scored.contradicted and told is not None):
        if told is None:
            return Place(span, name, relation=words, why="no place of this name is known")
        entry, container = told
        known = "no place of this name is known there" if scored.match else "no place of this name is known"
        return Place(
            span,
            name,
            PlacePrecision(entry.kind),
            entry.latitude,
            entry.longitude,
            entry.country,
            entry.admin1_name,
            None,
            words,
            within=_within(entry, own=True),
            source=entry.source,
            score=0.5,
            why=f"{known}; placed in {container.name}, where the text puts it",
        )
    entry = scored.match.entry
    latitude, longitude, why = (
        entry.latitude,
        entry.longitude,
        [f"{entry.name} ({entry.kind}, {entry.country or 'no country'})"],
    )
    if relation is not None and relation.kilometres is not None and words is not None and relation.bearing is not None:
        latitude, longitude = relation.moved(latitude, longitude)
        why.append(f"moved {relation.kilometres:.0f} km towards {relation.bearing:.0f}°")
    if group.part:
        why.append(group.part)
    why += [words_ for feature, words_ in _TOLD.items() if scored.features.get(feature, 0.0) > 0.2]
    precision = PlacePrecision(entry.kind)
    return Place(
        span,
        name,
        precision,
        round(latitude, 5),
        round(longitude, 5),
        entry.country,
        entry.admin1_name,
        entry.geonameid,
        words,
        within=_within(entry),
        source=entry.source,
        score=round(scored.share, 3),
        why="; ".join(why),
    )


def _within(entry: Entry, *, own: bool = False) -> tuple[str, ...]:
    """The names of the regions that hold an entry, smallest first; with `own` the entry's name before them."""
    from sayso.knowledge.countries import countries

    names = [entry.name] if own else []
    if entry.kind in ("site", "town"):
        names += [entry.admin2_name or ""]
    if entry.kind in ("site", "town", "admin2"):
        names += [entry.admin1_name or ""]
    if entry.kind != "country" and entry.country:
        names += [countries()[entry.country].name]
    return tuple(dict.fromkeys(name for name in names if name))
