"""Scenes joined to events, each with its date, places, parties and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sayso.model.dates import TimeMention
from sayso.model.event import Event, EventDate, EventType, Role, Status
from sayso.model.report import BlockKind
from sayso.reading.claims import all_claimed, claimant
from sayso.reading.deixis import spoken_of
from sayso.reading.draft import Draft
from sayso.reading.encoder import Encoding
from sayso.reading.event_places import countries_of, places_of
from sayso.reading.join import Pair, score
from sayso.reading.scenes import Scene, is_specific
from sayso.reading.tellings import VIOLENT
from sayso.reading.voices import ActorIndex, actor_at

JOIN_THRESHOLD = 0.45
LATEST = 24
STATUS_THRESHOLD = {"claimed": 0.35, "denied": 0.4, "attempted": 0.4}


def join(text: str, scenes: Sequence[Scene]) -> list[tuple[list[Scene], str]]:
    """Scenes of one ACLED event type that tell one event, in text order, with the reason of the last joining."""
    groups: list[tuple[list[Scene], str]] = []
    last: int | None = None
    for scene in scenes:
        if scene.telling.claim and last is not None:
            groups[last][0].append(scene)
            continue
        best: tuple[float, int, str] | None = None
        kind = scene.telling.type
        only = sum(any(m.telling.type is kind for m in every) for every, _ in groups) == 1
        # A long report has many events; a sentence goes on with one of the latest, told in its latest sentences.
        for number, (every, _) in list(enumerate(groups))[-LATEST:]:
            members = every[-LATEST:]
            if not _fits(members, scene) or _told_apart(members, scene):
                continue
            here = only and any(m.telling.type is kind for m in members)
            scored = [score(Pair(text, member, scene, here)) for member in members]
            top = max(scored)
            value = (top[0] + sum(s for s, _ in scored) / len(scored)) / 2
            if value >= JOIN_THRESHOLD and (best is None or value > best[0]):
                best = (value, number, top[1])
        if best is None:
            groups.append(([scene], ""))
        else:
            groups[best[1]] = ([*groups[best[1]][0], scene], best[2])
        if scene.telling.family in VIOLENT:
            last = best[1] if best else len(groups) - 1
    return groups


def _fits(members: Sequence[Scene], scene: Scene) -> bool:
    """Of one ACLED event type; "the attack" or "were killed" may go on with any violence told before."""
    families = {m.telling.family for m in members}
    if scene.telling.family in families:
        return True
    generic = scene.telling.generic or all(m.telling.generic for m in members)
    return generic and {scene.telling.family, *families} <= VIOLENT


def _told_apart(members: Sequence[Scene], scene: Scene) -> bool:
    """One sentence lists places and these are two of them, or sites and towns are told and none is in common."""
    if scene.place is not None and any(m.telling is scene.telling for m in members):
        return True
    if any(m.span == scene.span and m.telling.part != scene.telling.part for m in members):
        return True
    if _claimed_by_others(members, scene):
        return True
    there = [p for m in members for p in m.places if is_specific(p)]
    here = [p for p in scene.places if is_specific(p)]
    if not (there and here):
        lands = [
            {p.country for p in places if p.country}
            for places in ([p for m in members for p in m.places], scene.places)
        ]
        return bool(lands[0] and lands[1] and not lands[0] & lands[1])
    return not any(a.name == b.name or a.name in b.within or b.name in a.within for a in there for b in here)


def _claimed_by_others(members: Sequence[Scene], scene: Scene) -> bool:
    """The scene is its doer's own account, and so are all members, of other doers."""
    theirs = {m.own for m in members}
    return scene.own is not None and None not in theirs and scene.own not in theirs


def find_events(draft: Draft, scenes: Sequence[Scene]) -> tuple[Event, ...]:
    """The events of a report in text order."""
    if draft.encoding is None:
        return ()
    found = [_event(draft, draft.encoding, n, members, why)
             for n, (members, why) in enumerate(join(draft.text, scenes), 1)]  # fmt: skip
    return tuple(found)


def _event(draft: Draft, encoding: Encoding, number: int, members: Sequence[Scene], why: str) -> Event:
    kind = _type(members)
    places = places_of(draft, members)
    return Event(
        id=f"e{number}",
        type=kind,
        status=_status(draft.text, encoding, members),
        evidence=tuple(dict.fromkeys(m.span for m in members)),
        trigger=members[0].telling.trigger,
        date=_date(draft, members),
        places=places,
        countries=countries_of(draft, places),
        perpetrators=_pool([m.perpetrators for m in members]),
        targets=_pool([m.targets for m in members]),
        claimed_by=_claimants(draft, members),
        score=max(m.telling.score for m in members),
        why=f"the words “{members[0].telling.trigger.of(draft.text)}”" + (f"; joined: {why}" if why else ""),
    )


def _type(members: Sequence[Scene]) -> EventType:
    votes: Counter[EventType] = Counter()
    for m in members:
        votes[m.telling.type] += 1
    weight = {
        t: sum(m.telling.score * (0.3 if m.telling.generic else 1) for m in members if m.telling.type is t)
        for t in votes
    }
    return max(weight, key=lambda t: (weight[t], -list(EventType).index(t)))


def _status(text: str, encoding: Encoding, members: Sequence[Scene]) -> Status:
    for name in ("attempted", "denied", "claimed"):
        values = [encoding.probability(m.telling.sentence, "status")[name] for m in members]
        value = min(values) if name == "claimed" else max(values)
        if value >= STATUS_THRESHOLD[name]:
            return Status(name)
    return Status.CLAIMED if all_claimed(text, [m.span for m in members]) else Status.OCCURRED


def _claimants(draft: Draft, members: Sequence[Scene]) -> tuple[Role, ...]:
    """Who claims the event as their own deed."""
    index = ActorIndex(draft.actors)
    spans = dict.fromkeys(s for m in members if (s := claimant(draft.text, m.span)) is not None and m.telling.holds(s))
    return _pool([[Role(s, actor_at(s, index, draft.attributions), 1.0, "claims it") for s in spans]])


def _pool(groups: Sequence[Sequence[Role]]) -> tuple[Role, ...]:
    out: list[Role] = []
    for role in (r for group in groups for r in group):
        if role.actor is None or all(o.actor != role.actor for o in out):
            out.append(role)
    return tuple(out)


def _date(draft: Draft, members: Sequence[Scene]) -> EventDate | None:
    """The finest of the members' times; without one, the day of today's news where the report has a day."""
    captions = {s.span for s in draft.sentences if s.block is BlockKind.CAPTION}  # dated by when they were taken
    times = [m.time for m in members if m.time is not None and m.time.interval is not None and m.span not in captions]
    if times:
        best = min(times, key=_width)
        assert best.interval is not None
        return EventDate(best.interval, best.span, f"“{best.span.of(draft.text)}” ({best.rule})")
    spoken = spoken_of(draft, [m.span for m in members])
    if spoken is not None and spoken.interval is not None:
        return EventDate(spoken.interval, spoken.span, f"“{spoken.span.of(draft.text)}” ({spoken.rule})")
    return None


def _width(time: TimeMention) -> int:
    assert time.interval is not None
    return (time.interval.last - time.interval.first).days
