"""What holds for every format, also of nothing but hostile text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import geojson
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from followthemoney import model

from sayso.export import FORMATS, Format, Material, format_named
from sayso.export.arrow import tables
from sayso.model.account import Account
from sayso.model.incident import Incident
from sayso.model.jsonform import noun_from_json
from tests.export.by_hand import ACCOUNT, HOSTILE_REPORT, NASTY, REPORT, SENTENCE, TEXT, hostile, incident, made

ONE_FILE = [form for form in FORMATS if form.write]
WITH_NASTY = made(incident(), *(hostile(words) for words in NASTY))
WITH_TEXT = made(incident(), *(hostile(words) for words in NASTY), with_text=True)
_BACKWARDS = made(*(hostile(words) for words in reversed(NASTY)), incident())


def written(form: Format, material: Material) -> str:
    out = io.StringIO(newline="")
    assert form.write
    form.write(material, out)
    return out.getvalue()


@pytest.mark.parametrize("form", ONE_FILE, ids=lambda form: form.name)
def test_the_order_of_the_input_makes_no_difference_and_all_of_it_is_utf_8(form: Format) -> None:
    once = written(form, WITH_NASTY)
    assert once == written(form, _BACKWARDS) == written(form, WITH_NASTY)
    once.encode("utf-8")


@pytest.mark.parametrize("form", ONE_FILE, ids=lambda form: form.name)
def test_text_of_reports_is_there_only_when_asked_for(form: Format) -> None:
    sentence = ACCOUNT.words[0] if form.name != "claims-csv" else SENTENCE.of(TEXT)
    assert sentence not in written(form, made(incident())) or form.name == "claims-csv"
    assert REPORT.text not in written(form, made(incident()))
    if form.text and form.name != "geojson":
        assert sentence in written(form, made(incident(), with_text=True))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_no_incident_is_no_fault(form: Format, tmp_path: Path) -> None:
    if form.write:
        written(form, made())
    elif form.write_folder:
        form.write_folder(made(), tmp_path)


@pytest.mark.parametrize("name", ["acled", "ucdp", "claims-csv", "incidents-csv"])
@pytest.mark.parametrize("material", [WITH_NASTY, WITH_TEXT], ids=["", "with text"])
def test_no_formula_survives_and_every_row_is_whole(name: str, material: Material) -> None:
    if name == "ucdp" and material.with_text:
        return
    rows = list(csv.reader(io.StringIO(written(format_named(name), material), newline=""), strict=True))
    assert len(rows) > 5
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows[1:] for cell in row):
        assert cell[:1] not in tuple("=@\t\r\n＝") and (cell[:1] not in ("+", "-") or float(cell) is not None)
        assert "\x00" not in cell and "\x1b" not in cell
        assert not any(part.startswith(("=", "@", "+1+cmd")) for part in cell.split(";"))


def test_offsets_slice_to_the_words() -> None:
    rows = csv.DictReader(
        io.StringIO(written(format_named("claims-csv"), made(incident(), with_text=True)), newline="")
    )
    told = [row for row in rows if row["begin"]]
    assert len(told) > 5
    for row in told:
        assert TEXT[int(row["begin"]) : int(row["end"])] == row["words"]
    kept = [row for row in told if row["sentence"]]
    assert kept and all(TEXT[int(r["sentence_begin"]) : int(r["sentence_end"])] == r["sentence"] for r in kept)


def test_claims_tell_who_gives_them_and_whether_they_count() -> None:
    rows = list(csv.DictReader(io.StringIO(written(format_named("claims-csv"), made(incident())), newline="")))
    by_field = {(row["kind"], row["field"]): row for row in rows}
    figure = by_field["figure", "killed"]
    assert (figure["value"], figure["low"], figure["high"], figure["counted_people"]) == (
        "Three",
        "3",
        "3",
        "service members",
    )
    assert (figure["speaker"], figure["own_voice"], figure["outlet"]) == (
        "US Central Command",
        "false",
        "Sample Herald",
    )
    assert (figure["toll_rule"], figure["counted"], figure["counted_why"]) == ("ucdp-span", "true", "the only figure")
    assert by_field["statement", "claim-responsibility"]["speaker"] == "Islamic Resistance in Iraq"
    assert by_field["event", "date"]["value"] == "2024-01-28/2024-01-28"
    assert by_field["event", "place"]["latitude"] == "33.3142"
    assert by_field["event", "type"]["own_voice"] == ""
    assert len({(row["claim_id"], row["account_id"]) for row in rows}) == len(rows)


def test_jsonl_comes_back_as_the_incident() -> None:
    for with_text in (True, False):
        line = json.loads(written(format_named("jsonl"), made(incident(), with_text=with_text)))
        assert line.pop("schema") == "sayso/incident/1"
        back = noun_from_json(Incident, line)
        assert (back == incident()) is with_text
        assert [account.words for account in back.accounts] == [ACCOUNT.words if with_text else ()]


def test_geojson_is_valid_and_on_earth() -> None:
    text = written(format_named("geojson"), WITH_NASTY)
    found = geojson.loads(text)
    assert found.is_valid
    assert len({feature["id"] for feature in found["features"]}) == len(NASTY) + 1
    for feature in found["features"]:
        geometry = feature["geometry"]
        if geometry is not None:
            longitude, latitude = geometry["coordinates"]
            assert -180 <= longitude <= 180 and -90 <= latitude <= 90
    (tower,) = (f for f in found["features"] if f["id"] == incident().id)
    assert tower["geometry"] == {"type": "Point", "coordinates": [38.7033, 33.3142]}
    assert tower["properties"]["place_precision"] == "site"


def test_parquet_opens_with_its_types_and_every_value(tmp_path: Path) -> None:
    form = format_named("parquet")
    assert form.write_folder
    form.write_folder(WITH_TEXT, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "claims.parquet",
        "incidents.parquet",
        "reports.parquet",
    ]
    read = pq.read_table(tmp_path / "incidents.parquet")
    types = {field.name: str(field.type) for field in read.schema}
    assert types["perpetrators"].startswith("list<")
    assert (types["date_first"], types["killed_best"], types["latitude"], types["judged"]) == (
        "date32[day]", "int64", "double", "bool",
    )  # fmt: skip
    assert read.num_rows == len(NASTY) + 1
    assert read.equals(tables(WITH_TEXT)["incidents"])
    rows = duckdb.sql(
        f"SELECT killed_best, perpetrators FROM '{tmp_path}/incidents.parquet' WHERE date_first = '2024-01-28'"
    )
    assert rows and rows.fetchall() == [(3, ["Islamic Resistance in Iraq"])]
    frame = pandas.read_parquet(tmp_path / "claims.parquet")
    assert set(frame["kind"]) == {"figure", "statement", "event"}
    texts = pq.read_table(tmp_path / "reports.parquet").to_pydict()
    assert dict(zip(texts["report_id"], texts["text"], strict=True))[REPORT.id] == REPORT.text
    assert len(texts["report_id"]) == 2
    assert HOSTILE_REPORT.id in texts["report_id"]


def test_parquet_has_no_text_unless_asked() -> None:
    columns = {name: table.column_names for name, table in tables(made(incident())).items()}
    assert "text" not in columns["incidents"] + columns["reports"]
    assert "sentence" not in columns["claims"]
    assert all(isinstance(table, pa.Table) for table in tables(made()).values())


def test_ftm_is_valid_by_its_own_library() -> None:
    entities = [json.loads(line) for line in written(format_named("ftm"), WITH_TEXT).splitlines()]
    by_id = {entity["id"]: model.get_proxy(entity) for entity in entities}
    assert len(by_id) == len(entities)
    for entity in by_id.values():
        entity.schema.validate({"properties": {prop.name: entity.get(prop) for prop in entity.iterprops()}})
        for prop in entity.iterprops():
            if prop.type.name == "entity":
                assert all(by_id[other].schema.is_a(prop.range) for other in entity.get(prop)), prop
    assert {entity.schema.name for entity in by_id.values()} >= {
        "Event", "Address", "Article", "Organization", "PublicBody", "LegalEntity", "Documentation", "UnknownLink",
    }  # fmt: skip


def test_ftm_fills_every_property_that_its_page_names() -> None:
    from sayso.export.ftm import PROPERTIES

    entities = [
        json.loads(line) for line in written(format_named("ftm"), made(incident(), with_text=True)).splitlines()
    ]
    filled: dict[str, set[str]] = {}
    for entity in entities:
        schema = "LegalEntity" if entity["schema"] in ("Organization", "PublicBody", "Person") else entity["schema"]
        filled.setdefault(schema, set()).update(entity["properties"])
    assert filled == {schema: set(properties) for schema, properties in PROPERTIES.items()}


def test_a_day_of_publication_is_never_an_events_day() -> None:
    undated = incident(first=None, last=None, precision=None, accounts=(_undated(ACCOUNT),))
    for form in ONE_FILE:
        text = written(form, made(undated))
        if form.name in ("acled", "ucdp"):
            assert text.count("\r\n") == 1
        elif form.name == "ftm":
            assert '"startDate"' not in text
        elif form.name != "jsonl":
            assert "2024-01-28" not in text
    (row,) = csv.DictReader(io.StringIO(written(format_named("incidents-csv"), made(undated)), newline=""))
    assert (row["date_first"], row["date_last"], row["date_precision"]) == ("", "", "")


def _undated(account: Account) -> Account:
    from dataclasses import replace

    return replace(account, first=None, last=None, precision=None)
