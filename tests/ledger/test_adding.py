from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import LedgerError
from sayso.ledger import Ledger, Outcome
from sayso.model.incident import TollRule
from sayso.model.report import Published
from sayso.model.span import Span
from tests.ledger.made import read, report
from tests.render import fixture, hostile

PAGE = "https://example.org/farmers"


def groups(ledger: Ledger) -> set[frozenset[str]]:
    """Who is with whom."""
    return {frozenset(account.id for account in incident.accounts) for incident in ledger.incidents()}


def test_what_goes_in_comes_out_the_same(ledger: Ledger) -> None:
    for reading in (fixture.reading(), read(report("Holm", "Tarn"))):
        (added,) = ledger.add([reading])
        assert added.outcome is Outcome.NEW
        assert ledger.reading(reading.report.id) == reading
        assert ledger.report(reading.report.id) == reading.report
        assert ledger.judged_reading(reading.report.id) == reading
    assert [each.id for each in ledger.reports()] == [
        fixture.reading().report.id,
        read(report("Holm", "Tarn")).report.id,
    ]
    assert ledger.check() == ()


def test_what_is_hostile_comes_out_the_same(ledger: Ledger) -> None:
    reading = hostile.reading()
    ledger.add([reading])
    assert ledger.reading(reading.report.id) == reading
    (account,) = ledger.accounts()
    assert account.report == reading.report.id
    assert ledger.check() == ()


def test_adding_the_same_again_changes_nothing(ledger: Ledger) -> None:
    reading = read(report("Holm"))
    ledger.add([reading])
    before = ledger.status(), ledger.journal()
    (again,) = ledger.add([reading])
    assert again.outcome is Outcome.UNCHANGED
    assert (ledger.status(), ledger.journal()) == before
    assert ledger.to_read(reading.report, reading.reader_id) is None
    assert ledger.to_read(reading.report, "another reader") == reading.report


def test_a_changed_page_is_a_new_version_and_the_old_one_leaves_the_incidents(ledger: Ledger) -> None:
    old, new = read(report("Holm", url=PAGE)), read(report("Holm", "Tarn", killed=15, url=PAGE))
    ledger.add([old, read(report("Holm", killed=13, outlet="Other Post"))])
    (added,) = ledger.add([new])
    assert (added.outcome, added.replaces, added.accounts) == (Outcome.VERSION, old.report.id, 2)
    assert ledger.versions(old.report.id) == ledger.versions(new.report.id) == (new.report.id, old.report.id)
    assert old.report.id not in {account.report for account in ledger.accounts()}
    assert old.report.id not in {each.id for each in ledger.reports()}
    assert old.report.id in {each.id for each in ledger.reports(current=False)}
    assert ledger.reading(old.report.id) == old, "what an earlier version said stays"
    assert ledger.status().replaced == 1
    assert ledger.check() == ()


def test_the_version_published_later_is_the_newer_one_whatever_the_order_of_adding(fresh: Callable[[], str]) -> None:
    versions = [read(report("Holm", killed=number, url=PAGE, day=date(2024, 2, number))) for number in range(3, 6)]
    newest_first = tuple(version.report.id for version in reversed(versions))
    for order in permutations(versions):
        with Ledger.open(fresh()) as ledger:
            ledger.add(order)
            assert ledger.versions(newest_first[0]) == newest_first
            assert {account.report for account in ledger.accounts()} == {newest_first[0]}
            assert ledger.check() == ()


def test_what_becomes_known_later_completes_the_report_and_puts_out_nothing(ledger: Ledger) -> None:
    bare = report("Holm", outlet=None, day=None)
    ledger.add([read(bare)])
    told = replace(bare, outlet="Example Herald", published=Published(date(2024, 2, 3)), title="Another title")
    to_read = ledger.to_read(told, "reader-1")
    assert to_read is not None
    (added,) = ledger.add([read(to_read)])
    assert added.outcome is Outcome.COMPLETED
    stored = ledger.report(bare.id)
    assert (stored.outlet, stored.title) == ("Example Herald", bare.title)
    assert [(row.field, row.before, row.after) for row in ledger.journal(bare.id) if row.action == "completed"] == [
        ("outlet", None, "Example Herald"),
        ("published", None, "2024-02-03"),
    ]
    assert ledger.add([read(to_read)])[0].outcome is Outcome.UNCHANGED
    assert ledger.check() == ()


def test_a_given_day_takes_the_place_of_an_inferred_one_alone(ledger: Ledger) -> None:
    guessed = replace(report("Holm"), published=Published(date(2024, 2, 1), Span(0, 6)))
    given_day = replace(guessed, published=Published(date(2024, 2, 3)))
    ledger.add([read(guessed), read(given_day), read(guessed)])
    assert ledger.report(guessed.id).published == Published(date(2024, 2, 3))


def test_a_report_read_by_another_reader_keeps_its_old_reading(ledger: Ledger) -> None:
    told = report("Holm")
    ledger.add([read(told, "old")])
    assert ledger.outdated("new") == (told.id,)
    (again,) = ledger.reread(lambda each: read(each, "new"), "new")
    assert again.outcome is Outcome.REREAD
    assert [each.reader_id for each in ledger.readings(told.id)] == ["old", "new"]
    assert ledger.reading(told.id).reader_id == "new"
    assert ledger.outdated("new") == ()
    assert ledger.status().readers == {"new": 1}


def test_an_id_that_is_none_is_refused_and_nothing_is_stored(ledger: Ledger) -> None:
    reading = read(report("Holm"))
    broken = replace(reading, events=(replace(reading.events[0], id="e" * 1000),))
    with pytest.raises(LedgerError, match="is no id"):
        ledger.add([broken])
    assert ledger.status().reports == 0


def test_what_is_not_there_is_said_plainly(ledger: Ledger) -> None:
    for ask in (ledger.report, ledger.reading, ledger.incident):
        with pytest.raises(LedgerError, match="the ledger has no"):
            ask("0" * 16)


def test_an_incident_is_found_by_its_id_and_by_its_accounts(ledger: Ledger) -> None:
    ledger.add([read(report("Holm")), read(report("Holm", killed=13, outlet="Other Post"))])
    for incident in ledger.incidents(TollRule.MAJORITY):
        assert ledger.incident(incident.id, TollRule.MAJORITY) == incident
        for account in incident.accounts:
            assert ledger.incident(account.id).id == incident.id


REPORTS = [
    read(report(*towns, killed=killed, outlet=outlet))
    for towns in (("Holm",), ("Holm", "Vesk"), ("Vesk",))
    for killed, outlet in ((12, "Example Herald"), (14, "Other Post"))
]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(REPORTS), st.lists(st.sampled_from(REPORTS), max_size=3))
def test_the_order_of_adding_does_not_matter(fresh: Callable[[], str], order: list, again: list) -> None:  # type: ignore[type-arg]
    with Ledger.open(fresh()) as one, Ledger.open(fresh()) as other:
        one.add(REPORTS)
        other.add([*order, *again])
        assert set(one.accounts()) == set(other.accounts())
        assert groups(one) == groups(other)
        assert sorted(one.incidents(), key=lambda each: each.id) == sorted(other.incidents(), key=lambda each: each.id)
        assert {each.id for each in one.reports()} == {each.id for each in other.reports()}
