"""What tolls and statements add to events: victims as targets, the day that a doer gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sayso.model.actor import Actor, MentionKind
from sayso.model.claim import Attribution, AttributionKind, Measure, Toll
from sayso.model.event import Event, EventType, Role, Status
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.reading.completing import completed
from sayso.reading.deixis import respoken
from sayso.reading.draft import Draft
from sayso.reading.times import find_times
from tests.reading.by_hand import at, draft

TEXT = (
    "Air strikes by Norland killed twelve farmers near the river. The Russian president spoke on Friday. "
    "“Our response began today,” he said in a statement on Friday."
)


def role(words: str) -> Role:
    return Role(at(TEXT, words))


def strike(text: str = TEXT, by: Sequence[Role] = (), on: Sequence[Role] = (), number: int = 1) -> Event:
    first = draft(text).sentences[0].span
    return Event(
        f"e{number}", EventType.AIR_DRONE_STRIKE, Status.OCCURRED, (first,), perpetrators=tuple(by), targets=tuple(on)
    )


def toll(measure: Measure, number: int, event: str | None = "e1") -> Toll:
    span = at(TEXT, "twelve")
    return Toll("t1", measure, Quantity(number, number, span, span), Span(0, 60), at(TEXT, "farmers"), event)


def with_tolls(event: Event, *tolls: Toll) -> Event:
    return completed(replace(draft(TEXT), events=(event,), tolls=tolls))[0]


def test_an_event_without_targets_hit_the_people_counted() -> None:
    made = with_tolls(strike(), toll(Measure.KILLED, 12))
    assert [r.span.of(TEXT) for r in made.targets] == ["farmers"]


def test_targets_told_are_left_alone_and_nobody_is_hit_by_no_casualties() -> None:
    told = with_tolls(strike(on=[role("the river")]), toll(Measure.KILLED, 12))
    assert [r.span.of(TEXT) for r in told.targets] == ["the river"]
    assert with_tolls(strike(), toll(Measure.KILLED, 0)).targets == ()
    assert with_tolls(strike(), toll(Measure.KILLED, 12, event=None)).targets == ()
    assert with_tolls(strike(), toll(Measure.DISPLACED, 12)).targets == ()


OWN = (
    "Russian air strikes hit the town. The Russian president Ivan Petrov issued a statement on Friday. "
    "“{whose} response began today,” Petrov said in a statement on Friday."
)


def spoken(whose: str, *, strikes: int = 1) -> Draft:
    text = OWN.format(whose=whose)
    start = draft(text, published=date(2024, 2, 3))  # a Saturday
    president = Actor("a1", "Ivan Petrov", (at(text, "Russian president Ivan Petrov"), at(text, "Petrov", 1)),
                      MentionKind.PERSON)  # fmt: skip
    quote = Attribution(
        "q1", (at(text, f"“{whose} response began today,”"),), (at(text, "Petrov", 1),), (at(text, "said"),),
        AttributionKind.DIRECT, "a1",
    )  # fmt: skip
    times = find_times(text, published=start.published, sentences=[s.span for s in start.sentences])
    full = replace(start, times=times, actors=(president,), attributions=(quote,))
    first = start.sentences[0].span
    events = tuple(
        Event(f"e{n + 1}", EventType.AIR_DRONE_STRIKE, Status.OCCURRED, (first,),
              perpetrators=(Role(at(text, "Russian")),))
        for n in range(strikes)
    )  # fmt: skip
    return replace(full, times=respoken(full), events=events)


def test_a_party_dates_its_own_deed() -> None:
    (event,) = completed(spoken("Our"))
    assert event.date is not None
    assert event.date.interval.first == date(2024, 2, 2)
    assert "its doer dates it" in event.date.why


def test_what_is_not_its_own_deed_stays_undated() -> None:
    (event,) = completed(spoken("Their"))
    assert event.date is None


def test_of_two_undated_deeds_none_is_dated() -> None:
    assert [e.date for e in completed(spoken("Our", strikes=2))] == [None, None]
