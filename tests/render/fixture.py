"""A rich reading made by hand: every value finds its words in the text, so offsets cannot go stale."""

from __future__ import annotations

from datetime import date

from sayso.model.actor import Actor, Mention, MentionKind
from sayso.model.claim import (
    Act,
    Attribution,
    AttributionKind,
    LoadedTerm,
    Measure,
    Speaker,
    Statement,
    Toll,
)
from sayso.model.dates import Interval, Precision, TimeKind, TimeMention
from sayso.model.event import Event, EventDate, EventType, Role, Status
from sayso.model.place import Place, PlacePrecision
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading, Sentence
from sayso.model.report import Block, BlockKind, Published, Report
from sayso.model.span import Span

TEXT = """Tallis Gazette | World

Raid on border town leaves families without homes, officials say

A damaged bakery in Old Marsa after the raid, 12 May 2023. (Sample photograph)

MARSA, May 12 (Sample Wire) - Aircraft of the Northern Federation bombed the town of Old Marsa early on Friday, \
killing at least 14 people, the provincial health office said.

The governor, Ilse Varn, said 19 people had been killed and 31 wounded, most of them children. "This is a massacre, \
and we demand that it stop," she told reporters.

The Federation denied that it had hit homes. "Our pilots struck a depot of the terrorist gang and nothing else," \
Colonel Petr Hahn said in a statement.

Two rescue workers were also wounded when a second bomb went off.

The River Front, an armed group that holds the far bank, said it had fired rockets at the Federation's air base near \
Tolm in retaliation. There was no independent word of such an attack.

Share this article
"""


def at(words: str, nth: int = 0) -> Span:
    """Where `words` stand in the text, the nth time from 0."""
    begin = -1
    for _ in range(nth + 1):
        begin = TEXT.index(words, begin + 1)
    return Span(begin, begin + len(words))


def said(words: str, actor: str | None, nth: int = 0) -> Speaker:
    """A speaker named by these words."""
    return Speaker(at(words, nth), actor)


FIRST = at(
    "Aircraft of the Northern Federation bombed the town of Old Marsa early on Friday, killing at least 14 people, "
    "the provincial health office said."
)
GOVERNOR = at("The governor, Ilse Varn, said 19 people had been killed and 31 wounded, most of them children.")
DEMAND = at('"This is a massacre, and we demand that it stop," she told reporters.')
DENIAL = at("The Federation denied that it had hit homes.")
DEPOT = at('"Our pilots struck a depot of the terrorist gang and nothing else," Colonel Petr Hahn said in a statement.')
RESCUERS = at("Two rescue workers were also wounded when a second bomb went off.")
ROCKETS = at(
    "The River Front, an armed group that holds the far bank, said it had fired rockets at the Federation's air base "
    "near Tolm in retaliation."
)
NO_WORD = at("There was no independent word of such an attack.")
SENTENCES = (FIRST, GOVERNOR, DEMAND, DENIAL, DEPOT, RESCUERS, ROCKETS, NO_WORD)


def _report() -> Report:
    body = [BlockKind.PARAGRAPH, *[BlockKind.PARAGRAPH] * 4]
    paragraphs = [line for line in TEXT.splitlines() if line][3:-1]
    blocks = [
        Block(BlockKind.FURNITURE, at("Tallis Gazette | World")),
        Block(BlockKind.HEADLINE, at("Raid on border town leaves families without homes, officials say")),
        Block(BlockKind.CAPTION, at("A damaged bakery in Old Marsa after the raid, 12 May 2023. (Sample photograph)")),
        Block(BlockKind.DATELINE, at("MARSA, May 12 (Sample Wire) -")),
        Block(BlockKind.PARAGRAPH, FIRST),
        *(Block(kind, at(line)) for kind, line in zip(body[1:], paragraphs[1:], strict=True)),
        Block(BlockKind.FURNITURE, at("Share this article")),
    ]
    return Report(
        text=TEXT,
        title="Raid on border town leaves families without homes, officials say",
        outlet="Tallis Gazette (sample)",
        published=Published(date(2023, 5, 12), at("12 May 2023")),
        origin="tallis.txt",
        blocks=tuple(blocks),
    )


def _events() -> tuple[Event, ...]:
    friday = Interval(date(2023, 5, 12), date(2023, 5, 12), Precision.DAY)
    marsa = Place(
        span=at("Old Marsa", 1),
        name="Old Marsa",
        precision=PlacePrecision.TOWN,
        latitude=34.512345,
        longitude=-3.25,
        country="MA",
        admin1="Oriental",
        geonameid=123456,
        within=("Oriental", "Morocco"),
        source="sample",
        score=0.93,
        why="the only town of this name in a country that the report names",
    )
    tolm = Place(span=at("Tolm"), name="Tolm", relation=at("near"), score=0.2, why="not in the gazetteer")
    raid = Event(
        id="e1",
        type=EventType.AIR_DRONE_STRIKE,
        status=Status.DENIED,
        evidence=(FIRST, GOVERNOR),
        trigger=at("bombed"),
        date=EventDate(friday, at("Friday"), "the Friday on or before publication"),
        places=(marsa,),
        countries=("MA",),
        perpetrators=(Role(at("Northern Federation"), "a1", 0.97, "subject of “bombed”"),),
        targets=(Role(at("the town of Old Marsa"), None, 0.9, "object of “bombed”"),),
        weapons=(at("Aircraft"),),
        score=0.96,
        why="“bombed” in the report's own voice",
    )
    second = Event(
        id="e2",
        type=EventType.REMOTE_EXPLOSIVE,
        status=Status.OCCURRED,
        evidence=(RESCUERS,),
        trigger=at("bomb", 1),
        score=0.5,
    )
    rockets = Event(
        id="e3",
        type=EventType.SHELLING_ARTILLERY_MISSILE,
        status=Status.CLAIMED,
        evidence=(ROCKETS,),
        trigger=at("fired rockets"),
        places=(tolm,),
        perpetrators=(Role(at("The River Front"), "a4"),),
        targets=(Role(at("the Federation's air base"), "a1", 0.8),),
        weapons=(at("rockets"),),
        claimed_by=(Role(at("The River Front"), "a4"),),
        score=0.88,
        why="only the group itself says so",
    )
    return raid, second, rockets


def _tolls() -> tuple[Toll, ...]:
    office = said("the provincial health office", "a2")
    governor = said("Ilse Varn", "a3")
    people = at("people")
    return (
        Toll(
            "t1",
            Measure.KILLED,
            Quantity(14, None, at("14"), at("at least 14"), "at least"),
            FIRST,
            people,
            "e1",
            office,
            score=0.9,
        ),
        Toll(
            "t2",
            Measure.KILLED,
            Quantity(19, 19, at("19"), at("19")),
            GOVERNOR,
            at("people", 1),
            "e1",
            governor,
            score=0.9,
        ),
        Toll("t3", Measure.INJURED, Quantity(31, 31, at("31"), at("31")), GOVERNOR, at("people", 1), "e1", governor),
        Toll(
            "t4",
            Measure.INJURED,
            Quantity(None, None, at("most"), at("most")),
            GOVERNOR,
            at("children"),
            "e1",
            governor,
            "t3",
        ),
        Toll("t5", Measure.INJURED, Quantity(2, 2, at("Two"), at("Two")), RESCUERS, at("rescue workers"), "e2"),
    )


def _statements() -> tuple[Statement, ...]:
    governor, colonel = said("Ilse Varn", "a3"), said("Colonel Petr Hahn", "a5")
    return (
        Statement(
            "s1",
            Act.ASSERT,
            said("the provincial health office", "a2"),
            FIRST,
            (at("killing at least 14 people"),),
            "e1",
        ),
        Statement("s2", Act.ASSERT, governor, GOVERNOR, (at("19 people had been killed and 31 wounded"),), "e1"),
        Statement(
            "s3",
            Act.DEMAND,
            governor,
            DEMAND,
            (at("This is a massacre, and we demand that it stop,"),),
            "e1",
            score=0.7,
        ),
        Statement(
            "s4",
            Act.DENY,
            said("The Federation", "a1"),
            DENIAL,
            (at("that it had hit homes"),),
            "e1",
            why="cue “denied”",
        ),
        Statement(
            "s5",
            Act.ASSERT,
            colonel,
            DEPOT,
            (at("Our pilots struck a depot of the terrorist gang and nothing else,"),),
            "e1",
        ),
        Statement(
            "s6",
            Act.CLAIM_RESPONSIBILITY,
            said("The River Front", "a4"),
            ROCKETS,
            (),
            "e3",
            at("the Federation's air base"),
        ),
    )


def reading() -> Reading:
    """One raid with three voices on its toll, a denial, a claim nobody bears out, and loaded words."""
    actors = (
        Actor(
            "a1",
            "Northern Federation",
            (at("Northern Federation"), at("The Federation")),
            inter=1,
            country="MA",
            why="same head",
        ),
        Actor("a2", "provincial health office", (at("the provincial health office"),)),
        Actor("a3", "Ilse Varn", (at("The governor, Ilse Varn"), at("she")), MentionKind.PERSON),
        Actor("a4", "River Front", (at("The River Front"),), inter=2),
        Actor("a5", "Petr Hahn", (at("Colonel Petr Hahn"),), MentionKind.PERSON),
    )
    attributions = (
        Attribution("q1", (at("Aircraft of the Northern Federation bombed the town of Old Marsa early on Friday"),),
                    (at("the provincial health office"),), (at("said"),), AttributionKind.INDIRECT, "a2", score=0.9),
        Attribution("q2", (at('"This is a massacre, and we demand that it stop,"'),), (at("she"),), (at("told"),),
                    AttributionKind.DIRECT, "a3", "q1", 0.8, "pronoun of the last speaker"),
    )  # fmt: skip
    return Reading(
        report=_report(),
        reader_id="hand-made",
        sentences=tuple(Sentence(span, index) for index, span in enumerate(SENTENCES)),
        times=(
            TimeMention(
                at("Friday"),
                TimeKind.DATE,
                "2023-05-12",
                Interval(date(2023, 5, 12), date(2023, 5, 12), Precision.DAY),
                "weekday",
            ),
        ),
        places=(
            Place(at("Old Marsa", 1), "Old Marsa", PlacePrecision.TOWN, 34.5, -3.25, "MA"),
            Place(at("Tolm"), "Tolm"),
        ),
        mentions=(Mention(at("rockets"), MentionKind.WEAPON), Mention(at("Ilse Varn"), MentionKind.PERSON, "a3", 0.99)),
        actors=actors,
        attributions=attributions,
        events=_events(),
        tolls=_tolls(),
        statements=_statements(),
        loaded_terms=(
            LoadedTerm(at("massacre"), "killing", "atrocity", said("Ilse Varn", "a3")),
            LoadedTerm(at("terrorist"), "armed", "label", said("Colonel Petr Hahn", "a5")),
            LoadedTerm(at("retaliation"), "response", "framing"),
        ),
    )
