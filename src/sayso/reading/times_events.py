"""Which time expression of a sentence dates the event that it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.knowledge.tables import reporting_verbs
from sayso.model.dates import Precision, TimeKind, TimeMention
from sayso.model.span import Span

# Costs in characters: how much farther away a mention counts for each reason against it.
_WIDTH = {
    Precision.DAY: 0, Precision.DAYS: 10, Precision.WEEK: 30, Precision.MONTH: 30, Precision.YEAR: 60,
    Precision.LONGER: 150,
}  # fmt: skip
_NOT_A_DATE = 60
_TURN = 35
_CLAUSE = 60
_SAYING = 70
_TURNS = re.compile(r"[,;:()]|\s[-–—]{1,2}\s|\b(?:and|but)\b", re.IGNORECASE)
_CLAUSES = re.compile(
    r"\b(?:which|who|whom|whose|that|after|before|when|where|while|following|until|since|because|although|despite)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|confirmed|added|stated|claimed|denied|condemned|warned|identified|revealed)\b",
    re.IGNORECASE,
)
# Ends the rule of a mention that dates a saying ("police said Friday"), as `find_times` marks it.
OF_SAYING = " of saying"
# Not taken for sayings here: what they tell is often the event itself ("protested on Friday").
_NOT_SAYINGS = frozenset(
    [
        "release",
        "protest",
        "charge",
        "issue",
        "blast",
        "slam",
        "order",
        "post",
        "shout",
        "admit",
        "mourn",
        "invite",
        "offer",
        "call",
        "refuse",
        "decline",
        "continue",
    ]
)
# What a report draws on, with the words that belong to it.
_TELLING = r"(?:count|tally|estimate|statement|release|report|account|announcement|communiqu[eé]|briefing|update)s?"
_SOURCES = re.compile(
    rf",\s+(?:by|according to)\s+(?:an?|the|our|its|their)\s+(?:[\w-]+\s+){{0,2}}{_TELLING}\b[^,;.]*"
    rf"|\b(?:[Ii]n|[Bb]y)\s+(?:an?|the|its|their|his|her)\s+(?:[\w-]+\s+){{0,2}}{_TELLING}\s+(?:of|on|from|late|early)\s+[^,;.]{{0,20}}?day\b"
)
_PASSED_OVER = frozenset(["on", "late", "early", "here", "in", "a", "statement", "reporters", "earlier"])


@cache
def _sayings() -> frozenset[str]:
    """The finite forms of the verbs of saying."""
    forms = (f for v in reporting_verbs() if v.lemma not in _NOT_SAYINGS for f in v.forms[1:3])
    return frozenset(("identified", *(f for f in forms if " " not in f)))


def dates_a_saying(before: Sequence[str], after: Sequence[str]) -> bool:
    """True when a time belongs to a verb of saying beside it: "police said on Friday", "police on Friday said".

    `before` are the lower-case words before it, nearest last; `after` those after it, nearest first.
    """
    words = [w for w in before if w not in _PASSED_OVER][-1:]
    if words and words[0] in _sayings():
        return True
    # "a man killed on Friday said" is no saying of Friday
    if words and words[0].endswith("ed"):
        return False
    following = [w for w in after if w != "that"][:1]
    return bool(following) and following[0] in _sayings()


def event_interval(
    sentence: Span, times: Sequence[TimeMention], *, anchor: Span | None = None, text: str = ""
) -> TimeMention | None:
    """The time expression of `sentence` that most likely dates the event told at `anchor`; None when it has none.

    Near ones win over far ones, days over months and years, those of the same clause over those beyond a
    relative or subordinate clause; those that date a saying ("police said Friday") are never it. What stands
    between is only known with the report's `text`; without it distance and precision decide. Without an anchor
    it is the first of the finest.
    """
    here = [t for t in times if t.interval is not None and sentence.contains(t.span) and not t.rule.endswith(OF_SAYING)]
    here = [t for t in here if not _of_source(text, sentence, t.span)]
    if not here:
        return None
    if anchor is None:
        return min(here, key=lambda t: (_width(t), t.span))
    return min(here, key=lambda t: (_distance(t, anchor, text), t.span))


def _of_source(text: str, sentence: Span, time: Span) -> bool:
    """Whether a time dates what is drawn on: "by a count of figures given on Saturday", "its statement of the day"."""
    hits = _SOURCES.finditer(text, sentence.begin, sentence.end)
    return any(Span(*hit.span()).contains(time) for hit in hits)


def _width(time: TimeMention) -> int:
    assert time.interval is not None
    cost = _WIDTH[time.interval.precision]
    return cost if time.kind in (TimeKind.DATE, TimeKind.TIME) else cost + _NOT_A_DATE


def _distance(time: TimeMention, anchor: Span, text: str) -> float:
    begin, end = min(time.span.end, anchor.end), max(time.span.begin, anchor.begin)
    far = _width(time) + max(0, end - begin)
    if not text:
        return far
    between = text[begin:end] if begin < end else ""
    far += _TURN * len(_TURNS.findall(between))
    far += _CLAUSE * len(_CLAUSES.findall(between))
    far += _SAYING * len(_SAID.findall(between))
    return far
