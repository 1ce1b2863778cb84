import io
import os
import sys
from pathlib import Path

import pytest

from sayso.errors import BinaryInput, BrokenRecord, EmptyInput, FetchError, NotFound, SaysoError, TooLarge
from sayso.intake import Failure, IntakeOptions, load
from sayso.model.report import Report

TEXT = "The army said on Monday that two men were killed in the town."
PAGE = f"<html><body><p>{TEXT}</p></body></html>"
LINE = f'{{"text": "{TEXT}"}}'


def names(items: list[Report | Failure], under: Path) -> list[str]:
    return [item.origin.removeprefix(f"{under}{os.sep}").replace(os.sep, "/") for item in items]


def failure(named: str, options: IntakeOptions | None = None) -> SaysoError:
    (item,) = load(named, options or IntakeOptions())
    assert isinstance(item, Failure)
    assert item.origin == named
    assert "\n" not in str(item.error)
    return item.error


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *(
            ("a.txt", TEXT),
            ("a.md", TEXT),
            ("a.html", PAGE),
            ("A.HTM", PAGE),
            ("a.jsonl", LINE),
            ("a.csv", f"text\n{TEXT}\n"),
        ),
        *(("unknown", TEXT), ("page", PAGE), ("lines", LINE), ("saved.txt", PAGE)),
    ],
)
def test_a_file_is_read_by_its_suffix_or_its_beginning(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (item,) = load(str(path))
    assert isinstance(item, Report), item
    assert item.text == TEXT
    assert item.origin.startswith(str(path))


def test_a_directory_is_read_in_order_and_a_bad_file_does_not_stop_it(tmp_path: Path) -> None:
    for name, content in {
        **{"b.txt": TEXT, "a/z.html": PAGE, "a/empty.txt": "", "c.jsonl": f"{LINE}\nbroken\n", "d.png": "x"},
        **{".hidden.txt": TEXT, ".git/x.txt": TEXT},
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    items = list(load(str(tmp_path)))
    assert names(items, tmp_path) == ["a/empty.txt", "a/z.html", "b.txt", "c.jsonl:1", "c.jsonl:2"]
    assert [type(item) for item in items] == [Failure, Report, Report, Report, Failure]


@pytest.mark.parametrize("data", [TEXT.encode(), PAGE.encode("utf-8-sig"), LINE.encode(), TEXT.encode("utf-16")])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (item,) = load("-")
    assert isinstance(item, Report)
    assert item.text == TEXT


def test_what_is_not_there(tmp_path: Path) -> None:
    assert isinstance(failure(str(tmp_path / "none.txt")), NotFound)
    assert "https://" in str(failure("www.example.org/story"))
    assert isinstance(failure("a\0b"), NotFound)
    assert isinstance(failure("x" * 5000), NotFound)


def test_a_directory_with_nothing_readable(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    error = failure(str(tmp_path))
    assert isinstance(error, NotFound)
    assert ".html" in str(error)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert isinstance(failure(str(path)), NotFound)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", EmptyInput),
        (b"%PDF-1.4 etc", BinaryInput),
        (b'{\n  "text": "a"\n}', BrokenRecord),
        (b'[{"text": "a"}]', BrokenRecord),
        (b"x" * 2000, TooLarge),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes, kind: type[SaysoError]) -> None:
    path = tmp_path / "report"
    path.write_bytes(content)
    assert isinstance(failure(str(path), IntakeOptions(max_bytes=1000)), kind)


def test_too_much_says_how_much_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2000)
    message = str(failure(str(path), IntakeOptions(max_bytes=1000)))
    assert "2,000" in message
    assert "1,000" in message
    assert "divide it" in message


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/x", "file:///etc/passwd", "ftp://example.org/"])
def test_a_url_that_must_not_be_fetched(url: str) -> None:
    assert isinstance(failure(url), FetchError)


def test_an_address_within_a_file_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        PAGE.replace(
            "<p>", '<base href="http://127.0.0.1:9/"><img src="/x"><iframe src="http://127.0.0.1:9/"></iframe><p>'
        )
    )
    (item,) = load(str(path))
    assert isinstance(item, Report)
    assert item.text == TEXT
