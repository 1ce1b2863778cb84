"""The table of claims: a row for each figure, statement and field of an event, with its words and who gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sayso.export.aside import Aside
from sayso.export.columns import Cell, Column, Kind, Table
from sayso.export.material import Material
from sayso.export.spots import point
from sayso.model.account import Account, Figure, Party, Said
from sayso.model.incident import Incident, TollRule, Weighed
from sayso.model.place import Place
from sayso.model.span import Span


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim. `span` is where its words stand, `sentence` the sentence around them, where one is known.

    `source` is the account it is part of, or what its report tells aside, for a claim that is told of no event; that
    one has no `incident`. `told` is false for a field of an event, of which a reading does not say who tells it.
    """

    id: str
    source: Account | Aside
    kind: str
    field: str
    value: str
    span: Span | None = None
    sentence: Span | None = None
    words: str | None = None
    around: str | None = None
    figure: Figure | None = None
    weighed: Weighed | None = None
    rule: TollRule | None = None
    speaker: Party | None = None
    told: bool = False
    accused: Party | None = None
    place: Place | None = None
    score: float | None = None
    incident: Incident | None = None

    @property
    def account(self) -> Account | None:
        """The event that it is told of; None when it is told of none."""
        return self.source if isinstance(self.source, Account) else None


def table(material: Material) -> Table[ClaimRow]:
    """All claims of all incidents, by incident, account and id; then those of no event, by report and id."""
    rows = [replace(row, incident=i) for i in material.incidents for row in _claims(i, material)]
    rows += [row for report in material.loose for row in _loose(material.aside(report))]
    columns = (*COLUMNS, SENTENCE) if material.with_text else COLUMNS
    return Table("claims", columns, tuple(_with_words(row, material) for row in rows))


def _with_words(row: ClaimRow, material: Material) -> ClaimRow:
    report = row.source.report
    words = material.words(report, row.span) if row.span else None
    around = material.words(report, row.sentence) if row.sentence and material.with_text else None
    return replace(row, words=words if words is not None else row.words, around=around)


def _claims(incident: Incident, material: Material) -> Iterator[ClaimRow]:
    told = [w for e in incident.estimates if e.rule is material.rule for w in e.figures]
    # A figure may stand in two estimates (all people, one class of them): it is counted when one counts it.
    weighed = {w.figure.id: w for w in sorted(told, key=lambda w: w.counted)}
    for account in sorted(incident.accounts, key=lambda a: a.id):
        yield from _fields(account, material)
        for row in _told(account):
            found = weighed.get(row.figure.id) if row.figure else None
            yield replace(row, weighed=found, rule=material.rule) if found else row


def _loose(aside: Aside | None) -> Iterator[ClaimRow]:
    """What is told of no event; nothing where that is not at hand."""
    return _told(aside) if aside else iter(())


def _told(source: Account | Aside) -> Iterator[ClaimRow]:
    yield from (_figure(source, each) for each in sorted(source.figures, key=lambda f: f.id))
    yield from (_statement(source, each) for each in sorted(source.said, key=lambda s: s.id))


def _figure(source: Account | Aside, figure: Figure) -> ClaimRow:
    return ClaimRow(
        figure.id,
        source,
        "figure",
        figure.measure.value,
        figure.words,
        figure.span,
        figure.sentence,
        figure=figure,
        speaker=figure.speaker,
        told=True,
        score=figure.score,
    )


def _statement(source: Account | Aside, said: Said) -> ClaimRow:
    return ClaimRow(
        said.id,
        source,
        "statement",
        said.act.value,
        said.words,
        said.sentence,
        said.sentence,
        words=said.words,
        speaker=said.speaker,
        told=True,
        accused=said.accused,
    )


def _fields(account: Account, material: Material) -> Iterator[ClaimRow]:
    """What the report tells of the event itself. The words of a date are not in its account, but in the reading."""
    sentence = account.evidence[0] if account.evidence else None

    def row(name: str, value: str, span: Span | None = None, **more: Party | Place | Span | bool | None) -> ClaimRow:
        around = sentence if span is None else next((e for e in account.evidence if e.contains(span)), None)
        made = ClaimRow(f"{account.id}/{name}", account, "event", name, value, span, around, score=account.score)
        return replace(made, **more)  # type: ignore[arg-type]  # by name, as the caller has them

    yield row("type", account.type.value, sentence)
    yield row("status", account.status.value, sentence)
    if account.first and account.last:
        days = f"{account.first.isoformat()}/{account.last.isoformat()}"
        aside = material.aside(account.report)
        dated = aside.dates.get(account.id) if aside else None
        yield row("date", days, dated.span, sentence=dated.sentence) if dated else row("date", days)
    for n, place in enumerate(account.places, 1):
        yield row(f"place-{n}", place.name, place.span, place=place)
    for role in ("perpetrators", "targets", "claimed_by"):
        parties: tuple[Party, ...] = getattr(account, role)
        for n, party in enumerate(parties, 1):
            claimant = role == "claimed_by"
            name = f"{role.removesuffix('s')}-{n}".replace("_", "-")
            yield row(name, party.name, party.span, speaker=party if claimant else None, told=claimant)
    for n, weapon in enumerate(account.weapons, 1):
        yield row(f"weapon-{n}", weapon)


def _own_voice(row: ClaimRow) -> bool | None:
    return row.speaker is None if row.told else None


def _judged(row: ClaimRow) -> bool:
    return row.source.judged if isinstance(row.source, Account) else row.id in row.source.judged


def _field(row: ClaimRow) -> str:
    return row.field.rstrip("0123456789").rstrip("-") if row.kind == "event" else row.field


def _score(row: ClaimRow) -> Decimal | None:
    return None if row.score is None else Decimal(f"{row.score:.4f}")


def _degrees(row: ClaimRow, index: int) -> Cell:
    spot = point(row.place)
    return spot[index] if spot else None


_T, _I, _N, _D, _F = Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.DAY, Kind.FLAG
COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("claim_id", _T, "sayso's id of the claim: the report's id and its own", lambda r: r.id),
    Column(
        "incident_id",
        _T,
        "the incident that it is counted to; blank for a claim of no event",
        lambda r: r.incident.id if r.incident else None,
    ),
    Column(
        "account_id",
        _T,
        "the event of the report that it is told of; blank for none",
        lambda r: r.account.id if r.account else None,
    ),
    Column("report_id", _T, "the report", lambda r: r.source.report),
    Column("outlet", _T, "the report's outlet", lambda r: r.source.outlet),
    Column("agency", _T, "the news agency that the report credits", lambda r: r.source.agency),
    Column("title", _T, "the report's title", lambda r: r.source.title),
    Column("url", _T, "the report's address", lambda r: r.source.url),
    Column("published", _D, "the report's day of publication; not the event's day", lambda r: r.source.published),
    Column(
        "event_type",
        _T,
        "the kind of event, as this report tells it",
        lambda r: r.account.type.value if r.account else None,
    ),
    Column(
        "event_status",
        _T,
        "its status, as this report tells it",
        lambda r: r.account.status.value if r.account else None,
    ),
    Column("kind", _T, "figure, statement, or event for a field of the event", lambda r: r.kind),
    Column(
        "field",
        _T,
        "what is counted (killed, …), the act of speech (deny, …), or the field (type, status, date, "
        "place, perpetrator, target, claimed-by, weapon)",
        _field,
    ),
    Column(
        "value",
        _T,
        "the claim as told (“at least 12”); a statement's sentence; a field's value, a date as first/last day",
        lambda r: r.value,
    ),
    Column("low", _I, "a figure's low number; blank where open or vague", lambda r: r.figure.low if r.figure else None),
    Column(
        "high", _I, "a figure's high number; blank where open or vague", lambda r: r.figure.high if r.figure else None
    ),
    Column(
        "counted_people",
        _T,
        "the words for the people that a figure counts",
        lambda r: r.figure.who if r.figure else None,
    ),
    Column(
        "part_of",
        _T,
        "the claim_id of the figure that this one is part of",
        lambda r: r.figure.part_of if r.figure else None,
    ),
    Column("latitude", _N, "of a place: degrees (WGS 84), four decimals", lambda r: _degrees(r, 0)),
    Column("longitude", _N, "of a place: degrees (WGS 84), four decimals", lambda r: _degrees(r, 1)),
    Column(
        "place_precision",
        _T,
        "of a place: site, town, admin2, admin1, country, region; an area's coordinates are its centre",
        lambda r: r.place.precision.value if r.place and r.place.precision else None,
    ),
    Column(
        "speaker",
        _T,
        "who gives it, at the fullest name; blank for the report's own voice",
        lambda r: r.speaker.name if r.speaker else None,
    ),
    Column("speaker_key", _T, "the same speaker's name across reports", lambda r: r.speaker.key if r.speaker else None),
    Column(
        "own_voice",
        _F,
        "true when the report says it itself; blank for a field of an event, whose teller is not worked out",
        _own_voice,
    ),
    Column("accused", _T, "whom a statement accuses", lambda r: r.accused.name if r.accused else None),
    Column("words", _T, "the report's words from begin to end; at most one sentence", lambda r: r.words),
    Column(
        "begin",
        _I,
        "where the words begin in the report's text, in Unicode code points",
        lambda r: r.span.begin if r.span else None,
    ),
    Column("end", _I, "where they end, not included", lambda r: r.span.end if r.span else None),
    Column(
        "sentence_begin",
        _I,
        "where the sentence around them begins",
        lambda r: r.sentence.begin if r.sentence else None,
    ),
    Column("sentence_end", _I, "where it ends, not included", lambda r: r.sentence.end if r.sentence else None),
    Column(
        "toll_rule",
        _T,
        "of a figure: the rule that counted says about",
        lambda r: r.rule.value if r.rule else None,
    ),
    Column(
        "counted",
        _F,
        "of a figure: whether the incident's toll rests on it",
        lambda r: r.weighed.counted if r.weighed else None,
    ),
    Column("counted_why", _T, "of a figure: why so", lambda r: r.weighed.why if r.weighed else None),
    Column("score", _N, "the reader's confidence, 0 to 1; blank for statements", _score),
    Column(
        "judged", _F, "true when a person accepted or corrected the event, or a claim that is told of none", _judged
    ),
)
SENTENCE: Column[ClaimRow] = Column(
    "sentence", _T, "the sentence around the words; only with --with-text", lambda r: r.around
)
