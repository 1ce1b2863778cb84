from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.model.report import Block, BlockKind
from sayso.model.span import Span
from sayso.reading.segment import paragraphs, segment


def words(text: str) -> list[str]:
    return [s.span.of(text) for s in segment(text)]


def test_titles_initials_and_states_do_not_end_a_sentence() -> None:
    text = "Gen. A. B. Karim met Mr. Lee in Los Angeles, Calif. on Jan. 4. He left at 5 p.m. on Tuesday."
    assert words(text) == [
        "Gen. A. B. Karim met Mr. Lee in Los Angeles, Calif. on Jan. 4.",
        "He left at 5 p.m. on Tuesday.",
    ]


def test_us_ends_a_sentence_only_before_a_word_that_begins_one() -> None:
    assert words("He flew to the U.S. The army waited.") == ["He flew to the U.S.", "The army waited."]
    assert words("The U.S. Army waited.") == ["The U.S. Army waited."]


def test_closing_quotation_marks_stay_with_their_sentence() -> None:
    text = "“We will answer.” The group gave no date. 'No,' he said."
    assert words(text) == ["“We will answer.”", "The group gave no date.", "'No,' he said."]


def test_capitals_alone_are_cut_too() -> None:
    assert words("A BOMB WENT OFF. NOBODY WAS HURT.") == ["A BOMB WENT OFF.", "NOBODY WAS HURT."]


def test_small_letters_alone_are_cut_too() -> None:
    assert words("a bomb went off.  nobody was hurt.") == ["a bomb went off.", "nobody was hurt."]


def test_furniture_and_datelines_give_no_sentences() -> None:
    text = "HOMS (AFP) - Shells fell.\n\nShare this"
    blocks = (
        Block(BlockKind.DATELINE, Span(0, 12)),
        Block(BlockKind.PARAGRAPH, Span(13, 25)),
        Block(BlockKind.FURNITURE, Span(27, 37)),
    )
    assert [s.span.of(text) for s in segment(text, blocks)] == ["Shells fell."]


@given(st.text(alphabet="aB.!? \n“”\"'U.S", max_size=200))
def test_sentences_are_in_order_apart_and_lose_no_word(text: str) -> None:
    found = [s.span for s in segment(text)]
    assert all(a.end <= b.begin for a, b in pairwise(found))
    assert all(s.of(text) == s.of(text).strip() != "" for s in found)
    kept = sum(len(s.of(text).replace(" ", "").replace("\n", "")) for s in found)
    assert kept == len("".join(text.split()))


@given(st.text(alphabet="ab \n", max_size=100))
def test_paragraphs_hold_every_word(text: str) -> None:
    assert "".join("".join(p.of(text).split()) for p in paragraphs(text)) == "".join(text.split())
