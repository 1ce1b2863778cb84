"""“Today” in somebody's mouth is the day on which they said it, not the day the report was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.model.claim import Attribution, AttributionKind
from sayso.model.dates import Interval, Precision, TimeMention
from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.draft import Draft

_HERE = re.compile(r"(?:today|tonight|this (?:morning|afternoon|evening))", re.IGNORECASE)
_SAYING = " of saying"  # how the time stage marks the day of a statement ("said on Friday")
_BACK = 3  # sentences within which a speaker's words belong to one statement


def respoken(draft: Draft) -> tuple[TimeMention, ...]:
    """The times, with "today" and its like inside quotations worked out from the day of the statement, where told."""
    quotes = [a for a in draft.attributions if a.kind is not AttributionKind.INDIRECT]
    out: list[TimeMention] = []
    for time in draft.times:
        held = next((a for a in quotes if any(c.contains(time.span) for c in a.content)), None)
        day = None
        if held is not None and _HERE.fullmatch(time.span.of(draft.text)):
            day = _day_said(draft, held)
        if day is None or day.interval is None:
            out.append(time)
        else:
            first = day.interval.first
            words = f"said {day.span.of(draft.text)}"
            interval = Interval(first, first, Precision.DAY)
            out.append(replace(time, interval=interval, value=first.isoformat(), rule=f"{time.rule}, {words}"))
    return tuple(out)


def _day_said(draft: Draft, held: Attribution) -> TimeMention | None:
    """When the statement was made: a day beside a verb of saying, in its sentence or the same speaker's just before."""
    number = _sentence(draft.sentences, (held.cue or held.content)[0])
    for back in range(_BACK + 1):
        if number - back < 0:
            return None
        span = draft.sentences[number - back].span
        same = back == 0 or any(
            a.speaker is not None and a.speaker == held.speaker and any(span.contains(c) for c in a.cue)
            for a in draft.attributions
        )
        said = next((t for t in draft.times if span.contains(t.span) and t.rule.endswith(_SAYING)), None)
        if same and said is not None:
            return said
    return None


def _sentence(sentences: Sequence[Sentence], span: Span) -> int:
    return max((n for n, s in enumerate(sentences) if s.span.begin <= span.begin), default=0)


def spoken_of(draft: Draft, evidence: Sequence[Span]) -> TimeMention | None:
    """The "today" of a speaker within two sentences after one that tells the event, dated by `respoken`."""
    spans = [s.span for s in draft.sentences]
    for span in evidence:
        number = spans.index(span)
        for later in spans[number : number + 3]:
            for time in draft.times:
                if later.contains(time.span) and ", said " in time.rule:
                    return time
    return None
