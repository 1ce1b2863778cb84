"""The list of stages."""

from __future__ import annotations

import dataclasses
import inspect

import pytest

from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.reading.draft import Draft
from sayso.reading.stages import STAGES, Stage

FIELDS = {f.name for f in dataclasses.fields(Draft)}


def test_names_are_told_apart_and_versions_count_from_one() -> None:
    assert len({s.name for s in STAGES}) == len(STAGES)
    assert all(s.version >= 1 for s in STAGES)


@pytest.mark.parametrize("stage", STAGES, ids=lambda s: s.name)
def test_a_stage_needs_and_gives_fields_of_a_draft_and_says_what_it_does(stage: Stage) -> None:
    assert {*stage.needs, *stage.gives} <= FIELDS
    assert stage.gives
    assert stage.doc
    assert list(inspect.signature(stage.run).parameters) == ["draft"]


def test_everything_a_reading_has_is_given_by_some_stage() -> None:
    wanted = {f.name for f in dataclasses.fields(Reading)} - {"report", "reader_id"}
    assert wanted <= {field for stage in STAGES for field in stage.gives}


def test_each_stage_changes_what_it_says_it_gives_and_nothing_else() -> None:
    text = "Two soldiers were killed near Mosul on Sunday, police said.\n\n“We will answer,” the army said."
    before = Draft(Report(text))
    for stage in STAGES:
        after = stage.run(before)
        changed = {name for name in FIELDS if getattr(after, name) is not getattr(before, name)}
        assert changed <= set(stage.gives), stage.name
        before = after
