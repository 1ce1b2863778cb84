"""The bench's own tables: the sets, the figures with their marks and peers, and the floors."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
RESULTS = HERE / "results.json"


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One set of gold: where its documents are, how they are scored, and which part of them is scored apart.

    `takes` begins the names of the fields to score in place of the usual ones ("article_": `article_killed` as
    `killed`); two sets with the same reader and documents are read once.
    """

    name: str
    reader: str
    documents: str
    only: tuple[str, str] | None
    scorer: str
    arguments: str
    apart: str
    takes: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a set: the scorer's key, what it says in words, the mark to pass and the peers' figures."""

    set: str
    key: str
    says: str
    less_is_better: bool
    mark: float | None
    peers: str


def _rows(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def sets() -> tuple[GoldSet, ...]:
    """All sets, in the order of the table."""
    return tuple(
        GoldSet(
            name=row["set"],
            reader=row["reader"],
            documents=row["documents"],
            only=(row["only"].split("=")[0], row["only"].split("=")[1]) if row["only"] else None,
            scorer=row["scorer"],
            arguments=row["arguments"],
            apart=row["apart"],
            takes=row["takes"],
        )
        for row in _rows(HERE / "sets.csv")
    )


def figures() -> tuple[Figure, ...]:
    """All figures, in the order of the table."""
    return tuple(
        Figure(
            row["set"],
            row["figure"],
            row["says"],
            less_is_better=row["better"] == "less",
            mark=float(row["mark"]) if row["mark"] else None,
            peers=row["peers"],
        )
        for row in _rows(HERE / "figures.csv")
    )


def floors(path: Path = FLOORS) -> Mapping[str, float]:
    """The least that each "set/figure" may be."""
    return {key: float(value) for key, value in json.loads(path.read_text(encoding="utf-8")).items()}


@dataclass(frozen=True, slots=True)
class Trade:
    """A floor that was lowered knowingly: from what, to what, and what for."""

    was: float
    now: float
    why: str


def traded() -> Mapping[str, Trade]:
    """The floors that were lowered knowingly, by figure."""
    return {r["figure"]: Trade(float(r["was"]), float(r["now"]), r["why"]) for r in _rows(HERE / "traded.csv")}
