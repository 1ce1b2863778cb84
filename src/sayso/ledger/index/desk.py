"""What is asked of a whole ledger at once, as methods of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.ledger.database import Database
from sayso.ledger.index import beside, charts, choices, lists
from sayso.ledger.index.wanted import of_incidents, settled
from sayso.model.overview import (
    Bin,
    Choice,
    Choices,
    ClaimRow,
    IncidentRow,
    Listing,
    Overview,
    Profile,
    Progress,
    QueueRow,
    Sort,
    Spot,
    Wanted,
)

ALL = Wanted()


class Overlooked:
    """The questions of the review desk, answered out of the index: none goes through the ledger.

    Pages count from 1. All methods raise LedgerError when the database cannot do what is asked, or for a page of no
    size or of more than 1000 rows.
    """

    _database: Database

    def overview(
        self,
        wanted: Wanted = ALL,
        sort: Sort = Sort.NEWEST,
        page: int = 1,
        size: int = 50,
        *,
        cell_degrees: float = 1.0,
        limit: int = 20,
    ) -> Overview:
        """List, map, timeline and choices of what is wanted, all of one moment. See the single methods."""
        with self._database.reading() as connection:
            asked = settled(connection, of_incidents(connection, wanted))
            conditions = asked.conditions
            undated, unplaced = charts.missing_of(connection, conditions)
            return Overview(
                listing=lists.incident_rows_of(connection, conditions, sort, page, size),
                spots=charts.spots_of(connection, conditions, cell_degrees),
                bins=charts.bins_of(connection, conditions),
                choices=choices.choices_of(connection, asked, limit),
                undated=undated,
                unplaced=unplaced,
            )

    def spots(self, wanted: Wanted = ALL, cell_degrees: float = 1.0) -> tuple[Spot, ...]:
        """What is wanted on the map, the most incidents first: those in one cell of so many degrees are one spot."""
        with self._database.reading() as connection:
            return charts.spots_of(connection, of_incidents(connection, wanted), cell_degrees)

    def bins(self, wanted: Wanted = ALL) -> tuple[Bin, ...]:
        """What is wanted on the timeline, in days, weeks, months, years or more, so that there are at most 60 bins."""
        with self._database.reading() as connection:
            return charts.bins_of(connection, of_incidents(connection, wanted))

    def choices(self, wanted: Wanted = ALL, limit: int = 20) -> Choices:
        """The commonest values of each filter among what is wanted, with the number of incidents that have them."""
        with self._database.reading() as connection:
            return choices.choices_of(connection, settled(connection, of_incidents(connection, wanted)), limit)

    def types_of(self, wanted: Wanted = ALL) -> tuple[Choice, ...]:
        """The kinds of event among what is wanted, the commonest first."""
        with self._database.reading() as connection:
            return beside.types_of(connection, wanted)

    def countries_of(self, wanted: Wanted = ALL, limit: int = 20) -> tuple[Choice, ...]:
        """The countries among what is wanted, the commonest first."""
        with self._database.reading() as connection:
            return beside.countries_of(connection, wanted, limit)

    def speaker(self, key: str) -> Profile:
        """All that the voice of this key says, in numbers. Raises LedgerError when there is none."""
        with self._database.reading() as connection:
            return choices.speaker_of(connection, key)

    def outlet(self, name: str) -> Profile:
        """All that the reports of this outlet hold, in numbers. Raises LedgerError when there is none."""
        with self._database.reading() as connection:
            return choices.outlet_of(connection, name)

    def rows_of(self, incidents: Iterable[str]) -> Mapping[str, IncidentRow]:
        """The rows of these incidents by their ids; those that there are."""
        with self._database.reading() as connection:
            return beside.rows_of(connection, incidents)

    def told_in(self, incidents: Iterable[str], most: int = 60) -> Mapping[str, Sequence[ClaimRow]]:
        """Figures and statements of these incidents by id, at most so many of each, contested ones first."""
        with self._database.reading() as connection:
            return beside.told_in(connection, incidents, most)

    def loose_reports(self) -> tuple[str, ...]:
        """The ids of the reports with figures or statements that are told of no event, and that no person rejected."""
        with self._database.reading() as connection:
            return beside.loose_reports_of(connection)

    def reports_of(self, outlet: str, page: int = 1, size: int = 50) -> Listing[QueueRow]:
        """A page of an outlet's reports that hold claims, those published last first."""
        with self._database.reading() as connection:
            return beside.reports_of(connection, outlet, page, size)

    def quoted_by(self, outlet: str, limit: int = 20) -> tuple[Choice, ...]:
        """Whom an outlet's reports quote, with how many figures and statements, the most first."""
        with self._database.reading() as connection:
            return beside.quoted_by(connection, outlet, limit)

    def incident_rows(
        self, wanted: Wanted = ALL, sort: Sort = Sort.NEWEST, page: int = 1, size: int = 50
    ) -> Listing[IncidentRow]:
        """A page of the incidents that are wanted."""
        with self._database.reading() as connection:
            conditions = of_incidents(connection, wanted)
            if wanted.words:  # which are looked for once
                conditions = settled(connection, conditions).conditions
            return lists.incident_rows_of(connection, conditions, sort, page, size)

    def wanted_incident_ids(self, wanted: Wanted = ALL, sort: Sort | None = None) -> tuple[str, ...]:
        """The ids of all incidents that are wanted, sorted or in the order of ids; `incidents` takes them."""
        with self._database.reading() as connection:
            return lists.incident_ids(connection, of_incidents(connection, wanted), sort)

    def claim_rows(
        self, wanted: Wanted = ALL, sort: Sort = Sort.NEWEST, page: int = 1, size: int = 50
    ) -> Listing[ClaimRow]:
        """A page of the claims that are wanted, rejected ones among them; the newest are those published last.

        Time, place, type and actor are those of its incident; speaker, outlet, measure, contested, reviewed and words
        are the claim's own.
        """
        with self._database.reading() as connection:
            return lists.claim_rows_of(connection, wanted, sort, page, size)

    def queue(self, wanted: Wanted = ALL, page: int = 1, size: int = 50) -> Listing[QueueRow]:
        """A page of the reports with claims that nobody has decided, the most doubtful first.

        With something wanted: those that have such a claim.
        """
        with self._database.reading() as connection:
            return lists.queue_of(connection, wanted, page, size)

    def next_in_queue(self, after: str | None = None) -> str | None:
        """The report to review after this one, or the first of all; None when nothing else is left."""
        with self._database.reading() as connection:
            return lists.next_of_queue(connection, after)

    def progress(self) -> Progress:
        """How far the ledger is reviewed."""
        with self._database.reading() as connection:
            return lists.progress_of(connection)
