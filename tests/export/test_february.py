"""The nights of January and February 2024 in the field's tables, derived from eight outlets' accounts."""

from __future__ import annotations

import csv
import io

from sayso.export import format_named, material
from sayso.incidents.derive import derive
from tests.incidents import february


def _rows(name: str) -> list[dict[str, str]]:
    form = format_named(name)
    assert form.rule and form.write
    incidents = [derive(told, rule=form.rule) for told in (february.tower(), february.strikes())]
    out = io.StringIO(newline="")
    form.write(material(incidents, {}, form.rule), out)
    assert all(form.left_out(incident) is None for incident in incidents)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_acled_codes_the_strikes_once_in_each_country() -> None:
    rows = [(r["event_date"], r["country"], r["iso"], r["fatalities"], r["inter1"]) for r in _rows("acled")]
    assert rows == [
        ("2024-01-28", "Jordan", "400", "3", "3"),
        ("2024-02-02", "Iraq", "368", "16", "8"),
        ("2024-02-02", "Syria", "760", "23", "8"),
    ]
    tower, *_ = _rows("acled")
    assert (tower["actor1"], tower["actor2"], tower["interaction"]) == (
        "Islamic Resistance in Iraq",
        "US military",
        "38",
    )


def test_ucdp_counts_16_and_23_by_who_told_them() -> None:
    tower, iraq, syria = _rows("ucdp")
    assert (tower["type_of_violence"], tower["dyad_name"], tower["best"]) == (
        "1",
        "Government of United States - Islamic Resistance in Iraq",
        "3",
    )
    assert [row["best"] for row in (iraq, syria)] == ["16", "23"]
    assert syria["source_original"] == "Syrian Observatory for Human Rights"
    assert syria["high"] == "", "“at least 23” is open"
