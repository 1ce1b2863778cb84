"""Time expressions: found, and worked out from the words and the publication day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from sayso.model.dates import Interval, Precision, TimeKind, TimeMention
from sayso.model.span import Span
from sayso.reading.times_context import Context, Match
from sayso.reading.times_events import OF_SAYING, dates_a_saying, event_interval
from sayso.reading.times_rules import Rule, compiled_rules
from sayso.reading.times_values import shifted, stretch
from sayso.reading.times_words import Tokens, lexicon, tokenise

__all__ = ["event_interval", "find_times"]

_RANGE_HEAD = re.compile(r"\b(from|between)\s+(?:(?:early|late|the|mid)[\s-]+)?\S+(?:\s+\S+){0,3}$", re.IGNORECASE)
_LINKS = ("to", "through", "until", "till", "-", "–")
_SURE_LINKS = (["to"], ["through"], ["-"], ["–"])
_LONGEST_LINK = 20


def find_times(text: str, *, published: date | None, sentences: Sequence[Span] = ()) -> tuple[TimeMention, ...]:
    """The time expressions of `text` in text order, none overlapping another.

    Relative expressions are worked out from `published`; without it they have no interval, and days without a
    year take the year that the text names. Today's date plays no part. With `sentences` (in text order) no
    expression runs from one into the next. Time is linear in the length of the text.
    """
    rules = compiled_rules()
    tokens = tokenise(text, rules.codes)
    candidates = [
        (m.start(), -m.end(), number)
        for number, (_, pattern) in enumerate(rules.rules)
        for m in pattern.finditer(tokens.classes)
    ]
    candidates.sort()
    context = Context(published, first_year=_first_year(tokens))
    begins, ends = [s.begin for s in sentences], [s.end for s in sentences]
    found: list[TimeMention] = []
    free = 0
    for first, minus_last, number in candidates:
        if first < free:
            continue
        match = Match(tokens, first, -minus_last)
        at = bisect_right(begins, match.begin) - 1
        if at >= 0 and match.begin < ends[at] < match.end:
            continue
        mention = _read(rules.rules[number][0], match, context)
        if mention is not None:
            found.append(mention)
            free = -minus_last
    return tuple(_ranges(text, found))


def _ranges(text: str, found: Sequence[TimeMention]) -> list[TimeMention]:
    """Both ends of "between Friday and Sunday" mean all the days between."""
    out = list(found)
    for n, (mention, after) in enumerate(pairwise(found)):
        if mention.interval is None or after.interval is None or not _joined(text, mention, after):
            continue
        first = mention
        if after.interval.last < mention.interval.first and "weekday" in mention.rule:
            # of "Friday and Sunday" said on a Saturday the Friday is the one before the Sunday that is over
            week_before = shifted(mention.interval.first, -7)
            first = replace(mention, value=week_before.isoformat()) if week_before else mention
            days = Interval(week_before, week_before, Precision.DAY) if week_before else mention.interval
        else:
            days = mention.interval
        if days.first <= after.interval.last:
            both = stretch(days.first, after.interval.last)
            out[n], out[n + 1] = replace(first, interval=both), replace(after, interval=both)
    return out


def _joined(text: str, first: TimeMention, second: TimeMention) -> bool:
    """True when the two are the ends of one range: "between … and …", "from … to …"."""
    between = text[first.span.end : second.span.begin]
    if len(between) > _LONGEST_LINK:
        return False
    if between.lower().split() in _SURE_LINKS:
        return first.kind is second.kind is TimeKind.DATE
    head = _RANGE_HEAD.search(text, max(0, first.span.begin - _LONGEST_LINK), first.span.end)
    link = between.lower().split()[:1]
    if head is None or not first.span.begin - _LONGEST_LINK <= head.start() or not link:
        return False
    return link[0] == "and" if head.group(1).lower() == "between" else link[0] in _LINKS


def _read(rule: Rule, match: Match, context: Context) -> TimeMention | None:
    told = rule.reader(match, context)
    if told is None:
        return None
    context.remember(match, told)
    words = match.tokens.words
    saying = told.interval is not None and dates_a_saying(
        words[max(0, match.first - 5) : match.first], words[match.last : match.last + 2]
    )
    name = rule.name + (OF_SAYING if saying else "")
    return TimeMention(Span(match.begin, match.end), told.kind, told.value, told.interval, name)


def _first_year(tokens: Tokens) -> int | None:
    code = lexicon().codes["YEAR"]
    at = tokens.classes.find(code)
    while at >= 0:
        if 1900 <= int(tokens.words[at]) <= 2100 and _dated(tokens, at):
            return int(tokens.words[at])
        at = tokens.classes.find(code, at + 1)
    return None


def _dated(tokens: Tokens, at: int) -> bool:
    """True when a month stands within the two tokens before a year."""
    values = lexicon().values
    return any("month" in values.get(w, {}) for w in tokens.words[max(0, at - 3) : at])
