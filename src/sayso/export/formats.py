"""The formats of `sayso export`, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sayso.export import acled, arrow, claims, csvfile, ftm, geojson, incidents, jsonlines, ucdp
from sayso.export.material import Material
from sayso.model.incident import Incident, TollRule


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `rule` is the rule of tolls that it is bound to, None where the user chooses. `text` says whether it has a place for
    text. One of `write` (to one file) and `write_folder` (several files) is there. `left_out` says why an incident is
    not in it.
    """

    name: str
    what: str
    write: Callable[[Material, TextIO], None] | None = None
    write_folder: Callable[[Material, Path], None] | None = None
    rule: TollRule | None = None
    text: bool = True
    left_out: Callable[[Incident], str | None] = lambda _: None


FORMATS: tuple[Format, ...] = (
    Format(
        "acled",
        "ACLED's 31 columns, one row per incident and day (CSV)",
        lambda m, out: csvfile.write(acled.table(m), out),
        rule=acled.RULE,
        left_out=acled.left_out,
    ),
    Format(
        "ucdp",
        "UCDP GED's columns, organised violence with at least one death (CSV)",
        lambda m, out: csvfile.write(ucdp.table(m), out),
        rule=ucdp.RULE,
        text=False,
        left_out=ucdp.left_out,
    ),
    Format(
        "claims-csv",
        "every figure, statement and field of an event: who gives it, where, in which words (CSV)",
        lambda m, out: csvfile.write(claims.table(m), out),
    ),
    Format(
        "incidents-csv",
        "every incident with its tolls as low, best and high (CSV)",
        lambda m, out: csvfile.write(incidents.table(m), out),
    ),
    Format("jsonl", "every incident in full, one JSON object a line", jsonlines.write),
    Format("geojson", "incidents on a map, with how exactly each is placed (RFC 7946)", geojson.write),
    Format("parquet", "the tables claims, incidents and reports, a file each, in a folder", write_folder=arrow.write),
    Format("ftm", "FollowTheMoney entities, one JSON object a line", ftm.write),
)


def format_named(name: str) -> Format:
    """The format of this name. Raises KeyError when there is none."""
    return {form.name: form for form in FORMATS}[name]
