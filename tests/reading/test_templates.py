"""MUC-4's templates from tags and classes."""

from __future__ import annotations

from sayso.reading.templates import ROLES, Template, find_templates
from tests.reading.by_hand import Beliefs, Tags, encoding

TEXT = "Rebels bombed the mill in Tolm. The rebels kidnapped a judge. The mill was old."
TAGS = [
    ("template", "PerpInd", "Rebels"),
    ("template", "Target", "the mill"),
    ("template", "Victim", "a judge"),
    ("template", "PerpInd", "The rebels"),
]
BOMBING = (0, "template-type", "bombing")
KIDNAPPING = (1, "template-type", "kidnapping")


def found(tags: Tags, beliefs: Beliefs) -> tuple[Template, ...]:
    return find_templates(TEXT, encoding(TEXT, tags, beliefs))


def fillers(template: Template) -> dict[str, list[list[str]]]:
    return {r: [[s.of(TEXT) for s in e] for e in entities] for r, entities in template.roles.items() if entities}


def test_one_template_for_each_kind_with_the_fillers_of_its_sentences() -> None:
    bombing, kidnapping = sorted(found(TAGS, {BOMBING: 0.9, KIDNAPPING: 0.9}), key=lambda t: t.incident_type)
    assert (bombing.incident_type, kidnapping.incident_type) == ("bombing", "kidnapping")
    assert fillers(bombing) == {"PerpInd": [["Rebels"]], "Target": [["the mill"]]}
    assert fillers(kidnapping) == {"PerpInd": [["The rebels"]], "Victim": [["a judge"]]}


def test_one_entity_is_named_once_by_its_first_mention() -> None:
    (only,) = found(TAGS, {BOMBING: 0.9})
    assert fillers(only)["PerpInd"] == [["Rebels"]]
    assert set(only.roles) == set(ROLES)


def test_no_incident_no_template() -> None:
    assert found(TAGS, {}) == ()
    assert find_templates("", encoding("")) == ()
