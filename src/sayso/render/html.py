"""Readings as one self-contained page: the report with its evidence marked, and the claims beside it.

The page holds no script, loads nothing and works offline; a strict content security policy says so to the
browser. Everything from a report goes through the template engine's escaping and `safe.visible`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from sayso.model.jsonform import FailureNote
from sayso.model.reading import Reading
from sayso.render.contested import Dispute, disputes
from sayso.render.marks import KINDS, Paragraph, paragraphs_of
from sayso.render.phrases import count
from sayso.render.safe import one_line
from sayso.render.view import OWN_VOICE, View, short_figures, view_of

_MOST_HOVERS = 400  # rules that light up evidence under the pointer: more of them make a browser slow


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report on the page: its number from 1, what to show of it, and its text in marked paragraphs."""

    number: int
    view: View
    disputes: tuple[Dispute, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def link(self) -> str | None:
        """The report's address when a browser may follow it: http and https only."""
        url = self.view.head.url
        return url if url and urlsplit(url).scheme in ("http", "https") else None

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all claims of this report."""
        view = self.view
        groups = [*view.loose_tolls, *(group for card in view.events for group in card.tolls)]
        return (
            *(card.code for card in view.events),
            *(line.code for group in groups for line in group.lines),
            *(line.code for speaker in view.speakers for line in speaker.lines),
            *(line.code for line in view.loaded),
        )


def page(readings: Sequence[Reading], failures: Iterable[FailureNote] = ()) -> str:
    """The whole page as text, to be written as UTF-8."""
    sheets = tuple(map(_sheet, range(1, len(readings) + 1), readings))
    style = _style(sheets)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        sheets=sheets,
        failures=[(one_line(failure.origin), one_line(failure.message)) for failure in failures],
        kinds=KINDS,
        own_voice=OWN_VOICE,
        style=Markup(style),  # our own sheet and numbers, never a report's words
        style_digest=digest,
    )


def _sheet(number: int, reading: Reading) -> Sheet:
    view = view_of(reading)
    return Sheet(number, view, disputes(reading), paragraphs_of(reading, view))


def _style(sheets: Sequence[Sheet]) -> str:
    """The style sheet and, for each claim, a rule that lights up its words when it is chosen or pointed at."""
    every = [f"{sheet.number}-{code}" for sheet in sheets for code in sheet.codes]
    states = ("target", "hover") if len(every) <= _MOST_HOVERS else ("target",)
    rules = [
        ",".join(
            [f"body:has(#w-{name}:target) .m-{name}", *(f"body:has(#c-{name}:{state}) .m-{name}" for state in states)]
        )
        for name in every
    ]
    lit = "{background:var(--lit)}"
    return (resources.files("sayso.render") / "templates" / "page.css").read_text("utf-8") + "".join(
        f"\n{rule}{lit}" for rule in rules
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("sayso.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = count
    environment.filters["short_figures"] = short_figures
    return environment.get_template("page.html.j2")
