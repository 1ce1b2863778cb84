from __future__ import annotations

import json
from pathlib import Path

from bench.texts import made_up, texts


def test_made_up_reports_are_the_same_each_time_and_differ_among_themselves() -> None:
    reports = made_up(5)
    assert reports == made_up(5)
    assert len({report.text for report in reports}) == 5
    assert all("{" not in report.text for report in reports)


def test_given_texts_come_first_and_made_up_ones_last(tmp_path: Path) -> None:
    given = tmp_path / "docs.jsonl"
    given.write_text(json.dumps({"doc_id": "a", "text": "Words."}) + "\n")
    assert [one.id for one in texts(given, tmp_path)[1]] == ["a"]
    assert texts(None, tmp_path)[0] == "made-up reports"
