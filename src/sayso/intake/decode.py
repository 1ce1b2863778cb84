"""Bytes to text, and the recognition of what is no text at all."""

from __future__ import annotations

import codecs
import re

from sayso.errors import BinaryInput
from sayso.intake.tables import signatures

# Longest first: the mark of UTF-32 (little endian) begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096  # enough to tell what a file is
_SAMPLE = 100_000  # enough to tell an encoding
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # without tab, line ends and escape (terminal logs)
_SURE_SIGNATURE = 5  # bytes: shorter ones may begin a text, so they need a control character beside them
_BINARY_SHARE = 0.1
_FOREIGN_SHARE = 0.15  # of bytes beyond ASCII, from which on a text is not mostly Latin letters
# Encodings that a page may declare: Python knows more under names that are no character sets ("zlib", "idna").
_CHARSET = re.compile(
    r"(?:iso-?8859|iso-2022|windows-|cp\d|koi8|gb\d|gbk|big5|shift|euc|latin|us-ascii|mac|tis)[\w-]*\Z", re.IGNORECASE
)


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The text of `data`: by its byte-order mark, else UTF-8, else the `declared` encoding, else the likeliest.

    The mark itself is no part of the text; everything else is kept, and bytes that no encoding explains become
    U+FFFD. Raises BinaryInput when it is no text, with what it is where that can be told.
    """
    return _text(data, encoding_of(data, declared=declared))


def encoding_of(head: bytes, *, declared: str | None = None, whole: bool = True) -> str:
    """The name of the encoding that `head` is written in; not `whole` when more bytes follow it.

    Raises BinaryInput when it is no text.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return f"{name}-sig" if name == "utf-8" else name
    refuse_binary(head)
    if wide := _wide(head):
        return wide
    if _decodes(head, "utf-8", whole):
        return "utf-8"
    if declared and _CHARSET.match(declared) and _decodes(head, declared, whole):
        return declared
    return _likeliest(head[:_SAMPLE])


def refuse_binary(data: bytes) -> None:
    """Raises BinaryInput, saying what `data` is and what to do, unless it may be text."""
    head = data[:_HEAD]
    controls = len(_CONTROLS.findall(head))
    for sign in signatures():
        if head.startswith(sign.magic, sign.offset) and (controls or len(sign.magic) >= _SURE_SIGNATURE):
            raise BinaryInput(f"this is {sign.name}, not text: {sign.advice}")
    if not _wide(head) and controls > len(head) * _BINARY_SHARE:
        raise BinaryInput("this is not text: give a web page, plain text, JSONL or CSV")


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: mostly Latin letters, so that every other byte is NUL."""
    head = head[: _HEAD & ~1]
    pairs = len(head) // 2
    if pairs < 2:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > pairs * 0.7 and even < pairs * 0.05:
        return "utf-16-le"
    if even > pairs * 0.7 and odd < pairs * 0.05:
        return "utf-16-be"
    return None


def _decodes(data: bytes, name: str, whole: bool) -> bool:
    try:
        codecs.getincrementaldecoder(name)().decode(data, final=whole)
    except (UnicodeError, LookupError):
        return False
    return True


def _likeliest(sample: bytes) -> str:
    """The encoding of text that is neither UTF-8 nor what it is declared to be."""
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    beyond_ascii = sum(byte > 127 for byte in sample)
    if broken * 4 < beyond_ascii:
        return "utf-8"  # a few damaged bytes are likelier than text that reads as UTF-8 everywhere else by chance
    if beyond_ascii < len(sample) * _FOREIGN_SHARE:
        return "cp1252"  # English with curly quotes and names; statistics have too little to go by here
    from charset_normalizer import from_bytes

    guess = from_bytes(sample[:20_000]).best()
    return guess.encoding if guess else "cp1252"


def _text(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace").removeprefix("\ufeff")
