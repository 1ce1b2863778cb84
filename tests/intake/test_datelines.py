from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.intake.datelines import dateline, full_date, plausible
from sayso.model.span import Span


def found(text: str, *, first: bool = True) -> str | None:
    span = dateline(text, Span(0, len(text)), first=first)
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("BEIRUT, December 5, 2006 (AFP) -", "Two men were killed."),
        ("KANDAHAR, Afghanistan, December 12, 2006 (AFP) -", "A bomber struck."),
        ("KABUL, Nov 8 (Reuters) --", "Gunmen attacked."),
        ("SAN SALVADOR, 22 NOV 89 (RADIO EXAMPLE) -- [TEXT]", "THE ARMY ATTACKED."),
        ("SAN JOSE (COSTA RICA), 11 DEC 89 (ACAN - EFE) -- [SPEECH] [PRESIDENT DOE] [TEXT]", "GOOD EVENING."),
        ("CLANDESTINE, NO DATE (RADIO EXAMPLE) -- [TEXT]", "WE ATTACKED."),
        ("BAGHDAD (AP) —", "Three were hurt."),
        ("BONN, Germany (AP)_", "A phony address."),
        ("NEWARK, N.J. _", "A task force began."),
        ("LOUISVILLE, KY (WAVE) -", "Police said."),
        ("BAGHDAD -", "The coalition gave masks."),
        ("AL-QA'IM, Iraq —", "The strike hit."),
        ("WASHINGTON/BAGHDAD (Reuters) -", "The strike hit."),
        ("Washington (AFP) –", "The strike hit."),
    ],
)
def test_datelines_of_agencies_and_papers(line: str, rest: str) -> None:
    assert found(f"{line} {rest}", first=False) == line


@pytest.mark.parametrize("line", ["(Reuters) -", "Eastport —", "Lake Township, Ohio --", "BEIRUT:"])
def test_weaker_ones_count_at_the_beginning_of_the_article_alone(line: str) -> None:
    text = f"{line} The police said so."
    assert found(text) == line
    assert found(text, first=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "The army said so — and nobody denied it.",
        "UPDATE: Police said two men died.",
        "BREAKING — Police said two men died.",
        "TWO MEN -- BOTH SOLDIERS -- WERE KILLED.",
        "Mr. Doe (Independent) said so.",
        "John Roe (the mayor) - who was there - said so.",
        "On Nov 8 Reuters said so.",
        "NATO said so.",
        "Saturday, March 19, 2016: two men died.",
    ],
)
def test_sentences_have_none(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("BEIRUT, December 5, 2006 (AFP) -", date(2006, 12, 5)),
        ("SAN SALVADOR, 22 NOV 89 (RADIO) --", date(1989, 11, 22)),
        ("5 Sept. 2015", date(2015, 9, 5)),
        ("taken on the 1st May 2001", date(2001, 5, 1)),
        ("Published 2021-03-04T10:00", date(2021, 3, 4)),
        ("KABUL, Nov 8 (Reuters)", None),
        ("February 30, 2020", None),
        ("May 2020", None),
        ("March 4, 2999", None),
        ("© 2019", None),
    ],
)
def test_full_dates(words: str, day: date | None) -> None:
    result = full_date(words)
    assert (result[0] if result else None) == day
    if result:
        assert str(day.year)[-2:] in words[result[1] : result[2]] if day else False


def test_days_to_come_are_not_plausible() -> None:
    assert not plausible(date.max)
    assert plausible(date(1999, 1, 1))


@given(st.text(max_size=300), st.booleans())
def test_a_dateline_lies_at_the_beginning(text: str, first: bool) -> None:
    words = text.strip()
    if words:
        span = dateline(words, Span(0, len(words)), first=first)
        assert span is None or span.begin == 0
