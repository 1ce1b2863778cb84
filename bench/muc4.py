"""A reading as MUC-4 templates in GTT's simplification: incident type and five roles.

MUC-4 counts attacks on civilians with a political aim, so purely military clashes and ACLED's strategic developments
other than destruction yield no template. Only named or described victims that are people are victims; groups are
perpetrator organisations, other perpetrators individuals; things hit are targets.
"""

from __future__ import annotations

from typing import TypedDict

from bench.ledger import names
from sayso.model.actor import MentionKind
from sayso.model.event import Event, EventType, Role
from sayso.model.reading import Reading

TYPES = {
    EventType.ATTACK: "attack",
    EventType.MOB_VIOLENCE: "attack",
    EventType.SEXUAL_VIOLENCE: "attack",
    EventType.CHEMICAL_WEAPON: "attack",
    EventType.SHELLING_ARTILLERY_MISSILE: "attack",
    EventType.REMOTE_EXPLOSIVE: "bombing",
    EventType.SUICIDE_BOMB: "bombing",
    EventType.GRENADE: "bombing",
    EventType.AIR_DRONE_STRIKE: "bombing",
    EventType.DISRUPTED_WEAPONS_USE: "bombing",
    EventType.ABDUCTION: "kidnapping",
    EventType.LOOTING: "arson",
}


class TemplateRow(TypedDict):
    """One incident; a role is a list of entities, an entity a list of its mentions in lower case."""

    incident_type: str
    PerpInd: list[list[str]]
    PerpOrg: list[list[str]]
    Target: list[list[str]]
    Victim: list[list[str]]
    Weapon: list[list[str]]


class DocumentRow(TypedDict):
    """The templates of one article, under both spellings of the id that the sets use."""

    docid: str
    doc_id: str
    templates: list[TemplateRow]


def row(doc_id: str, reading: Reading | None) -> DocumentRow:
    """The scorer's row for this document."""
    events = [event for event in reading.events if event.type in TYPES] if reading else []
    templates = [_template(reading, event) for event in events] if reading else []
    return DocumentRow(docid=doc_id, doc_id=doc_id, templates=templates)


def _template(reading: Reading, event: Event) -> TemplateRow:
    perpetrators = [*event.perpetrators, *event.claimed_by]
    return TemplateRow(
        incident_type=TYPES[event.type],
        PerpInd=_entities(reading, [one for one in perpetrators if _is_people(reading, one)]),
        PerpOrg=_entities(reading, [one for one in perpetrators if not _is_people(reading, one)]),
        Target=_entities(reading, [one for one in event.targets if not _is_people(reading, one)]),
        Victim=_entities(reading, [one for one in event.targets if _is_people(reading, one)]),
        Weapon=[[reading.words(span).lower()] for span in event.weapons],
    )


def _is_people(reading: Reading, role: Role) -> bool:
    """Whether the role is filled by a person or by described people."""
    kinds = [one.kind for one in reading.actors if one.id == role.actor]
    kinds += [one.kind for one in reading.mentions if one.span.overlaps(role.span)]
    return bool(kinds) and kinds[0] in (MentionKind.PERSON, MentionKind.PEOPLE)


def _entities(reading: Reading, roles: list[Role]) -> list[list[str]]:
    """An entity is right only if all its mentions are, so one goes out: the words chosen for the role."""
    return [[names(reading, role.span, None)[0].lower()] for role in roles]
