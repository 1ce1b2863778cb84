"""Which reports repeat another: the agency that a report credits, and texts that are copies of one another.

Ten outlets that carry one agency's text are one source. Copies are found by MinHash (A. Broder, 1997) over words
of five, by datasketch; the same text has the same fingerprint on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from sayso.knowledge.countries import table
from sayso.knowledge.outlets import outlet_named
from sayso.model.report import Report

if TYPE_CHECKING:
    from datasketch import MinHashLSH

SAME_TEXT = 0.5
"""Share of five-word stretches in common from which on a text is taken for a copy: an agency's text keeps most of its
sentences when it is cut and given a new headline, two texts on one event share hardly any."""

_PERMUTATIONS = 128  # a standard error of 0.04 at SAME_TEXT
_SEED = 1
_SHINGLE = 5
_ORDER = "<"  # the same bytes on every machine
_WORD = re.compile(r"\w+")

_OPENING = 400  # characters: a dateline or byline is in them
_CLOSING = 300  # characters: "— Associated Press" and "(AFP)" at the end are in them
_LEADING = 1500  # characters: "Reuters reported" farther down credits a detail, not the report


def fingerprint(text: str) -> bytes:
    """The MinHash of a text's five-word stretches, case and punctuation aside; b"" for a text without words."""
    from datasketch import LeanMinHash, MinHash

    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text.casefold())]
    if not words:
        return b""
    shingles = {b" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
    minhash = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update_batch(sorted(shingles))
    lean = LeanMinHash(minhash)
    packed = bytearray(lean.bytesize(_ORDER))
    lean.serialize(packed, _ORDER)
    return bytes(packed)


class CopyIndex:
    """Fingerprints seen so far, to be asked which of them a new one is like: grows one report at a time."""

    def __init__(self) -> None:
        """An empty index."""
        self._index: MinHashLSH | None = None
        self._seen: dict[str, bytes] = {}

    def like(self, fingerprinted: bytes) -> tuple[tuple[str, float], ...]:
        """The reports with nearly the same text and the share of it in common (0..1), the most alike first."""
        if not fingerprinted or self._index is None:
            return ()
        from datasketch import LeanMinHash

        wanted = LeanMinHash.deserialize(bytearray(fingerprinted), _ORDER)
        near = {
            key: float(wanted.jaccard(LeanMinHash.deserialize(bytearray(self._seen[key]), _ORDER)))
            for key in self._index.query(wanted)
        }
        return tuple(sorted(((k, s) for k, s in near.items() if s >= SAME_TEXT), key=lambda pair: (-pair[1], pair[0])))

    def add(self, report: str, fingerprinted: bytes) -> None:
        """Remember a report; one that is there already, or that has no words, changes nothing."""
        if not fingerprinted or report in self._seen:
            return
        from datasketch import LeanMinHash, MinHashLSH

        if self._index is None:
            self._index = MinHashLSH(num_perm=_PERMUTATIONS, params=_bands())
        self._seen[report] = fingerprinted
        self._index.insert(report, LeanMinHash.deserialize(bytearray(fingerprinted), _ORDER))


@cache
def _bands() -> tuple[int, int]:
    """Bands and rows that fit `SAME_TEXT` best: datasketch works them out by integration, a tenth of a second each."""
    from datasketch import MinHashLSH

    fitted = MinHashLSH(threshold=SAME_TEXT, num_perm=_PERMUTATIONS)
    return fitted.b, fitted.r


def ready() -> None:
    """Load what finding copies needs (about half a second), so that whoever decides first at a desk need not wait."""
    _bands()


def copies(fingerprints: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Each report that is a copy → the first report that it is a copy of.

    `fingerprints` are pairs of report id and fingerprint in order of publication: the first of a chain of copies is
    the original of all. What `derive` takes as `copies`.
    """
    index = CopyIndex()
    originals: dict[str, str] = {}
    for report, fingerprinted in fingerprints:
        near = index.like(fingerprinted)
        index.add(report, fingerprinted)
        if near and near[0][0] != report:
            originals[report] = originals.get(near[0][0], near[0][0])
    return originals


def credited_agency(report: Report) -> str | None:
    """The agency that a report says its text is from, by its fullest name; None when it credits none.

    Looked for in the byline ("Reuters", "AFP in Beirut"), at the text's beginning and end ("(AFP)", "— Associated
    Press") and in its lead ("Reuters reported", "according to AFP"); the first in this order. An agency that is only
    quoted farther down is not credited with the report.
    """
    for credited in _credits(report):
        known = outlet_named(credited)
        return known.name if known else credited
    return None


def _credits(report: Report) -> Iterator[str]:
    bracketed, signed, byline, reported = _patterns()
    if report.author:
        yield from (found["agency"] for found in byline.finditer(report.author))
    for part in (report.text[:_OPENING], report.text[-_CLOSING:]):
        yield from (found["agency"] for found in bracketed.finditer(part))
        yield from (found["agency"] for found in signed.finditer(part))
    yield from (found["agency"] or found["by"] for found in reported.finditer(report.text[:_LEADING]))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Bracketed or with a dash in a dateline; signed on a line of its own; a byline; a verb of reporting.

    Case counts: "AP" is an agency, "ap" is not.
    """
    names = {row["name"] for row in table("news_agencies.csv")}
    agency = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    named = rf"(?P<agency>{agency})"
    return (
        re.compile(rf"[(\[]{named}(?:/\w+)?[)\]]"),
        re.compile(rf"^\s*(?:[-–—]+|[Ss]ource:|©)\s*{named}\s*$", re.MULTILINE),
        re.compile(rf"(?<!\w){named}(?!\w)"),
        re.compile(
            rf"(?<!\w){named}(?:\s+news agency)?\s+(?:has\s+)?report(?:ed|s)(?!\w)"
            rf"|(?:reported by|according to|citing)\s+(?:the\s+)?(?P<by>{agency})(?!\w)"
        ),
    )
