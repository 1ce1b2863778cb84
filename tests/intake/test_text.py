from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import EmptyInput, NoMainText, SaysoError, WrongLanguage
from sayso.intake import IntakeOptions, read_text, report_from_text
from sayso.intake.text import is_caption, is_furniture
from sayso.model.report import BlockKind, Report

DATA = Path(__file__).parent.parent / "data" / "intake"
BODY = "The army said on Monday that two men were killed in the town.\n\nThe mayor denied it."


def blocks(report: Report) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(report.text)) for block in report.blocks]


def kinds(report: Report) -> list[str]:
    return [block.kind.value for block in report.blocks]


def test_a_pasted_page_is_told_apart_from_its_furniture() -> None:
    report = read_text((DATA / "pasted.txt").read_bytes())
    assert kinds(report) == [
        *("furniture", "headline", "caption", "dateline", "paragraph", "paragraph", "paragraph"),
        *("furniture", "furniture", "furniture", "furniture"),
    ]
    assert report.title == "Villagers bury five after night strike near Example Valley"
    assert report.text == (DATA / "pasted.txt").read_text("utf-8")
    assert report.published is not None
    assert report.published.day == date(2021, 3, 4)
    assert report.published.inferred_from is not None
    assert report.published.inferred_from.of(report.text) == "March 4, 2021"
    assert report.outlet is None


def test_the_paragraph_follows_its_dateline_directly() -> None:
    report = report_from_text("KABUL, Nov 8 (Reuters) -- Gunmen attacked a post.\n\nNobody was hurt.")
    assert blocks(report) == [
        ("dateline", "KABUL, Nov 8 (Reuters) --"),
        ("paragraph", "Gunmen attacked a post."),
        ("paragraph", "Nobody was hurt."),
    ]


def test_a_dateline_without_a_year_dates_nothing() -> None:
    assert report_from_text("KABUL, Nov 8 (Reuters) -- Gunmen attacked a post.").published is None


def test_a_given_day_goes_before_an_inferred_one() -> None:
    report = report_from_text("KABUL, Nov 8, 2006 (Reuters) -- Gunmen attacked a post.", published=date(2006, 11, 9))
    assert report.published is not None
    assert (report.published.day, report.published.inferred_from) == (date(2006, 11, 9), None)


def test_a_date_line_at_the_head_goes_before_a_caption() -> None:
    text = f"Rebels take the town\n\nPublished: 5 May 2022\n\nThe bridge on May 1, 2022. (Photo by A. Doe)\n\n{BODY}"
    report = report_from_text(text)
    assert report.published is not None
    assert report.published.day == date(2022, 5, 5)
    assert kinds(report)[:3] == ["headline", "furniture", "caption"]


def test_an_archive_picture_dates_nothing() -> None:
    text = f"The bridge on May 1, 2012. (File photo by A. Doe)\n\n{BODY}"
    assert report_from_text(text).published is None


def test_a_day_told_in_the_body_dates_nothing() -> None:
    assert report_from_text("The attack was on January 28, 2024.\n\nTwo were hurt.").published is None


@pytest.mark.parametrize(
    "first", ["Two killed in raid on market", "TWO KILLED IN RAID ON MARKET", "Who bombed the market?"]
)
def test_a_headline_is_found_and_becomes_the_title(first: str) -> None:
    text = f"World\n\n{first}\n\n{BODY}"
    report = report_from_text(text)
    assert kinds(report) == ["furniture", "headline", "paragraph", "paragraph"]
    assert report.title == first


def test_a_first_sentence_is_no_headline() -> None:
    assert kinds(report_from_text(BODY)) == ["paragraph", "paragraph"]
    assert report_from_text(BODY).title is None


def test_a_known_title_that_opens_the_line_is_a_headline() -> None:
    report = report_from_text(
        "Raid kills two in market. CLINTON — Two men died on Monday.", title="Raid kills two in market"
    )
    assert blocks(report) == [
        ("headline", "Raid kills two in market."),
        ("dateline", "CLINTON —"),
        ("paragraph", "Two men died on Monday."),
    ]


def test_a_sentence_that_begins_like_the_title_is_whole() -> None:
    text = "Raid kills two in market of the northern town, police said."
    assert blocks(report_from_text(text, title="Raid kills two")) == [("paragraph", text)]


def test_links_behind_the_article_are_furniture_and_sentences_are_not() -> None:
    text = f"{BODY}\n\nREAD MORE:\n\nMan held over market fire\n\nThe inquiry goes on."
    assert kinds(report_from_text(text)) == ["paragraph", "paragraph", "furniture", "paragraph", "paragraph"]
    text = f"{BODY}\n\nREAD MORE:\n\nMan held over market fire"
    assert kinds(report_from_text(text)) == ["paragraph", "paragraph", "furniture", "furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "News   /   Iraq",
        "SHARE THIS ARTICLE",
        "Facebook | Twitter | WhatsApp",
        "www.example.org",
        "https://example.org/a/b?c=d",
        "Follow us on Telegram",
        "Also on The Example Post:",
        "The Post’s website can also be accessed at the following alternate addresses:",
        "Subscribe to our newsletter",
        "© 2021 The Example Post. All rights reserved.",
        "Related: Man held over market fire",
        "Advertisement",
        "By Jane Doe and John Roe",
        "(Reporting by Jane Doe; Editing by John Roe)",
        "3 hours ago",
        "reporter@example.org",
        "Saturday, March 19, 2016",
        "* * *",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "The group said it had carried out the attack.",
        "By Monday the town had fallen.",
        "From the hills they shelled the town.",
        "More than 20 people were killed.",
        "Follow-up strikes hit the base.",
        "Two killed in raid on market",
        "News of the attack spread quickly.",
        "Share of the blame lies with the army, he said.",
        "Home to 20,000 people, the town was shelled for days.",
        "Updated figures put the dead at 20.",
        "Copyright law was cited by the judges.",
        "“Print it,” he said.",
        "The statement can also be read as a threat.",
        "Get out, the soldiers told them.",
        "Live fire killed two protesters.",
        "Video showed the men being beaten.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Soldiers inspect a car, February 3, 2024. (Photo by Reuters)",
        "A man prays at the grave [Jane Doe/AFP]",
        "The square after the blast. (AP Photo/Jane Doe)",
        "File photo: a post at the border",
        "The market after the raid. Photo: Jane Doe",
        "This photo released by the army shows the bridge.",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line", ["The man (a soldier) died.", "He shared a photo of the bridge.", "The army (and police) fired."]
)
def test_sentences_are_no_captions(line: str) -> None:
    assert not is_caption(line)


def test_markdown_headings_are_headlines_without_their_marks() -> None:
    report = report_from_text(f"# Rebels take the town\n\n{BODY}")
    assert blocks(report)[0] == ("headline", "Rebels take the town")


def test_nothing_of_the_text_is_changed() -> None:
    text = "\u201cRebels\u201d took\u00a0the to\u00adwn, it said.\r\n\r\n\x07The mayor\x1b[31m denied it.\r\n"
    report = report_from_text(text)
    assert report.text == text
    assert [words for _, words in blocks(report)] == [
        "\u201cRebels\u201d took\u00a0the to\u00adwn, it said.",
        "\x07The mayor\x1b[31m denied it.",
    ]


def test_options_stand_for_what_the_text_lacks() -> None:
    options = IntakeOptions(published=date(2020, 1, 2), outlet="The Example Post", title="A title")
    report = read_text(BODY, origin="a.txt", options=options)
    assert report.published is not None
    assert (report.published.day, report.outlet, report.title, report.origin) == (
        date(2020, 1, 2),
        "The Example Post",
        "A title",
        "a.txt",
    )


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyInput),
        (" \n\u00a0\t", EmptyInput),
        ("SHARE THIS ARTICLE\n\nwww.example.org", NoMainText),
        ("...\n\n!!!", NoMainText),
        ("Die Armee sagte am Montag, dass zwei Männer in der Stadt getötet und drei verletzt wurden.", WrongLanguage),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, error: type[SaysoError]) -> None:
    with pytest.raises(error):
        read_text(text)


def test_a_million_words_in_one_line_are_one_paragraph() -> None:
    text = "the soldiers of the town " * 200_000
    report = read_text(text)
    assert kinds(report) == ["paragraph"]


def test_very_many_lines_take_no_more_than_linear_time() -> None:
    report = report_from_text("Two men were killed.\nShare this\n\n" * 20_000)
    assert len(report.blocks) == 40_000


PIECES = st.sampled_from(
    [
        *(
            "KABUL, Nov 8 (Reuters) -- ",
            "SHARE THIS",
            "\n",
            "\n\n",
            "\r\n",
            "\u2029",
            "www.a.org",
            "(Photo by X)",
            "# ",
            "- ",
        ),
        *(
            "The army said so. ",
            "[TEXT] ",
            "—",
            "News / Iraq",
            "March 4, 2021",
            "By Jane Doe",
            "\x00",
            "\ud800",
            "\u00a0",
            "“",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)), st.one_of(st.none(), st.text(max_size=20)))
def test_blocks_are_in_order_disjoint_and_within_the_text(text: str, title: str | None) -> None:
    report = report_from_text(text, title=title)
    end = 0
    for block in report.blocks:
        assert end <= block.span.begin < block.span.end <= len(text)
        words = block.span.of(text)
        assert words == words.strip()
        assert words
        end = block.span.end
    assert report.text == text
    if report.published and report.published.inferred_from:
        assert report.published.inferred_from.of(text)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_every_character_but_white_space_is_in_a_block_or_marks_a_heading(text: str) -> None:
    covered = {i for block in report_from_text(text).blocks for i in range(block.span.begin, block.span.end)}
    left = "".join(c for i, c in enumerate(text) if i not in covered)
    assert not left.replace("#", "").strip()


@given(st.one_of(st.text(), st.binary(), st.lists(PIECES, max_size=30).map("".join)))
def test_reading_raises_nothing_but_our_errors(data: str | bytes) -> None:
    try:
        report = read_text(data)
    except SaysoError as error:
        assert str(error)
    else:
        assert any(block.kind is not BlockKind.FURNITURE for block in report.blocks)
