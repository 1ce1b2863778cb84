from __future__ import annotations

import os
from pathlib import Path

import pytest

from sayso.export.files import whole_file, whole_folder


def test_a_file_is_there_only_when_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    target.write_text("before", "utf-8")
    with pytest.raises(RuntimeError), whole_file(target) as out:
        out.write("half")
        raise RuntimeError
    assert target.read_text("utf-8") == "before"
    with whole_file(target) as out:
        out.write("a\r\nb\n")
        assert target.read_text("utf-8") == "before"
    assert target.read_bytes() == b"a\r\nb\n"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_keeps_what_else_is_in_it(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    target.mkdir()
    (target / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(RuntimeError), whole_folder(target) as folder:
        (folder / "a.parquet").write_bytes(b"half")
        raise RuntimeError
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    with whole_folder(target) as folder:
        (folder / "a.parquet").write_bytes(b"whole")
    assert sorted(path.name for path in target.iterdir()) == ["a.parquet", "mine.txt"]
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_written_to_as_it_is() -> None:
    with whole_file(Path(os.devnull)) as out:
        out.write("gone")
    assert not Path(os.devnull).is_file()
