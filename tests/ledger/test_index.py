"""The index of a ledger against what is derived from scratch: filters, order, judgements, paging, older ledgers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from sayso.errors import JudgementError, LedgerError
from sayso.incidents.voices import outlets_of
from sayso.ledger import Ledger
from sayso.ledger.schema import INDEX, claim_rows, incident_links, incident_rows, report_rows
from sayso.model.claim import Measure
from sayso.model.event import EventType
from sayso.model.incident import Incident
from sayso.model.judgement import Decision
from sayso.model.overview import Box, ClaimRow, IncidentRow, Sort, State, Wanted
from tests.ledger import postgres
from tests.ledger.made import apart, read, report
from tests.ledger.state import derived

MAY = date(2024, 5, 1)
TOLD = report("Holm", "Tarn")
OTHER = report("Holm", killed=14, outlet="Other Post")
LATE = report("Vesk", killed=200, outlet=None, day=MAY)
READINGS = (read(TOLD), read(OTHER), read(LATE, day=MAY))
E1, T1, S1 = (f"{TOLD.id}/{name}" for name in ("e1", "t1", "s1"))


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add(READINGS)
    return ledger


def index_of(ledger: Ledger) -> dict[str, object]:
    names = {table.name for table in INDEX}
    return {name: rows for name, rows in derived(ledger).items() if name in names}


def claim(ledger: Ledger, named: str) -> ClaimRow:
    (found,) = (
        row for row in ledger.claim_rows(Wanted(report=named.split("/", maxsplit=1)[0])).rows if row.id == named
    )
    return found


# Filters, against the same questions asked of every incident.


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def varied(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of many kinds of incidents, on either database."""
    where = str(tmp_path_factory.mktemp("index") / "varied.db")
    if request.param == "postgresql":
        address: str = request.getfixturevalue("postgres_server")
        postgres.create_database(address, "varied", template="ready")
        where = address.format(database="varied")
    with Ledger.open(where) as ledger:
        undated = report("Tarn", killed=7, outlet="Third Paper", day=None)
        dateless = read(undated)
        dateless = replace(dateless, events=tuple(replace(each, date=None) for each in dateless.events))
        early = report("Vesk", killed=30, day=date(2023, 1, 1))
        ledger.add([*READINGS, dateless, read(early, day=date(2023, 1, 1))])
        apart(ledger, E1, f"{TOLD.id}/e2", f"{LATE.id}/e1", f"{undated.id}/e1", f"{early.id}/e1")
        ledger.judge(
            Decision.CORRECT, f"{LATE.id}/e1", author="a", field="type", value='"abduction-forced-disappearance"'
        )
        ledger.judge(Decision.CORRECT, f"{LATE.id}/e1", author="a", field="countries", value='["SD"]')
        ledger.judge(Decision.CORRECT, f"{LATE.id}/t1", author="a", field="measure", value='"abducted"')
        ledger.judge(Decision.ACCEPT, f"{LATE.id}/s1", author="a")
        assert ledger.check() == ()
        yield ledger


WANTED = st.builds(
    Wanted,
    since=st.sampled_from((None, date(2023, 1, 1), date(2024, 2, 3), MAY)),
    until=st.sampled_from((None, date(2024, 2, 3), date(2024, 2, 2))),
    countries=st.sampled_from((frozenset[str](), frozenset(("IQ",)), frozenset(("SD", "XX")))),
    box=st.sampled_from((None, None, Box(30, 30, 40, 50), Box(30, 40, 40, 37), Box(-90, -180, 90, 180))),
    types=st.sampled_from((frozenset[EventType](), frozenset((EventType.ATTACK,)), frozenset((EventType.ABDUCTION,)))),
    actor=st.sampled_from((None, None, "river front", "farmers", "nobody")),
    speaker=st.sampled_from((None, None, "health office", "outlet:other post")),
    outlet=st.sampled_from((None, None, "Other Post", "other post")),
    measure=st.sampled_from((None, Measure.KILLED, Measure.ABDUCTED, Measure.MISSING)),
    contested=st.sampled_from((None, True, False)),
    reviewed=st.sampled_from((None, True, False)),
    words=st.sampled_from(("", "holm", "HOLM tarn", "Gunmen riv", "nowhere", "…")),
    report=st.sampled_from((None, None, TOLD.id, "0" * 16)),
)
ALONE = [
    Wanted(since=MAY), Wanted(until=date(2024, 2, 3)), Wanted(countries=frozenset(("SD",))),
    Wanted(box=Box(30, 30, 34, 40)), Wanted(types=frozenset((EventType.ABDUCTION,))), Wanted(actor="river front"),
    Wanted(speaker="health office"), Wanted(outlet="Other Post"), Wanted(measure=Measure.ABDUCTED),
    Wanted(contested=False), Wanted(reviewed=True), Wanted(reviewed=False), Wanted(words="tarn"),
    Wanted(report=TOLD.id),
]  # fmt: skip


def holds(wanted: Wanted, one: Incident, ledger: Ledger) -> bool:
    """Whether an incident is wanted, asked of the incident itself and of the reports that tell it."""
    told = one.accounts
    parties = {p.key for a in told for p in (*a.perpetrators, *a.targets, *a.claimed_by)}
    countries = {code for account in told for code in account.countries} | {one.country}
    rows = [row for row in ledger.claim_rows(size=1000).rows if row.incident == one.id]
    done = all(row.state is not State.UNREVIEWED for row in rows)
    words = [word.strip("….").lower() for word in wanted.words.split() if word.strip("…")]
    reports = [ledger.report(account.report) for account in told]
    texts = [f"{each.title} {each.text}".lower() for each in reports]
    return all((
        wanted.since is None or (one.last is not None and one.last >= wanted.since),
        wanted.until is None or (one.first is not None and one.first <= wanted.until),
        not wanted.countries or bool(countries & wanted.countries),
        wanted.box is None or (one.place is not None and within(wanted.box, one.place.latitude, one.place.longitude)),
        not wanted.types or one.type in wanted.types,
        wanted.actor is None or wanted.actor in parties,
        wanted.speaker is None or wanted.speaker in {voice.key for voice in one.voices},
        wanted.outlet is None or wanted.outlet in outlets_of(told),
        wanted.measure is None or any(f.measure is wanted.measure for account in told for f in account.figures),
        wanted.contested is None or wanted.contested == bool(one.contested),
        wanted.reviewed is None or wanted.reviewed == done,
        any(all(word in told_text for word in words) for told_text in texts),
        wanted.report is None or wanted.report in {account.report for account in told},
    ))  # fmt: skip


def within(box: Box, latitude: float | None, longitude: float | None) -> bool:
    if latitude is None or longitude is None or not box.south <= latitude <= box.north:
        return False
    if box.west > box.east:
        return longitude >= box.west or longitude <= box.east
    return box.west <= longitude <= box.east


def matches(ledger: Ledger, wanted: Wanted) -> None:
    expected = {one.id for one in ledger.incidents() if holds(wanted, one, ledger)}
    assert set(ledger.wanted_incident_ids(wanted)) == expected
    overview = ledger.overview(wanted)
    assert {row.id for row in overview.listing.rows} == expected
    assert overview.listing.total == len(expected)
    assert sum(spot.count for spot in overview.spots) + overview.unplaced == len(expected)
    assert sum(each.count for each in overview.bins) + overview.undated == len(expected)
    assert sum(each.count for each in overview.choices.types) == len(expected)
    for row in ledger.claim_rows(wanted).rows:
        assert wanted.report in (None, row.report)
        assert wanted.speaker in (None, row.voice)
        assert wanted.contested in (None, row.contested)


@pytest.mark.parametrize("wanted", ALONE)
def test_each_filter_alone(varied: Ledger, wanted: Wanted) -> None:
    found = varied.wanted_incident_ids(wanted)
    assert found
    matches(varied, wanted)


@settings(max_examples=25, deadline=None)
@given(wanted=WANTED)
def test_filters_together(varied: Ledger, wanted: Wanted) -> None:
    matches(varied, wanted)


def test_a_row_says_what_the_incident_says(varied: Ledger) -> None:
    rows = {row.id: row for row in varied.incident_rows().rows}
    for one in varied.incidents():
        row = rows[one.id]
        assert (row.type, row.status, row.first, row.last) == (one.type, one.status, one.first, one.last)
        assert (row.grade, row.independent, row.outlets) == (one.grade, one.independent, len(one.outlets))
        assert row.by == tuple(party.name for party in one.perpetrators)
        assert {(r.measure, r.low, r.best, r.high) for r in row.ranges} == {
            (e.measure, e.low, e.best, e.high) for e in one.estimates if e.who is None and not e.where
        }
        assert row.claims == sum(claim.incident == one.id for claim in varied.claim_rows(size=1000).rows)


def test_a_speaker_and_an_outlet_in_numbers(varied: Ledger) -> None:
    office = varied.speaker("health office")
    said = varied.claim_rows(Wanted(speaker="health office"), size=1000).rows
    assert (office.name, office.claims) == ("health office", len(said))
    assert {choice.value: choice.count for choice in office.measures} == {"killed": 5, "abducted": 1}
    post = varied.outlet("Other Post")
    assert (post.claims, post.reports, post.incidents) == (3, 1, 1)
    for ask in (varied.speaker, varied.outlet):
        with pytest.raises(LedgerError, match="the ledger has no"):
            ask("nobody")


# Kept up.


def test_the_order_of_arrival_does_not_matter(fresh: Callable[[], str]) -> None:
    found = []
    for order in permutations(READINGS):
        with Ledger.open(fresh()) as ledger:
            ledger.add(order)
            found.append(index_of(ledger))
    assert all(each == found[0] for each in found)
    assert found[0]["claim_rows"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 8)),
        st.tuples(st.sampled_from(("accept", "reject", "correct", "same", "different")), st.integers(0, 40)),
        st.tuples(st.just("undo"), st.integers(0, 10)),
    ),
    min_size=3,
    max_size=10,
)
POOL = [
    read(report(*towns, killed=killed, outlet=outlet, url=url), day=day)
    for towns, killed, outlet, url, day in (
        (("Holm",), 12, "Example Herald", None, date(2024, 2, 3)),
        (("Holm", "Tarn"), 13, "Other Post", "https://example.org/1", date(2024, 2, 3)),
        (("Holm",), 40, "Other Post", "https://example.org/1", date(2024, 2, 3)),
        (("Vesk",), 40, None, None, MAY),
        (("Tarn", "Vesk"), 14, "Third Paper", None, date(2024, 2, 3)),
        (("Holm",), 90, "Fourth Paper", None, date(2024, 2, 3)),
        (("Tarn",), 15, "Other Post", None, date(2024, 2, 4)),
        (("Vesk", "Holm"), 50, "Example Herald", None, MAY),
        ((), 0, "Example Herald", None, MAY),
    )
    if towns
]


def step(ledger: Ledger, kind: str, number: int) -> None:
    """One change; what cannot be done is not done."""
    if kind == "add":
        ledger.add([POOL[number % len(POOL)]])
        return
    if kind == "undo":
        made = ledger.judgements()
        if made:
            ledger.undo(made[number % len(made)].id, author="a")
        return
    nouns = ("event",) if kind in ("same", "different") else ("event", "toll", "statement")
    claims = sorted(row.id for row in ledger.claim_rows(size=1000).rows if row.noun in nouns)
    if not claims:
        return
    one, other = claims[number % len(claims)], claims[(number * 7 + 1) % len(claims)]
    if kind in ("same", "different"):
        ledger.judge(Decision(kind), one, other=other, author="a")
    elif kind == "correct":
        tolls = [claim for claim in claims if claim.rsplit("/", 1)[1].startswith("t")]
        if tolls:
            toll = tolls[number % len(tolls)]
            ledger.judge(Decision.CORRECT, toll, field="number", value=json.dumps(number), author="a")
    else:
        ledger.judge(Decision(kind), one, author="a")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_changes_the_index_is_what_is_derived_from_scratch(
    fresh: Callable[[], str], steps: list[tuple[str, int]]
) -> None:
    assume(any(kind == "add" for kind, _ in steps))
    with Ledger.open(fresh()) as ledger:
        for kind, number in steps:
            try:
                step(ledger, kind, number)
            except JudgementError:
                continue
        assert ledger.check() == ()
        kept_up = index_of(ledger)
        ledger.mend()
        assert index_of(ledger) == kept_up
        assert ledger.progress().claims == len(ledger.claim_rows(size=1000).rows)


def test_a_judgement_changes_the_state_at_once(filled: Ledger) -> None:
    assert claim(filled, T1).state is State.UNREVIEWED
    made = filled.judge(Decision.CORRECT, T1, author="ana", field="number", value="900")
    assert (claim(filled, T1).state, claim(filled, T1).low, claim(filled, T1).doubt) == (State.CORRECTED, 900, 0)
    filled.judge(Decision.REJECT, S1, author="ana")
    assert (claim(filled, S1).state, claim(filled, S1).incident) == (State.REJECTED, None)
    filled.judge(Decision.ACCEPT, E1, author="ana")
    assert claim(filled, E1).state is State.ACCEPTED
    assert filled.progress().decided == 3
    row = next(row for row in filled.incident_rows().rows if row.id == claim(filled, E1).incident)
    assert row.judged == 2
    filled.undo(made.id, author="ana")
    assert claim(filled, T1).state is State.UNREVIEWED
    assert filled.check() == ()


def test_a_claim_that_a_person_added_has_its_state(filled: Ledger) -> None:
    span = READINGS[0].sentences[1].span
    filled.add_claim(TOLD.id, "event", span, {"type": "arrests"}, author="ana")
    (added,) = (row for row in filled.claim_rows(Wanted(report=TOLD.id)).rows if row.state is State.ADDED)
    assert added.kind is EventType.ARRESTS
    assert added.incident is not None
    assert filled.check() == ()


def test_an_earlier_version_of_a_page_has_no_rows(ledger: Ledger) -> None:
    page = "https://example.org/farmers"
    old, new = report("Holm", url=page), report("Tarn", killed=15, url=page)
    ledger.add([read(old), read(new)])
    assert {row.report for row in ledger.claim_rows().rows} == {new.id}
    assert [row.report for row in ledger.queue().rows] == [new.id]
    assert [row.place for row in ledger.incident_rows().rows] == ["Tarn"]
    assert ledger.incident_rows(Wanted(words="Holm")).total == 0


@pytest.mark.parametrize("broken", ["rows", "links", "queue", "claims"])
def test_an_index_that_is_wrong_is_found_and_mended(filled: Ledger, broken: str) -> None:
    changes = {
        "rows": update(incident_rows).values(toll=1),
        "links": delete(incident_links).where(incident_links.c.role == "actor"),
        "queue": update(report_rows).values(decided=1),
        "claims": update(claim_rows).where(claim_rows.c.noun == "toll").values(state="accepted"),
    }
    before = index_of(filled)
    with filled._database.writing() as connection:
        connection.execute(changes[broken])
    assert filled.check()
    filled.mend()
    assert filled.check() == ()
    assert index_of(filled) == before


# The queue, pages and orders.


def test_the_queue_has_the_most_doubtful_first_and_shrinks(filled: Ledger) -> None:
    rows = filled.queue().rows
    assert [row.doubt for row in rows] == sorted((row.doubt for row in rows), reverse=True)
    assert rows[0].report == LATE.id, "the largest toll"
    assert "a toll of 200" in rows[0].doubt_why
    assert filled.next_in_queue() == rows[0].report
    assert filled.next_in_queue(rows[0].report) == rows[1].report
    assert filled.next_in_queue(rows[-1].report) == rows[0].report
    for name in ("e1", "t1", "s1"):
        filled.judge(Decision.ACCEPT, f"{LATE.id}/{name}", author="ana")
    assert LATE.id not in {row.report for row in filled.queue().rows}
    assert filled.next_in_queue(LATE.id) == rows[1].report, "it goes on from where that was"
    progress = filled.progress()
    assert (progress.reports, progress.done, progress.claims, progress.decided) == (3, 1, 12, 3)


def test_an_empty_ledger_has_empty_answers(ledger: Ledger) -> None:
    overview = ledger.overview()
    assert (overview.listing.rows, overview.spots, overview.bins, overview.listing.pages) == ((), (), (), 1)
    assert ledger.next_in_queue() is None
    assert ledger.progress().claims == 0


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_hold_every_row_once_in_one_order(varied: Ledger, sort: Sort) -> None:
    whole = varied.incident_rows(sort=sort).rows
    paged: list[IncidentRow] = []
    for page in range(1, 4):
        listing = varied.incident_rows(sort=sort, page=page, size=2)
        paged += listing.rows
        assert listing.pages == 2 + len(whole) % 2 - (len(whole) < 4)
    assert tuple(paged) == whole
    claims = varied.claim_rows(sort=sort, size=1000).rows
    some = [row for page in range(1, 9) for row in varied.claim_rows(sort=sort, page=page, size=3).rows]
    assert some == list(claims[: len(some)])
    first = [row.first for row in whole]
    if sort is Sort.NEWEST:
        assert first == sorted(first, key=lambda day: day or date.min, reverse=True)
    if sort is Sort.OLDEST:
        assert first == sorted(first, key=lambda day: day or date.max)


@pytest.mark.parametrize(("page", "size"), [(0, 50), (1, 0), (1, 100_000), (-3, 10)])
def test_a_page_that_is_none_is_refused(ledger: Ledger, page: int, size: int) -> None:
    for ask in (ledger.incident_rows, ledger.claim_rows):
        with pytest.raises(LedgerError, match="there is no page"):
            ask(page=page, size=size)
    assert ledger.incident_rows(page=10**30).rows == ()


def test_a_timeline_has_few_bins_without_a_gap_whatever_the_days(fresh: Callable[[], str]) -> None:
    for shortest, longest in ((1, 59), (1, 400), (30, 1700), (365, 20_000), (5_000, 700_000)):
        with Ledger.open(fresh()) as ledger:
            first = date(2024, 2, 3).toordinal() - longest
            days = [date.fromordinal(max(1, first)), date.fromordinal(max(1, first) + shortest), date(2024, 2, 3)]
            readings = [read(report("Holm", killed=n, day=day), day=day) for n, day in enumerate(days, 1)]
            ledger.add(readings)
            apart(ledger, *(f"{each.report.id}/e1" for each in readings))
            bins = ledger.bins()
            assert 1 < len(bins) <= 60
            assert sum(each.count for each in bins) == ledger.incident_rows().total
            assert all(a.last.toordinal() + 1 == b.first.toordinal() for a, b in pairwise(bins))


# Older ledgers.


def test_an_older_ledger_gets_its_index_when_it_is_opened(fresh: Callable[[], str]) -> None:
    where = fresh()
    with Ledger.open(where) as ledger:
        ledger.add(READINGS)
        ledger.judge(Decision.ACCEPT, T1, author="ana")
        before = index_of(ledger)
        with ledger._database.writing() as connection:
            _make_old(connection.dialect.name, lambda sql: connection.execute(text(sql)))
    with Ledger.open(where) as ledger:
        assert index_of(ledger) == before
        assert ledger.claim_rows(Wanted(words="Tarn")).total == 3
        assert ledger.incident_rows(Wanted(words="Tarn")).total
        assert ledger.check() == ()


def _make_old(dialect: str, run: Callable[[str], object]) -> None:
    """Take out what came after the first schema."""
    for name in ("fts_reports", "fts_claims") if dialect == "sqlite" else ():
        run(f"DROP TABLE {name}")
    run("DROP INDEX ix_accounts_report_incident")
    for table in INDEX:
        run(f"DROP TABLE {table.name}")
    if dialect != "sqlite":
        run("ALTER TABLE reports DROP COLUMN fts")
        run("DROP FUNCTION sayso_words")
    _drop_later(run)
    run("UPDATE alembic_version SET version_num = '0001'")


def _drop_later(run: Callable[[str], object]) -> None:
    from sayso.ledger import people_tables

    tables = [each for each in vars(people_tables).values() if getattr(each, "name", None) and hasattr(each, "columns")]
    for table in sorted(tables, key=lambda each: -len(each.foreign_keys)):
        run(f"DROP TABLE {table.name}")
