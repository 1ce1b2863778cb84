"""Which words a judgement is about, and which claim of a reading stands on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from sayso.errors import JudgementError
from sayso.model.claim import Statement, Toll
from sayso.model.event import Event
from sayso.model.judgement import Anchor
from sayso.model.reading import Reading
from sayso.model.span import Span, covering

Claim: TypeAlias = Event | Toll | Statement

NOUNS = ("event", "toll", "statement")
_ALIKE = 0.3  # of the characters of two stretches, how many both must have to be words of one event or statement
_REACHES = (80, 40, 20)  # characters around the words, tried in this order
_TELLING = 25  # characters of words that stand for themselves


@dataclass(frozen=True, slots=True)
class _Standing:
    """A claim, the stretches of text it can be known by (best first), and whether any overlap is enough."""

    claim: Claim
    spans: tuple[Span, ...]
    strict: bool


def claims(reading: Reading, noun: str) -> tuple[Claim, ...]:
    """The reading's claims of this noun. Raises JudgementError for a noun that is none of `NOUNS`."""
    found: dict[str, tuple[Claim, ...]] = {
        "event": reading.events,
        "toll": reading.tolls,
        "statement": reading.statements,
    }
    if noun not in found:
        raise JudgementError(f"“{noun}” cannot be judged: it is one of {', '.join(NOUNS)}")
    return found[noun]


def find(reading: Reading, anchor: Anchor) -> Claim | None:
    """The claim that stands on the anchor's words: of its noun, overlapping them most.

    None when there is none, or when two fit equally well: a person has to say which.
    """
    fits = sorted(
        ((_fit(standing, anchor.span), standing.claim) for standing in _standing(reading, anchor.noun)),
        key=lambda fit: -fit[0],
    )
    if not fits or not fits[0][0] or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]


def anchor_of(reading: Reading, noun: str, claim_id: str, field: str = "") -> Anchor:
    """The words by which a claim of this reading can be found again. Raises JudgementError when there is no such."""
    for standing in _standing(reading, noun):
        if standing.claim.id == claim_id:
            for span in standing.spans:
                anchor = Anchor(reading.report.id, noun, span, reading.words(span), field)
                if find(reading, anchor) is standing.claim:
                    return anchor
            raise JudgementError(
                f"{noun} {claim_id} of report {reading.report.id} has the very words of another: judge its event"
            )
    known = ", ".join(claim.id for claim in claims(reading, noun)) or "none"
    raise JudgementError(f"report {reading.report.id} has no {noun} “{claim_id}”; it has: {known}")


def carried(anchor: Anchor, old: str, report: str, text: str) -> Anchor | None:
    """The same words in another version of the page, nearest to where they were; None when they are gone.

    `old` is the text that the anchor is in, `text` that of the other version. Short words ("12") count as the same only
    with the words around them: an updated page has other twelves.
    """
    words = anchor.span.of(old)
    for reach in (*_REACHES, *((0,) if len(words) >= _TELLING else ())):
        begin, end = max(0, anchor.span.begin - reach), anchor.span.end + reach
        places = tuple(occurrences(text, old[begin:end]))
        if places:
            found = min(places, key=lambda place: (abs(place - begin), place)) + anchor.span.begin - begin
            return replace(anchor, report=report, span=Span(found, found + len(anchor.span)))
    return None


def words_near(text: str, words: str, near: Sequence[Span]) -> Span | None:
    """Where `words` stand in `text`: within the spans `near` if they do, else nearest to the first of them."""
    places = [Span(begin, begin + len(words)) for begin in occurrences(text, words)]
    if not places:
        return None
    inside = [place for place in places if any(span.contains(place) for span in near)]
    home = near[0].begin if near else 0
    return min(inside or places, key=lambda place: (abs(place.begin - home), place))


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where these words begin in the text, everywhere; nowhere for no words."""
    begin = text.find(words) if words else -1
    while begin >= 0:
        yield begin
        begin = text.find(words, begin + 1)


def _standing(reading: Reading, noun: str) -> tuple[_Standing, ...]:
    return tuple(_Standing(claim, tuple(_stretches(claim)), isinstance(claim, Toll)) for claim in claims(reading, noun))


def _stretches(claim: Claim) -> Iterator[Span]:
    """The best first: what is likeliest to be the claim's alone and to be found by another reader too."""
    if isinstance(claim, Toll):
        yield claim.quantity.whole
        if claim.who:
            yield from _whole((claim.quantity.whole, claim.who))
    elif isinstance(claim, Event):
        yield from claim.evidence
        yield from _whole(claim.evidence)
        if claim.trigger:
            yield claim.trigger
    else:
        yield from _whole(claim.content)
        yield claim.sentence
        yield from _whole((claim.speaker.span, *claim.content))


def _whole(spans: Sequence[Span]) -> Iterator[Span]:
    """All of them as one stretch, the gaps too; nothing for none."""
    span = covering(spans)
    if span:
        yield span


def _fit(standing: _Standing, span: Span) -> float:
    """0 for no fit, else how much of both is common, 1 for the same stretch.

    A number is another toll's when it is another number, so there its own words must be touched.
    """
    if standing.strict and not standing.spans[0].overlaps(span):
        return 0.0
    best = max((_common(each, span) for each in standing.spans), default=0.0)
    return best if standing.strict or best >= _ALIKE else 0.0


def _common(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.begin, other.begin)
    return shared / (len(one) + len(other) - shared) if shared > 0 else 0.0
