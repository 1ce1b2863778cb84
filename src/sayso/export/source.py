"""Material out of a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sayso.export.material import Chosen, Material, material
from sayso.ledger.ledger import Ledger
from sayso.model.incident import TollRule
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
    """The chosen incidents of a ledger, which must stay open while the material is used."""
    incidents = (incident for incident in ledger.incidents(rule) if incident in chosen)
    return material(incidents, LedgerReports(ledger), rule, with_text=with_text, countries=chosen.countries)


def from_wanted(ledger: Ledger, wanted: Wanted, rule: TollRule, *, with_text: bool = False) -> Material:
    """What is wanted of a ledger, found by its index. The ledger must stay open while the material is used."""
    incidents = ledger.incidents(rule, ledger.wanted_incident_ids(wanted))
    return material(incidents, LedgerReports(ledger), rule, with_text=with_text, countries=wanted.countries)
