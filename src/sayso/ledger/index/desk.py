"""What is asked of a whole ledger at once, as methods of the ledger."""

from __future__ import annotations

from sayso.ledger.database import Database
from sayso.ledger.index import charts, choices, lists
from sayso.model.overview import (
    Bin,
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
            return Overview(
                listing=lists.incident_rows_of(connection, wanted, sort, page, size),
                spots=charts.spots_of(connection, wanted, cell_degrees),
                bins=charts.bins_of(connection, wanted),
                choices=choices.choices_of(connection, wanted, limit),
                undated=charts.undated_of(connection, wanted),
                unplaced=charts.unplaced_of(connection, wanted),
            )

    def spots(self, wanted: Wanted = ALL, cell_degrees: float = 1.0) -> tuple[Spot, ...]:
        """What is wanted on the map, the most incidents first: those in one cell of so many degrees are one spot."""
        with self._database.reading() as connection:
            return charts.spots_of(connection, wanted, cell_degrees)

    def bins(self, wanted: Wanted = ALL) -> tuple[Bin, ...]:
        """What is wanted on the timeline, in days, weeks, months, years or more, so that there are at most 60 bins."""
        with self._database.reading() as connection:
            return charts.bins_of(connection, wanted)

    def choices(self, wanted: Wanted = ALL, limit: int = 20) -> Choices:
        """The commonest values of each filter among what is wanted, with the number of incidents that have them."""
        with self._database.reading() as connection:
            return choices.choices_of(connection, wanted, limit)

    def speaker(self, key: str) -> Profile:
        """All that the voice of this key says, in numbers. Raises LedgerError when there is none."""
        with self._database.reading() as connection:
            return choices.speaker_of(connection, key)

    def outlet(self, name: str) -> Profile:
        """All that the reports of this outlet hold, in numbers. Raises LedgerError when there is none."""
        with self._database.reading() as connection:
            return choices.outlet_of(connection, name)

    def incident_rows(
        self, wanted: Wanted = ALL, sort: Sort = Sort.NEWEST, page: int = 1, size: int = 50
    ) -> Listing[IncidentRow]:
        """A page of the incidents that are wanted."""
        with self._database.reading() as connection:
            return lists.incident_rows_of(connection, wanted, sort, page, size)

    def wanted_incident_ids(self, wanted: Wanted = ALL, sort: Sort | None = None) -> tuple[str, ...]:
        """The ids of all incidents that are wanted, sorted or in the order of ids; `incidents` takes them."""
        with self._database.reading() as connection:
            return lists.incident_ids(connection, wanted, sort)

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
