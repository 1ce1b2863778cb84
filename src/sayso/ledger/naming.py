"""From the name of a claim ("REPORT/e1") to the claim as its report is now, and from a judgement to that name."""

from __future__ import annotations

import json

from sqlalchemy import Connection

from sayso.errors import JudgementError
from sayso.ledger import archive
from sayso.ledger.additions import Whole, whole
from sayso.ledger.claims import NOUNS, Claim, claims
from sayso.ledger.corrections import parsed
from sayso.ledger.linking import brought, here, machine_reading, standing_on
from sayso.model.judgement import Anchor, Decision, Judgement


def claim_of(connection: Connection, anchor: Anchor) -> str | None:
    """The claim ("REPORT/e1") that stands on these words in the newest version of their page; None for none."""
    at = whole_at(connection, archive.versions(connection, anchor.report)[0])
    now = here(connection, anchor, at.machine)
    found = at.find(now) if now else None
    return f"{at.machine.report.id}/{found.id}" if found else None


def value_of(connection: Connection, judgement: Judgement) -> str | None:
    """Its value as a person gives it: with the ids that events have now. As it is stored where they do not stand."""
    if judgement.value is None:
        return None
    chain = archive.versions(connection, judgement.subject.report)
    reading = machine_reading(connection, chain[0])
    at = whole(reading, standing_on(connection, reading, chain))
    now = brought(connection, judgement, reading)
    value = parsed(now.value or "null")
    try:
        if judgement.decision is not Decision.ADD:
            value = at.here(now.subject.field, value)
        elif isinstance(value, dict):
            value = {name: at.here(name, each) for name, each in value.items()}
    except JudgementError:
        return judgement.value
    return json.dumps(value, ensure_ascii=False)


def claim_at(connection: Connection, claim: str) -> tuple[Whole, Claim]:
    """The claim named "REPORT/e1", the reader's or an added one, and what it is in. Raises JudgementError for none."""
    report, _, name = claim.rpartition("/")
    if not report or not name:
        raise JudgementError(f"“{claim}” names no claim: write REPORT/e1, as `sayso incident` shows it")
    at = whole_at(connection, report)
    for noun in NOUNS:
        for each in claims(at.reading, noun):
            if each.id == name:
                return at, each
    ids = ", ".join(each.id for noun in NOUNS for each in claims(at.reading, noun)) or "nothing that can be judged"
    raise JudgementError(f"report {report} has no claim “{name}”; it has: {ids}")


def whole_at(connection: Connection, report: str) -> Whole:
    """The report's newest reading with what people added. Raises JudgementError when it is not there to be judged."""
    if archive.report(connection, report) is None:
        raise JudgementError(f"the ledger has no report {report}")
    chain = archive.versions(connection, report)
    if chain[0] != report:
        raise JudgementError(f"report {report} was replaced by a later version of its page: judge {chain[0]}")
    reading = machine_reading(connection, report)
    return whole(reading, standing_on(connection, reading, chain))
