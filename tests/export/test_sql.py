from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import MissingExtra, QueryError
from sayso.export import format_named
from sayso.export.answers import write_csv, write_json
from sayso.export.extras import needed
from sayso.export.sql import Answer, Asked
from tests.export.by_hand import NASTY, REPORT, hostile, incident, made


@pytest.fixture(scope="module")
def asked() -> Iterator[Asked]:
    yield Asked(made(incident(), *(hostile(words) for words in NASTY)))


def test_the_three_tables_can_be_asked(asked: Asked) -> None:
    answer = asked.ask("SELECT date_first, killed_best, perpetrators FROM incidents WHERE place = 'Tower 22'")
    assert answer.columns == ("date_first", "killed_best", "perpetrators")
    assert answer.rows == ((date(2024, 1, 28), 3, ["Islamic Resistance in Iraq"]),)
    joined = asked.ask(
        'SELECT substr(text, begin + 1, "end" - begin) = words FROM claims JOIN reports USING (report_id) '
        "WHERE kind = 'figure' AND report_id = '" + REPORT.id + "'"
    )
    assert joined.rows == ((True,),)


@pytest.mark.parametrize(
    "sql", ["SHOW TABLES", "DESCRIBE claims", "SUMMARIZE incidents", "EXPLAIN SELECT 1", "FROM reports", "VALUES (1)"]
)
def test_other_ways_of_reading(asked: Asked, sql: str) -> None:
    assert asked.ask(sql).rows


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM claims",
        "DROP TABLE claims",
        "CREATE TABLE x (a INT)",
        "WITH gone AS (DELETE FROM claims RETURNING *) SELECT * FROM gone",
        "SET enable_external_access = true",
        "ATTACH '{path}' AS x",
        "COPY claims TO '{path}'",
        "EXPORT DATABASE '{path}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('{there}')",
        "SELECT * FROM read_text('{there}')",
        "SELECT * FROM read_blob('{there}')",
        "SELECT * FROM sniff_csv('{there}')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM '{there}'",
        "SELECT * FROM 'https://example.invalid/x.csv'",
        "SELECT getenv('HOME')",
        "SELECT * FROM asked",
        "SELECT 1; SELECT 2",
        "EXPLAIN ANALYZE DELETE FROM claims",
        "PREPARE v AS SELECT 1",
        "",
        "-- nothing",
        "SELEC 1",
        "SELECT nope FROM claims",
        "SELECT * FROM nope",
        "SELECT error('x')",
        "SELECT '\ud800'",
        "SELECT \x00",
        "(" * 5000,
    ],
)
def test_what_is_no_question_is_one_clear_line_and_changes_nothing(asked: Asked, sql: str, tmp_path: Path) -> None:
    there = tmp_path / "secret.csv"
    there.write_text("a,b\n1,2\n", "utf-8")
    before = asked.ask("SELECT count(*) FROM claims").rows
    with pytest.raises(QueryError) as caught:
        asked.ask(
            sql.replace("{there}", str(there)).replace("{path}", str(tmp_path / "x")).replace("{folder}", str(tmp_path))
        )
    told = str(caught.value)
    assert "\n" not in told
    assert "tables: claims, incidents, reports" in told
    assert asked.ask("SELECT count(*) FROM claims").rows == before
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_every_column_is_described(asked: Asked) -> None:
    described = {(d.table, d.name): d for d in asked.described()}
    assert described["incidents", "perpetrators"].type == "VARCHAR[]"
    assert described["claims", "words"].rule
    assert ("reports", "text") in described


def test_answers_as_csv_and_json(asked: Asked) -> None:
    answer = asked.ask(
        "SELECT 1 AS a, 2 AS a, '=1+1' AS b, NULL AS c, 1.5::DOUBLE AS d, 'nan'::DOUBLE AS e, [1, 2] AS f, "
        "['x', '=y'] AS g, DATE '2024-01-28' AS h, {'k': 'v'} AS i, INTERVAL 1 DAY AS j, TRUE AS k, "
        "'\\xAA'::BLOB AS l, 12.50::DECIMAL(9,2) AS m"
    )
    out = io.StringIO(newline="")
    write_csv(answer, out)
    _, row = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert row == [
        "1", "2", "'=1+1", "", "1.5", "", "[1, 2]", "x;'=y", "2024-01-28", '{"k": "v"}', "1 day, 0:00:00", "true", "aa",
        "12.5",
    ]  # fmt: skip
    out = io.StringIO()
    write_json(answer, out)
    (told,) = json.loads(out.getvalue())
    assert told == {
        "a": 1, "a_2": 2, "b": "=1+1", "c": None, "d": 1.5, "e": None, "f": [1, 2], "g": ["x", "=y"], "h": "2024-01-28",
        "i": {"k": "v"}, "j": "1 day, 0:00:00", "k": True, "l": "aa", "m": 12.5,
    }  # fmt: skip


def test_no_rows_are_an_empty_list() -> None:
    out = io.StringIO()
    write_json(Answer(("a",), ("INTEGER",), ()), out)
    assert json.loads(out.getvalue()) == []


def test_hostile_rows_come_back_as_csv_and_json(asked: Asked) -> None:
    for table in ("claims", "incidents", "reports"):
        answer = asked.ask(f"SELECT * FROM {table}")
        out = io.StringIO(newline="")
        write_csv(answer, out)
        rows = list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))
        assert len(rows) == len(answer.rows) + 1
        assert not any(cell.startswith(("=", "@", "\t", "\r")) for row in rows for cell in row)
        out = io.StringIO()
        write_json(answer, out)
        assert len(json.loads(out.getvalue())) == len(answer.rows)


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingExtra, match=r'pip install "sayso\[export\]"'):
        needed("sayso_no_such_module", "nothing")

    def missing(module: str, package: str) -> None:
        raise MissingExtra(f"{module} {package}")

    monkeypatch.setattr("sayso.export.arrow.needed", missing)
    monkeypatch.setattr("sayso.export.ftm.needed", missing)
    with pytest.raises(MissingExtra):
        Asked(made())
    form = format_named("ftm")
    assert form.write
    with pytest.raises(MissingExtra):
        form.write(made(incident()), io.StringIO())
