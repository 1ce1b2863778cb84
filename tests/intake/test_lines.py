from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.lines import line_groups, paragraphs

LONG = "The army said on Monday that two of its men had been killed in the town and that it had fired back at once."


def joined(text: str) -> list[str]:
    return [span.of(text) for group in line_groups(text) for span in paragraphs(text, group)]


def test_blank_lines_divide_paragraphs_even_with_spaces_in_them() -> None:
    assert joined("One.\n \u00a0\nTwo.\r\n\r\nThree.") == ["One.", "Two.", "Three."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The army said on Monday that two of its men had been killed\n"
        "in the town, and that it had answered the fire. The rebels\n"
        "denied it."
    )
    assert joined(text) == [text]


def test_wrapped_paragraphs_without_blank_lines_end_at_short_last_lines() -> None:
    first = "The army said on Monday that two of its men had been killed\nin the town."
    second = "The rebels denied it and said on Tuesday that none of theirs\nhad been there."
    assert joined(f"{first}\n{second}") == [first, second]


def test_indented_lines_begin_paragraphs() -> None:
    text = (
        "   The army said on Monday that two of its men had been killed.\n"
        "   The rebels of the town had denied it before the day was out."
    )
    assert len(joined(text)) == 2


def test_long_lines_are_paragraphs_of_their_own() -> None:
    assert joined(f"{LONG}\n{LONG}\n{LONG}") == [LONG, LONG, LONG]


def test_a_headline_above_long_lines_stands_alone() -> None:
    assert joined(f"Two soldiers killed\n{LONG}") == ["Two soldiers killed", LONG]


@given(st.text(alphabet="aA. \n\r\t\u2028,", max_size=200))
def test_nothing_is_lost(text: str) -> None:
    assert "".join("".join(joined(text)).split()) == "".join(text.split())
