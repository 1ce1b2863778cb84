"""The commands that keep a ledger, from add to journal."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.errors import JudgementError, LedgerError, NotFound
from sayso.ledger import Ledger
from tests.cli.test_read import GOOD

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def where(tmp_path: Path) -> str:
    return str(tmp_path / "sayso.db")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    rows = [{"body": f"Report {number}. {GOOD}", "url": f"https://example.org/{number % 2}"} for number in range(3)]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", "utf-8")
    return path


def run(command: str, *arguments: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [command, *map(str, arguments)], env=env)


@pytest.mark.usefixtures("quick_reader")
def test_reports_are_added_judged_checked_and_copied(where: str, articles: Path, tmp_path: Path) -> None:
    at = ("--ledger", where)
    added = run("add", articles, "--column", "body=text", *at)
    assert added.exit_code == NotFound.exit_code, "one line is broken, and the rest is stored"
    assert "2 new, 1 of a changed page, 1 could not be read" in added.output
    assert "replaces" in added.output
    assert "\x1b" not in added.output
    assert "3 unchanged" in run("add", articles, "--column", "body=text", *at).output

    ids = run("add", articles, "--column", "body=text", "--ids", *at).stdout.split()
    claim = f"{ids[-1]}/e1"
    judged = run("judge", "correct", claim, "status", "claimed", "--reason", "só", *at, env={"SAYSO_AUTHOR": "Ana"})
    assert judged.exit_code == 0, judged.output
    assert re.fullmatch(r"[0-9a-f]{16}\n", judged.output)
    assert run("judge", "reject", f"{ids[-1]}/e7", *at).exit_code == JudgementError.exit_code
    assert run("judge", "correct", claim, "status", *at).exit_code == 2
    assert "Ana" in run("judgements", *at).output
    table = tmp_path / "judged.csv"
    assert run("judgements", "--csv", "--claims", "-o", table, *at).exit_code == 0
    assert run("import-judgements", table, *at).output.startswith("0 judgements made")
    assert run("judge", "undo", judged.output.strip(), *at).exit_code == 0
    assert "No judgement" in run("judgements", "--looks", *at).output

    assert "all is as it must be" in run("check", "--mend", *at).output
    assert re.search(r"reports +2, and 1 earlier versions", run("status", *at).output)
    assert "undo" in run("journal", *at).output
    copy = tmp_path / "copy.db"
    assert run("backup", copy, *at).exit_code == 0
    assert "all is as it must be" in run("check", "--ledger", copy).output
    assert "unchanged" in run("reread", *at).output


def test_a_ledger_that_is_not_there_is_one_line(where: str) -> None:
    for command in (("status",), ("check",), ("journal",), ("judgements",), ("judge", "accept", "x/e1"), ("reread",)):
        result = run(*command, "--ledger", where)
        assert result.exit_code == LedgerError.exit_code
        assert re.fullmatch(r"sayso: there is no ledger at \S+: .*\n", result.stderr)


def test_two_samples_are_really_read_and_stored(where: str) -> None:
    files = sorted(SAMPLES.glob("[12]-*"))
    assert len(files) == 2
    result = run("add", *files, "--ledger", where)
    assert result.exit_code == 0, result.output
    assert "2 new" in result.output
    assert "2 unchanged" in run("add", *files, "--ledger", where).output
    with Ledger.open(where, create=False) as ledger:
        assert ledger.check() == ()
        assert any(account.figures for account in ledger.accounts())
        assert len({incident.id for incident in ledger.incidents()}) > 0
