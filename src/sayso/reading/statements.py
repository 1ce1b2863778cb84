"""Speech acts: who asserts, claims, denies, accuses, condemns, … in which sentence, about which event."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.knowledge.tables import reporting_verbs
from sayso.model.claim import Act, Attribution, Speaker, Statement
from sayso.model.event import Event
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.casing import lowered
from sayso.reading.claims import claimant
from sayso.reading.draft import Draft
from sayso.reading.encoder import Encoding, Tagged
from sayso.reading.naming import capitals, fold, states_named
from sayso.reading.speakers import resolve_speaker
from sayso.reading.touching import Touching
from sayso.reading.voices import ActorIndex, speaker_in, told_by

STATEMENT_THRESHOLD = 0.45
# In log odds: what a verb that performs the act adds, the share of it for a verb outside the cue, and what a second
# act in one sentence must reach.
VERB = 4.0
ELSEWHERE = 0.3
SECOND_ACT = 2.0
# Nobody claims a deed without a word for claiming, or "we", "our", "its": what the encoder believes then counts less.
NO_CLAIM = 4.0
_OWN_DEED = re.compile(
    r"\b(?:we|our|us|its|their|his|her|I|my|responsib\w+|claim\w*|admit\w*|confess\w*|credit)\b", re.I
)


def find_statements(draft: Draft) -> tuple[Statement, ...]:
    """The statements of a report in text order, one a sentence, speaker and act."""
    encoding = draft.encoding
    if encoding is None:
        return ()
    tagged = encoding.spans("speaker")
    accused = encoding.spans("accused")
    index = ActorIndex(draft.actors)
    said = Touching(draft.attributions, lambda a: (*a.content, *a.cue, *a.source))
    out: list[Statement] = []
    last: Speaker | None = None
    for number, sentence in enumerate(draft.sentences):
        if sentence.block is not BlockKind.PARAGRAPH:
            continue
        plain = plainly(draft.text, sentence.span)
        sure = encoding.probability(number, "statement")["statement"] >= STATEMENT_THRESHOLD
        if plain and (not sure or len(plain) > 1):
            for source, act in plain:
                last = Speaker(source, _actor(draft, index, source))
                blamed = next((t.span for t in accused if sentence.span.contains(t.span)), None)
                why = "the sentence is a name and what it does"
                one = _statement(draft, len(out), sentence, last, act, blamed=blamed, score=1.0, why=why)
                before = out[-1] if out and out[-1].sentence == sentence.span else one  # "…; Z denies any link" to it
                out.append(replace(one, event=before.event))
            continue
        if not sure:
            continue
        here = said.at(sentence.span)
        held = _attribution(sentence.span, here)
        speaker = _speaker(draft, sentence.span, held, here, tagged=tagged, index=index, last=last)
        if speaker is None:
            continue
        last = speaker
        blamed = next((t.span for t in accused if sentence.span.contains(t.span)), None)
        for act, score in acts(draft.text, sentence.span, encoding, number, held):
            why = f"the words “{encoding.trigger(number, 'act', act.value).of(draft.text)}”"
            one = _statement(draft, len(out), sentence, speaker, act, blamed=blamed, score=score, why=why)
            out.append(replace(one, content=held.content if held else ()))
    return tuple(out)


def _statement(
    draft: Draft,
    before: int,
    sentence: Sentence,
    speaker: Speaker,
    act: Act,
    *,
    blamed: Span | None,
    score: float,
    why: str,
) -> Statement:
    """The statement that comes after `before` others."""
    event = about(sentence, draft.events if act is not Act.ACCUSE else _of_others(draft, speaker))
    return Statement(
        id=f"s{before + 1}",
        act=act,
        speaker=speaker,
        sentence=sentence.span,
        event=event.id if event else None,
        accused=blamed if act is Act.ACCUSE else None,
        score=score,
        why=why,
    )


def _of_others(draft: Draft, speaker: Speaker) -> Sequence[Event]:
    """The events that the speaker, or a state that speaks, can accuse others of: not those of their own side."""
    name = next((a.name for a in draft.actors if a.id == speaker.actor), speaker.span.of(draft.text))
    own = states_named(name) | {code for words, code in capitals().items() if words == fold(name)}

    def theirs(event: Event) -> bool:
        return any(
            (r.actor is not None and r.actor == speaker.actor)
            or own & states_named(" ".join(r.span.of(draft.text).removeprefix("the ").split()[:2]))
            for r in event.perpetrators
        )

    return [e for e in draft.events if not theirs(e)] or draft.events


def _actor(draft: Draft, index: ActorIndex, source: Span) -> str | None:
    """The actor that a source names or stands for."""
    named = index.of(source)
    return named or resolve_speaker(draft.text, draft.sentences, source, draft.actors, previous=())[0]


_PLAIN = re.compile(
    r"(?P<source>(?:[Tt]he\s+)?[A-Z][\w’'-]*(?:\s+(?:(?:of|in|for)\s+)?[A-Z][\w’'-]*){0,5})\s+"
    r"(?:(?:has|have|had)\s+)?(?:also\s+)?"
    r"(?:(?P<deny>den(?:ies|ied)\s+(?:any|that|it|having|all|involvement|responsibility))"
    r"|(?P<accuse>(?:blames|blamed|accuses|accused)\s+(?!of\b)))\b"
)


def plainly(text: str, sentence: Span) -> list[tuple[Span, Act]]:
    """Who denies or accuses in a clause that is only that ("X blames Y for it; Z denies any link").

    Such sentences tell little else, and the encoder passes over many.
    """
    found = []
    begin = sentence.begin
    while begin < sentence.end:
        hit = _PLAIN.match(text, begin, sentence.end)
        if hit:
            found.append((Span(*hit.span("source")), Act(hit.lastgroup or "")))
        mark = text.find(";", begin, sentence.end)
        if mark < 0:
            break
        begin = mark + 1
        while begin < sentence.end and text[begin].isspace():
            begin += 1
    return found


@cache
def _verbs() -> tuple[dict[str, set[Act]], re.Pattern[str]]:
    """Verbs that perform an act by themselves ("condemned") with what they perform; plain verbs of saying do not."""
    performs: dict[str, set[Act]] = {}
    for verb in reporting_verbs():
        for form in verb.forms if verb.act is not Act.ASSERT else ():
            performs.setdefault(form.lower(), set()).add(verb.act)
    longest_first = sorted(map(re.escape, performs), key=lambda w: (-len(w), w))
    return performs, re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


def _performed(text: str, sentence: Span, held: Attribution | None) -> dict[Act, float]:
    """Acts whose verbs stand in the sentence: 1 for one in the attribution's cue, less for one elsewhere."""
    cues = [c for c in held.cue if sentence.contains(c)] if held else []
    out: dict[Act, float] = {}
    performs, pattern = _verbs()
    for hit in pattern.finditer(lowered(text), sentence.begin, sentence.end):
        strength = 1.0 if any(c.contains(Span(*hit.span())) for c in cues) else ELSEWHERE
        for act in performs[hit.group()]:
            out[act] = max(strength, out.get(act, 0.0))
    return out


def acts(
    text: str, sentence: Span, encoding: Encoding, number: int, held: Attribution | None
) -> list[tuple[Act, float]]:
    """The acts of a sentence that is a statement: the likeliest, and others that are nearly sure."""
    if claimant(text, sentence) is not None:
        return [(Act.CLAIM_RESPONSIBILITY, 1.0)]
    verbs = _performed(text, sentence, held)
    odds = {
        Act(name): math.log(max(p, 1e-4) / max(1 - p, 1e-4)) + VERB * verbs.get(Act(name), 0.0)
        for name, p in encoding.probability(number, "act").items()
    }
    if Act.CLAIM_RESPONSIBILITY not in verbs and not _OWN_DEED.search(text, sentence.begin, sentence.end):
        odds[Act.CLAIM_RESPONSIBILITY] -= NO_CLAIM
    ranked = sorted(odds, key=lambda a: (-odds[a], a.value))
    chosen = [ranked[0], *(a for a in ranked[1:] if odds[a] >= SECOND_ACT)]
    return [(a, 1 / (1 + math.exp(-odds[a]))) for a in chosen]


def _attribution(sentence: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that fills most of the sentence."""

    def share(a: Attribution) -> int:
        spans = [*a.content, *a.cue, *a.source]
        return sum(max(0, min(s.end, sentence.end) - max(s.begin, sentence.begin)) for s in spans)

    best = max(attributions, key=share, default=None)
    return best if best is not None and share(best) > 0 else None


def _speaker(
    draft: Draft,
    sentence: Span,
    held: Attribution | None,
    said: Sequence[Attribution],
    *,
    tagged: Sequence[Tagged],
    index: ActorIndex,
    last: Speaker | None,
) -> Speaker | None:
    """Who opens or closes the sentence, else the attribution's source, who is tagged as speaking, who spoke last."""
    told = told_by(draft.text, sentence, said)
    if told is not None:
        speaker = told[1]
        actor = index.of(speaker.span) or speaker.actor or _actor(draft, index, speaker.span)
        return replace(speaker, actor=actor)
    if held is not None and held.source:
        return speaker_in(draft.text, held)
    here = [t for t in tagged if sentence.contains(t.span)]
    if here:
        best = max(here, key=lambda t: t.score)
        return Speaker(best.span, index.of(best.span))
    return last


def about(sentence: Sentence, events: Sequence[Event]) -> Event | None:
    """The event a statement is about: one its own sentence tells, else the one told last before it."""
    told = [e for e in events if any(s == sentence.span for s in e.evidence)]
    if told:
        return told[0]
    before = [(max(s.begin for s in e.evidence if s.begin < sentence.span.begin), e) for e in events
              if any(s.begin < sentence.span.begin for s in e.evidence)]  # fmt: skip
    return max(before, key=lambda b: b[0])[1] if before else None
