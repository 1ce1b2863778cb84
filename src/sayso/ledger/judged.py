"""A reading with the answers of people in force. Pure: the machine's reading stays as it is beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sayso.errors import JudgementError
from sayso.ledger.additions import GONE, Whole, valued, values_of, whole, why_of
from sayso.ledger.claims import Claim
from sayso.ledger.corrections import noun_of, parsed, with_value
from sayso.model.claim import Statement, Toll
from sayso.model.event import Event
from sayso.model.judgement import Decision, Judgement
from sayso.model.reading import Reading

_OF_CLAIMS = frozenset((Decision.ACCEPT, Decision.REJECT, Decision.CORRECT, Decision.ADD))
NO_CLAIM = "no one claim of the new reading stands on the words any more"

C = TypeVar("C", Event, Toll, Statement)


@dataclass(frozen=True, slots=True)
class InForce:
    """A judgement and the claim of the reading that it is about."""

    judgement: Judgement
    claim: Claim


@dataclass(frozen=True, slots=True)
class Look:
    """A judgement that a person has to look at, and why."""

    judgement: Judgement
    why: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What of the judgements holds in a reading, in the order in which they were made, and what needs a look."""

    whole: Whole
    in_force: tuple[InForce, ...]
    looks: tuple[Look, ...]

    @property
    def judged(self) -> frozenset[tuple[str, str]]:
        """Noun and id of the claims that a person accepted, corrected or added."""
        kept = (Decision.ACCEPT, Decision.CORRECT, Decision.ADD)
        return frozenset(
            (noun_of(each.claim), each.claim.id) for each in self.in_force if each.judgement.decision in kept
        )


def judged(reading: Reading, judgements: Iterable[Judgement]) -> Reading:
    """The reading as people have it: rejected claims gone, corrected fields replaced, accepted and added ones sure.

    `judgements` are those that stand on this report, those of other versions of its page carried over to it
    (`sayso.ledger.claims.carried`); those of same and different say nothing here. Judgements whose words or claim are
    gone are passed over: `resolve` lists them.
    """
    return applied(resolve(reading, judgements))


def resolve(reading: Reading, judgements: Iterable[Judgement]) -> Resolved:
    """Each judgement with the claim it is about in this reading, or the reason why it needs a look."""
    ordered = sorted(judgements, key=lambda each: (each.made, each.id))
    at = whole(reading, ordered)
    lost = {judgement.id: why for judgement, why in at.lost}
    in_force: list[InForce] = []
    looks: list[Look] = []
    for judgement in ordered:
        if judgement.decision not in _OF_CLAIMS:
            continue
        added = judgement.id if judgement.decision is Decision.ADD else judgement.subject.added
        here = judgement.subject.report == reading.report.id
        claim = at.find(replace(judgement.subject, added=added)) if here else None
        if claim is None:
            # What was decided about an added claim goes without saying where the addition was taken back.
            if why := lost.get(added) if added else NO_CLAIM if here else GONE:
                looks.append(Look(judgement, why))
            continue
        try:
            _one(at, claim, judgement)
        except JudgementError as error:  # words that the new version of the page does not hold
            looks.append(Look(judgement, str(error)))
        else:
            in_force.append(InForce(judgement, claim))
    return Resolved(at, tuple(in_force), tuple(looks))


def _one(at: Whole, claim: Claim, judgement: Judgement) -> Claim:
    """The claim after an acceptance, a correction or an addition."""
    if judgement.decision is Decision.ADD:
        return valued(at, claim, values_of(judgement), why_of(judgement))
    why = " ".join(part for part in (f"{judgement.decision.value}ed by {judgement.author}", judgement.reason) if part)
    if judgement.decision is Decision.CORRECT:
        field = judgement.subject.field
        return with_value(at.reading, claim, field, at.here(field, parsed(judgement.value or "null")), why)
    return replace(claim, score=1.0, why=why)


def applied(resolved: Resolved) -> Reading:
    """The reading with these judgements in force."""
    at, reading = resolved.whole, resolved.whole.reading
    by_claim: dict[tuple[type, str], list[Judgement]] = defaultdict(list)
    for each in resolved.in_force:
        by_claim[type(each.claim), each.claim.id].append(each.judgement)

    def kept(claims: tuple[C, ...]) -> tuple[C, ...]:
        return tuple(
            made
            for claim in claims
            if (made := _after(at, claim, by_claim.get((type(claim), claim.id), ()))) is not None
        )

    events = kept(reading.events)
    tolls = kept(reading.tolls)
    there, counted = {event.id for event in events}, {toll.id for toll in tolls}
    return replace(
        reading,
        events=events,
        tolls=tuple(
            replace(
                toll,
                event=toll.event if toll.event in there else None,
                part_of=toll.part_of if toll.part_of in counted else None,
            )
            for toll in tolls
        ),
        statements=tuple(
            replace(each, event=each.event if each.event in there else None) for each in kept(reading.statements)
        ),
    )


def _after(at: Whole, claim: C, judgements: Sequence[Judgement]) -> C | None:
    """The claim after all judgements of it; None when it is rejected."""
    if any(judgement.decision is Decision.REJECT for judgement in judgements):
        return None
    for judgement in judgements:
        made = _one(at, claim, judgement)
        assert isinstance(made, type(claim))
        claim = made
    return claim
