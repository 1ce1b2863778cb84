from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import run as bench_run
from bench.report import Line
from bench.run import Measured, data_folder, flat, other_half, score, table
from bench.tables import GoldSet, figures, sets

SCORER = """
import json, sys
docs, pred = sys.argv[1:3]
print(json.dumps({"part": {"acc": len(open(pred).readlines()) / len(open(docs).readlines())}, "name": "x"}))
"""
TEXT_SCORER = "print('incident_type  P  50.0 R  40.0 F1  44.4\\ngtt            P  10.0 R  20.0 F1  13.3')"


def _gold(arguments: str) -> GoldSet:
    return GoldSet("made", "geo", "docs.jsonl", None, "score.py", arguments, apart="")


def test_scores_come_from_the_scorer_as_json(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text(SCORER)
    docs, pred = tmp_path / "docs.jsonl", tmp_path / "pred.jsonl"
    docs.write_text("{}\n{}\n")
    pred.write_text("{}\n")
    assert score(_gold("{docs} {pred} --json"), tmp_path, docs, pred) == {"part.acc": 0.5}


def test_scores_come_from_the_scorer_as_text(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text(TEXT_SCORER)
    assert score(_gold("{docs} {pred}"), tmp_path, tmp_path, tmp_path) == {"incident_type": 44.4, "gtt": 13.3}


def test_a_failing_scorer_is_told_with_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "score.py").write_text("import sys; sys.exit('no such gold')")
    with pytest.raises(bench_run.ScorerFailed, match="no such gold"):
        score(_gold("{docs} {pred}"), tmp_path, tmp_path, tmp_path)


def test_missing_data_is_skipped_in_plain_words_and_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_run, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(bench_run, "fill_readme", lambda: None)
    assert bench_run.run(tmp_path / "nowhere", speed=False) == 0
    told = capsys.readouterr().out.replace("\n", " ")
    assert "skipped: no data at" in told
    assert json.loads((tmp_path / "results.json").read_text()) == {}


def test_a_figure_under_its_floor_is_told_from_one_on_it() -> None:
    assert Line("geo", "f", ours=0.5, floor=0.6).under_floor
    assert Line("geo", "f", ours=0.9, held_out=0.5, floor=0.6, held_out_floor=0.6).under_floor
    assert not Line("geo", "f", ours=0.6, floor=0.6).under_floor
    assert not Line("geo", "f", ours=None, floor=0.6).under_floor


def test_a_mark_is_passed_from_its_own_side() -> None:
    assert Line("geo", "f", ours=0.6, mark=0.5).passed
    assert not Line("speed", "f", ours=0.6, mark=0.5, less_is_better=True).passed


def test_the_table_shows_whole_and_held_out_parts() -> None:
    measured = {"timex": Measured({"value_f1": 0.7}, 9, 0), "timex held-out": Measured({"value_f1": 0.6}, 2, 0)}
    assert [(line.set, line.ours, line.held_out) for line in table(measured, {})] == [("timex", 0.7, 0.6)]


def test_flat_drops_what_is_no_number() -> None:
    assert flat({"a": {"b": 1, "c": "x"}, "d": 0.123456}) == {"a.b": 1.0, "d": 0.1235}


def test_incidents_stay_whole_when_halved() -> None:
    assert {other_half("gva", f"123/{n}") for n in range(9)} in ({True}, {False})
    assert {other_half("gva", f"{n}/a") for n in range(99)} == {True, False}


def test_data_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SAYSO_BENCH_DATA", str(tmp_path))
    assert data_folder(None) == tmp_path


def test_every_figure_is_of_a_known_set() -> None:
    assert {figure.set for figure in figures()} == {one.name for one in sets()} | {"speed"}


def test_the_readme_s_figures_are_the_measured_ones(tmp_path: Path) -> None:
    readme = (bench_run.ROOT / "README.md").read_text("utf-8")
    copy = tmp_path / "README.md"
    copy.write_text(readme, encoding="utf-8")
    bench_run.fill_readme(copy)
    assert copy.read_text("utf-8") == readme, (
        "run `make bench`, or python -c 'from bench.run import fill_readme as f; f()'"
    )


def test_only_what_is_between_the_marks_is_filled(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", encoding="utf-8")
    bench_run.fill_readme(readme)
    filled = readme.read_text("utf-8")
    assert filled.startswith("before\n<!-- bench -->\n| bench |")
    assert filled.endswith("<!-- /bench -->\nafter\n")
    assert "old" not in filled
