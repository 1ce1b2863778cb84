"""A report's characters made harmless for a screen: nothing that moves a cursor, hides or reorders text."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{SOFT HYPHEN}")
_BIDI_CLASSES = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_FIRST_PICTURE = 0x2400  # U+2400 SYMBOL FOR NULL: the control pictures stand in the order of the C0 controls
_DELETE = 0x7F


def visible(text: str) -> str:
    """`text` with controls, bidirectional overrides and lone surrogates shown as symbols.

    Format characters that show nothing (byte-order marks, zero-width spaces, tags) are left out; new lines,
    tabs, joiners and soft hyphens stay. Offsets into the result are not offsets into `text`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def one_line(text: str) -> str:
    """`text` as `visible` gives it, on one line with single spaces: for quotes, names and error messages."""
    return " ".join(visible(" ".join(text.split())).split())


def _shown(character: str) -> str:
    if character in _KEPT or character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category == "Cc":
        code = ord(character)
        return (
            chr(_FIRST_PICTURE + code) if code < 0x20 else "\N{SYMBOL FOR DELETE}" if code == _DELETE else _REPLACEMENT
        )
    if category == "Cf":
        return _REPLACEMENT if unicodedata.bidirectional(character) in _BIDI_CLASSES else ""
    return _REPLACEMENT if category in ("Cs", "Zl", "Zp") else character
