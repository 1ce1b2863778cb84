import re
from html.parser import HTMLParser

import pytest

from sayso.model.jsonform import FailureNote
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.render.html import page
from tests.render import fixture, hostile


class _Elements(HTMLParser):
    """All elements of a page with their attributes, and all text of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_links_lead_somewhere_and_ids_are_unique() -> None:
    elements = _Elements(page([fixture.reading(), fixture.reading()]))
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    links = [attributes["href"] or "" for _, attributes in elements.found if "href" in attributes]
    assert len(ids) == len(set(ids))
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_every_claim_has_a_card_and_its_words() -> None:
    reading = fixture.reading()
    made = page([reading])
    claims = [
        *(f"E{number}" for number in range(1, len(reading.events) + 1)),
        *(f"T{number}" for number in range(1, len(reading.tolls) + 1)),
        *(f"S{number}" for number in range(1, len(reading.statements) + 1)),
        *(f"L{number}" for number in range(1, len(reading.loaded_terms) + 1)),
    ]
    for code in claims:
        assert f'id="c-1-{code}"' in made
        assert f'id="w-1-{code}"' in made


def test_the_report_is_shown_whole() -> None:
    text = " ".join(_Elements(page([fixture.reading()])).text.split())
    assert "Two rescue workers were also wounded when a second bomb went off." in re.sub(r" ?[ETS]\d", "", text)
    assert "Share this article" in text


def test_a_report_without_blocks_is_shown_too() -> None:
    assert "A line.\nAnother" not in page([Reading(Report("A line.\nAnother one."), "r")])
    assert "Another one." in page([Reading(Report("A line.\nAnother one."), "r")])


def test_failures_are_listed() -> None:
    made = page([], [FailureNote("<b>x", "EmptyInput", "no words in it", 3)])
    assert "no words in it" in made
    assert "<b>x" not in made


@pytest.mark.parametrize("reading", [fixture.reading(), hostile.reading()])
def test_nothing_can_run_and_nothing_is_loaded(reading: Reading) -> None:
    made = page([reading])
    elements = _Elements(made)
    assert "default-src 'none'" in made
    assert {tag for tag, _ in elements.found}.isdisjoint({"script", "img", "svg", "link", "iframe", "object", "form"})
    for _, attributes in elements.found:
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_the_address_of_a_report_is_a_link_only_when_it_is_a_web_address() -> None:
    assert 'href="https://example.org/a"' in page([Reading(Report("x", url="https://example.org/a"), "r")])
    assert "href=" not in page([Reading(Report("x", url="data:text/html,x"), "r")]).split("</header>")[1]


def test_controls_and_overrides_are_shown_not_obeyed() -> None:
    made = page([hostile.reading()])
    made.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", made)
    assert "49" not in _Elements(made).text
