"""`sayso incidents`, `sayso incident` and `sayso contested` over a ledger with made accounts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.errors import LedgerError
from sayso.incidents.derive import derive
from sayso.ledger import Ledger, schema
from sayso.ledger.index.keeping import index_incidents
from sayso.ledger.packing import pack, pack_report
from sayso.model.report import Report
from tests.incidents import february


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger in which these accounts are, whatever reports would tell them."""
    where = tmp_path / "sayso.db"
    told = (derive(february.tower()), derive(february.strikes()))
    with Ledger.open(where) as made, made._database.writing() as connection:
        for report in sorted({account.report for incident in told for account in incident.accounts}):
            row = {"id": report, "text": report, "body": pack_report(Report(report)), "added": ""}
            connection.execute(schema.reports.insert().values(**row))
        for incident in told:
            for account in incident.accounts:
                connection.execute(
                    schema.accounts.insert().values(
                        id=account.id, report=account.report, incident=incident.id, published=account.published,
                        body=pack(account),
                    )
                )  # fmt: skip
        index_incidents(connection, [incident.id for incident in told])
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"COLUMNS": "120"})


TOWER, STRIKES = derive(february.tower()).id, derive(february.strikes()).id


def test_the_newest_comes_first_and_nothing_is_coloured() -> None:
    result = run("incidents")
    assert result.exit_code == 0, result.output
    assert result.output.index(STRIKES) < result.output.index(TOWER)
    assert "\x1b" not in result.output


@pytest.mark.parametrize(
    ("options", "listed"),
    [
        (("--since", "2024-02-01"), {STRIKES}),
        (("--until", "2024-01-31"), {TOWER}),
        (("--country", "Iraq"), {STRIKES}),
        (("--country", "jo"), {TOWER}),
        (("--country", "JO", "--country", "Iraq"), {TOWER, STRIKES}),
        (("--contested",), {TOWER, STRIKES}),
        (("--limit", "1"), {STRIKES}),
        (("--contested", "--rule", "majority"), {TOWER, STRIKES}),
        (("--since", "2030-01-01"), set()),
    ],
)
def test_options_choose(options: tuple[str, ...], listed: set[str]) -> None:
    result = run("incidents", *options)
    assert result.exit_code == 0, result.output
    assert {one for one in (TOWER, STRIKES) if one in result.output} == listed


def test_the_rule_makes_the_numbers() -> None:
    assert "25–36" in run("incidents", "--rule", "airwars-range").output


def test_a_country_that_is_none_is_said_so() -> None:
    result = run("incidents", "--country", "Atlantis")
    assert result.exit_code == 2
    assert "Atlantis" in result.output


def test_one_incident_in_full() -> None:
    result = run("incident", TOWER, "--rule", "latest-by-speaker", "--explain")
    assert result.exit_code == 0, result.output
    assert "latest-by-speaker" in result.output
    assert "Who said what when" in result.output


def test_an_incident_that_is_not_there_is_a_clear_error() -> None:
    result = run("incident", "nothing")
    assert result.exit_code == LedgerError.exit_code
    assert "`sayso incidents` lists them" in result.output


def test_what_is_contested_is_listed_with_its_sides() -> None:
    result = run("contested", "--country", "Jordan")
    assert result.exit_code == 0, result.output
    assert "across the border" in result.output
    assert STRIKES not in result.output
