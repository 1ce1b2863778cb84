"""The export `ftm`: FollowTheMoney entities (events, who took part, where, and the articles), one JSON object a line.

The schemata and what their properties may hold are the library's (https://followthemoney.tech); a value that its type
refuses, say a URL that is none, is left out by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from sayso.export.columns import harmless
from sayso.export.extras import needed
from sayso.export.kinds import kinds
from sayso.export.material import Material
from sayso.export.spots import point, province
from sayso.export.tolls import toll
from sayso.knowledge.countries import countries, country_named
from sayso.knowledge.tables import known_actors, titles
from sayso.model.account import Account, Party
from sayso.model.claim import Measure
from sayso.model.incident import Incident
from sayso.model.jsonform import JsonObject, dumps

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

_LONGEST_NAME, _TITLE_WORDS = 200, 4
_PUBLIC = ("forces", "police", "government", "office")
_ROLES = (("perpetrators", "perpetrator"), ("targets", "target"), ("claimed_by", "claims responsibility"))
# What each property of each schema that we fill holds; the page of this format repeats it, a test fills them all.
PROPERTIES: dict[str, dict[str, str]] = {
    "Event": {
        "name": "ACLED's sub-event type, the place and the first day",
        "startDate": "the first day; left out when not told, never that of publication",
        "endDate": "the last day",
        "country": "the country",
        "location": "the place's name and the regions that hold it",
        "addressEntity": "the place, as an Address",
        "involved": "perpetrators, targets and those who claim it",
        "keywords": "kind of event, status, Airwars' grade",
        "summary": "the tolls as low, best and high, by the rule of the export",
        "notes": "contested facts; with --with-text also the sentences that tell of it",
        "proof": "the articles",
        "recordId": "sayso's incident id",
    },
    "Address": {
        "full": "the place's name and the regions that hold it",
        "state": "the first-level region",
        "country": "the country",
        "latitude": "degrees (WGS 84), four decimals",
        "longitude": "degrees (WGS 84), four decimals",
        "remarks": "how exact the place is; an area's coordinates are its centre",
    },
    "LegalEntity": {"name": "as named in the reports", "country": "its country, where sayso's tables know it"},
    "Article": {
        "title": "the report's title",
        "publisher": "its outlet",
        "author": "its author",
        "publishedAt": "its day of publication",
        "sourceUrl": "its address",
        "bodyText": "its text; only with --with-text",
    },
    "Documentation": {"document": "the article", "entity": "the event it tells of", "role": "“report”"},
    "UnknownLink": {
        "subject": "who took part",
        "object": "the event",
        "role": "perpetrator, target, or claims responsibility",
    },
}


@dataclass
class _Gathering:
    """Entities by id, each once: what is told of one in two incidents comes together."""

    entities: dict[str, EntityProxy] = field(default_factory=dict)

    def add(self, schema: str, key: str, values: dict[str, str | Iterable[str] | date | None]) -> str:
        """Add an entity or more values of one. Its id is a digest of schema and key."""
        digest = hashlib.sha256(f"{schema}\n{key}".encode("utf-8", "surrogatepass")).hexdigest()
        id_ = f"sayso-{digest[:40]}"
        entity = self.entities.get(id_)
        if entity is None:
            entity = self.entities[id_] = needed("followthemoney", "followthemoney").model.make_entity(schema)
            entity.id = id_
        for name, value in values.items():
            # The library refuses what is longer than a property may be: it is cut, never left out for that.
            longest = entity.schema.properties[name].max_length
            entity.add(name, [each[:longest] for each in _clean(value)])
        return id_


def write(material: Material, out: TextIO) -> None:
    """Write all entities by schema and id. Raises MissingExtra when followthemoney is not installed."""
    found = _Gathering()
    for incident in material.incidents:
        _event(found, incident, material)
    for entity in sorted(found.entities.values(), key=lambda e: (e.schema.name, e.id or "")):
        held = {prop.name: entity.get(prop) for prop in entity.iterprops()}
        entity.schema.validate({"properties": held})
        properties: JsonObject = {name: [*sorted(values)] for name, values in sorted(held.items())}
        out.write(dumps({"id": entity.id, "schema": entity.schema.name, "properties": properties}) + "\n")


def _event(found: _Gathering, incident: Incident, material: Material) -> None:
    articles = [_article(found, account, material) for account in incident.accounts]
    parties = [(_party(found, party), role) for name, role in _ROLES for party in getattr(incident, name)]
    kind, place = kinds()[incident.type], incident.place
    where = ", ".join(dict.fromkeys((place.name, *place.within))) if place else None
    said = [f"contested: {c.fact} ({c.why})" for c in incident.contested]
    if material.with_text:
        said += [words for account in incident.accounts for words in account.words]
    event = found.add(
        "Event",
        incident.id,
        {
            "name": ", ".join(
                part
                for part in (kind.sub_event_type, place and place.name, incident.first and str(incident.first))
                if part
            ),
            "startDate": incident.first,
            "endDate": incident.last,
            "country": _country(incident.country),
            "location": where,
            "addressEntity": _address(found, incident, where),
            "involved": [party for party, _ in parties],
            "keywords": [kind.event_type, kind.sub_event_type, incident.status.value, f"grade: {incident.grade.value}"],
            "summary": _tolls(incident, material),
            "notes": said,
            "proof": articles,
            "recordId": incident.id,
        },
    )
    for article in articles:
        found.add("Documentation", f"{article} {event}", {"document": article, "entity": event, "role": "report"})
    for party, role in parties:
        found.add("UnknownLink", f"{party} {role} {event}", {"subject": party, "object": event, "role": role})


def _article(found: _Gathering, account: Account, material: Material) -> str:
    report = material.reports.get(account.report)
    return found.add(
        "Article",
        account.report,
        {
            "title": account.title,
            "publisher": account.outlet,
            "author": report.author if report else None,
            "publishedAt": account.published,
            "sourceUrl": account.url,
            "bodyText": report.text if report and material.with_text else None,
        },
    )


def _address(found: _Gathering, incident: Incident, full: str | None) -> str | None:
    place, spot = incident.place, point(incident.place)
    if place is None or full is None:
        return None
    return found.add(
        "Address",
        f"{full} {spot}",
        {
            "full": full,
            "state": province(place),
            "country": _country(place.country),
            "latitude": str(spot[0]) if spot else None,
            "longitude": str(spot[1]) if spot else None,
            "remarks": f"precision: {place.precision.value}" if place.precision else None,
        },
    )


def _party(found: _Gathering, party: Party) -> str:
    return found.add(_schema(party), party.key, {"name": party.name, "country": _country(party.country)})


def _schema(party: Party) -> str:
    """PublicBody for a state and its forces, Organization for other known bodies, Person after a title, else the
    LegalEntity that may be either."""
    kind = _kinds().get(party.key)
    if kind in _PUBLIC or country_named(party.key):
        return "PublicBody"
    if kind is not None:
        return "Organization"
    words = party.name[:_LONGEST_NAME].casefold().split()
    titled = any(" ".join(words[:n]) in _titles() for n in range(1, min(len(words), _TITLE_WORDS + 1)))
    return "Person" if titled else "LegalEntity"


@cache
def _kinds() -> Mapping[str, str]:
    return MappingProxyType({actor.name.lower(): actor.kind for actor in known_actors()})


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.words for title in titles() if title.kind in ("office", "rank", "honorific"))


def _tolls(incident: Incident, material: Material) -> list[str]:
    told = []
    for measure in Measure:
        found = toll(incident, measure, material.rule)
        if found and found.best is not None:
            low, high = found.low, found.high
            span = (
                f" ({'?' if low is None else low} to {'?' if high is None else high})"
                if (low, high) != (found.best,) * 2
                else ""
            )
            told.append(f"{measure.value}: {found.best}{span}, by {material.rule.value}")
    return told


def _country(code: str | None) -> str | None:
    """A code that is one: the library would look for a country of such a name, which takes it seconds."""
    return code if code in countries() else None


def _clean(value: str | Iterable[str] | date | None) -> list[str]:
    if value is None:
        return []
    if isinstance(value, date):
        return [value.isoformat()]
    return [harmless(each) for each in ([value] if isinstance(value, str) else value) if each]
