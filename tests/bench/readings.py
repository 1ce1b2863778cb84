"""One small report and a reading of it made by hand, for the tests of the mappings."""

from __future__ import annotations

from datetime import date

from sayso.model.actor import Actor, Mention, MentionKind
from sayso.model.claim import Act, Attribution, Measure, Speaker, Statement, Toll
from sayso.model.dates import Interval, Precision, TimeKind, TimeMention
from sayso.model.event import Event, EventDate, EventType, Role, Status
from sayso.model.place import Place, PlacePrecision
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading, Sentence
from sayso.model.report import Report
from sayso.model.span import Span

FIRST = "Gunmen of the Red Front killed at least 12 farmers in Northtown on Friday."
SECOND = "The mayor condemned the attack and said the Front had also wounded dozens."
TEXT = f"{FIRST}\n\n{SECOND}"


def at(words: str, after: int = 0) -> Span:
    """Where the words stand."""
    begin = TEXT.index(words, after)
    return Span(begin, begin + len(words))


def reading() -> Reading:
    """The reading of TEXT."""
    first, second = at(FIRST), at(SECOND)
    day = Interval(date(2024, 2, 2), date(2024, 2, 2), Precision.DAY)
    mayor = Speaker(at("The mayor"), "a2")
    place = Place(at("Northtown"), "Northtown", PlacePrecision.TOWN, 1.5, 2.5, country="SD", geonameid=7)
    unresolved = Place(at("Front", second.begin), "Front")
    event = Event(
        id="e1",
        type=EventType.ATTACK,
        status=Status.OCCURRED,
        evidence=(first,),
        date=EventDate(day, at("Friday")),
        places=(place,),
        countries=("SD",),
        perpetrators=(Role(at("the Red Front"), "a1"),),
        targets=(Role(at("farmers"), None),),
    )
    twelve = Quantity(12, None, at("12"), at("at least 12"))
    dozens = Quantity(None, None, at("dozens"), at("dozens"))
    return Reading(
        report=Report(TEXT),
        reader_id="test",
        sentences=(Sentence(first, 0), Sentence(second, 1)),
        times=(TimeMention(at("Friday"), TimeKind.DATE, "2024-02-02", day),),
        places=(place, unresolved),
        mentions=(
            Mention(at("the Red Front"), MentionKind.ORGANISATION, "a1"),
            Mention(at("farmers"), MentionKind.PEOPLE),
        ),
        actors=(
            Actor("a1", "the Red Front", (at("the Red Front"), at("the Front"))),
            Actor("a2", "The mayor", (at("The mayor"),), MentionKind.PERSON),
        ),
        attributions=(
            Attribution(
                "q1", content=(at("the Front had also wounded dozens"),), source=(mayor.span,), cue=(at("said"),)
            ),
            Attribution("q2", content=(at("wounded dozens"),), parent="q1"),
        ),
        events=(event,),
        tolls=(
            Toll("t1", Measure.KILLED, twelve, first, who=at("farmers"), event="e1"),
            Toll("t2", Measure.INJURED, dozens, second, speaker=mayor, event="e1"),
            Toll("t3", Measure.CASUALTIES, dozens, second, speaker=mayor),
        ),
        statements=(
            Statement("s1", Act.CONDEMN, mayor, second, event="e1"),
            Statement("s2", Act.ACCUSE, mayor, second, accused=at("the Front")),
        ),
    )
