from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

import bench.__main__ as command
from bench.predict import predict
from sayso.model.report import Report


def _answer(doc_id: str, report: Report | None) -> Mapping[str, object]:
    if report and "explode" in report.text:
        raise RuntimeError("boom")
    return {"doc_id": doc_id, "words": len(report.text.split()) if report else 0}


def _documents(path: Path, *rows: object) -> Path:
    path.write_text(
        "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), encoding="utf-8"
    )
    return path


WORDS = "Two soldiers were wounded when a bomb went off beside the road to the town on Monday, the army said."


def test_one_bad_document_is_empty_and_named_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"doc_id": str(n), "text": WORDS if n != 1 else f"{WORDS} They explode."} for n in range(3)]
    documents = _documents(tmp_path / "docs.jsonl", rows[0], "not json", rows[1], "", rows[2])
    failed = predict("geo", documents, tmp_path / "out.jsonl", answers={"geo": _answer})
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(row["doc_id"], row["words"] > 0) for row in written] == [("0", True), ("1", False), ("2", True)]
    assert failed == 2
    said = capsys.readouterr().err
    assert "line 2: no JSON" in said
    assert "line 3: 1: RuntimeError: boom" in said


def test_the_command_ends_with_1_after_a_failure_and_2_without_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents = _documents(tmp_path / "docs.jsonl", "not json")
    out = str(tmp_path / "out.jsonl")
    assert command.main(["predict", "timex", str(documents), out]) == 1
    assert command.main(["predict", "timex", str(tmp_path / "none.jsonl"), out]) == 2
    assert "none.jsonl" in capsys.readouterr().err
