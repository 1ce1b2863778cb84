"""What can be changed: judgements, claims that sayso missed, incidents put together or apart, reports added."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sayso.ledger.judging import ANY
from sayso.ledger.regrouping import Merge, Move, Regrouping, Split
from sayso.model.incident import Incident, TollRule
from sayso.model.judgement import Decision, Judgement
from sayso.model.span import Span
from sayso.web.adding import Done, Given, Result, items_of, result_of
from sayso.web.api.answers import answer, plain, written
from sayso.web.api.asking import ReportId
from sayso.web.desk import Refused, TheDesk, ThePerson

router = APIRouter(prefix="/v1")

CLAIM = r"^[0-9a-f]{16}/.{1,120}$"
_Claim = Annotated[str, Field(pattern=CLAIM, description='A claim, "REPORT/CLAIM".', examples=["5a9c13f45b71a229/t1"])]
_Id = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
_Incident = Annotated[
    str, Field(pattern=r"^[0-9a-f]{16}(/.{1,120})?$", description="An incident, or an account in it.")
]
_Why = Annotated[str, Field(max_length=2000, description="Why: it stands beside the decision.")]
_Line = Annotated[str, Field(max_length=2000)]


class _Body(BaseModel):
    """What is sent: exactly these fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Decided(StrEnum):
    """What can be decided about a claim, or about two events."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    SAME = "same"
    DIFFERENT = "different"


class Deciding(_Body):
    """A decision. A correction has a `field` and a `value` (docs/ledger.md lists them), same and different an `other`.

    With `seen` (a report's `last_seen`) it is refused (409) when somebody else has decided about the same since.
    """

    decision: Decided
    claim: _Claim
    field: Annotated[str, Field(max_length=40)] = ""
    value: JsonValue = None
    other: _Claim | None = None
    reason: _Why = ""
    seen: _Id | None = None


class Adding(_Body):
    """A claim that sayso missed: the words from `begin` up to `end` (code points) of the report's text tell it."""

    noun: Annotated[str, Field(pattern="^(event|toll|statement)$")]
    begin: Annotated[int, Field(ge=0, le=100_000_000)]
    end: Annotated[int, Field(ge=1, le=100_000_000)]
    fields: dict[str, JsonValue]
    reason: _Why = ""


class Undoing(_Body):
    """Judgements to take back, all or none."""

    judgements: Annotated[list[_Id], Field(min_length=1, max_length=500)]
    reason: _Why = ""


class Merging(_Body):
    """One incident of two."""

    incident: _Incident
    other: _Incident
    reason: _Why = ""


class Splitting(_Body):
    """An incident of their own for these accounts of one."""

    incident: _Incident
    accounts: Annotated[list[_Claim], Field(min_length=1, max_length=500)]
    reason: _Why = ""


class Moving(_Body):
    """An account into another incident."""

    account: _Claim
    incident: _Incident
    reason: _Why = ""


class Previewed(BaseModel):
    """The incidents that a change would change, as they are and as they would be."""

    before: tuple[Incident, ...]
    after: tuple[Incident, ...]


class Reporting(_Body):
    """A report to be read: the text of an article, or a page's HTML. Nothing is fetched."""

    text: Annotated[str, Field(min_length=1)]
    title: _Line = ""
    outlet: _Line = ""
    published: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    url: _Line = ""


@router.post("/judgements", response_model=Judgement, status_code=201, tags=["judgements"])
def judge(desk: TheDesk, person: ThePerson, body: Deciding) -> Response:
    """Decide about a claim, or about two events."""
    _fitting(desk, body)
    made = desk.ledger.judge(
        Decision(body.decision), body.claim, author=person.name, field=body.field,
        value=json.dumps(body.value) if body.decision is Decided.CORRECT else None, other=body.other,
        reason=body.reason, seen=body.seen if "seen" in body.model_fields_set else ANY,
    )  # fmt: skip
    return answer(made, 201)


@router.post("/judgements/{judgement}/undo", response_model=Judgement, status_code=201, tags=["judgements"])
def undo(
    desk: TheDesk, person: ThePerson, judgement: Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]
) -> Response:  # fmt: skip
    """Take back a judgement that stands; what it superseded stands again."""
    return answer(desk.ledger.undo(judgement, author=person.name), 201)


@router.post("/undo", response_model=tuple[Judgement, ...], status_code=201, tags=["judgements"])
def undo_all(desk: TheDesk, person: ThePerson, body: Undoing) -> Response:
    """Take back several judgements, as those of a merge: all or none."""
    return answer(desk.ledger.undo_all(body.judgements, author=person.name, reason=body.reason), 201)


@router.post("/reports/{report}/claims", response_model=Judgement, status_code=201, tags=["claims"])
def add_claim(desk: TheDesk, person: ThePerson, report: ReportId, body: Adding) -> Response:
    """Add a claim that sayso missed."""
    found = desk.ledger.report(report)
    if not body.begin < body.end <= len(found.text):
        raise Refused(desk.text("api.span", length=len(found.text)), 422)
    made = desk.ledger.add_claim(
        report, body.noun, Span(body.begin, body.end), body.fields, author=person.name, reason=body.reason
    )
    return answer(made, 201)


@router.post("/incidents/merge", response_model=tuple[Judgement, ...], status_code=201, tags=["incidents"])
def merge(desk: TheDesk, person: ThePerson, body: Merging) -> Response:
    """Make one incident of two. Returns the judgements it took; /v1/undo takes them back."""
    return _regrouped(desk, person, Merge(body.incident, body.other), body.reason)


@router.post("/incidents/split", response_model=tuple[Judgement, ...], status_code=201, tags=["incidents"])
def split(desk: TheDesk, person: ThePerson, body: Splitting) -> Response:
    """Make accounts of an incident an incident of their own."""
    return _regrouped(desk, person, Split(body.incident, tuple(body.accounts)), body.reason)


@router.post("/incidents/move", response_model=tuple[Judgement, ...], status_code=201, tags=["incidents"])
def move(desk: TheDesk, person: ThePerson, body: Moving) -> Response:
    """Put an account into another incident."""
    return _regrouped(desk, person, Move(body.account, body.incident), body.reason)


@router.post("/incidents/preview", response_model=Previewed, tags=["incidents"])
def preview(desk: TheDesk, body: Merging | Splitting | Moving, rule: TollRule = TollRule.UCDP_SPAN) -> Response:
    """What a merge, a split or a move would change. Nothing is stored."""
    before, after = desk.ledger.preview((_change(body),), rule)
    return written({"before": plain(before), "after": plain(after)})


@router.post("/reports", response_model=tuple[Result, ...], status_code=201, tags=["reports"])
def add_report(desk: TheDesk, body: Reporting) -> Response:
    """Read a report and store it with its reading; what is there already is left as it is."""
    given = Given(body.text.replace("\r\n", "\n"), body.title, body.outlet, body.published, body.url)
    results = tuple(result_of(desk, each) for each in items_of(given, ()))
    failed = [each.why for each in results if each.done is Done.FAILED]
    if not results or len(failed) == len(results):
        raise Refused(" ".join(failed) or desk.text("add.nothing"), 422)
    return answer(results, 201)


def _change(body: Merging | Splitting | Moving) -> Regrouping:
    if isinstance(body, Merging):
        return Merge(body.incident, body.other)
    if isinstance(body, Splitting):
        return Split(body.incident, tuple(body.accounts))
    return Move(body.account, body.incident)


def _regrouped(desk: TheDesk, person: ThePerson, change: Regrouping, reason: str) -> Response:
    return answer(desk.ledger.regroup(change, author=person.name, reason=reason), 201)


def _fitting(desk: TheDesk, body: Deciding) -> None:
    """Raises Refused when the decision has not what it needs, or what it does not take."""
    pair = body.decision in (Decided.SAME, Decided.DIFFERENT)
    correct = body.decision is Decided.CORRECT
    if pair != (body.other is not None) or (correct and not body.field) or (pair and body.field):
        raise Refused(desk.text("api.decision"), 422)
