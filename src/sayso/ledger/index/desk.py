"""What is asked of a whole ledger at once, as methods of the ledger."""

from __future__ import annotations

from sayso.ledger.database import Database
from sayso.ledger.index import lists
from sayso.model.overview import ClaimRow, IncidentRow, Listing, Progress, QueueRow, Sort, Wanted

ALL = Wanted()


class Overlooked:
    """The questions of the review desk, answered out of the index: none goes through the ledger.

    Pages count from 1. All methods raise LedgerError when the database cannot do what is asked, or for a page of no
    size or of more than 1000 rows.
    """

    _database: Database

    def incident_rows(
        self, wanted: Wanted = ALL, sort: Sort = Sort.NEWEST, page: int = 1, size: int = 50
    ) -> Listing[IncidentRow]:
        """A page of the incidents that are wanted."""
        with self._database.reading() as connection:
            return lists.incident_rows_of(connection, wanted, sort, page, size)

    def wanted_incident_ids(self, wanted: Wanted = ALL) -> tuple[str, ...]:
        """The ids of all incidents that are wanted, in order; `incidents` takes them."""
        with self._database.reading() as connection:
            return lists.incident_ids(connection, wanted)

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
