"""Judgements as a CSV that a person can edit, and such a CSV back: new rows and edited ones are decided.

A row without a decision is passed over, one that says what stands already changes nothing, one whose judgement is known
but says something else supersedes it, and "undo" takes it back.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError, JudgementError, LedgerError
from sayso.ledger.claims import NOUNS, claims, find
from sayso.ledger.corrections import as_json
from sayso.ledger.ledger import Ledger
from sayso.ledger.schema import escaped, unescaped
from sayso.model.judgement import Anchor, Decision, Judgement

COLUMNS = (
    "judgement", "decision", "claim", "field", "value", "other", "reason", "author", "made", "state", "words",
)  # fmt: skip
_NEEDED = {"decision", "claim"}
_FORMULA = re.compile("'*[=+@\t\r-]")  # what a spreadsheet takes for one, also behind apostrophes of ours
_LONGEST = 100_000_000  # characters of the file


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a CSV: judgements made, rows that said nothing new, and bad rows by line with what to do."""

    made: tuple[Judgement, ...]
    same: int
    bad: tuple[tuple[int, str], ...]


def as_csv(ledger: Ledger, *, with_claims: bool = False) -> Iterator[str]:
    """Lines of the CSV: all judgements; and, `with_claims`, each claim of the current reports with no decision yet."""
    yield _line(COLUMNS)
    needing = {look.judgement.id for look in ledger.looks()}
    for judgement in ledger.judgements():
        yield _line(_row(ledger, judgement, judgement.id in needing))
    if with_claims:
        for report in ledger.reports():
            reading = ledger.reading(report.id)
            for noun in NOUNS:
                for claim in claims(reading, noun):
                    spans = claim.evidence if noun == "event" else (claim.sentence,)  # type: ignore[union-attr]
                    words = " … ".join(reading.words(span) for span in spans)
                    yield _line(("", "", f"{report.id}/{claim.id}", "", "", "", "", "", "", "", words))


def take(ledger: Ledger, path: Path, author: str) -> Taken:
    """Decide what the rows say; `author` does where a row names nobody. Raises InputError when it is no such CSV."""
    made: list[Judgement] = []
    bad: list[tuple[int, str]] = []
    same = 0
    known = {each.id: each for each in ledger.judgements()}
    for number, row in _rows(path):
        try:
            judgement = _decide(ledger, row, known, author)
        except JudgementError as error:
            bad.append((number, str(error)))
            continue
        if judgement is None:
            same += 1
        else:
            made.append(judgement)
    return Taken(tuple(made), same, tuple(bad))


def _decide(ledger: Ledger, row: dict[str, str], known: dict[str, Judgement], author: str) -> Judgement | None:
    """The judgement that the row made; None when it says nothing, or nothing new."""
    if not row["decision"]:
        return None
    decision = _decision(row["decision"])
    old = known.get(row.get("judgement", ""))
    reason = row["reason"]
    if row.get("judgement") and old is None:
        raise JudgementError(f"the ledger has no judgement {row['judgement']}: leave the cell empty to make a new one")
    if decision is Decision.UNDO:
        if old is None:
            raise JudgementError("an undo needs the id of the judgement to take back")
        return (
            None
            if old.superseded_by or old.decision is Decision.UNDO
            else ledger.undo(old.id, author=author, reason=reason)
        )
    value = as_json(row["value"]) if decision is Decision.CORRECT else None
    if old is not None:
        if (decision, row["field"], reason) == (old.decision, old.subject.field, old.reason) and (
            value is None or json.loads(value) == json.loads(old.value or "null")
        ):
            return None
        if old.superseded_by:
            raise JudgementError(f"judgement {old.id} is out of force: make a new row with an empty first cell")
    elif _stands(ledger, row, decision, value):
        return None
    # Whoever edits a row decides it, not who wrote it first.
    who = author if old else row.get("author") or author
    return ledger.judge(
        decision, row["claim"], author=who, field=row["field"], value=value, other=row.get("other") or None,
        reason=reason,
    )  # fmt: skip


def _stands(ledger: Ledger, row: dict[str, str], decision: Decision, value: str | None) -> bool:
    """Whether a judgement in force says what this row says: the same file was taken before."""
    report = row["claim"].rpartition("/")[0]
    return any(
        each.superseded_by is None
        and (each.decision, each.subject.field, each.reason) == (decision, row["field"], row["reason"])
        and (value is None or json.loads(each.value or "null") == json.loads(value))
        and _claim(ledger, each.subject) == row["claim"]
        and (each.other is None or _claim(ledger, each.other) == row["other"])
        for each in ledger.judgements(report)
    )


def _decision(word: str) -> Decision:
    try:
        return Decision(word.strip().lower())
    except ValueError:
        raise JudgementError(f"“{word}” is no decision: write one of {', '.join(Decision)}") from None


def _row(ledger: Ledger, judgement: Judgement, needs_look: bool) -> Sequence[str]:
    state = "superseded" if judgement.superseded_by else "needs a look" if needs_look else "in force"
    value = "" if judgement.value is None else judgement.value
    return (
        judgement.id, judgement.decision.value, _claim(ledger, judgement.subject), judgement.subject.field, value,
        _claim(ledger, judgement.other) if judgement.other else "", judgement.reason, judgement.author,
        judgement.made.isoformat(timespec="seconds"), state, judgement.subject.words,
    )  # fmt: skip


def _claim(ledger: Ledger, anchor: Anchor) -> str:
    """The claim that stands on the words in the report's newest reading; the report alone when none does."""
    try:
        claim = find(ledger.reading(anchor.report), anchor)
    except LedgerError:
        claim = None
    return f"{anchor.report}/{claim.id if claim else ''}"


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_neutral(escaped(cell)) for cell in cells])
    return out.getvalue()


def _neutral(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines' numbers and cells by column, without those that are empty."""
    csv.field_size_limit(_LONGEST)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = _NEEDED - set(reader.fieldnames or ())
            if missing:
                raise InputError(
                    f"{path} lacks the columns {', '.join(sorted(missing))}: begin with `sayso judgements`"
                )
            for row in reader:
                yield (
                    reader.line_num,
                    {
                        name: unescaped(_plain(cell.strip()))
                        for name, cell in row.items()
                        if name and isinstance(cell, str)
                    }
                    | {name: "" for name in COLUMNS if row.get(name) is None},
                )
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error}): check the path") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is no CSV in UTF-8 ({error}): save it as one") from error
