"""Who stands behind words: the attribution that holds a span, and the actor its source stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model.claim import Attribution, Speaker
from sayso.model.span import Span
from sayso.reading.draft import Draft
from sayso.reading.scenes import ActorIndex
from sayso.reading.speakers import resolve_speaker


def resolved(draft: Draft) -> tuple[Attribution, ...]:
    """The attributions with their speakers; content that names no source inherits the speaker of the quotation that
    it goes on with."""
    index = ActorIndex(draft.actors)
    previous: list[str] = []
    out: list[Attribution] = []
    for attribution in draft.attributions:
        speaker, why = None, attribution.why
        if attribution.source:
            source = max(attribution.source, key=len)
            speaker = index.of(source)
            if speaker is None:
                speaker, reason = resolve_speaker(draft.text, draft.sentences, source, draft.actors, previous=previous)
                why = f"{why}; {reason}" if reason else why
        elif out and _goes_on(draft.text, out[-1], attribution):
            speaker, why = out[-1].speaker, f"{why}; the quotation before goes on"
        if speaker:
            previous.append(speaker)
        out.append(replace(attribution, speaker=speaker, why=why))
    return tuple(out)


def _goes_on(text: str, before: Attribution, here: Attribution) -> bool:
    """A sourceless quotation that begins a paragraph right after one by a known speaker ended."""
    between = text[before.content[-1].end : here.content[0].begin]
    opens = text[max(0, here.content[0].begin - 1) : here.content[0].begin + 1]
    return len(between) < 80 and any(mark in opens for mark in '"“')


def speaker_of(span: Span, attributions: Sequence[Attribution]) -> Speaker | None:
    """Who says what stands at `span`: the source of the innermost attribution whose content holds it.

    None is the report's own voice.
    """
    holders = [a for a in attributions if any(c.contains(span) for c in a.content)]
    for holder in sorted(holders, key=lambda a: (sum(map(len, a.content)), a.content)):
        found = speaker_in(holder)
        if found:
            return found
    return None


def speaker_in(attribution: Attribution) -> Speaker | None:
    """The speaker of one attribution, None where it names none."""
    if not attribution.source:
        return None
    return Speaker(max(attribution.source, key=len), attribution.speaker)
