"""Who stands behind words: the attribution that holds a span, and the actor its source stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.knowledge.countries import country_of_demonym
from sayso.model.actor import Actor
from sayso.model.claim import Attribution, Speaker
from sayso.model.span import Span, stripped
from sayso.reading.draft import Draft
from sayso.reading.naming import state_code
from sayso.reading.speakers import resolve_speaker
from sayso.reading.tails import closing, opening
from sayso.reading.touching import Touching


class ActorIndex:
    """Which actor a span stands for."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        """Index the mentions of `actors`."""
        self._actors = tuple(actors)
        pairs = sorted((m, a.id) for a in actors for m in a.mentions)
        self._mentions = Touching(pairs, lambda pair: (pair[0],))

    def of(self, span: Span) -> str | None:
        """The actor of the mention that covers most of `span` (at least half of the two together), None for none."""
        best: tuple[float, str] | None = None
        for mention, actor in self._mentions.at(span):
            shared = min(mention.end, span.end) - max(mention.begin, span.begin)
            share = shared / max(len(mention), len(span))
            if share >= 0.5 and (best is None or share > best[0]):
                best = (share, actor)
        return best[1] if best else None

    def named(self, words: str) -> str | None:
        """The actor that is the state of these words ("US", "Israeli"), None for none."""
        code = state_code(words) or country_of_demonym(words)
        return next((a.id for a in self._actors if code and state_code(a.name) == code), None)


def resolved(draft: Draft) -> tuple[Attribution, ...]:
    """The attributions with their speakers; content that names no source inherits the speaker of the quotation that
    it goes on with."""
    index = ActorIndex(draft.actors)
    previous: list[str] = []
    out: list[Attribution] = []
    for attribution in draft.attributions:
        speaker, why = None, attribution.why
        if attribution.source:
            source = head_of(draft.text, main_source(attribution))
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


def main_source(attribution: Attribution) -> Span:
    """Of several source spans the one that stands nearest to the cue (not the longest: names differ in length)."""
    cue = (attribution.cue or attribution.content)[0]
    return min(attribution.source, key=lambda s: (max(cue.begin - s.end, s.begin - cue.end, 0), s))


def head_of(text: str, source: Span) -> Span:
    """The source without its apposition or relative clause ("Ann Lee, the mayor," is "Ann Lee")."""
    words = source.of(text)
    cut = _AFTER_HEAD.search(words)
    if cut is None or not any(c.isalpha() for c in words[: cut.start()]):
        return source
    return stripped(text, source.begin, source.begin + cut.start()) or source


_AFTER_HEAD = re.compile(r",|\s+(?:who|which|whose|where)\b")


def speaker_of(text: str, span: Span, sentence: Span, attributions: Sequence[Attribution]) -> Speaker | None:
    """Who says what stands at `span` of `sentence`; None is the report's own voice.

    First who opens or closes the sentence by rule (or speaks within what they say), then the innermost attribution of
    the sentence itself whose content holds it, then one from a neighbouring sentence.
    """
    holders = sorted(
        (a for a in attributions if any(c.contains(span) for c in a.content)),
        key=lambda a: (sum(map(len, a.content)), a.content),
    )
    told = told_by(text, sentence, attributions)
    if told and told[0].contains(span):
        inner = (a for a in holders if any(told[0].contains(c) for c in a.cue))
        return next((s for a in inner if (s := speaker_in(text, a))), told[1])
    for holder in holders:
        found = speaker_in(text, holder) if any(sentence.contains(c) for c in holder.cue) else None
        if found:
            return found
    near = (a for a in holders if _reaches(text, a, span))
    return next((s for a in near if (s := speaker_in(text, a))), None)


def _reaches(text: str, attribution: Attribution, span: Span) -> bool:
    """Whether a speaker's words go as far: into a paragraph after the cue's only where it opens a quotation."""
    begin = text.rfind("\n", 0, span.begin) + 1
    here = not attribution.cue or begin <= attribution.cue[0].begin
    return here or any(mark in text[begin : begin + 2] for mark in '"“')


def actor_at(span: Span, index: ActorIndex, attributions: Sequence[Attribution]) -> str | None:
    """The actor that a span names, or stands for as the source of an attribution ("It said it had …")."""
    return index.of(span) or next((a.speaker for a in attributions for s in a.source if s.overlaps(span)), None)


def told_by(text: str, sentence: Span, attributions: Sequence[Attribution]) -> tuple[Span, Speaker] | None:
    """What a sentence reports and who opens or closes it, with the actor of the attribution that has that source."""
    found = opening(text, sentence) or closing(text, sentence)
    if found is None:
        return None
    content, source, _ = found
    head = head_of(text, source)
    actor = next((a.speaker for a in attributions for s in a.source if s.overlaps(head)), None)
    return content, Speaker(head, actor)


def speaker_in(text: str, attribution: Attribution) -> Speaker | None:
    """The speaker of one attribution, None where it names none."""
    if not attribution.source:
        return None
    return Speaker(head_of(text, main_source(attribution)), attribution.speaker)
