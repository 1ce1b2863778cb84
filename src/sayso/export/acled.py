"""The export `acled`: ACLED's 31 columns, their names, order and codes (codebook of 2024)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.export.actors import CodedSide, at_civilians, interaction, sides
from sayso.export.columns import Column, Kind, Table, unique
from sayso.export.days import Day, days
from sayso.export.kinds import EventKind, kinds
from sayso.export.material import Material
from sayso.export.split import by_country
from sayso.export.spots import acled_precision, district, point, province
from sayso.export.tolls import shares, toll
from sayso.knowledge.countries import Country, countries
from sayso.knowledge.outlets import OutletKind, outlet_of
from sayso.model.claim import Measure
from sayso.model.incident import Estimate, Incident, TollRule

RULE = TollRule.ACLED_LOWEST


@dataclass(frozen=True, slots=True)
class AcledRow:
    """One day of one incident, with what several columns ask for."""

    incident: Incident
    day: Day
    kind: EventKind
    first: CodedSide
    second: CodedSide
    killed: Estimate | None
    text: str | None = None

    @property
    def country(self) -> Country | None:
        """The incident's country, where it is known."""
        return countries().get(self.incident.country or "")

    @property
    def located(self) -> bool:
        """True when the place is exact enough for ACLED to code."""
        return acled_precision(self.incident.place) is not None


def table(material: Material) -> Table[AcledRow]:
    """The rows of all incidents that ACLED would code: those whose days are known to the month."""
    return Table(
        "acled",
        COLUMNS,
        tuple(
            row
            for i in material.incidents
            for part in by_country(i, RULE, material.countries)
            for row in _rows(part, material)
        ),
    )


def left_out(incident: Incident) -> str | None:
    """Why an incident is not in this export; None when it is."""
    if days(incident):
        return None
    return "its days are not told" if incident.first is None else "its days are vaguer than a month"


def _rows(incident: Incident, material: Material) -> Iterator[AcledRow]:
    first, second = sides(incident)
    killed = toll(incident, Measure.KILLED, RULE)
    text = "\n".join(words for a in incident.accounts for words in a.words) if material.with_text else None
    for day in days(incident):
        yield AcledRow(incident, day, kinds()[incident.type], first, second, killed, text)


def _id(row: AcledRow) -> str:
    country = row.country.alpha3 if row.country else ""
    return f"{country}{row.incident.id}" + (f"-{row.day.index + 1}" if row.day.count > 1 else "")


def _fatalities(row: AcledRow) -> int:
    total = (row.killed.best if row.killed else None) or 0
    return shares(total, row.day.count)[row.day.index]


def _notes(row: AcledRow) -> str:
    counted, aside = _figures(row)
    notes = [f"Killed: {'; '.join(counted)}."] if counted else []
    notes += [f"Told, not counted: {'; '.join(aside)}."] if aside else []
    if row.day.count > 1 and row.killed and row.killed.best is not None:
        notes.append(f"{row.killed.best} killed over {row.day.count} days, divided evenly.")
    notes += [f"Contested: {contested.fact} ({contested.why})." for contested in row.incident.contested]
    if row.text:
        notes.append(row.text)
    return " ".join(notes)


def _figures(row: AcledRow) -> tuple[list[str], list[str]]:
    """The figures that the toll rests on, and the others with why it does not, each with who gives it."""
    names = {voice.key: voice.name for voice in row.incident.voices}
    counted, aside = set(), set()
    for weighed in row.killed.figures if row.killed else ():
        name = names.get(weighed.voice, weighed.voice)
        told = f"“{weighed.figure.words}”" + (f" ({name})" if name else "")
        if weighed.counted:
            counted.add(told)
        else:
            aside.add(f"{told}, {weighed.why}")
    return sorted(counted), sorted(aside)


def _tags(row: AcledRow) -> tuple[str, ...]:
    facts = unique(sorted(contested.fact for contested in row.incident.contested))
    return (
        f"status={row.incident.status.value}",
        f"grade={row.incident.grade.value}",
        *(f"contested={fact}" for fact in facts),
    )


def _outlets(row: AcledRow) -> tuple[str, ...]:
    return tuple(sorted(unique((*row.incident.outlets, *(a.outlet for a in row.incident.accounts)))))


def _scale(row: AcledRow) -> str | None:
    known = [outlet_of(a.outlet, a.url) for a in row.incident.accounts]
    home = row.incident.country
    scales = {
        "National" if o.country == home and o.kind is not OutletKind.AGENCY else "International" for o in known if o
    }
    return "-".join(sorted(scales, reverse=True)) if home and scales else None


_T, _I, _N, _D, _L = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.DAY, Kind.TEXTS
COLUMNS: tuple[Column[AcledRow], ...] = (
    Column("event_id_cnty", _T, "the country's three letters and sayso's incident id; -1, -2, … for its days", _id),
    Column(
        "event_date",
        _D,
        "the day; the middle one where a week or month is told; never that of publication",
        lambda r: r.day.day,
    ),
    Column("year", _I, "the year of event_date", lambda r: r.day.day.year),
    Column("time_precision", _I, "1 the day, 2 a night, a weekend or a week, 3 a month", lambda r: r.day.precision),
    Column("disorder_type", _L, "ACLED's disorder type of the sub-event type", lambda r: r.kind.disorder),
    Column("event_type", _T, "ACLED's event type of the sub-event type", lambda r: r.kind.event_type),
    Column("sub_event_type", _T, "ACLED's sub-event type, the one most voices tell", lambda r: r.kind.sub_event_type),
    Column(
        "actor1",
        _T,
        "the first perpetrator, or who claimed it, as named in the reports; protesters and rioters at "
        "their events; an ACLED generic name where nobody is named",
        lambda r: r.first.name,
    ),
    Column("assoc_actor_1", _L, "others on the side of actor1", lambda r: r.first.associates),
    Column(
        "inter1",
        _I,
        "ACLED's actor type of actor1, a state's forces 1 at home and 8 abroad; blank when unknown",
        lambda r: r.first.inter,
    ),
    Column("actor2", _T, "the first target, in the same way; blank where nobody is named", lambda r: r.second.name),
    Column("assoc_actor_2", _L, "others on the side of actor2", lambda r: r.second.associates),
    Column("inter2", _I, "ACLED's actor type of actor2; blank when unknown or nobody", lambda r: r.second.inter),
    Column(
        "interaction",
        _I,
        "both actor types, the smaller first; one actor alone has a 0 behind it; blank when one is unknown",
        lambda r: interaction(r.first, r.second),
    ),
    Column(
        "civilian_targeting",
        _T,
        "“Civilian targeting” for violence against civilians, excessive force against "
        "protesters, and where actor2 are civilians",
        lambda r: "Civilian targeting" if at_civilians(r.incident) else None,
    ),
    Column("iso", _I, "the country's ISO 3166-1 number", lambda r: r.country.numeric if r.country else None),
    Column("region", _T, "the region as ACLED names it", lambda r: r.country.region if r.country else None),
    Column("country", _T, "the country's name", lambda r: r.country.name if r.country else None),
    Column("admin1", _T, "the first-level region", lambda r: province(r.incident.place)),
    Column("admin2", _T, "the second-level region", lambda r: district(r.incident.place)),
    Column("admin3", _T, "blank: sayso's gazetteer has no third level", lambda _: None),
    Column(
        "location",
        _T,
        "the place's name; blank for what is vaguer than a first-level region",
        lambda r: r.incident.place.name if r.incident.place and r.located else None,
    ),
    Column(
        "latitude",
        _N,
        "degrees (EPSG:4326), four decimals; blank where location is",
        lambda r: spot[0] if r.located and (spot := point(r.incident.place)) else None,
    ),
    Column(
        "longitude",
        _N,
        "degrees (EPSG:4326), four decimals; blank where location is",
        lambda r: spot[1] if r.located and (spot := point(r.incident.place)) else None,
    ),
    Column(
        "geo_precision",
        _I,
        "1 a town or site, 2 near one or a district, 3 a first-level region (its centre); blank for what is vaguer",
        lambda r: acled_precision(r.incident.place),
    ),
    Column("source", _L, "the outlets, by name", _outlets),
    Column(
        "source_scale",
        _T,
        "National for an outlet of the event's country, International for another's and for agencies, both with a "
        "hyphen; blank when sayso's table of outlets has none of them",
        _scale,
    ),
    Column(
        "notes",
        _T,
        "every figure of people killed with who gives it and whether it counts, how a toll was divided, what is "
        "contested; with --with-text also the reports' sentences",
        _notes,
    ),
    Column(
        "fatalities",
        _I,
        "people killed by acled-lowest, 0 when nothing is said; divided evenly over the days of one incident",
        _fatalities,
    ),
    Column("tags", _L, "status, grade and contested facts as name=value", _tags),
    Column("timestamp", _I, "blank: sayso derives incidents anew each time", lambda _: None),
)
