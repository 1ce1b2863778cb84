"""What each telling brings along: who, whom, where, when, how many. Spans are chosen, nothing is joined yet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.knowledge.tables import grammar_words
from sayso.model.dates import TimeMention
from sayso.model.event import Role
from sayso.model.place import Place, PlacePrecision
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.claims import claimant
from sayso.reading.draft import Draft
from sayso.reading.encoder import Tagged
from sayso.reading.parties import parties_told
from sayso.reading.spans import parts
from sayso.reading.tellings import Telling
from sayso.reading.times import event_interval
from sayso.reading.voices import ActorIndex, actor_at

# Log odds given to roles and places against none; chosen on the ledger's 41 measured reports.
ROLE_BIAS = 0.7
WHERE_BIAS = 1.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A telling with the roles, places, time and numbers of its sentence that belong to it."""

    telling: Telling
    perpetrators: tuple[Role, ...]
    targets: tuple[Role, ...]
    places: tuple[Place, ...]
    time: TimeMention | None
    numbers: frozenset[int]
    place: Place | None = None  # the one of a list of places that this scene is about
    own: str | None = None  # who tells it as their own deed: an actor, or their words

    @property
    def span(self) -> Span:
        """The sentence."""
        return self.telling.span


def _nearest(span: Span, tellings: Sequence[Telling]) -> Telling:
    """Of a sentence's tellings the one whose trigger stands nearest to `span`."""
    return min(tellings, key=lambda t: (max(t.trigger.begin - span.end, span.begin - t.trigger.end, 0), t.trigger))


def _roles(
    text: str, tagged: Sequence[Tagged], telling: Telling, beside: Sequence[Telling], index: ActorIndex
) -> tuple[Role, ...]:
    """The tagged spans in the telling's sentence that belong to it; one span alone belongs to all tellings."""
    here = [t for t in tagged if telling.holds(t.span)]
    if len(here) > 1 and len(beside) > 1:
        here = [t for t in here if _nearest(t.span, beside) is telling]
    out: list[Role] = []
    for t in here:
        span = max(parts(text, t.span), key=len, default=None)
        if span is None or not any(c.isalpha() for c in span.of(text)):
            continue
        actor = index.of(span) or index.named(span.of(text))
        if actor is None or all(r.actor != actor for r in out):
            out.append(Role(span, actor, t.score, f"tagged as {t.label} in the sentence"))
    return tuple(out)


def _with_told(tagged: tuple[Role, ...], told: Sequence[Role]) -> tuple[Role, ...]:
    """The tagged roles; where none is tagged, those that grammar names."""
    if tagged:
        return tagged
    return tuple(told)


# "the site of a US airstrike": where, or the deed itself, and nobody who was hit.
_DEED = re.compile(
    r"(?:(?:an?|the|this|that|its)\s+)?(?:[\w.’'-]+\s+){0,2}?(?:site|scene|(?:air|drone|missile)?\s?-?(?:strikes?|raids?|attacks?|bombings?))",
    re.IGNORECASE,
)


def _deed(text: str, span: Span) -> bool:
    """Whether a tagged target only names the deed or its scene."""
    return _DEED.fullmatch(span.of(text)) is not None


def _party(text: str, role: Role, victims: Sequence[Role]) -> bool:
    """Whether a tagged perpetrator can be one: a weapon is none, nor who is told as hit in the same words."""
    hit = any(v.span.contains(role.span) and v.score >= role.score for v in victims)
    hit = hit or _OBJECT.search(text, max(0, role.span.begin - 20), role.span.begin) is not None
    hit = hit or _SUFFERS.match(text, role.span.end) is not None
    return not hit and _WEAPON.fullmatch(role.span.of(text)) is None


def _near(items: Iterable[Place], telling: Telling, beside: Sequence[Telling]) -> tuple[Place, ...]:
    here = [p for p in items if telling.holds(p.span)]
    if len(here) > 1 and len(beside) > 1:
        near = [p for p in here if _nearest(p.span, beside) is telling]
        return tuple(near or here)
    return tuple(here)


# "aircraft struck Iraq": what stands right behind the verb is what was struck.
_OBJECT = re.compile(
    r"(?<!was )(?<!were )\b(?:struck|hit|bombed|attacked|pounded|shelled|targeted|raided)\s+(?:the\s+)?$", re.IGNORECASE
)
# "three soldiers died": who suffers is not who does.
_SUFFERS = re.compile(r"\s+(?:died|(?:was|were|been|being)\s+(?:killed|wounded|injured|hurt))\b", re.IGNORECASE)
# Words for what is used and not for who uses it ("a one-way attack drone").
_WEAPON = re.compile(
    r"(?:(?:an?|the|one|two|several)\s+)?(?:[\w-]+\s+){0,3}?(?:drones?|missiles?|rockets?|bombs?|shells?|mines?|explosives?)"
    r"(?:\s+in\b.*)?",
    re.IGNORECASE,
)
# "in Jordan", "at the X base": a place in the part of a sentence that tells what the rest answers.
_IN = re.compile(r"\b(?:in|at|on|near|inside|outside)\s+(?:the\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE)


# "the administration in Washington": where somebody sits and not where it happened.
_SEAT = re.compile(
    r"\b(?:administration|government|authorities|officials|leaders(?:hip)?|cabinet|headquarters)\s+in\s+$",
    re.IGNORECASE,
)


def _of_part(draft: Draft, telling: Telling) -> tuple[Place, ...]:
    """The places that the telling's part of a sentence names with a word for where, though none is tagged."""
    if telling.part is None:
        return ()
    return tuple(
        p
        for p in draft.places
        if telling.holds(p.span)
        and _IN.search(draft.text, max(0, p.span.begin - 40), p.span.begin)
        and not _SEAT.search(draft.text, max(0, p.span.begin - 40), p.span.begin)
    )


_LISTED = re.compile(r"\b(?:and|as well as|another|while|plus)\b|;", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:\w+\s+)?$", re.IGNORECASE)
_CAPITALS = re.compile(r"(?: [A-Z][\w-]*){1,3}")
_BODIES = grammar_words("organisation-nouns")
_SPECIFIC = (PlacePrecision.SITE, PlacePrecision.TOWN)


def in_name_of_body(text: str, place: Place) -> bool:
    """Whether a place's name only begins that of a body ("Sinjar Resistance Units")."""
    behind = _CAPITALS.match(text, place.span.end)
    return behind is not None and any(w.lower() in _BODIES for w in behind.group().split())


_AGAINST = re.compile(r"\s+(?:against|on|at)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}", re.IGNORECASE)


def _struck(text: str, place: Place, telling: Telling) -> bool:
    """Whether the deed's word is followed by the place as what it was done to ("strikes against the al-X base")."""
    between = text[telling.trigger.end : place.span.begin]
    return is_specific(place) and telling.holds(place.span) and _AGAINST.fullmatch(between) is not None


def is_specific(place: Place) -> bool:
    """A site or town, or a name that is only known to lie in a region (it has the region's point, not its id)."""
    return place.precision in _SPECIFIC or (place.precision is PlacePrecision.ADMIN1 and place.geonameid is None)


# "the A and B areas": one stretch of land by the names of two places.
_AREAS = re.compile(r"\s+(?:areas|regions|districts|sectors|neighbou?rhoods)\b", re.IGNORECASE)


def listed_places(text: str, places: Sequence[Place]) -> tuple[Place, ...]:
    """The towns and sites that a sentence lists one by one ("al-X in A, as well as the village of Y in B").

    Fewer than two are no list. "between A and B" is one place, and so is "A, B" where B holds A.
    """
    specific = [p for p in places if is_specific(p) and p.relation is None]
    out: list[Place] = []
    for place in specific:
        before = out[-1] if out else None
        if before is None:
            out.append(place)
            continue
        apart = before.name not in place.within and place.name not in before.within and before.name != place.name
        told = _LISTED.search(text, before.span.end, place.span.begin)
        one = _AREAS.match(text, place.span.end) and " and " in text[before.span.end : place.span.begin]
        if apart and told and not one and not _BETWEEN.search(text[max(0, before.span.begin - 20) : before.span.begin]):
            out.append(place)
    return tuple(out) if len(out) > 1 else ()


def _split(text: str, scene: Scene) -> Iterator[Scene]:
    """A scene a place where its sentence lists places: actions told place by place are an event each (codebook)."""
    listed = listed_places(text, scene.places)
    if not listed:
        yield scene
        return
    for n, place in enumerate(listed):
        begin = scene.span.begin
        if n:  # what stands before the "and" still tells of the place before it
            told = _LISTED.search(text, listed[n - 1].span.end, place.span.begin)
            begin = told.end() if told else listed[n - 1].span.end
        end = listed[n + 1].span.begin if n + 1 < len(listed) else scene.span.end
        own = [p for p in scene.places if p is place or (p not in listed and begin <= p.span.begin < end)]
        targets = [r for r in scene.targets if r.span.overlaps(place.span)]
        yield replace(
            scene,
            places=tuple(own),
            targets=tuple(targets or [r for r in scene.targets if not any(r.span.overlaps(p.span) for p in listed)]),
            place=place,
        )


def _numbers(quantities: Sequence[Quantity], telling: Telling) -> frozenset[int]:
    return frozenset(q.low for q in quantities if q.low and telling.holds(q.span))


def _own(draft: Draft, telling: Telling, index: ActorIndex) -> str | None:
    """Who tells the deed as their own."""
    span = claimant(draft.text, telling.span)
    if span is None or not telling.holds(span):
        return None
    return actor_at(span, index, draft.attributions) or span.of(draft.text)


def scenes(draft: Draft, tellings: Sequence[Telling]) -> tuple[Scene, ...]:
    """One scene a telling, in text order."""
    encoding = draft.encoding
    if encoding is None:
        return ()
    index = ActorIndex(draft.actors)
    perpetrators = encoding.spans("perpetrator", bias=ROLE_BIAS)
    targets = encoding.spans("target", bias=ROLE_BIAS)
    where = [t.span for t in encoding.spans("where", bias=WHERE_BIAS)]
    # a base, camp or other site that was hit is where it happened
    hit = [t.span for t in targets]
    happened = [
        p
        for p in draft.places
        if not in_name_of_body(draft.text, p)
        and (
            any(w.overlaps(p.span) for w in where)
            or (p.precision is PlacePrecision.SITE and any(h.contains(p.span) for h in hit))
        )
    ]
    out: list[Scene] = []
    for telling in tellings:
        beside = [t for t in tellings if t.sentence == telling.sentence]
        victims = tuple(r for r in _roles(draft.text, targets, telling, beside, index) if not _deed(draft.text, r.span))
        hurt = victims if telling.family != "battle" else ()  # in a clash both sides do and suffer
        doers = [r for r in _roles(draft.text, perpetrators, telling, beside, index) if _party(draft.text, r, hurt)]
        scene = Scene(
            telling,
            _with_told(tuple(doers), parties_told(draft, telling, index)),
            victims,
            _near([p for p in draft.places if p in happened or _struck(draft.text, p, telling)], telling, beside)
            or _of_part(draft, telling),
            event_interval(telling.part or telling.span, draft.times, anchor=telling.trigger, text=draft.text),
            _numbers(draft.quantities, telling),
            own=_own(draft, telling, index),
        )
        out.extend(_split(draft.text, scene))
    return tuple(out)
