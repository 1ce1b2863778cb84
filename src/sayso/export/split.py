"""One incident in two countries is an event in each for ACLED and UCDP, where the dead are told country by country."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sayso.model.claim import Measure
from sayso.model.incident import Incident, TollRule
from sayso.model.place import Place, PlacePrecision

NOWHERE: frozenset[str] = frozenset()
_EXACTNESS = tuple(PlacePrecision)  # from exact to vague


def by_country(incident: Incident, rule: TollRule, wanted: frozenset[str] = NOWHERE) -> tuple[Incident, ...]:
    """The incident in each country that a number of its dead is told for; itself where that is one country or none.

    Of several countries only those `wanted`, all when it is empty.
    """
    told = [e for e in incident.estimates if e.measure is Measure.KILLED and e.rule is rule and e.who is None]
    countries = sorted({e.where[0] for e in told if len(e.where) == 1})
    if len(countries) < 2:
        return (incident,)
    return tuple(_within(incident, country) for country in countries if not wanted or country in wanted)


def _within(incident: Incident, country: str) -> Incident:
    """What of the incident is told for one country."""
    here = tuple(replace(e, where=()) for e in incident.estimates if e.where == (country,))
    return replace(incident, country=country, place=_place(incident, country), estimates=here)


def _place(incident: Incident, country: str) -> Place | None:
    """The incident's place if it is there, else of the most exact places told there the one told most often."""
    if incident.place is not None and incident.place.country == country:
        return incident.place
    places = [place for account in incident.accounts for place in account.places if place.country == country]
    often = Counter(place.name for place in places)
    return min(places, key=lambda p: (_vagueness(p), -often[p.name], p.name, p.span), default=None)


def _vagueness(place: Place) -> int:
    return _EXACTNESS.index(place.precision) if place.precision else len(_EXACTNESS)
