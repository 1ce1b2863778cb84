"""Contradicting figures side by side, what becomes of each and why, and low, best and high by a named rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.incidents.counted import counted
from sayso.incidents.order import in_order
from sayso.incidents.rules import RULES, Position, Range, vague_number
from sayso.incidents.scopes import NOWHERE, Scope, Scopes
from sayso.incidents.tellings import Fates, Telling, current, tellings
from sayso.incidents.voices import Heard, Hearing
from sayso.knowledge.countries import countries
from sayso.model.account import Account
from sayso.model.claim import Measure
from sayso.model.incident import Estimate, TollRule, Weighed


def reconcile(
    accounts: Sequence[Account], rule: TollRule = TollRule.UCDP_SPAN, *, copies: Mapping[str, str] | None = None
) -> tuple[Estimate, ...]:
    """For each measure the estimate for all people, then those country by country and class by class where told.

    All figures are in it, also those not counted, each with the reason. The order of the accounts does not matter.
    """
    hearing = Hearing(in_order(accounts), copies or {})
    return estimates(hearing, Scopes(hearing.heard, hearing.accounts), rule)


def estimates(hearing: Hearing, scopes: Scopes, rule: TollRule) -> tuple[Estimate, ...]:
    """As `reconcile`, for accounts whose voices and places are worked out already."""
    found: list[Estimate] = []
    for measure in Measure:
        heard = [one for one in hearing.heard if one.figure.measure is measure]
        if heard:
            found += _Sum(hearing, scopes, measure, rule).estimates(heard)
    return tuple(found)


class _Sum:
    """One measure of one incident."""

    def __init__(self, hearing: Hearing, scopes: Scopes, measure: Measure, rule: TollRule) -> None:
        self.hearing, self.scopes, self.measure, self.rule = hearing, scopes, measure, rule

    def estimates(self, heard: Sequence[Heard]) -> list[Estimate]:
        fates = Fates()
        own = [one for one in heard if not self._set_aside(one, fates)]
        whole = [one for one in own if self.scopes.of(one) == NOWHERE]
        by_country = {
            frozenset((country,)): [one for one in own if self.scopes.of(one) == {country}]
            for country in self.scopes.parts(self.measure)
        }
        parts = [self._estimate(told, self._positions(told, fates), fates, scope) for scope, told in by_country.items()]
        positions = self._positions(whole, fates)
        if parts:
            positions.append(_together(parts))
        everything = self._estimate(heard, positions, fates, NOWHERE, parts=parts)
        told = [part for part in parts if part.figures]
        return [everything, *told, *self._by_class(own)]

    def _set_aside(self, one: Heard, fates: Fates) -> bool:
        """Whether a figure is another's: a group's, or only repeated from a speaker named beside it."""
        why = self.scopes.wider(one)
        repeated = None if why else self.hearing.repeats(one)
        if repeated is not None:
            why = f"repeats what {repeated.teller.name} says in the same report"
        if why:
            fates.drop(one, why)
        return why is not None

    def _positions(self, heard: Sequence[Heard], fates: Fates) -> list[Position]:
        """One position for each voice: what it says last."""
        totals = {one.figure.id: one for one in heard}
        by_voice: dict[str, list[Heard]] = {}
        for one in heard:
            by_voice.setdefault(one.teller.key, []).append(one)
        found = []
        for told in by_voice.values():
            kept = current(tellings(told, totals, fates), fates)
            position = _position(kept)
            if position.number is None and not (position.vague and RULES[self.rule].codes_vague):
                for telling in kept:
                    fates.drop_all(telling, "no number: kept as said")
                continue
            found.append(position)
        return found

    def _estimate(
        self,
        heard: Sequence[Heard],
        positions: Sequence[Position],
        fates: Fates,
        scope: Scope,
        *,
        parts: Sequence[Estimate] = (),
        who: str | None = None,
    ) -> Estimate:
        given: Range = RULES[self.rule].apply(positions)
        why = given.why
        if parts:
            names = " and ".join(_country(code) for part in parts for code in part.where)
            why += f"; what is told for {names} is added up once"
        weighed = tuple(Weighed(one.figure, one.account.id, one.teller.key, *fates.of(one.figure.id)) for one in heard)
        return Estimate(
            self.measure, self.rule, given.low, given.best, given.high, weighed, why, who, tuple(sorted(scope))
        )

    def _by_class(self, heard: Sequence[Heard]) -> list[Estimate]:
        """One estimate for each class of people that figures are told of."""
        told = dict.fromkeys(who for one in heard if (who := counted(one.figure.who)))
        found = []
        for who in told:
            of_class = [one for one in heard if counted(one.figure.who) == who]
            scopes = {self.scopes.of(one) for one in of_class}
            # Of two countries' fighters no sum is told, and the figures of one are not those of all.
            for scope in sorted(scopes, key=sorted):
                here = [one for one in of_class if self.scopes.of(one) == scope]
                fates = Fates()
                positions = self._positions(here, fates)
                found.append(self._estimate(here, positions, fates, scope, who=who))
        return found


def _position(kept: Sequence[Telling]) -> Position:
    """What a voice says when it says all of these at once."""
    lows = [telling.low for telling in kept if telling.low is not None]
    highs = [telling.high for telling in kept if telling.high is not None]
    numbered = [telling for telling in kept if telling.low is not None or telling.high is not None]
    is_open = any(telling.high is None and telling.low is not None for telling in kept)
    first = kept[0].figures[0]
    vague = [n for telling in kept for one in telling.figures if (n := vague_number(one.figure.words))]
    return Position(
        first.teller.key,
        first.teller.name,
        low=min(lows, default=None),
        high=None if is_open else max(highs, default=None),
        day=max((telling.day for telling in numbered or kept if telling.day), default=None),
        vague=max(vague, default=None),
    )


def _together(parts: Iterable[Estimate]) -> Position:
    """The figures of all countries added: None as soon as one country's is unknown."""
    estimates = tuple(parts)
    lows = [part.low for part in estimates]
    highs = [part.high for part in estimates]
    low = None if None in lows else sum(value for value in lows if value is not None)
    high = None if None in highs else sum(value for value in highs if value is not None)
    days = [weighed.figure for part in estimates for weighed in part.figures if weighed.counted]
    name = "the sum of " + " and ".join(_country(code) for part in estimates for code in part.where)
    return Position("sum", name, low, high, None, None) if days else Position("sum", name, None, None)


def _country(code: str) -> str:
    return countries()[code].name if code in countries() else code
