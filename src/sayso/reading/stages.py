"""The one list of stages that turn a report into a reading; each says what it needs and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sayso.reading import (
    actors,
    attribution,
    completing,
    deixis,
    loaded,
    nested,
    placing,
    quantities,
    scenes,
    statements,
    tellings,
    tolls,
    voices,
)
from sayso.reading.draft import Draft
from sayso.reading.encoder import encode
from sayso.reading.events import find_events
from sayso.reading.mentioned import find_mentions
from sayso.reading.segment import segment
from sayso.reading.times import find_times


@dataclass(frozen=True, slots=True)
class Stage:
    """A named step: `run` takes a draft that has the fields `needs` and returns one that has `gives` too.

    `version` is raised when the stage's results change: it is part of the reader's identity.
    """

    name: str
    run: Callable[[Draft], Draft]
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    version: int = 1

    @property
    def doc(self) -> str:
        """What the stage does, in one line."""
        return (self.run.__doc__ or "").strip().splitlines()[0]


def _sentences(draft: Draft) -> Draft:
    """Paragraphs, headlines and captions cut into sentences as printed."""
    return replace(draft, sentences=segment(draft.text, draft.report.blocks))


def _encoding(draft: Draft) -> Draft:
    """One pass of the encoder: tags of words, classes of sentences, states for the linker."""
    return replace(draft, encoding=encode(draft.text, draft.sentences, draft.report.blocks))


def _times(draft: Draft) -> Draft:
    """Time expressions and the days they mean, from the publication day where they are relative."""
    spans = [s.span for s in draft.sentences]
    return replace(draft, times=find_times(draft.text, published=draft.published, sentences=spans))


def _places(draft: Draft) -> Draft:
    """Place names, resolved to coordinates with their precision."""
    return replace(draft, places=placing.find_places(draft))


def _quantities(draft: Draft) -> Draft:
    """Stated numbers with the imprecision they were stated with."""
    return replace(draft, quantities=quantities.find_quantities(draft.text, [s.span for s in draft.sentences]))


def _attributions(draft: Draft) -> Draft:
    """Source, cue and content of who says what."""
    assert draft.encoding is not None
    return replace(draft, attributions=attribution.find_attributions(draft.text, draft.sentences, draft.encoding))


def _mentions(draft: Draft) -> Draft:
    """People, organisations, nationalities and weapons as they are named or described."""
    return replace(draft, mentions=find_mentions(draft))


def _nested(draft: Draft) -> Draft:
    """Speech within speech, each with the attribution that holds it as its parent."""
    return replace(draft, attributions=nested.with_nested(draft))


def _actors(draft: Draft) -> Draft:
    """Aliases, acronyms, titles and pronouns tied to one actor each."""
    tied, mentions = actors.tie(draft.text, draft.sentences, draft.mentions)
    return replace(draft, actors=tied, mentions=mentions)


def _speakers(draft: Draft) -> Draft:
    """The actor behind the source of every attribution."""
    return replace(draft, attributions=voices.resolved(draft))


def _deixis(draft: Draft) -> Draft:
    """“Today” inside a quotation is the day it was said."""
    return replace(draft, times=deixis.respoken(draft))


def _events(draft: Draft) -> Draft:
    """What is told to have happened: kind, status, day, places, perpetrators, targets; one event told twice is one."""
    assert draft.encoding is not None
    told = tellings.find_tellings(draft.text, draft.sentences, draft.encoding)
    return replace(draft, events=find_events(draft, scenes.scenes(draft, told)))


def _tolls(draft: Draft) -> Draft:
    """Numbers of people killed, injured, abducted, arrested, missing, displaced: by event and speaker."""
    return replace(draft, tolls=tolls.find_tolls(draft))


def _statements(draft: Draft) -> Draft:
    """Who asserts, claims, denies, accuses, condemns, threatens, demands, promises, about which event."""
    return replace(draft, statements=statements.find_statements(draft))


def _completing(draft: Draft) -> Draft:
    """What tolls and statements tell of events beyond their own sentences: who was hit, and a day the doer gives."""
    return replace(draft, events=completing.completed(draft))


def _loaded(draft: Draft) -> Draft:
    """Terms that take sides, whose words they are, and a neutral term beside them."""
    return replace(draft, loaded_terms=loaded.find_loaded(draft.text, draft.sentences, draft.attributions))


STAGES: tuple[Stage, ...] = (
    Stage("sentences", _sentences, ("report",), ("sentences",)),
    Stage("encoding", _encoding, ("sentences",), ("encoding",), version=2),
    Stage("times", _times, ("sentences",), ("times",), version=2),
    Stage("places", _places, ("sentences", "encoding"), ("places",), version=3),
    Stage("quantities", _quantities, ("sentences",), ("quantities",)),
    Stage("attributions", _attributions, ("encoding",), ("attributions",), version=3),
    Stage("mentions", _mentions, ("encoding", "places", "attributions"), ("mentions",), version=2),
    Stage("nested", _nested, ("sentences", "mentions", "attributions"), ("attributions",)),
    Stage("actors", _actors, ("sentences", "mentions"), ("actors", "mentions"), version=2),
    Stage("speakers", _speakers, ("actors", "attributions"), ("attributions",), version=2),
    Stage("deixis", _deixis, ("times", "attributions", "sentences"), ("times",)),
    Stage("events", _events, ("encoding", "times", "places", "quantities", "actors"), ("events",), version=3),
    Stage("tolls", _tolls, ("encoding", "quantities", "attributions", "events"), ("tolls",), version=3),
    Stage("statements", _statements, ("encoding", "attributions", "actors", "events"), ("statements",), version=3),
    Stage("completing", _completing, ("events", "tolls", "attributions", "times", "actors"), ("events",), version=2),
    Stage("loaded-terms", _loaded, ("sentences", "attributions"), ("loaded_terms",)),
)
