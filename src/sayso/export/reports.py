"""The table of reports: what is known of each, and its text only where that is asked for."""

from __future__ import annotations

from sayso.export.columns import Column, Kind, Table
from sayso.export.material import Material
from sayso.model.report import Report

_T, _I, _D = Kind.TEXT, Kind.INTEGER, Kind.DAY
COLUMNS: tuple[Column[Report], ...] = (
    Column("report_id", _T, "sayso's id of the report: a digest of its URL and text", lambda r: r.id),
    Column("title", _T, "its title", lambda r: r.title),
    Column("outlet", _T, "its outlet, as told there", lambda r: r.outlet),
    Column("author", _T, "its author", lambda r: r.author),
    Column("published", _D, "its day of publication", lambda r: r.published.day if r.published else None),
    Column(
        "published_inferred",
        Kind.FLAG,
        "true when that day was worked out from the text (a dateline); blank when there is none",
        lambda r: r.published.inferred_from is not None if r.published else None,
    ),
    Column("url", _T, "its address", lambda r: r.url),
    Column("given_id", _T, "the id that its source gave it", lambda r: r.given_id),
    Column("characters", _I, "the length of its text in Unicode code points", lambda r: len(r.text)),
)
TEXT: Column[Report] = Column(
    "text", _T, "its text, in which every offset counts; only with --with-text", lambda r: r.text
)


def table(material: Material) -> Table[Report]:
    """The reports that the incidents, and the claims of no event, come from, by id."""
    told = {account.report for incident in material.incidents for account in incident.accounts}
    rows = tuple(material.reports[each] for each in sorted(told | {*material.loose}) if each in material.reports)
    return Table("reports", (*COLUMNS, TEXT) if material.with_text else COLUMNS, rows)
