"""What reports state between events: retaliation for, part of, followed by; always with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sayso.incidents.profile import table
from sayso.model.event import Event
from sayso.model.incident import Relation
from sayso.model.reading import Reading
from sayso.model.span import Span


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation between two accounts of one report: `one` is retaliation for `other`, part of it, or followed by it.

    `words` are the whole sentence, at `span`.
    """

    kind: str
    one: str
    other: str
    report: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    turned: bool
    above: bool
    pattern: re.Pattern[str]


def stated(reading: Reading) -> tuple[Stated, ...]:
    """The relations that the report states between its own events, in text order, each once."""
    found: dict[tuple[str, str, str], Stated] = {}
    for sentence in reading.sentences:
        for kind, one, other in _in_sentence(reading, sentence.span):
            relation = Stated(
                kind,
                f"{reading.report.id}/{one.id}",
                f"{reading.report.id}/{other.id}",
                reading.report.id,
                reading.words(sentence.span),
                sentence.span,
            )
            found.setdefault((relation.kind, relation.one, relation.other), relation)
    return tuple(found.values())


def between(statements: Iterable[Stated], incident_of: Mapping[str, str]) -> tuple[Relation, ...]:
    """The same between incidents: `incident_of` maps an account's id to its incident's.

    What is said of accounts that became one incident, or are in none, is left out.
    """
    found = []
    for one in statements:
        incident, other = incident_of.get(one.one), incident_of.get(one.other)
        if incident and other and incident != other:
            found.append(Relation(one.kind, incident, other, one.report, one.words, one.span))
    return tuple(sorted(found, key=lambda r: (r.incident, r.other, r.kind, r.report, r.span)))


def _in_sentence(reading: Reading, sentence: Span) -> Iterator[tuple[str, Event, Event]]:
    """Kind and the two events of each cue in the sentence, in the order that the kind is told in."""
    words = reading.words(sentence).lower()
    if len(words) != len(sentence):  # a letter whose small form is longer: offsets would not hold
        return
    taken: list[tuple[int, int]] = []
    for cue in _cues():
        for match in cue.pattern.finditer(words):
            if any(begin < match.end() and match.start() < end for begin, end in taken):
                continue
            taken.append(match.span())
            pair = _sides(reading, sentence, sentence.begin + match.start(), sentence.begin + match.end(), cue.above)
            if pair:
                one, other = reversed(pair) if cue.turned else pair
                yield cue.kind, one, other


def _sides(reading: Reading, sentence: Span, begin: int, end: int, above: bool) -> tuple[Event, Event] | None:
    """The event before the cue and the one after it; None where the report does not tell both.

    An event is where its trigger stands. "In revenge for the attack, jets bombed …" names both after the cue, the
    second first. "The strikes followed the attack" names one anew that was told `above`: the last one before.
    """
    inside = sorted(
        ((e.trigger.begin, e) for e in reading.events if e.trigger and sentence.contains(e.trigger)),
        key=lambda found: found[0],
    )
    before = [event for at, event in inside if at < begin]
    after = [event for at, event in inside if at >= end]
    if before and after:
        return before[-1], after[0]
    if len(after) > 1:
        return after[1], after[0]
    if not above:
        return None
    alone = after or before or [e for e in reading.events if sentence in e.evidence]
    told = [e for e in reading.events if e not in alone and any(span.begin < sentence.begin for span in e.evidence)]
    if len(alone) != 1 or not told:
        return None
    last = max(told, key=lambda e: (max(span.begin for span in e.evidence if span.begin < sentence.begin), e.id))
    return (last, alone[0]) if after or not before else (alone[0], last)


@cache
def _cues() -> tuple[_Cue, ...]:
    """The table of cues, in its order: the first that matches some words has them."""
    rows = table("relation_cues.csv")
    return tuple(
        _Cue(r["kind"], r["order"] == "second-first", r["above"] == "yes", re.compile(r["words"])) for r in rows
    )
