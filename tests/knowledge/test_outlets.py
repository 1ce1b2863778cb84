"""Outlets: found by name and by address, every row with its source."""

from __future__ import annotations

import pytest

from sayso.knowledge.countries import countries
from sayso.knowledge.outlets import OutletKind, Ownership, outlet_at, outlet_named, outlet_of, outlets


def test_the_table_has_about_a_hundred_outlets_each_with_a_source() -> None:
    assert len(outlets()) >= 100
    assert [outlet.name for outlet in outlets() if not outlet.source or not outlet.domains] == []


def test_no_name_or_domain_stands_for_two_outlets() -> None:
    names = [(name.casefold(), outlet.name) for outlet in outlets() for name in (outlet.name, *outlet.aliases)]
    domains = [(domain, outlet.name) for outlet in outlets() for domain in outlet.domains]
    for pairs in (names, domains):
        holders: dict[str, set[str]] = {}
        for key, holder in pairs:
            holders.setdefault(key, set()).add(holder)
        assert {key: who for key, who in holders.items() if len(who) > 1} == {}


def test_countries_are_known_codes() -> None:
    assert {outlet.country for outlet in outlets()} - {None} <= set(countries())


@pytest.mark.parametrize("name", ["AFP", "afp", "Agence France-Presse"])
def test_an_outlet_has_several_names(name: str) -> None:
    found = outlet_named(name)
    assert found
    assert (found.name, found.kind, found.ownership) == (
        "Agence France-Presse",
        OutletKind.AGENCY,
        Ownership.PUBLIC,
    )


@pytest.mark.parametrize("url", ["https://www.bbc.co.uk/news/1", "m.bbc.com", "http://BBC.com:80/x"])
def test_an_address_names_its_outlet(url: str) -> None:
    found = outlet_at(url)
    assert found
    assert found.name == "BBC"


@pytest.mark.parametrize("url", ["https://bbc.co.uk.example.org/", "co.uk", "", "http://[::", "https://example.org"])
def test_other_addresses_are_unknown(url: str) -> None:
    assert outlet_at(url) is None


def test_the_address_counts_more_than_the_name() -> None:
    found = outlet_of("The Times", "https://timesofindia.indiatimes.com/x")
    assert found
    assert found.name == "The Times of India"
    assert outlet_of("Harbour Post (sample)", None) is None
