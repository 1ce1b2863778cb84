"""Bytes to reports: `load` takes what a user names, the others take what a program has."""

from __future__ import annotations

from sayso.intake.html import read_html
from sayso.intake.options import Failure, IntakeOptions
from sayso.intake.records import RecordForm, read_records
from sayso.intake.sources import from_bytes, load
from sayso.intake.text import read_text, report_from_text

__all__ = [
    "Failure",
    "IntakeOptions",
    "RecordForm",
    "from_bytes",
    "load",
    "read_html",
    "read_records",
    "read_text",
    "report_from_text",
]
