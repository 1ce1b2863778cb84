"""The overview: what is in the ledger, narrowed down by filters, as a table, on a map and along time."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from sayso.export import FORMATS
from sayso.model.overview import ClaimRow, IncidentRow, Listing, Overview, Sort
from sayso.web.asking import Asked, Show, asked, wanted_query
from sayso.web.desk import Desk, TheDesk
from sayso.web.overview_charts import range_mark, timeline
from sayso.web.overview_filters import chips, facets
from sayso.web.overview_map import cell_of, cell_that_fits, features, moved_to
from sayso.web.overview_rows import lit, tolls

router = APIRouter(include_in_schema=False)

SIZE = 50  # rows of a page
_CHOICES = 12  # values that a filter offers
_ALL_IN_ONE = 360.0  # degrees of a cell: the page itself draws no spots, its map asks for them


@router.get("/")
def overview(request: Request, desk: TheDesk) -> Response:
    """What is asked for, or what to do where there is nothing yet."""
    pairs = request.query_params.multi_items()
    view = asked(pairs)
    from_htmx = request.headers.get("hx-request") == "true"
    if not from_htmx and not view.notes and any(not value.strip() for _, value in pairs):
        return RedirectResponse(view.address(), 303)  # a form's empty fields are no part of a view's address
    progress = desk.ledger.progress()
    if not progress.reports and not view.query:
        return desk.page(request, "overview_empty.html.j2", {"ledger": desk.ledger.where})
    view, found, rows, claims = _found(desk, view)
    values = {
        "view": view,
        "found": found,
        "rows": rows,
        "claims": claims,
        "progress": progress,
        "facets": facets(view, found.choices),
        "chips": chips(view, found.choices),
        "timeline": timeline(found.bins, view),
        "formats": FORMATS,
        "links": Links(view),
        "mark": range_mark([toll.high or toll.low or 0 for row in found.listing.rows for toll in tolls(row)]),
        "tolls": tolls,
        "lit": lambda words: lit(words, view.wanted.words),
        "sort": Sort,
        "show": Show,
    }
    answer = desk.page(request, "overview.html.j2", values)
    if from_htmx and "hx-history-restore-request" not in request.headers:
        answer.headers["hx-push-url"] = view.address()
    return answer


@router.get("/map/spots.geojson")
def spots(request: Request, desk: TheDesk) -> Response:
    """What is asked for on the map (RFC 7946), put together for `zoom`.

    `box` is the part of the map that is shown, `within` the one that is asked for. Without a zoom it is the one that
    shows all.
    """
    given = request.query_params
    pairs = [("box" if name == "within" else name, value) for name, value in given.multi_items() if name != "box"]
    view, cell = asked(pairs), cell_of(given.get("zoom", ""))
    wanted = replace(view.wanted, box=view.wanted.box or moved_to(given.get("box", "")))
    found = desk.ledger.spots(wanted, cell)
    if not given.get("zoom") and (fitting := cell_that_fits(found)) != cell:
        cell, found = fitting, desk.ledger.spots(wanted, fitting)
    content = {"type": "FeatureCollection", "features": features(found, view, cell, desk.text)}
    return JSONResponse(content, media_type="application/geo+json")


def _found(desk: Desk, view: Asked) -> tuple[Asked, Overview, Listing[IncidentRow] | Listing[ClaimRow], int]:
    """The view on a page that there is, the incidents with all that is drawn of them, the rows, how many claims."""
    ledger, wanted = desk.ledger, view.wanted
    of_claims = view.show is Show.CLAIMS
    page = 1 if of_claims else view.page
    found = ledger.overview(wanted, view.sort, page, SIZE, cell_degrees=_ALL_IN_ONE, limit=_CHOICES)
    if found.listing.page > found.listing.pages:
        found = replace(found, listing=ledger.incident_rows(wanted, view.sort, found.listing.pages, SIZE))
    claims = ledger.claim_rows(wanted, view.sort, view.page if of_claims else 1, SIZE if of_claims else 1)
    if of_claims and claims.page > claims.pages:
        claims = ledger.claim_rows(wanted, view.sort, claims.pages, SIZE)
    # Of several countries or kinds, the others can be added only where they are still offered.
    if wanted.countries:
        others = ledger.countries_of(replace(wanted, countries=frozenset()), _CHOICES)
        found = replace(found, choices=replace(found.choices, countries=others))
    if wanted.types:
        found = replace(
            found, choices=replace(found.choices, types=ledger.types_of(replace(wanted, types=frozenset())))
        )
    rows = claims if of_claims else found.listing
    return replace(view, page=rows.page), found, rows, claims.total


class Links:
    """The addresses of views beside this one."""

    def __init__(self, view: Asked) -> None:
        """Beside this one."""
        self._view = view
        self._wanted = wanted_query(view.wanted)

    def page(self, number: int) -> str:
        """Another page of the same list."""
        return replace(self._view, page=number).address()

    def by(self, sort: Sort) -> str:
        """The same in another order."""
        return replace(self._view, sort=sort, page=1).address()

    def of(self, show: Show) -> str:
        """The list of incidents or of claims."""
        return replace(self._view, show=show, page=1).address()

    def export(self, name: str, *, text: bool = False) -> str:
        """What is wanted as a file of this format."""
        query = "&".join(filter(None, (self._wanted, "text=yes" if text else "")))
        return f"/export/{name}?{query}" if query else f"/export/{name}"

    @property
    def anywhere(self) -> str:
        """The same wherever it is."""
        return replace(self._view, wanted=replace(self._view.wanted, box=None), page=1).address()

    @property
    def spots(self) -> str:
        """What is wanted on the map."""
        query = urlencode([("within" if name == "box" else name, value) for name, value in parse_qsl(self._wanted)])
        return f"/map/spots.geojson?{query}" if query else "/map/spots.geojson"
