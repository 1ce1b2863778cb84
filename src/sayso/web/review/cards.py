"""The claims of a report as cards: what stands, what the machine said, and who decided when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from sayso.ledger.claims import NOUNS, Claim, claims
from sayso.ledger.corrections import noun_of
from sayso.ledger.judged import Resolved
from sayso.model.claim import Statement, Toll
from sayso.model.event import Event
from sayso.model.judgement import Decision, Judgement
from sayso.model.overview import ClaimRow, State
from sayso.model.reading import Reading
from sayso.model.span import Span, covering
from sayso.render.safe import one_line
from sayso.render.view import codes, shortened
from sayso.web.review.values import fields_of, title_of, value_of

# Of several answers about a claim the one that changes most is its state.
_STATES = {
    Decision.REJECT: State.REJECTED,
    Decision.ADD: State.ADDED,
    Decision.CORRECT: State.CORRECTED,
    Decision.ACCEPT: State.ACCEPTED,
}
_PREFIXES = {"event": "E", "toll": "T", "statement": "S"}
# What a card's title says already: shown again only where a person changed it.
_TITLED = frozenset(("type", "status", "number", "measure", "act", "evidence", "sentence", "countries"))
_ASKED = frozenset(("date", "places", "perpetrators", "targets", "who", "speaker"))  # shown even when nobody told them
_QUOTE = 220  # characters of the words shown on a card


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of a claim in words ("" unknown): as it stands, and as the machine had it where a person changed it."""

    field: str
    now: str
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A claim to be decided. `code` is short for people ("E1"), `id` the ledger's ("e1").

    `below` is true for what is told of the event above it. `judgements` are those in force, oldest first,
    and `voice` the `Voice.key` of who speaks in it.
    """

    id: str
    code: str
    noun: str
    title: str
    status: str
    state: State
    lines: tuple[FieldLine, ...]
    quote: str
    span: Span
    score: float
    why: str
    below: bool = False
    judgements: tuple[Judgement, ...] = ()
    contested: bool = False
    voice: str | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has decided it."""
        return self.state is State.UNREVIEWED


def short_codes(reading: Reading) -> dict[str, str]:
    """The id of the claim behind each short code."""
    return {
        code: claim_id
        for noun, prefix in _PREFIXES.items()
        for claim_id, code in codes(prefix, (claim.id for claim in claims(reading, noun))).items()
    }


def cards_of(
    shown: Reading, resolved: Resolved, names: Mapping[str, str], rows: Mapping[str, ClaimRow]
) -> tuple[Card, ...]:
    """The cards in text order, what is told of an event below it. `shown` holds rejected claims too."""
    by_claim: defaultdict[str, list[Judgement]] = defaultdict(list)
    for each in resolved.in_force:
        by_claim[each.claim.id].append(each.judgement)
    machine = {claim.id: claim for noun in NOUNS for claim in claims(resolved.whole.reading, noun)}
    short = {claim_id: code for code, claim_id in names.items()}
    maker = _Maker(shown, resolved.whole.reading, machine, by_claim, short, rows)
    events = {event.id for event in shown.events}
    told: tuple[Toll | Statement, ...] = (*shown.tolls, *shown.statements)
    ordered: list[tuple[Claim, bool]] = []
    for event in sorted(shown.events, key=lambda one: covering(one.evidence) or Span(0, 1)):
        ordered.append((event, False))
        ordered += [(each, True) for each in told if each.event == event.id]
    ordered += [(each, False) for each in told if each.event not in events]
    return tuple(maker.card(claim, below) for claim, below in ordered)


@dataclass(frozen=True, slots=True)
class _Maker:
    shown: Reading
    before: Reading
    machine: Mapping[str, Claim]
    judgements: Mapping[str, Sequence[Judgement]]
    codes: Mapping[str, str]
    rows: Mapping[str, ClaimRow]

    def card(self, claim: Claim, below: bool) -> Card:
        made = tuple(self.judgements.get(claim.id, ()))
        noun = noun_of(claim)
        span = _sentence(claim)
        told = (_STATES[each.decision] for each in made)
        state = min(told, key=list(_STATES.values()).index, default=State.UNREVIEWED)
        changed = {each.subject.field for each in made if each.decision is Decision.CORRECT}
        machine, row = self.machine[claim.id], self.rows.get(claim.id)
        return Card(
            id=claim.id,
            code=self.codes[claim.id],
            noun=noun,
            title=title_of(self.shown, claim),
            status=claim.status.value if isinstance(claim, Event) else "",
            state=state,
            lines=tuple(
                FieldLine(field, now, value_of(self.before, machine, field) if field in changed else None)
                for field in fields_of(noun)
                if ((now := value_of(self.shown, claim, field)) or field in _ASKED or field in changed)
                and (field in changed or not self._said(claim, field, below))
            ),
            quote=shortened(self.shown.report.text, span, _focus(claim), limit=_QUOTE),
            span=span,
            score=machine.score,
            why=one_line(machine.why),
            below=below,
            judgements=made,
            contested=bool(row and row.contested),
            voice=row.voice if row and row.speaker else None,
        )

    def _said(self, claim: Claim, field: str, below: bool) -> bool:
        """Whether the card says this value already: in its title, or by standing below its event."""
        if field == "event":
            return below
        return field in _TITLED or (field == "speaker" and isinstance(claim, Statement))


def _sentence(claim: Claim) -> Span:
    if not isinstance(claim, Event):
        return claim.sentence
    holding = (each for each in claim.evidence if claim.trigger and each.contains(claim.trigger))
    return next(chain(holding, claim.evidence), claim.trigger or Span(0, 1))


def _focus(claim: Claim) -> Span | None:
    if isinstance(claim, Event):
        return claim.trigger
    return claim.quantity.whole if isinstance(claim, Toll) else next(iter(claim.content), None)
