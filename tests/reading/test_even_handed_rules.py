"""Even-handed: swapping the parties' names through sentences gives the same results with the names swapped."""

from __future__ import annotations

import re

import pytest

from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.actors import tie
from sayso.reading.loaded import find_loaded
from sayso.reading.mentions import propose_mentions
from sayso.reading.quantities import counted, find_quantities, measure_of, singular_candidates
from sayso.reading.speakers import resolve_speaker

PARTIES = [
    ("Hamas", "Fatah"),
    ("the US military", "the Iranian military"),
    ("the Taliban", "the Houthis"),
    ("CENTCOM", "ISAF"),
]
SENTENCES = [
    "{a} killed three soldiers and wounded a guard of {b}.",
    "Twelve fighters of {a} were killed when {b} shelled the camp.",
    "In a statement, {a} called the raid an act of aggression by the terrorists of {b}.",
    "The regime let {a} arrest 14 men, said {b}.",
    "{a} mourned the martyrdom of dozens of people; {b} spoke of collateral damage.",
    "No one was hurt in the attack of {a} on {b}.",
]


def reading(text: str) -> list[object]:
    """All that the rules find, as words."""
    sentence = Span(0, len(text))
    sentences = (Sentence(sentence, 0),)
    mentions = propose_mentions(text, [sentence])
    actors, _ = tie(text, sentences, mentions)
    numbers = (*find_quantities(text, [sentence]), *singular_candidates(text, sentence, mentions))
    rows: list[object] = []
    for number in numbers:
        who = counted(text, sentence, number)
        measure = measure_of(text, sentence, number)[0]
        rows.append((number.span.of(text), number.low, number.high, measure, who.of(text) if who else None))
    rows += [(t.span.of(text), t.neutral, t.category) for t in find_loaded(text, sentences, ())]
    rows += [(m.span.of(text), m.kind) for m in mentions]
    rows += [tuple(span.of(text) for span in actor.mentions) for actor in actors]
    rows += [resolve_speaker(text, sentences, m.span, actors, previous=())[0] for m in mentions]
    return rows


def plain(value: object) -> object:
    """Words without articles and case, which the swap cannot carry over."""
    if isinstance(value, str):
        return re.sub(r"\bthe ", "", value, flags=re.I)
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


def swapped(value: object, one: str, other: str) -> object:
    if isinstance(value, str):
        mark = "\x00"
        return value.replace(one, mark).replace(other, one).replace(mark, other)
    return tuple(swapped(part, one, other) for part in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("one", "other"), PARTIES)
def test_the_same_with_the_names_swapped(sentence: str, one: str, other: str) -> None:
    there, back = (s[0].upper() + s[1:] for s in (sentence.format(a=one, b=other), sentence.format(a=other, b=one)))
    bare = (one.removeprefix("the "), other.removeprefix("the "))
    assert [swapped(plain(row), *bare) for row in reading(there)] == [plain(row) for row in reading(back)]
