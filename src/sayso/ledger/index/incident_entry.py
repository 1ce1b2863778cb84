"""The row of one incident, what it can be found by, and what it says of the claims that it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.incidents.voices import Hearing
from sayso.knowledge.countries import countries, country_named
from sayso.ledger.index.facts import ClaimEntry, handle
from sayso.model.account import Party
from sayso.model.claim import Measure
from sayso.model.incident import Incident
from sayso.model.overview import IncidentRow, Range
from sayso.model.place import PlacePrecision

EXACTNESS = tuple(PlacePrecision)  # from exact to vague; the number of a precision is its place here
_WHO = "who was killed"
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A value by which an incident is found, and its name for people."""

    role: str
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class IncidentEntry:
    """One incident in the index: its row, its links, and its claims with what it says of them."""

    row: IncidentRow
    links: tuple[Link, ...]
    claims: tuple[ClaimEntry, ...]

    @property
    def exactness(self) -> int:
        """The place's precision as a number; the vaguest where it is unknown."""
        return EXACTNESS.index(self.row.precision) if self.row.precision else len(EXACTNESS) - 1

    def number(self, *measures: Measure) -> int | None:
        """The best (else low) of these measures together; None where none has one."""
        found = [each.best if each.best is not None else each.low for each in self.row.ranges
                 if each.measure in measures]  # fmt: skip
        told = [number for number in found if number is not None]
        return min(sum(told), _LARGEST) if told else None


def entry(incident: Incident, claims: Sequence[ClaimEntry]) -> IncidentEntry:
    """The incident with its claims, whose voices, contests and doubts it determines."""
    hearing = Hearing(incident.accounts, {copy: root for root, copy in incident.copies})
    voices = {one.figure.id: one.teller for one in hearing.heard}
    voices |= {said.id: teller for _, said, teller in hearing.said}
    open_claims = _contested(incident, hearing)
    ranges = tuple(_ranges(incident))
    toll = sum(each.best or each.low or 0 for each in ranges if each.measure in (Measure.KILLED, Measure.INJURED))
    placed = []
    for claim in sorted(claims, key=lambda one: (one.id, one.noun)):
        own = hearing.own[claim.account or ""]
        placed.append(
            claim.placed(
                voice=own.key if claim.noun == "event" else voices.get(claim.id, own).key,
                incident=incident.id,
                contested=(claim.noun, claim.id) in open_claims,
                alone=incident.independent <= 1,
                toll=toll if claim.noun == "event" else claim.number,
            )
        )
    return IncidentEntry(_row(incident, ranges, placed), tuple(sorted(set(_links(incident)))), tuple(placed))


def _row(incident: Incident, ranges: tuple[Range, ...], claims: Sequence[ClaimEntry]) -> IncidentRow:
    place = incident.place
    worst = max(claims, key=lambda one: one.doubt, default=None)
    return IncidentRow(
        id=incident.id,
        type=incident.type,
        status=incident.status,
        first=incident.first,
        last=incident.last,
        place=place.name if place else None,
        precision=place.precision if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        country=incident.country,
        by=tuple(party.name for party in incident.perpetrators),
        on=tuple(party.name for party in incident.targets),
        ranges=ranges,
        grade=incident.grade,
        contested=tuple(dict.fromkeys(one.fact for one in incident.contested)),
        independent=incident.independent,
        outlets=len(incident.outlets),
        reports=len({account.report for account in incident.accounts}),
        claims=len(claims),
        judged=sum(claim.decided for claim in claims),
        doubt=worst.doubt if worst else 0.0,
        doubt_why=worst.why if worst else "",
    )


def _ranges(incident: Incident) -> Iterator[Range]:
    """Those for all people in the whole incident."""
    for each in incident.estimates:
        if each.who is None and not each.where:
            yield Range(each.measure, each.low, each.best, each.high)


def _links(incident: Incident) -> Iterator[Link]:
    found: list[tuple[str, str, str]] = []
    for account in incident.accounts:
        parties = (*account.perpetrators, *account.targets, *account.claimed_by)
        found += [("actor", party.key, _shown(party)) for party in parties]
        found += [("country", code, code) for code in account.countries]
        found += [("measure", figure.measure.value, figure.measure.value) for figure in account.figures]
    if incident.country:
        found.append(("country", incident.country, incident.country))
    found += [("speaker", voice.key, voice.name) for voice in incident.voices]
    found += [("outlet", name, name) for name in incident.outlets]
    first: dict[tuple[str, str], Link] = {}
    for role, value, name in found:
        if value:
            link = Link(role, handle(value) or "", handle(name) or "")
            known = first.setdefault((link.role, link.value), link)
            if known.name.casefold() != value and link.name.casefold() == value:
                first[link.role, link.value] = link
    yield from first.values()


def _shown(party: Party) -> str:
    """The name of a state for whatever people stands for it ("American"), else the name as told."""
    code = country_named(party.key)
    return countries()[code].name if code else party.name


def _contested(incident: Incident, hearing: Hearing) -> set[tuple[str, str]]:
    """Noun and id of the claims that hold a side of what is contested.

    A side is told once for each voice. Whatever else the same voice tells to the same effect holds it too: the same
    figure of the measure, the same act.
    """
    found: set[tuple[str, str]] = set()
    for point in incident.contested:
        sides = {(side.account, side.voice, side.words) for side in point.sides}
        own = {(side.account, side.voice) for side in point.sides}
        measure = Measure.KILLED.value if point.fact == _WHO else point.fact
        if measure in {each.value for each in Measure}:
            told = [one for one in hearing.heard if one.figure.measure.value == measure]
            held = {
                (one.teller.key, one.figure.low, one.figure.high)
                for one in told
                if (one.account.id, one.teller.name, one.sentence or one.figure.words) in sides
            }
            found |= {
                ("toll", one.figure.id) for one in told if (one.teller.key, one.figure.low, one.figure.high) in held
            }
            continue
        found |= {("event", one.id) for one in incident.accounts if (one.id, hearing.own[one.id].name) in own}
        acts = {
            (teller.key, said.act)
            for account, said, teller in hearing.said
            if (account.id, teller.name, said.words) in sides
        }
        found |= {("statement", said.id) for _, said, teller in hearing.said if (teller.key, said.act) in acts}
    return found
