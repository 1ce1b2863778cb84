"""The terminal's colours and boxes, one list for all views."""

from __future__ import annotations

from rich import box
from rich.text import Text

from sayso.model.event import Status
from sayso.render.view import OWN_VOICE

WIDEST = 110  # longer lines are hard to read
# A line under the head of a table and nothing else.
UNDER_HEAD = box.Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
INDENT = (0, 0, 0, 2)
STATUS_STYLE = {
    Status.OCCURRED: "bold black on green",
    Status.CLAIMED: "bold black on yellow",
    Status.DENIED: "bold white on red",
    Status.ATTEMPTED: "bold black on cyan",
}
BORDER_STYLE = {
    Status.OCCURRED: "green",
    Status.CLAIMED: "yellow",
    Status.DENIED: "red",
    Status.ATTEMPTED: "cyan",
}
UNKNOWN = Text("unknown", style="dim italic")
LABEL = "dim"
# Put together from a part: a style of its own would go over to all that it joins.
BETWEEN = Text.assemble((" · ", "dim"))
CODE = "bold black on white"
FIGURE = "bold magenta"
SPEAKER = "bold blue"
QUOTE = "italic"


def speaker(name: str | None) -> Text:
    """Who says it (None: the report's own voice)."""
    return Text(name, style=SPEAKER) if name else Text(OWN_VOICE, style="dim")


def status(value: Status) -> Text:
    """A status as a coloured label."""
    return Text(f" {value.value.upper()} ", style=STATUS_STYLE[value])
