"""What no reader should be given, and what it says to it."""

from pathlib import Path

import pytest

from sayso.errors import DataError, TooLarge
from sayso.intake import report_from_text
from sayso.reading import LONGEST, read
from sayso.reading.encoder import _Model


def test_a_million_word_line_is_refused_at_once_with_what_to_do() -> None:
    with pytest.raises(TooLarge, match="divide it into its articles"):
        read(report_from_text("word " * 1_000_000))


def test_the_longest_report_is_not_refused_for_its_length() -> None:
    assert read(report_from_text(" " * (LONGEST - 6) + "Quiet.")).events == ()


def test_half_of_a_character_pair_moves_no_offset() -> None:
    text = "A bomb \ud800 killed two people in Kirkuk on Monday, police said."
    reading = read(report_from_text(text))
    assert [reading.words(toll.quantity.span) for toll in reading.tolls] == ["two"]


def test_a_missing_model_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="install sayso again"):
        _Model(tmp_path)


def test_a_damaged_model_is_an_error_of_ours(tmp_path: Path) -> None:
    for name in ("encoder.onnx", "heads.npz", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(DataError, match="install sayso again"):
        _Model(tmp_path)
