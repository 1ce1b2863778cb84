"""Speech acts: who asserts, claims, denies, accuses, condemns, … in which sentence, about which event."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model.claim import Act, Attribution, Speaker, Statement
from sayso.model.event import Event
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.draft import Draft
from sayso.reading.encoder import Encoding, Tagged
from sayso.reading.scenes import ActorIndex
from sayso.reading.voices import speaker_in

STATEMENT_THRESHOLD = 0.45
ACT_THRESHOLD = 0.45


def find_statements(draft: Draft) -> tuple[Statement, ...]:
    """The statements of a report in text order, one a sentence, speaker and act."""
    encoding = draft.encoding
    if encoding is None:
        return ()
    tagged = encoding.spans("speaker")
    accused = encoding.spans("accused")
    index = ActorIndex(draft.actors)
    out: list[Statement] = []
    last: Speaker | None = None
    for number, sentence in enumerate(draft.sentences):
        if sentence.block is not BlockKind.PARAGRAPH:
            continue
        if encoding.probability(number, "statement")["statement"] < STATEMENT_THRESHOLD:
            continue
        held = _attribution(sentence.span, draft.attributions)
        speaker = _speaker(sentence.span, held, tagged, index, last)
        if speaker is None:
            continue
        last = speaker
        for act, score in acts(encoding, number):
            blamed = next((t.span for t in accused if sentence.span.contains(t.span)), None)
            event = about(sentence, draft.events)
            out.append(
                Statement(
                    id=f"s{len(out) + 1}",
                    act=act,
                    speaker=speaker,
                    sentence=sentence.span,
                    content=held.content if held else (),
                    event=event.id if event else None,
                    accused=blamed if act is Act.ACCUSE else None,
                    score=score,
                    why=f"the words “{encoding.trigger(number, 'act', act.value).of(draft.text)}”",
                )
            )
    return tuple(out)


def acts(encoding: Encoding, sentence: int) -> list[tuple[Act, float]]:
    """The acts of a sentence that is a statement: all that pass the threshold, else the likeliest."""
    scores = encoding.probability(sentence, "act")
    found = [(Act(a), p) for a, p in scores.items() if p >= ACT_THRESHOLD]
    if not found:
        best = max(scores, key=lambda a: scores[a])
        found = [(Act(best), scores[best])]
    return sorted(found, key=lambda f: -f[1])


def _attribution(sentence: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that fills most of the sentence."""

    def share(a: Attribution) -> int:
        spans = [*a.content, *a.cue, *a.source]
        return sum(max(0, min(s.end, sentence.end) - max(s.begin, sentence.begin)) for s in spans)

    best = max(attributions, key=share, default=None)
    return best if best is not None and share(best) > 0 else None


def _speaker(
    sentence: Span, held: Attribution | None, tagged: Sequence[Tagged], index: ActorIndex, last: Speaker | None
) -> Speaker | None:
    """The attribution's source, else who is tagged as speaking in the sentence, else who spoke last."""
    if held is not None and held.source:
        return speaker_in(held)
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
