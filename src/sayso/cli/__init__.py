"""The command line: one file per command; the only room that prints."""

from __future__ import annotations

import os

import click

import sayso
from sayso.cli.add import add
from sayso.cli.contested import contested
from sayso.cli.export import export
from sayso.cli.incident import incident
from sayso.cli.incidents import incidents
from sayso.cli.judge import judge
from sayso.cli.judgements import import_judgements, judgements
from sayso.cli.keeping import backup, check, journal, status
from sayso.cli.people import people
from sayso.cli.query import query
from sayso.cli.read import read
from sayso.cli.reread import reread
from sayso.cli.serve import serve
from sayso.cli.stages import stages
from sayso.errors import SaysoError

# The reader's matrices are small: threads of linear algebra would only wait for one another; the cores go to --jobs.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

_EPILOG = """\b
Examples:
  sayso read report.html
  sayso read --help        all options, and what each exit code means
  sayso stages             how a report is read, step by step

sayso records and checks what was said. It does not decide what is true."""


class _Commands(click.Group):
    """Turns errors of ours into one line and their exit code, wherever in a command they arise."""

    def invoke(self, ctx: click.Context) -> object:
        from sayso.render.safe import one_line

        try:
            return super().invoke(ctx)
        except SaysoError as error:
            click.echo(f"sayso: {one_line(str(error))}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sayso.__version__, prog_name="sayso", message="%(prog)s %(version)s")
def main() -> None:
    """Read reports of conflict and violence: what is said to have happened, to whom, where, when, with what toll,
    and who says so, every value tied to its exact words."""


main.add_command(read)
main.add_command(add)
main.add_command(reread)
main.add_command(judge)
main.add_command(judgements)
main.add_command(import_judgements)
main.add_command(status)
main.add_command(check)
main.add_command(backup)
main.add_command(journal)
main.add_command(incidents)
main.add_command(incident)
main.add_command(contested)
main.add_command(export)
main.add_command(query)
main.add_command(serve)
main.add_command(people)
main.add_command(stages)
