"""Every column of every format is documented, and its page says what its rule says."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TypeVar

import pytest

from sayso.export import FORMATS, acled, claims, ftm, incidents, reports, ucdp
from sayso.export.columns import Column
from sayso.model.account import Account, Figure, Party, Said
from sayso.model.incident import Contested, Estimate, Incident, Relation, Side, Tie, Voice, Weighed
from sayso.model.place import Place

PAGES = Path(__file__).resolve().parents[2] / "docs" / "export"
Row = TypeVar("Row")


def _told(column: Column[Row]) -> tuple[str, str, str]:
    return column.name, column.kind.value, column.rule


_GEOMETRY = ("incident_id", "latitude", "longitude")
_INCIDENTS = (*incidents.COLUMNS, incidents.TEXT)
_CLAIMS = (*claims.COLUMNS, claims.SENTENCE)
_COLUMNS: dict[str, list[tuple[str, str, str]]] = {
    "acled": [_told(c) for c in acled.COLUMNS],
    "ucdp": [_told(c) for c in ucdp.COLUMNS],
    "claims-csv": [_told(c) for c in _CLAIMS],
    "incidents-csv": [_told(c) for c in _INCIDENTS],
    "geojson": [_told(c) for c in _INCIDENTS if c.name not in _GEOMETRY],
    "parquet": [
        *(_told(c) for c in _CLAIMS),
        *(_told(c) for c in _INCIDENTS),
        *(_told(c) for c in (*reports.COLUMNS, reports.TEXT)),
    ],
}


def _page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text("utf-8")


def test_every_format_has_a_page_and_a_line_in_the_table() -> None:
    listed = re.findall(r"\| \[`([\w-]+)`\]\(([\w-]+)\.md\) \| (.+?) \| (.+?) \| (yes|no) \|", _page("README"))
    assert listed == [
        (
            form.name,
            form.name,
            form.what,
            form.rule.value if form.rule else "as --rule says",
            "yes" if form.text else "no",
        )
        for form in FORMATS
    ]
    assert {path.stem for path in PAGES.glob("*.md")} == {"README", *(form.name for form in FORMATS)}


@pytest.mark.parametrize("name", _COLUMNS)
def test_every_column_is_documented_by_its_rule(name: str) -> None:
    page = _page(name)
    missing = [each for each in _COLUMNS[name] if "| `{}` | {} | {} |".format(*each) not in page]
    assert missing == []


@pytest.mark.parametrize("name", ["acled", "ucdp", "claims-csv", "incidents-csv"])
def test_no_page_documents_a_column_that_is_not_there(name: str) -> None:
    told = re.findall(r"^\| `(\w+)` \|", _page(name), re.MULTILINE)
    assert told == [column for column, _, _ in _COLUMNS[name]]


def test_every_property_of_ftm_is_documented() -> None:
    page = _page("ftm")
    told = [(s, p, rule) for s, properties in ftm.PROPERTIES.items() for p, rule in properties.items()]
    assert [row for row in told if "| `{}` | `{}` | {} |".format(*row) not in page] == []


@pytest.mark.parametrize(
    "noun",
    [Incident, Account, Figure, Party, Said, Place, Estimate, Weighed, Contested, Side, Voice, Tie, Relation],
    ids=lambda noun: noun.__name__,
)
def test_every_field_of_jsonl_is_documented(noun: type[Incident]) -> None:
    section = _page("jsonl").partition(f"## {noun.__name__}\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| \S", section, re.MULTILINE)
    assert told == [field.name for field in dataclasses.fields(noun)]


def test_the_links_between_the_pages_lead_somewhere() -> None:
    for page in PAGES.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
