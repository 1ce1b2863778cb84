"""What each telling brings along: who, whom, where, when, how many. Spans are chosen, nothing is joined yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.model.actor import Actor
from sayso.model.dates import TimeMention
from sayso.model.event import Role
from sayso.model.place import Place
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.draft import Draft
from sayso.reading.encoder import Tagged
from sayso.reading.tellings import Telling
from sayso.reading.times import event_interval

ROLE_BIAS = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A telling with the roles, places, time and numbers of its sentence that belong to it."""

    telling: Telling
    perpetrators: tuple[Role, ...]
    targets: tuple[Role, ...]
    places: tuple[Place, ...]
    time: TimeMention | None
    numbers: frozenset[int]

    @property
    def span(self) -> Span:
        """The sentence."""
        return self.telling.span


class ActorIndex:
    """Which actor a span stands for."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._mentions = sorted((m, a.id) for a in actors for m in a.mentions)

    def of(self, span: Span) -> str | None:
        """The actor of the mention that covers most of `span` (at least half of the two together), None for none."""
        best: tuple[float, str] | None = None
        for mention, actor in self._mentions:
            if mention.begin >= span.end:
                break
            if mention.overlaps(span):
                shared = min(mention.end, span.end) - max(mention.begin, span.begin)
                share = shared / max(len(mention), len(span))
                if share >= 0.5 and (best is None or share > best[0]):
                    best = (share, actor)
        return best[1] if best else None


def _nearest(span: Span, tellings: Sequence[Telling]) -> Telling:
    """Of a sentence's tellings the one whose trigger stands nearest to `span`."""
    return min(tellings, key=lambda t: (max(t.trigger.begin - span.end, span.begin - t.trigger.end, 0), t.trigger))


def _roles(tagged: Sequence[Tagged], telling: Telling, beside: Sequence[Telling], index: ActorIndex) -> tuple[Role, ...]:
    """The tagged spans in the telling's sentence that belong to it; one span alone belongs to all tellings."""
    here = [t for t in tagged if telling.span.contains(t.span)]
    if len(here) > 1 and len(beside) > 1:
        here = [t for t in here if _nearest(t.span, beside) is telling]
    out: list[Role] = []
    for t in here:
        actor = index.of(t.span)
        if actor is None or all(r.actor != actor for r in out):
            out.append(Role(t.span, actor, t.score, f"tagged as {t.label} in the sentence"))
    return tuple(out)


def _near(
    items: Iterable[Place], telling: Telling, beside: Sequence[Telling]
) -> tuple[Place, ...]:
    here = [p for p in items if telling.span.contains(p.span)]
    if len(here) > 1 and len(beside) > 1:
        near = [p for p in here if _nearest(p.span, beside) is telling]
        return tuple(near or here)
    return tuple(here)


def _numbers(quantities: Sequence[Quantity], telling: Telling) -> frozenset[int]:
    return frozenset(q.low for q in quantities if q.low and telling.span.contains(q.span))


def scenes(draft: Draft, tellings: Sequence[Telling]) -> tuple[Scene, ...]:
    """One scene a telling, in text order."""
    encoding = draft.encoding
    if encoding is None:
        return ()
    index = ActorIndex(draft.actors)
    perpetrators = encoding.spans("perpetrator", bias=ROLE_BIAS)
    targets = encoding.spans("target", bias=ROLE_BIAS)
    where = [t.span for t in encoding.spans("where")]
    happened = [p for p in draft.places if any(w.overlaps(p.span) for w in where)]
    out: list[Scene] = []
    for telling in tellings:
        beside = [t for t in tellings if t.sentence == telling.sentence]
        out.append(
            Scene(
                telling,
                _roles(perpetrators, telling, beside, index),
                _roles(targets, telling, beside, index),
                _near(happened, telling, beside),
                event_interval(telling.span, draft.times, anchor=telling.trigger),
                _numbers(draft.quantities, telling),
            )
        )
    return tuple(out)
