"""What can be looked at: incidents, claims, reports, speakers, outlets, judgements, the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from sayso.export import FORMATS
from sayso.model.incident import Incident, TollRule
from sayso.model.jsonform import to_json
from sayso.model.judgement import Judgement
from sayso.model.overview import (
    Bin,
    Choices,
    ClaimRow,
    IncidentRow,
    Listing,
    Profile,
    Progress,
    QueueRow,
    Spot,
)
from sayso.model.report import Report
from sayso.web import exports
from sayso.web.api.answers import Page, answer, cut, paged, written
from sayso.web.api.asking import Filters, IncidentId, Order, PageNumber, PageSize, ReportId
from sayso.web.api.described import READING
from sayso.web.desk import Refused, TheDesk, ThePerson

router = APIRouter(prefix="/v1")

_Key = Annotated[str, Query(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True)
class Me:
    """Who asks, their role ("reader", "coder", "editor"), and the token that a page's script has to send as
    `x-sayso-token` with what changes something; None for whoever comes with a key, who needs none."""

    name: str
    role: str
    token: str | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list. `published` None is an unknown day."""

    id: str
    title: str | None
    outlet: str | None
    author: str | None
    published: date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report with its text, which all spans count the code points of, and the ids of the versions of its page,
    the newest first. `last_seen` is its newest judgement: sent as `seen`, nothing later is superseded unseen."""

    report: ReportRow
    text: str
    versions: tuple[str, ...]
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format of exports. `rule` is the rule of tolls that it is bound to, None where one can choose."""

    name: str
    what: str
    rule: TollRule | None


@dataclass(frozen=True, slots=True)
class Next:
    """The report to review next; None when nothing is left."""

    report: str | None


@router.get("/me", response_model=Me, tags=["you"])
def me(request: Request, desk: TheDesk, person: ThePerson) -> Response:
    """Who you are here, and what you may do."""
    made = answer(Me(person.name, person.role.word, request.state.token))
    desk.keep_token(request, made)
    return made


@router.get("/incidents", response_model=Page[IncidentRow], tags=["incidents"])
def incidents(request: Request, desk: TheDesk, filters: Filters, order: Order) -> Response:
    """Incidents that pass the filters."""
    return paged(request, desk.ledger.incident_rows(filters, order.sort, order.page, order.size))


@router.get("/incidents/{incident}", response_model=Incident, tags=["incidents"])
def incident(desk: TheDesk, incident: IncidentId, rule: TollRule = TollRule.UCDP_SPAN) -> Response:
    """One incident: every account, figure and voice, with low, best and high by this rule."""
    return answer(desk.ledger.incident(incident, rule))


@router.get("/claims", response_model=Page[ClaimRow], tags=["claims"])
def claims(request: Request, desk: TheDesk, filters: Filters, order: Order) -> Response:
    """Claims that pass the filters, rejected ones too."""
    return paged(request, desk.ledger.claim_rows(filters, order.sort, order.page, order.size))


@router.get("/map", response_model=tuple[Spot, ...], tags=["overview"])
def spots(desk: TheDesk, filters: Filters, cell: Annotated[float, Query(ge=0.01, le=90)] = 1.0) -> Response:
    """Incidents on the map: those in one cell of so many degrees are one spot."""
    return answer(desk.ledger.spots(filters, cell))


@router.get("/timeline", response_model=tuple[Bin, ...], tags=["overview"])
def timeline(desk: TheDesk, filters: Filters) -> Response:
    """Incidents over time."""
    return answer(desk.ledger.bins(filters))


@router.get("/choices", response_model=Choices, tags=["overview"])
def choices(desk: TheDesk, filters: Filters, limit: Annotated[int, Query(ge=1, le=500)] = 20) -> Response:
    """The commonest types, countries, actors, speakers, outlets and measures among what passes the filters."""
    return answer(desk.ledger.choices(filters, limit))


@router.get("/speaker", response_model=Profile, tags=["overview"])
def speaker(desk: TheDesk, key: _Key) -> Response:
    """What one speaker says, in numbers; their claims are at /v1/claims?speaker=KEY."""
    return answer(desk.ledger.speaker(key))


@router.get("/outlet", response_model=Profile, tags=["overview"])
def outlet(desk: TheDesk, name: _Key) -> Response:
    """What one outlet's reports hold, in numbers."""
    return answer(desk.ledger.outlet(name))


@router.get("/reports", response_model=Page[ReportRow], tags=["reports"])
def reports(request: Request, desk: TheDesk, page: PageNumber = 1, size: PageSize = 50) -> Response:
    """The current reports, those added last first."""
    found = desk.ledger.report_page(page, size)
    return paged(request, Listing(tuple(_row(each) for each in found.rows), found.total, page, size))


@router.get("/reports/{report}", response_model=ReportText, tags=["reports"])
def report(desk: TheDesk, report: ReportId) -> Response:
    """One report with its text."""
    found = desk.ledger.report(report)
    return answer(ReportText(_row(found), found.text, desk.ledger.versions(report), desk.ledger.last_seen(report)))


@router.get("/reports/{report}/reading", responses=READING, tags=["reports"])
def reading(desk: TheDesk, report: ReportId, judged: bool = True) -> Response:
    """What sayso reads in a report, with people's answers in force, or as the machine made it."""
    return written(to_json(desk.ledger.judged_reading(report) if judged else desk.ledger.reading(report)))


@router.get("/reports/{report}/judgements", response_model=tuple[Judgement, ...], tags=["judgements"])
def judgements_of(desk: TheDesk, report: ReportId) -> Response:
    """What people decided about a report, oldest first."""
    desk.ledger.report(report)  # a report that is not there is no report without judgements
    return answer(desk.ledger.judgements(report))


@router.get("/judgements", response_model=Page[Judgement], tags=["judgements"])
def judgements(request: Request, desk: TheDesk, page: PageNumber = 1, size: PageSize = 50) -> Response:
    """What people decided, the latest first."""
    return paged(request, cut(tuple(reversed(desk.ledger.judgements())), page, size))


@router.get("/queue", response_model=Page[QueueRow], tags=["review"])
def queue(request: Request, desk: TheDesk, filters: Filters, page: PageNumber = 1, size: PageSize = 50) -> Response:
    """Reports with claims that nobody has decided, the most doubtful first."""
    return paged(request, desk.ledger.queue(filters, page, size))


@router.get("/queue/next", response_model=Next, tags=["review"])
def next_in_queue(
    desk: TheDesk, after: Annotated[str | None, Query(pattern=r"^[0-9a-f]{16}$")] = None
) -> Response:  # fmt: skip
    """The report to review first, or after this one."""
    return answer(Next(desk.ledger.next_in_queue(after)))


@router.get("/progress", response_model=Progress, tags=["review"])
def progress(desk: TheDesk) -> Response:
    """How far the ledger is reviewed."""
    return answer(desk.ledger.progress())


@router.get("/exports", response_model=tuple[ExportFormat, ...], tags=["exports"])
def export_formats() -> Response:
    """The formats that what is filtered can be exported in."""
    return answer(tuple(ExportFormat(each.name, each.what, each.rule) for each in FORMATS))


@router.get(
    "/exports/{name}",
    tags=["exports"],
    responses={
        200: {
            "description": "The file.",
            "content": {media.partition(";")[0]: {} for media in exports.MEDIA.values()},
        }
    },
    response_class=Response,
)  # fmt: skip
def export(
    request: Request, desk: TheDesk, filters: Filters, name: str, rule: TollRule = TollRule.UCDP_SPAN
) -> Response:
    """What passes the filters as a file in this format."""
    del filters, rule  # read again from the address, by the page of that name
    if name not in {each.name for each in FORMATS}:
        raise Refused(desk.text("export.format", known=", ".join(each.name for each in FORMATS)), 404)
    return exports.export(request, desk, name)


def _row(report: Report) -> ReportRow:
    day = report.published.day if report.published else None
    return ReportRow(report.id, report.title, report.outlet, report.author, day, report.url)
