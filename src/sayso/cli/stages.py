"""`sayso stages`: the list of stages, printed."""

from __future__ import annotations

import click

_EPILOG = """\b
Example:
  sayso stages"""


@click.command(short_help="List the steps by which a report is read.", epilog=_EPILOG)
def stages() -> None:
    """List the stages through which a report becomes a reading, and what each needs and gives."""
    from rich.console import Console

    from sayso.reading.stages import STAGES
    from sayso.render.terminal import stages_table

    Console(highlight=False).print(stages_table((stage.name, stage.needs, stage.gives, stage.doc) for stage in STAGES))
