"""`python -m bench.desk LEDGER`: how long the desk takes to start, and to answer each kind of page, over a connection.

The ledger is made by `python -m bench.desk_ledger` where the file is not there. Every page is asked for once to warm
it, then `_TIMES` times. Asked of each, in the median: at most 200 ms; of the start: at most 2 seconds.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.desk_ledger import CLAIMS, make
from sayso.ledger import Ledger
from sayso.model.overview import Sort, Wanted

_TIMES = 9
_MOST = 0.2  # seconds for a page
_START = 2.0  # seconds for the start
_SERVE = "import sys; from sayso.cli import main; main(['serve', *sys.argv[1:]])"
_ADDRESS = re.compile(r"http://\S+/")


def main() -> int:
    """Time the desk and print a table. Status 1: something took longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--claims", type=int, default=CLAIMS)
    options = parser.parse_args()
    if not options.ledger.exists():
        make(str(options.ledger), options.claims)
    with _served(options.ledger) as (address, started), httpx.Client(base_url=address, timeout=60) as client:
        slow = int(started > _START)
        print(f"start: {started:.2f} s\n\n| page | median ms | slowest ms | kB |\n| --- | --- | --- | --- |")
        for name, path in _pages(options.ledger):
            client.get(path).raise_for_status()
            seconds = []
            for _ in range(_TIMES):
                begun = time.perf_counter()
                answer = client.get(path)
                seconds.append(time.perf_counter() - begun)
            median = statistics.median(seconds)
            slow += median > _MOST
            print(f"| {name} | {median * 1000:.0f} | {max(seconds) * 1000:.0f} | {len(answer.content) / 1000:.0f} |")
    return int(bool(slow))


@contextmanager
def _served(ledger: Path) -> Iterator[tuple[str, float]]:
    """The desk in a process of its own; its address, and the seconds until it answered."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", _SERVE, "--ledger", str(ledger), "--port", "0", "--author", "bench"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        assert process.stdout is not None
        found = _ADDRESS.search(process.stdout.readline())
        assert found, "the desk did not say where it is"
        httpx.get(found[0] + "healthz", timeout=30).raise_for_status()
        yield found[0], time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(10)


def _pages(ledger: Path) -> Iterator[tuple[str, str]]:
    """The kinds of pages, each with an address that has much to show."""
    with Ledger.open(ledger, create=False) as opened:
        largest = opened.incident_rows(Wanted(), Sort.VOICES, 1, 1).rows[0].id
        queued = opened.queue(page=1, size=1).rows[0].report
        choices = opened.choices(Wanted())
    word = "militants"
    country, actor = choices.countries[0].value, choices.actors[0].value
    speaker, outlet = choices.speakers[0].value, choices.outlets[0].value
    params = httpx.QueryParams
    yield "overview", "/"
    yield "overview, far page", f"/?{params(page=40)}"
    yield "overview, one country by toll", f"/?{params(country=country, sort='toll')}"
    yield "overview, an actor, contested", f"/?{params(actor=actor, contested='yes')}"
    yield "overview, words", f"/?{params(words=word)}"
    yield "claims, words", f"/?{params(words=word, show='claims')}"
    yield "map spots, the world", "/map/spots.geojson?zoom=2"
    yield "map spots, a region", "/map/spots.geojson?zoom=7&bbox=30,36,38,48"
    yield "incident", f"/incident/{largest}"
    yield "review queue", "/review"
    yield "report", f"/report/{queued}"
    yield "speaker", f"/speaker?{params(key=speaker)}"
    yield "outlet", f"/outlet?{params(name=outlet)}"
    yield "API, incidents", "/api/v1/incidents"


if __name__ == "__main__":
    raise SystemExit(main())
