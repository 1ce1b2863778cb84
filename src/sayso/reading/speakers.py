"""Whom the source of an attribution stands for: names, descriptions, pronouns, "the statement"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.knowledge.tables import grammar_words
from sayso.model.actor import Actor, MentionKind
from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.naming import capitals, demonym_codes, fold, gender_of, known_actor, without_titles
from sayso.reading.phrase import noun_kind

_SINGULAR = {"he": "m", "him": "m", "she": "f", "her": "f"}
_PLURAL = grammar_words("third-person-plural")
_SELF = grammar_words("first-person")
_PAPERS = grammar_words("papers")
_ISSUED = re.compile(
    r"\b(?:in|issued|released|published|distributed|read|sent)\s+(?:a|an|the|its|his|her)\s+(?:[\w-]+\s+){0,3}?"
    rf"(?:{'|'.join(sorted(_PAPERS))})\b",
    re.I,
)
_FEMALE = re.compile(r"\b(?:she|her|hers|herself|ms|mrs|woman|girl|wife|mother|daughter|sister|spokeswoman)\b", re.I)
_MALE = re.compile(r"\b(?:he|his|him|himself|mr|man|boy|husband|father|son|brother|spokesman)\b", re.I)
_BODIES = (MentionKind.ORGANISATION, MentionKind.NATIONALITY)
_GROUPS = grammar_words("group-nouns")
_REACH = 4
_PAPER_REACH = 10  # a statement once named may be gone on with for several paragraphs


def _gender(text: str, actor: Actor) -> str:
    """The gender that an actor's titles tell, or the first pronoun in the 80 characters after a mention; "" unknown."""
    for span in actor.mentions:
        for title in without_titles(fold(span.of(text))).titles:
            if gender_of(title):
                return gender_of(title)
    for span in actor.mentions:
        after = re.split(r"[.;\n]", text[span.end : span.end + 80])[0]
        female, male = _FEMALE.search(after), _MALE.search(after)
        if bool(female) != bool(male):
            return "f" if female else "m"
    return ""


def _before(sentences: Sequence[Sentence], source: Span, reach: int = _REACH) -> list[Span]:
    """The source's sentence and those before it, nearest first."""
    spans = [s.span for s in sentences if s.span.begin <= source.begin]
    return list(reversed(spans))[:reach]


def _named_in(actors: Sequence[Actor], within: Span, before: int, text: str = "") -> Iterator[Actor]:
    """Actors mentioned within a sentence and before an offset, in text order; with `text`, outside quotations only."""
    rows = [(m, n, a) for n, a in enumerate(actors) for m in a.mentions if within.contains(m) and m.end <= before]
    for mention, _, actor in sorted(rows, key=lambda r: (r[0], r[1])):
        ahead = text[within.begin : mention.begin]
        if ahead.count("“") <= ahead.count("”") and ahead.count('"') % 2 == 0:
            yield actor


def resolve_speaker(
    text: str, sentences: Sequence[Sentence], source: Span, actors: Sequence[Actor], *, previous: Sequence[str]
) -> tuple[str | None, str]:
    """The id of the actor a source stands for, and why; (None, why not) when nothing ties it.

    `previous` are the ids of the speakers before this one, oldest first.
    """
    words = " ".join(source.of(text).split())
    folded = fold(words)
    by_id = {actor.id: actor for actor in actors}
    spoke = [by_id[i] for i in reversed(previous) if i in by_id]
    if not folded:
        return None, "no words"
    if len(folded) == 1 and folded[0] in {*_SINGULAR, *_PLURAL, *_SELF, "it", "who", "which", "that"}:
        return _pronoun(text, sentences, source, actors, spoke=spoke, word=folded[0])
    if folded[-1] in _PAPERS or (folded[0] in _PAPERS and len(folded) <= 2):
        paper = _issuer(text, sentences, source, actors, spoke)
        if paper:
            return paper
    named = _by_mention(text, source, actors)
    if named:
        return named
    for actor in actors:
        if any(fold(m.of(text)) == folded for m in actor.mentions):
            return actor.id, f"named {actor.name!r} elsewhere"
    part = without_titles(folded).core
    for actor in (*spoke, *actors):
        full = [without_titles(fold(m.of(text))).core for m in actor.mentions]
        if actor.kind is MentionKind.PERSON and part and any(f[-len(part) :] == part for f in full):
            return actor.id, f"part of the name {actor.name!r}"
    return _description(text, source, actors, spoke, folded)


def _by_mention(text: str, source: Span, actors: Sequence[Actor]) -> tuple[str, str] | None:
    """The actor mentioned in the source's own words: the whole source, else a person in it, else the first body."""
    inside = [(m, a) for a in actors for m in a.mentions if m.overlaps(source)]
    if not inside:
        return None
    exact = next((a for m, a in inside if m == source or fold(m.of(text)) == fold(source.of(text))), None)
    if exact:
        return exact.id, f"named {exact.name!r}"
    order = sorted(inside, key=lambda row: (row[1].kind is not MentionKind.PERSON, row[0].begin))
    mention, actor = order[0]
    if actor.kind is MentionKind.PERSON or len(mention) * 2 >= len(source):
        return actor.id, f"{mention.of(text)!r} in the source's words"
    return actor.id, f"speaks for {actor.name!r}"


def _pronoun(
    text: str,
    sentences: Sequence[Sentence],
    source: Span,
    actors: Sequence[Actor],
    *,
    spoke: Sequence[Actor],
    word: str,
) -> tuple[str | None, str]:
    """He, she, it, they, we, who: the last speaker that fits, else whom the sentences before name first."""
    near = _before(sentences, source)
    if word in {"who", "which", "that"} and near:
        last = list(_named_in(actors, near[0], source.begin))
        return (last[-1].id, f"{word!r} after {last[-1].name!r}") if last else (None, f"nobody before {word!r}")
    if word in _SELF:
        return (spoke[0].id, "the speaker of the words before") if spoke else (None, f"nobody spoke before {word!r}")
    if word in _SINGULAR:
        kinds: tuple[MentionKind, ...] = (MentionKind.PERSON,)
    elif word == "it":
        kinds = (MentionKind.ORGANISATION,)
    else:
        kinds = (MentionKind.PEOPLE, *_BODIES)

    def fits(actor: Actor) -> bool:
        wanted = _SINGULAR.get(word, "")
        if wanted and not any(c.isupper() for c in actor.name):
            return False
        return actor.kind in kinds and (not wanted or _gender(text, actor) in {"", wanted})

    here = [a for a in _named_in(actors, near[0], source.begin, text) if fits(a)] if near else []
    if here and word in _SINGULAR and not (spoke and fits(spoke[0])):
        return here[0].id, f"{word!r} in a sentence that names {here[0].name!r}"
    for actor in spoke[:2]:
        if fits(actor):
            return actor.id, f"{word!r}: the last speaker that it fits"
    for sentence in near:
        for actor in _named_in(actors, sentence, source.begin):
            if fits(actor):
                return actor.id, f"{word!r}: {actor.name!r} is named first in the sentences before"
    if word == "it" and spoke:
        return spoke[0].id, "'it': the last speaker"
    return None, f"nobody before fits {word!r}"


def _issuer(
    text: str, sentences: Sequence[Sentence], source: Span, actors: Sequence[Actor], spoke: Sequence[Actor]
) -> tuple[str, str] | None:
    """Whoever issued a statement: named in the source itself, who spoke "in a statement", or the last speaker."""
    inside = [
        a for a in actors for m in a.mentions if source.contains(m) and m != source and a.kind is not MentionKind.PEOPLE
    ]
    if inside:
        return inside[0].id, f"the statement of {inside[0].name!r}"
    rest = tuple(w for w in fold(source.of(text)) if w not in _PAPERS)
    for actor in actors if rest else ():
        if any(m != source and fold(m.of(text))[-len(rest) :] == rest for m in actor.mentions):
            return actor.id, f"the statement of {actor.name!r}"
    for sentence in _before(sentences, source, _PAPER_REACH):
        if sentence.contains(source):
            continue
        named = [a for a in _named_in(actors, sentence, source.begin) if a.kind in (*_BODIES, MentionKind.PERSON)]
        if named and _ISSUED.search(text, sentence.begin, sentence.end):
            spoken = next((a for a in spoke if a in named), named[0])
            return spoken.id, f"the statement that {spoken.name!r} issued"
    return (spoke[0].id, "the statement of the last speaker") if spoke else None


def _described(name: str) -> bool:
    """Whether a name is a description ("US occupation forces"): its last word is printed small."""
    return not name.rsplit(maxsplit=1)[-1][:1].isupper()


def _description(
    text: str, source: Span, actors: Sequence[Actor], spoke: Sequence[Actor], folded: tuple[str, ...]
) -> tuple[str | None, str]:
    """A description ("the minister", "the Iraqi resistance group") or a capital: the nearest actor that it fits."""
    code = capitals().get(folded)
    if code:
        state = next((a for a in actors if a.country == code and a.inter is None), None)
        if state:
            return state.id, f"a capital, for {state.name!r}"
    titles = set(without_titles(folded).titles)
    country = next((demonym_codes()[w] for w in folded if w in demonym_codes()), None)
    earlier = sorted(
        (a for a in actors if any(m.begin < source.begin for m in a.mentions)),
        key=lambda a: -max(m.begin for m in a.mentions if m.begin < source.begin),
    )
    for actor in (*spoke, *earlier):
        held = {t for m in actor.mentions for t in without_titles(fold(text[max(0, m.begin - 40) : m.end])).titles}
        if actor.kind is MentionKind.PERSON:
            if titles & held:
                return actor.id, f"{folded[-1]!r}: a title of {actor.name!r}"
            continue
        if folded[-1] in {w for m in actor.mentions for w in fold(m.of(text))}:
            return actor.id, f"{folded[-1]!r}: a word of {actor.name!r}"
        known = known_actor(actor.name)
        group = (
            folded[-1] in _GROUPS
            and (known is not None or not _described(actor.name))
            and actor.kind is MentionKind.ORGANISATION
            and actor.inter not in {1, 8}
        )
        if group and (known is None or known.kind in {"group", "party"}) and country in {None, actor.country}:
            return actor.id, f"{' '.join(folded)!r}: the nearest group before"
    if (
        spoke
        and noun_kind(folded[-1]) in {"person", "person?"}
        and spoke[0].kind is MentionKind.PERSON
        and len(folded) == 1
    ):
        return spoke[0].id, f"{folded[-1]!r}: the last speaker"
    return None, "nothing before fits"
