"""What each telling brings along."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.model.actor import Actor
from sayso.model.event import EventType
from sayso.model.place import Place, PlacePrecision
from sayso.model.span import Span
from sayso.reading.quantities import find_quantities
from sayso.reading.scenes import Scene, listed_places, scenes
from sayso.reading.tellings import Telling
from sayso.reading.voices import ActorIndex
from tests.reading.by_hand import Tags, at, draft

TOWN, SITE = PlacePrecision.TOWN, PlacePrecision.SITE
ADMIN1, COUNTRY = PlacePrecision.ADMIN1, PlacePrecision.COUNTRY


def place(text: str, name: str, precision: PlacePrecision = TOWN, within: tuple[str, ...] = ()) -> Place:
    return Place(at(text, name), name, precision, within=within)


def test_an_actor_is_found_by_most_of_its_words() -> None:
    text = "The River Front of the north fired. Front pages were full."
    index = ActorIndex([Actor("a1", "River Front", (at(text, "River Front"),))])
    assert index.of(at(text, "River Front")) == "a1"
    assert index.of(at(text, "The River Front")) == "a1"
    assert index.of(at(text, "The River Front of the north")) is None, "less than half of the words"
    assert index.of(at(text, "Front pages")) is None


@pytest.mark.parametrize(
    ("text", "names", "listed"),
    [
        ("Shells hit Tolm, as well as the village of Marsa.", ["Tolm", "Marsa"], ["Tolm", "Marsa"]),
        ("Shells hit Tolm and Marsa.", ["Tolm", "Marsa"], ["Tolm", "Marsa"]),
        ("A convoy was hit between Tolm and Marsa.", ["Tolm", "Marsa"], []),
        ("Shells hit Tolm, Marsa.", ["Tolm", "Marsa"], []),
        ("Shells hit Tolm.", ["Tolm"], []),
    ],
)
def test_places_told_one_by_one(text: str, names: list[str], listed: list[str]) -> None:
    assert [p.name for p in listed_places(text, [place(text, n) for n in names])] == listed


def test_a_place_and_the_region_that_holds_it_are_no_list() -> None:
    text = "Shells hit Tolm and Old Marsa."
    assert listed_places(text, [place(text, "Tolm", within=("Old Marsa",)), place(text, "Old Marsa")]) == ()
    assert listed_places(text, [place(text, "Tolm"), place(text, "Old Marsa", COUNTRY)]) == ()


LISTED = "The front fired rockets at the base of Tolm in Ardo, as well as the village of Marsa in Bel. Two men died."
TAGS = [
    ("perpetrator", "perpetrator", "The front"),
    ("where", "where", "Tolm in Ardo"),
    ("where", "where", "Marsa in Bel"),
]


def made(text: str, triggers: list[tuple[int, str, EventType]], places: list[Place], tags: Tags) -> tuple[Scene, ...]:
    start = draft(text, tags)
    spans = [s.span for s in start.sentences]
    told = [Telling(n, spans[n], kind, at(text, word), 0.9) for n, word, kind in triggers]
    full = replace(start, places=tuple(places), quantities=find_quantities(text, spans))
    return scenes(full, told)


def test_a_sentence_that_lists_places_is_a_scene_for_each() -> None:
    places = [
        place(LISTED, "Tolm", SITE),
        place(LISTED, "Ardo", ADMIN1),
        place(LISTED, "Marsa"),
        place(LISTED, "Bel", ADMIN1),
    ]
    found = made(LISTED, [(0, "rockets", EventType.SHELLING_ARTILLERY_MISSILE)], places, TAGS)
    assert [s.place.name for s in found if s.place] == ["Tolm", "Marsa"]
    assert all(len(s.perpetrators) == 1 for s in found), "who did it did both"
    assert [{"Tolm", "Ardo"} <= {p.name for p in s.places} for s in found] == [True, False]
    assert [{"Marsa", "Bel"} <= {p.name for p in s.places} for s in found] == [False, True]


def test_each_of_two_tellings_takes_what_stands_near_it() -> None:
    text = "Police arrested nine students in Tolm after rebels shelled a school in Marsa."
    tags = [
        ("perpetrator", "perpetrator", "Police"),
        ("perpetrator", "perpetrator", "rebels"),
        ("target", "target", "students"),
        ("target", "target", "a school"),
        ("where", "where", "Tolm"),
        ("where", "where", "Marsa"),
    ]
    triggers = [(0, "arrested", EventType.ARRESTS), (0, "shelled", EventType.SHELLING_ARTILLERY_MISSILE)]
    found = made(text, triggers, [place(text, "Tolm")], tags)
    first, second = found[0], found[-1]
    assert [r.span.of(text) for r in first.perpetrators] == ["Police"]
    assert [r.span.of(text) for r in second.perpetrators] == ["rebels"]
    assert [r.span.of(text) for r in first.targets] == ["students"]
    assert [r.span.of(text) for r in second.targets] == ["a school"]


def test_numbers_of_the_sentence_alone() -> None:
    text = "Rockets killed 12 people. The other 30 fled."
    (scene,) = made(text, [(0, "Rockets", EventType.SHELLING_ARTILLERY_MISSILE)], [], [])
    assert scene.numbers == {12}
    assert scene.span == Span(0, len("Rockets killed 12 people."))


def test_without_an_encoding_no_scenes() -> None:
    assert scenes(replace(draft(LISTED), encoding=None), ()) == ()
