"""A page for each outlet: whose it is, what it reported, and whom it quotes most."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from sayso.knowledge.outlets import outlet_named
from sayso.model.claim import Measure
from sayso.model.overview import Wanted
from sayso.web.asking import Asked, asked
from sayso.web.desk import TheDesk
from sayso.web.speaker import _acts

router = APIRouter(include_in_schema=False)

SIZE = 30  # reports of a page
_QUOTED = 15


@router.get("/outlet")
def outlet(request: Request, desk: TheDesk, name: str = "") -> Response:
    """The page of the outlet of this name; 404 where none of its reports holds a claim."""
    profile = desk.ledger.outlet(name.replace("\0", ""))
    view = asked((key, value) for key, value in request.query_params.multi_items() if key == "page")
    listing = desk.ledger.reports_of(profile.key, view.page, SIZE)
    if listing.page > listing.pages:
        listing = desk.ledger.reports_of(profile.key, listing.pages, SIZE)
    quoted = desk.ledger.quoted_by(profile.key, _QUOTED)
    values = {
        "profile": profile,
        "known": outlet_named(profile.name),
        "listing": listing,
        "quoted": quoted,
        "most": max((each.count for each in quoted), default=1),
        "acts": _acts(profile.acts),
        "measures": tuple((Measure(each.value), each.count) for each in profile.measures),
        "overview": Asked(Wanted(outlet=profile.key)).address(),
        "link": lambda page: f"/outlet?{urlencode([('name', profile.key)], errors='replace')}&page={page}",
    }
    return desk.page(request, "outlet.html.j2", values)
