"""What `import sayso` gives, and what it must not cost."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

HEAVY = ("click", "lxml", "numpy", "onnxruntime", "rich", "tokenizers", "trafilatura")


@pytest.mark.parametrize("name", sayso.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(sayso, name) is not None
    assert name in dir(sayso)


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'red'"):
        getattr(sayso, "red")  # noqa: B009 - mypy would not let the plain form through


def test_import_loads_nothing_heavy() -> None:
    code = f"import sayso, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_text_is_read_and_comes_back_from_json() -> None:
    report = sayso.report_from_text("A bomb killed three people in Basra on Monday, the police said.", outlet="Example")
    reading = sayso.read(report)
    assert sayso.from_json(sayso.to_json(reading)) == reading
    assert reading.report is report


def test_what_cannot_be_read_comes_as_a_failure(tmp_path: Path) -> None:
    (item,) = sayso.load(str(tmp_path / "missing.txt"))
    assert isinstance(item, sayso.Failure)
    assert isinstance(item.error, sayso.SaysoError)


def test_the_readme_s_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    page = "<html><body><article><p>Shells killed at least nine people in Basra on Monday, the police said. "
    page += "The governor condemned the attack and promised help for the families.</p></article></body></html>"
    (tmp_path / "report.html").write_text(page, "utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
