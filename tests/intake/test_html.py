from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import EmptyInput, NoMainText, SaysoError, TooLarge, WrongLanguage
from sayso.intake import IntakeOptions, read_html
from sayso.model.report import Report

PAGE = (Path(__file__).parent.parent / "data" / "intake" / "page.html").read_text("utf-8")
NO_DATE = PAGE.replace('<meta property="article:published_time" content="2021-03-04T18:20:00+00:00">', "")


def kinds(report: Report) -> list[str]:
    return [block.kind.value for block in report.blocks]


def test_a_page_gives_its_article_and_its_metadata() -> None:
    report = read_html(PAGE.encode())
    assert kinds(report) == ["dateline", "paragraph", "paragraph", "paragraph", "paragraph", "caption"]
    assert report.title == "Villagers bury five after night strike"
    assert (report.outlet, report.author) == ("The Example Post", "Jane Doe")
    assert report.url == "https://post.example.org/world/villagers-bury-five"
    assert report.published is not None
    assert (report.published.day, report.published.inferred_from) == (date(2021, 3, 4), None)
    assert report.blocks[0].span.of(report.text) == "DAMARA, March 4 (Example Agency) —"
    assert report.blocks[-1].span.of(report.text) == "Residents clear rubble from a house. (Photo by John Roe)"


@pytest.mark.parametrize(
    "gone", ["A script wrote", "Home", "Share this", "Follow us", "example.org", "lighthouse", "2019"]
)
def test_what_stands_around_the_article_is_dropped(gone: str) -> None:
    assert gone not in read_html(PAGE).text


def test_a_page_without_a_date_has_none() -> None:
    assert read_html(NO_DATE).published is None


def test_a_date_to_come_is_none() -> None:
    assert read_html(PAGE.replace("2021-03-04T", "2999-03-04T")).published is None


def test_a_dateline_with_a_year_is_an_inferred_date() -> None:
    report = read_html(NO_DATE.replace("March 4 (", "March 4, 2021 ("))
    assert report.published is not None
    assert report.published.inferred_from is not None
    assert report.published.inferred_from.of(report.text) == "March 4, 2021"


def test_the_users_day_stands_for_a_missing_one_alone() -> None:
    options = IntakeOptions(published=date(2020, 1, 1))
    given_day, own_day = read_html(NO_DATE, options=options).published, read_html(PAGE, options=options).published
    assert given_day is not None
    assert own_day is not None
    assert (given_day.day, own_day.day) == (date(2020, 1, 1), date(2021, 3, 4))


@pytest.mark.parametrize("cut", [0.65, 0.75, 0.9])
def test_a_truncated_page_is_read_as_far_as_it_goes(cut: float) -> None:
    assert "Five people were buried" in read_html(PAGE[: int(len(PAGE) * cut)]).text


@pytest.mark.parametrize("tag", ["div", "span", "foo", "blockquote"])
def test_deep_nesting_loses_no_words(tag: str) -> None:
    report = read_html(PAGE.replace("<article>", f"<{tag}>" * 20_000 + "<article>"))
    assert "Five people were buried" in report.text


def test_line_breaks_divide_paragraphs_and_join_no_words() -> None:
    page = (
        "<div>The army said that two of the men were killed in the city.<br><br>The police said so to the press.</div>"
    )
    report = read_html(page)
    assert [block.span.of(report.text) for block in report.blocks] == [
        "The army said that two of the men were killed in the city.",
        "The police said so to the press.",
    ]


def test_a_declared_encoding_is_used() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="windows-1252"')
    assert "“We heard the plane twice,”" in read_html(page.encode("cp1252")).text


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ("", EmptyInput),
        ("<html><body><img src=x></body></html>", NoMainText),
        ("<<<>>><p<p<<div></p></i>&#0;", NoMainText),
        ("<!-- only this -->", NoMainText),
        (
            "<p>Die Armee sagte am Montag, dass zwei Männer in der Stadt getötet und drei verletzt wurden.</p>",
            WrongLanguage,
        ),
    ],
)
def test_a_page_that_cannot_be_read_is_refused(page: str, error: type[SaysoError]) -> None:
    with pytest.raises(error):
        read_html(page)


def test_more_text_than_any_article_has_is_refused() -> None:
    with pytest.raises(TooLarge, match="divide it"):
        read_html("<p>" + "the word of it " * 300_000 + "</p>")


TAGS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<br>",
            "<figure>",
            "<figcaption>",
            "</figcaption>",
            "<table><tr><td>",
            "<!--",
        ),
        *("The army said that it was so. ", "<script>", "</script>", "&amp;", "&#x1F;", "\x00", "<h1>", "<a href='x'>"),
    ]
)


@given(st.one_of(st.text(), st.binary(), st.lists(TAGS, max_size=40).map("".join)))
def test_reading_raises_nothing_but_our_errors_and_blocks_fit(page: str | bytes) -> None:
    try:
        report = read_html(page)
    except SaysoError as error:
        assert str(error)
        return
    end = 0
    for block in report.blocks:
        assert end <= block.span.begin
        end = block.span.end
        assert block.span.of(report.text).strip()
    assert end <= len(report.text)
