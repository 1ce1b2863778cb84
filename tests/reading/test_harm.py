"""What a number counts, who is counted, and which total it is part of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model.span import Span
from sayso.reading.harm import counted, measure_of, measures_of, part_of
from sayso.reading.quantities import find_quantities


def measures(text: str) -> list[tuple[str, str | None]]:
    """The words and the measure of each number in a sentence."""
    sentence = Span(0, len(text))
    rows = [(q.span.of(text), measure_of(text, sentence, q)[0]) for q in find_quantities(text, [sentence])]
    return [(words, measure.value if measure else None) for words, measure in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The raid left the town in ruins, killing two soldiers and wounding five others.", ["killed", "injured"]),
        ("Three US soldiers were killed and about 40 others injured in the assault.", ["killed", "injured"]),
        ("The mortar fire killed four soldiers and two civilians.", ["killed", "killed"]),
        ("It resulted in the death of 16 people and injury of 36 others.", ["killed", "injured"]),
        ("The death toll rose to 12 on Sunday.", ["killed"]),
        ("Bomb kills 3, hurts 12", ["killed", "injured"]),
        ("The blast left 30 rebels and four soldiers dead.", ["killed", "killed"]),
        ("Gunmen kidnapped three engineers near the dam.", ["abducted"]),
        ("Police arrested 14 students after the march.", ["arrested"]),
        ("The ferry sank and 83 are missing.", ["missing"]),
        ("Some 4,000 people fled the valley.", ["displaced"]),
        ("The shelling claimed 12 lives.", ["killed"]),
        ("Last year the army suffered 39 deaths.", ["killed"]),
        ("Two wounded soldiers were flown out.", ["injured"]),
        ("Six people, including two children, were killed.", ["killed", "killed"]),
        ("Twelve people were wounded, two of them seriously.", ["injured", "injured"]),
        ("TWO POLICEMEN WERE KILLED AND FIVE CIVILIANS WERE WOUNDED.", ["killed", "injured"]),
        ("Sixty civilians were killed and wounded in the bombings.", ["casualties"]),
    ],
)
def test_the_governing_word(text: str, expected: list[str]) -> None:
    assert [measure for _, measure in measures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two gunmen killed a guard.",
        "He was shot by three men.",
        "Twenty ministers met in the capital.",
        "Three men shot dead a guard.",
    ],
)
def test_those_who_do_it_are_not_counted(text: str) -> None:
    assert all(measure is None for _, measure in measures(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They kidnapped and killed 11 villagers.", {"abducted", "killed"}),
        ("Dozens of people were injured and arrested.", {"injured", "arrested"}),
        ("Sixty people were killed and wounded.", {"casualties"}),
    ],
)
def test_one_number_of_several_measures(text: str, expected: set[str]) -> None:
    sentence = Span(0, len(text))
    (quantity,) = find_quantities(text, [sentence])
    assert {measure.value for measure, _ in measures_of(text, sentence, quantity)} == expected


def test_why_names_the_word() -> None:
    text = "A bomb wounded five clerks."
    sentence = Span(0, len(text))
    (quantity,) = find_quantities(text, [sentence])
    assert "wounded" in measure_of(text, sentence, quantity)[1]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Three US soldiers were killed.", "US soldiers"),
        ("About 40 others were injured.", "others"),
        ("Dozens of people were hurt.", "people"),
        ("Nine members of his family died.", "members of his family"),
        ("The blast killed 12.", None),
    ],
)
def test_who_is_counted(text: str, who: str | None) -> None:
    sentence = Span(0, len(text))
    (quantity,) = find_quantities(text, [sentence])
    span = counted(text, sentence, quantity)
    assert (span.of(text) if span else None) == who


def test_parts_point_at_their_total() -> None:
    text = "Eight people, including four men and three children, were killed and nine were wounded."
    sentence = Span(0, len(text))
    quantities = find_quantities(text, [sentence])
    total, men, children, wounded = quantities
    assert part_of(text, sentence, men, quantities) == total
    assert part_of(text, sentence, children, quantities) == total
    assert part_of(text, sentence, total, quantities) is None
    assert part_of(text, sentence, wounded, quantities) is None


WORDS = "two 12 soldiers killed wounded , and were by in including of them dead the a"


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1))
def test_any_order_of_words_is_read_without_error(words: list[str]) -> None:
    text = " ".join(words)
    sentence = Span(0, len(text))
    quantities = find_quantities(text, [sentence])
    for quantity in quantities:
        measure_of(text, sentence, quantity)
        who = counted(text, sentence, quantity)
        assert who is None or sentence.contains(who)
        assert part_of(text, sentence, quantity, quantities) != quantity
