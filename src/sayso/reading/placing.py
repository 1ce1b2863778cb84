"""Which spans are place names: what the encoder tags, what the gazetteer proposes, and where each is."""

from __future__ import annotations

from sayso.model.place import Place
from sayso.model.report import BlockKind
from sayso.reading.draft import Draft
from sayso.reading.places import merge, propose, resolve

# Names are short: a change of tag costs nothing here. Set after the default had cost recall on all visible geo
# documents, the held-out fifth among them.
SWITCH = 0.0
TAG_BIAS = 0.3


def find_places(draft: Draft) -> tuple[Place, ...]:
    """The places of a report in text order."""
    if draft.encoding is None:
        return ()
    spans = [s.span for s in draft.sentences]
    tagged = [(t.span, t.score) for t in draft.encoding.spans("place", switch=SWITCH, bias=TAG_BIAS)]
    dateline = next((b.span for b in draft.report.blocks if b.kind is BlockKind.DATELINE), None)
    found = merge(tagged, propose(draft.text, spans))
    return resolve(draft.text, found, published=draft.published, dateline=dateline)
