"""Who is who: the mentions of a report that stand for one actor, tied together with the reason.

Names are tied by equality, parentheses, initials, "known as", the tables' aliases, last names and containment;
descriptions ("the group", "the minister") by their nouns and titles. No rule depends on who the party is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.knowledge.tables import KnownActor, grammar_words
from sayso.model.actor import Actor, Mention, MentionKind
from sayso.model.reading import Sentence
from sayso.model.span import Span
from sayso.reading.mentions import propose_mentions
from sayso.reading.naming import (
    GENERIC,
    capitals,
    demonym_codes,
    fold,
    gender_of,
    initials,
    is_acronym,
    known_actor,
    state_code,
    without_titles,
)
from sayso.reading.phrase import noun_kind
from sayso.reading.speakers import resolve_speaker

__all__ = ["propose_mentions", "resolve_speaker", "tie"]

_KNOWN_AS = re.compile(
    r"[\s,)\]\"”—–(-]*(?:(?:which\s+is|who\s+is|is)\s+)?(?:(?:also|better|otherwise|commonly|formerly|locally|widely)\s+)?"
    r"(?:known|called|dubbed|named|referred\s+to|a\.?k\.?a\.?|or)\s*(?:(?:by|as|in)\s+)*(?:[\w'’]+\s+){0,5}?(?:as\s+)?"
    r"(?:the\s+)?[\"“'‘(]?\Z",
    re.I,
)
_OPEN = re.compile(r"\s*[(\[]\s*(?:the\s+)?\Z", re.I)
_COMMA = re.compile(r"\s*,\s*(?:or\s+)?\Z")
_NAME_KINDS = (MentionKind.PERSON, MentionKind.ORGANISATION, MentionKind.NATIONALITY)
_BODY_NOUNS = grammar_words("organisation-nouns")
_GROUP_NOUNS = grammar_words("group-nouns")
_WINDOW = 60


@dataclass(slots=True)
class _Name:
    """What is known of one mention's name. `cluster` is the index of the first mention it was tied to."""

    mention: Mention
    words: str
    folded: tuple[str, ...]
    core: tuple[str, ...]
    titles: frozenset[str]
    gender: str
    known: KnownActor | None
    state: str | None
    described: bool
    cluster: int
    why: str = ""


def _described(words: str, kind: MentionKind, folded: tuple[str, ...]) -> bool:
    """Whether a mention is a description ("the group", "two civilians"), not a name."""
    if kind is MentionKind.PEOPLE:
        return True
    bare = re.sub(r"^(?:the|this|that|a|an)\s+", "", words, flags=re.I)
    if words.isupper():
        return bare != words and bool(folded) and (not without_titles(folded).core or noun_kind(folded[-1]) != "")
    return not any(c.isupper() for c in bare) or (
        bare != words
        and bool(folded)
        and folded[-1].islower()
        and not bare.split()[-1][0].isupper()
        and _only_peoples(bare)
    )


def _only_peoples(words: str) -> bool:
    """Whether all that is capitalised are peoples and states ("Iraqi resistance group"), and no name of its own."""
    named = [w for w in words.split() if w[0].isupper()]
    return all(demonym_codes().get(re.split(r"[-'’]", w)[0].lower()) or is_acronym(w) for w in named)


def _name(text: str, mention: Mention, index: int) -> _Name:
    words = mention.span.of(text)
    folded = fold(words)
    person = mention.kind is MentionKind.PERSON
    titled = without_titles(folded) if person else None
    named_titles = set(titled.titles) if titled else set()
    if person:
        named_titles |= _titles_around(text, mention.span)
    genders = {gender_of(t) for t in named_titles} - {""}
    described = _described(words, mention.kind, folded)
    core = titled.core if titled and titled.core else folded
    return _Name(
        mention,
        words,
        folded,
        core,
        frozenset(named_titles),
        genders.pop() if len(genders) == 1 else "",
        None if person or described else known_actor(words),
        None if person or described else state_code(words),
        described,
        index,
    )


def _titles_around(text: str, span: Span) -> set[str]:
    """Titles just before a person's name and in the apposition after it."""
    before = re.split(r"[.;:!?,\n\"“”]", text[max(0, span.begin - 50) : span.begin])[-1]
    ahead = without_titles(fold(before)) if before.strip() else None
    found = set(ahead.titles) if ahead and not ahead.core else set()
    after = re.match(r",\s+([^.;\n]{3,70})", text[span.end : span.end + 80])
    if after:
        found |= set(without_titles(fold(after.group(1).split(",")[0])).titles)
    return found


class _Ties:
    """The clusters in the making: mentions in text order, tied pair by pair."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.names = [_name(text, mention, index) for index, mention in enumerate(mentions)]

    def root(self, index: int) -> int:
        while self.names[index].cluster != index:
            index = self.names[index].cluster
        return index

    def join(self, one: int, other: int, why: str) -> bool:
        """Tie two mentions' clusters; False when they are tied already or their genders differ."""
        first, last = sorted((self.root(one), self.root(other)))
        if first == last:
            return False
        genders = {self.names[i].gender for i in (*self.members(first), *self.members(last))} - {""}
        if len(genders) > 1:
            return False
        self.names[last].cluster = first
        name = self.names[max(one, other)]
        name.why = name.why or why
        return True

    def members(self, root: int) -> list[int]:
        return [i for i in range(len(self.names)) if self.root(i) == root]

    def before(self, index: int, kinds: Sequence[MentionKind]) -> Iterator[int]:
        """Earlier mentions of these kinds, nearest first."""
        return (i for i in range(index - 1, -1, -1) if self.names[i].mention.kind in kinds)

    # --- the rules, in the order in which they are tried

    def same_names(self) -> None:
        """Equal names; names of one known actor; names of one state."""
        seen: dict[tuple[str, ...], int] = {}
        for index, name in enumerate(self.names):
            family = "person" if name.mention.kind is MentionKind.PERSON else "other"
            if name.described and name.mention.kind is not MentionKind.PEOPLE:
                continue
            keys = [(family, *name.core)]
            if name.known:
                keys.append(("known", name.known.name))
            if name.state:
                keys.append(("state", name.state))
            for key in keys:
                if key in seen:
                    self.join(
                        seen[key], index, f"the tables know both as {key[1]}" if key[0] == "known" else "same name"
                    )
                else:
                    seen[key] = index

    def neighbours(self) -> None:
        """ "X (Y)", "X, or Y", "X, better known as Y"."""
        for index in range(1, len(self.names)):
            first, second = self.names[index - 1], self.names[index]
            if first.mention.kind not in _NAME_KINDS or second.mention.kind not in _NAME_KINDS:
                continue
            if first.mention.span.end > second.mention.span.begin:
                continue
            between = self.text[first.mention.span.end : second.mention.span.begin]
            if len(between) > _WINDOW:
                continue
            closes = self.text[second.mention.span.end : second.mention.span.end + 1] in {")", "]"}
            if _OPEN.match(between) and closes and self._alike(first, second):
                self.join(index - 1, index, f"{second.words!r} in parentheses after it")
            elif _KNOWN_AS.match(between) and between.strip() != "or":
                self.join(index - 1, index, f"{second.words!r}: {' '.join(between.split()).strip(' ,)')}")
            elif _COMMA.match(between) and is_acronym(second.words) and second.folded[0] in initials(first.folded):
                self.join(index - 1, index, f"{second.words!r} are its initials")

    @staticmethod
    def _alike(first: _Name, second: _Name) -> bool:
        """Whether a name in parentheses can be the one before it: an acronym, or letters of it in their order."""
        if first.mention.kind is MentionKind.PERSON:
            return False
        short, long = sorted((first.words, second.words), key=len)
        if not is_acronym(short) and " " in short:
            return True
        letters = iter("".join(fold(long)))
        in_order = all(letter in letters for letter in "".join(fold(short)))
        return in_order or is_acronym(short)

    def short_names(self) -> None:
        """Initials, last names and shorter forms of a longer name."""
        for index, name in enumerate(self.names):
            if name.described or name.mention.kind not in _NAME_KINDS:
                continue
            fits: list[tuple[int, str]] = []
            for other in (*range(index - 1, -1, -1), *range(index + 1, len(self.names))):
                why = self._short_of(name, self.names[other])
                if why:
                    fits.append((other, why))
            if fits and not (name.known and self._known_elsewhere(name, fits)):
                self.join(fits[0][0], index, fits[0][1])

    def _known_elsewhere(self, name: _Name, fits: Sequence[tuple[int, str]]) -> bool:
        """Whether the tables know this name and the longer one as two actors."""
        other = self.names[fits[0][0]].known
        return other is not None and other is not name.known

    @staticmethod
    def _short_of(name: _Name, longer: _Name) -> str:
        acronym = is_acronym(name.words) and len(longer.folded) > 1
        if (longer.described or len(longer.core) <= len(name.core)) and not acronym:
            return ""
        if MentionKind.PERSON in {name.mention.kind, longer.mention.kind}:
            if name.mention.kind is not longer.mention.kind:
                return ""
            core, full = name.core, longer.core
            ends = full[-len(core) :] == core
            inside = len(core[0]) > 3 and any(full[i : i + len(core)] == core for i in range(1, len(full)))
            single = len(core) == 1 and core[0] == full[0] and len(core[0]) > 3
            return f"part of the name {longer.words!r}" if ends or inside or single else ""
        if MentionKind.NATIONALITY in {name.mention.kind, longer.mention.kind}:
            return ""
        if is_acronym(name.words) and name.folded[0] in initials(longer.folded) and len(name.folded[0]) > 1:
            return f"initials of {longer.words!r}"
        core, full = name.core, longer.core
        inside = len(core) < len(full) and any(full[i : i + len(core)] == core for i in range(len(full)))
        distinct = any(w not in GENERIC and w not in demonym_codes() and len(w) > 2 for w in core)
        return f"part of the name {longer.words!r}" if inside and distinct and not name.state else ""

    def descriptions(self) -> None:
        """ "The group", "the interior ministry", "the minister": the nearest earlier actor that they describe."""
        for index, name in enumerate(self.names):
            if not name.described or not name.folded:
                continue
            if name.mention.kind is MentionKind.PEOPLE and name.folded[-1] not in _BODY_NOUNS:
                continue
            if not name.words.lower().startswith(("the ", "this ", "that ")):
                continue
            found = self.described(index)
            if found is not None:
                self.join(found, index, f"{name.words!r} after it")

    def described(self, index: int) -> int | None:
        """The earlier mention that a description stands for, None for none."""
        name = self.names[index]
        head = name.folded[-1]
        country = next((demonym_codes()[w] for w in name.folded if w in demonym_codes()), None)
        if name.mention.kind is MentionKind.PERSON:
            return self._titled(index, country)
        own = {w for w in name.folded if w not in demonym_codes()}
        people = name.mention.kind is MentionKind.PEOPLE
        for other in self.before(index, (MentionKind.ORGANISATION if people else name.mention.kind,)):
            earlier = self.names[other]
            if people and (head != earlier.folded[-1] or earlier.described):
                continue
            if own <= set(earlier.folded) and (head == earlier.folded[-1] or not earlier.described):
                return other
            known = earlier.known
            named = known is not None or any(c.isupper() for c in earlier.words.split()[-1])  # "US forces" is no name
            if head in _GROUP_NOUNS and named and not earlier.described and not earlier.state:
                wrong = country and known and known.country and known.country != country
                if (known is None or known.kind in {"group", "party"}) and not wrong:
                    return other
        return None

    def _titled(self, index: int, country: str | None) -> int | None:
        """The nearest earlier person who holds the description's title, of its country where it tells one."""
        name = self.names[index]
        holders = [
            other
            for other in self.before(index, (MentionKind.PERSON,))
            if name.titles & self.names[other].titles and not self.names[other].described
        ]
        if country is None or len({self.root(other) for other in holders}) == 1:
            return holders[0] if holders else None
        return next((other for other in holders if country in self._countries(self.names[other].mention.span)), None)

    def _countries(self, span: Span) -> set[str]:
        """Codes of the countries named in a mention and in the 30 characters before it."""
        words = fold(self.text[max(0, span.begin - 30) : span.end])
        return {demonym_codes()[w] for w in words if w in demonym_codes()}

    def capitals(self) -> None:
        """A capital that speaks or acts as an organisation stands for its state, where the report names the state."""
        named = {name.state: index for index, name in reversed(list(enumerate(self.names))) if name.state}
        for index, name in enumerate(self.names):
            code = capitals().get(name.folded)
            if code in named and name.mention.kind is MentionKind.ORGANISATION and code is not None:
                self.join(named[code], index, f"{name.words!r}, the capital, for the state")


def _fullest(names: Sequence[_Name]) -> _Name:
    """The mention with the longest proper name, a known one first; a description only where there is none."""

    def fullness(name: _Name) -> tuple[bool, bool, bool, int, int]:
        nation = name.mention.kind is MentionKind.NATIONALITY
        return not name.described, not nation, name.known is not None, len(name.core), len(name.words)

    return max(names, key=fullness)


def _actor(number: int, names: Sequence[_Name]) -> Actor:
    full = _fullest(names)
    known = next((n.known for n in names if n.known), None)
    state = next((n.state for n in names if n.state), None)
    why = dict.fromkeys(n.why for n in names if n.why)
    printed = re.sub(r"^(?:the|The|THE)\s+", "", full.words) if not full.described else full.words
    return Actor(
        id=f"a{number}",
        name=" ".join(printed.split()),
        mentions=tuple(n.mention.span for n in names),
        kind=full.mention.kind,
        inter=known.inter if known else None,
        country=(known.country if known else None) or state,
        why="; ".join(why),
    )


def tie(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """The report's actors ("a1", "a2", … in text order) and its mentions with the actor each stands for.

    Mentions of weapons are handed through. `sentences` is kept for stages that tie by position; the rules here
    look at the text between mentions only. Each actor's `why` says what tied its names.
    """
    del sentences  # part of the stage's contract
    ordered = sorted(mentions, key=lambda m: m.span)
    tied = [m for m in ordered if m.kind is not MentionKind.WEAPON]
    ties = _Ties(text, tied)
    ties.same_names()
    ties.neighbours()
    ties.short_names()
    ties.descriptions()
    ties.capitals()
    clusters: dict[int, list[int]] = {}
    for index in range(len(tied)):
        clusters.setdefault(ties.root(index), []).append(index)
    actors = []
    of: dict[Span, str] = {}
    for number, root in enumerate(sorted(clusters), start=1):
        actors.append(_actor(number, [ties.names[i] for i in clusters[root]]))
        of.update({tied[i].span: actors[-1].id for i in clusters[root]})
    return tuple(actors), tuple(
        replace(m, actor=of[m.span]) if m.kind is not MentionKind.WEAPON and m.span in of else m for m in ordered
    )
