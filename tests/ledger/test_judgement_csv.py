from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.ledger import Ledger
from sayso.ledger.judgement_csv import COLUMNS, as_csv, take
from sayso.model.judgement import Decision
from sayso.model.span import Span
from tests.ledger.made import read, report

TOLD, OTHER = report("Holm", "Tarn"), report("Holm", killed=13, outlet="Other Post")
E1, T1 = f"{TOLD.id}/e1", f"{TOLD.id}/t1"


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add([read(TOLD), read(OTHER)])
    return ledger


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "edited.csv"


def written(ledger: Ledger, table: Path, *, with_claims: bool = False) -> list[dict[str, str]]:
    table.write_text("".join(as_csv(ledger, with_claims=with_claims)), "utf-8", newline="")
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edited(table: Path, rows: list[dict[str, str]]) -> Path:
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return table


def test_a_table_that_nobody_edited_changes_nothing(filled: Ledger, table: Path) -> None:
    wild = "=HYPERLINK(1) \x00 \ud800 \\u0041 “x”, \n y"
    filled.judge(Decision.CORRECT, T1, author="=ana", field="number", value='"at least 19"', reason=wild)
    filled.judge(Decision.SAME, E1, other=f"{OTHER.id}/e1", author="ana")
    filled.judge(Decision.REJECT, f"{TOLD.id}/s1", author="ana")
    filled.judge(Decision.ACCEPT, f"{TOLD.id}/s1", author="ben")
    (first, *_) = written(filled, table, with_claims=True)
    assert first["reason"].startswith("'=")
    before = filled.judgements()
    taken = take(filled, table, "ben")
    assert (taken.made, taken.bad) == ((), ())
    assert filled.judgements() == before


def test_what_a_person_fills_in_and_changes_is_decided_and_bad_rows_are_listed(filled: Ledger, table: Path) -> None:
    old = filled.judge(Decision.CORRECT, T1, author="ana", field="number", value="19")
    gone = filled.judge(Decision.REJECT, f"{TOLD.id}/e2", author="ana")
    rows = {(row["judgement"] or row["claim"]): row for row in written(filled, table, with_claims=True)}
    rows[old.id]["value"] = "at least 20"
    rows[gone.id]["decision"] = "undo"
    rows[E1] |= {"decision": "Reject", "reason": "another day"}
    rows[f"{TOLD.id}/s1"] |= {"decision": "correct", "field": "act", "value": "sing"}
    rows[f"{TOLD.id}/s2"] |= {"decision": "perhaps"}
    taken = take(filled, edited(table, list(rows.values())), "ben")
    assert {(each.decision, each.author) for each in taken.made} == {
        (Decision.CORRECT, "ben"),
        (Decision.UNDO, "ben"),
        (Decision.REJECT, "ben"),
    }
    assert [why.split(":")[0] for _, why in taken.bad] == ['"sing" is no such value', "“perhaps” is no decision"]
    judged = filled.judged_reading(TOLD.id)
    assert [event.id for event in judged.events] == ["e2"]
    assert (judged.tolls[0].quantity.low, judged.tolls[0].quantity.high) == (20, None)
    again = take(filled, table, "ben")
    assert [each.decision for each in again.made] == [], "the same file again"
    assert filled.check() == ()


def test_what_is_no_such_table_is_refused(filled: Ledger, table: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        take(filled, table, "ana")
    table.write_text("name,age\nAna,7\n")
    with pytest.raises(InputError, match="lacks the columns claim, decision"):
        take(filled, table, "ana")
    table.write_bytes(b"decision,claim\n\xff\xfe,x\n")
    with pytest.raises(InputError, match="is no CSV in UTF-8"):
        take(filled, table, "ana")


def test_what_was_added_goes_through_the_table_also_into_another_ledger(
    filled: Ledger, table: Path, fresh: Callable[[], str]
) -> None:
    span = Span(TOLD.text.index("farmers in Tarn"), TOLD.text.index("farmers in Tarn") + 15)
    event = filled.add_claim(TOLD.id, "event", span, {"type": "abduction-forced-disappearance"}, author="ana")
    claim = f"{filled.claim_of(event)}"
    number = Span(TOLD.text.index("13"), TOLD.text.index("13") + 2)
    values = {"measure": "abducted", "number": "at least 13", "event": claim.rpartition("/")[2]}
    filled.add_claim(TOLD.id, "toll", number, values, author="ana", reason='=1 "x"')
    filled.judge(Decision.CORRECT, claim, author="ben", field="status", value='"claimed"')
    filled.judge(Decision.CORRECT, T1, author="ben", field="event", value=f'"{claim.rpartition("/")[2]}"')
    rows = written(filled, table)
    assert rows[0]["claim"] == claim
    assert (rows[0]["field"], rows[0]["words"]) == ("event", "farmers in Tarn")
    taken = take(filled, table, "ben")
    assert (taken.made, taken.bad) == ((), ()), "nothing new"
    edited(table, [{**row, "judgement": ""} for row in rows])
    assert take(filled, table, "ben").made == ()
    with Ledger.open(fresh()) as other:
        other.add([read(TOLD), read(OTHER)])
        taken = take(other, table, "ben")
        assert (len(taken.made), taken.bad) == (4, ())
        assert other.judged_reading(TOLD.id) == filled.judged_reading(TOLD.id)
        assert take(other, table, "ben").made == ()


def test_a_row_that_adds_says_where_its_words_stand(filled: Ledger, table: Path) -> None:
    row = {"decision": "add", "claim": TOLD.id, "field": "toll", "words": "farmers"}
    value = '{"measure": "missing", "number": null}'
    bad = [
        {**row, "value": value},
        {**row, "value": "[1]"},
        {**row, "value": value, "words": "Martians"},
        {**row, "value": '{"measure": "missing", "number": null, "at": "x"}'},
        {**row, "value": '{"measure": "missing", "number": null, "at": 3}'},
    ]
    place = TOLD.text.rindex("farmers")
    good = {**row, "value": f'{{"measure": "missing", "number": null, "at": {place}}}'}
    taken = take(filled, edited(table, [*bad, good]), "ben")
    assert [why.split(":")[0] for _, why in taken.bad] == [
        "the words “farmers” stand in 2 places",
        "the values of an added claim are a JSON object",
        "the report does not hold the words “Martians”",
        '"at" is where the words begin',
        f"the report does not have the words “farmers” at 3 to {3 + len('farmers')}",
    ]
    assert [filled.judged_reading(TOLD.id).tolls[-1].quantity.span.begin] == [place]
    (made,) = taken.made
    (row, *_) = written(filled, table)
    row["value"] = '{"measure": "missing", "number": 3}'
    assert [why for _, why in take(filled, edited(table, [row]), "ben").bad] == [
        "an added claim is not added otherwise: correct it, or undo it and add another"
    ]
    row |= {"decision": "undo"}
    assert [each.decision for each in take(filled, edited(table, [row]), "ben").made] == [Decision.UNDO]
    assert filled.claim_of(made) is None
