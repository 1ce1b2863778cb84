"""Stated numbers of people: proposed by rules and by the encoder, judged by the encoder, tied to event and speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model.claim import Measure, Speaker, Toll
from sayso.model.event import Event, EventType
from sayso.model.quantity import Quantity
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.clauses import background
from sayso.reading.draft import Draft
from sayso.reading.encoder import Encoding, Tagged
from sayso.reading.figure_sources import figure_source
from sayso.reading.quantities import (
    counted,
    counts_people,
    find_none,
    measure_of,
    none_measures,
    singular_candidates,
)
from sayso.reading.running import running
from sayso.reading.speakers import resolve_speaker
from sayso.reading.toll_parts import with_parts
from sayso.reading.touching import Touching
from sayso.reading.voices import ActorIndex, speaker_of

TAG_BIAS = 0.0
# A number whose measure the rules read passes on this much of the encoder's belief; others need the tag itself.
WEAK = 0.03
WEAK_ONE = 0.10

# Which kinds of event each measure belongs to first; others are taken only when no such event is near.
FITS: dict[Measure, frozenset[EventType]] = {
    Measure.ARRESTED: frozenset({EventType.ARRESTS}),
    Measure.ABDUCTED: frozenset({EventType.ABDUCTION}),
}
HARMLESS = frozenset(
    {
        EventType.ARRESTS,
        EventType.AGREEMENT,
        EventType.CHANGE_TO_GROUP,
        EventType.PEACEFUL_PROTEST,
        EventType.OTHER_STRATEGIC,
        EventType.LOOTING,
        EventType.DISRUPTED_WEAPONS_USE,
        EventType.HEADQUARTERS_OR_BASE,
        EventType.NON_VIOLENT_TRANSFER,
    }
)


# What sums up a longer time, and what may do so in a sentence that tells no event of its own.
_SUM = re.compile(
    r"\bsince\s+(?:\w+\s+){0,3}(?:\d{4}|last|war|uprising|invasion|conflict|beginning|start|outbreak|fall|fell)\b"
    r"|\bso far (?:this|in)\b|\bin the (?:past|last) (?:\w+ )?(?:months?|years?|decades?)\b|\bthis year\b|\bto date\b"
    r"|\bover the (?:past|last)\b|\bin nearly \w+ years\b|\bcivil war\b|\bin recent (?:months|years)\b",
    re.IGNORECASE,
)
_LOOSE_SUM = re.compile(r"\bsince\b|\b(?:a|the) (?:string|series|wave|spate) of\b|\bhave (?:died|been killed)\b", re.I)


# "in the province of X", "on the Y side": where the people counted were.
_IN = re.compile(
    r"\b(?:in|on|at|near|across|inside|for)\s+(?:the\s+)?(?:[\w-]+\s+)?"
    r"(?:(?:province|governorate|district|region|area|state|city|town|village|camp)\s+of\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    quantity: Quantity
    measure: Measure
    score: float
    why: str


def find_tolls(draft: Draft) -> tuple[Toll, ...]:
    """The tolls of a report in text order."""
    if draft.encoding is None:
        return ()
    out: list[Toll] = []
    tagged = draft.encoding.spans("toll", bias=TAG_BIAS)
    index = ActorIndex(draft.actors)
    said = Touching(draft.attributions, lambda a: (*a.content, *a.cue, *a.source))
    tags = Touching(tagged, lambda t: (t.span,))
    numbers = Touching(draft.quantities, lambda q: (q.span,))
    for sentence in draft.sentences:
        here = [q for q in numbers.at(sentence.span) if sentence.span.contains(q.span)]
        voices = said.at(sentence.span)
        for candidate in _candidates(draft, draft.encoding, sentence, tags.at(sentence.span), here):
            span = candidate.quantity.span
            event = (
                None
                if _adds_up(draft, sentence.span)
                else event_for(
                    candidate.measure,
                    span,
                    sentence.span,
                    _there(draft, sentence.span),
                    background(draft.text, sentence.span),
                )
            )
            out.append(
                Toll(
                    id=f"t{len(out) + 1}",
                    measure=candidate.measure,
                    quantity=candidate.quantity,
                    sentence=sentence.span,
                    who=counted(draft.text, sentence.span, candidate.quantity),
                    event=event.id if event else None,
                    speaker=_counter(draft, sentence.span, span, index)
                    or speaker_of(draft.text, span, sentence.span, voices),
                    score=candidate.score,
                    why=candidate.why,
                )
            )
    return with_parts(draft.text, _without_headlines(draft, out))


def _counter(draft: Draft, sentence: Span, number: Span, index: ActorIndex) -> Speaker | None:
    """Who counted, or whose release gives, the figure."""
    source = figure_source(draft.text, sentence, number)
    if source is None:
        return None
    actor = index.of(source) or resolve_speaker(draft.text, draft.sentences, source, draft.actors, previous=())[0]
    return Speaker(source, actor)


def _there(draft: Draft, sentence: Span) -> Sequence[Event]:
    """The events that a toll told in this sentence may be of: where it names a country, none in another one."""
    lands = {
        p.country
        for p in draft.places
        if p.country
        and sentence.contains(p.span)
        and _IN.search(draft.text, max(0, p.span.begin - 40), p.span.begin)
        and not any(s.contains(p.span) for a in draft.attributions for s in a.source)
    }
    if not lands or any(s == sentence for e in draft.events for s in e.evidence):
        return draft.events
    return [e for e in draft.events if not _lands(e) or _lands(e) & lands] or draft.events


def _lands(event: Event) -> set[str]:
    return {*event.countries, *(p.country for p in event.places if p.country)}


def _without_headlines(draft: Draft, tolls: Sequence[Toll]) -> list[Toll]:
    """The tolls without those of a headline that the report tells again, where it says whose they are."""
    heads = {s.span for s in draft.sentences if s.block is BlockKind.HEADLINE}
    told = {(t.measure, t.quantity.low, t.quantity.high) for t in tolls if t.sentence not in heads}
    kept = [t for t in tolls if t.sentence not in heads or (t.measure, t.quantity.low, t.quantity.high) not in told]
    return [replace(t, id=f"t{n}") for n, t in enumerate(kept, 1)]


def _adds_up(draft: Draft, sentence: Span) -> bool:
    """The sentence sums up a longer time or several events: its tolls belong to no single event."""
    if _SUM.search(draft.text, sentence.begin, sentence.end):
        return True
    told = any(s == sentence for e in draft.events for s in e.evidence)
    return not told and bool(_LOOSE_SUM.search(draft.text, sentence.begin, sentence.end))


def _candidates(
    draft: Draft, encoding: Encoding, sentence: Sentence, tagged: Sequence[Tagged], quantities: Sequence[Quantity]
) -> list[_Candidate]:
    here = [t for t in tagged if sentence.span.contains(t.span)]
    found: list[_Candidate] = []
    used: list[Span] = []
    for quantity in quantities:
        if counts_people(draft.text, quantity) is False:
            continue
        tag = next((t for t in here if t.span.overlaps(quantity.span)), None)
        measure, why = measure_of(draft.text, sentence.span, quantity)
        if measure is None and not _SUM.search(draft.text, sentence.span.begin, sentence.span.end):
            told = [(c.quantity, c.measure) for c in found]
            measure, why = running(draft.text, sentence.span, quantity, told) or (None, why)
        belief = encoding.tagged_as("toll", quantity.span)
        if tag is not None:
            used.append(tag.span)
            found.append(_Candidate(quantity, measure or Measure(tag.label), belief, why or "tagged as a toll"))
        elif measure is not None and belief >= WEAK:
            found.append(_Candidate(quantity, measure, belief, why))
    for tag in here:
        if tag.span not in used and not any(
            tag.span.overlaps(q.span) or tag.span.overlaps(q.whole) for q in quantities
        ):
            one = Quantity(1, 1, tag.span, tag.span, "one victim named or described")
            measure, why = measure_of(draft.text, sentence.span, one)
            found.append(_Candidate(one, measure or Measure(tag.label), tag.score, why or "a single victim"))
            used.append(tag.span)
    for one in singular_candidates(draft.text, sentence.span, draft.mentions):
        belief = encoding.tagged_as("toll", one.span)
        if belief >= WEAK_ONE and not any(one.span.overlaps(s) or one.whole.overlaps(s) for s in used):
            measure, why = measure_of(draft.text, sentence.span, one)
            if measure is not None and not any(one.whole.overlaps(q.span) for q in quantities):
                found.append(_Candidate(one, measure, belief, why))
                used.append(one.span)
    for none in find_none(draft.text, (sentence.span,)):
        for measure in none_measures(none):
            if not any(c.measure is measure and c.quantity.span.overlaps(none.span) for c in found):
                found.append(_Candidate(none, measure, 1.0, "told that nobody was hurt"))
    return sorted(found, key=lambda c: (c.quantity.span, c.measure.value))


def event_for(
    measure: Measure, number: Span, sentence: Span, events: Sequence[Event], before: Span | None = None
) -> Event | None:
    """The event a toll is told of: of those its sentence tells the one whose kind fits, else the one told nearest
    before it (else after it) whose kind can have such a toll. `before` is the part of the sentence that tells what the
    rest answers: a number there is of an event told there."""
    fits = FITS.get(measure)

    def possible(event: Event) -> bool:
        return event.type in fits if fits else event.type not in HARMLESS

    def distance(event: Event) -> tuple[bool, int]:
        before = [sentence.begin - e.begin for e in event.evidence if e.begin <= sentence.begin]
        after = [e.begin - sentence.begin for e in event.evidence if e.begin > sentence.begin]
        return (False, min(before)) if before else (True, min(after))

    here = [e for e in events if any(s == sentence for s in e.evidence)]
    if before is not None:
        there = [e for e in here if e.trigger is not None and before.contains(e.trigger)]
        here = there or here if before.contains(number) else [e for e in here if e not in there] or here
    for pool in ([e for e in here if possible(e)], here, [e for e in events if possible(e)]):
        if pool and pool is not here:
            return min(pool, key=lambda e: (distance(e), -len(e.evidence), _from_trigger(e, number), e.id))
    return min(here, key=lambda e: _from_trigger(e, number)) if here else None


def _from_trigger(event: Event, number: Span) -> int:
    return abs(event.trigger.begin - number.begin) if event.trigger else 0
