from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from bench.gva import Told, reconciled, rows
from bench.run import taking
from tests.incidents.build import account

DAY = date(2024, 2, 2)
SAME = "Twelve died when a car packed with explosives blew up at the fish market."


def _told(doc: str, killed: int, chance: float = 0.7) -> Told:
    one = account(doc, day=DAY, published=DAY, where=("Marib",), words=SAME, names=("Hadi Mansour", "Zuhra Street"))
    return Told(doc, killed, 1, {(killed, 1): chance, (killed, 0): 0.2}, one)


def test_articles_of_one_incident_have_one_id_and_one_toll() -> None:
    far = Told(
        "c", 3, 1, {(3, 1): 1.0}, account("c", day=DAY + timedelta(200), where=("Goma",), words="Gunmen took a bus.")
    )
    made = {row["doc_id"]: row for row in rows([_told("a", 12), far, _told("b", 12), Told("d")])}
    assert made["a"]["incident"] == made["b"]["incident"] != made["c"]["incident"]
    assert made["a"]["killed"] == made["b"]["killed"] == 12
    assert (made["a"]["article_killed"], made["c"]["killed"]) == (12, 3)
    assert (made["d"]["incident"], made["d"]["killed"]) == (None, None)


def test_rows_come_in_the_order_of_the_articles() -> None:
    assert [row["doc_id"] for row in rows([_told(doc, 1) for doc in "bca"])] == ["b", "c", "a"]


def test_the_toll_that_all_articles_hold_likely_wins_and_the_dead_become_more() -> None:
    assert reconciled([_told("a", 3), _told("b", 3), _told("c", 2)]) == (3, 1)
    assert reconciled([_told("a", 3), _told("b", 4)]) == (4, 1)
    unsure = Told("b", 9, 0, {(9, 0): 0.3, (3, 1): 0.3})
    assert reconciled([_told("a", 3, 0.8), unsure, _told("c", 3)]) == (3, 1)
    assert reconciled([]) == (None, None)


def test_fields_are_taken_by_how_their_names_begin(tmp_path: Path) -> None:
    read = tmp_path / "read.jsonl"
    read.write_text(json.dumps({"doc_id": "a", "killed": 1, "article_killed": 2}) + "\n")
    assert taking("", read, tmp_path / "out.jsonl") == read
    taken = taking("article_", read, tmp_path / "out.jsonl").read_text()
    assert json.loads(taken) == {"doc_id": "a", "killed": 2}
