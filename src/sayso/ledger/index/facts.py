"""The rows of one report's claims, as they are before anything is known of the incidents that they are in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.incidents.accounts import accounts as accounts_of
from sayso.incidents.voices import Hearing
from sayso.knowledge.outlets import outlet_of
from sayso.ledger.claims import NOUNS, Claim, claims
from sayso.ledger.corrections import noun_of
from sayso.ledger.index.doubt import doubt_of
from sayso.ledger.judged import Resolved, applied
from sayso.model.account import Account, Figure, Said
from sayso.model.claim import Statement, Toll
from sayso.model.event import Event, EventType, Status
from sayso.model.judgement import Decision
from sayso.model.overview import State
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.model.span import Span

DECIDED = frozenset(State) - {State.UNREVIEWED}
_LONGEST = 1000  # characters of a sentence that a row holds
_LONGEST_HANDLE = 200  # characters: an index entry has little room
_LARGEST = 2**63 - 1
_LOOSE = "*"  # the event that stands for none
_STATES = {
    Decision.REJECT: State.REJECTED,
    Decision.ADD: State.ADDED,
    Decision.CORRECT: State.CORRECTED,
    Decision.ACCEPT: State.ACCEPTED,
}
_STRONGEST = tuple(_STATES.values())  # of several answers the one that changes most


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """One row of `claim_rows`. The last six fields are what its incident says of it."""

    id: str
    noun: str
    report: str
    account: str | None
    kind: str
    outlet: str | None
    published: date | None
    first: date | None
    country: str | None
    speaker: str | None
    low: int | None
    high: int | None
    words: str
    begin: int
    end: int
    names: str
    score: float
    state: str
    decided: bool
    voice: str | None = None
    incident: str | None = None
    contested: bool = False
    doubt: float = 0.0
    rank: float = 0.0
    why: str = ""

    @property
    def number(self) -> int | None:
        """The people it speaks of, as far as it is a toll that tells a number."""
        return self.low if self.low is not None else self.high

    def placed(
        self, *, voice: str | None, incident: str | None, contested: bool, alone: bool, toll: int | None
    ) -> ClaimEntry:
        """The same with what its incident says of it, and the doubt that follows."""
        found = doubt_of(contested=contested, score=self.score, toll=toll, alone=alone)
        return replace(
            self,
            voice=handle(voice),
            incident=incident,
            contested=contested,
            doubt=0.0 if self.decided else found.value,
            rank=found.value,
            why="" if self.decided else found.why,
        )


def handle(value: str | None) -> str | None:
    """The value, or its beginning and a digest where it is too long for an index."""
    if value is None or len(value) <= _LONGEST_HANDLE:
        return value
    digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{value[: _LONGEST_HANDLE - len(digest) - 2]}…#{digest}"


def outlet_name(report: Report) -> str | None:
    """The outlet of a report under the name that incidents have for it."""
    known = outlet_of(report.outlet, report.url)
    return known.name if known else report.outlet or None


def entries(resolved: Resolved) -> tuple[ClaimEntry, ...]:
    """All claims of a report with people's answers in force; rejected ones as they were before."""
    before, reading = resolved.whole.reading, applied(resolved)
    states: dict[tuple[str, str], State] = {}
    for each in resolved.in_force:
        name = noun_of(each.claim), each.claim.id
        states[name] = min(_STATES[each.judgement.decision], states.get(name, State.ACCEPTED), key=_STRONGEST.index)
    kept = [claim for noun in NOUNS for claim in claims(reading, noun)]
    there = {(noun_of(claim), claim.id) for claim in kept}
    rejected = [claim for noun in NOUNS for claim in claims(before, noun) if (noun_of(claim), claim.id) not in there]
    rows = _Rows(reading, before, rejected)
    return tuple(
        rows.entry(claim, states.get((noun_of(claim), claim.id), State.UNREVIEWED)) for claim in (*kept, *rejected)
    )


class _Rows:
    """Rows out of one reading."""

    def __init__(self, reading: Reading, before: Reading, rejected: Sequence[Claim]) -> None:
        self.report = reading.report
        self.loose = _loose(reading, rejected)
        told = accounts_of(reading)
        self.accounts = {account.id: account for account in told}
        gone = any(isinstance(claim, Event) for claim in rejected)
        self.rejected = {one.id: one for one in (accounts_of(before) if gone else ())}
        everything = [*told, self.loose]
        self.figures = {figure.id: figure for account in everything for figure in account.figures}
        self.said = {said.id: said for account in everything for said in account.said}
        hearing = Hearing((self.loose,), {})
        self.own = hearing.own[self.loose.id].key
        self.voices = {one.figure.id: one.teller.key for one in hearing.heard}
        self.voices |= {said.id: teller.key for _, said, teller in hearing.said}
        self.outlet = handle(outlet_name(self.report))
        self.published = self.report.published.day if self.report.published else None

    def entry(self, claim: Claim, state: State) -> ClaimEntry:
        """The row of a claim; complete where it is in no incident."""
        name = f"{self.report.id}/{claim.id}"
        told = self._told(claim)
        account = self._account(claim, state)
        event = name if isinstance(claim, Event) else f"{self.report.id}/{claim.event}"
        about = self.accounts.get(event) or self.rejected.get(event)
        span = self._span(claim)
        speaker = told.speaker.name if told and told.speaker else None
        low, high = (told.low, told.high) if isinstance(told, Figure) else (None, None)
        made = ClaimEntry(
            id=name,
            noun=noun_of(claim),
            report=self.report.id,
            account=account,
            kind=_kind(claim),
            outlet=self.outlet,
            published=self.published,
            first=about.first if about else None,
            country=_country(about) if about else None,
            speaker=speaker,
            low=_storable(low),
            high=_storable(high),
            words=span.of(self.report.text),
            begin=span.begin,
            end=span.end,
            names="\n".join(_names(about if isinstance(claim, Event) else None, told)),
            score=claim.score,
            state=state.value,
            decided=state in DECIDED,
        )
        if account is not None:
            return made
        voice = self.voices.get(name, self.own)
        return made.placed(voice=voice, incident=None, contested=False, alone=True, toll=made.number)

    def _told(self, claim: Claim) -> Figure | Said | None:
        name = f"{self.report.id}/{claim.id}"
        if isinstance(claim, Toll):
            return self.figures.get(name)
        return self.said.get(name) if isinstance(claim, Statement) else None

    def _account(self, claim: Claim, state: State) -> str | None:
        event = claim.id if isinstance(claim, Event) else claim.event
        name = f"{self.report.id}/{event}"
        return name if state is not State.REJECTED and event is not None and name in self.accounts else None

    def _span(self, claim: Claim) -> Span:
        """The sentence that holds it, as far as a row holds it."""
        if isinstance(claim, Event):
            holding = (each for each in claim.evidence if claim.trigger and each.contains(claim.trigger))
            span = next(holding, claim.evidence[0] if claim.evidence else claim.trigger or Span(0, 1))
        else:
            span = claim.sentence
        return Span(span.begin, min(span.end, span.begin + _LONGEST))


def _loose(reading: Reading, rejected: Sequence[Claim]) -> Account:
    """What a report tells of no event, and what a person rejected, as if it were told of one."""
    nowhere = Event(_LOOSE, EventType.OTHER_STRATEGIC, Status.OCCURRED, (Span(0, 1),))
    tolls = [toll for toll in reading.tolls if toll.event is None]
    tolls += [claim for claim in rejected if isinstance(claim, Toll)]
    said = [one for one in reading.statements if one.event is None]
    said += [claim for claim in rejected if isinstance(claim, Statement)]
    (account,) = accounts_of(
        replace(
            reading,
            events=(nowhere,),
            tolls=tuple(replace(toll, event=_LOOSE, part_of=None) for toll in tolls),
            statements=tuple(replace(one, event=_LOOSE) for one in said),
        )
    )
    return account


def _kind(claim: Claim) -> str:
    if isinstance(claim, Event):
        return claim.type.value
    return claim.measure.value if isinstance(claim, Toll) else claim.act.value


def _country(account: Account) -> str | None:
    placed = next((place.country for place in account.places if place.country), None)
    return placed or next(iter(account.countries), None)


def _storable(number: int | None) -> int | None:
    """A number that a database can hold; None for one that it cannot (the incident has it)."""
    return number if number is not None and -_LARGEST <= number <= _LARGEST else None


def _names(account: Account | None, told: Figure | Said | None) -> Iterator[str]:
    """Names told with a claim, under which it is found too."""
    names: list[str] = []
    if account is not None:
        parties = (*account.perpetrators, *account.targets, *account.claimed_by)
        names += [party.name for party in parties] + [place.name for place in account.places] + list(account.names)
    if told is not None and told.speaker:
        names.append(told.speaker.name)
    yield from dict.fromkeys(name[:_LONGEST_HANDLE] for name in names)
