"""What is asked for in the query of an address, described for OpenAPI. `sayso.web.asking` reads it, as for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from sayso.knowledge.countries import countries
from sayso.model.claim import Measure
from sayso.model.event import EventType
from sayso.model.overview import Sort, Wanted
from sayso.render.safe import one_line
from sayso.web.asking import asked
from sayso.web.desk import Refused
from sayso.web.texts import english

LARGEST = 200  # rows of a page
_Text = Annotated[str | None, Query(min_length=1, max_length=500)]
_FILTERS = (
    "q", "since", "until", "country", "box", "type", "actor", "speaker", "outlet", "measure", "report", "contested",
    "reviewed",
)  # fmt: skip

PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="Pages count from 1.")]
PageSize = Annotated[int, Query(ge=1, le=LARGEST, description="Rows of a page.")]
ReportId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="The id of a report.")]
IncidentId = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="The id of an incident.")]


@dataclass(frozen=True, slots=True)
class Span:
    """A page of a list."""

    sort: Sort = Sort.NEWEST
    page: PageNumber = 1
    size: PageSize = 50


def named_only(request: Request) -> None:
    """Refuse parameters that the description does not name: one that is mistyped would filter nothing unseen."""
    described = request.app.openapi()["paths"].get(request.scope["route"].path, {})
    named = {each["name"] for each in described.get(request.method.lower(), {}).get("parameters", ())}
    if unknown := sorted(set(request.query_params) - named):
        raise Refused(english()("api.unknown", names=one_line(", ".join(unknown))[:200]), 422)


def wanted(  # noqa: PLR0917 - one parameter for each filter, for the description
    request: Request,
    q: Annotated[
        str | None, Query(max_length=500, description="Words that are all told, or that reports hold.")
    ] = None,
    since: Annotated[date | None, Query(description="Days of the event from this one on.")] = None,
    until: Annotated[date | None, Query(description="Days of the event up to this one.")] = None,
    country: Annotated[
        list[Annotated[str, Query(json_schema_extra={"enum": sorted(countries())})]] | None,
        Query(description="ISO 3166-1 alpha-2 codes."),
    ] = None,
    box: Annotated[
        str | None,
        Query(
            pattern=r"^-?\d{1,2}(\.\d{1,6})?(,-?\d{1,3}(\.\d{1,6})?){3}$",
            description="south,west,north,east in degrees, south not above north.",
        ),
    ] = None,
    type: Annotated[list[EventType] | None, Query(description="Kinds of event.")] = None,  # noqa: A002
    actor: _Text = None,
    speaker: _Text = None,
    outlet: _Text = None,
    measure: Measure | None = None,
    report: Annotated[str | None, Query(pattern=r"^[0-9a-f]{16}$")] = None,
    contested: bool | None = None,
    reviewed: bool | None = None,
) -> Wanted:
    """The filters of the overview. `actor`, `speaker` and `outlet` are values of /v1/choices.

    Raises Refused for what cannot be understood: a program is told, where a page leaves it out with a note.
    """
    del q, since, until, country, box, type, actor, speaker, outlet, measure, report, contested, reviewed  # checked
    view = asked((name, value) for name, value in request.query_params.multi_items() if name in _FILTERS)
    if view.notes:
        raise Refused(" ".join(view.notes), 422)
    return view.wanted


Filters = Annotated[Wanted, Depends(wanted)]
Order = Annotated[Span, Depends()]
