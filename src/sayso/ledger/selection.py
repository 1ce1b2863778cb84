"""Words that a person selected in a report: given with their place, found by it, and found again in a new version."""

from __future__ import annotations

from sayso.errors import JudgementError
from sayso.ledger.claims import carried, occurrences
from sayso.model.jsonform import Json
from sayso.model.judgement import Anchor
from sayso.model.span import Span


def placed(value: Json) -> bool:
    """Whether these are words with their place."""
    return isinstance(value, dict) and {"words", "begin", "end"} <= value.keys()


def place_of(value: Json, text: str) -> Span:
    """The place of words given with it. Raises JudgementError when other words, or only white space, stand there."""
    assert isinstance(value, dict)
    words, begin, end = value["words"], value["begin"], value["end"]
    if more := value.keys() - {"words", "begin", "end", "number", "date"}:
        raise JudgementError(f"words have their begin and end, and no “{min(more)}”: leave it out")
    if not (isinstance(words, str) and words.strip() and _offset(begin) and _offset(end)):
        raise JudgementError("words with their place are text and two whole numbers: begin and end in code points")
    assert isinstance(begin, int) and isinstance(end, int)
    if not begin < end <= len(text) or text[begin:end] != words:
        raise JudgementError(f"the report does not have the words “{words}” at {begin} to {end}: select them again")
    return Span(begin, end)


def selected(text: str, words: str, begin: int | None = None) -> Span:
    """Where these words stand in a report: at `begin` where it is given, else where they alone can be meant.

    Raises JudgementError when they do not stand there, or in several places.
    """
    if begin is not None:
        return place_of({"words": words, "begin": begin, "end": begin + len(words)}, text)
    places = list(occurrences(text, words)) if words.strip() else []
    if not places:
        raise JudgementError(f"the report does not hold the words “{words}”: give them as they are printed")
    if len(places) > 1:
        listed = " or ".join(f"at={place}" for place in places[:5])
        raise JudgementError(f"the words “{words}” stand in {len(places)} places: give more words, or {listed}")
    return Span(places[0], places[0] + len(words))


def carried_places(value: Json, report: str, old: str, new: str) -> Json:
    """A value with the places of its words as they are in another version of the page.

    Raises JudgementError when words are gone.
    """
    if isinstance(value, list):
        return [carried_places(each, report, old, new) for each in value]
    if not isinstance(value, dict):
        return value
    if not {"words", "begin", "end"} <= value.keys():
        return {name: carried_places(each, report, old, new) for name, each in value.items()}
    begin, end, words = value["begin"], value["end"], value["words"]
    assert isinstance(begin, int) and isinstance(end, int) and isinstance(words, str)  # checked when it was judged
    now = carried(Anchor(report, "", Span(begin, end), words), old, report, new)
    if now is None:
        raise JudgementError(f"the page does not hold the words “{words}” any more")
    return {**value, "begin": now.span.begin, "end": now.span.end}


def _offset(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
