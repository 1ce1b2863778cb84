"""Reports come in by the browser: uploaded or pasted, read at once, stored and shown. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from sayso.errors import InputError
from sayso.intake import Failure, IntakeOptions, from_bytes
from sayso.ledger.adding import Outcome
from sayso.model.report import Report
from sayso.render.safe import one_line
from sayso.web.desk import Desk, TheDesk, may
from sayso.web.people import Role
from sayso.web.texts import english

router = APIRouter(include_in_schema=False)

MOST = 25  # reports of one upload: each takes up to a second, and somebody waits
_LONGEST_FIELD = 2000

Word = Annotated[str, Form(max_length=_LONGEST_FIELD)]
Body = Annotated[str, Form()]


class Done(StrEnum):
    """What became of one report."""

    STORED = "stored"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """One report of an upload: where it came from, what became of it, and its id or why there is none."""

    origin: str
    done: Done
    report: str = ""
    title: str = ""
    events: int = 0
    claims: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What the form holds beside the files."""

    text: str = ""
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""

    def options(self) -> IntakeOptions:
        """What is said of reports that do not say it themselves. Raises InputError for what is no day."""
        try:
            day = date.fromisoformat(self.published.strip()) if self.published.strip() else None
        except ValueError:
            raise InputError(english()("add.no_day", value=one_line(self.published[:40]))) from None
        return IntakeOptions(published=day, outlet=self.outlet.strip() or None, title=self.title.strip() or None)

    def address(self) -> str | None:
        """The page's address, None when none is given. Raises InputError for what is none."""
        given = self.url.strip()
        if not given:
            return None
        try:
            parts = urlsplit(given)
            fits = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            fits = False
        if not fits:
            raise InputError(english()("add.no_url", value=one_line(given[:60])))
        return given


@router.get("/add", dependencies=[may(Role.CODER)])
def form(request: Request, desk: TheDesk) -> Response:
    """The form."""
    return _page(request, desk, Given())


@router.post("/add", dependencies=[may(Role.CODER)])
def add(  # noqa: PLR0917 - a form passes every field by name
    request: Request,
    desk: TheDesk,
    files: Annotated[list[UploadFile] | None, File()] = None,
    text: Body = "",
    title: Word = "",
    outlet: Word = "",
    published: Word = "",
    url: Word = "",
) -> Response:
    """Read and store what is given. One report leads to its page, several to a list of what became of each."""
    given = Given(text.replace("\r\n", "\n"), title, outlet, published, url)
    chosen = [each for each in files or () if each.filename]
    try:
        items = list(items_of(given, chosen))
    except InputError as error:
        return _page(request, desk, given, wrong=str(error), status=422)
    if not items:
        return _page(request, desk, given, wrong=desk.text("add.nothing"), status=422)
    results = [result_of(desk, item) for item in items[:MOST]]
    results += [left_of(item) for item in items[MOST:]]
    if len(results) == 1 and results[0].done is Done.STORED:
        return RedirectResponse(f"/report/{results[0].report}", 303)
    if len(results) == 1 and results[0].done is Done.FAILED and not chosen:
        return _page(request, desk, given, wrong=results[0].why, status=422)
    failed = sum(each.done is Done.FAILED for each in results)
    status = 422 if failed == len(results) else 200
    return _page(request, desk, given, results=results, status=status)


def items_of(given: Given, files: Sequence[UploadFile]) -> Iterator[Report | Failure]:
    """What is in the form, and some more than is read: a large file of records is not gone through to its end."""
    options, address = given.options(), given.address()
    if given.text.strip():
        name = english()("add.pasted")
        pasted = given.text.encode("utf-8", "replace")
        yield from (
            islice(from_bytes(pasted, "", options, url=address), MOST + 1)
            if not _plain(given.text)
            else (_named(item, name) for item in from_bytes(pasted, "pasted.txt", options, url=address))
        )
    own = replace(options, title=None) if len(files) > 1 else options
    for file in files:
        with file.file as stream:
            data = stream.read()
        name = one_line(file.filename or "")[:200]
        yield from islice(from_bytes(data, name, own, url=address if len(files) == 1 else None), MOST + 1)


def _plain(text: str) -> bool:
    """Whether pasted words are a text, and no source of a page or records."""
    return not text.lstrip().startswith(("<", "{", "["))


def _named(item: Report | Failure, origin: str) -> Report | Failure:
    return replace(item, origin=origin)


def result_of(desk: Desk, item: Report | Failure) -> Result:
    """Read one report and store it."""
    origin = one_line(item.origin)[:200]
    if isinstance(item, Failure):
        return Result(origin, Done.FAILED, why=one_line(str(item.error)))
    try:
        known = desk.ledger.to_read(item, desk.reader_id)
        if known is None:
            return Result(origin, Done.KNOWN, item.id, one_line(item.title or "")[:200])
        reading = desk.read(known)
        added = desk.ledger.add_one(reading)
    except InputError as error:
        return Result(origin, Done.FAILED, why=one_line(str(error)))
    claims = len(reading.events) + len(reading.tolls) + len(reading.statements)
    done = Done.KNOWN if added.outcome is Outcome.UNCHANGED else Done.STORED
    return Result(origin, done, added.report, one_line(item.title or "")[:200], len(reading.events), claims)


def left_of(item: Report | Failure) -> Result:
    """What is told of one that is over the bound."""
    return Result(one_line(item.origin)[:200], Done.FAILED, why=english()("add.too_many", most=MOST))


def _page(
    request: Request,
    desk: Desk,
    given: Given,
    *,
    results: Sequence[Result] = (),
    wrong: str = "",
    status: int = 200,
) -> Response:
    values = {"given": given, "results": results, "wrong": wrong, "most": MOST,
              "megabytes": desk.settings.largest_upload // 1_000_000}  # fmt: skip
    return desk.page(request, "adding.html.j2", values, status=status)
