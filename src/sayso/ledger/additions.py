"""Claims that the reader missed and a person added, as they stand in a reading.

An added claim is anchored to the words that the person selected and has the values that they gave. Where a reader finds
the same claim itself (`_same`), the two are one: the claim has the reader's id and all that the reader knows of it, and
the person's values in the place of the reader's, as corrections would. A claim of the reader's that a person rejected
is not taken for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.errors import JudgementError
from sayso.ledger.claims import NOUNS, Claim, anchor_of, claims, find
from sayso.ledger.corrections import noun_of, parsed, sentences_at, with_value
from sayso.ledger.selection import place_of, placed
from sayso.model.claim import Act, Measure, Speaker, Statement, Toll
from sayso.model.event import Event, EventType, Role, Status
from sayso.model.jsonform import Json, JsonObject
from sayso.model.judgement import Anchor, Decision, Judgement
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading
from sayso.model.span import Span, covering

NEEDED = {"event": ("type",), "toll": ("measure", "number"), "statement": ("act", "speaker")}
GONE = "the page does not hold the words any more"
_SHORTEST = 8  # characters of the digest in an id


@dataclass(frozen=True, slots=True)
class Addition:
    """A judgement that adds a claim, and that claim as it stands: with an id of its own, or the reader's."""

    judgement: Judgement
    claim: Claim


@dataclass(frozen=True, slots=True)
class Whole:
    """A reading with the claims that people added. `machine` is it without them.

    `lost` are the judgements whose claim cannot stand in it, and why.
    """

    machine: Reading
    reading: Reading
    added: tuple[Addition, ...] = ()
    lost: tuple[tuple[Judgement, str], ...] = ()

    def find(self, anchor: Anchor) -> Claim | None:
        """The claim that the anchor is of; None when there is none, or two fit its words equally well."""
        return self.addition(anchor.added) if anchor.added else find(self.machine, anchor)

    def addition(self, judgement: str) -> Claim | None:
        """The claim that the judgement with this id added."""
        return next((each.claim for each in self.added if each.judgement.id == judgement), None)

    def anchor(self, claim: Claim, field: str = "") -> Anchor:
        """By what the claim can be found again. Raises JudgementError when its words do not tell it apart."""
        for each in self.added:
            if (noun_of(each.claim), each.claim.id) == (noun_of(claim), claim.id):
                return replace(each.judgement.subject, field=field, added=each.judgement.id)
        return anchor_of(self.machine, noun_of(claim), claim.id, field)

    def kept(self, field: str, value: Json) -> Json:
        """The value as it is stored: an event's id, which another reading may give to another, as what stands for it.

        Raises JudgementError when there is no such event.
        """
        if field != "event" or not isinstance(value, str):
            return value
        event = next((each for each in self.reading.events if each.id == value), None)
        if event is None:
            known = ", ".join(each.id for each in self.reading.events) or "none"
            raise JudgementError(f"the report has no event “{value}”; it has: {known}")
        anchor = self.anchor(event)
        if anchor.added:
            return {"added": anchor.added}
        return {"words": anchor.words, "begin": anchor.span.begin, "end": anchor.span.end}

    def here(self, field: str, value: Json) -> Json:
        """The stored value as it is in this reading: what stands for an event as its id. Raises JudgementError."""
        if field != "event" or not isinstance(value, dict):
            return value
        report = self.machine.report
        if isinstance(added := value.get("added"), str):
            found = self.addition(added)
        elif placed(value):
            found = find(self.machine, Anchor(report.id, "event", place_of(value, report.text), str(value["words"])))
        else:
            raise JudgementError("an event is given by its id, or by words of its sentence with their place")
        if found is None:
            raise JudgementError("the event that it was said to be of does not stand in the report any more")
        return found.id


def whole(reading: Reading, judgements: Iterable[Judgement]) -> Whole:
    """The reading with the claims that these judgements add, those that stand on words of this report."""
    judgements = tuple(judgements)
    gone = rejected(reading, judgements)
    found = Whole(reading, reading)
    additions = [each for each in judgements if each.decision is Decision.ADD]
    for judgement in sorted(additions, key=lambda each: (NOUNS.index(each.subject.noun), each.made, each.id)):
        if judgement.subject.report != reading.report.id:
            found = replace(found, lost=(*found.lost, (judgement, GONE)))
            continue
        try:
            found = _with(found, judgement, made(found, judgement), gone)
        except JudgementError as error:
            found = replace(found, lost=(*found.lost, (judgement, str(error))))
    return found


def rejected(reading: Reading, judgements: Iterable[Judgement]) -> frozenset[tuple[str, str]]:
    """Noun and id of the reader's claims that people rejected."""
    return frozenset(
        (each.subject.noun, claim.id)
        for each in judgements
        if each.decision is Decision.REJECT and not each.subject.added and each.subject.report == reading.report.id
        if (claim := find(reading, each.subject)) is not None
    )


def made(at: Whole, judgement: Judgement) -> Claim:
    """The claim that an addition makes, by itself. Raises JudgementError when its words or values make none."""
    anchor = judgement.subject
    values = values_of(judgement)
    for name in NEEDED[anchor.noun]:
        if name not in values:
            raise JudgementError(
                f"to add {anchor.noun} its {' and '.join(NEEDED[anchor.noun])} must be given: {name} is missing"
            )
    blank = _blank(at.reading, anchor)
    claim = valued(at, blank, values, why_of(judgement))
    return replace(claim, id=_id(at.reading, anchor, _kind(claim)))


def valued(at: Whole, claim: Claim, values: JsonObject, why: str) -> Claim:
    """The claim with the values that a person gave it. Raises JudgementError when it cannot have one of them."""
    for field, value in values.items():
        claim = with_value(at.reading, claim, field, at.here(field, value), why)
    return replace(claim, score=1.0, why=why)


def values_of(judgement: Judgement) -> JsonObject:
    """The values of an added claim by field. Raises JudgementError when they are no JSON object."""
    values = parsed(judgement.value or "{}")
    if not isinstance(values, dict):
        raise JudgementError('the values of an added claim are a JSON object: {"type": "attack"}')
    return values


def why_of(judgement: Judgement) -> str:
    """What is said of a claim that a person added."""
    return " ".join(part for part in (f"added by {judgement.author}", judgement.reason) if part)


def twin(claim: Claim, reading: Reading, gone: frozenset[tuple[str, str]] = frozenset()) -> Claim | None:
    """The claim of the reading that an added one is the same as; None when there is none but what is `gone`."""
    noun = noun_of(claim)
    return next((each for each in claims(reading, noun) if (noun, each.id) not in gone and _same(claim, each)), None)


def _with(at: Whole, judgement: Judgement, claim: Claim, gone: frozenset[tuple[str, str]]) -> Whole:
    """With one more added claim: alone, or one with the reader's."""
    theirs = twin(claim, at.machine, gone)
    reading = at.reading
    if theirs is not None:
        claim = theirs
    elif isinstance(claim, Event):
        reading = replace(reading, events=(*reading.events, claim))
    elif isinstance(claim, Toll):
        reading = replace(reading, tolls=(*reading.tolls, claim))
    else:
        reading = replace(reading, statements=(*reading.statements, claim))
    return replace(at, reading=reading, added=(*at.added, Addition(judgement, claim)))


def _blank(reading: Reading, anchor: Anchor) -> Claim:
    """A claim on these words before it has values; what it needs to have (`NEEDED`) is put in its place."""
    sentences = sentences_at(reading, anchor.span)
    sentence = covering(sentences)
    assert sentence is not None
    if anchor.noun == "event":
        trigger = anchor.span if len(sentences) == 1 and anchor.span != sentence else None
        return Event("", EventType.OTHER_STRATEGIC, Status.OCCURRED, sentences, trigger)
    if anchor.noun == "toll":
        return Toll("", Measure.CASUALTIES, Quantity(None, None, anchor.span, anchor.span), sentence)
    return Statement("", Act.OTHER, Speaker(anchor.span), sentence, (anchor.span,))


def _id(reading: Reading, anchor: Anchor, kind: str) -> str:
    """The same in every ledger; it is no id that the reader gave in this reading."""
    taken = {each.id for noun in NOUNS for each in claims(reading, noun)}
    told = f"{anchor.report} {anchor.noun} {anchor.span.begin} {anchor.span.end} {kind}"
    digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
    names = (f"a{digest[:length]}" for length in range(_SHORTEST, len(digest)))
    return next(name for name in names if name not in taken)


def _kind(claim: Claim) -> str:
    if isinstance(claim, Event):
        return claim.type.value
    return claim.measure.value if isinstance(claim, Toll) else claim.act.value


def _same(one: Claim, other: Claim) -> bool:
    """Whether an added claim and one of a reading are one: of one kind, on the same words, nothing tells them apart.

    Two tolls by their numbers' words, two statements by sentence and speaker; two events by their sentences, unless
    both have places, days, targets or perpetrators and share none.
    """
    if _kind(one) != _kind(other):
        return False
    if isinstance(one, Toll) and isinstance(other, Toll):
        return one.quantity.whole.overlaps(other.quantity.whole)
    if isinstance(one, Statement) and isinstance(other, Statement):
        return one.sentence.overlaps(other.sentence) and one.speaker.span.overlaps(other.speaker.span)
    assert isinstance(one, Event) and isinstance(other, Event)
    touching = any(a.overlaps(b) for a in one.evidence for b in other.evidence)
    return touching and not _apart(one, other)


def _apart(one: Event, other: Event) -> bool:
    """Whether two events in the same sentences are told apart by a value of theirs."""
    days = one.date and other.date and (one.date.interval, other.date.interval)
    if days and (days[0].last < days[1].first or days[1].last < days[0].first):
        return True
    pairs = (
        (_places(one), _places(other)),
        (_roles(one.targets), _roles(other.targets)),
        (_roles(one.perpetrators), _roles(other.perpetrators)),
    )
    return any(ours and theirs and not _shared(ours, theirs) for ours, theirs in pairs)


def _places(event: Event) -> list[tuple[Span, str]]:
    return [(place.span, place.name.casefold()) for place in event.places]


def _roles(roles: Iterable[Role]) -> list[tuple[Span, str]]:
    return [(role.span, role.actor or "") for role in roles]


def _shared(ours: list[tuple[Span, str]], theirs: list[tuple[Span, str]]) -> bool:
    return any(a.overlaps(b) or (one and one == other) for a, one in ours for b, other in theirs)
