from __future__ import annotations

import pytest

from bench import attribution, geo, gva, ledger, muc4, timex
from bench.predict import ANSWERS, TOGETHER
from sayso.reading.main_toll import main_toll
from sayso.reading.templates import Template
from tests.bench.readings import FIRST, SECOND, TEXT, at, reading


def test_ledger_event_has_every_field_in_the_words_of_the_report() -> None:
    assert ledger.row("d", reading())["events"] == [
        {
            "id": "e1",
            "type": "attack",
            "status": "occurred",
            "date": ["2024-02-02", "2024-02-02"],
            "country": ["SD"],
            "places": [["Northtown"]],
            "perpetrators": [["the Red Front", "the Front"]],
            "targets": [["farmers"]],
            "evidence": [FIRST],
        }
    ]


def test_ledger_tolls_keep_open_ends_and_leave_ambiguous_casualties_out() -> None:
    killed, injured = ledger.row("d", reading())["tolls"]
    assert (killed["low"], killed["high"], killed["as_said"], killed["speaker"]) == (12, None, "at least 12", [])
    assert (injured["low"], injured["high"], injured["speaker"]) == (None, None, ["The mayor"])
    assert injured["evidence"] == SECOND


def test_ledger_statements_name_the_accused_by_all_their_names() -> None:
    condemned, accused = ledger.row("d", reading())["statements"]
    assert (condemned["act"], condemned["about"], condemned["accused"]) == ("condemn", "e1", None)
    assert accused["accused"] == ["the Front", "the Red Front"]


def test_attribution_writes_the_outermost_by_offsets() -> None:
    (one,) = attribution.row("d", reading())["attributions"]
    assert [TEXT[begin:end] for begin, end in one["source"]] == ["The mayor"]
    assert [TEXT[begin:end] for begin, end in one["content"]] == ["the Front had also wounded dozens"]


def test_geo_keeps_a_place_that_could_not_be_resolved() -> None:
    found, unresolved = geo.row("d", reading())["toponyms"]
    assert (found["lat"], found["lon"]) == (1.5, 2.5)
    assert (unresolved["lat"], unresolved["lon"]) == (None, None)


def test_timex_gives_value_and_offsets() -> None:
    (time,) = timex.row("d", reading())["timex3"]
    assert (TEXT[time["begin"] : time["end"]], time["value"]) == ("Friday", "2024-02-02")


def test_muc4_writes_types_and_roles_in_lower_case() -> None:
    found = Template("attack", {"PerpOrg": ((at("the Red Front"),),), "Victim": ((at("farmers"),),)})
    (template,) = muc4.row("d", TEXT, (found,))["templates"]
    assert template["incident_type"] == "attack"
    assert (template["PerpOrg"], template["Victim"]) == ([["the red front"]], [["farmers"]])
    assert (template["PerpInd"], template["Target"], template["Weapon"]) == ([], [], [])


def test_gva_is_the_main_toll() -> None:
    told = main_toll(reading())
    assert told.killed == 12
    (row,) = gva.rows([gva.told("d", reading())])
    assert (row["doc_id"], row["killed"], row["injured"]) == ("d", 12, told.injured)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_document_without_a_report_is_an_empty_row_with_its_id(name: str) -> None:
    answer = ANSWERS[name]("d", None)
    row = TOGETHER[name]([answer])[0] if isinstance(answer, gva.Told) else answer
    assert row.get("doc_id") == "d"
    assert not any(value for key, value in row.items() if key not in ("doc_id", "docid"))
