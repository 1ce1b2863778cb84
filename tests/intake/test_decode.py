import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BinaryInput
from sayso.intake.decode import decode, encoding_of

TEXT = "The mayor of Caf\u00e9town said: \u201cTwo men died.\u201d"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"])
def test_known_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_big_endian_with_a_mark() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


def test_utf_8_goes_before_what_is_declared() -> None:
    assert decode(TEXT.encode(), declared="iso-8859-1") == TEXT


def test_what_is_declared_goes_before_a_guess() -> None:
    assert decode("ул. Мира, дом".encode("koi8-r"), declared="koi8-r") == "ул. Мира, дом"


@pytest.mark.parametrize("declared", ["rot13", "zlib", "no-such-thing", "", "utf\x00"])
def test_a_declared_name_that_is_no_character_set_is_passed_over(declared: str) -> None:
    assert decode(TEXT.encode("cp1252"), declared=declared) == TEXT


def test_a_damaged_byte_does_not_change_the_encoding() -> None:
    damaged = TEXT.encode() * 3 + b"\xff"
    assert decode(damaged) == TEXT * 3 + "\ufffd"


def test_a_character_cut_at_the_end_of_a_head_is_no_damage() -> None:
    assert encoding_of("é".encode() * 3 + b"\xc3", whole=False) == "utf-8"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"PK\x03\x04\x14\x00\x00\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "JPEG"),
        (b"\x7fELF\x02\x01\x01\x00", "a program"),
        (b"\x1f\x8b\x08\x00\x00\x00", "gzip"),
        (b"{\\rtf1\\ansi", "RTF"),
        (bytes(range(256)) * 4, "not text"),
        (b"\x00" * 100, "not text"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, says: str) -> None:
    with pytest.raises(BinaryInput, match=says):
        decode(data)


def test_a_stray_control_character_does_not_make_it_binary() -> None:
    text = "The army said\x00 that two\x07 men were killed in the town on Monday."
    assert decode(text.encode()) == text


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except BinaryInput as error:
        assert str(error)
