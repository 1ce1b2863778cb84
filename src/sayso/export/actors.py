"""Parties as ACLED codes them: the actor type in this country, and generic names for those who have none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from sayso.export.kinds import EventKind, kinds
from sayso.knowledge.countries import countries, country_named, country_of_demonym
from sayso.knowledge.tables import KnownActor, known_actors
from sayso.model.account import Party
from sayso.model.incident import Incident

STATE, MILITIA, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = 1, 3, 5, 6, 7, 8
_GENERIC = {RIOTERS: "Rioters", PROTESTERS: "Protesters", CIVILIANS: "Civilians"}
# What the generic name already says; "journalists" or "medics" say more and stand beside it.
_GENERIC_WORDS = (
    "civilian civilians people person residents villagers protester protesters demonstrator demonstrators "
    "rioter rioters crowd man men woman women child children"
)
_PLAIN = frozenset(_GENERIC_WORDS.split())


@dataclass(frozen=True, slots=True)
class CodedSide:
    """One of a row's two actors: its name, its type (None: unknown), and who was with it."""

    name: str | None = None
    inter: int | None = None
    associates: tuple[str, ...] = ()


def sides(incident: Incident) -> tuple[CodedSide, CodedSide]:
    """actor1 and actor2 of an incident.

    actor1 are the perpetrators (if none is named, whoever claimed it), actor2 the targets. At a protest or a riot
    actor1 are the protesters or rioters, whoever organised it beside them. Where nobody is named, violence has ACLED's
    "Unidentified Armed Group (Country)", and violence against civilians its "Civilians (Country)".
    """
    kind = kinds()[incident.type]
    acting = doers(incident)
    if kind.shape in ("protest", "riot"):
        return _demonstration(incident, kind, acting)
    first = _side(acting, incident.country)
    if first == CodedSide() and kind.shape in ("clash", "remote", "civilians"):
        first = _named("Unidentified Armed Group", MILITIA, incident.country)
    second = _side(targets(incident), incident.country)
    if second == CodedSide() and kind.shape == "civilians":
        second = _named("Civilians", CIVILIANS, incident.country)
    return first, second


def interaction(first: CodedSide, second: CodedSide) -> int | None:
    """ACLED's two digits, the smaller first ("17" a state and civilians); "10" to "80" for one actor alone."""
    if first.inter is None or (second.name is not None and second.inter is None):
        return None
    if second.inter is None:
        return first.inter * 10
    return min(first.inter, second.inter) * 10 + max(first.inter, second.inter)


def at_civilians(incident: Incident) -> bool:
    """True when civilians are the target: by the kind of event, or because actor2 are civilians."""
    kind = kinds()[incident.type]
    if kind.shape == "civilians" or incident.type.value == "excessive-force-against-protesters":
        return True
    return kind.shape in ("remote", "clash", "riot") and sides(incident)[1].inter in (CIVILIANS, PROTESTERS)


def doers(incident: Incident) -> tuple[Party, ...]:
    """Who did it, or if nobody is told to have, who claimed it.

    One named by a country ("the Americans struck") is that state's forces.
    """
    found = map(_known, incident.perpetrators or incident.claimed_by)
    return tuple(replace(p, inter=STATE, country=c) if p.inter is None and (c := _state(p)) else p for p in found)


def targets(incident: Incident) -> tuple[Party, ...]:
    """To whom it was done."""
    return tuple(map(_known, incident.targets))


def _known(party: Party) -> Party:
    """The party with the type and country that sayso's table of actors has for it, where its report gives none."""
    actor = _table().get(party.key) if party.inter is None else None
    return replace(party, inter=actor.inter, country=party.country or actor.country) if actor else party


@cache
def _table() -> Mapping[str, KnownActor]:
    return MappingProxyType({actor.name.lower(): actor for actor in known_actors()})


def _state(party: Party) -> str | None:
    return country_named(party.key) or country_of_demonym(party.key)


def inter(party: Party, country: str | None) -> int | None:
    """The party's actor type here: a state's forces are 1 at home and 8 abroad."""
    if party.inter in (STATE, EXTERNAL) and party.country and country:
        return STATE if party.country == country else EXTERNAL
    return party.inter


def _demonstration(incident: Incident, kind: EventKind, acting: tuple[Party, ...]) -> tuple[CodedSide, CodedSide]:
    code = PROTESTERS if kind.shape == "protest" else RIOTERS
    crowd = _named(_GENERIC[code], code, incident.country)
    forces = tuple(p for p in acting if p.inter in (STATE, EXTERNAL))
    # Those who face the crowd: forces that act against it, or, for a riot, whoever it turns on.
    facing = forces if kind.shape == "protest" else (forces or targets(incident))
    with_crowd = tuple(p for p in (*acting, *targets(incident)) if p not in facing)
    names = tuple(dict.fromkeys(p.name for p in with_crowd if p.name.casefold() not in _PLAIN))
    return CodedSide(crowd.name, crowd.inter, names), _side(facing, incident.country)


def _side(parties: tuple[Party, ...], country: str | None) -> CodedSide:
    if not parties:
        return CodedSide()
    lead, *others = parties
    code = inter(lead, country)
    names = [party.name for party in others]
    if code in _GENERIC:
        generic = _named(_GENERIC[code], code, country)
        if generic.name is not None:
            names = [name for name in (lead.name, *names) if name.casefold() not in _PLAIN]
            return CodedSide(generic.name, code, tuple(dict.fromkeys(names)))
    return CodedSide(lead.name, code, tuple(dict.fromkeys(names)))


def _named(name: str, code: int, country: str | None) -> CodedSide:
    """A generic actor of a country; nobody when the country is unknown, for then ACLED has no name for it."""
    known = countries().get(country or "")
    return CodedSide(f"{name} ({known.name})", code) if known else CodedSide()
