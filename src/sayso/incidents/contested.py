"""Facts on which speakers exclude each other: who did it, whether, where, how many, and who the dead were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from sayso.incidents.counted import FIGHTING, INSIDE, classes
from sayso.incidents.cues import Tells, tells
from sayso.incidents.scopes import Scopes, account_scope
from sayso.incidents.voices import Heard, Hearing
from sayso.knowledge.countries import countries
from sayso.model.account import Account, Party, Said
from sayso.model.claim import Act, Measure
from sayso.model.event import EventType, Status
from sayso.model.incident import Contested, Estimate, Side

TWO_SIDED = frozenset(
    {
        EventType.ARMED_CLASH,
        EventType.GOVERNMENT_REGAINS_TERRITORY,
        EventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
        EventType.AGREEMENT,
        EventType.NON_VIOLENT_TRANSFER,
        EventType.MOB_VIOLENCE,
        EventType.VIOLENT_DEMONSTRATION,
    }
)
"""Both sides of these took part: two who did it are no dispute."""

# "All (of the) 16 people killed there were their members, fighters as well as medics."
_ALL_WERE = re.compile(r"\ball\b(?:[^.;]{0,80}?)\bw(?:ere|as)\b(?P<what>[^.;]{3,80})", re.IGNORECASE)
_BEFORE = 20  # characters before the number in which "all" may stand


def contested(hearing: Hearing, scopes: Scopes, estimates: Sequence[Estimate]) -> tuple[Contested, ...]:
    """All that is contested between the voices of one incident, each with its sides in order of publication."""
    found = [
        *_perpetrators(hearing),
        *_denials(hearing),
        *_unclaimed(hearing),
        *_places(hearing, scopes),
        *_tolls(hearing, estimates),
        *_who_they_were(hearing, scopes),
    ]
    return tuple(found)


def claims(hearing: Hearing) -> dict[str, list[Side]]:
    """Key of a party → where it is told that it claims responsibility."""
    found: dict[str, list[Side]] = {}
    for account in hearing.accounts:
        for party in account.claimed_by:
            one = hearing.teller(account, party)
            found.setdefault(one.key, []).append(Side(one.name, account.id, _words_of(account, party)))
    for account, said, one in hearing.said:
        if said.act is Act.CLAIM_RESPONSIBILITY:
            sides = found.setdefault(one.key, [])
            sides[:] = [side for side in sides if side.account != account.id]
            sides.append(Side(one.name, account.id, said.words))
    return found


def accusations(hearing: Hearing) -> dict[str, list[Side]]:
    """Key of a party → who accuses it."""
    found: dict[str, list[Side]] = {}
    for account, said, one in hearing.said:
        accused = hearing.teller(account, said.accused) if said.act is Act.ACCUSE and said.accused else None
        if accused and accused.key != one.key:
            found.setdefault(accused.key, []).append(Side(one.name, account.id, said.words))
    return found


def _perpetrators(hearing: Hearing) -> Iterator[Contested]:
    """Two named parties said to have done it, by a claim, an accusation or a report's own account."""
    if any(account.type in TWO_SIDED for account in hearing.accounts):
        return
    sides: dict[str, list[Side]] = {}
    named: dict[str, Party] = {}
    for account in hearing.accounts:
        accused = [said.accused for said in account.said if said.act is Act.ACCUSE and said.accused]
        for party in (*account.claimed_by, *account.perpetrators, *accused):
            named.setdefault(hearing.teller(account, party).key, party)
        for party in account.perpetrators:
            own, key = hearing.own[account.id], hearing.teller(account, party).key
            sides.setdefault(key, []).append(Side(own.name, account.id, _words_of(account, party)))
    for told in (claims(hearing), accusations(hearing)):
        for key, more in told.items():
            sides[key] = more + sides.get(key, [])
    rivals = [key for key in sides if key in named and not _is_vague(named[key])]
    apart = {
        key for one, other in combinations(rivals, 2) if _exclude(named[one], named[other]) for key in (one, other)
    }
    voices = {side.voice for key in apart for side in sides[key]}
    if len(apart) > 1 and len(voices) > 1:
        held = [side for key in sides if key in apart for side in _each_voice(sides[key])]
        names = " or ".join(named[key].name for key in sides if key in apart)
        yield Contested("perpetrator", tuple(held), f"said to be the work of {names}")


def _exclude(one: Party, other: Party) -> bool:
    """Whether two parties are not the same side: a country and its forces are one."""
    if one.country and other.country:
        return one.country != other.country
    first, second = one.key.casefold(), other.key.casefold()
    return first not in second and second not in first


def _is_vague(party: Party) -> bool:
    """A description that may be of anybody ("armed groups backed by Iran", "gunmen")."""
    if party.inter is not None or party.country is not None:
        return False
    words = [word for word in party.name.split() if word.lower() not in ("the", "a", "an")]
    heads = [word for word in words if word[:1].isupper()]
    return not heads or len(heads) * 2 < len(words) or words[-1].islower()


def _denials(hearing: Hearing) -> Iterator[Contested]:
    """Denials of a part in it, of its occurrence, of where it was; others are left to the report."""
    blamed = {
        hearing.teller(each, party).key
        for each in hearing.accounts
        for party in (*each.perpetrators, *each.claimed_by, *(one.accused for one in each.said if one.accused))
    }
    denied: dict[str, list[Side]] = {}
    for account, said, one in hearing.said:
        if said.act is not Act.DENY:
            continue
        fact = _denied(blamed, said, one.key)
        if fact:
            denied.setdefault(fact, []).append(Side(one.name, account.id, said.words))
    against = {
        "responsibility": [
            side for told in (claims(hearing), accusations(hearing)) for s in told.values() for side in s
        ],
        "occurrence": [
            Side(hearing.own[account.id].name, account.id, _first_words(account))
            for account in hearing.accounts
            if account.status is Status.OCCURRED
        ],
    }
    why = {"responsibility": "a part in it is denied", "occurrence": "that it happened is denied"}
    for fact, sides in denied.items():
        deniers = {side.voice for side in sides}
        others = [side for side in against[fact] if side.voice not in deniers]
        yield Contested(fact, (*_each_voice(sides), *_each_voice(others)), why[fact])


def _denied(blamed: set[str], said: Said, speaker: str) -> str | None:
    if tells(said.words, Tells.DENIES_PLACE):
        return None  # told under "place"
    if tells(said.words, Tells.DENIES_OCCURRENCE):
        return "occurrence"
    return "responsibility" if tells(said.words, Tells.DENIES_PART) or speaker in blamed else None


def _unclaimed(hearing: Hearing) -> Iterator[Contested]:
    """A claim of responsibility that another report says nobody has made."""
    claimed = [side for sides in claims(hearing).values() for side in sides]
    if not claimed:
        return
    without = [
        Side(hearing.own[account.id].name, account.id, words)
        for account in hearing.accounts
        for words in account.words
        if tells(words, Tells.UNCLAIMED)
    ]
    if without:
        yield Contested("claim", (*_each_voice(claimed), *_each_voice(without)), "claimed, and called unclaimed")


def _places(hearing: Hearing, scopes: Scopes) -> Iterator[Contested]:
    """Another country or side of a border named by a speaker, or by other reports, than by the rest."""
    moved = [
        Side(one.name, account.id, said.words)
        for account, said, one in hearing.said
        # "On their side of the border 16 were killed" tells where a figure was counted, and moves nothing.
        if tells(said.words, Tells.DENIES_PLACE) and all(each.sentence != said.sentence for each in account.figures)
    ]
    parts = {country for measure in Measure for country in scopes.parts(measure)}
    told: dict[str, list[Side]] = {}
    for account in hearing.accounts:
        for country in account_scope(account):
            side = Side(hearing.own[account.id].name, account.id, _placing_words(account, country))
            told.setdefault(country, []).append(side)
    # Countries that one account tells together are where it happened, in both.
    together = {code for account in hearing.accounts if len(account.countries) > 1 for code in account.countries}
    apart = set(told) - parts - together
    if moved or len(apart) > 1:
        names = " or ".join(countries()[code].name for code in told if code in countries())
        holders = [side for sides in told.values() for side in _each_voice(sides)[:2]]
        why = f"placed in {names}" if len(told) > 1 else f"placed in {names}, and elsewhere by others"
        yield Contested("place", (*_each_voice(moved), *holders), why)


def _placing_words(account: Account, country: str) -> str:
    for place in account.places:
        for span, words in zip(account.evidence, account.words, strict=False):
            if place.country == country and span.contains(place.span):
                return words
    return _first_words(account)


def _tolls(hearing: Hearing, estimates: Sequence[Estimate]) -> Iterator[Contested]:
    """Figures counted under one measure, class and place that cannot all be true."""
    heard = {one.figure.id: one for one in hearing.heard}
    for estimate in estimates:
        kept = [heard[w.figure.id] for w in estimate.figures if w.counted and w.figure.id in heard]
        if not estimate.where and estimate.who is None:
            elsewhere = _of_one_country(estimates)
            kept = [one for one in kept if one.figure.id not in elsewhere]
        kept = list({(one.teller.key, one.figure.low, one.figure.high): one for one in reversed(kept)}.values())[::-1]
        clashing = {
            one.figure.id
            for pair in combinations(kept, 2)
            if pair[0].teller.key != pair[1].teller.key and _no_overlap(*pair)
            for one in pair
        }
        if not clashing:
            continue
        sides = [Side(one.teller.name, one.account.id, one.sentence or one.figure.words) for one in kept]
        told = [side for side, one in zip(sides, kept, strict=True) if one.figure.id in clashing]
        of = f" {estimate.who}" if estimate.who else ""
        where = f" in {', '.join(countries()[c].name for c in estimate.where)}" if estimate.where else ""
        numbers = ", ".join(dict.fromkeys(one.figure.words for one in kept if one.figure.id in clashing))
        fact = estimate.measure.value
        yield Contested(fact, tuple(_each_voice(told)), f"{numbers}{of} {fact}{where}: not all can be true")


def _of_one_country(estimates: Sequence[Estimate]) -> set[str]:
    """The ids of figures that are told for one of the countries that are added up, not for the whole incident."""
    parts = (estimate for estimate in estimates if estimate.where and estimate.who is None)
    return {weighed.figure.id for estimate in parts for weighed in estimate.figures}


def _no_overlap(one: Heard, other: Heard) -> bool:
    first, second = one.figure, other.figure
    if one.account.report == other.account.report and first.speaker == second.speaker:
        return False
    pairs = ((first.high, second.low), (second.high, first.low))
    return any(high is not None and low is not None and high < low for high, low in pairs)


def _who_they_were(hearing: Hearing, scopes: Scopes) -> Iterator[Contested]:
    """The same number of dead called civilians by some, fighters by others."""
    groups: dict[tuple[int | None, frozenset[str]], list[Heard]] = {}
    for one in hearing.heard:
        if one.figure.measure is Measure.KILLED and scopes.wider(one) is None:
            number = one.figure.low if one.figure.low is not None else one.figure.high
            groups.setdefault((number, scopes.of(one)), []).append(one)
    for (number, _), heard in groups.items():
        fighting = [one for one in heard if FIGHTING & _called(one) and not _civilian(one)]
        civilian = [one for one in heard if _civilian(one)]
        voices = {one.teller.key for one in fighting}, {one.teller.key for one in civilian}
        if number is not None and all(voices) and voices[0] != voices[1]:
            sides = [
                Side(one.teller.name, one.account.id, one.sentence or _told(one)) for one in (*civilian, *fighting)
            ]
            why = f"the same {number} dead are called civilians, or said to include them, and called fighters"
            yield Contested("who was killed", tuple(_each_voice(sides)), why)


def _called(one: Heard) -> set[str]:
    """What those counted are called: by the words beside the number, or by what "all of them" are said to be."""
    said = _ALL_WERE.search(one.sentence, max(0, one.at - _BEFORE))
    return {*classes(one.figure.who), *(classes(said["what"]) if said else ())}


def _civilian(one: Heard) -> bool:
    named = classes(one.figure.who)
    fighting = bool(FIGHTING & _called(one))
    return (bool(named) and not fighting and any(INSIDE.get(each, each) == "civilians" for each in named)) or (
        not fighting and tells(f"{one.sentence} {one.figure.who or ''}", Tells.AMONG)
    )


def _told(one: Heard) -> str:
    return f"{one.figure.words} {one.figure.who or ''}".strip()


def _words_of(account: Account, party: Party) -> str:
    """The sentence that names a party, else the account's first."""
    pairs = zip(account.evidence, account.words, strict=False)
    return next((words for span, words in pairs if span.contains(party.span)), _first_words(account))


def _first_words(account: Account) -> str:
    return account.words[0] if account.words else account.title or ""


def _each_voice(sides: Iterable[Side]) -> list[Side]:
    """The first of each voice's sides: the same voice again in other outlets is no further side."""
    found: dict[str, Side] = {}
    for side in sides:
        found.setdefault(side.voice, side)
    return list(found.values())
