from __future__ import annotations

import subprocess
from collections.abc import Iterable
from types import SimpleNamespace

import pytest

from bench import speed


def test_every_pass_reads_everything() -> None:
    seen: list[int] = []

    def work() -> Iterable[int]:
        for number in range(3):
            seen.append(number)
            yield number

    assert speed._timed(work) >= 0
    assert seen == [0, 1, 2] * speed.PASSES


def test_the_better_pass_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, 9.0, 10.0, 12.0])
    monkeypatch.setattr(speed, "time", SimpleNamespace(perf_counter=lambda: next(ticks)))
    assert speed._timed(lambda: ()) == 2.0


def test_a_start_that_fails_is_no_time() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        speed._start("raise SystemExit(3)")
