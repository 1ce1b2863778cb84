"""Merging, splitting and moving on the page of an incident: a preview first, then the decision, and the way back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from math import cos, hypot, radians
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.errors import JudgementError
from sayso.ledger import Ledger
from sayso.ledger.regrouping import Merge, Move, Regrouping, Split
from sayso.model.claim import Measure
from sayso.model.incident import Incident, TollRule
from sayso.model.judgement import Decision, Judgement
from sayso.model.overview import IncidentRow, Sort, Wanted
from sayso.render.incident_words import facts, shown, toll
from sayso.web.desk import Desk, Refused, TheDesk, ThePerson, may
from sayso.web.incident_view import headline
from sayso.web.people import Person, Role
from sayso.web.texts import english

router = APIRouter(prefix="/incident")

_DAYS, _LOOKED_AT, _NEAR = 3, 100, 8
_SHOWN = 30  # judgements in the list of a page: each is looked up in its report
_DONE = ("merge", "split", "move", "undone")

Named = Annotated[str, Query(max_length=100)]
Ticked = Annotated[list[str] | None, Query(max_length=100)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for: to `do` ("merge", "split", "move") with the `other` incident or with these accounts."""

    incident: str
    do: str
    other: str
    accounts: tuple[str, ...]

    def change(self) -> Regrouping:
        """The same for the ledger. Raises JudgementError when the form is not filled in as it has to be."""
        if self.do == "merge" and self.other:
            return Merge(self.incident, self.other)
        if self.do == "move" and self.other and len(self.accounts) == 1:
            return Move(self.accounts[0], self.other)
        if self.do == "split" and self.accounts:
            return Split(self.incident, self.accounts)
        raise JudgementError(english()(f"incident.change.needs_{self.do if self.do in ('merge', 'move') else 'split'}"))


@dataclass(frozen=True, slots=True)
class Done:
    """What was just done, and the ids of the judgements that are taken back to undo it."""

    words: str
    judgements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A judgement in force on two accounts: the same event or different ones, in the words of each."""

    judgement: Judgement
    same: bool
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Side:
    """One incident in a preview, as it is or as it would be."""

    id: str
    headline: str
    tolls: tuple[tuple[str, str], ...]
    grade: str
    grade_why: str
    contested: str
    voices: int
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do. `seen` is a digest of what is there now, to tell that somebody was quicker."""

    before: tuple[Side, ...]
    after: tuple[Side, ...]
    seen: str


@router.get("/{incident}/change", dependencies=[may(Role.CODER)])
def asked(
    request: Request,
    desk: TheDesk,
    incident: str,
    *,
    do: Named,
    other: Named = "",
    near: Named = "",
    account: Ticked = None,
) -> HTMLResponse:
    """What merging, splitting or moving would do; nothing is decided yet. `near` is the other one as it was chosen."""
    return _preview_page(request, desk, Asked(incident, do, near or other.strip(), tuple(account or ())))


@router.post("/{incident}/change")
def changed(
    request: Request,
    desk: TheDesk,
    person: ThePerson,
    incident: str,
    *,
    do: Annotated[str, Form(max_length=20)],
    seen: Annotated[str, Form(max_length=64)],
    other: Annotated[str, Form(max_length=100)] = "",
    account: Annotated[list[str] | None, Form(max_length=100)] = None,
    reason: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Do it, unless somebody else has changed these incidents since the preview: then show what it would do now."""
    asks = Asked(incident, do, other.strip(), tuple(account or ()))
    change = asks.change()
    if _seen(desk.ledger.preview((change,))[0]) != seen:
        return _preview_page(request, desk, asks, late=True)
    first = _anchor(desk.ledger, incident, asks.accounts)
    made = desk.ledger.regroup(change, author=person.name, reason=reason.strip())
    return _on(desk, first, do, [each.id for each in made])


@router.post("/{incident}/undo")
def undone(
    desk: TheDesk,
    person: ThePerson,
    incident: str,
    judgement: Annotated[list[str], Form(max_length=100)],
    reason: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Take judgements back: one's own, or for an editor anybody's."""
    first = _anchor(desk.ledger, incident, ())
    _may_undo(desk, person, judgement)
    desk.ledger.undo_all(judgement, author=person.name, reason=reason.strip())
    return _on(desk, first, "undone", ())


def done(did: str, judgements: Sequence[str]) -> Done | None:
    """What to say of what was just done; None when nothing was."""
    return Done(english()(f"incident.done.{did}"), tuple(judgements)) if did in _DONE else None


def _preview_page(request: Request, desk: Desk, asks: Asked, *, late: bool = False) -> HTMLResponse:
    values: dict[str, object] = {"asks": asks, "late": late}
    try:
        before, after = desk.ledger.preview((asks.change(),))
    except JudgementError as error:
        values |= {"problem": str(error), "preview": None}
        return desk.page(request, "incident_change.html.j2", values, status=422)
    same = before == after
    kept = () if same else tuple(each.id for each in before if each in after)
    made = Preview(_sides(before, kept), _sides(after, kept), _seen(before))
    values |= {"problem": desk.text("incident.change.nothing") if same else "", "preview": made}
    return desk.page(request, "incident_change.html.j2", values, status=409 if late else 200)


def _sides(incidents: Iterable[Incident], kept: Sequence[str]) -> tuple[Side, ...]:
    """The incidents but those that are kept as they are."""
    return tuple(_side(each) for each in incidents if each.id not in kept)


def _side(incident: Incident) -> Side:
    told = [(measure, toll(incident, measure)) for measure in Measure]
    reports = {f"{shown(each.outlet or '', 60)}\0{each.report}": None for each in incident.accounts}
    return Side(
        incident.id,
        headline(incident),
        tuple((measure.value, words) for measure, words in told if words),
        incident.grade.value,
        shown(incident.grade_why),
        facts(incident),
        incident.independent,
        tuple(each.partition("\0")[0] for each in reports),
    )


def _seen(incidents: Iterable[Incident]) -> str:
    """A digest of which accounts are together."""
    groups = sorted(" ".join(sorted(account.id for account in each.accounts)) for each in incidents)
    return hashlib.sha256("\n".join(groups).encode("utf-8", "replace")).hexdigest()[:32]


def _anchor(ledger: Ledger, incident: str, moved: Sequence[str]) -> str:
    """An account of the incident that stays where it is, to find the incident by when it has another id."""
    accounts = ledger.incident(incident, TollRule.UCDP_SPAN).accounts
    return next((each.id for each in accounts if each.id not in moved), accounts[0].id)


def _on(desk: Desk, account: str, did: str, judgements: Sequence[str]) -> RedirectResponse:
    """To the page of the incident that the account is in now."""
    found = desk.ledger.incident(account).id
    query = urlencode({"did": did, "undo": list(judgements)}, doseq=True)
    return RedirectResponse(f"/incident/{found}?{query}", status_code=303)


def _may_undo(desk: Desk, person: Person, judgements: Sequence[str]) -> None:
    if person.role >= Role.EDITOR:
        return
    authors = {each.id: each.author for each in desk.ledger.judgements()}
    if any(authors.get(each, person.name) != person.name for each in judgements):
        raise Refused(desk.text("error.role", role=Role.EDITOR.word))


def decided(ledger: Ledger, incident: Incident) -> tuple[Decided, ...]:
    """The newest judgements in force on whether accounts of this incident are of one event with others."""
    ours = {account.id for account in incident.accounts}
    found: dict[str, Judgement] = {}
    for report in dict.fromkeys(account.report for account in incident.accounts):
        for each in ledger.judgements(report):
            if each.decision in (Decision.SAME, Decision.DIFFERENT) and each.superseded_by is None:
                found[each.id] = each
    newest = sorted(found.values(), key=lambda each: each.made, reverse=True)
    told = (each for each in newest if ledger.claim_of(each) in ours or _other_of(ledger, each) in ours)
    return tuple(map(_decided, islice(told, _SHOWN)))


def _other_of(ledger: Ledger, judgement: Judgement) -> str | None:
    assert judgement.other is not None
    return ledger.claim_of(replace(judgement, subject=judgement.other))


def _decided(judgement: Judgement) -> Decided:
    other = judgement.other.words if judgement.other else ""
    return Decided(judgement, judgement.decision is Decision.SAME, shown(judgement.subject.words), shown(other))


def near(ledger: Ledger, incident: Incident) -> tuple[IncidentRow, ...]:
    """Other incidents of about that time, or of an unknown day, in that country, the nearest first."""
    since = incident.first - timedelta(_DAYS) if incident.first and incident.first.toordinal() > _DAYS else None
    until = incident.last + timedelta(_DAYS) if incident.last and incident.last.year < 9999 else None
    countries = frozenset((incident.country,)) if incident.country else frozenset()
    if not (since or countries):
        return ()
    rows = ledger.incident_rows(Wanted(since=since, until=until, countries=countries), Sort.NEWEST, 1, _LOOKED_AT).rows
    if countries and since:  # what has no day is in no stretch of days, and last in every list
        whole = ledger.incident_rows(Wanted(countries=countries), Sort.NEWEST, 1, _LOOKED_AT)
        last = ledger.incident_rows(Wanted(countries=countries), Sort.NEWEST, whole.pages, _LOOKED_AT)
        rows += tuple(row for row in last.rows if row.first is None)
    others = [row for row in rows if row.id != incident.id]
    return tuple(sorted(others, key=lambda row: _distance(row, incident))[:_NEAR])


def _distance(row: IncidentRow, incident: Incident) -> tuple[float, str]:
    """How far apart in days, a day for every 50 km; what is not known counts as the edge of what was looked for."""
    apart = abs((row.first - incident.first).days) if row.first and incident.first else _DAYS
    spot = incident.place
    if spot is None or None in (spot.latitude, spot.longitude, row.latitude, row.longitude):
        return apart + _DAYS, row.id
    assert spot.latitude is not None and spot.longitude is not None
    assert row.latitude is not None and row.longitude is not None
    north = (row.latitude - spot.latitude) * 111
    east = (row.longitude - spot.longitude) * 111 * cos(radians(spot.latitude))
    return apart + hypot(north, east) / 50, row.id
