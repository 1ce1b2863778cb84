"""Speakers made the same across reports: a government under its names, a spokesman with the body he speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.incidents.names import key, known, proper
from sayso.knowledge.countries import countries, country_named, country_of_demonym
from sayso.knowledge.placenames import fold
from sayso.model.account import Account, Party
from sayso.model.span import Span

_SPOKES = r"(?:spokes(?:man|woman|person)|press secretary)"
_TITLES = rf"(?:{_SPOKES}|head|director|chief)"
_ARTICLE = r"^(?:the|an?) "
_GOVERNMENT = re.compile(
    r"^(?:the )?(?:government (?:of|in) (?:the )?(?P<after>.+)|(?P<before>.+?)(?:['’]s?)? (?:government|authorities))$",
    re.IGNORECASE,
)
# "the Iraqi government's spokesman", "A White House spokesperson", "Jordan's spokesman, Muhannad Mubaidin".
_BODYS_SPOKESMAN = re.compile(rf"^(?:the |an? )?(?P<body>.+?)(?:['’]s?)? {_SPOKES}(?!\w)", re.IGNORECASE)
_BARE_SPOKESMAN = re.compile(rf"^(?:the|its|their|an?) {_TITLES}(?!\w)", re.IGNORECASE)
_NAMED_AFTER = re.compile(rf"{_TITLES},? (?P<name>[A-Z][\w'’-]+(?: (?:al-|bin |el-)?[A-Z][\w'’-]+)+)")
_NAME_AT_END = re.compile(r"[A-Z][\w'’-]+(?: (?:(?:al|el|bin|ibn)[ -])?[A-Z][\w'’-]+)*$")
_THE = ("United", "Netherlands", "Philippines", "Democratic Rep", "Central African", "Dominican", "Czech", "Maldives")
_STANDS_FOR = frozenset(("they", "he", "she", "it", "its", "their", "his", "her", "this", "that", "these", "those"))
_NOT_A_PERSON = ("government", "ministry", "command", "forces", "units", "army", "police", "observatory", "house")


@dataclass(frozen=True, slots=True)
class Teller:
    """A voice's key and its name for people; `own` where an outlet speaks for itself."""

    key: str
    name: str
    own: bool = False


class Speakers:
    """Who the speakers of an incident's accounts speak for."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        """Find the persons whom a report ties to a body by a title; one tied to two bodies speaks for neither."""
        tied: dict[str, dict[str, Teller]] = {}
        for account in accounts:
            for person, body in _ties(account):
                tied.setdefault(person, {})[body.key] = body
        self._bodies = {person: next(iter(bodies.values())) for person, bodies in tied.items() if len(bodies) == 1}

    def teller(self, account: Account, party: Party, told: str, sentence: Span | None) -> Teller:
        """The voice of a speaker; `told` are the words of the sentence that it speaks in, as far as they are kept."""
        if party.key in self._bodies:
            return self._bodies[party.key]
        body = _body_named(account, party.name)
        if body:
            return body
        if _BARE_SPOKESMAN.match(party.name):
            named = _NAMED_AFTER.search(told)
            person = key(named["name"], True) if named else ""
            return self._bodies.get(person) or _only_body(account) or _local(party, account)
        if fold(party.name).removeprefix("the ") == "government":
            return _its_government(account, party, told, sentence) or institution(party)
        if party.name.split()[0].casefold() in _STANDS_FOR if party.name.strip() else True:
            return _local(party, account)
        return institution(party)


def institution(party: Party) -> Teller:
    """The voice of a party: a government whatever it is called, a person without titles, else the party by its key."""
    return _institution(party.name, party.key)


@lru_cache(maxsize=1 << 14)
def _institution(name: str, its_key: str) -> Teller:
    code = _government(name)
    if code:
        return government(code)
    names = list(proper(name))
    bare = names[-1] if names and name.endswith(names[-1]) and len(names[-1].split()) > 1 else None
    if bare and bare != name and key(bare) == key(name, True) and not known(name):
        return Teller(key(bare), bare)
    return Teller(its_key, re.sub(_ARTICLE, "", name, flags=re.IGNORECASE))


def government(code: str) -> Teller:
    """The voice of the government of a country (alpha-2)."""
    name = countries()[code].name
    return Teller(f"government:{code.lower()}", f"government of {'the ' if name.startswith(_THE) else ''}{name}")


@lru_cache(maxsize=1 << 12)
def _government(name: str) -> str | None:
    """The country (alpha-2) whose government a name stands for: "Iraqi government", "Baghdad" as one who speaks."""
    found = _GOVERNMENT.match(name.strip())
    return _state((found["after"] or found["before"]) if found else name)


@lru_cache(maxsize=1 << 12)
def _state(name: str) -> str | None:
    """The country of a country's, a people's or a capital's name."""
    place = re.sub(r"^the |['’]s?$", "", name.strip())
    return country_named(place) or country_of_demonym(place) or _capitals().get(fold(place))


@lru_cache(maxsize=1)
def _capitals() -> Mapping[str, str]:
    return {fold(country.capital): code for code, country in countries().items() if country.capital}


def _local(party: Party, account: Account) -> Teller:
    """Words that name somebody in their own report only ("they", "its spokesman")."""
    return Teller(f"{party.key}@{account.report}", f"“{party.name}”")


def _body_named(account: Account, name: str) -> Teller | None:
    """The body in "the Iraqi government's spokesman": None where the words name none."""
    found = _BODYS_SPOKESMAN.match(name)
    if not found or found["body"].casefold() in ("its", "their", "the", "a", "an", "his", "her"):
        return None
    body = found["body"]
    if fold(body).removeprefix("the ") == "government":
        return _its_government(account, None, "", None)
    return institution(Party(body, key(body), account.evidence[0] if account.evidence else Span(0, 1)))


def _its_government(account: Account, party: Party | None, told: str, sentence: Span | None) -> Teller | None:
    """Whose "the government" is: by the word before it or the place after it, else the only one that is named."""
    if party and sentence and sentence.contains(party.span):
        before, after = told[: party.span.begin - sentence.begin], told[party.span.end - sentence.begin :]
        near = re.search(r"([\w.]+)(?:['’]s?)?\s*$", before), re.match(r"\s*(?:in|of) (?:the )?(\w+)", after)
        for match in near:
            code = _state(match[1]) if match else None
            if code:
                return government(code)
    told_of = {
        code
        for words in (*account.words, *(one.told for one in account.figures), *(said.words for said in account.said))
        for match in re.finditer(r"(\w+)(?:['’]s?)? government|government (?:in|of) (?:the )?(\w+)", words)
        if (code := _state(match[1] or match[2]))
    }
    return government(told_of.pop()) if len(told_of) == 1 else None


def _only_body(account: Account) -> Teller | None:
    """The one body that has a spokesman in the account; None when there are several or none."""
    bodies = {body.key: body for party in _speakers(account) if (body := _body_named(account, party.name))}
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def _speakers(account: Account) -> Iterator[Party]:
    yield from (figure.speaker for figure in account.figures if figure.speaker)
    yield from (said.speaker for said in account.said)


def _ties(account: Account) -> Iterator[tuple[str, Teller]]:
    """Keys of persons with the body that this report ties them to."""
    parties = {party.key: party for party in (*_speakers(account), *account.perpetrators, *account.claimed_by)}
    told = dict.fromkeys((*account.words, *(f.told for f in account.figures), *(s.words for s in account.said)))
    words = "\n".join(told)
    for person in parties.values():
        body = _body_named(account, person.name) if list(proper(person.name)) else None
        if not (body and _tells_a_name(person.name)):
            body = _body_of(person, tuple(parties.values()), words) if _may_be_a_person(person) else None
        if body:
            yield person.key, body


def _tells_a_name(name: str) -> bool:
    """Whether a name is given after the title ("Jordan's spokesman, Muhannad Mubaidin")."""
    return bool(re.search(rf"{_SPOKES},? [A-Z]", name))


def _may_be_a_person(party: Party) -> bool:
    words = party.name.split()
    body = any(word in party.name.lower() for word in _NOT_A_PERSON)
    return len(words) >= 2 and not body and not known(party.name) and words[-1][:1].isupper() | ("-" in words[-1])


def _body_of(person: Party, parties: Sequence[Party], words: str) -> Teller | None:
    """The body that the words tie the person to, where the title stands beside the name."""
    last = _NAME_AT_END.search(person.name)
    name = re.escape(last[0] if last else person.name)
    for body in sorted(parties, key=lambda party: -len(party.name)):
        if body.key == person.key or person.name in body.name or _may_be_a_person(body):
            continue
        named = re.escape(re.sub(rf"{_ARTICLE}|['’]s?$", "", body.name, flags=re.IGNORECASE))
        before = rf"{named}(?:['’]s?)? {_TITLES},? (?:\w+ )?{name}"
        after = rf"{name}, (?:the |its |an? )?{_TITLES} (?:of|for) (?:the )?{named}"
        if re.search(f"{before}|{after}", words, re.IGNORECASE):
            return institution(body)
    ruled = re.search(rf"(?P<state>\w+)(?:['’]s?)? government(?:['’]s?)? {_TITLES},? (?:\w+ )?{name}", words)
    code = _state(ruled["state"]) if ruled else None
    return government(code) if code else _body_before(person, parties, words, name)


def _body_before(person: Party, parties: Sequence[Party], words: str, name: str) -> Teller | None:
    """The last body named before "its spokesman, NAME" or "the spokesman, NAME"."""
    found = re.search(rf"(?:Its|The|its|the) (?:government )?{_TITLES},? {name}", words)
    if not found:
        return None
    earlier = words[: found.start()].casefold()
    last: tuple[int, int, Party] | None = None
    for body in parties:
        bare = re.sub(_ARTICLE, "", body.name.casefold())
        at = earlier.rfind(bare)
        if (
            body.key != person.key
            and at >= 0
            and not _may_be_a_person(body)
            and (last is None or (at, len(bare)) > last[:2])
        ):
            last = (at, len(bare), body)
    return institution(last[2]) if last else None
