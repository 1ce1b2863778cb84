"""Do two scenes tell one event?"""

from __future__ import annotations

import math
from datetime import date

import pytest

from sayso.model.dates import Interval, Precision, TimeKind, TimeMention
from sayso.model.event import EventType, Role
from sayso.model.place import Place
from sayso.model.span import Span
from sayso.reading.join import FEATURES, Pair, features, score, weights
from sayso.reading.scenes import Scene
from sayso.reading.segment import segment
from sayso.reading.tellings import Telling

TEXT = (
    "A shell hit the market in Tolm and killed 9 people. The shell was fired by rebels. "
    "Another shell fell on Marsa a week later."
)
STRIKE, SHELL, ATTACK = EventType.AIR_DRONE_STRIKE, EventType.SHELLING_ARTILLERY_MISSILE, EventType.ATTACK


def scene(
    sentence: int,
    *,
    kind: EventType = SHELL,
    generic: bool = False,
    place: str | None = None,
    day: int | None = None,
    who: str | None = None,
    actor: str | None = None,
    numbers: tuple[int, ...] = (),
) -> Scene:
    span = segment(TEXT)[sentence].span
    begin = TEXT.lower().index("shell", span.begin)
    trigger = Span(begin, begin + 5)
    time = None
    if day is not None:
        when = Interval(date(2020, 5, day), date(2020, 5, day), Precision.DAY)
        time = TimeMention(span, TimeKind.DATE, "", when)
    role = Role(Span(TEXT.index(who), TEXT.index(who) + len(who)), actor) if who else None
    spot = Place(Span(TEXT.index(place), TEXT.index(place) + len(place)), place) if place else None
    telling = Telling(sentence, span, kind, trigger, 0.9, generic)
    return Scene(
        telling, (role,) if role else (), (), (spot,) if spot else (), time, frozenset(numbers)
    )  # fmt: skip


def named(first: Scene, second: Scene) -> dict[str, float]:
    pair = Pair(TEXT, first, second)
    return dict(zip((name for name, _, _ in FEATURES), features(pair), strict=True))


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    assert set(weights()) == {name for name, _, _ in FEATURES} | {"bias"}
    assert all(math.isfinite(w) for w in weights().values())


@pytest.mark.parametrize(
    ("first", "second", "true"),
    [
        (scene(0), scene(0), {"same_type", "same_sentence"}),
        (scene(0), scene(1), {"same_type", "next_sentence", "definite"}),
        (scene(0, day=3), scene(1, day=3), {"same_date"}),
        (scene(0, day=3), scene(1, day=4), {"other_date"}),
        (scene(0, place="Tolm"), scene(1, place="Tolm"), {"same_place"}),
        (scene(0, place="Tolm"), scene(2, place="Marsa"), {"other_place", "another"}),
        (scene(0, numbers=(9,)), scene(2, numbers=(9, 2)), {"same_number"}),
        (scene(0, who="rebels"), scene(1, who="rebels"), {"same_perpetrator"}),
        (scene(0, who="rebels"), scene(1, who="people"), {"other_perpetrator"}),
        (scene(0, who="rebels", actor="a1"), scene(1, who="people", actor="a1"), {"same_perpetrator"}),
    ],
)
def test_reasons(first: Scene, second: Scene, true: set[str]) -> None:
    told = named(first, second)
    assert {name for name in true if told[name] == 1} == true


@pytest.mark.parametrize("name", ["same_date", "other_date", "same_place", "other_place", "same_number",
                                  "same_perpetrator", "other_perpetrator", "same_target", "other_target"])  # fmt: skip
def test_what_is_not_told_counts_neither_way(name: str) -> None:
    assert named(scene(0, day=3, place="Tolm", who="rebels", numbers=(9,)), scene(1))[name] == 0


def test_words_that_fit_many_kinds_go_with_another_kind() -> None:
    assert named(scene(0), scene(1, kind=STRIKE))["same_type"] == 0
    assert named(scene(0), scene(1, kind=ATTACK, generic=True))["same_type"] == 1


def test_a_score_is_a_probability_with_reasons() -> None:
    value, why = score(Pair(TEXT, scene(0, day=3), scene(1, day=3)))
    assert 0 < value < 1
    assert "(" in why


def test_different_days_speak_against_one_event() -> None:
    same, _ = score(Pair(TEXT, scene(0, day=3), scene(1, day=3)))
    other, _ = score(Pair(TEXT, scene(0, day=3), scene(1, day=4)))
    assert other < same
