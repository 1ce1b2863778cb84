from dataclasses import replace

from sayso.model.claim import Act
from sayso.model.event import Role, Status
from sayso.model.quantity import Quantity
from sayso.model.reading import Reading
from sayso.render.contested import Dispute, disputes
from tests.render import fixture


def of(reading: Reading, subject: str) -> list[Dispute]:
    return [dispute for dispute in disputes(reading) if dispute.subject.startswith(subject)]


def test_figures_of_two_speakers_stand_side_by_side() -> None:
    (found,) = of(fixture.reading(), "how many were killed")
    assert found.event == "E1"
    assert [(each.holder, each.says) for each in found.positions] == [
        ("provincial health office", "at least 14 people"),
        ("Ilse Varn", "19 people"),
    ]


def test_figures_that_can_both_be_true_are_told_from_those_that_cannot() -> None:
    reading = fixture.reading()
    assert "do not exclude" in of(reading, "how many were killed")[0].subject
    first = reading.tolls[0]
    exact = replace(first, quantity=Quantity(14, 14, first.quantity.span, first.quantity.whole))
    changed = replace(reading, tolls=(exact, *reading.tolls[1:]))
    assert "do not exclude" not in of(changed, "how many were killed")[0].subject


def test_no_dispute_in_one_figure_one_speaker_a_part_or_other_people() -> None:
    reading = fixture.reading()
    first, second = reading.tolls[:2]
    same_figure = replace(second, quantity=first.quantity)
    same_speaker = replace(second, speaker=first.speaker)
    a_part = replace(second, part_of="t9")
    other_people = replace(second, who=fixture.at("children"))
    soldiers = replace(first, who=fixture.at("rescue workers"))
    for pair in ((first, same_figure), (first, same_speaker), (first, a_part), (soldiers, other_people)):
        assert of(replace(reading, tolls=pair), "how many were killed") == []


def test_a_denial_and_a_claim_that_nobody_bears_out() -> None:
    reading = fixture.reading()
    (denied,) = of(reading, "denied")
    assert [each.holder for each in denied.positions] == ["Northern Federation"]
    (claimed,) = of(reading, "whether it happened")
    assert (claimed.event, [each.holder for each in claimed.positions]) == ("E3", ["River Front"])


def test_who_did_it_when_another_claims_it() -> None:
    reading = fixture.reading()
    raid, *others = reading.events
    raid = replace(raid, status=Status.OCCURRED, claimed_by=(Role(fixture.at("The River Front"), "a4"),))
    (found,) = of(replace(reading, events=(raid, *others)), "who did it")
    assert {each.holder: each.says for each in found.positions} == {
        "Northern Federation": "is named",
        "River Front": "claims it",
    }


def test_an_agreed_report_has_nothing_contested() -> None:
    reading = fixture.reading()
    raid = replace(reading.events[0], status=Status.OCCURRED)
    statements = tuple(each for each in reading.statements if each.act is not Act.DENY)
    assert disputes(replace(reading, events=(raid,), tolls=reading.tolls[:1], statements=statements)) == ()
