"""Speakers made the same across reports: a government under its names, a spokesman with the body he speaks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.incidents.names import known
from sayso.knowledge.countries import countries, country_named, country_of_demonym
from sayso.knowledge.placenames import fold
from sayso.model.account import Account, Party

_TITLES = r"(?:spokesman|spokeswoman|spokesperson|head|director|chief)"
_GOVERNMENT = re.compile(
    r"^(?:the )?(?:government (?:of|in) (?:the )?(?P<after>.+)|(?P<before>.+?)(?:['’]s?)? (?:government|authorities))$",
    re.IGNORECASE,
)
_NOT_A_PERSON = ("government", "ministry", "command", "forces", "units", "army", "police")


@dataclass(frozen=True, slots=True)
class Teller:
    """A voice's key and its name for people; `own` where an outlet speaks for itself."""

    key: str
    name: str
    own: bool = False


@lru_cache(maxsize=1 << 12)
def _government(name: str) -> str | None:
    """The country (alpha-2) whose government a name stands for: "Iraqi government", "Baghdad" as one who speaks."""
    found = _GOVERNMENT.match(name.strip())
    where = (found["after"] or found["before"]) if found else name
    place = re.sub(r"^the ", "", where.strip())
    code = country_named(place) or country_of_demonym(place)
    return code or _capitals().get(fold(place))


@lru_cache(maxsize=1)
def _capitals() -> Mapping[str, str]:
    return {fold(country.capital): code for code, country in countries().items() if country.capital}


def institution(party: Party) -> Teller:
    """The voice of a party: a government whatever it is called, else the party by its key."""
    code = _government(party.name)
    if code:
        return Teller(f"government:{code.lower()}", f"government of {countries()[code].name}")
    return Teller(party.key, party.name)


def spokespersons(accounts: Sequence[Account]) -> dict[str, Teller]:
    """Key of a person → the voice of the body that a report of this incident ties them to by a title.

    "Iraqi government spokesman Bassem al-Awadi", "Rami Abdulrahman, head of the Observatory", "its spokesman, N. N.",
    where the body is the last one named before. A person whom two reports tie to different bodies speaks for nobody.
    """
    tied: dict[str, dict[str, Teller]] = {}
    for account in accounts:
        parties = _parties(account)
        words = "\n".join(account.words)
        for person in parties:
            body = _body_of(person, parties, words) if _may_be_a_person(person) else None
            if body:
                tied.setdefault(person.key, {})[body.key] = body
    return {person: next(iter(bodies.values())) for person, bodies in tied.items() if len(bodies) == 1}


def _parties(account: Account) -> list[Party]:
    speakers = [figure.speaker for figure in account.figures if figure.speaker]
    speakers += [said.speaker for said in account.said]
    every = (*speakers, *account.perpetrators, *account.targets, *account.claimed_by)
    return list({party.key: party for party in every}.values())


def _may_be_a_person(party: Party) -> bool:
    words = party.name.split()
    return len(words) >= 2 and words[-1].lower() not in _NOT_A_PERSON and any(word[:1].isupper() for word in words)


def _body_of(person: Party, parties: Sequence[Party], words: str) -> Teller | None:
    """The body that the words tie the person to, where the title stands beside the name."""
    name = re.escape(" ".join(word for word in person.name.split() if word[:1].isupper() or "-" in word))
    for body in sorted(parties, key=lambda party: -len(party.name)):
        if body.key == person.key or person.name in body.name:
            continue
        named = re.escape(re.sub(r"^(?:the|a) |['’]s?$", "", body.name, flags=re.IGNORECASE))
        before = rf"{named}(?:['’]s?)? {_TITLES},? (?:\w+ )?{name}"
        after = rf"{name}, (?:the |its |a )?{_TITLES} (?:of|for) (?:the )?{named}"
        if re.search(f"{before}|{after}", words, re.IGNORECASE):
            return institution(body)
    country = re.search(rf"(?P<state>[A-Z]\w+)(?:['’]s?)? government(?:['’]s?)? {_TITLES},? (?:\w+ )?{name}", words)
    code = country and (country_named(country["state"]) or country_of_demonym(country["state"]))
    if code:
        return institution(Party(f"government of {countries()[code].name}", "", person.span))
    return _body_before(person, parties, words, name)


def _body_before(person: Party, parties: Sequence[Party], words: str, name: str) -> Teller | None:
    """The last body named before "its spokesman, NAME" or "the spokesman, NAME"."""
    found = re.search(rf"(?:Its|The|Government|its|the) (?:government )?{_TITLES},? {name}", words)
    if not found:
        return None
    earlier = words[: found.start()].casefold()
    last: tuple[int, int, Party] | None = None
    for body in parties:
        bare = re.sub(r"^(?:the|a) ", "", body.name.casefold())
        at = earlier.rfind(bare)
        if body.key == person.key or at < 0 or (_may_be_a_person(body) and not _is_a_body(body)):
            continue
        if last is None or (at, len(bare)) > last[:2]:
            last = (at, len(bare), body)
    return institution(last[2]) if last else None


def _is_a_body(party: Party) -> bool:
    return bool(known(party.name) or _government(party.name)) or any(
        word in party.name.lower() for word in _NOT_A_PERSON
    )
