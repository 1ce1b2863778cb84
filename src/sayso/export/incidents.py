"""The table of incidents: one row for each, its tolls as low, best and high under one rule."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.export.columns import Cell, Column, Kind, Table, unique
from sayso.export.kinds import kinds
from sayso.export.material import Material
from sayso.export.spots import point, province
from sayso.export.tolls import toll
from sayso.knowledge.countries import countries
from sayso.model.account import Party
from sayso.model.claim import Measure
from sayso.model.incident import Estimate, Incident, TollRule


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident and the rule of its tolls."""

    incident: Incident
    rule: TollRule

    def toll(self, measure: Measure) -> Estimate | None:
        """The incident's toll of this measure under the rule."""
        return toll(self.incident, measure, self.rule)


def table(material: Material) -> Table[IncidentRow]:
    """All incidents."""
    rows = tuple(IncidentRow(incident, material.rule) for incident in material.incidents)
    return Table("incidents", (*COLUMNS, TEXT) if material.with_text else COLUMNS, rows)


def _names(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return unique(party.name for party in parties)


def _degrees(row: IncidentRow, index: int) -> Cell:
    spot = point(row.incident.place)
    return spot[index] if spot else None


def _speakers(row: IncidentRow) -> tuple[str, ...]:
    return unique(sorted(voice.name for voice in row.incident.voices if not voice.own))


def _relations(row: IncidentRow) -> tuple[str, ...]:
    return unique(
        sorted(f"{r.kind}:{r.other if r.incident == row.incident.id else r.incident}" for r in row.incident.relations)
    )


def _tolls() -> tuple[Column[IncidentRow], ...]:
    """Three columns for every measure."""
    return tuple(_bound(measure, bound) for measure in Measure for bound in ("low", "best", "high"))


def _bound(measure: Measure, bound: str) -> Column[IncidentRow]:
    people = "told as casualties, dead or injured" if measure is Measure.CASUALTIES else measure.value

    def of(row: IncidentRow) -> Cell:
        found = row.toll(measure)
        return {"low": found.low, "best": found.best, "high": found.high}[bound] if found else None

    rule = f"people {people}, {bound} by toll_rule; blank when no number is told"
    return Column(f"{measure.value}_{bound}", Kind.INTEGER, rule, of)


_T, _I, _N, _D, _L = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.DAY, Kind.TEXTS
COLUMNS: tuple[Column[IncidentRow], ...] = (
    Column("incident_id", _T, "sayso's id of the incident", lambda r: r.incident.id),
    Column("type", _T, "the kind of event that most voices tell", lambda r: r.incident.type.value),
    Column("event_type", _T, "ACLED's event type of it", lambda r: kinds()[r.incident.type].event_type),
    Column("sub_event_type", _T, "ACLED's sub-event type of it", lambda r: kinds()[r.incident.type].sub_event_type),
    Column(
        "status", _T, "occurred, claimed (only a party says so), denied or attempted", lambda r: r.incident.status.value
    ),
    Column(
        "date_first", _D, "its first day; blank when not told, never that of publication", lambda r: r.incident.first
    ),
    Column("date_last", _D, "its last day", lambda r: r.incident.last),
    Column(
        "date_precision",
        _T,
        "how exactly these are told: day, days, week, month, year, longer",
        lambda r: r.incident.precision.value if r.incident.precision else None,
    ),
    Column("country", _T, "ISO 3166-1 alpha-2", lambda r: r.incident.country),
    Column(
        "country_name",
        _T,
        "the country's name",
        lambda r: c.name if (c := countries().get(r.incident.country or "")) else None,
    ),
    Column("admin1", _T, "the first-level region", lambda r: province(r.incident.place)),
    Column("place", _T, "the place's name as told", lambda r: r.incident.place.name if r.incident.place else None),
    Column(
        "place_precision",
        _T,
        "what the place is: site, town, admin2, admin1, country, region",
        lambda r: p.precision.value if (p := r.incident.place) and p.precision else None,
    ),
    Column(
        "place_near",
        Kind.FLAG,
        "true when the reports tell a place near, or so far from, the one named",
        lambda r: p.relation is not None if (p := r.incident.place) else None,
    ),
    Column(
        "latitude",
        _N,
        "degrees (WGS 84), four decimals; an area's centre unless place_precision is site or town",
        lambda r: _degrees(r, 0),
    ),
    Column("longitude", _N, "degrees (WGS 84), four decimals; likewise", lambda r: _degrees(r, 1)),
    Column(
        "geonameid",
        _I,
        "GeoNames' number of the place",
        lambda r: r.incident.place.geonameid if r.incident.place else None,
    ),
    Column("perpetrators", _L, "who did it, as named", lambda r: _names(r.incident.perpetrators)),
    Column("targets", _L, "to whom, as named", lambda r: _names(r.incident.targets)),
    Column("weapons", _L, "with what", lambda r: unique(r.incident.weapons)),
    Column("claimed_by", _L, "who claimed it", lambda r: _names(r.incident.claimed_by)),
    Column("toll_rule", _T, "the rule by which the tolls that follow are derived", lambda r: r.rule.value),
    *_tolls(),
    Column("reports", _I, "how many reports tell of it", lambda r: len({a.report for a in r.incident.accounts})),
    Column("outlets", _L, "their outlets", lambda r: unique(sorted(r.incident.outlets))),
    Column("independent_voices", _I, "how many speak who do not repeat another", lambda r: r.incident.independent),
    Column("speakers", _L, "who speaks in them, outlets in their own voice left out", _speakers),
    Column(
        "contested",
        _L,
        "the facts on which they exclude each other",
        lambda r: unique(sorted(c.fact for c in r.incident.contested)),
    ),
    Column("grade", _T, "Airwars' grade", lambda r: r.incident.grade.value),
    Column("grade_why", _T, "why this grade", lambda r: r.incident.grade_why or None),
    Column("relations", _L, "what reports state between it and another: kind:incident_id", _relations),
    Column(
        "judged",
        Kind.FLAG,
        "true when a person accepted or corrected one of its accounts",
        lambda r: any(a.judged for a in r.incident.accounts),
    ),
)
TEXT: Column[IncidentRow] = Column(
    "text",
    _T,
    "the sentences that tell of it, report by report; only with --with-text",
    lambda r: "\n".join(words for account in r.incident.accounts for words in account.words),
)
