from __future__ import annotations

import json
from datetime import date

import pytest

from bench.documents import BadDocument, Document, document


def test_every_set_s_field_names_are_understood() -> None:
    rows = [
        ({"doc_id": "a", "text": "T", "title": "H", "published": "2024-02-03", "outlet": "O", "url": "u"}, "O", "u"),
        ({"docid": "a", "doctext": "T", "title": "H", "dct": "2024-02-03T10:00:00", "agency": "O"}, "O", None),
    ]
    for row, outlet, url in rows:
        assert document(json.dumps(row)) == Document("a", "T", "H", date(2024, 2, 3), outlet, url)


def test_gold_beside_the_text_is_not_carried() -> None:
    row = {"doc_id": "a", "text": "T", "toponyms": [{"begin": 0, "end": 1}], "templates": []}
    assert document(json.dumps(row)) == Document("a", "T")


@pytest.mark.parametrize("line", ["", "{", "[]", "3", '{"doc_id": "a"}', '{"text": "T"}', '{"doc_id": 4, "text": "T"}'])
def test_a_line_without_a_document_is_named_as_such(line: str) -> None:
    with pytest.raises(BadDocument):
        document(line)


def test_a_date_that_is_none_is_unknown() -> None:
    assert document('{"doc_id": "a", "text": "T", "published": "last week"}').published is None
