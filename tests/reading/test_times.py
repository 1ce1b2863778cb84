from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model.dates import Interval, Precision, TimeKind, TimeMention
from sayso.model.span import Span
from sayso.reading.times import event_interval, find_times

SATURDAY = date(2024, 2, 3)


def read(text: str, published: date | None = SATURDAY) -> list[tuple[str, str]]:
    return [(m.span.of(text), m.value) for m in find_times(text, published=published)]


def only(text: str, published: date | None = SATURDAY) -> TimeMention:
    (mention,) = find_times(text, published=published)
    return mention


def days(text: str, published: date | None = SATURDAY) -> tuple[str, str]:
    interval = only(text, published).interval
    assert interval is not None
    return interval.first.isoformat(), interval.last.isoformat()


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It began on Feb. 3, 2024, at sea.", "Feb. 3, 2024", "2024-02-03"),
        ("SANTIAGO, 22 NOV 89 (RADIO) --", "22 NOV 89", "1989-11-22"),
        ("It was dated 1998-08-07.", "1998-08-07", "1998-08-07"),
        ("It was dated 28/01/2024.", "28/01/2024", "2024-01-28"),
        ("It happened in March 1998.", "March 1998", "1998-03"),
        ("He fled during the 1990s.", "the 1990s", "199"),
        ("He fled in mid-September.", "mid-September", "2023-09"),
        ("Profits for fiscal 1989 fell.", "fiscal 1989", "1989"),
        ("They met in the winter of nineteen ninety-four.", "the winter of nineteen ninety-four", "1994-WI"),
        ("He fled in nineteen ninety-six.", "nineteen ninety-six", "1996"),
        ("The 3rd of February was calm.", "The 3rd of February", "2024-02-03"),
        ("The temple of the 11th century fell.", "the 11th century", "10"),
        ("Sales rose in the first quarter of 2023.", "the first quarter of 2023", "2023-Q1"),
        ("They died on Christmas Eve.", "Christmas Eve", "2023-12-24"),
        ("The boy was found on Thanksgiving Day.", "Thanksgiving Day", "2023-11-23"),
        ("He came on Good Friday in 2022.", "Good Friday in 2022", "2022-04-15"),
    ],
)
def test_dates_by_the_calendar(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("A bomb went off on Friday.", "Friday", "2024-02-02"),
        ("A bomb went off Saturday.", "Saturday", "2024-02-03"),
        ("The ministers will meet on Monday.", "Monday", "2024-02-05"),
        ("Early Tuesday a rocket hit the town.", "Early Tuesday", "2024-01-30"),
        ("The ministers agreed to meet on Tuesday.", "Tuesday", "2024-02-06"),
        ("It was hit on Tuesday of last week.", "Tuesday of last week", "2024-01-23"),
        ("He left the day before yesterday.", "the day before yesterday", "2024-02-01"),
        ("He left two days ago.", "two days ago", "2024-02-01"),
        ("He left earlier this month.", "earlier this month", "2024-02"),
        ("He left last week.", "last week", "2024-W04"),
        ("He leaves next year.", "next year", "2025"),
        ("He left a year ago.", "a year ago", "2023"),
        ("He was shot last night.", "last night", "2024-02-02TNI"),
        ("Tonight the guns are still.", "Tonight", "2024-02-03TNI"),
        ("He was shot at 10 p.m. Thursday.", "10 p.m. Thursday", "2024-02-01T22:00"),
        ("He was shot at 10:30 p.m. on Jan. 28.", "10:30 p.m. on Jan. 28", "2024-01-28T22:30"),
        ("He was shot on the night of Jan. 28.", "the night of Jan. 28", "2024-01-28TNI"),
        ("He was shot over the last weekend.", "the last weekend", "2024-W04-WE"),
        ("A convoy was hit in October.", "October", "2023-10"),
        ("The vote is due in October.", "October", "2024-10"),
        ("A convoy was hit last February.", "last February", "2023-02"),
        ("A convoy was hit on Dec. 30.", "Dec. 30", "2023-12-30"),
    ],
)
def test_relative_to_the_publication_day(text: str, words: str, value: str) -> None:
    assert read(text) == [(words, value)]


def test_leaning_on_a_day_told_before() -> None:
    text = "On 28 January a drone hit the base. The same day the army fired back. Three days later it stopped."
    assert [v for _, v in read(text)] == ["2024-01-28", "2024-01-28", "2024-01-31"]


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("He left last week.", "2024-01-22", "2024-01-28", Precision.WEEK),
        ("He left in mid-September.", "2023-09-01", "2023-09-30", Precision.MONTH),
        ("He left early this year.", "2024-01-01", "2024-12-31", Precision.YEAR),
        ("It was so in the 1980s.", "1980-01-01", "1989-12-31", Precision.LONGER),
        ("They fought from 3 to 5 May 2023.", "2023-05-03", "2023-05-05", Precision.DAYS),
        ("They were taken on 12 and 13 January.", "2024-01-12", "2024-01-13", Precision.DAYS),
        ("He was shot in the past 24 hours.", "2024-02-02", "2024-02-03", Precision.DAYS),
    ],
)
def test_the_days_meant(text: str, first: str, last: str, precision: Precision) -> None:
    interval = only(text).interval
    assert interval == Interval(date.fromisoformat(first), date.fromisoformat(last), precision)


def test_both_ends_of_a_range_mean_all_of_it() -> None:
    text = "Between Friday and Sunday at least 40 people were killed."
    ends = find_times(text, published=SATURDAY)
    weekend = Interval(date(2024, 1, 26), date(2024, 1, 28), Precision.DAYS)
    assert [m.interval for m in ends] == [weekend, weekend]
    assert [m.value for m in ends] == ["2024-01-26", "2024-01-28"]


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("They talked for three days.", "three days", "P3D", TimeKind.DURATION),
        ("After a two-year war it ended.", "a two-year", "P2Y", TimeKind.DURATION),
        ("They fought for decades.", "decades", "PXE", TimeKind.DURATION),
        ("They fought for several months.", "several months", "PXM", TimeKind.DURATION),
        ("It took two and a half years.", "two and a half years", "P2Y6M", TimeKind.DURATION),
        ("It lasted half an hour.", "half an hour", "PT30M", TimeKind.DURATION),
        ("They march every day.", "every day", "P1D", TimeKind.SET),
        ("They march each Thursday.", "each Thursday", "XXXX-WXX-4", TimeKind.SET),
        ("The road is now open.", "now", "PRESENT_REF", TimeKind.DATE),
        ("The road was recently opened.", "recently", "PAST_REF", TimeKind.DATE),
        ("The road will soon open.", "soon", "FUTURE_REF", TimeKind.DATE),
    ],
)
def test_lengths_repetitions_and_references_have_no_days(text: str, words: str, value: str, kind: TimeKind) -> None:
    mention = only(text)
    assert (mention.span.of(text), mention.value, mention.kind, mention.interval) == (words, value, kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "It may march on.",
        "Prime Minister May said no.",
        "He sat in the sun.",
        "A second man fell.",
        "Some 1,998 people came.",
        "The blast killed 2000 people.",
        "They won 3-1.",
        "The Sunday Times was first.",
        "Everyone knows of Bloody Sunday.",
        "April Karim left.",
        "A 40-year-old man and a boy of 3 fell.",
        "Prices fall in spring water.",
        "It cost $1998.",
    ],
)
def test_false_friends(text: str) -> None:
    assert read(text) == []


def test_capitals_line_breaks_and_odd_spaces() -> None:
    assert read("THE REBELS STRUCK ON 28 JANUARY AND LAST\nNIGHT.") == [
        ("28 JANUARY", "2024-01-28"),
        ("LAST\nNIGHT", "2024-02-02TNI"),
    ]
    assert read("Last\u00a0week’s raid and Friday’s raid") == [("Last\u00a0week", "2024-W04"), ("Friday", "2024-02-02")]


def test_without_a_publication_day_relative_words_mean_no_day() -> None:
    mentions = find_times("He was shot on Saturday, and yesterday, and last week.", published=None)
    assert [(m.value, m.interval) for m in mentions] == [("XXXX-WXX-6", None), ("", None), ("", None)]


def test_without_a_publication_day_the_year_of_the_text_holds() -> None:
    text = "BEIRUT, March 3, 1998 (Wire) -- The two were shot on 1 March."
    assert read(text, None)[-1] == ("1 March", "1998-03-01")
    assert read("The two were shot on 1 March.", None) == [("1 March", "XXXX-03-01")]


def test_a_year_in_the_sentence_holds_for_its_days() -> None:
    assert read("The two were shot on 20 November in 1991.") == [("20 November", "1991-11-20"), ("1991", "1991")]


def test_no_expression_runs_over_the_end_of_a_sentence() -> None:
    text = "They met in March 1998 years ago."
    cut = text.index(" 1998")
    ends = [Span(0, cut), Span(cut + 1, len(text))]
    assert all(m.span.end <= cut or m.span.begin > cut for m in find_times(text, published=SATURDAY, sentences=ends))


def test_a_time_of_saying_does_not_date_the_event() -> None:
    text = "A bomb killed two soldiers, police said on Friday."
    times = find_times(text, published=SATURDAY)
    assert [m.value for m in times] == ["2024-02-02"]
    assert event_interval(Span(0, len(text)), times, anchor=Span(2, 6), text=text) is None


def test_the_time_of_the_same_clause_dates_the_event() -> None:
    text = "On Friday the army shelled the town, which had been seized on 28 January."
    times = find_times(text, published=SATURDAY)
    whole = Span(0, len(text))

    def dated(word: str) -> str:
        begin = text.index(word)
        chosen = event_interval(whole, times, anchor=Span(begin, begin + len(word)), text=text)
        assert chosen is not None
        return chosen.value

    assert dated("shelled") == "2024-02-02"
    assert dated("seized") == "2024-01-28"


def test_days_win_over_years_when_nothing_tells_the_trigger() -> None:
    text = "In 2023 the town was quiet until a raid on Friday."
    chosen = event_interval(Span(0, len(text)), find_times(text, published=SATURDAY))
    assert chosen is not None
    assert chosen.value == "2024-02-02"


def test_times_of_other_sentences_do_not_count() -> None:
    text = "A raid came on Friday. A bomb went off."
    assert event_interval(Span(23, len(text)), find_times(text, published=SATURDAY)) is None


WORDS = """
on the last next two 3 31 12 99 1998 2,000 '89 May march Feb. Monday Sat. week years ago later of and to - , .
10:30 p.m. night every half a quarter twenty second 1990s 9/11 9999999999999 from between now hours century Easter
"""
PIECES = st.sampled_from([*WORDS.split(), "\n\n"])


@given(st.lists(PIECES, max_size=25), st.one_of(st.none(), st.dates()))
def test_any_words_give_ordered_mentions_that_do_not_overlap(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    mentions = find_times(text, published=published)
    assert all(a.span.end <= b.span.begin for a, b in pairwise(mentions))
    assert all(m.span.end <= len(text) and m.rule for m in mentions)
    assert find_times(text, published=published) == mentions


@given(st.text(max_size=200), st.dates())
def test_any_text_is_read(text: str, published: date) -> None:
    find_times(text, published=published)


@pytest.mark.parametrize("piece", ["the ", "year - ago ", "last ", "1,", "\n", "this year 's ", "1", "Monday , "])
def test_long_lines_take_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        find_times(piece * times, published=SATURDAY)
        return time.process_time() - begin

    seconds(100)
    small, large = seconds(2_000), seconds(20_000)
    # quadratic time would be a hundred times as long
    assert large < 40 * max(small, 0.005)
