"""Everything that can go wrong, as one tree; every message says what to do next.

SaysoError                     exit code
├── InputError                 3  this report cannot be read; others can
│   ├── NotFound               the path does not exist or holds nothing readable
│   ├── EmptyInput             no words in it
│   ├── BinaryInput            not text
│   ├── TooLarge               over the size that one report may have
│   ├── WrongLanguage          not English
│   ├── NoMainText             a page without an article
│   └── BrokenRecord           a line of a JSONL or CSV that is no article
├── FetchError                 4  a URL could not be fetched, or must not be
├── DataError                  5  a table or model that sayso needs is missing or damaged
│   └── MissingExtra           5  a package that only this needs is not installed
├── QueryError                 2  a question in SQL that cannot be answered
└── LedgerError                6  the ledger cannot be opened, written or trusted
    └── JudgementError         7  a judgement of no claim that is there, or a value that its field cannot have
        └── JudgementConflict  7  somebody else has decided about the same claim since one looked
"""

from __future__ import annotations

from datetime import datetime


class SaysoError(Exception):
    """The root: catch this to catch all of ours. `exit_code` is what the command line ends with."""

    exit_code = 1


class InputError(SaysoError):
    """A report cannot be read."""

    exit_code = 3


class NotFound(InputError):
    """The path does not exist, or holds nothing readable."""


class EmptyInput(InputError):
    """There are no words in it."""


class BinaryInput(InputError):
    """It is not text."""


class TooLarge(InputError):
    """It is over the size that one report may have."""


class WrongLanguage(InputError):
    """It is not written in English."""


class NoMainText(InputError):
    """The page holds no article."""


class BrokenRecord(InputError):
    """A line of a JSONL or CSV file is no article."""


class FetchError(SaysoError):
    """A URL could not be fetched, or must not be."""

    exit_code = 4


class DataError(SaysoError):
    """A table or model that sayso needs is missing or damaged."""

    exit_code = 5


class LedgerError(SaysoError):
    """The ledger cannot be opened, written or trusted."""

    exit_code = 6


class JudgementError(LedgerError):
    """A judgement is about no claim that is there, or gives a value that its field cannot have."""

    exit_code = 7


class JudgementConflict(JudgementError):
    """Somebody else has decided about the same claim since it was looked at: nothing was stored.

    `author`, `decision` and `value` (JSON, None for none), `made` (UTC) and `judgement` (the id) are those of the
    latest such decision.
    """

    def __init__(
        self, message: str, *, author: str, decision: str, value: str | None, made: datetime, judgement: str
    ) -> None:
        """Say it, and keep who decided what and when."""
        super().__init__(message)
        self.author = author
        self.decision = decision
        self.value = value
        self.made = made
        self.judgement = judgement


class MissingExtra(DataError):
    """A package that only some commands need is not installed; the message says how to install it."""


class QueryError(SaysoError):
    """A question in SQL cannot be answered: the message says why, and what there is to ask about."""

    exit_code = 2
