"""The ledger as the rest of sayso sees it: reports go in once, incidents come out, people's judgements stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from sayso.errors import LedgerError
from sayso.ledger import archive, decisions, gathering, journal, judging, linking, naming, regrouping
from sayso.ledger.adding import Added, store, to_read
from sayso.ledger.check import Fault, faults, mend
from sayso.ledger.database import Database
from sayso.ledger.index.desk import Overlooked
from sayso.ledger.judged import Look, Resolved, judged, resolve
from sayso.ledger.people import People
from sayso.ledger.regrouping import Merge, Move, Proposal, Regrouping, Split
from sayso.ledger.status import Status, status
from sayso.model.account import Account
from sayso.model.incident import Incident, TollRule
from sayso.model.jsonform import Json
from sayso.model.judgement import Decision, Judgement
from sayso.model.overview import Listing
from sayso.model.reading import Reading
from sayso.model.report import Report
from sayso.model.span import Span

DEFAULT = "sayso.db"


class Ledger(Overlooked):
    """Reports, readings, judgements and the incidents derived from them, in an SQLite file or in PostgreSQL.

    Every change is one transaction: stored as a whole when the call returns, or not at all. Any number of processes
    may use one ledger; one writes at a time and the others wait. All methods raise LedgerError when the database
    cannot do what is asked.
    """

    def __init__(self, database: Database, author: str) -> None:
        """Use `open`."""
        self._database = database
        self._author = author

    @classmethod
    def open(cls, where: str | Path = DEFAULT, *, create: bool = True, author: str | None = None) -> Ledger:
        """The ledger at a path or a postgresql:// address, brought to this version's schema.

        An SQLite file that needs it is first copied to FILE.before-VERSION. `author` stands in the journal for what is
        no judgement; this version of sayso when it is None. Raises LedgerError when there is none and not `create`.
        """
        import sayso

        return cls(Database(where, create=create), author or f"sayso {sayso.__version__}")

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Ledger:
        """Itself, to be closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    @property
    def where(self) -> str:
        """Its path or address, for people; without a password."""
        return self._database.where

    @property
    def backed_up(self) -> Path | None:
        """The copy that was made before this opening changed the schema; None when nothing had to change."""
        return self._database.backed_up

    @property
    def people(self) -> People:
        """The accounts of those who use the desk."""
        return People(self._database, self._author)

    # What goes in.

    def add(self, readings: Iterable[Reading]) -> tuple[Added, ...]:
        """Store readings with their reports, one transaction each. Adding the same again changes nothing."""
        return tuple(self.add_one(reading) for reading in readings)

    def add_one(self, reading: Reading) -> Added:
        """Store one reading with its report."""
        with self._database.writing() as connection:
            return store(connection, reading, self._author)

    def to_read(self, report: Report, reader_id: str) -> Report | None:
        """The report with what the ledger knows of it; None when this reader has read it and it tells nothing more."""
        with self._database.reading() as connection:
            return to_read(connection, report, reader_id)

    def outdated(self, reader_id: str) -> tuple[str, ...]:
        """The ids of the reports whose newest reading is another reader's, in the order of adding."""
        with self._database.reading() as connection:
            return archive.read_by_others(connection, reader_id)

    def reread(self, read: Callable[[Report], Reading], reader_id: str) -> tuple[Added, ...]:
        """Read again what another reader read. Judgements hold for the claims that now stand on their words."""
        return tuple(self.add_one(read(self.report(report))) for report in self.outdated(reader_id))

    # What people decide.

    def judge(
        self,
        decision: Decision,
        claim: str,
        *,
        author: str,
        field: str = "",
        value: str | None = None,
        other: str | None = None,
        reason: str = "",
        seen: str | None = judging.ANY,
    ) -> Judgement:
        """Decide about a claim, "REPORT/e1". It supersedes what was decided of the same claim and field before.

        A correction has a `field` and a `value` as JSON (see `sayso.ledger.corrections.FIELDS`), a same or different
        the `other` event. Raises JudgementError when there is no such claim or the field cannot have that value.

        With `seen` (what `last_seen` said when the report was shown) nothing is superseded unseen: JudgementConflict is
        raised when another author has decided about the same claim, or the same two events, since.
        """
        with self._database.writing() as connection:
            return judging.judge(
                connection, decision, claim, author=author, field=field, value=value, other=other, reason=reason,
                seen=seen,
            )  # fmt: skip

    def add_claim(
        self, report: str, noun: str, span: Span, fields: Mapping[str, Json], *, author: str, reason: str = ""
    ) -> Judgement:
        """Add an event, toll or statement that the reader missed: the words at `span` of the report's text tell it.

        `fields` are its values as for a correction; an event needs `type`, a toll `measure` and `number`, a statement
        `act` and `speaker`. In `judged_reading` it has the id that `claim_of` says. Raises JudgementError when the
        words or values make no claim or the report tells it already, JudgementConflict when somebody else added it.
        """
        with self._database.writing() as connection:
            return judging.add_claim(connection, report, noun, span, fields, author=author, reason=reason)

    def last_seen(self, report: str) -> str | None:
        """The id of the newest judgement about this report or another version of its page; None when there is none."""
        with self._database.reading() as connection:
            return judging.last_seen(connection, report)

    def claim_of(self, judgement: Judgement) -> str | None:
        """The claim ("REPORT/e1") that the judgement is about, or adds, as its page is now; None when there is none."""
        added = judgement.id if judgement.decision is Decision.ADD else judgement.subject.added
        with self._database.reading() as connection:
            return naming.claim_of(connection, replace(judgement.subject, added=added))

    def value_of(self, judgement: Judgement) -> str | None:
        """The value (JSON) of a correction or an addition, with the ids that the events in it have now; else None."""
        with self._database.reading() as connection:
            return naming.value_of(connection, judgement)

    def merge(self, incident: str, other: str, *, author: str, reason: str = "") -> tuple[Judgement, ...]:
        """Make one incident of two, by the fewest judgements of "same" (and "different" from others) that do it.

        Incidents are named by their ids or by those of accounts in them. All is one transaction, and `undo_all` takes
        it back. Raises JudgementError when judgements that stand are in the way.
        """
        return self.regroup(Merge(incident, other), author=author, reason=reason)

    def split(self, incident: str, accounts: Iterable[str], *, author: str, reason: str = "") -> tuple[Judgement, ...]:
        """Make these accounts of an incident an incident of their own. See `merge`."""
        return self.regroup(Split(incident, tuple(accounts)), author=author, reason=reason)

    def move(self, account: str, incident: str, *, author: str, reason: str = "") -> tuple[Judgement, ...]:
        """Put an account into another incident. See `merge`."""
        return self.regroup(Move(account, incident), author=author, reason=reason)

    def regroup(self, change: Regrouping, *, author: str, reason: str = "") -> tuple[Judgement, ...]:
        """Merge, split or move. Returns the judgements it took, none when all is so already. See `merge`."""
        with self._database.writing() as connection:
            return regrouping.regroup(connection, change, author=author, reason=reason)

    def undo_all(self, judgements: Iterable[str], *, author: str, reason: str = "") -> tuple[Judgement, ...]:
        """Take back several judgements that stand, the last first: all, or none where JudgementError is raised."""
        with self._database.writing() as connection:
            return judging.undo_all(connection, tuple(judgements), author=author, reason=reason)

    def preview(
        self, decisions: Iterable[Proposal], rule: TollRule = TollRule.UCDP_SPAN
    ) -> tuple[tuple[Incident, ...], tuple[Incident, ...]]:
        """The incidents that these decisions would change, as they are and as they would be. Nothing is stored.

        `decisions` are `Merge`, `Split`, `Move`, or `Pair` for one judgement of same or different. It waits for its
        turn like a writer. Raises JudgementError as the decisions themselves would.
        """
        with self._database.writing() as connection:
            return regrouping.preview(connection, tuple(decisions), rule)

    def undo(self, judgement: str, *, author: str, reason: str = "") -> Judgement:
        """Take back a judgement that stands; what it superseded stands again. Raises JudgementError for any other."""
        with self._database.writing() as connection:
            return judging.undo(connection, judgement, author=author, reason=reason)

    def judgements(self, report: str | None = None) -> tuple[Judgement, ...]:
        """All judgements ever made, or those about a report and the other versions of its page, oldest first."""
        with self._database.reading() as connection:
            if report is None:
                return decisions.every(connection)
            return decisions.of_reports(connection, archive.versions(connection, report))

    def looks(self) -> tuple[Look, ...]:
        """The judgements in force whose claim does not stand any more: a person has to look at them."""
        with self._database.reading() as connection:
            return gathering.looks(connection)

    # What comes out.

    def reports(self, *, current: bool = True) -> Iterator[Report]:
        """All reports in the order of adding; without those that a later version replaces when `current`."""
        with self._database.reading() as connection:
            yield from archive.all_reports(connection, current=current)

    def report_page(self, page: int = 1, size: int = 50) -> Listing[Report]:
        """A page of the current reports, those added last first."""
        with self._database.reading() as connection:
            return archive.some_reports(connection, page, size)

    def report(self, report: str) -> Report:
        """The report with this id."""
        with self._database.reading() as connection:
            found = archive.report(connection, report)
        if found is None:
            raise LedgerError(f"the ledger has no report {report}: `sayso status` says what it has")
        return found

    def versions(self, report: str) -> tuple[str, ...]:
        """The ids of all versions of this report's page, the newest first."""
        with self._database.reading() as connection:
            return archive.versions(connection, report)

    def reading(self, report: str) -> Reading:
        """The newest reading of a report, as the machine made it."""
        with self._database.reading() as connection:
            return linking.machine_reading(connection, report)

    def readings(self, report: str) -> tuple[Reading, ...]:
        """Every reading of a report, oldest first."""
        stored = self.report(report)
        with self._database.reading() as connection:
            return tuple(archive.all_readings(connection, stored))

    def judged_reading(self, report: str) -> Reading:
        """The newest reading of a report with people's answers in force."""
        with self._database.reading() as connection:
            reading = linking.machine_reading(connection, report)
            return judged(reading, linking.standing_on(connection, reading, archive.versions(connection, report)))

    def resolved(self, report: str) -> Resolved:
        """The newest reading of a report, claim by claim with the judgements in force about each."""
        with self._database.reading() as connection:
            reading = linking.machine_reading(connection, report)
            return resolve(reading, linking.standing_on(connection, reading, archive.versions(connection, report)))

    def accounts(self, reports: Sequence[str] | None = None) -> Iterator[Account]:
        """What the current reports tell, one account an event; of these reports alone when they are given."""
        with self._database.reading() as connection:
            yield from gathering.accounts(connection, reports)

    def incidents(self, rule: TollRule = TollRule.UCDP_SPAN, ids: Sequence[str] | None = None) -> Iterator[Incident]:
        """All incidents, their tolls derived by this rule, in the order of their ids; or these, in the order given."""
        with self._database.reading() as connection:
            yield from gathering.incidents(connection, rule, ids)

    def incident(self, incident: str, rule: TollRule = TollRule.UCDP_SPAN) -> Incident:
        """The incident with this id, or the one that an account with this id belongs to."""
        with self._database.reading() as connection:
            return gathering.incident(connection, incident, rule)

    def where_now(self, incident: str) -> tuple[str, ...]:
        """The ids of the incidents that now hold accounts which were once in this one; none when nothing is known."""
        with self._database.reading() as connection:
            told = (gathering.incident_of(connection, account) for account in journal.once_in(connection, incident))
            return tuple(dict.fromkeys(each for each in told if each is not None))

    def journal(self, subject: str | None = None) -> tuple[journal.Change, ...]:
        """Who or what changed which value when and why, oldest first; of one report, claim or judgement if given."""
        with self._database.reading() as connection:
            return tuple(journal.changes(connection, subject))

    # Looking after it.

    def check(self) -> tuple[Fault, ...]:
        """Everything that is not as it must be; nothing when the ledger is sound."""
        return tuple(faults(self._database))

    def mend(self) -> int:
        """Derive anew all that is derived. Returns the number of reports gone through."""
        return mend(self._database, self._author)

    def backup(self, target: Path) -> None:
        """A whole and consistent copy, also while others write. Raises LedgerError when it is no SQLite file."""
        self._database.copy_to(target)

    def status(self) -> Status:
        """How much it holds, by which readers, and when it last changed."""
        return status(self._database)
