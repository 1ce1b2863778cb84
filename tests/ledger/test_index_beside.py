"""What stands beside what a speaker or an outlet says, against the lists that hold the same."""

from __future__ import annotations

from collections import Counter

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Ledger
from sayso.model.judgement import Decision
from sayso.model.overview import Wanted
from tests.ledger.made import read, report

ONE = report("Holm", "Tarn")
OTHER = report("Holm", killed=14)
THIRD = report("Vesk", killed=200, outlet=None)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add(read(each) for each in (ONE, OTHER, THIRD))
    return ledger


def test_rows_of_incidents_are_those_of_the_list(filled: Ledger) -> None:
    listed = {row.id: row for row in filled.incident_rows().rows}
    assert filled.rows_of(listed) == listed
    assert filled.rows_of(["nothing"]) == {} == filled.rows_of(())


def test_figures_and_statements_of_incidents_are_told_once_each(filled: Ledger) -> None:
    every = filled.claim_rows(size=1000).rows
    told = filled.told_in({row.incident for row in every if row.incident})
    assert sorted(row.id for rows in told.values() for row in rows) == sorted(
        row.id for row in every if row.noun != "event" and row.incident
    )
    assert all(row.incident == incident for incident, rows in told.items() for row in rows)
    for rows in told.values():
        assert [row.contested for row in rows] == sorted((row.contested for row in rows), reverse=True)
    assert {len(rows) for rows in filled.told_in(told, most=1).values()} == {1}


def test_what_a_person_rejected_was_not_said(filled: Ledger) -> None:
    toll = f"{ONE.id}/t1"
    (incident,) = {row.incident for row in filled.claim_rows(Wanted(report=ONE.id)).rows if row.id == toll}
    assert incident
    filled.judge(Decision.REJECT, toll, author="ana")
    assert toll not in {row.id for rows in filled.told_in([incident]).values() for row in rows}


def test_reports_with_figures_or_statements_of_no_event(filled: Ledger) -> None:
    assert filled.loose_reports() == ()
    filled.judge(Decision.REJECT, f"{OTHER.id}/e1", author="ana")
    filled.judge(Decision.REJECT, f"{THIRD.id}/e1", author="ana")
    assert filled.loose_reports() == tuple(sorted((OTHER.id, THIRD.id)))
    for claim in ("t1", "s1"):
        filled.judge(Decision.REJECT, f"{OTHER.id}/{claim}", author="ana")
    assert filled.loose_reports() == (THIRD.id,)


def test_an_outlet_has_its_reports_page_by_page_and_whom_it_quotes(filled: Ledger) -> None:
    outlet = filled.choices().outlets[0].value
    claims = filled.claim_rows(Wanted(outlet=outlet), size=1000).rows
    first, second = (filled.reports_of(outlet, page, 1) for page in (1, 2))
    assert first.total == len({row.report for row in claims})
    assert {row.report for row in (*first.rows, *second.rows)} <= {row.report for row in claims}
    quoted = {each.value: each.count for each in filled.quoted_by(outlet)}
    assert quoted == Counter(row.voice for row in claims if row.speaker is not None)
    assert filled.quoted_by("nobody's") == () == filled.reports_of("nobody's").rows
    with pytest.raises(LedgerError):
        filled.reports_of(outlet, 0)


def test_kinds_and_countries_are_those_of_all_choices(filled: Ledger) -> None:
    every = filled.choices(limit=1000)
    assert filled.types_of() == every.types
    assert filled.countries_of(limit=1000) == every.countries
    wanted = Wanted(outlet=every.outlets[0].value)
    assert filled.types_of(wanted) == filled.choices(wanted, 1000).types
    assert filled.countries_of(wanted, 1000) == filled.choices(wanted, 1000).countries
