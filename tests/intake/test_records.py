import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BinaryInput, BrokenRecord, EmptyInput, SaysoError, TooLarge, WrongLanguage
from sayso.intake import Failure, IntakeOptions, RecordForm, read_records
from sayso.model.report import Report

TEXT = "The army said on Monday that two men were killed in the town."


def jsonl(data: bytes, options: IntakeOptions | None = None) -> list[Report | Failure]:
    return list(read_records(data, RecordForm.JSONL, origin="a", options=options or IntakeOptions()))


def csv(data: bytes, options: IntakeOptions | None = None) -> list[Report | Failure]:
    return list(read_records(data, RecordForm.CSV, origin="a", options=options or IntakeOptions()))


def report(item: Report | Failure) -> Report:
    assert isinstance(item, Report), item
    return item


def error(item: Report | Failure) -> SaysoError:
    assert isinstance(item, Failure), item
    return item.error


def test_all_fields_of_a_line() -> None:
    row = {
        "text": TEXT,
        "title": "T",
        "published": "2021-03-04T10:00:00Z",
        "outlet": "O",
        "author": "A",
        "url": "u",
        "id": 7,
    }
    found = report(jsonl(json.dumps(row).encode())[0])
    assert (found.text, found.title, found.outlet, found.author, found.url, found.given_id, found.origin) == (
        *(TEXT, "T", "O", "A", "u", "7", "a:1"),
    )
    assert found.published is not None
    assert (found.published.day, found.published.inferred_from) == (date(2021, 3, 4), None)


def test_columns_are_mapped() -> None:
    options = IntakeOptions(columns={"body": "text", "when": "published"})
    found = report(jsonl(json.dumps({"body": TEXT, "when": "4 March 2021"}).encode(), options)[0])
    assert found.text == TEXT
    assert found.published is not None
    assert found.published.day == date(2021, 3, 4)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="body"):
        IntakeOptions(columns={"text": "body"})


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b'{"text": ', BrokenRecord),
        (b"[1, 2]", BrokenRecord),
        (b'{"body": "x"}', BrokenRecord),
        (b'{"text": 3}', BrokenRecord),
        (b'{"text": ["x"]}', BrokenRecord),
        (b'{"text": "x", "published": "yesterday"}', BrokenRecord),
        (b"[" * 100_000, BrokenRecord),
        (b'{"text": " "}', EmptyInput),
        (
            '{"text": "Die Armee sagte am Montag, dass zwei Männer in der Stadt getötet wurden."}'.encode(),
            WrongLanguage,
        ),
    ],
)
def test_a_broken_line_does_not_stop_the_others(line: bytes, kind: type[SaysoError]) -> None:
    good = json.dumps({"text": TEXT}).encode()
    items = jsonl(good + b"\n" + line + b"\n\n" + good)
    assert [type(item) for item in items] == [Report, Failure, Report]
    assert isinstance(error(items[1]), kind)
    assert items[1].origin == "a:2"
    assert items[2].origin == "a:4"


def test_a_line_that_is_too_long_is_passed_over() -> None:
    good = json.dumps({"text": TEXT}).encode()
    items = jsonl(b'{"text": "' + b"x" * 5000 + b'"}\n' + good, IntakeOptions(max_bytes=1000))
    assert isinstance(error(items[0]), TooLarge)
    assert report(items[1]).origin == "a:2"


def test_a_line_in_another_encoding_is_mended() -> None:
    good = json.dumps({"text": TEXT}).encode()
    odd = '{"text": "The army said that the men of Café were killed in the town."}'.encode("cp1252")
    assert "Café" in report(jsonl(good + b"\n" + odd)[1]).text


def test_a_stream_that_was_begun_is_read_whole() -> None:
    stream = io.BytesIO(json.dumps({"text": TEXT}).encode())
    head = stream.read(10)
    assert report(next(read_records(stream, RecordForm.JSONL, head=head))).text == TEXT


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_quoted_line_ends(delimiter: str) -> None:
    data = (
        delimiter.join(("id", "text", "outlet"))
        + f'\n1{delimiter}"{TEXT}\n\nHe said ""so"" to the police."{delimiter}O\n'
    )
    found = report(csv(data.encode("utf-8-sig"))[0])
    assert found.text == f'{TEXT}\n\nHe said "so" to the police.'
    assert (found.given_id, found.outlet) == ("1", "O")


def test_csv_with_too_many_cells_and_without_a_text_column() -> None:
    items = csv(f"text,id\n{TEXT},1,2\n{TEXT},3\n".encode())
    assert isinstance(error(items[0]), BrokenRecord)
    assert report(items[1]).given_id == "3"
    assert isinstance(error(csv(b"body,id\nx,1\n")[0]), BrokenRecord)


def test_csv_with_a_long_cell() -> None:
    text = TEXT + " The police said so." * 10_000
    assert report(csv(f'text\n"{text}"\n'.encode())[0]).text == text


@pytest.mark.parametrize("read", [jsonl, csv])
def test_nothing_and_what_is_no_text(read: Callable[[bytes], list[Report | Failure]]) -> None:
    with pytest.raises(EmptyInput):
        read(b"")
    with pytest.raises(BinaryInput):
        read(b"\x00" * 100)


@given(st.binary(max_size=200), st.sampled_from(RecordForm))
def test_nothing_but_our_errors(data: bytes, form: RecordForm) -> None:
    try:
        for item in read_records(data, form):
            assert isinstance(item, Report | Failure)
    except SaysoError as raised:
        assert str(raised)
