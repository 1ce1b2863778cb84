"""A report to a reading, by one visible list of stages (`stages.py`)."""

from __future__ import annotations

import hashlib
from functools import cache

from sayso.errors import TooLarge
from sayso.model.reading import Reading
from sayso.model.report import Report

LONGEST = 300_000  # characters of one report; a long article has 30,000


@cache
def reader_id() -> str:
    """A digest of what reads: the stages with their versions, the model, the tables."""
    from importlib.resources import files

    from sayso.reading.encoder import model_digest
    from sayso.reading.stages import STAGES

    digest = hashlib.sha256(model_digest().encode())
    for stage in STAGES:
        digest.update(f"{stage.name} {stage.version}\n".encode())
    for folder in ("sayso.knowledge", "sayso.reading"):
        for table in sorted(files(folder).iterdir(), key=lambda p: p.name):
            if table.name.endswith(".csv"):
                digest.update(table.read_bytes())
    return digest.hexdigest()[:12]


def read(report: Report) -> Reading:
    """Read one report: what is told to have happened, and who says so.

    Every span of the result is a half-open code-point offset into `report.text`. The same report gives the same
    reading. Raises TooLarge for a report of over `LONGEST` characters, DataError when the
    model or a table is missing.
    """
    if len(report.text) > LONGEST:
        raise TooLarge(
            f"{report.origin or 'the report'} has {len(report.text):,} characters, over the {LONGEST:,} that one "
            "report may have: divide it into its articles"
        )
    from sayso.reading.draft import Draft
    from sayso.reading.stages import STAGES

    draft = Draft(report)
    for stage in STAGES:
        draft = stage.run(draft)
    return Reading(
        report=report,
        reader_id=reader_id(),
        sentences=draft.sentences,
        times=draft.times,
        places=draft.places,
        mentions=draft.mentions,
        actors=draft.actors,
        attributions=draft.attributions,
        events=draft.events,
        tolls=draft.tolls,
        statements=draft.statements,
        loaded_terms=draft.loaded_terms,
    )
