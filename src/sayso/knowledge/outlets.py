"""Outlets and news agencies: whose they are. An outlet that the table lacks is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from sayso.knowledge.countries import split, table


class OutletKind(StrEnum):
    """What an outlet is first of all."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    ONLINE = "online"


class Ownership(StrEnum):
    """Whose an outlet is; the table's head says what each word covers."""

    STATE = "state"
    PUBLIC = "public"
    PRIVATE = "private"
    PARTY = "party"
    NON_PROFIT = "non-profit"


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet and what is known of it.

    `country` is ISO 3166-1 alpha-2 (None: of no country); `ownership` None where no document settles it; `source` is
    the document that says whose it is. `domains` are in lower case without "www.".
    """

    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str | None
    kind: OutletKind
    ownership: Ownership | None
    source: str


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets of the table. Raises DataError when the table is missing."""
    return tuple(
        Outlet(
            row["name"],
            split(row["aliases"]),
            split(row["domain"]),
            row["country"] or None,
            OutletKind(row["kind"]),
            Ownership(row["ownership"]) if row["ownership"] else None,
            row["source"],
        )
        for row in table("outlets.csv")
    )


@cache
def _by_name() -> Mapping[str, Outlet]:
    found: dict[str, Outlet] = {}
    for outlet in outlets():
        for name in (outlet.name, *outlet.aliases):
            found.setdefault(_folded(name), outlet)
    return MappingProxyType(found)


@cache
def _by_domain() -> Mapping[str, Outlet]:
    return MappingProxyType({domain: outlet for outlet in outlets() for domain in outlet.domains})


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def outlet_named(name: str) -> Outlet | None:
    """The outlet of this name or alias, whatever its case; None when the table lacks it."""
    folded = _folded(name)
    return _by_name().get(folded) or _by_name().get(folded.removeprefix("the "))


def outlet_at(url: str) -> Outlet | None:
    """The outlet that a URL's or a bare domain's host belongs to; None when the table lacks it.

    "m.bbc.co.uk" is bbc.co.uk's; "bbc.co.uk.example.org" is not.
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:  # no URL at all, e.g. a broken IPv6 host
        return None
    labels = (host or "").rstrip(".").split(".")
    for start in range(len(labels) - 1):
        found = _by_domain().get(".".join(labels[start:]))
        if found is not None:
            return found
    return None


def outlet_of(name: str | None, url: str | None) -> Outlet | None:
    """The outlet by its address, which is no other's, else by its name as a report gives it; None when unknown."""
    return (outlet_at(url) if url else None) or (outlet_named(name) if name else None)
