"""`sayso export` over a small ledger."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.cli.export import _EPILOG, _FORMATS
from sayso.cli.listing import RULES
from sayso.errors import MissingExtra
from sayso.export import FORMATS
from sayso.ledger.ledger import Ledger
from sayso.model.incident import TollRule
from sayso.model.judgement import Decision
from tests.ledger import made


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    where = tmp_path_factory.mktemp("ledger") / "war.db"
    events = []
    with Ledger.open(where) as opened:
        for month, (town, outlet) in enumerate((("Holm", "Herald"), ("Tarn", "Post"), ("Vesk", "=1+1")), 1):
            day = date(2024, month, 3)
            told = made.report(town, killed=month * 40, url=f"https://{town}.example", outlet=outlet, day=day)
            opened.add([made.read(told, day=day)])
            events.append(f"{told.id}/e1")
        for one, other in combinations(events, 2):  # whatever the weights say
            opened.judge(Decision.DIFFERENT, one, other=other, author="ana")
    return str(where)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ("export", *arguments))


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout, newline=""), strict=True))


def test_the_help_lists_the_formats_as_they_are() -> None:
    assert tuple(form.name for form in FORMATS) == _FORMATS
    listed = [line.split(maxsplit=1) for line in _EPILOG.split("Formats:\n")[1].split("\n\n")[0].splitlines()]
    assert listed == [[form.name, form.what] for form in FORMATS]
    assert set(RULES) == {rule.value for rule in TollRule}


@pytest.mark.parametrize("name", [form.name for form in FORMATS if form.write])
def test_every_format_is_written_the_same_each_time(name: str, ledger: str, tmp_path: Path) -> None:
    target = tmp_path / "out"
    for _ in range(2):
        result = run(name, "--ledger", ledger, "-o", str(target))
        assert result.exit_code == 0, result.output
        assert result.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert target.read_bytes() == run(name, "--ledger", ledger).stdout_bytes


def test_parquet_is_a_folder(ledger: str, tmp_path: Path) -> None:
    assert run("parquet", "--ledger", ledger, "-o", str(tmp_path / "tables")).exit_code == 0
    assert len(list((tmp_path / "tables").iterdir())) == 3
    refused = run("parquet", "--ledger", ledger)
    assert refused.exit_code == 2
    assert "name a folder" in refused.stderr


def test_incidents_are_chosen(ledger: str) -> None:
    everything = rows(run("incidents-csv", "--ledger", ledger))
    assert len(everything) == 3
    place = everything[0]["country"]
    some = rows(run("incidents-csv", "--ledger", ledger, "--country", place))
    assert {row["country"] for row in some} == {place}
    assert rows(run("incidents-csv", "--ledger", ledger, "--since", "2024-03-04")) == []
    assert rows(run("incidents-csv", "--ledger", ledger, "--until", "2024-03-03")) == everything
    assert len(rows(run("incidents-csv", "--ledger", ledger, "--since", "2024-02-03", "--until", "2024-03-02"))) == 1
    assert rows(run("incidents-csv", "--ledger", ledger, "--type", "Battles")) == []
    assert rows(run("incidents-csv", "--ledger", ledger, "--type", "attack")) == everything


def test_text_only_when_asked(ledger: str) -> None:
    assert "sentence" not in rows(run("claims-csv", "--ledger", ledger))[0]
    told = rows(run("claims-csv", "--ledger", ledger, "--with-text"))
    assert any(row["sentence"].startswith("Gunmen of the River Front") for row in told)
    refused = run("ucdp", "--ledger", ledger, "--with-text")
    assert (refused.exit_code, "no place for text" in refused.stderr) == (2, True)


def test_no_outlet_is_a_formula(ledger: str) -> None:
    assert "'=1+1" in {row["outlets"] for row in rows(run("incidents-csv", "--ledger", ledger))}


def test_rules(ledger: str) -> None:
    told = rows(run("incidents-csv", "--ledger", ledger, "--rule", "majority"))
    assert {row["toll_rule"] for row in told} == {"majority"}
    assert run("acled", "--ledger", ledger, "--rule", "acled-lowest").exit_code == 0
    refused = run("acled", "--ledger", ledger, "--rule", "majority")
    assert (refused.exit_code, "acled goes by acled-lowest" in refused.stderr) == (2, True)


def test_what_a_format_cannot_hold_is_counted_with_the_reason(ledger: str) -> None:
    result = run("ucdp", "--ledger", ledger)
    held = len(rows(result))
    assert (f"{3 - held} of 3 incidents are not in ucdp" in result.stderr) == (held < 3)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nonsense",), "nonsense"),
        (("acled", "--country", "Nowhereland"), "Nowhereland"),
        (("acled", "--type", "nonsense"), "Battles"),
        (("acled", "--since", "yesterday"), "2024-02-03"),
        (("acled", "-o", "/no/such/folder/x.csv"), "cannot be written"),
        (("parquet", "-o", "/no/such/folder/x"), "cannot be written"),
    ],
)
def test_wrong_use_says_what_to_do(arguments: tuple[str, ...], told: str, ledger: str) -> None:
    result = run(*arguments, "--ledger", ledger)
    assert result.exit_code == 2
    assert told in result.stderr


def test_no_ledger_is_no_new_one(tmp_path: Path) -> None:
    result = run("acled", "--ledger", str(tmp_path / "none.db"))
    assert result.exit_code == 6
    assert not (tmp_path / "none.db").exists()


def test_a_missing_extra_is_one_line(ledger: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    result = run("ftm", "--ledger", ledger, "-o", str(tmp_path / "out"))
    assert result.exit_code == MissingExtra.exit_code
    assert result.stderr.count("\n") == 1
    assert 'pip install "sayso[export]"' in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_json_lines_are_json(ledger: str) -> None:
    lines = run("jsonl", "--ledger", ledger).stdout.splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == 3
