"""What an incident holds, in plain words for a screen. All words of reports are made harmless here."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.model.account import Account
from sayso.model.claim import Act, Measure
from sayso.model.dates import Interval, Precision
from sayso.model.incident import Contested, Estimate, Incident
from sayso.render.phrases import country_name, day_in_words, days_in_words
from sayso.render.safe import one_line

LONGEST = 280  # characters of a quoted sentence
UNKNOWN = "unknown"


def shown(words: str, longest: int = LONGEST) -> str:
    """Words on one line, without anything that moves a cursor, cut where they are very long."""
    line = one_line(words[: longest * 8])
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def quoted(words: str, longest: int = LONGEST) -> str:
    """Words in quotation marks."""
    line = shown(words, longest)
    return line if line.startswith(("“", '"')) else f"“{line}”"


def days(incident: Incident) -> str:
    """The incident's days as told; "unknown" when nobody tells them."""
    if incident.first is None or incident.last is None:
        return UNKNOWN
    return days_in_words(Interval(incident.first, incident.last, incident.precision or Precision.DAY))


def short_days(incident: Incident) -> str:
    """The incident's days for a table: 2024-01-28, 2024-01, 2024-01-28/30."""
    if incident.first is None or incident.last is None:
        return UNKNOWN
    first, last = incident.first.isoformat(), incident.last.isoformat()
    if incident.precision is Precision.MONTH:
        return first[:7]
    if incident.precision is Precision.YEAR:
        return first[:4]
    if first == last:
        return first
    return f"{first}/{last[8:]}" if first[:7] == last[:7] else f"{first}/{last}"


def place(incident: Incident) -> str:
    """The place and its country; "unknown" when nobody tells one."""
    country = country_name(incident.country) if incident.country else ""
    name = shown(incident.place.name, 60) if incident.place else ""
    if name and country and name.casefold() != country.casefold():
        return f"{name}, {country}"
    return name or country or UNKNOWN


def numbers(low: int | None, best: int | None, high: int | None) -> str:
    """Low, best and high in short: "3", "39 (34–40)", "34+", "25–36"; "?" when no figure gives a number."""
    if low is None and best is None and high is None:
        return "?"
    if low == high:
        return str(low)
    if high is None:
        return f"{low}+" if best in (None, low) else f"{best} ({low}+)"
    span = f"up to {high}" if low is None else f"{low}–{high}"
    return span if best is None else f"{best} ({span})"


def estimate(incident: Incident, measure: Measure) -> Estimate | None:
    """The estimate for all people and the whole incident; None when nobody tells any."""
    return next((e for e in incident.estimates if e.measure is measure and e.who is None and not e.where), None)


def toll(incident: Incident, measure: Measure) -> str:
    """The estimate in short; "" when nobody tells any."""
    found = estimate(incident, measure)
    return numbers(found.low, found.best, found.high) if found else ""


def who_did_it(incident: Incident) -> Iterator[tuple[str, str]]:
    """Each party said to have done it, and by whose words: by its own claim, an accusation, or reports."""
    named: dict[str, tuple[str, list[str]]] = {}

    def note(key: str, name: str, by: str) -> None:
        holders = named.setdefault(key, (shown(name, 60), []))[1]
        if by not in holders:
            holders.append(by)

    for account in incident.accounts:
        for party in account.claimed_by:
            note(party.key, party.name, "claims it")
        for said in account.said:
            if said.act is Act.CLAIM_RESPONSIBILITY:
                note(said.speaker.key, said.speaker.name, "claims it")
            elif said.act is Act.ACCUSE and said.accused:
                note(said.accused.key, said.accused.name, f"says {shown(said.speaker.name, 40)}")
    for account in incident.accounts:
        for party in account.perpetrators:
            if party.key not in named:
                note(party.key, party.name, outlet(account))
    for name, holders in named.values():
        claims = sorted(holders, key=lambda by: by != "claims it")
        more = f" and {len(claims) - 2} more" if len(claims) > 2 else ""
        yield name, f"({'; '.join(claims[:2])}{more})"


def outlet(account: Account) -> str:
    """The outlet of a report; "outlet unknown" when it tells none."""
    return shown(account.outlet, 60) if account.outlet else "outlet unknown"


def published(account: Account) -> str:
    """The day of publication; "day unknown" when it is not known."""
    return day_in_words(account.published) if account.published else "day unknown"


def facts(incident: Incident) -> str:
    """What is contested, in a few words: "place, responsibility"; "" when nothing is."""
    return ", ".join(dict.fromkeys(point.fact for point in incident.contested))


def subject(point: Contested) -> str:
    """What a contested fact is about: "place: placed in Jordan or Syria"."""
    return f"{point.fact}: {shown(point.why)}"
