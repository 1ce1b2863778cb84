"""`python -m bench.scale`: how linking grows with the ledger, on made-up news: time, memory, the cost of one more.

A ledger grows because days go by: there are as many reports a day in the large ones as in the small ones. One process
with one thread links the reports of `bench.news` as they are published, and stops at every size to add reports one at
a time. Adding gives the same incidents as a full rebuild (`tests/incidents/test_pool.py`), which takes reports in the
same batches; so the time until a size is that of rebuilding a ledger of that size. `--doc` writes table and plot into a
page.
"""

from __future__ import annotations

import argparse
import math
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench import news
from sayso.incidents.memory import MemoryPool
from sayso.incidents.pool import join
from sayso.model.account import Account

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
ADDED = 200  # reports added one at a time at every size
_BATCH = 5_000
MARKS = ("<!-- growth -->", "<!-- /growth -->")


@dataclass(frozen=True, slots=True)
class Grown:
    """One size: reports, seconds to link them, milliseconds for one more report, peak memory in MB, B-cubed F1.

    Times are of the processor, so that what else runs on the machine counts as little as can be.
    """

    accounts: int
    incidents: int
    seconds: float
    add_ms: float
    peak_mb: float
    b3_f1: float


def grow(sizes: Sequence[int]) -> Iterator[Grown]:
    """Link so many reports in this process, from the smallest size to the largest; each as soon as it is reached."""
    coming = news.reports(max(sizes) + ADDED)
    truth: dict[str, int] = {}
    pool, seconds, done = MemoryPool(), 0.0, 0
    for size in sorted(sizes):
        while done < size:
            batch = _taken(coming, min(_BATCH, size - done), truth)
            seconds += _timed(pool, [batch])
            done += len(batch)
        until_now = seconds
        more = _timed(pool, ([one] for one in _taken(coming, ADDED, truth)))
        seconds += more
        done += ADDED
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2
        yield Grown(size, len(pool.groups), until_now, 1000 * more / ADDED, peak, b_cubed(pool, truth))


def _taken(coming: Iterator[tuple[Account, int]], count: int, truth: dict[str, int]) -> list[Account]:
    """The next accounts; what event each tells is noted in `truth`."""
    taken = list(islice(coming, count))
    truth.update((account.id, event) for account, event in taken)
    return [account for account, _ in taken]


def _timed(pool: MemoryPool, batches: Iterable[list[Account]]) -> float:
    listed = list(batches)
    begun = time.process_time()
    for batch in listed:
        join(pool, batch)
    return time.process_time() - begun


def b_cubed(pool: MemoryPool, truth: Mapping[str, int]) -> float:
    """B-cubed F1 of the pool's groups against the events that the accounts tell."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    for group in pool.groups:
        for event, count in Counter(truth[one] for one in group).items():
            precision += count * count / len(group)
            recall += count * count / sizes[event]
    return 2 * precision * recall / (precision + recall) / len(truth)


def exponent(grown: Sequence[Grown]) -> float:
    """The slope of the logarithm of the time over that of the size, by least squares: 1 is linear."""
    xs, ys = [math.log(one.accounts) for one in grown], [math.log(one.seconds) for one in grown]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return rise / sum((x - mean_x) ** 2 for x in xs)


def table(grown: Sequence[Grown]) -> str:
    """The figures as a table in Markdown, with the exponent below."""
    rows = [
        "| reports | incidents | linked in | that is, for one | one more | peak memory | B-cubed F1 |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    rows += [
        f"| {one.accounts:,} | {one.incidents:,} | {one.seconds:.0f} s | {1000 * one.seconds / one.accounts:.2f} ms "
        f"| {one.add_ms:.1f} ms | {one.peak_mb:,.0f} MB | {one.b3_f1:.3f} |"
        for one in grown
    ]
    if len(grown) > 1:
        rows += [
            "",
            f"The time grows as the number of reports to the power of **{exponent(grown):.2f}** (1 is linear).",
        ]
    return "\n".join(rows)


def write(page: Path, image: Path, grown: Sequence[Grown]) -> None:
    """Put table and plot between the marks in a page. Raises ValueError when it has none."""
    text = page.read_text(encoding="utf-8")
    begin, end = MARKS
    shown = f"![Time for all and for one more, by size]({image.relative_to(page.parent).as_posix()})"
    new, found = re.subn(
        f"{begin}.*?{end}", lambda _: f"{begin}\n{table(grown)}\n\n{shown}\n{end}", text, flags=re.DOTALL
    )
    if not found:
        raise ValueError(f"{page} has no {begin}")
    page.write_text(new, encoding="utf-8")


def plot(grown: Sequence[Grown], path: Path) -> None:
    """Two panels: the whole and one more, by size. Needs matplotlib (the bench extra)."""
    from matplotlib import pyplot

    pyplot.rcParams.update({"font.size": 10, "axes.spines.top": False, "axes.spines.right": False})
    figure, (whole, more) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    sizes, blue, grey = [one.accounts for one in grown], "#1f5a8a", "#9aa3ab"
    seconds = [one.seconds for one in grown]
    whole.loglog(sizes, seconds, "o-", color=blue, lw=2, label=f"measured: grows as n to the {exponent(grown):.2f}")
    line = [seconds[0] * size / sizes[0] for size in sizes]
    whole.loglog(sizes, line, "--", color=grey, lw=1.2, label="linear")
    whole.set(title="Linking a whole ledger", xlabel="reports", ylabel="seconds")
    whole.legend(frameon=False, loc="upper left")
    more.semilogx(sizes, [one.add_ms for one in grown], "o-", color=blue, lw=2)
    more.set(title="Adding one report", xlabel="reports in the ledger", ylabel="milliseconds")
    more.set_ylim(bottom=0, top=1.3 * max(one.add_ms for one in grown))
    for axes in (whole, more):
        axes.grid(visible=True, which="major", color="#e4e7ea", lw=0.8)
        axes.set_axisbelow(True)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=150)
    pyplot.close(figure)


def main() -> None:
    """Grow, print each size as it is reached, then the table; draw and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--minutes", type=float, default=math.inf, help="go on to no further size after so many")
    parser.add_argument("--plot", type=Path, default=None, help="an .svg or .png to draw")
    parser.add_argument("--doc", type=Path, default=None, help="a page to write the table and the plot into")
    options = parser.parse_args()
    grown: list[Grown] = []
    begun = time.monotonic()
    for one in grow(options.sizes):
        grown.append(one)
        print(one, file=sys.stderr, flush=True)
        if options.plot and len(grown) > 1:
            plot(grown, options.plot)
            if options.doc:
                write(options.doc.resolve(), options.plot.resolve(), grown)
        if time.monotonic() - begun > 60 * options.minutes:
            break
    print(table(grown))


if __name__ == "__main__":
    main()
