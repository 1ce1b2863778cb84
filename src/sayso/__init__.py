"""sayso: who says what happened.

The public names; each is loaded when it is first asked for, so that `import sayso` stays light.

load              paths, "-" and URLs to reports (or failures), in the order of the input
report_from_text  a report from text at hand
read              a report to a reading: what is told to have happened, and who says so
to_json           a reading as JSON data, every span with its words
from_json         the same back, without loss
Ledger            the store that grows: reports in once, incidents out, people's judgements kept
Report, Reading, Failure, IntakeOptions, SaysoError   what these take, give and raise
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Failure",
    "IntakeOptions",
    "Ledger",
    "Reading",
    "Report",
    "SaysoError",
    "__version__",
    "from_json",
    "load",
    "read",
    "report_from_text",
    "to_json",
]

if TYPE_CHECKING:
    from sayso.errors import SaysoError
    from sayso.intake import Failure, IntakeOptions, load, report_from_text
    from sayso.ledger import Ledger
    from sayso.model.jsonform import from_json, to_json
    from sayso.model.reading import Reading
    from sayso.model.report import Report
    from sayso.reading import read
else:
    _HOME = {
        "Failure": "sayso.intake",
        "IntakeOptions": "sayso.intake",
        "Ledger": "sayso.ledger",
        "Reading": "sayso.model.reading",
        "Report": "sayso.model.report",
        "SaysoError": "sayso.errors",
        "from_json": "sayso.model.jsonform",
        "load": "sayso.intake",
        "read": "sayso.reading",
        "report_from_text": "sayso.intake",
        "to_json": "sayso.model.jsonform",
    }

    def __getattr__(name: str) -> object:
        """A public name out of the module that holds it. Raises AttributeError for any other."""
        if name not in _HOME:
            raise AttributeError(f"module 'sayso' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOME[name]), name)

    def __dir__() -> list[str]:
        """The public names beside the module's own."""
        return sorted({*globals(), *__all__})
