"""Who did it, where grammar alone says so: "US air strikes", "the raid by X", who claims it."""

from __future__ import annotations

import re

from sayso.knowledge.countries import country_named, country_of_demonym
from sayso.model.event import Role
from sayso.model.span import Span, stripped
from sayso.reading.claims import claimant
from sayso.reading.draft import Draft
from sayso.reading.naming import known_actor
from sayso.reading.tellings import Telling
from sayso.reading.voices import ActorIndex, actor_at

_BEFORE = re.compile(r"(?P<who>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)?)\s+(?:(?!with\b|using\b|by\b)\w+\s+)?$")
_VERB = re.compile(r"\w+ed\b|struck|shot|hit|blew|fought|took|stole|beat|drove|fired|slew|set\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:to|of|in|from|near|with|against|on|for|at|by)\s+(?:the\s+)?$", re.IGNORECASE)
_BY = re.compile(
    r"^[\w-]*\s+(?:\w+\s+)?by\s+(?P<who>(?:the\s+|an?\s+)?[\w.'’-]+(?:\s[\w.'’-]+){0,4}?)"
    r"(?=\s(?:on|in|at|against|near|that|and)\b|[,.;])"
)


def parties_told(draft: Draft, telling: Telling, index: ActorIndex) -> tuple[Role, ...]:
    """The perpetrators that the grammar of the telling's sentence names."""
    found = [s for s in (_state_before(draft.text, telling), _by(draft.text, telling)) if s is not None]
    claimed = claimant(draft.text, telling.span)
    if claimed is not None and not telling.holds(claimed):
        claimed = None
    if claimed is not None:
        found.append(claimed)
    return tuple(
        Role(s, actor_at(s, index, draft.attributions) or index.named(s.of(draft.text)), 1.0, "the doer by grammar")
        for s in dict.fromkeys(found)
    )


def _state_before(text: str, telling: Telling) -> Span | None:
    """A known party or people right before the deed ("US airstrikes", "Hamas shelling"), not "loyal to X kidnapped"."""
    begin = (telling.part or telling.span).begin
    hit = _BEFORE.search(text[begin : telling.trigger.begin])
    if hit is None:
        return None
    # "loyal to X kidnapped …" tells of somebody else's deed, "in X air strikes" of X's
    if _VERB.match(text, telling.trigger.begin) and _PREPOSITION.search(text, begin, begin + hit.start("who")):
        return None
    words = hit["who"]
    for part in (words, words.split()[-1], words.split()[0]):
        if country_of_demonym(part) or country_named(part) or known_actor(part):
            at = begin + hit.start("who") + words.index(part)
            return Span(at, at + len(part))
    return None


def _by(text: str, telling: Telling) -> Span | None:
    """Whoever stands after "by" right behind the deed ("airstrikes by the United States")."""
    hit = _BY.match(text[telling.trigger.end : (telling.part or telling.span).end])
    if hit is None or not any(c.isupper() for c in hit["who"]):
        return None
    begin = telling.trigger.end + hit.start("who")
    return stripped(text, begin, begin + len(hit["who"]))
