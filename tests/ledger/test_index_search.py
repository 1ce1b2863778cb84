"""Full-text search: what is found, and that nothing that is typed can be anything but words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import Ledger
from sayso.ledger.index.search import words_of
from sayso.model.overview import Wanted
from sayso.model.report import Report
from tests.ledger import postgres
from tests.ledger.made import apart, read, report
from tests.render import hostile

HOSTILE = (
    '" OR 1=1 --', '"', "'", '""""',
    "'; DROP TABLE reports; --", "holm*", "NEAR(a b)", "a AND", "OR", "NOT x", "(", "^a",
    "title:holm", "-holm", "a:*", "!a & | b", "<->", "\\", "\\'", "%", "_", "\0", "a\0b",
    "\ud800", "\u202e", "x" * 10_000,
    "a " * 5_000, '"' * 10_000, "é" * 10_000, "𝔥𝔬𝔩𝔪", "१२", "\x1b[2J", "{col}:x", "a+b", "rank MATCH 'x'",
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger that is only asked, on either database."""
    where = str(tmp_path_factory.mktemp("search") / "filled.db")
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgres_server")
        postgres.create_database(address, "searched", template="ready")
        where = address.format(database="searched")
    with Ledger.open(where) as ledger:
        _fill(ledger)
        yield ledger


def _fill(ledger: Ledger) -> None:
    told, other = report("Holm", "Tarn"), report("Vesk", killed=40, outlet="Other Post")
    ledger.add([read(told), read(other)])
    apart(ledger, f"{told.id}/e1", f"{told.id}/e2", f"{other.id}/e1")


@pytest.mark.parametrize(
    ("words", "incidents", "claims"),
    [
        ("Holm", 2, 3),  # the report that tells of Holm tells of Tarn too
        ("holm TARN", 2, 0),
        ("Vesk", 1, 3),
        ("ves", 1, 3),
        ("ves gunmen", 0, 0),
        ("gunmen ves", 1, 3),
        ("river front", 3, 9),
        ("40", 1, 3),
        ("'Vesk', “gunmen”", 1, 3),
        ("nowhere", 0, 0),
        ("farmers killed", 3, 9),
        (" … -- !", 3, 9),
    ],
)
def test_all_words_must_be_there_and_the_last_may_be_begun(
    filled: Ledger, words: str, incidents: int, claims: int
) -> None:
    assert filled.incident_rows(Wanted(words=words)).total == incidents
    assert filled.claim_rows(Wanted(words=words)).total == claims


@pytest.mark.parametrize("words", HOSTILE)
def test_what_is_typed_is_only_ever_words(filled: Ledger, words: str) -> None:
    wanted = Wanted(words=words, actor=words, speaker=words, outlet=words, countries=frozenset((words,)), report=words)
    for asked in (wanted, Wanted(words=words)):
        overview = filled.overview(asked)
        filled.claim_rows(asked)
        filled.queue(asked)
        assert overview.listing.total <= 3


def test_nothing_that_was_typed_did_any_harm(filled: Ledger) -> None:
    assert filled.check() == ()
    assert filled.progress().claims == 9


@settings(max_examples=60, deadline=None)
@given(words=st.text(st.characters(codec=None), max_size=60))
def test_any_text_can_be_looked_for(filled: Ledger, words: str) -> None:
    filled.incident_rows(Wanted(words=words))
    filled.claim_rows(Wanted(words=words))
    assert all(word.isalnum() for word in words_of(words))


def test_accents_and_punctuation_do_not_keep_words_from_being_found(ledger: Ledger) -> None:
    text = (
        "Gunmen of the River Front killed 12 farmers in Holm on Saturday, the health office said. Nájera's F-16/Su-25."
    )
    ledger.add([read(Report(text, title="Ürümqi: 2024-02-03"))])
    for words in ("najera", "Nájera", "F-16", "su 25", "urumqi", "ÜRÜMQI", "2024-02-03", "03 02"):
        assert ledger.incident_rows(Wanted(words=words)).total == 1, words


def test_a_hostile_report_can_be_searched(ledger: Ledger) -> None:
    ledger.add([hostile.reading()])
    assert ledger.incident_rows(Wanted(words="twelve owned")).total == 1
    assert ledger.check() == ()


def test_a_very_long_report_can_be_stored_and_searched(ledger: Ledger) -> None:
    told = report("Holm")
    long = Report(told.text + "\n" + " ".join(f"w{number}x" for number in range(150_000)), title="Long")
    ledger.add([read(long)])
    assert ledger.incident_rows(Wanted(words="holm w17x")).total == 1
