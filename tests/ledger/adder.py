"""A process that adds made reports and says each that is stored: `python -m tests.ledger.adder WHERE FIRST N`.

It begins when it is told to on standard input. With `die=STEP` it kills itself in the middle of storing the second
report, with `limit=BYTES` no file may grow over so many.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from datetime import timedelta

from sayso.errors import LedgerError
from sayso.ledger import Ledger, adding, archive, linking
from sayso.model.reading import Reading
from tests.ledger.made import DAY, TOWNS, read, report

_STEPS = {
    "before the reading": (archive, "add_reading"),
    "before deriving": (adding, "derive_page"),
    "while grouping": (linking, "join"),
}


def reading(number: int) -> Reading:
    """The report with this number: one of three towns, its own toll and outlet."""
    towns = list(TOWNS)
    told = report(towns[number % 3], towns[(number + 1) % 3], killed=10 + number, outlet=f"Outlet {number}")
    return read(told, day=DAY + timedelta(7 * (number // 4)))


def _die(step: str) -> None:
    module, name = _STEPS[step]
    real, calls = getattr(module, name), []

    def deadly(*arguments: object) -> object:
        calls.append(name)
        if len(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)

    setattr(module, name, deadly)


def main(where: str, first: str, count: str, *options: str) -> int:
    """Add; 0 when all are stored, else the error's exit code."""
    for name, _, value in (option.partition("=") for option in options):
        if name == "die":
            _die(value)
        elif name == "limit":
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(value), int(value)))
    sys.stdin.readline()
    try:
        with Ledger.open(where) as ledger:
            for number in range(int(first), int(first) + int(count)):
                print(ledger.add_one(reading(number)).report, flush=True)
    except LedgerError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
