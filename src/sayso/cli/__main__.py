"""`python -m sayso.cli` is `sayso`."""

from sayso.cli import main

main(prog_name="sayso")
