"""The project as a whole: what it promises in its papers is there, and what it ships is complete."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click
import pytest
from hatchling.builders.wheel import WheelBuilder

from sayso.cli import main
from sayso.reading.stages import STAGES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
# Put together here so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w.*])/" + r"(?:work|root|home/\w+|Users)/")


def _tracked() -> list[Path]:
    """The project's own files; all that is not made by a tool where git is not at hand."""
    try:
        ended = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
        names = ended.stdout.split("\0") if ended.returncode == 0 else []
    except FileNotFoundError:
        names = []
    found = [ROOT / name for name in names if name] or list((ROOT / "src").rglob("*.*"))
    return [path for path in found if path.is_file()]


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _commands(inner, (*path, name))
    else:
        yield path, command


COMMANDS = dict(_commands(main))


def test_every_need_of_a_stage_is_given_before_it_is_used() -> None:
    given = {"report"}
    for stage in STAGES:
        missing = set(stage.needs) - given
        assert not missing, f"{stage.name} needs {missing}, which no stage before it gives"
        given |= set(stage.gives)


@pytest.mark.parametrize("stage", [stage.name for stage in STAGES])
def test_every_stage_is_documented(stage: str) -> None:
    assert f"`{stage}`" in (DOCS / "reading.md").read_text("utf-8")


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(path: tuple[str, ...]) -> None:
    told = click.Context(COMMANDS[path], info_name=" ".join(("sayso", *path))).command.get_help(
        click.Context(COMMANDS[path])
    )
    assert re.search(r"\$?\s*sayso " + re.escape(" ".join(path)), told), "its help shows no example"


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_documented(path: tuple[str, ...]) -> None:
    written = (DOCS / "cli.md").read_text("utf-8")
    assert f"sayso {' '.join(path)}" in written
    for parameter in COMMANDS[path].params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            for option in (*parameter.opts, *parameter.secondary_opts):
                assert f"`{option}" in written, f"{option} of {' '.join(path)}"


def test_every_field_of_the_json_is_documented() -> None:
    schema = json.loads((resources.files("sayso.model") / "schema" / "reading-v1.schema.json").read_text("utf-8"))
    written = (DOCS / "format.md").read_text("utf-8")
    fields = {field for noun in schema["$defs"].values() for field in noun.get("properties", {})}
    assert fields, "the schema has no fields"
    assert {field for field in fields if not re.search(rf"[`\"]{field}[`\"]", written)} == set()


def test_every_run_time_dependency_is_explained() -> None:
    needed = re.search(r"\ndependencies = \[(.*?)\n\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.DOTALL)
    assert needed
    names = re.findall(r'"([\w-]+)', needed.group(1))
    written = (DOCS / "dependencies.md").read_text("utf-8")
    assert [name for name in names if f"| {name} |" not in written] == []


def test_the_make_commands_that_the_papers_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    papers = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / ".ci" / "run"]
    named = {
        (name, paper.name)
        for paper in papers
        for name in re.findall(r"(?:^\s*(?:\$ )?|`)make ([a-z-]+)", paper.read_text("utf-8"), re.MULTILINE)
    }
    assert {("test", "README.md"), ("demo", "README.md")} <= named
    assert {(name, paper) for name, paper in named if name not in targets} == set()


def test_the_links_between_the_papers_lead_somewhere() -> None:
    for paper in (*ROOT.glob("*.md"), *DOCS.glob("*.md")):
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text("utf-8")):
            assert (paper.parent / link).exists(), f"{paper.name} links to {link}"


def test_no_path_of_a_machine_is_in_the_project() -> None:
    for path in _tracked():
        if path.suffix in (".onnx", ".png", ".jpg", ".npz"):
            continue
        found = MACHINE_PATHS.search(path.read_text("utf-8", errors="replace"))
        assert not found, f"{path.relative_to(ROOT)} names {found.group() if found else ''}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all files in the wheel that is built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as packed:
        return set(packed.namelist())


def test_the_wheel_holds_every_file_of_the_package(wheel: set[str]) -> None:
    source = ROOT / "src"
    ours = [path for path in _tracked() if path.is_relative_to(source)]
    assert {path.relative_to(source).as_posix() for path in ours} - wheel == set()


@pytest.mark.parametrize(
    "pattern",
    [
        r"sayso/knowledge/\w+\.csv",
        r"sayso/reading/.*\.onnx",
        r"sayso/reading/.*tokenizer.*\.json",
        r"sayso/reading/model/heads\.npz",
        r"sayso/reading/model/CARD\.md",
        r"sayso/model/schema/.+\.json",
        r"sayso/render/templates/.+",
        r"sayso-[\d.]+\.dist-info/licenses/LICENSE",
        r"sayso-[\d.]+\.dist-info/entry_points\.txt",
    ],
)
def test_the_wheel_holds_tables_model_schema_and_templates(wheel: set[str], pattern: str) -> None:
    assert any(re.fullmatch(pattern, name) for name in wheel)


def test_the_wheel_holds_nothing_but_the_package(wheel: set[str]) -> None:
    assert {name.split("/", maxsplit=1)[0].partition("-")[0] for name in wheel} == {"sayso"}
