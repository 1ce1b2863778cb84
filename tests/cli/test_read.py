import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from sayso.cli import main
from sayso.model.jsonform import from_json, schema_text

GOOD = (
    "Gunmen killed three farmers near the village of Holm on Tuesday, the police said. "
    "The governor condemned the attack and promised that those who did it would be found.\n"
)
FRENCH = (
    "Des hommes armés ont tué trois paysans près du village mardi, a annoncé la police. Le gouverneur a condamné "
    "cette attaque et promis que les coupables seraient retrouvés. Personne ne l'a revendiquée jusqu'à présent.\n"
)


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)], input=stdin)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"body": f"Report {number}. {GOOD}", "id": str(number)}) for number in range(6)]
    path.write_text("\n".join([*lines[:3], "{broken", *lines[3:]]) + "\n", "utf-8")
    return path


@pytest.mark.usefixtures("quick_reader")
class TestFormats:
    def test_terminal_is_what_one_gets_and_has_no_colours_when_piped(self, good: Path) -> None:
        result = run(good)
        assert result.exit_code == 0
        assert "E1" in result.output
        assert "\x1b" not in result.output

    def test_json_follows_its_schema(self, good: Path) -> None:
        document = json.loads(run(good, "--format", "json").stdout)
        Draft202012Validator(json.loads(schema_text())).validate(document)
        assert document["readings"][0]["report"]["text"] == GOOD

    def test_jsonl_is_one_reading_a_line(self, articles: Path) -> None:
        result = run(articles, "--column", "body=text", "--format", "jsonl")
        readings = [from_json(json.loads(line)) for line in result.stdout.splitlines()]
        assert [reading.report.given_id for reading in readings] == list("012345")

    def test_the_ending_of_the_output_names_the_format(self, good: Path, tmp_path: Path) -> None:
        target = tmp_path / "out.html"
        assert run(good, "-o", target).exit_code == 0
        assert target.read_text("utf-8").startswith("<!doctype html>")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["good.txt", "out.html"]

    def test_what_the_user_knows_stands_in_the_report(self, good: Path) -> None:
        result = run(good, "--published", "2023-05-09", "--outlet", "Holm Herald", "--format", "jsonl")
        report = json.loads(result.stdout)["report"]
        assert report["outlet"] == "Holm Herald"
        assert report["published"] == {"day": "2023-05-09", "inferred_from": None}

    def test_standard_input(self) -> None:
        assert json.loads(run("-", "-f", "jsonl", stdin=GOOD).stdout)["report"]["origin"] == "-"


@pytest.mark.usefixtures("quick_reader")
class TestWhatCannotBeRead:
    def test_the_rest_is_read_and_the_failure_told_in_one_line(self, good: Path, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").write_text("")
        result = run(tmp_path / "empty.txt", good, tmp_path / "missing.txt", "--format", "json")
        assert result.exit_code == 3
        document = json.loads(result.stdout)
        assert [reading["report"]["origin"] for reading in document["readings"]] == [str(good)]
        assert [failure["error"] for failure in document["failures"]] == ["EmptyInput", "NotFound"]
        assert len(result.stderr.splitlines()) == 2

    def test_a_broken_line_of_a_jsonl(self, articles: Path) -> None:
        result = run(articles, "--column", "body=text", "--format", "json")
        assert result.exit_code == 3
        assert len(json.loads(result.stdout)["readings"]) == 6
        assert "articles.jsonl" in result.stderr

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", "EmptyInput"),
            (b"\x7fELF\x00\x01\x02\x00" * 64, "BinaryInput"),
            (FRENCH.encode(), "WrongLanguage"),
            (b"<!doctype html><html><body><nav>Home</nav></body></html>", "NoMainText"),
        ],
    )
    def test_each_kind_of_bad_input(self, tmp_path: Path, data: bytes, error: str) -> None:
        path = tmp_path / ("page.html" if data.startswith(b"<") else "text.txt")
        path.write_bytes(data)
        result = run(path, "--format", "json")
        assert [failure["error"] for failure in json.loads(result.stdout)["failures"]] == [error]
        assert result.exit_code == 3
        assert "Traceback" not in result.output

    def test_an_address_on_this_machine_is_not_fetched(self) -> None:
        result = run("http://127.0.0.1:9/report")
        assert result.exit_code == 4
        assert "127.0.0.1" in result.stderr

    def test_failures_of_several_kinds_end_with_3(self, tmp_path: Path) -> None:
        assert run("http://127.0.0.1:9/report", tmp_path / "missing.txt").exit_code == 3

    def test_a_name_cannot_steer_the_terminal(self) -> None:
        assert "\x1b" not in run("no\x1b[2Jfile.txt").stderr


@pytest.mark.usefixtures("quick_reader")
class TestWrongUse:
    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["x", "--published", "yesterday"],
            ["x", "--column", "body"],
            ["x", "--column", "body=words"],
            ["x", "--jobs", "0"],
            ["x", "--format", "xml"],
        ],
    )
    def test_is_exit_code_2(self, arguments: list[str]) -> None:
        assert run(*arguments).exit_code == 2

    def test_an_output_that_cannot_be_written(self, good: Path, tmp_path: Path) -> None:
        result = run(good, "-o", tmp_path / "no" / "out.json")
        assert result.exit_code == 2
        assert "cannot be written" in result.stderr


def test_the_output_does_not_depend_on_the_number_of_jobs(articles: Path) -> None:
    one, two = (run(articles, "--column", "body=text", "-f", "jsonl", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert len(one.stdout.splitlines()) == 6


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_of_the_output_may_go_away(articles: Path) -> None:
    command = [sys.executable, "-m", "sayso.cli", "read", str(articles), "--column", "body=text", "-f", "jsonl"]
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write_end)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
