"""Floors may only rise, but for the few in traded.csv: held against every version of them that the history has."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bench import run as bench_run
from bench.run import HELD_OUT, ROOT, raise_floors
from bench.tables import RESULTS, figures, floors, traded

RELATIVE = "bench/floors.json"


def _git(*arguments: str) -> str | None:
    """What git says; None where there is no git or no such thing in the history."""
    try:
        ended = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return ended.stdout if ended.returncode == 0 else None


def test_no_floor_was_lowered_or_dropped() -> None:
    commits = _git("log", "--format=%H", "--", RELATIVE)
    if not commits:
        pytest.skip("no git history of the floors at hand")
    now = floors()
    lowered = traded()
    for commit in commits.split():
        before = _git("show", f"{commit}:{RELATIVE}")
        for key, value in json.loads(before or "{}").items():
            least = lowered[key].now if key in lowered and value <= lowered[key].was else value
            assert now.get(key, 0.0) >= least, f"{key} was {value} in {commit[:10]}"


def test_what_was_traded_is_small_and_says_what_for() -> None:
    for key, one in traded().items():
        assert key in floors()
        assert 0 < one.was - one.now <= 0.02
        assert len(one.why) > 40


def test_every_floored_figure_was_measured_and_holds() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    for key, floor in floors().items():
        part, figure = key.split("/", maxsplit=1)
        assert results.get(part, {}).get(figure, -1.0) >= floor, key


def test_floors_are_of_figures_that_are_shown() -> None:
    shown = {(figure.set, figure.key) for figure in figures()}
    for key in floors():
        part, figure = key.split("/", maxsplit=1)
        assert (part.removesuffix(HELD_OUT), figure) in shown


def test_floors_are_lifted_and_never_lowered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results, path = tmp_path / "results.json", tmp_path / "floors.json"
    results.write_text(json.dumps({"timex": {"value_f1": 0.5, "day_recall": 0.8}, "muc4": {"gtt": 30.0}}))
    path.write_text(json.dumps({"timex/value_f1": 0.7, "timex/day_recall": 0.1}))
    monkeypatch.setattr(bench_run, "RESULTS", results)
    assert raise_floors(path) == {"timex/day_recall": 0.795, "muc4/gtt": 29.5}
    assert floors(path) == {"timex/value_f1": 0.7, "timex/day_recall": 0.795, "muc4/gtt": 29.5}
