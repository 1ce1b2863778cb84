"""The export `ucdp`: the columns of UCDP's Georeferenced Event Dataset (codebook of version 24.1).

Only organised violence with at least one death is there: one use of armed force by an organised actor.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sayso.export.columns import Cell, Column, Kind, Table, unique
from sayso.export.dyads import Dyad, dyad, state_number
from sayso.export.kinds import gw_numbers, kinds
from sayso.export.material import Material
from sayso.export.split import by_country
from sayso.export.spots import district, point, province, ucdp_precision
from sayso.export.tolls import civilians_killed, toll
from sayso.knowledge.countries import Country, countries
from sayso.model.account import Account
from sayso.model.claim import Measure
from sayso.model.event import Status
from sayso.model.incident import Estimate, Incident, TollRule

RULE = TollRule.UCDP_SPAN
# UCDP's regions by Gleditsch and Ward's numbers: from, to.
_REGIONS = ((2, 199, "Americas"), (200, 399, "Europe"), (400, 626, "Africa"), (630, 699, "Middle East"))


@dataclass(frozen=True, slots=True)
class UcdpRow:
    """One incident with what several columns ask for."""

    incident: Incident
    first: date
    last: date
    dyad: Dyad
    killed: Estimate
    apart: bool = False

    @property
    def country(self) -> Country | None:
        """The incident's country, where it is known."""
        return countries().get(self.incident.country or "")

    @property
    def length(self) -> int:
        """Days from the first to the last, both counted."""
        return (self.last - self.first).days + 1

    @property
    def sources(self) -> tuple[Account, ...]:
        """One account for each report that is no copy of another."""
        copies = {copy for _, copy in self.incident.copies}
        return tuple({a.report: a for a in self.incident.accounts if a.report not in copies}.values())


def table(material: Material) -> Table[UcdpRow]:
    """The rows of all incidents that UCDP would code."""
    parts = ((i, part) for i in material.incidents for part in by_country(i, RULE, material.countries))
    rows = (_row(part, apart=part is not i) for i, part in parts)
    return Table("ucdp", COLUMNS, tuple(row for row in rows if isinstance(row, UcdpRow)))


def left_out(incident: Incident) -> str | None:
    """Why an incident is not in this export; None when it is."""
    rows = [_row(part) for part in by_country(incident, RULE)]
    reasons = [row for row in rows if isinstance(row, str)]
    return reasons[0] if len(reasons) == len(rows) else None


def _row(incident: Incident, *, apart: bool = False) -> UcdpRow | str:
    """The row, or why there is none."""
    if not kinds()[incident.type].organised:
        return "it is no organised violence"
    if incident.status in (Status.DENIED, Status.ATTEMPTED):
        return "it is denied or was only attempted"
    killed = toll(incident, Measure.KILLED, RULE)
    if killed is None or not _deadly(killed):
        return "no death is told of it alone"
    if incident.first is None or incident.last is None:
        return "its days are not told"
    sides = dyad(incident)
    if sides is None:
        return "no organised actor is known"
    return UcdpRow(incident, incident.first, incident.last, sides, killed, apart)


def _deadly(killed: Estimate) -> bool:
    """At least one death: by the estimate, or where there is none by a figure without a number (“dozens”)."""
    if killed.best is not None:
        return killed.best > 0
    return any(w.figure.low is None and w.figure.high is None for w in killed.figures)


def _id(row: UcdpRow) -> str:
    return f"{row.incident.id}-{row.incident.country}" if row.apart else row.incident.id


def _name(row: UcdpRow) -> str | None:
    return f"{row.dyad.side_a} - {row.dyad.side_b}" if row.dyad.side_b else None


def _conflict(row: UcdpRow) -> str | None:
    return _name(row) if row.dyad.kind in (2, 3) else None


def _civilians(row: UcdpRow) -> int | None:
    """Those told as civilians, and never more than all."""
    if row.killed.best is None:
        return None
    return min(civilians_killed(row.incident, RULE) or 0, row.killed.best)


def _unknown(row: UcdpRow) -> int | None:
    civilians = _civilians(row)
    return None if row.killed.best is None or civilians is None else row.killed.best - civilians


def _fighters(row: UcdpRow) -> int | None:
    return None if row.killed.best is None else 0


def _date_precision(row: UcdpRow) -> int:
    limits = ((1, 1), (6, 2), (7, 3), (31, 4))
    return next((code for days, code in limits if row.length <= days), 5)


def _article(row: UcdpRow) -> tuple[str, ...]:
    parts = ([a.outlet, a.published and a.published.isoformat(), a.title and f"“{a.title}”"] for a in row.sources)
    return tuple(", ".join(part for part in given if part) for given in parts if any(given))


def _originals(row: UcdpRow) -> tuple[str, ...]:
    counted = [w for w in row.killed.figures if w.counted] or list(row.killed.figures)
    return unique(sorted(w.figure.speaker.name for w in counted if w.figure.speaker))


def _described(row: UcdpRow) -> str | None:
    place = row.incident.place
    if place is None:
        return None
    near = "near " if place.relation is not None else ""
    return near + ", ".join(unique((place.name, *place.within)))


def _degrees(row: UcdpRow, index: int) -> Cell:
    spot = point(row.incident.place)
    return spot[index] if spot else None


def _wkt(row: UcdpRow) -> str | None:
    spot = point(row.incident.place)
    return f"POINT ({spot[1]} {spot[0]})" if spot else None


def _grid(row: UcdpRow) -> int | None:
    """PRIO-GRID's cell of half a degree: 720 in a row, rows from the south, cells from the west, from 1."""
    spot = point(row.incident.place)
    if spot is None:
        return None
    north, east = min(int((spot[0] + 90) * 2), 359), min(int((spot[1] + 180) * 2), 719)
    return north * 720 + east + 1


def _region(row: UcdpRow) -> str | None:
    number = gw_numbers().get(row.incident.country or "")
    if number is None:
        return None
    return next((name for first, last, name in _REGIONS if first <= number <= last), "Asia")


def _blank(_: UcdpRow) -> None:
    return None


_T, _I, _N, _D, _L = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.DAY, Kind.TEXTS
_UCDP_ID = "blank: a number that UCDP gives"
COLUMNS: tuple[Column[UcdpRow], ...] = (
    Column(
        "id", _T, "sayso's incident id; with -IQ, -SY, … where an incident in two countries is an event in each", _id
    ),
    Column("relid", _T, "blank: an id that UCDP gives", _blank),
    Column("year", _I, "the year of date_start", lambda r: r.first.year),
    Column(
        "active_year", _I, "blank: it takes all of a dyad's deaths in a year, which no ledger is sure to hold", _blank
    ),
    Column("code_status", _T, "blank: UCDP's own state of work", _blank),
    Column(
        "type_of_violence",
        _I,
        "1 a state takes part, 2 none does, 3 against civilians; blank when the other side is not told",
        lambda r: r.dyad.kind,
    ),
    Column("conflict_dset_id", _T, _UCDP_ID, _blank),
    Column("conflict_new_id", _I, _UCDP_ID, _blank),
    Column(
        "conflict_name", _T, "the dyad's name for types 2 and 3; blank for type 1, whose issue UCDP names", _conflict
    ),
    Column("dyad_dset_id", _T, _UCDP_ID, _blank),
    Column("dyad_new_id", _I, _UCDP_ID, _blank),
    Column("dyad_name", _T, "“side_a - side_b”; blank when side_b is", _name),
    Column("side_a_dset_id", _T, _UCDP_ID, _blank),
    Column("side_a_new_id", _I, _UCDP_ID, _blank),
    Column(
        "side_a",
        _T,
        "the state that takes part, as “Government of …”, else the organised actor who acted",
        lambda r: r.dyad.side_a,
    ),
    Column("side_b_dset_id", _T, _UCDP_ID, _blank),
    Column("side_b_new_id", _I, _UCDP_ID, _blank),
    Column(
        "side_b", _T, "the other organised actor; “Civilians” for type 3; blank when not told", lambda r: r.dyad.side_b
    ),
    Column("number_of_sources", _I, "the reports, copies not counted", lambda r: len(r.sources)),
    Column("source_article", _L, "outlet, day of publication and headline of each of these reports", _article),
    Column("source_office", _L, "their outlets", lambda r: unique(a.outlet for a in r.sources)),
    Column(
        "source_date",
        _L,
        "their days of publication, as far as known",
        lambda r: unique(a.published.isoformat() if a.published else None for a in r.sources),
    ),
    Column("source_headline", _L, "their headlines", lambda r: unique(a.title for a in r.sources)),
    Column(
        "source_original",
        _L,
        "who gives the figures of people killed that are counted; blank where only the reports' own voices do",
        _originals,
    ),
    Column(
        "where_prec",
        _I,
        "1 the place, 2 near it, 3 a district, 4 a first-level region, 5 a landscape, 6 the country",
        lambda r: ucdp_precision(r.incident.place, r.incident.country),
    ),
    Column(
        "where_coordinates",
        _T,
        "the name of the place that the coordinates are of",
        lambda r: r.incident.place.name if r.incident.place else None,
    ),
    Column(
        "where_description", _T, "the place with the regions that hold it, “near” where the reports say so", _described
    ),
    Column("adm_1", _T, "the first-level region", lambda r: province(r.incident.place)),
    Column("adm_2", _T, "the second-level region", lambda r: district(r.incident.place)),
    Column(
        "latitude",
        _N,
        "degrees, four decimals; an area's centre where where_prec is 3 or more",
        lambda r: _degrees(r, 0),
    ),
    Column(
        "longitude",
        _N,
        "degrees, four decimals; an area's centre where where_prec is 3 or more",
        lambda r: _degrees(r, 1),
    ),
    Column("geom_wkt", _T, "the same as well-known text, longitude first", _wkt),
    Column("priogrid_gid", _I, "the PRIO-GRID cell of the coordinates", _grid),
    Column("country", _T, "the country's name", lambda r: r.country.name if r.country else None),
    Column(
        "country_id",
        _I,
        "Gleditsch and Ward's number of the country",
        lambda r: gw_numbers().get(r.incident.country or ""),
    ),
    Column("region", _T, "UCDP's region, by that number", _region),
    Column(
        "event_clarity",
        _I,
        "1 when a day or one night is told, 2 for a longer time, of which the reports give the whole",
        lambda r: 1 if r.length <= 2 else 2,
    ),
    Column("date_prec", _I, "1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 longer", _date_precision),
    Column("date_start", _D, "the first day; never that of publication", lambda r: r.first),
    Column("date_end", _D, "the last day", lambda r: r.last),
    Column("deaths_a", _I, "0: reports seldom say whose the dead are; see deaths_unknown", _fighters),
    Column("deaths_b", _I, "0, in the same way", _fighters),
    Column("deaths_civilians", _I, "those told as civilians, never more than best", _civilians),
    Column("deaths_unknown", _I, "best less deaths_civilians, so that the four add up to best", _unknown),
    Column(
        "best",
        _I,
        "people killed, best by ucdp-span; blank when only a vague number is told (“dozens”)",
        lambda r: r.killed.best,
    ),
    Column("high", _I, "people killed, high by ucdp-span", lambda r: r.killed.high),
    Column("low", _I, "people killed, low by ucdp-span", lambda r: r.killed.low),
    Column(
        "gwnoa",
        _I,
        "Gleditsch and Ward's number of side_a where it is a government",
        lambda r: state_number(r.incident, r.dyad.side_a),
    ),
    Column(
        "gwnob",
        _I,
        "Gleditsch and Ward's number of side_b where it is a government",
        lambda r: state_number(r.incident, r.dyad.side_b),
    ),
)
