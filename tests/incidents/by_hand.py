"""Accounts made by hand: sentences in, spans worked out from the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sayso.incidents.names import key
from sayso.model.account import Account, Figure, Party, Said
from sayso.model.claim import Act, Measure
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span

NOWHERE = Span(0, 1)


def party(name: str, span: Span = NOWHERE, **known: Any) -> Party:
    return Party(name, key(name), span, **known)


@dataclass
class Paper:
    """One report that tells one event, sentence by sentence."""

    id: str
    outlet: str | None = None
    day: date | None = None
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)

    def tells(self, sentence: str) -> Paper:
        begin = len(self.text)
        self.text += sentence + " "
        self.sentences.append(Span(begin, begin + len(sentence)))
        return self

    def figure(
        self,
        words: str,
        number: int | None,
        measure: Measure = Measure.KILLED,
        *,
        by: str | None = None,
        who: str | None = None,
        high: int | None = -1,
        part_of: str | None = None,
    ) -> Paper:
        """A figure in the last sentence; `high` is the number unless it is given (None: open)."""
        sentence = self.sentences[-1]
        at = self.text.index(words, sentence.begin)
        span = Span(at, at + len(words))
        number_high = number if high == -1 else high
        speaker = party(by) if by else None
        name = f"{self.id}/t{len(self.figures) + 1}"
        self.figures.append(
            Figure(name, measure, number, number_high, words, span, sentence, who, speaker, part_of=part_of)
        )
        return self

    def says(self, act: Act, by: str, accused: str | None = None) -> Paper:
        """A speech act that is the last sentence."""
        sentence = self.sentences[-1]
        blamed = party(accused) if accused else None
        name = f"{self.id}/s{len(self.statements) + 1}"
        self.statements.append(Said(name, act, party(by), sentence.of(self.text), sentence, blamed))
        return self

    def place(self, name: str, precision: PlacePrecision, country: str) -> Place:
        at = self.text.find(name)
        return Place(Span(at, at + len(name)) if at >= 0 else NOWHERE, name, precision, country=country)

    def account(
        self,
        happened: date | None = None,
        *,
        kind: EventType = EventType.AIR_DRONE_STRIKE,
        status: Status = Status.OCCURRED,
        places: Sequence[tuple[str, PlacePrecision, str]] = (),
        by: Sequence[str] = (),
        targets: Sequence[str] = (),
        claimed_by: Sequence[str] = (),
        **more: Any,
    ) -> Account:
        found = tuple(self.place(*place) for place in places)
        return Account(
            id=f"{self.id}/e1",
            report=self.id,
            type=kind,
            status=status,
            words=tuple(span.of(self.text) for span in self.sentences),
            evidence=tuple(self.sentences),
            outlet=self.outlet,
            published=self.day,
            first=happened,
            last=happened,
            precision=Precision.DAY if happened else None,
            places=found,
            countries=more.pop("countries", tuple(dict.fromkeys(p.country for p in found if p.country))),
            perpetrators=tuple(party(name) for name in by),
            targets=tuple(party(name) for name in targets),
            claimed_by=tuple(party(name) for name in claimed_by),
            figures=tuple(self.figures),
            said=tuple(self.statements),
            score=0.9,
            **more,
        )
