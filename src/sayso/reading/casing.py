"""A text in small letters, character for character, for patterns that do not mind capitals and have to be quick."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4)
def lowered(text: str) -> str:
    """`text` in small letters with every offset kept: a capital whose small form is longer ("İ") stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
