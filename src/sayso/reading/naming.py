"""Names as reports print them: folded for comparing, without titles, looked up in the tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.knowledge.tables import KnownActor, grammar_words, known_actors, states, titles

_MARKS = re.compile(r"[^a-z0-9]+")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])(?=\W|\Z)")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
LEADING = grammar_words("before-names")
_SMALL = grammar_words("small-words-of-names")
GENERIC = grammar_words("generic-words-of-names")


@lru_cache(maxsize=4096)
def fold(words: str) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, marks, possessives, leading articles and numbers."""
    plain = _POSSESSIVE.sub("", _DOTTED.sub(lambda m: m.group().replace(".", ""), words))
    plain = unicodedata.normalize("NFKD", plain.replace("’", "'").replace("'", ""))
    found = _MARKS.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)).lower()).split()
    while len(found) > 1 and (found[0] in LEADING or found[0].isdigit()):
        found.pop(0)
    return tuple(found)


def initials(words: Iterable[str]) -> frozenset[str]:
    """The acronyms that a folded name may have, with and without its small words."""
    every = [w for w in words if w]
    large = [w for w in every if w not in _SMALL]
    return frozenset({"".join(w[0] for w in every), "".join(w[0] for w in large)})


def is_acronym(words: str) -> bool:
    """Whether these words are printed as an acronym: two to eight capitals, digits and hyphens ("PMU", "M-19")."""
    return bool(re.fullmatch(r"[A-Z][A-Z0-9.-]{1,8}s?", words)) and sum(c.isupper() for c in words) >= min(
        2, len(words)
    )


@cache
def _title_index() -> dict[tuple[str, ...], tuple[str, str]]:
    """Folded title → its words and gender."""
    return {fold(t.words) or (t.words,): (t.words, t.gender) for t in titles()}


@cache
def _gendered() -> dict[str, str]:
    return {t.words: t.gender for t in titles() if t.gender}


@dataclass(frozen=True, slots=True)
class Titled:
    """A folded name divided: the name itself, the titles before it, and the gender they tell ("m", "f", "")."""

    core: tuple[str, ...]
    titles: tuple[str, ...]
    gender: str


@lru_cache(maxsize=4096)
def without_titles(folded: tuple[str, ...]) -> Titled:
    """The name after the last title in it: "us president joe biden" is "joe biden" with the title "president"."""
    index = _title_index()
    found: list[str] = []
    gender, after = "", 0
    at = 0
    while at < len(folded):
        for size in (3, 2, 1):
            title = index.get(folded[at : at + size]) if at + size <= len(folded) else None
            if title:
                found.append(title[0])
                gender = gender or title[1]
                at += size
                after = at
                break
        else:
            at += 1
    core = folded[after:]
    return Titled(core or folded, tuple(found), gender) if core else Titled((), tuple(found), gender)


def gender_of(title: str) -> str:
    """The gender a title tells, "" when none."""
    return _gendered().get(title, "")


@cache
def _alias_index() -> dict[tuple[str, ...], KnownActor]:
    """Folded alias → the known actor; an alias of two actors belongs to the first."""
    index: dict[tuple[str, ...], KnownActor] = {}
    for actor in known_actors():
        for alias in (actor.name, *actor.aliases):
            index.setdefault(fold(alias), actor)
    return index


@cache
def _state_index() -> dict[tuple[str, ...], str]:
    """Folded name or alias of a state → its code."""
    return {fold(name): state.alpha2 for state in states() for name in (state.name, *state.aliases)}


@cache
def capitals() -> dict[tuple[str, ...], str]:
    """Folded capital → code of its state."""
    return {fold(state.capital): state.alpha2 for state in states() if state.capital}


@cache
def demonym_codes() -> dict[str, str]:
    """Demonym in lower case → code of the state (the first that has it)."""
    index: dict[str, str] = {}
    for state in states():
        for word in (*state.demonyms, state.name, *state.aliases):
            index.setdefault(word.lower(), state.alpha2)
    return index


def known_actor(words: str) -> KnownActor | None:
    """The known actor of this name; a short acronym only as printed in capitals."""
    actor = _alias_index().get(fold(words))
    if actor and len(words) <= 4 and not words.isupper() and any(words.upper() == a for a in actor.aliases):
        return None
    return actor


def states_named(words: str) -> frozenset[str]:
    """The codes of all states that words name or make an adjective of ("US President Joe Biden")."""
    tokens = re.findall(r"[^\W\d_](?:[\w.]*[\w])?", words)
    pairs = [" ".join(tokens[i : i + n]) for n in (1, 2, 3) for i in range(len(tokens) - n + 1)]
    found = (state_code(p) or (demonym_codes().get(p.lower()) if len(p) > 3 else None) for p in pairs if p[0].isupper())
    return frozenset(code for code in found if code)


def state_code(words: str) -> str | None:
    """The code of the state named by these words ("the United States", "US"), None for none."""
    code = _state_index().get(fold(words))
    if code and len(words) <= 3 and not words.isupper():
        return None
    return code
