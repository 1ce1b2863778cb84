"""`sayso query` over a small ledger."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.ledger.ledger import Ledger
from tests.ledger import made


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = tmp_path_factory.mktemp("ledger") / "war.db"
    with Ledger.open(where) as opened:
        opened.add([made.read(made.report("Holm", "Tarn", outlet="\x1b[2J[bold]Herald[/bold]"))])
    return str(where)


def run(*arguments: str, sent: str | None = None) -> Result:
    return CliRunner().invoke(main, ("query", *arguments), input=sent, env={"COLUMNS": "120"})


def test_rows_as_a_table(ledger: str) -> None:
    result = run("SELECT field, value, speaker FROM claims WHERE kind = 'figure' ORDER BY value", "--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert [line.split()[:2] for line in result.stdout.splitlines() if "killed" in line] == [
        ["killed", "12"],
        ["killed", "13"],
    ]
    assert "2 rows" in result.stdout


def test_no_value_moves_the_cursor_or_is_markup(ledger: str) -> None:
    shown = run("SELECT outlet, NULL AS none, [1, 2] AS list FROM reports", "--ledger", ledger).stdout
    assert "\x1b" not in shown
    assert "[bold]Herald[/bold]" in shown
    assert "1; 2" in shown


def test_rows_as_csv_and_json(ledger: str, tmp_path: Path) -> None:
    sql = "SELECT killed_best, date_first FROM incidents ORDER BY killed_best"
    shown = run(sql, "--ledger", ledger, "--format", "csv").stdout
    assert list(csv.reader(io.StringIO(shown, newline="")))[1:] == [["12", "2024-02-03"], ["13", "2024-02-03"]]
    target = tmp_path / "rows.json"
    assert run(sql, "--ledger", ledger, "-f", "json", "-o", str(target)).stdout == ""
    assert json.loads(target.read_text("utf-8"))[0] == {"killed_best": 12, "date_first": "2024-02-03"}


def test_tables_and_columns_are_listed(ledger: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--tables", "--ledger", ledger, "-f", "csv").stdout, newline="")))
    assert {row["table"] for row in rows} == {"claims", "incidents", "reports"}
    assert all(row["holds"] and row["type"] for row in rows)


def test_the_question_may_come_from_standard_input(ledger: str) -> None:
    assert "42" in run("-", "--ledger", ledger, sent="SELECT\n 42\n").stdout


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELEC 1", "syntax error"),
        ("SELECT nope FROM claims", "nope"),
        ("DELETE FROM claims", "only read"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled"),
    ],
)
def test_a_bad_question_is_one_line_with_the_tables(sql: str, told: str, ledger: str) -> None:
    result = run(sql, "--ledger", ledger)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert told in result.stderr
    assert "claims, incidents, reports" in result.stderr


def test_a_question_or_the_tables(ledger: str) -> None:
    assert run("--ledger", ledger).exit_code == 2
    assert run("SELECT 1", "--tables", "--ledger", ledger).exit_code == 2


def test_the_rule_is_chosen(ledger: str) -> None:
    sql = "SELECT DISTINCT toll_rule FROM incidents"
    assert "majority" in run(sql, "--ledger", ledger, "--rule", "majority").stdout


def test_the_ledger_stays_as_it_was(ledger: str) -> None:
    before = Path(ledger).read_bytes()
    run("SELECT * FROM claims", "--ledger", ledger)
    assert Path(ledger).read_bytes() == before


def test_a_missing_extra_is_one_line(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = run("SELECT 1", "--ledger", ledger)
    assert result.exit_code == 5
    assert 'pip install "sayso[export]"' in result.stderr
