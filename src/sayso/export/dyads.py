"""Who fights whom, as UCDP sees it: a state and others, two that are no state, or one against civilians."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.export.actors import CIVILIANS, EXTERNAL, PROTESTERS, STATE, doers, inter, targets
from sayso.export.kinds import gw_numbers, kinds
from sayso.knowledge.countries import countries
from sayso.model.account import Party
from sayso.model.event import EventType
from sayso.model.incident import Incident

_ORGANISED = (1, 2, 3, 4, EXTERNAL)


@dataclass(frozen=True, slots=True)
class Dyad:
    """Who fights whom: 1 state-based, 2 non-state, 3 one-sided; None where the other side is not told."""

    kind: int | None
    side_a: str
    side_b: str | None


def state_number(incident: Incident, side: str | None) -> int | None:
    """Gleditsch and Ward's number of the state whose government one side is."""
    for party in (*doers(incident), *targets(incident)):
        if side is not None and side.startswith("Government of ") and _side(party, STATE) == side:
            return gw_numbers().get(party.country or "")
    return None


def dyad(incident: Incident) -> Dyad | None:
    """The state, if one takes part, is side A, else who acted; None when nobody who acted is known to be organised."""
    doer = _organised(doers(incident), incident)
    other = _organised(targets(incident), incident)
    if doer is None:
        return None
    code = inter(doer, incident.country)
    if _at_civilians(incident):
        return Dyad(3, _side(doer, code), "Civilians")
    if other is None:
        return Dyad(None, _side(doer, code), None)
    facing = inter(other, incident.country)
    names = (_side(doer, code), _side(other, facing))
    if code in (STATE, EXTERNAL):
        return Dyad(1, *names)
    if facing in (STATE, EXTERNAL):
        return Dyad(1, names[1], names[0])
    return Dyad(2, *names)


def _organised(parties: tuple[Party, ...], incident: Incident) -> Party | None:
    return next((p for p in parties if inter(p, incident.country) in _ORGANISED), None)


def _at_civilians(incident: Incident) -> bool:
    """One-sided: everybody told as a target is a civilian, or the kind of event says so and nobody else is told."""
    told = [party for party in targets(incident) if party.inter is not None]
    if told:
        return all(party.inter in (CIVILIANS, PROTESTERS) for party in told)
    return kinds()[incident.type].shape == "civilians" or incident.type is EventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS


def _side(party: Party, code: int | None) -> str:
    country = countries().get(party.country or "")
    return f"Government of {country.name}" if country and code in (STATE, EXTERNAL) else party.name
