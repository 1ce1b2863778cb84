"""The texts that the timing reads: real agency reports where the sets are at hand, else reports of our own making."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from bench.documents import Document, document

PLACES = ("Marib", "Idlib", "Goma", "Maiduguri", "Mosul", "Kharkiv", "Sirte", "Quetta", "Khartoum", "Cotabato")
ACTORS = ("the army", "the rebels", "local police", "the interior ministry", "a border force", "the provincial council")
SENTENCES = (
    "At least {n} people were killed and {m} wounded when a car bomb went off near a market in {place} on {day}.",
    '"We found {n} bodies under the rubble and the search goes on," a hospital official in {place} told reporters.',
    "A spokesman for {actor} said {m} fighters had been arrested in raids around {place} since {day}.",
    "{Actor} denied the report and accused its opponents of shelling the town from the hills to the north.",
    "Witnesses said two aircraft struck a warehouse outside {place} early on {day}, setting fuel on fire.",
    "Hundreds of residents marched through {place} to demand the release of {n} detained teachers.",
    "According to {actor}, gunmen stopped a bus on the road to {place} and abducted {n} passengers.",
    "The United Nations called on all sides to protect civilians and to let aid through.",
    "The talks, which were to resume next week, were broken off after the attack.",
    "Earlier this month a roadside bomb in the same district injured {m} soldiers.",
    "No group has claimed responsibility for the attack, and the number of dead could not be verified.",
)


def made_up(count: int, seed: int = 7) -> list[Document]:
    """Reports of about 400 words put together from our own sentences; the same for the same seed."""
    chance = random.Random(seed)
    reports = []
    for number in range(count):
        published = date(2023, 1, 1) + timedelta(days=chance.randrange(700))
        paragraphs = []
        for _ in range(8):
            sentences = chance.sample(SENTENCES, 3)
            paragraphs.append(" ".join(_filled(sentence, chance) for sentence in sentences))
        text = "\n\n".join(paragraphs)
        reports.append(Document(f"made-up/{number}", text, title=_filled(SENTENCES[0], chance), published=published))
    return reports


def _filled(sentence: str, chance: random.Random) -> str:
    actor = chance.choice(ACTORS)
    day = chance.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
    return sentence.format(
        n=chance.randrange(3, 60),
        m=chance.randrange(3, 60),
        place=chance.choice(PLACES),
        actor=actor,
        Actor=actor[0].upper() + actor[1:],
        day=day,
    )


def texts(given: Path | None, data: Path, count: int = 100) -> tuple[str, list[Document]]:
    """What to time and what to call it: the documents given, else agency reports of the sets, else made-up ones."""
    for path, name in ((given, "the documents given"), (data / "wire" / "docs.jsonl", "agency reports")):
        if path is not None and path.exists():
            with path.open(encoding="utf-8") as lines:
                return name, [document(line) for line in islice(lines, count)]
    return "made-up reports", made_up(count)
