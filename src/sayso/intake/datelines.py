"""Datelines ("BEIRUT, December 5, 2006 (AFP) -") and full dates in them, in captions and in date lines."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.intake.tables import line_patterns, news_agencies
from sayso.model.span import Span

_REACH = 240  # characters from the beginning of a paragraph: no dateline is longer

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})(?!\w)(?:,?\s+(?:\d{{4}}|'?\d\d)(?!\d))?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}"
)
# A word of a place name: capitalised, perhaps behind an article, or a small word between two of them.
_WORD = r"(?:[Aa]l-|[Ee]l-|[Aa]l |[Ee]l |ad-|an-|as-|ash-|at-|az-|L'|D')?[A-Z\u00c0-\u00de][\w.'’`-]*"
_NAME = rf"{_WORD}(?:[ \u00a0](?:(?:de|del|of|the|and|la|du|da|do|y|e|al|el|al-|sur|on)\s)?{_WORD}){{0,4}}"
_NOT_A_PLACE = rf"(?!(?:{_WEEKDAY}|{_MONTH})(?!\w))"
_PLACE = rf"{_NOT_A_PLACE}{_NAME}(?:\s?\({_NAME}\))?(?:(?:,\s?|/){_NAME}(?:\s?\({_NAME}\))?){{0,3}}"
_CREDIT = r"\((?P<credit>[A-Z][^()\n]{1,60})\)"
_RULE = r"(?:\s*(?:--+|—|–|―|\u2212|\x96|\x97)[\s-]*|\s+-\s+|\s+-(?=[A-Z\"“])|\s*_\s+)"
# Monitoring services mark what follows: "[TEXT]", "[SPEECH] [PRESIDENT …] [TEXT]".
_TAGS = r"(?:\[[^\]\n]{1,80}\]\s*)*"
_PLACE_NAMED = rf"(?P<place>{_PLACE})"

_FULL = re.compile(
    rf"{_PLACE_NAMED}[,.]?\s*[,|]?\s*(?:{_DATE})[,.]?\s*"
    rf"(?:{_CREDIT}|[A-Z][\w ]{{1,20}}(?=\s*[-—–]))?[:,]?(?:{_RULE}|\s*\Z){_TAGS}"
)
_CREDITED = re.compile(rf"{_PLACE_NAMED},?\s*{_CREDIT}(?P<rule>{_RULE}|:\s+|\s*\Z){_TAGS}")
_BARE_CREDIT = re.compile(rf"(?:(?:{_DATE}),?\s*)?{_CREDIT}(?P<rule>{_RULE}|:?\s*){_TAGS}")
_UPPER = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’-]"
_CAPITALS = re.compile(
    rf"(?P<place>(?:AL-)?{_UPPER}+(?:[ /](?:and )?{_UPPER}*){{0,3}}"
    rf"(?:,\s(?:{_NAME})){{0,2}})(?P<rule>{_RULE}|:\s+|\s+\|\s+){_TAGS}"
)
_TITLE_CASE = re.compile(rf"(?P<place>{_WORD}(?: {_WORD}){{0,2}}(?:, {_NAME})?)(?:\s+(?:--+|—|–)\s+)(?=[A-Z\"“‘'])")
_MIXED_CASE = re.compile(r"[\"“‘']?(?:[A-Z][a-z’']|[AI] |[A-Z0-9.]+ \w*[a-z])")

_WRITTEN = re.compile(
    rf"(?<!\w)(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH}),?\s+(?P<year2>\d{{4}}|'?\d\d)(?![\d:])"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)(?!\d))"
)


def dateline(text: str, paragraph: Span, *, first: bool) -> Span | None:
    """The dateline at the beginning of `paragraph`, with its dash, or None.

    `first`: the paragraph opens the article, where weaker signs will do ("Eastport — Police said", "(Reuters) -").
    """
    head = text[paragraph.begin : min(paragraph.end, paragraph.begin + _REACH)]
    found = _FULL.match(head) or _credited(head) or _capitals(head, first) or (_weak(head) if first else None)
    if found is None:
        return None
    end = paragraph.begin + len(head[: found.end()].rstrip())
    return Span(paragraph.begin, end)


def _credited(head: str) -> re.Match[str] | None:
    found = _CREDITED.match(head)
    # "Mr Smith (Independent) - who …" looks the same: a place of several words must be set in capitals or be credited
    # to an agency that is known, or the credit must be one in capitals.
    if found and not found["rule"].strip() and not _is_agency(found["credit"]):
        return None
    if found and (found["place"].isupper() or _is_agency(found["credit"]) or found["credit"].isupper()):
        return found
    return None


def _capitals(head: str, first: bool) -> re.Match[str] | None:
    found = _CAPITALS.match(head)
    if found is None or line_patterns().label.match(found["place"]) or (":" in found["rule"] and not first):
        return None
    rest = head[found.end() :]
    if head[: found.end()].rstrip().endswith("]"):
        return found
    # In all-capitals copy a word before a dash may be anything.
    return found if _MIXED_CASE.match(rest) else None


def _weak(head: str) -> re.Match[str] | None:
    found = _BARE_CREDIT.match(head)
    if found and (_is_agency(found["credit"]) or (found["credit"].isupper() and found["rule"].strip())):
        return found
    found = _TITLE_CASE.match(head)
    if found and _MIXED_CASE.match(head, found.end()) and not line_patterns().label.match(found["place"]):
        return found
    return None


def _is_agency(credit: str) -> bool:
    return credit.lower() in news_agencies() or credit.partition("/")[0].strip().lower() in news_agencies()


def full_date(words: str) -> tuple[date, int, int] | None:
    """The first date in `words` that names day, month and year, with where it begins and ends; None without one."""
    for found in _WRITTEN.finditer(words):
        parts = {name[:-1] if name[-1].isdigit() else name: part for name, part in found.groupdict().items() if part}
        day = _day(parts["year"].lstrip("'"), parts["month"], parts["day"])
        if day and plausible(day):
            return day, found.start(), found.end()
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    full_year = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 50 else 2000)
    try:
        return date(full_year, number, int(day))
    except ValueError:
        return None


def plausible(day: date) -> bool:
    """Whether something can have been published on `day`: not before there were newspapers, not after tomorrow."""
    return date(1600, 1, 1) < day <= date.today() + timedelta(days=1)
