import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

import sayso
from sayso.cli import main
from sayso.errors import DataError

HEAVY = ("numpy", "onnxruntime", "trafilatura", "rich", "jinja2", "httpx", "lxml", "sayso.reading.stages")


def test_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"sayso {sayso.__version__}\n"


@pytest.mark.parametrize("command", [[], *([name] for name in main.commands)])
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    result = CliRunner().invoke(main, [*command, "--help"])
    assert result.exit_code == 0
    assert "Example" in result.output


def test_help_says_what_each_exit_code_means() -> None:
    output = CliRunner().invoke(main, ["read", "--help"]).output
    codes = output.split("Exit codes:")[1].split()
    assert {"0", "1", "2", "3", "4", "5", "141"} <= set(codes)


def test_nothing_heavy_is_imported_for_help() -> None:
    asked = f"import sys, sayso.cli; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_an_error_of_ours_is_one_line_and_its_exit_code() -> None:
    @click.command()
    def broken() -> None:
        raise DataError("the model\x1b[2J is missing: run make setup")

    main.add_command(broken, "broken")
    try:
        result = CliRunner().invoke(main, ["broken"])
    finally:
        del main.commands["broken"]
    assert result.exit_code == DataError.exit_code
    assert result.stderr == "sayso: the model␛[2J is missing: run make setup\n"
