"""The word tables as frozen rows: numbers, harm, nouns, titles, verbs of saying, known actors, loaded terms.

Each table is a CSV beside this file whose first lines ("# …") name its source and licence. Everything is read
once, when first asked for; a missing or damaged table raises `DataError`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.errors import DataError
from sayso.model.claim import Act, Measure


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number word ("twelve"), a vague amount ("dozens") or a qualifier ("at least"), in lower case.

    `kind`: unit, ten, scale, vague, at-least, at-most, about, exact, after-at-least, after-at-most, after-about.
    """

    words: str
    kind: str
    value: int | None


@dataclass(frozen=True, slots=True)
class HarmWord:
    """Words that tell what happened to people and so what is counted; `kind` is the grammar they are used with."""

    words: str
    measure: Measure
    kind: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title or office before a name, or a description of one ("the minister").

    `gender` is "m", "f" or ""; `kind` is office, rank, role, honorific or kin.
    """

    words: str
    kind: str
    gender: str


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb of saying, its forms (base, third person, past, gerund) and the act it usually performs."""

    lemma: str
    forms: tuple[str, ...]
    act: Act


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A state's force, an agency, an armed group, an institution under its names.

    `country` is ISO 3166-1 alpha-2 or None; `inter` ACLED's actor type 1 to 8, None for those that only speak.
    """

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    inter: int | None


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A term that takes sides, its category and a neutral term for it. `forms` are all it is matched in."""

    term: str
    forms: tuple[str, ...]
    category: str
    neutral: str
    cased: bool


@dataclass(frozen=True, slots=True)
class State:
    """A country's names as reports print them."""

    alpha2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str


def _rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of one table under this package."""
    try:
        text = files("sayso.knowledge").joinpath(table).read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"the table {table} cannot be read ({error}); install sayso again") from error
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))


def _listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell divided by "|"."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@cache
def _grammar() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in _rows("grammar.csv")}


def grammar_words(name: str) -> frozenset[str]:
    """A closed list of words (lower case) by its name. Raises `DataError` when there is no such list."""
    found = _grammar().get(name)
    if found is None:
        raise DataError(f"the table grammar.csv has no list {name!r}; install sayso again")
    return found


@cache
def number_words() -> tuple[NumberWord, ...]:
    """All number words, vague amounts and qualifiers."""
    return tuple(
        NumberWord(row["word"], row["kind"], int(row["value"]) if row["value"] else None)
        for row in _rows("number_words.csv")
    )


@cache
def harm_words() -> tuple[HarmWord, ...]:
    """All words of harm."""
    return tuple(HarmWord(row["word"], Measure(row["measure"]), row["kind"]) for row in _rows("harm_words.csv"))


@cache
def count_nouns() -> dict[str, str]:
    """Lower-case noun → what a number before it counts: person, people, group, object, unit or time."""
    return {row["word"]: row["counts"] for row in _rows("count_nouns.csv")}


@cache
def titles() -> tuple[Title, ...]:
    """All titles, in lower case."""
    return tuple(Title(row["title"], row["kind"], row["gender"]) for row in _rows("titles.csv"))


@cache
def reporting_verbs() -> tuple[ReportingVerb, ...]:
    """All verbs of saying."""
    return tuple(
        ReportingVerb(row["verb"], _listed(row["forms"]), Act(row["act"])) for row in _rows("reporting_verbs.csv")
    )


@cache
def known_actors() -> tuple[KnownActor, ...]:
    """All actors the tables know."""
    return tuple(
        KnownActor(
            row["name"],
            _listed(row["aliases"]),
            row["kind"],
            row["country"] or None,
            int(row["inter"]) if row["inter"] else None,
        )
        for row in _rows("actors.csv")
    )


@cache
def loaded_words() -> tuple[LoadedWord, ...]:
    """All loaded terms."""
    return tuple(
        LoadedWord(
            row["term"],
            (row["term"], *_listed(row["forms"])),
            row["category"],
            row["neutral"],
            row["cased"] == "yes",
        )
        for row in _rows("loaded_terms.csv")
    )


@cache
def states() -> tuple[State, ...]:
    """All countries and territories."""
    return tuple(
        State(row["alpha2"], row["name"], _listed(row["aliases"]), _listed(row["demonyms"]), row["capital"])
        for row in _rows("countries.csv")
    )
