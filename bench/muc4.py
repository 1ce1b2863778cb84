"""A report as MUC-4 templates in GTT's simplification: incident type and five roles.

An older codebook than the ledger's, with heads of its own in the model, so the answer comes from the encoding and not
from the reading: MUC-4 counts attacks with a political aim on civilians and has no clashes between armed sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from sayso.model.report import Report
from sayso.model.span import Span

if TYPE_CHECKING:
    from sayso.reading.templates import Template


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


def answer(doc_id: str, report: Report | None) -> DocumentRow:
    """The scorer's row for this report; no report, no templates. Raises what the stages raise."""
    return row(doc_id, report.text, _templates(report)) if report else row(doc_id, "", ())


def row(doc_id: str, text: str, templates: Sequence[Template]) -> DocumentRow:
    """These templates of this text as the scorer reads them."""
    return DocumentRow(docid=doc_id, doc_id=doc_id, templates=[_template(text, one) for one in templates])


def _templates(report: Report) -> Sequence[Template]:
    """From an encoding of their own: with the names as they stand, as the peers read them."""
    from sayso.reading.encoder import encode
    from sayso.reading.segment import segment
    from sayso.reading.templates import find_templates

    sentences = segment(report.text, report.blocks)
    return find_templates(report.text, encode(report.text, sentences, report.blocks, blind=False))


def _template(text: str, template: Template) -> TemplateRow:
    def entities(role: str) -> list[list[str]]:
        return [_mentions(text, entity) for entity in template.roles.get(role, ())]

    return TemplateRow(
        incident_type=template.incident_type,
        PerpInd=entities("PerpInd"),
        PerpOrg=entities("PerpOrg"),
        Target=entities("Target"),
        Victim=entities("Victim"),
        Weapon=entities("Weapon"),
    )


def _mentions(text: str, entity: Sequence[Span]) -> list[str]:
    return [span.of(text).lower() for span in entity]
