"""Read a bench's documents and write what its scorer reads, one line each, in their order."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from bench import attribution, geo, gva, ledger, muc4, timex
from bench.documents import BadDocument, document
from sayso.model.reading import Reading
from sayso.model.report import Report

Row = Mapping[str, object] | gva.Told
Answer = Callable[[str, Report | None], Row]
"""A document's id and report to the row that its scorer reads, or to what `TOGETHER` makes rows of once all documents
are read; without a report, the empty one."""


def _of_reading(row: Callable[[str, Reading | None], Row]) -> Answer:
    """What a mapping of readings answers. The reader is imported when first needed, so that `--help` stays quick."""

    def answer(doc_id: str, report: Report | None) -> Row:
        from sayso.reading import read

        return row(doc_id, read(report) if report else None)

    return answer


ANSWERS: Mapping[str, Answer] = {
    "ledger": _of_reading(ledger.row),
    "attribution": _of_reading(attribution.row),
    "muc4": muc4.answer,
    "gva": _of_reading(gva.told),
    "geo": _of_reading(geo.row),
    "timex": _of_reading(timex.row),
}
TOGETHER: Mapping[str, Callable[[Sequence[gva.Told]], Sequence[Mapping[str, object]]]] = {"gva": gva.rows}
"""Sets whose rows need all documents: incidents are found across them."""
WINDOW = 64  # documents in flight per worker: enough to keep it busy, few enough to stream


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one line: the row to write (None where the line names no document) and what went wrong.

    `told` is what a row will be made of once all documents are read.
    """

    row: str | None
    trouble: str | None = None
    told: gva.Told | None = None


def outcome(name: str, line: str, answers: Mapping[str, Answer] = ANSWERS) -> Outcome:
    """Answer for the document of one line. A document that fails becomes an empty row."""
    answer = answers[name]
    try:
        doc = document(line)
    except BadDocument as error:
        return Outcome(None, str(error))
    trouble = None
    try:
        row = answer(doc.id, doc.report())
    # The boundary of a long measurement: one document must not cost the others, whatever it does, and is named.
    except Exception as error:  # noqa: BLE001
        row, trouble = answer(doc.id, None), f"{doc.id}: {type(error).__name__}: {error}"
    return Outcome(None, trouble, row) if isinstance(row, gva.Told) else Outcome(json.dumps(row), trouble)


def _outcome_of(task: tuple[str, str]) -> Outcome:
    """`outcome` as a worker process takes it."""
    return outcome(*task)


def predict(name: str, documents: Path, out: Path, jobs: int = 1, answers: Mapping[str, Answer] = ANSWERS) -> int:
    """Write predictions for the JSONL at `documents` to `out`; returns how many documents failed.

    With several jobs the documents are spread over processes; the order and the rows are the same (other `answers`
    than the bench's own are given in this process only). Raises OSError when a file cannot be opened.
    """
    failed = 0
    told: list[gva.Told] = []
    with documents.open(encoding="utf-8", errors="replace") as lines, _output(out) as write:
        filled = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
        for number, result in _outcomes(name, filled, jobs, answers):
            if result.row is not None:
                write(result.row + "\n")
            if result.told:
                told.append(result.told)
            if result.trouble:
                failed += 1
                print(f"line {number}: {result.trouble}", file=sys.stderr)
        for row in TOGETHER[name](told) if told else ():
            write(json.dumps(row) + "\n")
    return failed


def _outcomes(
    name: str, lines: Iterable[tuple[int, str]], jobs: int, answers: Mapping[str, Answer]
) -> Iterator[tuple[int, Outcome]]:
    """The lines' outcomes in their order, a window at a time."""
    if jobs <= 1:
        yield from ((number, outcome(name, line, answers)) for number, line in lines)
        return
    rest = iter(lines)
    # Spawned, not forked: a fork would copy the locks of the model's threads in whatever state they are.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_one_thread) as pool:
        while window := list(islice(rest, WINDOW * jobs)):
            tasks = [(name, line) for _, line in window]
            results = pool.map(_outcome_of, tasks, chunksize=4)
            yield from ((number, result) for (number, _), result in zip(window, results, strict=True))


def _one_thread() -> None:
    """Keep each worker to one core: the processes are the parallelism."""
    os.environ["OMP_NUM_THREADS"] = "1"


@contextmanager
def _output(path: Path) -> Iterator[Callable[[str], object]]:
    """Where rows go: "-" is standard output; a file is flushed line by line, so that a stopped run keeps its part."""
    if str(path) == "-":
        yield sys.stdout.write
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", buffering=1) as file:
        yield file.write
