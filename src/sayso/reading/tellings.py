"""Which sentences tell of which kind of event: the encoder's sentence classes, with thresholds set by measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model.event import EventType
from sayso.model.reading import Sentence
from sayso.model.report import BlockKind
from sayso.model.span import Span
from sayso.reading.encoder import Encoding
from sayso.reading.heads import FAMILIES

FAMILY = {t: family for family, types in FAMILIES.items() for t in types}

# Chosen on the coded reports (`make bench` shows what they give): a class speaks when its probability passes the
# first; when none does but the sentence tells of an event all the same, the best class speaks from the second on.
TYPE_THRESHOLD = 0.40
EVENT_THRESHOLD = 0.50
WEAKEST_TYPE = 0.15


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that tells of one kind of event; `trigger` is the word that speaks most for it."""

    sentence: int
    span: Span
    type: EventType
    trigger: Span
    score: float

    @property
    def family(self) -> str:
        """ACLED's event type, by our short name."""
        return FAMILY[self.type.value]


def find_tellings(sentences: Sequence[Sentence], encoding: Encoding) -> tuple[Telling, ...]:
    """The tellings of a report in text order; headlines tell nothing that their report does not."""
    found: list[Telling] = []
    for number, sentence in enumerate(sentences):
        if sentence.block is BlockKind.HEADLINE:
            continue
        types = encoding.probability(number, "type")
        event = encoding.probability(number, "event")["event"]
        spoken = [t for t, p in types.items() if p >= TYPE_THRESHOLD]
        if not spoken and event >= EVENT_THRESHOLD:
            families = encoding.probability(number, "family")
            best = max(types, key=lambda t: types[t] + 0.5 * families[FAMILY[t]])
            spoken = [best] if types[best] >= WEAKEST_TYPE else []
        for name in spoken:
            trigger = encoding.trigger(number, "type", name)
            found.append(Telling(number, sentence.span, EventType(name), trigger, max(types[name], event)))
    return tuple(found)
