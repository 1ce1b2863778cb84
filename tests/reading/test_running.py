"""Figures of a running count, and who gives them."""

from __future__ import annotations

import pytest

from sayso.model.claim import Measure
from sayso.model.span import Span
from sayso.reading.figure_sources import figure_source
from sayso.reading.quantities import find_quantities
from sayso.reading.running import running


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The number of farmers injured in the raid has risen to 34.", Measure.INJURED),
        ("The ministry put the number of wounded at 23.", Measure.INJURED),
        ("That brings the number of people reported dead to 39.", Measure.KILLED),
        ("The number of visitors has risen to 34.", None),
        ("The raid killed farmers and the price rose to 34 crowns.", None),
    ],
)
def test_a_count_far_from_its_word_of_harm(text: str, measure: Measure | None) -> None:
    (quantity,) = find_quantities(text, [whole(text)])
    told = running(text, whole(text), quantity, ())
    assert (told[0] if told else None) is measure


def test_a_count_told_again_counts_the_same() -> None:
    text = "The observers first counted 18 dead, and later at least 23."
    first, again = find_quantities(text, [whole(text)])
    told = running(text, whole(text), again, [(first, Measure.KILLED)])
    assert told is not None
    assert told[0] is Measure.KILLED


@pytest.mark.parametrize(
    ("text", "number", "source"),
    [
        ("Later the Tolm Observatory had counted 18 dead.", "18", "the Tolm Observatory"),
        ("It grew: 25 in the first release of River Command, at least 34 in the second.", "25", "River Command"),
        ("It grew: 25 in the first release of River Command, at least 34 in the second.", "34", "River Command"),
        ("At least 34 were injured, by the second statement of River Command.", "34", "River Command"),
        ("At least 34 were injured in Tolm.", "34", None),
    ],
)
def test_who_counted_or_in_whose_release(text: str, number: str, source: str | None) -> None:
    begin = text.index(number)
    found = figure_source(text, whole(text), Span(begin, begin + len(number)))
    assert (found.of(text) if found else None) == source
