"""Who really speaks: every figure and statement of an incident with the one voice that it comes from.

Ten outlets that quote one ministry are one voice. An outlet's own voice is its agency's when it credits one, and the
original's when its text is a copy. A person speaks for an institution only where a report says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from sayso.incidents.institutions import Speakers, Teller
from sayso.knowledge.outlets import outlet_named, outlet_of
from sayso.model.account import Account, Figure, Party, Said
from sayso.model.claim import Act
from sayso.model.event import Status
from sayso.model.incident import Voice
from sayso.model.span import Span

OUTLET = "outlet:"
REPORT = "report:"


@dataclass(frozen=True, slots=True)
class Heard:
    """A figure as it was heard: in which account, from whom, and the sentence (empty where it is not kept)."""

    figure: Figure
    account: Account
    teller: Teller
    sentence: str

    @property
    def at(self) -> int:
        """Where the number stands in the sentence."""
        return max(0, self.figure.span.begin - self.figure.sentence.begin)


class Hearing:
    """All that is said in the accounts of one incident, each with its voice.

    `accounts` in order of publication. `copies` maps a report to one that it shares its text with.
    """

    def __init__(self, accounts: Sequence[Account], copies: Mapping[str, str]) -> None:
        """Find out who speaks in every account."""
        self.accounts = tuple(accounts)
        self._tellers: dict[tuple[str, Party, Span | None], Teller] = {}
        self._by_report = {account.report: account for account in reversed(self.accounts)}
        self.originals = _originals(self.accounts, copies)
        self._speakers = Speakers(self.accounts)
        self.own = {account.id: self._own(account) for account in self.accounts}
        self.heard = tuple(
            Heard(figure, account, self.teller(account, figure.speaker, told, figure.sentence), told)
            for account in self.accounts
            for figure in account.figures
            for told in (figure.told or sentence_of(account, figure.sentence),)
        )
        self._named = {_value(one): one for one in reversed(self.heard) if one.figure.speaker is not None}
        by_account = groupby(self.heard, key=lambda one: one.account.id)
        self._heard_in = {account: tuple(heard) for account, heard in by_account}

    def _own(self, account: Account) -> Teller:
        """Whose voice the report itself is."""
        root = self.originals.get(account.report, account.report)
        if root not in self._by_report:
            return Teller(REPORT + root, f"report {root}", own=True)
        original = self._by_report[root]
        if original.agency:
            return _outlet(original.agency)
        known = outlet_of(original.outlet, original.url)
        if known or original.outlet:
            return _outlet(known.name if known else original.outlet or "")
        return Teller(REPORT + original.report, "an unnamed outlet", own=True)

    def teller(self, account: Account, speaker: Party | None, told: str = "", sentence: Span | None = None) -> Teller:
        """The voice behind a speaker of this account (None: the report's own), with the sentence it speaks in."""
        if speaker is None:
            return self.own[account.id]
        key = (account.id, speaker, sentence)
        if key not in self._tellers:
            known = outlet_named(speaker.name)
            told_by = _outlet(known.name) if known else self._speakers.teller(account, speaker, told, sentence)
            self._tellers[key] = told_by
        return self._tellers[key]

    @cached_property
    def said(self) -> tuple[tuple[Account, Said, Teller], ...]:
        """Every speech act with its account and voice."""
        return tuple(
            (account, one, self.teller(account, one.speaker, one.words, one.sentence))
            for account in self.accounts
            for one in account.said
        )

    def repeats(self, heard: Heard) -> Heard | None:
        """The figure of a named speaker in the same report that the report's own voice only repeats; None if none."""
        return None if heard.figure.speaker is not None else self._named.get(_value(heard))

    def of(self, account: Account) -> tuple[Heard, ...]:
        """What is heard in one account."""
        return self._heard_in.get(account.id, ())


def _value(heard: Heard) -> tuple[object, ...]:
    figure = heard.figure
    return heard.account.report, figure.measure, figure.low, figure.high


def _originals(accounts: Sequence[Account], copies: Mapping[str, str]) -> dict[str, str]:
    """Each copied report → the first of all that share its text, by the order of the accounts.

    Whichever of two alike reports is called the copy: the first published is the original. A report outside the
    incident is the original only where none inside shares the text.
    """
    place = {report: at for at, report in enumerate(dict.fromkeys(account.report for account in accounts))}
    group = {report: report for pair in copies.items() for report in pair}

    def root(report: str) -> str:
        while group[report] != report:
            report = group[report]
        return report

    for copy, original in sorted(copies.items()):
        one, other = sorted((root(copy), root(original)), key=lambda each: (place.get(each, len(place)), each))
        group[other] = one
    return {report: root(report) for report in place if report in group and root(report) != report}


def _outlet(name: str) -> Teller:
    known = outlet_named(name)
    full = known.name if known else name
    return Teller(OUTLET + " ".join(full.casefold().split()), full, own=True)


def sentence_of(account: Account, sentence: Span) -> str:
    """The words of a sentence of this account; empty where the account does not keep it."""
    for span, words in zip(account.evidence, account.words, strict=False):
        if span == sentence:
            return words
    for span, words in zip(account.evidence, account.words, strict=False):
        if span.contains(sentence):
            return words[sentence.begin - span.begin : sentence.end - span.begin]
    return next((said.words for said in account.said if said.sentence == sentence), "")


def voices(hearing: Hearing) -> tuple[Voice, ...]:
    """All who speak, in the order in which they are first heard, each with the outlets and reports that carry them."""
    tellers: dict[str, Teller] = {}
    carried: dict[str, list[Account]] = {}

    def note(teller: Teller, account: Account) -> None:
        tellers.setdefault(teller.key, teller)
        carried.setdefault(teller.key, []).append(account)

    for account in hearing.accounts:
        for teller in _speaking(hearing, account):
            note(teller, account)
    return tuple(
        Voice(
            key,
            teller.name,
            teller.own,
            outlets=outlets_of(carried[key]),
            reports=tuple(dict.fromkeys(account.report for account in carried[key])),
        )
        for key, teller in tellers.items()
    )


_TELLING = (Act.ASSERT, Act.CLAIM_RESPONSIBILITY, Act.ACCUSE)


def independent(hearing: Hearing) -> int:
    """How many voices tell the event without repeating another: who only condemns or denies it tells nothing of it."""
    telling = {one.teller.key for one in hearing.heard if hearing.repeats(one) is None}
    telling |= {one.key for _, said, one in hearing.said if said.act in _TELLING}
    telling |= {hearing.own[account.id].key for account in hearing.accounts if _tells_itself(account)}
    return len(telling)


def _tells_itself(account: Account) -> bool:
    """Whether a report names nobody who says so, and yet tells it as something that happened."""
    named = account.said or any(figure.speaker for figure in account.figures)
    return not named and account.status is not Status.CLAIMED


def _speaking(hearing: Hearing, account: Account) -> Iterator[Teller]:
    """The voices of one account. The report's own counts when it tells a figure of its own, or names no speaker."""
    heard = hearing.of(account)
    named = [one.teller for one in heard if one.figure.speaker is not None]
    named += [hearing.teller(account, said.speaker, said.words, said.sentence) for said in account.said]
    yield from named
    own = any(one.figure.speaker is None and hearing.repeats(one) is None for one in heard)
    if own or _tells_itself(account):
        yield hearing.own[account.id]


def outlets_of(accounts: Sequence[Account]) -> tuple[str, ...]:
    """The outlets of these accounts by name, each once, in their order; reports of no known outlet are left out."""
    found: dict[str, str] = {}
    for account in accounts:
        known = outlet_of(account.outlet, account.url)
        name = known.name if known else account.outlet
        if name:
            found.setdefault(" ".join(name.casefold().split()), name)
    return tuple(found.values())
