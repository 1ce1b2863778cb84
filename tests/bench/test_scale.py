from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from bench import news, stored
from bench.scale import Grown, exponent, grow, table, write


def _grown(accounts: int, seconds: float) -> Grown:
    return Grown(accounts, accounts // 2, seconds, 3.0, 50.0, 0.98)


def test_made_up_news_is_the_same_each_time_and_comes_by_day_of_publication() -> None:
    found = list(news.reports(200))
    assert found == list(news.reports(200))
    days = [account.published for account, _ in found]
    assert days == sorted(days, key=str)
    assert len({account.id for account, _ in found}) == 200


def test_reports_of_one_event_differ_in_words_and_share_the_town() -> None:
    by_event: dict[int, list[int]] = {}
    listed = list(islice(news.reports(400), 400))
    for at, (_, event) in enumerate(listed):
        by_event.setdefault(event, []).append(at)
    several = next(ids for ids in by_event.values() if len(ids) > 2)
    accounts = [listed[at][0] for at in several]
    assert len({account.words for account in accounts}) > 1
    assert len({place.geonameid for account in accounts for place in account.places}) == 1


def test_twice_the_reports_in_twice_the_time_is_linear() -> None:
    assert exponent([_grown(1000, 2.0), _grown(2000, 4.0), _grown(4000, 8.0)]) == pytest.approx(1)


def test_linking_finds_the_events_again() -> None:
    (small,) = grow([150])
    assert small.accounts == 150
    assert small.b3_f1 > 0.9


def test_the_table_goes_between_the_marks_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before <!-- growth -->old<!-- /growth --> after", encoding="utf-8")
    write(page, tmp_path / "img" / "growth.png", [_grown(1000, 2.0)])
    text = page.read_text(encoding="utf-8")
    assert "old" not in text
    assert table([_grown(1000, 2.0)]) in text
    assert "(img/growth.png)" in text
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="growth"):
        write(page, tmp_path / "growth.png", [])


def test_reports_are_added_to_a_ledger_that_was_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "ADDED", 5)
    found = stored.measure(60, tmp_path)
    assert found.reports == 60
    assert found.median_ms > 0
