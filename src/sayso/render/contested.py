"""What in one report is not settled: figures that differ, denials, claims of one party, several perpetrators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sayso.model.claim import Act, Toll
from sayso.model.event import Event, EventType, Status
from sayso.model.reading import Reading
from sayso.model.span import Span
from sayso.render.phrases import MEASURE_WORDS
from sayso.render.safe import one_line
from sayso.render.view import OWN_VOICE, QUOTES, codes, role_name, speaker_name

# Words for anybody: a figure of "people" may be compared with a figure of "fighters", "soldiers" not with "civilians".
_ANYBODY = frozenset(
    ("people", "persons", "person", "others", "other", "individuals", "victims", "dead", "killed", "wounded", "injured")
)
# Both sides of these took part: two names are no dispute.
_TWO_SIDED = frozenset(
    {
        EventType.ARMED_CLASH,
        EventType.GOVERNMENT_REGAINS_TERRITORY,
        EventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
        EventType.AGREEMENT,
        EventType.NON_VIOLENT_TRANSFER,
        EventType.MOB_VIOLENCE,
        EventType.VIOLENT_DEMONSTRATION,
    }
)


@dataclass(frozen=True, slots=True)
class Position:
    """What one side says about it, and the words (None: worked out from the whole event)."""

    holder: str
    says: str
    span: Span | None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Something unsettled: about which event (its code, None: no listed event), in words, and who holds what.

    `figures` is true where stated numbers differ.
    """

    event: str | None
    subject: str
    positions: tuple[Position, ...]
    figures: bool = False


def disputes(reading: Reading) -> tuple[Dispute, ...]:
    """All that is unsettled within this report, event by event."""
    event_codes = codes("E", (event.id for event in reading.events))
    found: list[Dispute] = []
    for event in reading.events:
        code = event_codes[event.id]
        found.extend(_figures(reading, [toll for toll in reading.tolls if toll.event == event.id], code))
        found.extend(_standing(reading, event, code))
        found.extend(_perpetrators(reading, event, code))
    return tuple(found)


def _figures(reading: Reading, tolls: list[Toll], code: str) -> Iterator[Dispute]:
    by_measure: dict[str, list[Toll]] = {}
    for toll in tolls:
        if toll.part_of is None:
            by_measure.setdefault(MEASURE_WORDS[toll.measure], []).append(toll)
    for measure, same in by_measure.items():
        differing = [pair for pair in combinations(same, 2) if _differ(reading, *pair)]
        if not differing:
            continue
        involved = {id(toll) for pair in differing for toll in pair}
        excluded = any(_exclude(*pair) for pair in differing)
        subject = f"how many were {measure}" + ("" if excluded else " (figures that do not exclude each other)")
        positions = tuple(_position(reading, toll) for toll in same if id(toll) in involved)
        yield Dispute(code, subject, positions, figures=True)


def _differ(reading: Reading, one: Toll, other: Toll) -> bool:
    same_figure = (one.quantity.low, one.quantity.high) == (other.quantity.low, other.quantity.high)
    same_speaker = speaker_name(reading, one.speaker) == speaker_name(reading, other.speaker)
    heads = {_head(reading, toll) for toll in (one, other)} - {None}
    return not same_figure and not same_speaker and len(heads) < 2


def _head(reading: Reading, toll: Toll) -> str | None:
    words = one_line(reading.words(toll.who)).casefold().split() if toll.who else []
    return None if not words or words[-1] in _ANYBODY else words[-1]


def _exclude(one: Toll, other: Toll) -> bool:
    """Whether both cannot be true: the ranges of the two share no number. Vague figures exclude nothing."""
    first, second = one.quantity, other.quantity
    apart = (first.high, second.low), (second.high, first.low)
    return any(high is not None and low is not None and high < low for high, low in apart)


def _position(reading: Reading, toll: Toll) -> Position:
    figure = one_line(reading.words(toll.quantity.whole))
    who = f" {one_line(reading.words(toll.who))}" if toll.who else ""
    return Position(
        speaker_name(reading, toll.speaker) or OWN_VOICE, (figure + who).strip(QUOTES), toll.sentence, toll.id
    )


def _standing(reading: Reading, event: Event, code: str) -> Iterator[Dispute]:
    about = [statement for statement in reading.statements if statement.event == event.id]
    denials = [
        Position(speaker_name(reading, each.speaker) or OWN_VOICE, "denies", each.sentence, each.id)
        for each in about
        if each.act is Act.DENY
    ]
    if denials or event.status is Status.DENIED:
        accounts = [
            Position(
                speaker_name(reading, each.speaker) or OWN_VOICE,
                f"blames {_accused(reading, each.accused)}",
                each.sentence,
                each.id,
            )
            for each in about
            if each.act is Act.ACCUSE and each.accused
        ]
        claims = [Position(role_name(reading, role), "claims it", role.span) for role in event.claimed_by]
        yield Dispute(code, "denied", (*denials, *accounts, *claims))
    if event.status is Status.CLAIMED:
        holders = _unique(
            [role_name(reading, role) for role in event.claimed_by]
            or [speaker_name(reading, each.speaker) or OWN_VOICE for each in about]
        )
        yield Dispute(
            code, "whether it happened", tuple(Position(name, "says so; nobody else does", None) for name in holders)
        )


def _accused(reading: Reading, span: Span | None) -> str:
    return one_line(reading.words(span)) if span else "nobody named"


def _perpetrators(reading: Reading, event: Event, code: str) -> Iterator[Dispute]:
    if event.type in _TWO_SIDED:
        return
    named = {role_name(reading, role).casefold(): role for role in event.perpetrators}
    claimants = {role_name(reading, role).casefold(): role for role in event.claimed_by}
    if len(named | claimants) < 2:
        return
    positions = [
        Position(role_name(reading, role), "claims it" if name in claimants else "is named", role.span)
        for name, role in (named | claimants).items()
    ]
    yield Dispute(code, "who did it: more than one is named", tuple(positions))


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
