"""The export `jsonl`: every incident in full, one JSON object a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from sayso.export.material import Material
from sayso.model.account import Account
from sayso.model.incident import Incident, Weighed
from sayso.model.jsonform import dumps, noun_to_json

SCHEMA = "sayso/incident/1"


def write(material: Material, out: TextIO) -> None:
    """Write the incidents. Without `with_text` the sentences of accounts are left out; a claim keeps its words."""
    for incident in material.incidents:
        shown = incident if material.with_text else _without_text(incident)
        out.write(dumps({"schema": SCHEMA, **noun_to_json(shown)}) + "\n")


def _without_text(incident: Incident) -> Incident:
    """The incident without the sentences of its events and figures."""
    estimates = (replace(e, figures=tuple(_untold(w) for w in e.figures)) for e in incident.estimates)
    return replace(incident, accounts=tuple(map(_bare, incident.accounts)), estimates=tuple(estimates))


def _bare(account: Account) -> Account:
    return replace(account, words=(), figures=tuple(replace(figure, told="") for figure in account.figures))


def _untold(weighed: Weighed) -> Weighed:
    return replace(weighed, figure=replace(weighed.figure, told=""))
