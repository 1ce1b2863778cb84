"""What of an account is compared: worked out once, so that a comparison is a handful of look-ups.

How telling a word is comes from a fixed table (`word_shares.csv`: in what share of reports a word stands), never from
the accounts in the pool: a pair's score must not depend on who else is there. A word that the table lacks is rare.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from sys import intern

from sayso.errors import DataError
from sayso.knowledge.placenames import fold
from sayso.knowledge.tables import grammar_words
from sayso.model.account import Account
from sayso.model.dates import Precision
from sayso.model.place import Place, PlacePrecision

_WORD = re.compile(r"[^\W\d_][\w'’]*|\d[\d,.:]*\d|\d")
_AGE = re.compile(r"\b(\d{1,3})[- ](?:years?|months?)[- ]old\b|, (\d{1,2}),|\baged? (\d{1,2})\b")
_ROAD = re.compile(r"\b(?:street|avenue|road|drive|boulevard|lane|court|place|highway|way|circle|parkway|terrace)$")
_LARGE = (PlacePrecision.ADMIN1, PlacePrecision.COUNTRY, PlacePrecision.REGION)
RAREST = math.log(2000)  # nats: what a word counts that the table lacks
_MOST_WORDS = 400  # of an account: a page that tells a hundred events is not compared word for word


@dataclass(frozen=True, slots=True)
class Spot:
    """A resolved place: degrees, and whether it is as small as a town (a district's centre is no site)."""

    latitude: float
    longitude: float
    small: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """One account's comparable side. Keys are folded; weights are nats (the rarer the word, the more).

    `towns` are the words that each resolved small place is named by.
    """

    id: str
    report: str
    family: str
    first: date | None
    last: date | None
    precision: Precision | None
    published: date | None
    spots: Mapping[str, float]
    points: tuple[Spot, ...]
    towns: tuple[frozenset[str], ...]
    regions: tuple[str, ...]
    countries: tuple[str, ...]
    names: Mapping[str, float]
    rarest: tuple[str, ...]
    rare: tuple[str, ...]
    words: Mapping[str, float]
    length: float
    title: Mapping[str, float]
    numbers: frozenset[str]
    figures: frozenset[str]
    perpetrators: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str]
    harmed: int
    ages: frozenset[str]
    streets: frozenset[str]

    def names_one_of(self, towns: Iterable[frozenset[str]]) -> bool:
        """Whether its words, names or title have all the words of one of these."""
        return any(town and all(w in self.words or w in self.names or w in self.title for w in town) for town in towns)

    def telling(self, word: str) -> float:
        """How telling a word of its names or title is, in nats; 0 for others."""
        return max(self.names.get(word, 0.0), self.title.get(word, 0.0))


class _ById:
    """An account to be looked up by its id: its own hash goes through every word of it."""

    __slots__ = ("account",)

    def __init__(self, account: Account) -> None:
        self.account = account

    def __hash__(self) -> int:
        return hash(self.account.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and (self.account is other.account or self.account == other.account)


def profile(account: Account) -> Profile:
    """The comparable side of an account."""
    return _profiled(_ById(account))


@lru_cache(maxsize=50_000)  # a new report meets old ones that share a rare name, from years back: 150 MB or so
def _profiled(known: _ById) -> Profile:
    account = known.account
    text, of_title = " ".join(account.words), words_of(account.title or "")
    words = weighed(list(dict.fromkeys((*of_title, *words_of(text))))[:_MOST_WORDS])
    names = {fold(name): weight(fold(name)) for name in account.names if fold(name)}
    parts = weighed(part for name in names for part in name.split())
    title = weighed(of_title)
    small = [p for p in account.places if p.precision not in _LARGE]
    return Profile(
        id=account.id,
        report=account.report,
        family=families().get(account.type.value, account.type.value),
        first=account.first,
        last=account.last,
        precision=account.precision,
        published=account.published,
        spots={key: weight(fold(place.name)) for place in small if (key := _spot(place))},
        points=tuple(_points(small)),
        towns=tuple(frozenset(words_of(p.name)) for p in small if p.latitude is not None),
        regions=tuple(dict.fromkeys(f"{p.country}/{fold(p.admin1)}" for p in account.places if p.admin1)),
        countries=tuple(dict.fromkeys((*account.countries, *(p.country for p in account.places if p.country)))),
        names=parts,
        rarest=tuple(sorted((n for n in names if names[n] > RAREST), key=lambda n: (-names[n], n))),
        rare=_rare(parts | title),
        words=words,
        length=math.sqrt(sum(w * w for w in words.values())),
        title=title,
        numbers=frozenset(w for w in words if w[0].isdigit() and len(w) > 1 and not _year(w)),
        figures=frozenset(f"{f.measure.value} {f.low}" for f in account.figures if f.low and f.low > 1),
        perpetrators=_telling(p.key for p in account.perpetrators),
        targets=_telling(p.key for p in account.targets),
        harmed=max((f.low for f in account.figures if f.low), default=1),
        ages=frozenset((*_ages(account.title or ""), *_ages(text))),
        streets=frozenset(name for name in names if " " in name and _ROAD.search(name)),
        weapons=frozenset(fold(w) for w in account.weapons) - {""},
    )


def _rare(words: Mapping[str, float]) -> tuple[str, ...]:
    """The words of names and titles, the rarest first; no numbers and no scraps."""
    return tuple(sorted((w for w in words if len(w) > 2 and w.isalpha()), key=lambda w: (-words[w], -len(w), w)))


def weight(name: str) -> float:
    """How telling a name is: the sum over its words, in nats."""
    known = shares()
    return sum(known.get(word, RAREST) for word in name.split())


def weighed(words: Iterable[str]) -> dict[str, float]:
    """The different words and how telling each is, in nats."""
    known = shares()
    get = known.get
    return {word: get(word, RAREST) for word in words}


def words_of(text: str) -> list[str]:
    """The different words and numbers of a text in their order, folded; single letters left out."""
    found = [word[:-2] if word.endswith(("'s", "’s")) else word for word in map(str.casefold, _WORD.findall(text))]
    return [intern(word) for word in dict.fromkeys(found) if len(word) > 1 or word.isdigit()]


def _ages(text: str) -> Iterable[str]:
    """The ages of people that the text tells, as printed ("27-year-old", "aged 5", "Ann Doe, 31,")."""
    return (next(filter(None, found)) for found in _AGE.findall(text))


def _year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


def _spot(place: Place) -> str:
    """A key for a small place: its GeoNames id, else its folded name; "" for a name without letters."""
    name = fold(place.name)
    return f"g{place.geonameid}" if place.geonameid else name if any(c.isalpha() for c in name) else ""


def _points(places: Iterable[Place]) -> Iterable[Spot]:
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            yield Spot(place.latitude, place.longitude, place.precision is not PlacePrecision.ADMIN2)


def _telling(keys: Iterable[str]) -> frozenset[str]:
    """The keys that name somebody: not "gunmen", "two people"."""
    generic = grammar_words("generic-words-of-names")
    return frozenset(k for k in keys if k and not set(k.split()) <= generic and weight(k) > RAREST / 2)


def table(name: str) -> list[dict[str, str]]:
    """A table beside this file. Raises DataError when it is missing or damaged."""
    try:
        text = files("sayso.incidents").joinpath(name).read_text(encoding="utf-8")
        return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    except OSError as error:
        raise DataError(f"the table {name} cannot be read ({error}); install sayso again") from error


@cache
def shares() -> Mapping[str, float]:
    """Word → how telling it is in nats: minus the logarithm of the share of reports that have it."""
    try:
        return {row["word"]: -math.log(float(row["share"])) for row in table("word_shares.csv")}
    except (KeyError, ValueError) as error:
        raise DataError(f"word_shares.csv is damaged ({error}); install sayso again") from error


@cache
def families() -> Mapping[str, str]:
    """Event type → the family of types that reports mistake for each other."""
    return {row["type"]: row["family"] for row in table("families.csv")}
