"""Material out of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache

from sayso.export.aside import Aside, aside
from sayso.export.material import Chosen, Material, material
from sayso.ledger.index.wanted import asks_for_all
from sayso.ledger.judged import applied
from sayso.ledger.ledger import Ledger
from sayso.model.incident import Incident, TollRule
from sayso.model.overview import Wanted
from sayso.model.report import Report

_KEPT = 1024  # reports at hand: those of one incident are asked for together


class LedgerReports(Mapping[str, Report]):
    """The reports of a ledger by id, fetched when they are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        """Reports of this ledger, while it is open."""
        self._ledger = ledger
        self._report = lru_cache(maxsize=_KEPT)(ledger.report)

    def __getitem__(self, report: str) -> Report:
        """The report with this id. Raises LedgerError when the ledger has none."""
        return self._report(report)

    def __iter__(self) -> Iterator[str]:
        """The ids of the reports that are no older version of another."""
        return (report.id for report in self._ledger.reports())

    def __len__(self) -> int:
        """How many these are."""
        return sum(1 for _ in self)


def from_ledger(ledger: Ledger, chosen: Chosen, rule: TollRule, *, with_text: bool = False) -> Material:
    """The chosen incidents of a ledger, which must stay open while the material is used.

    Claims of no event are in it when all incidents are: nothing says whether they are of those chosen.
    """
    incidents = (incident for incident in ledger.incidents(rule) if incident in chosen)
    return _material(
        ledger, incidents, rule, with_text=with_text, countries=chosen.countries, everything=chosen == Chosen()
    )


def from_wanted(ledger: Ledger, wanted: Wanted, rule: TollRule, *, with_text: bool = False) -> Material:
    """What is wanted of a ledger, found by its index, as `from_ledger` gives what is chosen."""
    incidents = ledger.incidents(rule, ledger.wanted_incident_ids(wanted))
    return _material(
        ledger, incidents, rule, with_text=with_text, countries=wanted.countries, everything=asks_for_all(wanted)
    )


def _material(
    ledger: Ledger,
    incidents: Iterable[Incident],
    rule: TollRule,
    *,
    with_text: bool,
    countries: frozenset[str],
    everything: bool,
) -> Material:
    return material(
        incidents,
        LedgerReports(ledger),
        rule,
        with_text=with_text,
        countries=countries,
        aside=_asides(ledger),
        loose=ledger.loose_reports() if everything else (),
    )


def _asides(ledger: Ledger) -> Callable[[str], Aside | None]:
    """What the reports of a ledger tell aside, each worked out when it is asked for, and once: it is little."""

    @cache
    def of(report: str) -> Aside | None:
        resolved = ledger.resolved(report)
        return aside(applied(resolved), {claim for noun, claim in resolved.judged if noun != "event"})

    return of
