"""The word tables: complete, consistent, and refused when a list is not there."""

from __future__ import annotations

import pytest

from sayso.errors import DataError
from sayso.knowledge import tables
from sayso.model.claim import Act, Measure


def test_actors_are_many_and_their_names_unique() -> None:
    actors = tables.known_actors()
    names = [actor.name for actor in actors]
    assert len(names) >= 250
    assert len(names) == len(set(names))
    assert all(actor.inter is None or 1 <= actor.inter <= 8 for actor in actors)
    assert all(actor.country is None or len(actor.country) == 2 for actor in actors)


def test_no_alias_belongs_to_two_actors() -> None:
    seen: dict[str, str] = {}
    for actor in tables.known_actors():
        for alias in (actor.name, *actor.aliases):
            assert seen.setdefault(alias.lower(), actor.name) == actor.name


def test_every_measure_has_words_of_harm() -> None:
    assert {row.measure for row in tables.harm_words()} == set(Measure)


def test_every_act_has_verbs() -> None:
    verbs = tables.reporting_verbs()
    assert {verb.act for verb in verbs} == set(Act)
    assert all(len(verb.forms) == 4 for verb in verbs)


def test_number_words() -> None:
    values = {row.words: row.value for row in tables.number_words() if row.value is not None}
    assert values["twelve"] == 12
    assert values["dozen"] == 12


def test_count_nouns_and_titles() -> None:
    assert tables.count_nouns()["soldiers"] == "people"
    assert tables.count_nouns()["missiles"] == "object"
    assert {title.words: title.gender for title in tables.titles()}["spokeswoman"] == "f"
    assert {state.alpha2 for state in tables.states()} >= {"IQ", "US", "IR"}


def test_an_unknown_list_is_a_data_error() -> None:
    with pytest.raises(DataError, match="install sayso again"):
        tables.grammar_words("no such list")
