"""The page of an incident: `/incident/{id}`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from sayso.errors import LedgerError
from sayso.incidents.rules import RULES
from sayso.model.incident import Incident, TollRule
from sayso.web import maps
from sayso.web.desk import Desk, TheDesk, ThePerson
from sayso.web.incident_change import Done, decided, done, near
from sayso.web.incident_view import headline, shown_outlet, view
from sayso.web.people import Person, Role

router = APIRouter(prefix="/incident")


@router.get("/{incident}")
def shown(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    incident: str,
    *,
    rule: TollRule = TollRule.UCDP_SPAN,
    did: str = "",
    undo: Annotated[list[str] | None, Query(max_length=100)] = None,
) -> HTMLResponse:
    """Everything said about one incident; for the page's script its tolls alone under another rule.

    `did` and `undo` come from what was just done: its name, and the judgements that take it back.
    """
    found = _found(desk, incident, rule)
    if found is None:
        return gone(request, desk, incident)
    values: dict[str, object] = {"view": view(found), "rule": rule, "rules": RULES}
    if request.headers.get("hx-target") == "tolls":
        return desk.page(request, "incident_tolls.html.j2", values)
    return desk.page(request, "incident.html.j2", {**values, **_around(desk, person, found, done(did, undo or ()))})


@router.get("/{incident}/map.geojson")
def places(desk: TheDesk, incident: str) -> Response:
    """Where it happened, as GeoJSON."""
    return JSONResponse(maps.collection(desk.ledger.incident(incident)), media_type="application/geo+json")


def _around(desk: Desk, person: Person, incident: Incident, just: Done | None) -> dict[str, object]:
    """What the page tells beside the incident itself."""
    return {
        "title": headline(incident),
        "outlets": {each.id: shown_outlet(each) for each in incident.accounts},
        "names": {each.report: shown_outlet(each) for each in incident.accounts},
        "places": [maps.known_by(place) for place in maps.places_of(incident)],
        "others_told": _headlines(desk, incident),
        "near": near(desk.ledger, incident),
        "decided": decided(desk.ledger, incident),
        "others": person.role >= Role.EDITOR,
        "may_decide": person.role >= Role.CODER,
        "just": just,
    }


def _headlines(desk: Desk, incident: Incident) -> dict[str, str]:
    """The incidents that it is related to, each in a line."""
    ends = {end for each in incident.relations for end in (each.incident, each.other)} - {incident.id}
    return {end: headline(desk.ledger.incident(end)) for end in sorted(ends)}


def _found(desk: Desk, incident: str, rule: TollRule) -> Incident | None:
    try:
        return desk.ledger.incident(incident, rule)
    except LedgerError:  # a ledger that fails does so again when it is asked where the accounts are
        return None


def gone(request: Request, desk: Desk, incident: str) -> HTMLResponse:
    """Where the accounts of an incident are that is no more, or that there is no such incident."""
    now = [desk.ledger.incident(each) for each in desk.ledger.where_now(incident)]
    told = [(each.id, headline(each)) for each in now]
    return desk.page(request, "incident_gone.html.j2", {"incident": incident, "now": told}, status=404)
