"""`python -m bench.scale`: how linking grows with the ledger, on made-up events: time, memory, the cost of one more.

A ledger grows because days go by: there are as many reports a day in the large ones as in the small ones. Places and
names recur as they do in news, a few of them very often. Every size runs in a process of its own with one thread.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.speed import ROOT, THREADS
from sayso.incidents.memory import MemoryPool
from sayso.incidents.pool import join
from sayso.model.account import Account, Figure
from sayso.model.claim import Measure
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
A_DAY = 150  # accounts that a day brings
ADDED = 200  # reports added one at a time to the full ledger
_SPAN = Span(0, 1)
_KINDS = (EventType.ATTACK, EventType.ARMED_CLASH, EventType.AIR_DRONE_STRIKE, EventType.REMOTE_EXPLOSIVE)
_TOLD = (
    "{n} people were killed and {m} wounded in {place} when {who} opened fire near {street}.",
    "A blast near {street} in {place} left {n} dead, {who} told reporters.",
    "{who} said {n} bodies were found in {place} after the shelling of {street}.",
    "Residents of {place} buried {n} victims of the attack on {street}; {who} spoke of {m} injured.",
)


@dataclass(frozen=True, slots=True)
class Grown:
    """One size: accounts, seconds to link all at once, milliseconds for one more report (mean), peak memory in MB.

    Times are of the processor, so that what else runs on the machine does not count.
    """

    accounts: int
    incidents: int
    seconds: float
    add_ms: float
    peak_mb: float


def made_up(count: int, seed: int = 7) -> Iterator[Account]:
    """Accounts of made-up events, each told by one to six reports within days; the same for the same seed."""
    chance = random.Random(seed)
    number = 0
    while number < count:
        day = date(2010, 1, 1) + timedelta(number // A_DAY)
        event = _Event(chance, day)
        for _ in range(min(count - number, chance.choice((1, 1, 1, 2, 3, 6)))):
            yield event.account(f"{number:08d}", chance)
            number += 1


class _Event:
    """What happened, to be told several times."""

    def __init__(self, chance: random.Random, day: date) -> None:
        """Draw an event of this day."""
        self.day = day
        self.kind = chance.choice(_KINDS)
        self.town = _often_few(chance, 20_000)
        self.country = self.town % 60
        self.killed = min(int(chance.paretovariate(1.0)), 400)
        self.people = tuple(_name(chance) for _ in range(4))
        self.street = f"{_word(chance.randrange(4000))} Street".title()
        self.told = tuple(_word(_often_few(chance, 50_000)) for _ in range(12))

    def account(self, report: str, chance: random.Random) -> Account:
        """One report's account of it: the day, a name or the place may be missing, the number differs at times."""
        killed = max(1, self.killed + chance.choice((0, 0, 0, 1, -1)))
        names = (*chance.sample(self.people, 2), self.street)
        words = chance.choice(_TOLD).format(
            n=killed, m=killed * 2, place=_word(self.town).title(), who=names[0], street=self.street
        )
        words += f" It was about {', '.join(chance.sample(self.told, 7))}."
        dated = chance.random() < 0.8
        return Account(
            id=f"{report}/e1",
            report=report,
            type=self.kind,
            status=Status.OCCURRED,
            words=(words,),
            evidence=(_SPAN,),
            title=f"{killed} killed in {_word(self.town).title()}",
            published=self.day + timedelta(chance.choice((0, 1, 1, 2, 5))),
            first=self.day if dated else None,
            last=self.day if dated else None,
            precision=Precision.DAY if dated else None,
            places=(self._place(),) if chance.random() < 0.9 else (),
            countries=(f"C{self.country}",),
            figures=(Figure(f"{report}/t1", Measure.KILLED, killed, killed, str(killed), _SPAN, _SPAN),),
            names=names,
        )

    def _place(self) -> Place:
        turned = random.Random(self.town)
        return Place(
            _SPAN,
            _word(self.town).title(),
            PlacePrecision.TOWN,
            turned.uniform(-30, 50),
            turned.uniform(-80, 80),
            country=f"C{self.country}",
            admin1=f"Region {self.town % 600}",
            geonameid=self.town,
        )


def _word(number: int) -> str:
    """A name of three or four syllables for a number; different for different numbers below 160,000."""
    first, vowels = "bdfgklmnprstvz", "aeiou"
    parts = []
    for _ in range(4):
        number, at = divmod(number, len(first) * len(vowels) // 3)
        parts.append(first[at % len(first)] + vowels[(at * 7) % len(vowels)])
    return "".join(parts)


def _name(chance: random.Random) -> str:
    """A given name of few and a surname of many, some of them common."""
    return f"{_word(chance.randrange(200))} {_word(70_000 + _often_few(chance, 60_000))}".title()


def _often_few(chance: random.Random, most: int) -> int:
    """A number from 1 to `most`, small ones often: the tenth is drawn a tenth as often as the first (Zipf's law)."""
    return int(most ** chance.random())


def grow(count: int) -> Grown:
    """Link so many accounts at once, then add reports one at a time, in this process."""
    listed = list(made_up(count + ADDED))
    pool = MemoryPool()
    begun = time.process_time()
    join(pool, listed[:count])
    seconds = time.process_time() - begun
    begun = time.process_time()
    for one in listed[count:]:
        join(pool, [one])
    added = (time.process_time() - begun) / ADDED
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1024**2
    return Grown(count, len(pool.groups), round(seconds, 2), round(1000 * added, 2), round(peak, 1))


def exponent(grown: Sequence[Grown]) -> float:
    """The slope of the logarithm of the time over that of the size, by least squares: 1 is linear."""
    xs, ys = [math.log(one.accounts) for one in grown], [math.log(one.seconds) for one in grown]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return rise / sum((x - mean_x) ** 2 for x in xs)


def table(grown: Sequence[Grown]) -> str:
    """The figures as a table in Markdown."""
    rows = ["| accounts | incidents | all at once | one more | peak memory |", "| --- | --- | --- | --- | --- |"]
    rows += [
        f"| {one.accounts:,} | {one.incidents:,} | {one.seconds:.1f} s | {one.add_ms:.1f} ms | {one.peak_mb:.0f} MB |"
        for one in grown
    ]
    return "\n".join(rows)


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
    whole.set(title="Linking a whole ledger at once", xlabel="accounts", ylabel="seconds")
    whole.legend(frameon=False, loc="upper left")
    more.semilogx(sizes, [one.add_ms for one in grown], "o-", color=blue, lw=2)
    more.set(title="Adding one report", xlabel="accounts in the ledger", ylabel="milliseconds")
    more.set_ylim(bottom=0, top=1.3 * max(one.add_ms for one in grown))
    for axes in (whole, more):
        axes.grid(visible=True, which="major", color="#e4e7ea", lw=0.8)
        axes.set_axisbelow(True)
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=150)
    pyplot.close(figure)


def main() -> None:
    """Run every size apart, print the table and the exponent, draw the plot where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--plot", type=Path, default=None, help="an .svg or .png to draw")
    parser.add_argument("--alone", type=int, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        print(json.dumps(asdict(grow(options.alone))))
        return
    grown = []
    for size in options.sizes:
        command = [sys.executable, "-m", "bench.scale", "--alone", str(size)]
        environment = os.environ | dict.fromkeys(THREADS, "1")
        ended = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        grown.append(Grown(**json.loads(ended.stdout)))
        print(grown[-1], file=sys.stderr, flush=True)
    print(table(grown))
    if len(grown) > 1:
        print(f"\nTime grows as the number of accounts to the power of {exponent(grown):.2f}.")
    if options.plot:
        plot(grown, options.plot)


if __name__ == "__main__":
    main()
