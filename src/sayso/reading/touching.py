"""Which of many things touch a span, without looking at all of them: reports may be long."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sayso.model.span import Span

T = TypeVar("T")


class Touching(Generic[T]):
    """Things with spans, found by the spans they overlap; each in the order it was given in."""

    def __init__(self, things: Sequence[T], spans: Callable[[T], Sequence[Span]]) -> None:
        """Index `things` by what `spans` gives for each."""
        self._things = things
        self._spans = sorted((span, n) for n, thing in enumerate(things) for span in spans(thing))
        self._begins = [span.begin for span, _ in self._spans]
        self._longest = max((len(span) for span, _ in self._spans), default=0)

    def at(self, span: Span) -> list[T]:
        """The things with a span that overlaps `span`."""
        first = bisect_left(self._begins, span.begin - self._longest)
        last = bisect_left(self._begins, span.end)
        numbers = {n for own, n in self._spans[first:last] if own.overlaps(span)}
        return [self._things[n] for n in sorted(numbers)]
