"""One report as it is decided: its text in marked pieces on the left, its claims as cards on the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlsplit

from sayso.knowledge.outlets import Outlet, outlet_of
from sayso.ledger import Ledger
from sayso.ledger.judged import Resolved, applied
from sayso.model.claim import Statement, Toll
from sayso.model.event import Event
from sayso.model.overview import ClaimRow, IncidentRow, Sort, Wanted
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.model.span import Span
from sayso.render.marks import KINDS, Segment, paragraphs_of
from sayso.render.safe import visible
from sayso.render.view import Head, view_of
from sayso.web.review.cards import Card, cards_of, short_codes

_AT_ONCE = 1000  # rows of the index asked for

C = TypeVar("C", Event, Toll, Statement)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that are shown one for one from `begin` on, so that a selection can be counted back to the text."""

    begin: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces with the same marks: classes of evidence, ids of the claims whose words or whose sentence they are."""

    pieces: tuple[Piece, ...]
    kinds: tuple[str, ...]
    own: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the report; `lead` is the dateline before it."""

    kind: str
    stretches: tuple[Stretch, ...]
    lead: str


@dataclass(frozen=True, slots=True)
class Board:
    """All that the report page shows. `seen` is the newest judgement shown ("" for none)."""

    report: Report
    reading: Reading
    head: Head
    outlet: Outlet | None
    versions: tuple[str, ...]
    cards: tuple[Card, ...]
    blocks: tuple[Block, ...]
    seen: str
    incidents: tuple[IncidentRow, ...] = ()

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @property
    def current(self) -> bool:
        """Whether this is the newest version of its page: only that is decided about."""
        return self.versions[0] == self.id

    @property
    def link(self) -> str | None:
        """The report's address when a browser may follow it: http and https only."""
        try:
            scheme = urlsplit(self.report.url or "").scheme
        except ValueError:
            return None
        return visible(self.report.url or "") if scheme in ("http", "https") else None

    @property
    def decided(self) -> int:
        """How many claims a person has decided."""
        return sum(not card.open for card in self.cards)

    @property
    def kinds(self) -> Mapping[str, str]:
        """The kinds of evidence that this text has, in the legend's order."""
        there = {kind for block in self.blocks for stretch in block.stretches for kind in stretch.kinds}
        return {kind: words for kind, words in KINDS.items() if kind in there}

    def card(self, claim: str) -> Card | None:
        """The card of a claim ("e1")."""
        return next((card for card in self.cards if card.id == claim), None)

    def after(self, claim: str) -> Card | None:
        """The next card that nobody has decided, after this one and from the top again; None when all are."""
        at = next((index for index, card in enumerate(self.cards) if card.id == claim), -1)
        return next((card for card in (*self.cards[at + 1 :], *self.cards[: at + 1]) if card.open), None)


def board_of(ledger: Ledger, report_id: str) -> Board:
    """The report page's contents. Raises LedgerError when the ledger has no such report."""
    seen = ledger.last_seen(report_id) or ""  # asked first: what is shown is never older than it says
    resolved = ledger.resolved(report_id)
    report = resolved.whole.machine.report
    shown = _shown(resolved)
    view = view_of(shown)
    names = short_codes(shown)
    incidents, rows = _indexed(ledger, report_id)
    return Board(
        report=report,
        reading=shown,
        head=view.head,
        outlet=outlet_of(report.outlet, report.url),
        versions=ledger.versions(report_id),
        cards=cards_of(shown, resolved, names, rows),
        blocks=tuple(
            Block(
                paragraph.kind, tuple(_stretch(report.text, each, names) for each in paragraph.segments), paragraph.lead
            )
            for paragraph in paragraphs_of(shown, view)
        ),
        seen=seen,
        incidents=incidents,
    )


def _indexed(ledger: Ledger, report: str) -> tuple[tuple[IncidentRow, ...], Mapping[str, ClaimRow]]:
    """The incidents that the report tells of, and its claims in the index by their ids here."""
    wanted = Wanted(report=report)
    rows = ledger.claim_rows(wanted, size=_AT_ONCE).rows
    return ledger.incident_rows(wanted, Sort.OLDEST, size=_AT_ONCE).rows, {_local(row.id): row for row in rows}


def _local(claim: str) -> str:
    return claim.rpartition("/")[2]


def _shown(resolved: Resolved) -> Reading:
    """The reading with people's answers in force, rejected claims in their places as they were before."""
    before, now = resolved.whole.reading, applied(resolved)

    def merged(was: Sequence[C], kept: Sequence[C]) -> tuple[C, ...]:
        there = {each.id: each for each in kept}
        return tuple(there.get(each.id, each) for each in was)

    gone = {event.id for event in before.events} - {event.id for event in now.events}
    told: tuple[Toll | Statement, ...] = (*before.tolls, *before.statements)
    told_of = {each.id: each.event for each in told if each.event in gone}
    return replace(
        now,
        events=merged(before.events, now.events),
        # What was told of a rejected event stays below it, for the eye.
        tolls=tuple(replace(t, event=t.event or told_of.get(t.id)) for t in merged(before.tolls, now.tolls)),
        statements=tuple(
            replace(s, event=s.event or told_of.get(s.id)) for s in merged(before.statements, now.statements)
        ),
    )


def _stretch(text: str, segment: Segment, names: Mapping[str, str]) -> Stretch:
    def ids(found: Sequence[str]) -> tuple[str, ...]:
        return tuple(names[code] for code in found if code in names)

    return Stretch(pieces_of(text, segment.span), segment.kinds, ids(segment.own), ids(segment.codes))


def pieces_of(text: str, span: Span) -> tuple[Piece, ...]:
    """The words at a span made visible, cut wherever characters that show nothing are left out."""
    words = span.of(text)
    shown = visible(words)
    if len(shown) == len(words):
        return (Piece(span.begin, shown),)
    pieces: list[Piece] = []
    run = ""
    for offset, character in enumerate(words, span.begin):
        seen = visible(character)
        if seen:
            run += seen
        elif run:
            pieces.append(Piece(offset - len(run), run))
            run = ""
    return (*pieces, Piece(span.end - len(run), run)) if run else tuple(pieces)
