"""What an export is made from: incidents in a fixed order, and the reports they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sayso.errors import InputError
from sayso.export.aside import Aside
from sayso.export.kinds import kinds
from sayso.model.event import EventType
from sayso.model.incident import Incident, TollRule
from sayso.model.report import Report
from sayso.model.span import Span


def _nothing(_: str) -> Aside | None:
    return None


@dataclass(frozen=True, slots=True)
class Material:
    """Incidents whose tolls were derived by `rule`, and the reports by id.

    `with_text` says whether text of reports, beyond the words of one claim, may go into the export. `countries` are
    those asked for, empty for all: where an incident is divided by country, only its parts there are wanted. `aside`
    gives what a report, by its id, tells aside from its accounts, None when that is not at hand; `loose` are the ids of
    the reports whose claims of no event are wanted.
    """

    incidents: tuple[Incident, ...]
    reports: Mapping[str, Report] = field(default_factory=dict)
    rule: TollRule = TollRule.ACLED_LOWEST
    with_text: bool = False
    countries: frozenset[str] = frozenset()
    aside: Callable[[str], Aside | None] = _nothing
    loose: tuple[str, ...] = ()

    def words(self, report: str, span: Span) -> str | None:
        """The words at `span` of the report with this id; None when it is not at hand."""
        found = self.reports.get(report)
        return span.of(found.text) if found and span.end <= len(found.text) else None


def material(
    incidents: Iterable[Incident],
    reports: Mapping[str, Report] | None = None,
    rule: TollRule = TollRule.ACLED_LOWEST,
    *,
    with_text: bool = False,
    countries: frozenset[str] = frozenset(),
    aside: Callable[[str], Aside | None] = _nothing,
    loose: Iterable[str] = (),
) -> Material:
    """The material of an export: incidents by first day (unknown last), then id, whatever order they came in."""
    ordered = sorted(incidents, key=lambda i: (i.first or date.max, i.last or date.max, i.id))
    known = {} if reports is None else reports
    return Material(tuple(ordered), known, rule, with_text, countries, aside, tuple(sorted(loose)))


def told_in(incident: Incident) -> frozenset[str]:
    """The countries that the incident, or one of its reports, is told to be in."""
    told = {code for account in incident.accounts for code in account.countries}
    return frozenset(told | {incident.country} if incident.country else told)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which incidents go into an export. What is None or empty chooses all.

    An incident is within `since` and `until` when any of its days is; one of unknown days is within neither. It is in
    every country that one of its reports puts it in.
    """

    since: date | None = None
    until: date | None = None
    countries: frozenset[str] = frozenset()
    types: frozenset[EventType] = frozenset()

    def __contains__(self, incident: Incident) -> bool:
        """Whether the incident is chosen."""
        if self.since and not (incident.last and incident.last >= self.since):
            return False
        if self.until and not (incident.first and incident.first <= self.until):
            return False
        if self.countries and not self.countries & told_in(incident):
            return False
        return not self.types or incident.type in self.types


def event_types(words: str) -> frozenset[EventType]:
    """The types that `words` name: one of ours (air-drone-strike), ACLED's sub-event type, or a whole event type.

    Raises InputError, with what there is, when it names none.
    """
    asked = words.strip().casefold()
    found = {
        kind.type
        for kind in kinds().values()
        if asked in (kind.type.value, kind.sub_event_type.casefold(), kind.event_type.casefold())
    }
    if not found:
        known = ", ".join(dict.fromkeys(kind.event_type for kind in kinds().values()))
        raise InputError(f"no kind of event “{words}”: write one of {known}, or one as in {EventType.AIR_DRONE_STRIKE}")
    return frozenset(found)
