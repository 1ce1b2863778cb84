"""What a person decided: rows that are superseded and never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.model.span import Span


class Decision(StrEnum):
    """What a person can decide: the first three about a claim, the next two about two accounts of an event, and that
    words tell a claim that the reader missed.

    An undo supersedes one judgement and decides nothing itself: what that judgement superseded stands again.
    """

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    SAME = "same"
    DIFFERENT = "different"
    ADD = "add"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words a judgement is about, so that it can be found again after the report was read anew.

    `noun` is what it is about ("event", "toll", "statement"), `span` and `words` its evidence in the report with this
    id, `field` the field judged ("" for the whole claim). `added` is the id of the judgement that added the claim, by
    which it is known whatever else stands on its words; "" for a claim of the reader's.
    """

    report: str
    noun: str
    span: Span
    words: str
    field: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision. `made` is in UTC. `value` is the new value of a correction, or the values of an added claim by
    field, as JSON.

    `subject` is what it is about and `other` the second account of a same or different. `superseded_by` is the id of
    the later judgement of the same subject and field; the row stays.
    """

    id: str
    decision: Decision
    author: str
    made: datetime
    subject: Anchor
    other: Anchor | None = None
    value: str | None = None
    reason: str = ""
    superseded_by: str | None = None
