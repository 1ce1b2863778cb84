from __future__ import annotations

import pytest

from sayso.model.event import Event, EventType, Status
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.model.span import Span


def _read(report: Report) -> Reading:
    """A reading with one event that is the whole report: the reader itself has tests of its own."""
    whole = Span(0, len(report.text))
    return Reading(
        report, "a reader of tests", events=(Event("e1", EventType.ATTACK, Status.OCCURRED, (whole,), whole),)
    )


@pytest.fixture
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a reader that takes no time in the place of the real one."""
    monkeypatch.setattr("sayso.cli.batch.read", _read)
