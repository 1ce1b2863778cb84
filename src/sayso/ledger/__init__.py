"""The store: reports, readings, judgements and incidents, in an SQLite file or PostgreSQL."""

from sayso.ledger.adding import Added, Outcome
from sayso.ledger.check import Fault
from sayso.ledger.journal import Change
from sayso.ledger.judged import Look, judged
from sayso.ledger.ledger import DEFAULT, Ledger
from sayso.ledger.status import Status

__all__ = ["DEFAULT", "Added", "Change", "Fault", "Ledger", "Look", "Outcome", "Status", "judged"]
