"""`python -m bench`: predict for a scorer, run everything, or time the reader."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("ledger", "attribution", "muc4", "gva", "geo", "timex")


def _use_the_installed_sayso() -> None:
    """Go on with the checkout's own environment where the running Python has no sayso and that one exists."""
    own = ROOT / ".venv" / "bin" / "python"
    if importlib.util.find_spec("sayso") is not None:
        return
    if not own.exists() or Path(sys.prefix).resolve() == own.parent.parent.resolve():
        sys.exit("sayso is not installed in this Python: run `make setup`, or `pip install .`")
    os.execv(own, [str(own), "-m", "bench", *sys.argv[1:]])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    predict = commands.add_parser("predict", help="read documents and write what the set's scorer reads")
    predict.add_argument("name", choices=NAMES)
    predict.add_argument("documents", type=Path, metavar="DOCS.jsonl")
    predict.add_argument("out", type=Path, metavar="OUT.jsonl", help='"-" for standard output')
    predict.add_argument("--jobs", type=int, default=1, help="processes (the output does not depend on it)")
    run = commands.add_parser("run", help="measure on all sets, print the table, write bench/results.json")
    run.add_argument("--data", type=Path, default=None, help="where the sets are (else SAYSO_BENCH_DATA)")
    run.add_argument("--only", action="append", default=[], metavar="SET", help="these sets alone (repeatable)")
    run.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    run.add_argument("--no-speed", action="store_true", help="leave the timing out")
    commands.add_parser("floors", help="lift the floors to just under the last results; none is lowered")
    speed = commands.add_parser("speed", help="documents per second on one core, memory, import time; as JSON")
    speed.add_argument("--texts", type=Path, default=None, help="a JSONL of documents (else our own reports)")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Status 1: a document failed, or a figure fell under its floor; 2: wrong usage."""
    options = _parser().parse_args(arguments)
    _use_the_installed_sayso()
    if options.command == "predict":
        from bench.predict import predict

        try:
            failed = predict(options.name, options.documents, options.out, options.jobs)
        except OSError as error:
            print(f"python -m bench predict: {error}", file=sys.stderr)
            return 2
        if failed:
            print(f"{failed} documents failed and were written as empty", file=sys.stderr)
        return 1 if failed else 0
    if options.command == "run":
        from bench.run import run

        return run(options.data, only=tuple(options.only), jobs=options.jobs, speed=not options.no_speed)
    if options.command == "floors":
        from bench.run import raise_floors

        for key, floor in raise_floors().items():
            print(f"{key} {floor}")
        return 0
    from bench.speed import main as speed

    return speed(options.texts)


if __name__ == "__main__":
    sys.exit(main())
