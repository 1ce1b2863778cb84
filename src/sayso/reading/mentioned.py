"""Who and what is named or described: the encoder's mentions and the spans of its roles and sources."""

from __future__ import annotations

from sayso.knowledge.tables import grammar_words
from sayso.model.actor import Mention, MentionKind
from sayso.model.span import Span
from sayso.reading.draft import Draft
from sayso.reading.naming import fold, known_actor, state_code
from sayso.reading.spans import parts
from sayso.reading.touching import Touching

_KINDS = {
    "Person": MentionKind.PERSON,
    "Organisation": MentionKind.ORGANISATION,
    "Nationality": MentionKind.NATIONALITY,
    "Weapon": MentionKind.WEAPON,
}
_PAPERS = grammar_words("papers")
# Heads whose spans name somebody even where the mention head saw nobody.
_ROLES = ("perpetrator", "target", "speaker")


# Words that name nobody by themselves: pronouns are resolved as speakers, a tag on the others is a stray one.
_EMPTY_WORDS = (
    "a an the of to in on at by for from and or s 's ’s its his her their some other that this these those "
    "i he she it we they you him them us who whom which what himself herself itself themselves one"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())


def _names(words: str) -> bool:
    return any(w.strip(".,;:()[]\"'“”’") not in _EMPTY and any(c.isalpha() for c in w) for w in words.lower().split())


def _is_paper(words: str) -> bool:
    """ "The statement" stands for whoever issued it; who that is says `resolve_speaker`."""
    folded = fold(words)
    return len(folded) == 1 and folded[0] in _PAPERS


def _sure_kind(words: str, kind: MentionKind) -> MentionKind:
    """The tagger's kind, but a known body or state is an organisation: read blind it may look like anything."""
    known = kind is not MentionKind.NATIONALITY and (known_actor(words) or state_code(words))
    return MentionKind.ORGANISATION if known else kind


def find_mentions(draft: Draft) -> tuple[Mention, ...]:
    """Mentions in text order, no two alike; a role's or source's span is a mention of people unless one covers it."""
    encoding = draft.encoding
    if encoding is None:
        return ()
    found: dict[Span, Mention] = {}
    for tagged in encoding.spans("mention"):
        kind = _KINDS.get(tagged.label)
        for span in parts(draft.text, tagged.span) if kind else ():
            if kind and _names(span.of(draft.text)):
                found.setdefault(span, Mention(span, _sure_kind(span.of(draft.text), kind), None, tagged.score))
    others = [(t.span, t.score) for head in _ROLES for t in encoding.spans(head)]
    others += [(s, a.score) for a in draft.attributions for s in a.source]
    added: list[Span] = []
    named = Touching(list(found.values()), lambda m: (m.span,))
    for span, score in ((span, score) for tagged, score in others for span in parts(draft.text, tagged)):
        beside = [m.span for m in named.at(span)] + [s for s in (*added[-8:], span) if s in found and s.overlaps(span)]
        words = span.of(draft.text)
        if _names(words) and not _is_paper(words) and not any(m.contains(span) or span.contains(m) for m in beside):
            added.append(span)
            found[span] = Mention(span, _sure_kind(span.of(draft.text), MentionKind.PEOPLE), None, score)
    return tuple(found[s] for s in sorted(found))
