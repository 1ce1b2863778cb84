"""Numbers of people: what is found, with which bounds, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.quantities import counts_people, find_quantities, number_value


def found(text: str) -> tuple[Quantity, ...]:
    return find_quantities(text, [Span(0, len(text))])


def only(text: str) -> Quantity:
    (quantity,) = found(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "high", "said", "whole"),
    [
        ("At least 12 villagers died.", 12, None, "12", "At least 12"),
        ("More than 1,200 people fled.", 1200, None, "1,200", "More than 1,200"),
        ("Up to 40 rebels were held.", None, 40, "40", "Up to 40"),
        ("Fewer than ten marchers were hurt.", None, 10, "ten", "Fewer than ten"),
        ("About 40 others were hurt.", 40, 40, "40", "About 40"),
        ("Nearly twelve guards fell.", 12, 12, "twelve", "Nearly twelve"),
        ("Twenty-two miners were trapped.", 22, 22, "Twenty-two", "Twenty-two"),
        ("One hundred and five pilgrims died.", 105, 105, "One hundred and five", "One hundred and five"),
        ("Half a dozen clerks were seized.", 6, 6, "Half a dozen", "Half a dozen"),
        ("Two dozen clerks were seized.", 24, 24, "Two dozen", "Two dozen"),
        ("A dozen clerks were seized.", 12, 12, "A dozen", "A dozen"),
        ("Half a million people fled.", 500_000, 500_000, "Half a million", "Half a million"),
        ("3.5 million people fled.", 3_500_000, 3_500_000, "3.5 million", "3.5 million"),
        ("20 to 30 people were hurt.", 20, 30, "20 to 30", "20 to 30"),
        ("20-30 people were hurt.", 20, 30, "20-30", "20-30"),
        ("Between 20 and 30 people were hurt.", 20, 30, "20 and 30", "20 and 30"),
        ("Dozens of people were hurt.", None, None, "Dozens", "Dozens"),
        ("Hundreds of thousands of people fled.", None, None, "Hundreds of thousands of", "Hundreds of thousands of"),
        ("A number of soldiers were hurt.", None, None, "A number of", "A number of"),
        ("TWO POLICEMEN WERE KILLED.", 2, 2, "TWO", "TWO"),
        ("12 or more sailors drowned.", 12, None, "12", "12 or more"),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None, said: str, whole: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high) == (low, high)
    assert said.startswith(quantity.span.of(text))
    assert whole.startswith(quantity.whole.of(text))


def test_a_pair_joined_by_and_is_two_numbers() -> None:
    assert [q.low for q in found("Police held five and 12 were hurt.")] == [5, 12]


def test_a_lone_one_and_articles_are_not_proposed_here() -> None:
    assert found("One soldier and a nurse were killed.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The F-16 fighter crashed.",
        "Amina Saleh, 34, was killed.",
        "a 20-year-old man was killed",
        "The raid began on May 12, 2004.",
        "Fighting since 1998 has ruined the town.",
        "They took $300 from him.",
        "About 40 percent voted.",
        "They walked 15 kilometers.",
        "The strike hit 85 targets.",
        "They fired 125 munitions.",
        "He was held for 12 hours.",
        "A 122-mm rocket fell.",
        "Call 555-0134 now.",
        "Guards aged 31 were hurt.",
    ],
)
def test_numbers_of_other_things(text: str) -> None:
    assert all(counts_people(text, q) is False for q in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "Three US soldiers died.",
        "About 40 others were hurt.",
        "Six Palestinians were held.",
        "Dozens of people fled.",
        "It killed 2000 civilians.",
        "It killed four wounded fighters.",
    ],
)
def test_numbers_of_people(text: str) -> None:
    assert [counts_people(text, q) for q in found(text)] == [True]


def test_no_verdict_where_the_words_do_not_tell() -> None:
    text = "The blast killed 12 and destroyed the market."
    assert counts_people(text, found(text)[0]) is None


@settings(deadline=None)
@given(st.integers(min_value=2, max_value=999_999))
def test_digits_are_read_as_printed(number: int) -> None:
    for printed in (str(number), f"{number:,}"):
        assert number_value(printed) == number


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_any_text_gives_spans_within_it(text: str) -> None:
    sentence = Span(0, len(text))
    for quantity in find_quantities(text, [sentence]):
        assert sentence.contains(quantity.whole)
        assert quantity.whole.contains(quantity.span)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        counts_people(text, quantity)
