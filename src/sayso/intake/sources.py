"""What the user names (a file, a directory, "-", a URL) to reports."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sayso.errors import BrokenRecord, EmptyInput, FetchError, InputError, NotFound, TooLarge
from sayso.intake.options import DEFAULTS, Failure, IntakeOptions
from sayso.intake.records import RecordForm, read_records
from sayso.intake.text import read_text
from sayso.model.report import Report

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:www\.|[\w-]+\.(?:com|org|net)\b)", re.IGNORECASE)
_PAGES = frozenset((".html", ".htm", ".xhtml"))
_TEXTS = frozenset((".txt", ".text", ".md"))
_RECORDS = {".jsonl": RecordForm.JSONL, ".ndjson": RecordForm.JSONL, ".csv": RecordForm.CSV}
_SUFFIXES = _PAGES | _TEXTS | _RECORDS.keys()
_HEAD = 8192  # bytes from which an unnamed input is told
_PAGE_HEAD = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,2000}-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)\b",
    re.IGNORECASE,
)
_JSONL_HEAD = re.compile(rb"\s*\{[ \t]*\"[^\"\n]{1,80}\"[ \t]*:[ \t]*[^\s]")
_JSON_HEAD = re.compile(rb"\s*(?:\{\s*\"[^\"\n]{1,80}\"\s*:|\[\s*\{\s*\")")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def load(path_or_url: str, options: IntakeOptions = DEFAULTS) -> Iterator[Report | Failure]:
    """The reports of what the user named, in order, and a Failure for each that cannot be read.

    A file is read by its suffix (pages, texts, JSONL, CSV), else by how it begins; a directory stands for all its files
    with those suffixes, at any depth, sorted by path, hidden ones left out; "-" is standard input; a URL is fetched.
    Raises DataError alone: that is a fault of the installation and not of a report.
    """
    try:
        if path_or_url == "-":
            yield from _read(sys.stdin.buffer, "-", "", options)
        elif _URL.match(path_or_url):
            yield from _fetched(path_or_url, options)
        else:
            yield from _path(path_or_url, options)
    except (InputError, FetchError) as error:
        yield Failure(path_or_url, error)


def from_bytes(
    data: bytes, name: str = "", options: IntakeOptions = DEFAULTS, *, url: str | None = None
) -> Iterator[Report | Failure]:
    """The reports of bytes at hand, known by the ending of their `name`, else by how they begin; nothing is fetched.

    `url` is where a page or text is from, as somebody says; records say it themselves. A Failure for what cannot be
    read, as `load` gives it.
    """
    try:
        yield from _read(io.BytesIO(data), name, Path(name).suffix.lower(), options, url)
    except InputError as error:
        yield Failure(name, error)


def _path(named: str, options: IntakeOptions) -> Iterator[Report | Failure]:
    path = Path(named)
    try:
        is_directory, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:  # a name that is too long, or has a NUL in it
        raise NotFound(f"there is no such file ({error}): check the path") from error
    if not exists:
        web = "; a web address begins with https://" if _ADDRESS.match(named) else ""
        raise NotFound(f"it does not exist: check the path{web}")
    yield from _directory(path, options) if is_directory else _file(path, options)


def _directory(directory: Path, options: IntakeOptions) -> Iterator[Report | Failure]:
    """All readable files of a directory. Raises NotFound when there are none."""
    unreadable: list[Failure] = []

    def note(error: OSError) -> None:
        unreadable.append(Failure(str(error.filename), _no_access(error)))

    files = sorted(
        Path(where, name)
        for where, members in _shown(os.walk(directory, onerror=note))
        for name in members
        if Path(name).suffix.lower() in _SUFFIXES and not name.startswith(".")
    )
    yield from unreadable
    if not files and not unreadable:
        raise NotFound(f"it holds nothing that can be read: files are known by {', '.join(sorted(_SUFFIXES))}")
    for path in files:
        try:
            yield from _file(path, options)
        except InputError as error:
            yield Failure(str(path), error)


def _shown(walk: Iterator[tuple[str, list[str], list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Each directory of os.walk and its files, without going into hidden ones."""
    for where, names, members in walk:
        names[:] = [name for name in names if not name.startswith(".")]
        yield where, members


def _file(path: Path, options: IntakeOptions) -> Iterator[Report | Failure]:
    try:
        size = path.stat().st_size
        if size > options.max_bytes and path.suffix.lower() not in _RECORDS:
            raise _too_large(size, options.max_bytes)
        with path.open("rb") as stream:
            yield from _read(stream, str(path), path.suffix.lower(), options)
    except OSError as error:
        raise _no_access(error) from error


def _no_access(error: OSError) -> NotFound:
    return NotFound(f"it cannot be read ({error.strerror or error}): check its permissions")


def _too_large(size: int, limit: int) -> TooLarge:
    return TooLarge(
        f"it has {size:,} bytes or more; one report may have {limit:,}: divide it, or give articles as JSONL"
    )


def _read(
    stream: IO[bytes], origin: str, suffix: str, options: IntakeOptions, url: str | None = None
) -> Iterator[Report | Failure]:
    """The reports of an open file, by its suffix, else by how it begins."""
    form = _RECORDS.get(suffix)
    head = b""
    if form is None:
        head = stream.read(_HEAD)
        known = suffix in _PAGES | _TEXTS
        form = RecordForm.JSONL if not known and _JSONL_HEAD.match(_unmarked(head)) else None
        if form is None and not known and _JSON_HEAD.match(_unmarked(head)):
            raise BrokenRecord("this is JSON, but not one object a line: write it as JSONL")
    if form is not None:
        yield from read_records(stream, form, head=head, origin=origin, options=options)
        return
    data = head + stream.read(options.max_bytes + 1 - len(head))
    if len(data) > options.max_bytes:
        raise _too_large(len(data), options.max_bytes)
    if not data.strip():
        raise EmptyInput("it is empty: give a report")
    is_page = suffix in _PAGES or bool(_PAGE_HEAD.match(_unmarked(data[:_HEAD])))
    yield _document(data, is_page, origin, options, url=url)


def _unmarked(head: bytes) -> bytes:
    """The first bytes as ASCII, whatever Unicode form they are in: enough to tell tags and braces."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\0", b"")


def _fetched(url: str, options: IntakeOptions) -> Iterator[Report | Failure]:
    from sayso.intake.fetch import fetch

    page = fetch(url, max_bytes=options.max_bytes)
    is_page = "html" in page.media_type or bool(_PAGE_HEAD.match(_unmarked(page.body[:_HEAD])))
    yield _document(page.body, is_page, url, options, url=page.url, charset=page.charset)


def _document(
    data: bytes,
    is_page: bool,
    origin: str,
    options: IntakeOptions,
    *,
    url: str | None = None,
    charset: str | None = None,
) -> Report:
    """One report of a page's or a text's bytes."""
    if is_page:
        from sayso.intake.html import read_html

        return read_html(data, origin=origin, url=url, charset=charset, options=options)
    return read_text(data, origin=origin, url=url, options=options)
