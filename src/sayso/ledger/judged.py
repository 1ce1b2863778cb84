"""A reading with the answers of people in force. Pure: the machine's reading stays as it is beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sayso.errors import JudgementError
from sayso.ledger.claims import Claim, find
from sayso.ledger.corrections import corrected, noun_of
from sayso.model.claim import Statement, Toll
from sayso.model.event import Event
from sayso.model.judgement import Decision, Judgement
from sayso.model.reading import Reading

_OF_CLAIMS = frozenset((Decision.ACCEPT, Decision.REJECT, Decision.CORRECT))
GONE = "the page does not hold the words any more"
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

    in_force: tuple[InForce, ...]
    looks: tuple[Look, ...]

    @property
    def judged(self) -> frozenset[tuple[str, str]]:
        """Noun and id of the claims that a person accepted or corrected."""
        kept = (Decision.ACCEPT, Decision.CORRECT)
        return frozenset(
            (noun_of(each.claim), each.claim.id) for each in self.in_force if each.judgement.decision in kept
        )


def judged(reading: Reading, judgements: Iterable[Judgement]) -> Reading:
    """The reading as people have it: rejected claims gone, corrected fields replaced, accepted claims sure.

    `judgements` are those that stand on this report, those of other versions of its page carried over to it
    (`sayso.ledger.claims.carried`); those of same and different say nothing here. Judgements whose words or claim are
    gone are passed over: `resolve` lists them.
    """
    return applied(reading, resolve(reading, judgements).in_force)


def resolve(reading: Reading, judgements: Iterable[Judgement]) -> Resolved:
    """Each judgement with the claim it is about in this reading, or the reason why it needs a look."""
    in_force: list[InForce] = []
    looks: list[Look] = []
    for judgement in sorted(judgements, key=lambda each: (each.made, each.id)):
        if judgement.decision not in _OF_CLAIMS:
            continue
        here = judgement.subject.report == reading.report.id
        claim = find(reading, judgement.subject) if here else None
        if claim is None:
            looks.append(Look(judgement, NO_CLAIM if here else GONE))
            continue
        try:
            _one(reading, claim, judgement)
        except JudgementError as error:  # words that the new version of the page does not hold
            looks.append(Look(judgement, str(error)))
        else:
            in_force.append(InForce(judgement, claim))
    return Resolved(tuple(in_force), tuple(looks))


def _one(reading: Reading, claim: Claim, judgement: Judgement) -> Claim:
    """The claim after an acceptance or a correction."""
    why = " ".join(part for part in (f"{judgement.decision.value}ed by {judgement.author}", judgement.reason) if part)
    if judgement.decision is Decision.CORRECT:
        return corrected(reading, claim, judgement.subject.field, judgement.value or "null", why)
    return replace(claim, score=1.0, why=why)


def applied(reading: Reading, in_force: Sequence[InForce]) -> Reading:
    """The reading with these judgements in force."""
    by_claim: dict[tuple[type, str], list[Judgement]] = defaultdict(list)
    for each in in_force:
        by_claim[type(each.claim), each.claim.id].append(each.judgement)

    def kept(claims: tuple[C, ...]) -> tuple[C, ...]:
        return tuple(
            made
            for claim in claims
            if (made := _after(reading, claim, by_claim.get((type(claim), claim.id), ()))) is not None
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


def _after(reading: Reading, claim: C, judgements: Sequence[Judgement]) -> C | None:
    """The claim after all judgements of it; None when it is rejected."""
    if any(judgement.decision is Decision.REJECT for judgement in judgements):
        return None
    for judgement in judgements:
        made = _one(reading, claim, judgement)
        assert isinstance(made, type(claim))
        claim = made
    return claim
