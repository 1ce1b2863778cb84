"""Names made the same across reports: who is meant, and which proper names tell an event again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from sayso.knowledge.countries import countries, country_named, country_of_demonym
from sayso.knowledge.placenames import fold, without_possessive
from sayso.knowledge.tables import KnownActor, grammar_words, known_actors, titles

_RUN = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:(?:al|bin|bint|ibn|de|del|la|van|von|el|da|dos)\s+)?[A-Z][\w'’.-]*)*")
_MARKS = re.compile(r"[^\w\s]|_")
_LEADING = frozenset(("the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those"))


@cache
def _actors() -> Mapping[str, KnownActor]:
    """Folded name or alias → the known actor; a name of two actors belongs to the first."""
    found: dict[str, KnownActor] = {}
    for actor in known_actors():
        for name in (actor.name, *actor.aliases):
            found.setdefault(_plain(name), actor)
    return found


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for title in titles() for word in fold(title.words).split())


def _plain(name: str) -> str:
    """Lower case, without possessive, leading articles and punctuation; any script."""
    key = fold(without_possessive(name.strip()))
    words = (key or _MARKS.sub(" ", name.casefold())).split()
    while len(words) > 1 and words[0] in _LEADING:
        del words[0]
    return " ".join(words)


def known(name: str) -> KnownActor | None:
    """The known actor of this name; a name of up to four letters only as printed in capitals ("IS", not "is")."""
    actor = _actors().get(_plain(name))
    return None if actor and len(name) <= 4 and not name.isupper() else actor


@lru_cache(maxsize=1 << 14)
def key(name: str, person: bool = False) -> str:
    """The name that a party has in every report; of a person without titles and offices before the name.

    The known actor's or country's name in lower case where the tables have it, else the plain name. A name of no
    letters or digits is its own key.
    """
    if actor := known(name):
        return actor.name.lower()
    code = country_named(name) or country_of_demonym(without_possessive(name))
    if code and code in countries():
        return countries()[code].name.lower()
    if person and (core := list(proper(name))):
        return _plain(core[-1])
    return _plain(name) or name.strip()


def shown(name: str) -> str:
    """A party's name as it is shown: a people that stands for its state by the state's name ("American" aircraft)."""
    code = None if known(name) or country_named(name) else country_of_demonym(without_possessive(name))
    return countries()[code].name if code and code in countries() else name


def proper(words: str) -> Iterator[str]:
    """The proper names in some words, as printed, without titles before them ("Police Lt. Ann Doe" → "Ann Doe")."""
    for run in _RUN.findall(words):
        parts = run.split()
        while parts and (fold(parts[0]) in _titles() or fold(parts[0]) in _LEADING or fold(parts[0]) in _ordinary()):
            del parts[0]
        name = without_possessive(" ".join(parts)).rstrip(".,-'’")
        if len(name) > 2 and not known(name) and not country_named(name) and not country_of_demonym(name):
            yield name


@cache
def _ordinary() -> frozenset[str]:
    """Words that stand before names, or alone with a capital, and name nobody."""
    return grammar_words("before-names") | grammar_words("generic-words-of-names") | {"police", "officer", "officers"}
