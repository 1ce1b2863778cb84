"""What is filtered as a file, in every format of `sayso export`."""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from sayso.export import FORMATS, Format, Material
from sayso.export.source import from_wanted
from sayso.model.incident import TollRule
from sayso.web.asking import asked
from sayso.web.desk import Refused, TheDesk

router = APIRouter(include_in_schema=False)

_IN_MEMORY = 4_000_000  # bytes; a larger file is put together on the disk
_PIECE = 65_536
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same material makes the same archive
_ENDINGS = {"jsonl": "jsonl", "geojson": "geojson", "ftm": "jsonl"}
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson",
    "geojson": "application/geo+json",
    "zip": "application/zip",
}


@router.get("/export/{name}")
def export(request: Request, desk: TheDesk, name: str) -> Response:
    """What the filters leave as a file of this format, made whole before it is sent.

    `rule` says how contradicting tolls become low, best and high, unless the format does; `text` "yes" lets text of
    reports into it. How many incidents the format cannot hold, and why, is in the header x-sayso-left-out.
    """
    form = next((each for each in FORMATS if each.name == name), None)
    if form is None:
        known = ", ".join(each.name for each in FORMATS)
        raise Refused(desk.text("export.format", known=known), 404)
    given = request.query_params
    view = asked((key, value) for key, value in given.multi_items() if key not in ("text", "rule"))
    if view.notes:  # a file that is not what was asked for would be kept for one that is
        raise Refused(" ".join(view.notes), 400)
    rule = form.rule or _rule(desk.text("export.rule", known=", ".join(TollRule)), given.get("rule", ""))
    material = from_wanted(desk.ledger, view.wanted, rule, with_text=form.text and given.get("text") == "yes")
    ending = "zip" if form.write is None else _ENDINGS.get(form.name, "csv")
    headers = {"content-disposition": f'attachment; filename="sayso-{form.name}.{ending}"'}
    if left_out := _left_out(form, material):
        headers["x-sayso-left-out"] = quote(left_out, safe=" :;,()")
    made = _made(form, material)
    return StreamingResponse(_pieces(made), media_type=MEDIA[ending], headers=headers)


def _rule(wrong: str, named: str) -> TollRule:
    if named and named not in tuple(TollRule):
        raise Refused(wrong, 400)
    return TollRule(named or TollRule.UCDP_SPAN)


def _made(form: Format, material: Material) -> BinaryIO:
    """The file, at its beginning."""
    made: BinaryIO = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # type: ignore[assignment]  # noqa: SIM115 - closed by _pieces
    if form.write is not None:
        words = io.TextIOWrapper(made, "utf-8", newline="", write_through=True)
        form.write(material, words)
        words.detach()
    elif form.write_folder is not None:
        with tempfile.TemporaryDirectory(prefix="sayso-export-") as named:
            form.write_folder(material, Path(named))
            with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
                for path in sorted(Path(named).iterdir()):
                    with path.open("rb") as part, archive.open(zipfile.ZipInfo(path.name, _EPOCH), "w") as entry:
                        shutil.copyfileobj(part, entry)
    made.seek(0)
    return made


def _pieces(made: BinaryIO) -> Iterator[bytes]:
    with made:
        while piece := made.read(_PIECE):
            yield piece


def _left_out(form: Format, material: Material) -> str:
    reasons = Counter(why for incident in material.incidents if (why := form.left_out(incident)))
    return "; ".join(f"{count}: {why}" for why, count in sorted(reasons.items()))
