"""Many inputs, read one after another or by several processes; what comes out does not depend on which."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeAlias

from sayso.errors import InputError, SaysoError
from sayso.intake import Failure, IntakeOptions, load
from sayso.model.jsonform import FailureNote
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.reading import read

Outcome: TypeAlias = Reading | FailureNote

_AHEAD = 4  # reports in hand per process: enough to keep it busy, few enough to keep memory flat


class WorkerLost(SaysoError):
    """A reading process ended before its time: mostly for lack of memory."""


def outcomes(sources: Sequence[str], options: IntakeOptions, jobs: int = 1) -> Iterator[Outcome]:
    """A reading or a failure for every report in the sources, in input order.

    Raises DataError when sayso's own tables or model are damaged, WorkerLost when a process was killed.
    """
    return read_all((item for source in sources for item in load(source, options)), jobs)


def read_all(items: Iterable[Report | Failure], jobs: int = 1) -> Iterator[Outcome]:
    """The same of reports at hand, or of what could not be loaded."""
    return map(_read, items) if jobs == 1 else _read_by_processes(items, jobs)


def exit_code(failures: Iterable[FailureNote]) -> int:
    """0 without failures, their exit code when they agree, else that of unreadable input."""
    found = {failure.exit_code for failure in failures}
    return found.pop() if len(found) == 1 else InputError.exit_code if found else 0


def _read(item: Report | Failure) -> Outcome:
    if not isinstance(item, Report):
        return _note(item.origin, item.error)
    try:
        return read(item)
    except InputError as error:
        return _note(item.origin, error)


def _note(origin: str, error: SaysoError) -> FailureNote:
    return FailureNote(origin, type(error).__name__, str(error), error.exit_code)


def _read_by_processes(items: Iterable[Report | Failure], jobs: int) -> Iterator[Outcome]:
    # Spawned, not forked: a fork would copy the locks of the model's threads in whatever state they are.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Outcome]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(_read, item))
                if len(waiting) >= jobs * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost(
                "a reading process was killed, mostly for lack of memory: try again with fewer --jobs"
            ) from error
        finally:
            for future in waiting:
                future.cancel()
