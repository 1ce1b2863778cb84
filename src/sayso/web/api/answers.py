"""Nouns of the model as JSON answers. The description comes from the same types, by FastAPI."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from fastapi import Request, Response

from sayso.model.jsonform import Json, JsonObject, dumps
from sayso.model.overview import Listing

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of this page of a list and of those around it; None where there is none."""

    self: str
    first: str
    last: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """One page of a list: `rows`, how many there are in `total`, the page (from 1), its `size`, and how to go on."""

    rows: tuple[R, ...]
    total: int
    page: int
    size: int
    pages: int
    links: Links


def plain(value: object) -> Json:
    """A noun of the model as JSON: objects by field, days and times in ISO 8601, enumerations by their values."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if dataclasses.is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    raise TypeError(f"the model has a value that JSON cannot hold: {type(value).__name__}")


def answer(value: object, status: int = 200) -> Response:
    """A noun, or several, as an answer. Any text can be sent: what UTF-8 cannot hold is escaped."""
    return written(plain(value), status)


def written(value: Json, status: int = 200) -> Response:
    """JSON as an answer."""
    made = dumps(value) if isinstance(value, dict) else dumps({"": value})[len('{"":') : -1]
    return Response(made, status, media_type="application/json")


def paged(request: Request, listing: Listing[R]) -> Response:
    """A page of a list, with links to those around it in its body and its header."""
    links = _links(lambda page: _address(request, page), listing.page, listing.pages)
    made: JsonObject = {
        "rows": plain(listing.rows),
        "total": listing.total,
        "page": listing.page,
        "size": listing.size,
        "pages": listing.pages,
        "links": plain(links),
    }
    sent = written(made)
    named = (("first", links.first), ("last", links.last), ("prev", links.previous), ("next", links.next))
    sent.headers["link"] = ", ".join(f'<{address}>; rel="{name}"' for name, address in named if address)
    return sent


def cut(rows: Sequence[R], page: int, size: int) -> Listing[R]:
    """A page of what is at hand as a whole."""
    return Listing(tuple(rows[(page - 1) * size : page * size]), len(rows), page, size)


def _links(to: Callable[[int], str], page: int, pages: int) -> Links:
    return Links(
        self=to(page),
        first=to(1),
        last=to(pages),
        previous=to(min(page - 1, pages)) if page > 1 else None,
        next=to(page + 1) if page < pages else None,
    )


def _address(request: Request, page: int) -> str:
    """Without the host: whoever passes requests on may know the desk by another."""
    url = request.url.include_query_params(page=page)
    return f"{url.path}?{url.query}"
