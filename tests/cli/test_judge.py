"""`sayso judge add`: a claim that sayso missed, by its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import JudgementError
from sayso.ledger import Ledger
from tests.cli.test_ledger import run
from tests.ledger.made import read, report

TOLD = report("Holm", "Tarn")


@pytest.fixture
def at(tmp_path: Path) -> tuple[str, str]:
    where = str(tmp_path / "sayso.db")
    with Ledger.open(where) as ledger:
        ledger.add([read(TOLD)])
    return "--ledger", where


def test_a_missed_claim_is_added_corrected_and_undone(at: tuple[str, str]) -> None:
    added = run("judge", "add", TOLD.id, "event", "farmers in Tarn", "type=looting-property-destruction", *at)
    assert added.exit_code == 0, added.output
    judgement, claim = added.output.split()
    toll = run(
        "judge", "add", TOLD.id, "toll", "farmers", "measure=injured", "number=at least 3",
        f"event={claim.rpartition('/')[2]}", f"at={TOLD.text.rindex('farmers')}", *at,
    )  # fmt: skip
    assert toll.exit_code == 0, toll.output
    assert run("judge", "correct", claim, "status", "claimed", *at).exit_code == 0
    with Ledger.open(at[1]) as ledger:
        judged = ledger.judged_reading(TOLD.id)
        assert (judged.tolls[-1].event, judged.tolls[-1].quantity.low) == (judged.events[-1].id, 3)
        assert ledger.check() == ()
    assert "looting" in run("judgements", *at).output
    assert run("judge", "undo", judgement, *at).exit_code == 0
    with Ledger.open(at[1]) as ledger:
        assert len(ledger.judged_reading(TOLD.id).events) == 2


@pytest.mark.parametrize(
    ("details", "code", "message"),
    [
        (["toll"], 2, "NOUN WORDS FIELD=VALUE"),
        (["toll", "farmers", "measure"], 2, "NOUN WORDS FIELD=VALUE"),
        (["toll", "farmers", "measure=injured", "number=3"], JudgementError.exit_code, "stand in 2 places"),
        (["toll", "farmers", "measure=injured", "number=3", "at=soon"], JudgementError.exit_code, "a whole number"),
        (["toll", "13", "measure=killed", "number=13"], JudgementError.exit_code, "already, as"),
        (["toll", "Martians", "measure=killed", "number=13"], JudgementError.exit_code, "does not hold the words"),
        (["crime", "Tarn", "measure=killed"], JudgementError.exit_code, "cannot be judged"),
    ],
)
def test_what_cannot_be_added_is_said_in_one_line(
    at: tuple[str, str], details: list[str], code: int, message: str
) -> None:
    refused = run("judge", "add", TOLD.id, *details, *at)
    assert refused.exit_code == code
    assert message in refused.output
    assert "Traceback" not in refused.output
