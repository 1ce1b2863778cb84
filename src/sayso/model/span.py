"""Where words stand: half-open code-point offsets into a report's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `begin` up to, not including, `end` of a report's text (Python code points).

    Slicing the text by a span gives the words it stands for; nothing in sayso normalises a text
    after its spans are made.
    """

    begin: int
    end: int

    def __post_init__(self) -> None:
        """Raise ValueError for a span of no characters or with a negative offset."""
        if not 0 <= self.begin < self.end:
            raise ValueError(f"a span needs 0 <= begin < end, not {self.begin}, {self.end}")

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.begin : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.begin < other.end and other.begin < self.end

    def contains(self, other: Span) -> bool:
        """True when `other` lies wholly within this span."""
        return self.begin <= other.begin and other.end <= self.end

    def __len__(self) -> int:
        """The number of characters (code points) in it."""
        return self.end - self.begin


def stripped(text: str, begin: int, end: int) -> Span | None:
    """The span from `begin` to `end` without white space at its ends; None when nothing is left."""
    words = text[begin:end]
    begin += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Span(begin, end) if begin < end else None


def covering(spans: Iterable[Span]) -> Span | None:
    """The smallest span that holds all of `spans`; None for none."""
    found = sorted(spans)
    return Span(found[0].begin, max(s.end for s in found)) if found else None
