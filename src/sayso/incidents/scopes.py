"""For which place and time a figure is told, and so whether it is this incident's, a part's, or a wider group's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sayso.incidents.cues import Tells, tells
from sayso.incidents.voices import Heard
from sayso.knowledge.countries import countries
from sayso.model.account import Account
from sayso.model.claim import Measure
from sayso.model.dates import Precision

Scope = frozenset[str]
NOWHERE: Scope = frozenset()

_LONG = (Precision.MONTH, Precision.YEAR, Precision.LONGER)
# "near the border of Jordan and Syria" is no toll for the two; "Iraq's government" is no place.
_BESIDE = re.compile(r"\b(?:near|borders?|frontiers?)\b[^,.;]{0,60}")


def scope(heard: Heard, places: Mapping[str, str]) -> Scope:
    """The countries that a figure is told for (ISO 3166-1 alpha-2); empty where that is not known.

    Those named as places in its sentence, else that of the account's most exact place, else its only country. `places`
    are the names of places that the incident's accounts tell, each with its country.
    """
    account = heard.account
    named = _named(heard, places)
    if named:
        return named
    if tells(heard.sentence, Tells.WIDER) and len(account.countries) > 1:
        return frozenset(account.countries)
    return account_scope(account)


def account_scope(account: Account) -> Scope:
    """The country of the account's most exact place, else its only country; empty where there are several."""
    placed = next((place.country for place in account.places if place.country), None)
    if placed:
        return frozenset((placed,))
    return frozenset(account.countries) if len(account.countries) == 1 else NOWHERE


def places_told(accounts: Iterable[Account]) -> dict[str, str]:
    """Names of places that the accounts tell → the country; names that are told in two countries are left out."""
    found: dict[str, set[str]] = {}
    for account in accounts:
        for place in account.places:
            if place.country and place.name[:1].isalpha():
                found.setdefault(place.name, set()).add(place.country)
    return {name: countries.pop() for name, countries in found.items() if len(countries) == 1}


def _named(heard: Heard, places: Mapping[str, str]) -> Scope:
    sentence, account = heard.figure.sentence, heard.account
    words = _BESIDE.sub(" ", heard.sentence)
    for party in _parties(heard):
        words = words.replace(party, " ")
    inside = {p.country for p in account.places if p.country and sentence.contains(p.span) and p.name in words}
    vocabulary = {*account.countries, *(place.country for place in account.places if place.country)}
    here = [name for name in places if name in words and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words)]
    towns = {places[name] for name in here}
    return frozenset(inside | towns | {code for code in vocabulary if _is_named(code, words)})


def _parties(heard: Heard) -> Iterable[str]:
    account = heard.account
    parties = (*account.perpetrators, *account.targets, *account.claimed_by)
    speaker = (heard.figure.speaker,) if heard.figure.speaker else ()
    return sorted((party.name for party in (*parties, *speaker)), key=len, reverse=True)


def _is_named(code: str, words: str) -> bool:
    country = countries().get(code)
    if country is None:
        return False
    names = "|".join(re.escape(name) for name in (country.name, *country.aliases))
    peoples = "|".join(re.escape(name) for name in country.demonyms) or names
    side = rf"(?:{peoples}|(?:{names})['’]s) (?:side|soil|territory|province|town|city|village|capital)"
    return bool(re.search(rf"(?<!\w)(?:(?:{names})(?!\w|['’])|{side})", words))


class Scopes:
    """The incident's own countries, worked out from all its figures and accounts.

    `parts` are the countries whose figures are parts of one total: of two countries only where one report tells
    figures of the same measure for both and names both beside them. Otherwise two countries are two accounts of one
    place.
    """

    def __init__(self, heard: Iterable[Heard], accounts: Iterable[Account]) -> None:
        """Look at all figures and accounts of an incident."""
        every = tuple(heard)
        self.accounts = tuple(accounts)
        places = places_told(self.accounts)
        self._of = {one.figure.id: scope(one, places) for one in every}
        self._named = {one.figure.id for one in every if _named(one, places)}
        told = {*self._of.values(), *(account_scope(account) for account in self.accounts)}
        single = {country for countries in told if len(countries) == 1 for country in countries}
        self.home: Scope = frozenset(single or {country for countries in told for country in countries})
        self._days = any(account.precision is Precision.DAY for account in self.accounts)
        self._parts = {measure: self._separate(every, measure) for measure in Measure}

    def _separate(self, heard: tuple[Heard, ...], measure: Measure) -> Scope:
        by_report: dict[str, set[str]] = {}
        for one in heard:
            told = self._of[one.figure.id]
            if one.figure.measure is measure and len(told) == 1 and one.figure.id in self._named:
                by_report.setdefault(one.account.report, set()).update(told)
        return frozenset(c for countries in by_report.values() if len(countries) > 1 for c in countries)

    def of(self, heard: Heard) -> Scope:
        """The countries that a figure is told for; empty for the whole incident.

        A figure for several countries at once is for the whole.
        """
        told = self._of[heard.figure.id]
        return told if len(told) == 1 and told <= self._parts[heard.figure.measure] else NOWHERE

    def parts(self, measure: Measure) -> tuple[str, ...]:
        """The countries whose figures add up to the whole, in the alphabet's order; empty where there are none."""
        return tuple(sorted(self._parts[measure]))

    def wider(self, heard: Heard) -> str | None:
        """Why a figure is not this incident's alone, in words; None when it is."""
        told = self._of[heard.figure.id]
        if len(told) > 1 and not told <= self.home:
            names = " and ".join(sorted(countries()[c].name for c in told if c in countries()))
            return f"told for {names} together: stays with the group"
        if len(self.home) <= 1 and tells(heard.sentence, Tells.WIDER):
            return "told for more places than this incident's: stays with the group"
        if tells(heard.sentence, Tells.LONGER):
            return "told for a longer time than this incident: stays with the group"
        if self._days and heard.account.precision in _LONG:
            return f"told for a whole {heard.account.precision or 'time'}: stays with the group"
        return None
