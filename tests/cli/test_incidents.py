"""`sayso incidents`, `sayso incident` and `sayso contested` over a ledger with made accounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main
from sayso.errors import LedgerError
from sayso.incidents.derive import derive
from sayso.model.incident import Incident, TollRule
from tests.incidents import february


class _Ledger:
    """What the commands ask of a ledger; the ledger itself has tests of its own."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def incidents(self, rule: TollRule = TollRule.UCDP_SPAN) -> Iterator[Incident]:
        yield derive(february.tower(), rule=rule)
        yield derive(february.strikes(), rule=rule)

    def incident(self, incident: str, rule: TollRule = TollRule.UCDP_SPAN) -> Incident:
        found = [one for one in self.incidents(rule) if one.id == incident]
        if not found:
            raise LedgerError(f"the ledger has no incident {incident}: `sayso incidents` lists them")
        return found[0]


@pytest.fixture(autouse=True)
def ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_where: str, *, create: bool = True) -> _Ledger:
        assert not create
        return _Ledger()

    monkeypatch.setattr("sayso.ledger.ledger.Ledger.open", opened)


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
