"""Ledgers damaged on purpose: `check` finds it and says how to mend it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import LedgerError
from sayso.ledger import Fault, Ledger
from sayso.ledger.archive import chained
from sayso.model.judgement import Decision
from sayso.model.span import Span
from tests.ledger.made import read, report

TOLD, OTHER = report("Holm", "Tarn"), report("Holm", killed=13, outlet="Other Post")


@pytest.fixture
def damaged(tmp_path: Path) -> Callable[[str], tuple[Fault, ...]]:
    """Makes a sound ledger, runs SQL on it behind its back, and gives its faults."""
    where = tmp_path / "sayso.db"
    with Ledger.open(where) as ledger:
        ledger.add([read(TOLD), read(OTHER)])
        ledger.judge(Decision.ACCEPT, f"{TOLD.id}/e1", author="ana")
        assert ledger.check() == ()

    def damage(sql: str) -> tuple[Fault, ...]:
        connection = sqlite3.connect(where)
        connection.executescript(f"PRAGMA foreign_keys = OFF; {sql}")
        connection.close()
        with Ledger.open(where) as ledger:
            return ledger.check()

    return damage


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE reports SET text = replace(text, 'Holm', 'Rome')", "its id is not the digest"),
        ("UPDATE reports SET outlet = 'Another'", "its columns are not what its body says"),
        ("UPDATE reports SET body = x'00'", "a stored value is damaged"),
        ("DROP TRIGGER readings_no_update; UPDATE readings SET digest = 'x'", "its digest is not that of its body"),
        ("DROP TRIGGER readings_no_update; UPDATE readings SET reader_id = 'x'", "its reader is another"),
        ("DROP TRIGGER readings_no_update; UPDATE readings SET body = x'789c'", "a stored value is damaged"),
        ("DROP TRIGGER readings_no_delete; DELETE FROM readings", "it has no reading"),
        ("DROP TRIGGER judgements_no_update; UPDATE judgements SET subject = replace(subject, 'Gunmen', 'Farmer')",
         "its words are not those of its report"),
        ("DELETE FROM ties; DELETE FROM accounts WHERE id LIKE '%/e1'", "its accounts are not what its reading"),
        ("DELETE FROM ties; DELETE FROM accounts WHERE id LIKE '%/e1'", "refers to one of accounts"),
        ("UPDATE accounts SET incident = NULL", "are in no incident"),
        ("UPDATE accounts SET incident = 'x'", "its id is not that of its first account"),
    ],
)  # fmt: skip
def test_damage_is_found(damaged: Callable[[str], tuple[Fault, ...]], sql: str, what: str) -> None:
    found = damaged(sql)
    assert any(what in fault.what for fault in found), found
    assert all(fault.mend for fault in found)


def test_what_is_derived_is_mended(ledger: Ledger) -> None:
    from sqlalchemy import delete, update

    from sayso.ledger.schema import accounts, block_keys, ties

    ledger.add([read(TOLD), read(OTHER)])
    ledger.judge(Decision.SAME, f"{TOLD.id}/e2", other=f"{OTHER.id}/e1", author="ana")
    before = tuple(ledger.incidents())
    with ledger._database.writing() as connection:
        connection.execute(delete(ties))
        connection.execute(delete(block_keys))
        connection.execute(update(accounts).values(incident=None))
    assert ledger.check()
    assert ledger.mend() == 2
    assert ledger.check() == ()
    assert tuple(ledger.incidents()) == before


def test_spans_and_references_of_a_reading_that_lead_nowhere_are_found(ledger: Ledger) -> None:
    reading = read(TOLD)
    far = Span(10_000, 10_001)
    ledger.add(
        [
            replace(
                reading,
                tolls=(replace(reading.tolls[0], event="e9", part_of="t9", who=far),),
                statements=(replace(reading.statements[0], event="e9"),),
            )
        ]
    )
    told = [fault.what for fault in ledger.check()]
    assert any("lies outside the text" in what for what in told)
    assert sum("which is not there" in what for what in told) == 3


def test_versions_that_form_no_chain_are_refused() -> None:
    assert chained({"a": None, "b": "a", "c": "b"}) == ("c", "b", "a")
    for replaces in ({"a": "b", "b": "a"}, {"a": None, "b": None}, {"a": "gone", "b": "a", "c": None}):
        with pytest.raises(LedgerError, match="form no chain"):
            chained(replaces)  # type: ignore[arg-type]
