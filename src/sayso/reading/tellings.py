"""Which sentences tell of which kind of event: the encoder's classes, with the words of the table beside them."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from sayso.model.event import EventType
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.casing import lowered
from sayso.reading.claims import CLAIMED_DEED, claimant, own_strike
from sayso.reading.clauses import background, deaths, deed
from sayso.reading.encoder import Encoding
from sayso.reading.heads import FAMILIES

FAMILY = {t: family for family, types in FAMILIES.items() for t in types}

# Chosen on the ledger's 41 measured reports (`make bench` shows what they give), all in log odds: what a strong word of
# the table adds to the encoder's belief in an event and in a kind; what an event, and a second kind in one sentence,
# must reach.
WORD = 12.0
GATE_WORD = 1.0
GATE = 3.0
SECOND = 9.0


# Who claims a deed tells of it, however short the sentence.
_CLAIMED = re.compile(
    rf"\bclaim(?:ed|s|ing)? (?:responsibility|credit) for (?:the|this|that|these|those)\b|{CLAIMED_DEED}", re.IGNORECASE
)

OWN_DEED = 12.0  # what a deed that somebody tells as their own may lack of the encoder's belief, in log odds
HARM = 3.0  # what people killed or hurt "in air strikes" add to the gate, in log odds
_SPACE = "[ \xa0]"
# Kinds that a sentence may be taken for when it only says that people were attacked or killed.
VIOLENT = frozenset(("battle", "remote", "civilians"))
_GENERIC = ("attack", "armed-clash")
# "were killed in American air strikes": people are counted as the victims of a deed.
_VICTIMS = re.compile(
    r"\b(?:killed|dead|died|wounded|injured|hurt)\b[^.;]{0,30}?\b(?:in|by)\s+(?:an?\s+|the\s+)?(?:[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "None of the statements gave a number": what is told not to be is told of nobody's deed.
_NONE = re.compile(r"(?:none|neither|nobody|no one|nothing)\b", re.IGNORECASE)
_KILLED = re.compile(
    r"(?:(?!\b(?:that|which|who|and|but)\b)[^,.;:]){0,40}\s(?:killed|killing|wounded|injured)\s+"
    r"(?:(?:at least|about|some|around|nearly|over|more than|up to)\s+)?"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|dozens)\b",
    re.IGNORECASE,
)
# A picture out of the files shows nothing of today's news.
_ARCHIVE = re.compile(r"\b(?:file|archive|archival|undated|stock) (?:photo|picture|image|footage)\w*\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that tells of one kind of event; `trigger` is the word that speaks most for it."""

    sentence: int
    span: Span
    type: EventType
    trigger: Span
    score: float
    generic: bool = False  # told in words that fit many kinds ("the attack", "were killed")
    claim: bool = False  # a claim of responsibility for what was told just before
    part: Span | None = None  # of a sentence that tells a deed and what it answers, the part of this one

    def holds(self, span: Span) -> bool:
        """Whether `span` stands where this is told: in its part, or in what another's part leaves of the sentence."""
        return (self.part or self.span).contains(span)

    @property
    def family(self) -> str:
        """ACLED's event type, by our short name."""
        return FAMILY[self.type.value]


@cache
def _words() -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    """(type, weight, pattern) of the table of words that tell of events."""
    lines = (files("sayso.knowledge") / "event_words.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(x for x in lines if not x.startswith("#"))
    return tuple((r["type"], float(r["weight"]), _pattern(r["words"])) for r in rows)


def _pattern(words: str) -> re.Pattern[str]:
    """Whole words in small letters, any kind of space between them."""
    return re.compile(rf"(?<!\w)(?:{words.replace(' ', _SPACE)})(?!\w)")


def words_of(text: str, sentence: Span) -> dict[str, tuple[float, Span]]:
    """The kinds that words of the sentence speak for: the strongest weight and where the words stand."""
    found: dict[str, tuple[float, Span]] = {}
    low = lowered(text)
    for kind, weight, pattern in _words():
        hit = pattern.search(low, sentence.begin, sentence.end)
        if hit and weight > found.get(kind, (0.0, sentence))[0]:
            found[kind] = (weight, Span(*hit.span("deed" if hit.groupdict().get("deed") else 0)))
    return found


def _odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def find_tellings(text: str, sentences: Sequence[Sentence], encoding: Encoding) -> tuple[Telling, ...]:
    """The tellings of a report in text order; headlines tell nothing that their report does not.

    Of the kinds of one ACLED event type a sentence tells the likeliest alone.
    """
    found: list[Telling] = []
    for number, sentence in enumerate(sentences):
        if sentence.block is BlockKind.HEADLINE:
            continue
        gate = _odds(encoding.probability(number, "event")["event"])
        claim = _CLAIMED.search(text, sentence.span.begin, sentence.span.end)
        if claim is None and gate + OWN_DEED < GATE:  # no word could help
            continue
        if sentence.block is BlockKind.CAPTION and _ARCHIVE.search(text, sentence.span.begin, sentence.span.end):
            continue
        words = words_of(text, sentence.span)
        if any(_victims_of(text, sentence.span, at) for k, (w, at) in words.items() if w >= 1 and FAMILY[k] in VIOLENT):
            gate += HARM
        gate += GATE_WORD * max((weight for weight, _ in words.values()), default=0.0)
        if claim is not None and not words:  # "… claimed responsibility for that operation"
            deed_named = deed(text, Span(claim.end(), sentence.span.end)) or Span(*claim.span())
            found.append(Telling(number, sentence.span, EventType.ATTACK, deed_named, 1.0, generic=True, claim=True))
            continue
        if not words and _NONE.match(text, sentence.span.begin):
            continue
        own = any(weight >= 1 for weight, _ in words.values()) and claimant(text, sentence.span) is not None
        if claim is None and not own and gate < GATE:
            if gate + OWN_DEED >= GATE and (struck := own_strike(text, sentence.span)):
                found.append(Telling(number, sentence.span, EventType.ATTACK, struck, 1.0, generic=True))
            continue
        two = _answered(text, sentence.span)
        if two:
            beliefs = encoding.probability(number, "type")
            whole = Telling(number, sentence.span, EventType.ATTACK, sentence.span, gate)
            found.extend(_told(text, replace(whole, part=part), beliefs) for part in two)
            continue
        best: dict[str, tuple[float, str]] = {}
        for kind, p in encoding.probability(number, "type").items():
            odds = _odds(p) + WORD * words.get(kind, (0.0, sentence.span))[0]
            best[FAMILY[kind]] = max(best.get(FAMILY[kind], (odds, kind)), (odds, kind))
        ranked = sorted(best.values(), key=lambda b: (-b[0], b[1]))
        for odds, kind in [ranked[0], *(r for r in ranked[1:] if r[0] >= SECOND)]:
            trigger = words[kind][1] if kind in words else encoding.trigger(number, "type", kind)
            sure = 1 / (1 + math.exp(-max(odds, gate)))
            generic = kind in _GENERIC and words.get(kind, (0.0, trigger))[0] < 1
            found.append(Telling(number, sentence.span, EventType(kind), trigger, sure, generic))
    return tuple(sorted(found, key=lambda t: (t.sentence, t.trigger)))


def _victims_of(text: str, sentence: Span, deed_named: Span) -> bool:
    """Whether people are counted as a deed's victims ("were killed in … air strikes", "bombing … had killed 16")."""
    before, after = text[sentence.begin : deed_named.begin], text[deed_named.end : sentence.end]
    return bool(_VICTIMS.search(before) or _KILLED.match(after))


def _answered(text: str, sentence: Span) -> tuple[Span, Span] | None:
    """The two parts of a sentence that tells of a deed and of the one it answers; None for others."""
    before = background(text, sentence)
    if before is None:
        return None
    rest = Span(sentence.begin, before.begin) if before.end == sentence.end else Span(before.end, sentence.end)
    known = any(FAMILY[k] in VIOLENT for k in words_of(text, before)) or deaths(text, before) is not None
    return (rest, before) if known and deed(text, rest) else None


def _told(text: str, telling: Telling, beliefs: Mapping[str, float]) -> Telling:
    """The telling of one part of a sentence, its kind by the part's own words."""
    part = telling.part or telling.span
    words = {k: v for k, v in words_of(text, part).items() if FAMILY[k] in VIOLENT}
    odds = {k: _odds(p) + WORD * words[k][0] for k, p in beliefs.items() if k in words}
    odds = odds or {k: _odds(p) for k, p in beliefs.items() if FAMILY[k] in VIOLENT}
    kind = max(odds, key=lambda k: (odds[k], k))
    sure = 1 / (1 + math.exp(-max(odds[kind], telling.score)))
    generic = words.get(kind, (0.0, part))[0] < 1 and (kind in _GENERIC or not words)
    trigger = words[kind][1] if words else deed(text, part) or deaths(text, part) or part
    return replace(telling, type=EventType(kind), trigger=trigger, score=sure, generic=generic)
