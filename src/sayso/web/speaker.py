"""A page for each speaker: all that they said, each beside what others said of the same incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from sayso.model.claim import Act
from sayso.model.overview import Choice, ClaimRow, IncidentRow, Wanted
from sayso.web.asking import Asked, asked
from sayso.web.desk import TheDesk

router = APIRouter(include_in_schema=False)

SIZE = 25  # claims of a page
_OTHERS = 8  # voices that are shown beside what one says
_QUIET = (Act.ASSERT, Act.OTHER)  # that somebody speaks says little: its figures do


@dataclass(frozen=True, slots=True)
class Other:
    """One who speaks of the same incident: figures and acts, each told once, and how many outlets carry them."""

    name: str
    key: str
    claims: tuple[ClaimRow, ...]
    outlets: int
    against: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What the speaker says of one incident, passage by passage, and what others say of it.

    `incident` None: it belongs to none.
    """

    incident: IncidentRow | None
    own: tuple[tuple[ClaimRow, ...], ...]
    others: tuple[Other, ...]
    more: int


@router.get("/speaker")
def speaker(request: Request, desk: TheDesk, key: str = "") -> Response:
    """The page of the voice with this key; 404 where nobody of this key says anything."""
    profile = desk.ledger.speaker(key.replace("\0", ""))
    view = asked((name, value) for name, value in request.query_params.multi_items() if name in ("contested", "page"))
    wanted = Wanted(speaker=profile.key, contested=view.wanted.contested)
    listing = desk.ledger.claim_rows(wanted, page=view.page, size=SIZE)
    if listing.page > listing.pages:
        listing = desk.ledger.claim_rows(wanted, page=listing.pages, size=SIZE)
    incidents = tuple(dict.fromkeys(row.incident for row in listing.rows if row.incident))
    values = {
        "profile": profile,
        "listing": listing,
        "groups": beside(listing.rows, desk.ledger.rows_of(incidents), desk.ledger.told_in(incidents), profile.key),
        "contested": view.wanted.contested,
        "notes": view.notes,
        "quiet": _QUIET,
        "acts": _acts(profile.acts),
        "overview": Asked(Wanted(speaker=profile.key)).address(),
        "link": lambda page: _address(profile.key, view.wanted.contested, page),
        "tab": lambda contested: _address(profile.key, contested, 1),
    }
    return desk.page(request, "speaker.html.j2", values)


def beside(
    rows: Iterable[ClaimRow], incidents: Mapping[str, IncidentRow], told: Mapping[str, Sequence[ClaimRow]], key: str
) -> tuple[Beside, ...]:
    """The rows put together by incident, in the order of the first of each, with what others say there."""
    grouped: dict[str, list[ClaimRow]] = {}
    for row in rows:
        grouped.setdefault(row.incident or row.id, []).append(row)
    found = []
    for name, own in grouped.items():
        others = _others(told.get(name, ()), key, own)
        more = max(0, len(others) - _OTHERS)
        found.append(Beside(incidents.get(name), _passages(own), others[:_OTHERS], more))
    return tuple(found)


def _passages(rows: Iterable[ClaimRow]) -> tuple[tuple[ClaimRow, ...], ...]:
    """The claims that stand on the same words of one report together, figures before acts."""
    found: dict[tuple[str, str], list[ClaimRow]] = {}
    for row in rows:
        found.setdefault((row.report, row.words), []).append(row)
    return tuple(tuple(sorted(each, key=lambda row: row.noun != "toll")) for each in found.values())


def _others(told: Iterable[ClaimRow], key: str, own: Iterable[ClaimRow]) -> tuple[Other, ...]:
    """Each other voice; those that say something else of the same measure first."""
    mine: dict[object, set[tuple[int | None, int | None]]] = {}
    for row in own:
        if row.noun == "toll":
            mine.setdefault(row.kind, set()).add((row.low, row.high))
    voices: dict[str, list[ClaimRow]] = {}
    for row in told:
        if row.voice and row.voice != key:
            voices.setdefault(row.voice, []).append(row)
    found = []
    for voice, said in voices.items():
        different = {(row.noun, row.kind, row.low, row.high): row for row in reversed(said) if not _is_quiet(row)}
        if not different:
            continue
        name = next((row.speaker or row.outlet for row in said if row.speaker or row.outlet), None)
        against = any(row.kind in mine and (row.low, row.high) not in mine[row.kind] for row in different.values())
        outlets = {row.outlet for row in said if row.outlet}
        found.append(Other(name or "", voice, tuple(reversed(different.values())), len(outlets), against))
    return tuple(sorted(found, key=lambda other: not other.against))


def _is_quiet(row: ClaimRow) -> bool:
    return row.noun == "statement" and row.kind in _QUIET


def _acts(acts: Iterable[Choice]) -> tuple[tuple[Act, int], ...]:
    return tuple((Act(each.value), each.count) for each in acts)


def _address(key: str, contested: bool | None, page: int) -> str:
    view = replace(Asked(), wanted=Wanted(contested=contested), page=page)
    return f"/speaker?{urlencode([('key', key)], errors='replace')}{'&' if view.query else ''}{view.query}"
