"""Totals and their parts."""

from __future__ import annotations

import pytest

from sayso.model.claim import Measure, Toll
from sayso.reading.quantities import find_quantities
from sayso.reading.segment import segment
from sayso.reading.toll_parts import with_parts


def tolls(text: str, measures: str, event: str | None = "e1") -> list[str | None]:
    """`part_of` of the tolls that the text's numbers are, with their measures by first letter."""
    named = {"k": Measure.KILLED, "i": Measure.INJURED}
    spans = [s.span for s in segment(text)]
    numbers = sorted(find_quantities(text, spans), key=lambda q: q.span)
    made = [
        Toll(f"t{n}", named[letter], q, next(s for s in spans if s.contains(q.span)), event=event)
        for n, (q, letter) in enumerate(zip(numbers, measures, strict=True), 1)
    ]
    return [t.part_of for t in with_parts(text, made)]


@pytest.mark.parametrize(
    ("text", "measures", "parts"),
    [
        ("Eight people were killed, two of them children.", "kk", [None, "t1"]),
        ("Shells wounded 25 soldiers. Eight of the injured were flown out.", "ii", [None, "t1"]),
        ("Shells killed 25 soldiers. Eight of the wounded were flown out.", "ki", [None, None]),
        ("Shells wounded five soldiers. Eight of the injured were flown out.", "ii", [None, None]),
        ("Eight people were killed and 20 were injured.", "ki", [None, None]),
    ],
)
def test_parts(text: str, measures: str, parts: list[str | None]) -> None:
    assert tolls(text, measures) == parts


def test_nothing_is_part_of_nothing() -> None:
    assert with_parts("", ()) == ()
