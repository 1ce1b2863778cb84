"""Cutting a report into pieces the encoder can take; training and reading cut alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model.span import Span

WINDOW = 256  # word pieces in one window, the two marks at its ends included


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive word pieces `first` up to, not including, `last` of a text: whole sentences where they fit."""

    first: int
    last: int


def cut(offsets: Sequence[tuple[int, int]], sentences: Sequence[Span], size: int = WINDOW) -> tuple[Window, ...]:
    """Windows of at most `size - 2` word pieces that together cover all `sentences`.

    `offsets` are the word pieces' character offsets in text order. A window ends where a sentence ends;
    only a sentence longer than a window is cut within. Pieces between sentences (datelines) go with the
    sentence that follows.
    """
    room = size - 2
    windows: list[Window] = []
    begin = end = piece = 0
    for sentence in sentences:
        stop = piece
        while stop < len(offsets) and offsets[stop][0] < sentence.end:
            stop += 1
        if stop - begin > room and end > begin:
            windows.append(Window(begin, end))
            begin = end
        while stop - begin > room:
            windows.append(Window(begin, begin + room))
            begin += room
        end = piece = stop
    if end > begin:
        windows.append(Window(begin, end))
    return tuple(windows)


def pieces_of(offsets: Sequence[tuple[int, int]], begins: Sequence[int], span: Span) -> tuple[int, int]:
    """First and last-plus-one word piece that touch `span`; `begins` are the offsets' begins, for bisection."""
    from bisect import bisect_left

    last = bisect_left(begins, span.end)
    first = bisect_left(begins, span.begin)
    while first > 0 and offsets[first - 1][1] > span.begin:
        first -= 1
    return first, max(first, last)
