"""What a picture of one incident is put together from: which estimates, which figures, who said what when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.knowledge.outlets import Outlet
from sayso.model.account import Account
from sayso.model.incident import Estimate, Incident, Weighed
from sayso.model.span import Span
from sayso.render.incident_words import shown
from sayso.render.phrases import ACT_VERBS, country_name
from sayso.render.rangechart import Scale, scale


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of an account with a figure or a speech act in it. `who` "" is the report's own voice.

    `verb` is what they do ("denies"), "" for giving a figure; `sentence` where it stands, None where it is not kept.
    """

    account: Account
    who: str
    verb: str
    words: str
    sentence: Span | None


def estimates_shown(incident: Incident) -> list[Estimate]:
    """The estimates without those of a class that say what the one for all says."""
    return [each for each in incident.estimates if not _says_nothing_new(each, incident.estimates)]


def parts_of(estimate: Estimate, every: Sequence[Estimate]) -> list[Estimate]:
    """The estimates country by country that one for the whole incident is made of."""
    if estimate.who is not None or estimate.where:
        return []
    return [each for each in every if each.where and (each.who, each.measure) == (None, estimate.measure)]


def own_figures(estimate: Estimate, parts: Sequence[Estimate]) -> list[Weighed]:
    """The figures of an estimate that none of its parts has."""
    elsewhere = {weighed.figure.id for part in parts for weighed in part.figures}
    return [weighed for weighed in estimate.figures if weighed.figure.id not in elsewhere]


def scale_of(estimate: Estimate, parts: Sequence[Estimate], own: Sequence[Weighed], width: int) -> Scale | None:
    """The one scale of all that is drawn for an estimate; None when there is no number in it."""
    pairs = [(weighed.figure.low, weighed.figure.high) for weighed in own]
    pairs += [(each.low, each.high) for each in (estimate, *parts)]
    found = [n for pair in pairs for n in pair if n is not None] + (
        [estimate.best] if estimate.best is not None else []
    )
    is_open = any(low is not None and high is None for low, high in pairs)
    return scale(found, width, is_open=is_open) if found else None


def one_line_a_voice(figures: Sequence[Weighed]) -> list[tuple[Weighed, list[Weighed]]]:
    """Each figure of each voice once, with all that say the same by that voice (itself among them)."""
    found: dict[tuple[object, ...], list[Weighed]] = {}
    for weighed in figures:
        figure = weighed.figure
        key = (weighed.voice, figure.low, figure.high, figure.low is None and figure.words, weighed.counted)
        found.setdefault(key, []).append(weighed)
    return [(same[0], same) for same in found.values()]


def voice_name(key: str, names: dict[str, str]) -> str:
    """The name of a voice by its key."""
    return names.get(key) or key.partition(":")[2] or key


def spoken(account: Account) -> Iterator[Spoken]:
    """Each sentence with a figure or a speech act once for each speaker, in the order of the text."""
    by_sentence = dict(zip(account.evidence, account.words, strict=False))
    told: dict[tuple[str, Span], Spoken] = {}
    for figure in account.figures:
        name = shown(figure.speaker.name, 80) if figure.speaker else ""
        words = figure.told or by_sentence.get(figure.sentence, f"{figure.words} {figure.who or figure.measure.value}")
        told.setdefault((name, figure.sentence), Spoken(account, name, "", words, figure.sentence))
    for said in account.said:
        name = shown(said.speaker.name, 80)
        told[name, said.sentence] = Spoken(account, name, ACT_VERBS[said.act], said.words, said.sentence)
    if not told and account.words:
        yield Spoken(account, "", "", account.words[0], account.evidence[0] if account.evidence else None)
    yield from (told[key] for key in sorted(told, key=lambda key: (key[1].begin, key[0])))


def whose(known: Outlet | None) -> str:
    """Whose an outlet is, in words."""
    if known is None:
        return "not in our table of outlets"
    where = country_name(known.country) if known.country else "no country"
    return f"{known.kind.value}, {known.ownership.value if known.ownership else 'ownership not settled'}, {where}"


def relation_words(kind: str, *, here: bool) -> str:
    """What a relation is: "retaliation for"; seen from the other incident where it is not stated of this one."""
    named = shown(kind.replace("-", " "), 30)
    if not here:
        return f"{named} (of the other)"
    return named + (" for" if kind == "retaliation" else "")


def _says_nothing_new(estimate: Estimate, every: Sequence[Estimate]) -> bool:
    """Whether an estimate of a class says what the one for all says: to be shown once."""
    if estimate.who is None:
        return False
    mine = (estimate.low, estimate.best, estimate.high)
    return any(
        (other.who, other.measure, other.where) == (None, estimate.measure, estimate.where)
        and mine == (other.low, other.best, other.high)
        for other in every
    )
