"""Measure the reader on every set of gold at hand, and say plainly which were not."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.report import Line, markdown, print_table
from bench.tables import FLOORS, RESULTS, GoldSet, figures, floors, sets

ROOT = Path(__file__).resolve().parent.parent
HELD_OUT = " held-out"  # ends the name of the part of a set that is scored apart, in floors and results
MARGIN = 0.005
README_MARKS = ("<!-- bench -->", "<!-- /bench -->")
Scores = Mapping[str, float]


class ScorerFailed(RuntimeError):
    """A scorer ended with an error: its own words are the message."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of one part of a set, over how many documents, and how many of them failed to be read."""

    scores: Scores
    documents: int
    failed: int
    seconds: float = 0.0


def data_folder(given: Path | None) -> Path:
    """Where the sets of gold are: the option, else SAYSO_BENCH_DATA, else beside the checkout."""
    return given or Path(os.environ.get("SAYSO_BENCH_DATA") or ROOT.parent / "shared" / "bench")


def run(data: Path | None, only: tuple[str, ...] = (), jobs: int = 1, speed: bool = True) -> int:
    """Measure, print the table, write results.json when every set was measured. Status 1: a figure under its floor."""
    folder = data_folder(data)
    measured: dict[str, Measured] = {}
    skipped: dict[str, str] = {}
    wanted = [one for one in sets() if not only or one.name in only]
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as scratch:
        for gold in wanted:
            if not (folder / gold.documents).exists() or not (folder / gold.scorer).exists():
                skipped[gold.name] = f"skipped: no data at {folder / gold.documents}"
                continue
            print(f"{gold.name}: reading …", file=sys.stderr, flush=True)
            measured.update(measure(gold, folder, Path(scratch), jobs))
    timing = _speed() if speed else {}
    if timing:
        measured["speed"] = Measured(timing, 0, 0)
    elif speed:
        skipped["speed"] = "skipped: the timing failed (see above)"
    lines = table(measured, skipped)
    print_table(lines, measured_documents={name: one.documents for name, one in measured.items() if one.documents})
    _write(measured)
    fill_readme()
    under = [line for line in lines if line.under_floor]
    for line in under:
        print(f"under its floor: {line.set}: {line.figure}, {line.ours}, floor {line.floor}", file=sys.stderr)
    failed = sum(one.failed for name, one in measured.items() if HELD_OUT not in name)
    if failed:
        print(f"{failed} documents failed and counted as empty", file=sys.stderr)
    return 1 if under or failed else 0


def measure(gold: GoldSet, folder: Path, scratch: Path, jobs: int) -> dict[str, Measured]:
    """Predict for one set and score it, whole and, where some of it was learned from or tuned on, its held-out part."""
    from bench.predict import predict

    rows = _documents(folder / gold.documents, gold.only)
    docs, read = scratch / f"{gold.name}.docs.jsonl", scratch / f"{gold.reader}.read.jsonl"
    docs.write_text("".join(rows.values()), encoding="utf-8")
    start = time.perf_counter()
    # What another set with the same reader and documents has had read; its failures were counted there.
    failed = 0 if read.exists() else predict(gold.reader, docs, read, jobs)
    seconds = time.perf_counter() - start
    pred = taking(gold.takes, read, scratch / f"{gold.name}.pred.jsonl")
    found = {gold.name: Measured(score(gold, folder, docs, pred), len(rows), failed, seconds)}
    held_out = _held_out(gold.apart)
    part = {key: row for key, row in rows.items() if held_out(gold.name, key)}
    if part:
        part_docs, part_pred = scratch / f"{gold.name}.part.docs.jsonl", scratch / f"{gold.name}.part.pred.jsonl"
        part_docs.write_text("".join(part.values()), encoding="utf-8")
        predictions = _documents(pred, None)
        part_pred.write_text("".join(row for key, row in predictions.items() if key in part), encoding="utf-8")
        found[gold.name + HELD_OUT] = Measured(score(gold, folder, part_docs, part_pred), len(part), 0)
    return found


def taking(begin: str, read: Path, into: Path) -> Path:
    """The predictions with the fields whose names begin so in place of the usual ones; as they are without `begin`."""
    if not begin:
        return read
    with read.open(encoding="utf-8") as lines, into.open("w", encoding="utf-8") as out:
        for row in map(json.loads, lines):
            taken = {key.removeprefix(begin): value for key, value in row.items() if key.startswith(begin)}
            out.write(
                json.dumps({key: value for key, value in row.items() if not key.startswith(begin)} | taken) + "\n"
            )
    return into


def _documents(path: Path, only: tuple[str, str] | None) -> dict[str, str]:
    """The lines of a JSONL by document id, those alone whose field has the value wanted."""
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if only is None or row.get(only[0]) == only[1]:
                found[str(row.get("doc_id") or row.get("docid"))] = line.rstrip("\n") + "\n"
    return found


def score(gold: GoldSet, folder: Path, docs: Path, pred: Path) -> Scores:
    """Call the set's scorer and read its figures. Raises ScorerFailed."""
    arguments = [part.format(data=folder, docs=docs, pred=pred) for part in gold.arguments.split()]
    ended = subprocess.run(
        [sys.executable, str(folder / gold.scorer), *arguments], capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise ScorerFailed(f"{gold.scorer}: {ended.stderr.strip() or ended.stdout.strip()}")
    if "--json" in arguments:
        return flat(json.loads(ended.stdout))
    return {name: float(f1) for name, f1 in re.findall(r"^(\S.*?)\s+P\s.*F1\s+([\d.]+)", ended.stdout, re.MULTILINE)}


def flat(nested: Mapping[str, object], prefix: str = "") -> dict[str, float]:
    """Nested numbers by dotted keys; what is no number is left out."""
    found: dict[str, float] = {}
    for key, value in nested.items():
        if isinstance(value, dict):
            found.update(flat(value, f"{prefix}{key}."))
        elif isinstance(value, int | float):
            found[f"{prefix}{key}"] = round(float(value), 4)
    return found


def _held_out(apart: str) -> Callable[[str, str], bool]:
    """Which documents of a set are scored once more by themselves; none where the training is not at hand."""
    if apart == "half":
        return other_half
    if apart == "training" and importlib.util.find_spec("training"):
        held_out: Callable[[str, str], bool] = importlib.import_module("training.splits").held_out
        return held_out
    return lambda _set, _key: False


def other_half(_set: str, key: str) -> bool:
    """The half that no weight was learned from: by what stands before the slash, so incidents stay whole."""
    return hashlib.sha1(key.partition("/")[0].encode()).digest()[0] % 2 == 1


def table(measured: Mapping[str, Measured], skipped: Mapping[str, str]) -> list[Line]:
    """Every figure, whole and held out, beside its floor, mark and peers."""
    least = floors()
    lines: list[Line] = []
    for figure in figures():
        if figure.set in skipped:
            lines.append(Line(figure.set, figure.says, mark=figure.mark, peers=skipped[figure.set]))
        elif (one := measured.get(figure.set)) and figure.key in one.scores:
            part = measured.get(figure.set + HELD_OUT)
            lines.append(
                Line(
                    figure.set,
                    figure.says,
                    ours=one.scores[figure.key],
                    held_out=part.scores.get(figure.key) if part else None,
                    floor=least.get(f"{figure.set}/{figure.key}"),
                    held_out_floor=least.get(f"{figure.set}{HELD_OUT}/{figure.key}"),
                    mark=figure.mark,
                    peers=figure.peers,
                    less_is_better=figure.less_is_better,
                )
            )
    return lines


def _speed() -> Mapping[str, float]:
    """The timing, in a process of its own on one core. Empty when it failed: its words are on standard error."""
    ended = subprocess.run(
        [sys.executable, "-m", "bench", "speed"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    return flat(json.loads(ended.stdout)) if ended.returncode == 0 else {}


def raise_floors(path: Path = FLOORS) -> dict[str, float]:
    """Lift the floors of the quality figures to just under results.json; none is lowered. Returns those that rose."""
    results: dict[str, dict[str, float]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    now = dict(floors(path))
    risen = {}
    for figure in figures():
        for name in (figure.set, figure.set + HELD_OUT):
            value = results.get(name, {}).get(figure.key)
            if value is None or figure.set == "speed":
                continue
            # Processors round int8 arithmetic differently: a hair of room, in percent points for figures in percent.
            floor = round(value - MARGIN * (100 if value > 1 else 1), 4)
            if floor > now.get(f"{name}/{figure.key}", 0.0):
                risen[f"{name}/{figure.key}"] = floor
    path.write_text(json.dumps(now | risen, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return risen


def last_lines() -> list[Line]:
    """The rows of the table as results.json has them."""
    results: dict[str, dict[str, float]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return table({name: Measured(scores, 0, 0) for name, scores in results.items()}, {})


def fill_readme(readme: Path = ROOT / "README.md") -> None:
    """Put the figures of results.json between the README's marks, where it has them."""
    text = readme.read_text(encoding="utf-8")
    if README_MARKS[0] in text and README_MARKS[1] in text:
        before, after = text.split(README_MARKS[0])[0], text.split(README_MARKS[1])[-1]
        filled = f"{before}{README_MARKS[0]}\n{markdown(last_lines())}\n{README_MARKS[1]}{after}"
        readme.write_text(filled, encoding="utf-8")


def _write(measured: Mapping[str, Measured]) -> None:
    """Put the shown figures into results.json; sets not measured this time keep their last figures."""
    shown = {(figure.set, figure.key) for figure in figures()}
    kept: dict[str, dict[str, float]] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name, one in measured.items():
        whole = name.removesuffix(HELD_OUT) if name.endswith(HELD_OUT) else name
        rows = {key: value for key, value in one.scores.items() if (whole, key) in shown}
        kept[name] = ({"documents": one.documents} if one.documents else {}) | rows
    RESULTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
