"""A grade in the manner of Airwars: how well an incident and its author are established, with the reason in words.

After Airwars' published methodology; asked from the top, the first that holds is the grade:

discounted  every voice that says who was killed says fighters or security forces, and none says civilians
contested   two parties claim it, or are said by different voices to have done it
confirmed   a party accepts responsibility for it, and it is told not only as that party's claim
fair        two or more independent voices tell it, and a party is named that did it
weak        all else: a single source, a deed that only its claimant tells, or nobody named

Airwars grades harm to civilians, which is why an attack on soldiers is "discounted" however sure it is. A person's
judgement that an account is right does not change the grade: it is about who says what.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.incidents.contested import claims
from sayso.incidents.counted import FIGHTING, INSIDE, classes
from sayso.incidents.cues import Tells, tells
from sayso.incidents.voices import Hearing
from sayso.model.claim import Measure
from sayso.model.event import Status
from sayso.model.incident import Contested, Grade


def grade(hearing: Hearing, contested: Sequence[Contested], independent: int) -> tuple[Grade, str]:
    """The grade and why."""
    combatants = _only_combatants(hearing)
    if combatants:
        return Grade.DISCOUNTED, f"all who say who was killed say {combatants}: no harm to civilians is told"
    rivals = next((one for one in contested if one.fact == "perpetrator"), None)
    if rivals is not None:
        return Grade.CONTESTED, f"competing accounts of who did it: {rivals.why}"
    accepted = [side for sides in claims(hearing).values() for side in sides]
    if accepted:
        names = ", ".join(dict.fromkeys(side.voice for side in accepted))
        if all(account.status is Status.CLAIMED for account in hearing.accounts):
            return Grade.WEAK, f"told only as the claim of {names}"
        return Grade.CONFIRMED, f"{names} accepted responsibility"
    named = list(dict.fromkeys(party.name for account in hearing.accounts for party in account.perpetrators))
    if independent > 1 and named:
        return Grade.FAIR, f"{independent} independent voices, and {named[0]} is said to have done it"
    if independent > 1:
        return Grade.WEAK, f"{independent} independent voices, but nobody names who did it"
    return Grade.WEAK, "a single source" if independent == 1 else "no voice of its own"


def _only_combatants(hearing: Hearing) -> str:
    """The classes when all figures of killed that tell a class tell fighters or security forces; "" otherwise."""
    killed = [one for one in hearing.heard if one.figure.measure is Measure.KILLED]
    named = [classes(one.figure.who) for one in killed]
    among = any(tells(f"{one.sentence} {one.figure.who or ''}", Tells.AMONG) for one in killed)
    others = any(INSIDE.get(each, each) not in FIGHTING for told in named for each in told)
    if among or others:
        return ""
    return " and ".join(dict.fromkeys(each for told in named for each in told))
