"""A report of contested strikes, told through statements: who says what is kept apart."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from sayso.intake import report_from_text
from sayso.model.claim import Act, Measure
from sayso.model.event import Event, EventType, Status
from sayso.model.reading import Reading
from sayso.reading import read

TEXT = """Example Herald
Middle East
Units in Sinjar say 11 killed in Turkish strikes on their headquarters

Share this article
Email

Smoke above Sinuni after the strikes, 3 February 2023. (Photo: Example Herald)

Eleven people were killed and 24 others injured in air strikes by Turkey on the headquarters of the Sinjar \
Resistance Units (YBS) and on residential buildings in the town of Sinuni in Nineveh, Iraq, on Friday night, the \
Units said in a statement on Saturday.

“This cowardly aggression hit sleeping families, and it will not pass,” the statement said.

The strikes followed a drone attack on a Turkish base near Bashiqa in northern Iraq on January 29, in which two \
Turkish soldiers were killed and about 15 injured. The Free Sinjar Brigades claimed responsibility for the drone \
attack.

On Saturday, the Free Sinjar Brigades said they had launched missiles against the Zilkan base in Nineveh, as well as \
the village of Kani Masi in Dohuk.

The Turkish Defence Ministry said its aircraft had struck 14 targets and that no civilians were hurt.

Qais Murad, a leader of the Badr Organization, condemned the strikes as a violation of Iraq’s sovereignty.

“Our fighters will answer every raid,” Brigades commander Haval Shengali said. “The occupiers will leave,” he added.

Also on Example Herald
Three killed as bomb explodes in Kirkuk market
www.example-herald.org
Follow us on Twitter
"""


@cache
def reading() -> Reading:
    return read(report_from_text(TEXT, published=date(2023, 2, 4)))


def event_in(words: str) -> Event:
    """The event that is first told in these words: a later one may be told as the answer to it in the same sentence."""
    return next(e for e in reading().events if words in reading().words(e.evidence[0]))


def test_the_strikes_are_dated_and_placed() -> None:
    strikes = event_in("air strikes by Turkey")
    assert strikes.type is EventType.AIR_DRONE_STRIKE
    assert strikes.date is not None
    assert strikes.date.interval.first == date(2023, 2, 3)
    assert strikes.countries == ("IQ",)


def test_the_attack_on_the_base_is_an_earlier_one() -> None:
    attack = event_in("drone attack on a Turkish base")
    assert attack.type is EventType.AIR_DRONE_STRIKE
    assert attack.id != event_in("air strikes by Turkey").id
    assert attack.date is not None
    assert attack.date.interval.first == date(2023, 1, 29)
    assert "Bashiqa" in [p.name for p in attack.places]
    assert attack.status is Status.OCCURRED


def test_what_only_the_attacker_tells_is_claimed() -> None:
    missiles = event_in("launched missiles")
    assert missiles.type is EventType.SHELLING_ARTILLERY_MISSILE
    assert missiles.status is Status.CLAIMED


@pytest.mark.parametrize(
    ("measure", "number", "event", "speaker"),
    [
        (Measure.KILLED, 11, "air strikes by Turkey", "the Units"),
        (Measure.INJURED, 24, "air strikes by Turkey", "the Units"),
        (Measure.KILLED, 2, "drone attack on a Turkish base", None),
        (Measure.INJURED, 15, "drone attack on a Turkish base", None),
    ],
)
def test_each_toll_has_its_event_and_its_speaker(
    measure: Measure, number: int, event: str, speaker: str | None
) -> None:
    (toll,) = [t for t in reading().tolls if (t.measure, t.quantity.low) == (measure, number)]
    assert toll.event == event_in(event).id
    assert (reading().words(toll.speaker.span) if toll.speaker else None) == speaker


def test_that_nobody_was_hurt_is_the_ministrys_word() -> None:
    (none,) = [t for t in reading().tolls if t.quantity.low == 0]
    assert none.speaker is not None
    assert reading().words(none.speaker.span) == "The Turkish Defence Ministry"


@pytest.mark.parametrize(
    ("act", "speaker"),
    [(Act.CLAIM_RESPONSIBILITY, "The Free Sinjar Brigades"), (Act.CONDEMN, "Qais Murad")],
)
def test_statements_have_their_speakers(act: Act, speaker: str) -> None:
    assert (act, speaker) in [(s.act, reading().words(s.speaker.span)) for s in reading().statements]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("“This cowardly aggression hit sleeping families, and it will not pass,”", "the statement"),
        ("“Our fighters will answer every raid,”", "Brigades commander Haval Shengali"),
        ("“The occupiers will leave,”", "he"),
    ],
)
def test_quotations_are_whole(words: str, speaker: str) -> None:
    said = [a for a in reading().attributions if words in [reading().words(c) for c in a.content]]
    assert [[reading().words(s) for s in a.source] for a in said] == [[speaker]]


def test_he_is_the_commander_who_spoke_before() -> None:
    speakers = {reading().words(a.source[0]): a.speaker for a in reading().attributions if a.source}
    assert speakers["he"] == speakers["Brigades commander Haval Shengali"] is not None


def test_loaded_terms_are_their_speakers() -> None:
    assert {reading().words(t.span) for t in reading().loaded_terms} >= {"aggression", "occupiers"}
    assert all(t.speaker for t in reading().loaded_terms)


def test_nothing_is_read_out_of_the_pages_furniture() -> None:
    told = [reading().words(s) for e in reading().events for s in e.evidence]
    told += [reading().words(t.sentence) for t in reading().tolls]
    assert told
    assert not [words for words in told if "Kirkuk" in words]
