import dataclasses
import json
from datetime import date
from enum import Enum
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sayso.errors import BrokenRecord
from sayso.model import jsonform
from sayso.model.account import Account, Figure, Party
from sayso.model.actor import Mention, MentionKind
from sayso.model.claim import LoadedTerm, Measure, Speaker, Toll
from sayso.model.dates import Interval, Precision
from sayso.model.event import Event, EventDate, EventType, Role, Status
from sayso.model.judgement import Anchor
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading
from sayso.model.report import Published, Report
from sayso.model.span import Span
from tests.render import fixture


def _validator() -> Draft202012Validator:
    schema = json.loads(jsonform.schema_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


VALIDATOR = _validator()


def test_a_rich_reading_is_valid_and_comes_back_the_same() -> None:
    reading = fixture.reading()
    data = jsonform.to_json(reading)
    VALIDATOR.validate(data)
    assert jsonform.from_json(json.loads(jsonform.dumps(data))) == reading


def test_every_span_carries_its_words() -> None:
    data = json.loads(jsonform.dumps(jsonform.to_json(fixture.reading())))
    assert data["tolls"][0]["quantity"]["whole"]["words"] == "at least 14"


def test_a_document_holds_readings_and_failures() -> None:
    failure = jsonform.FailureNote("x.txt", "EmptyInput", "no words in it", 3)
    data = jsonform.document([fixture.reading()], [failure])
    VALIDATOR.validate(data)
    assert data["failures"] == [{"origin": "x.txt", "error": "EmptyInput", "message": "no words in it", "exit_code": 3}]


def _nouns(kind: type, seen: dict[str, type]) -> dict[str, type]:
    """Every dataclass and enumeration that a reading can hold, by name."""
    if kind.__name__ in seen or not (dataclasses.is_dataclass(kind) or issubclass(kind, Enum)):
        return seen
    seen[kind.__name__] = kind
    if dataclasses.is_dataclass(kind):
        for hint in get_type_hints(kind).values():
            for part in (hint, *get_args(hint)):
                if isinstance(part, type):
                    _nouns(part, seen)
    return seen


def test_the_schema_has_exactly_the_model_s_fields_and_values() -> None:
    definitions = json.loads(jsonform.schema_text())["$defs"]
    nouns = _nouns(Reading, {})
    assert definitions.keys() == nouns.keys() | {"Document", "FailureNote"}
    extra = {"Reading": {"schema"}, "Report": {"id"}, "Span": {"words"}}
    for name, kind in nouns.items():
        if issubclass(kind, Enum):
            assert definitions[name]["enum"] == [member.value for member in kind]
            continue
        assert dataclasses.is_dataclass(kind)
        fields = {field.name for field in dataclasses.fields(kind)} | extra.get(name, set())
        assert definitions[name]["properties"].keys() == fields
        assert set(definitions[name]["required"]) == fields
        assert definitions[name]["additionalProperties"] is False


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"words":"at least 14"', '"words":"at least 15"'),
        ('"schema":"sayso/reading/1"', '"schema":"sayso/reading/2"'),
        ('"status":"denied"', '"status":"doubted"'),
        ('"reader_id":"hand-made"', '"reader":"hand-made"'),
        ('"reader_id":"hand-made"', '"reader_id":7'),
        ('"day":"2023-05-12"', '"day":"2023-05-32"'),
        ('"first":"2023-05-12"', '"first":"2023-05-13"'),
        ('"outlet":"Tallis Gazette (sample)","author":null,"published":{', '"outlet":"x","author":[],"published":{'),
        ('"text":"Tallis', '"text":" Tallis'),
        ('"events":[', '"events":null,"were":['),
    ],
)
def test_what_is_no_reading_of_ours_is_refused_with_its_place(old: str, new: str) -> None:
    written = jsonform.dumps(jsonform.to_json(fixture.reading()))
    assert old in written
    with pytest.raises(BrokenRecord, match=r"\w"):
        jsonform.from_json(json.loads(written.replace(old, new, 1)))


def test_one_reading_is_one_line_and_writable_as_utf8_whatever_the_text() -> None:
    report = Report(text="a\u2028b\u0085c\ud800d\x00e\u202ef\r\ng")
    line = jsonform.dumps(jsonform.to_json(Reading(report, "r")))
    assert len(line.splitlines()) == 1
    line.encode("utf-8")
    assert jsonform.from_json(json.loads(line)).report == report


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(st.text(st.characters(codec=None), min_size=1, max_size=60))

    def span() -> Span:
        begin = draw(st.integers(0, len(text) - 1))
        return Span(begin, draw(st.integers(begin + 1, len(text))))

    def maybe_span() -> Span | None:
        return span() if draw(st.booleans()) else None

    days = sorted(draw(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=2, max_size=2)))
    interval = Interval(days[0], days[1], draw(st.sampled_from(Precision)))
    speaker = Speaker(span(), draw(st.none() | st.just("a1"))) if draw(st.booleans()) else None
    score = draw(st.floats(0, 1))
    number = draw(st.none() | st.integers(0, 10**6))
    published = Published(days[0], maybe_span()) if draw(st.booleans()) else None
    return Reading(
        report=Report(text, draw(st.none() | st.text()), published=published, origin=draw(st.text(max_size=5))),
        reader_id="r",
        mentions=(Mention(span(), draw(st.sampled_from(MentionKind)), None, score),),
        events=(
            Event(
                "e1",
                draw(st.sampled_from(EventType)),
                draw(st.sampled_from(Status)),
                (span(),),
                maybe_span(),
                EventDate(interval, maybe_span()) if draw(st.booleans()) else None,
                perpetrators=(Role(span(), None, score),),
                weapons=(span(),),
            ),
        ),
        tolls=(
            Toll(
                "t1",
                draw(st.sampled_from(Measure)),
                Quantity(number, number, span(), span()),
                span(),
                maybe_span(),
                "e1",
                speaker,
            ),
        ),
        loaded_terms=(LoadedTerm(span(), "n", "c", speaker),),
    )


@given(readings())
def test_any_reading_comes_back_the_same(reading: Reading) -> None:
    data = jsonform.to_json(reading)
    VALIDATOR.validate(data)
    assert jsonform.from_json(json.loads(jsonform.dumps(data))) == reading


def test_an_account_and_an_anchor_come_back_the_same_without_their_report() -> None:
    party = Party("Guards", "guards", Span(0, 3))
    account = Account(
        "r/e1", "r", EventType.ATTACK, Status.CLAIMED, ("words\x00\ud800",), (Span(0, 4),), published=date(2024, 2, 3),
        figures=(Figure("r/t1", Measure.KILLED, 3, None, "at least 3", Span(0, 1), Span(0, 4), speaker=party),),
    )  # fmt: skip
    for noun in (account, Anchor("r", "toll", Span(1, 2), "x", "number")):
        data = json.loads(jsonform.dumps(jsonform.noun_to_json(noun)))
        assert jsonform.noun_from_json(type(noun), data) == noun
    with pytest.raises(BrokenRecord, match="begin and end"):
        jsonform.noun_from_json(Anchor, {**data, "span": [1]})
