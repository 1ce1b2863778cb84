"""The export `jsonl`: every incident in full, one JSON object a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from sayso.export.material import Material
from sayso.model.incident import Incident
from sayso.model.jsonform import dumps, noun_to_json

SCHEMA = "sayso/incident/1"


def write(material: Material, out: TextIO) -> None:
    """Write the incidents. Without `with_text` the sentences of accounts are left out; a claim keeps its words."""
    for incident in material.incidents:
        shown = incident if material.with_text else _without_text(incident)
        out.write(dumps({"schema": SCHEMA, **noun_to_json(shown)}) + "\n")


def _without_text(incident: Incident) -> Incident:
    return replace(incident, accounts=tuple(replace(account, words=()) for account in incident.accounts))
