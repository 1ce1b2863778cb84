"""Judgements as a CSV that a person can edit, and such a CSV back: new rows and edited ones are decided.

A row without a decision is passed over, one that says what stands already changes nothing, one whose judgement is known
but says something else supersedes it, and "undo" takes it back. A row that adds a claim has its noun as the field, its
values as a JSON object (with "at", where its words begin, if they stand in several places), and its words.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sayso.errors import InputError, JudgementError, LedgerError
from sayso.ledger.claims import NOUNS, claims
from sayso.ledger.corrections import as_json, parsed
from sayso.ledger.ledger import Ledger
from sayso.ledger.schema import escaped, unescaped
from sayso.ledger.selection import selected
from sayso.model.jsonform import JsonObject
from sayso.model.judgement import Decision, Judgement

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
    if decision is Decision.ADD or (old and old.decision is Decision.ADD):
        return _add(ledger, row, old, author)
    value = as_json(row["value"]) if decision is Decision.CORRECT else None
    if old is not None:
        if (decision, row["field"], reason) == (old.decision, old.subject.field, old.reason) and (
            value is None or json.loads(value) == json.loads(ledger.value_of(old) or "null")
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


def _add(ledger: Ledger, row: dict[str, str], old: Judgement | None, author: str) -> Judgement | None:
    """The claim that the row adds; None when it is there already, as the row says it."""
    report, values = row["claim"].partition("/")[0], _values(row["value"])
    if old is not None:
        if row["decision"].strip().lower() == "add" and row["reason"] == old.reason and values == _added(ledger, old):
            return None
        raise JudgementError("an added claim is not added otherwise: correct it, or undo it and add another")
    begin = values.pop("at", None)
    if begin is not None and (isinstance(begin, bool) or not isinstance(begin, int)):
        raise JudgementError('"at" is where the words begin: a whole number, in code points')
    span = selected(ledger.report(report).text, row["words"], begin)
    for each in ledger.judgements(report):
        there = each.decision is Decision.ADD and each.superseded_by is None and each.reason == row["reason"]
        same = (each.subject.noun, each.subject.span) == (row["field"], span)
        if there and same and _added(ledger, each) == {**values, "at": span.begin}:
            return None
    return ledger.add_claim(report, row["field"], span, values, author=row["author"] or author, reason=row["reason"])


def _values(text: str) -> JsonObject:
    values = parsed(text or "{}")
    if not isinstance(values, dict):
        raise JudgementError('the values of an added claim are a JSON object: {"type": "attack"}')
    return values


def _added(ledger: Ledger, judgement: Judgement) -> JsonObject:
    """The values of an added claim, and where its words begin, as a row says them."""
    return {**_values(ledger.value_of(judgement) or "{}"), "at": judgement.subject.span.begin}


def _stands(ledger: Ledger, row: dict[str, str], decision: Decision, value: str | None) -> bool:
    """Whether a judgement in force says what this row says: the same file was taken before."""
    report = row["claim"].rpartition("/")[0]
    return any(
        each.superseded_by is None
        and (each.decision, each.subject.field, each.reason) == (decision, row["field"], row["reason"])
        and (value is None or json.loads(ledger.value_of(each) or "null") == json.loads(value))
        and _claim(ledger, each) == row["claim"]
        and (each.other is None or _other(ledger, each) == row["other"])
        for each in ledger.judgements(report)
    )


def _decision(word: str) -> Decision:
    try:
        return Decision(word.strip().lower())
    except ValueError:
        raise JudgementError(f"“{word}” is no decision: write one of {', '.join(Decision)}") from None


def _row(ledger: Ledger, judgement: Judgement, needs_look: bool) -> Sequence[str]:
    state = "superseded" if judgement.superseded_by else "needs a look" if needs_look else "in force"
    field, value = judgement.subject.field, ledger.value_of(judgement) or ""
    if judgement.decision is Decision.ADD:
        field, value = judgement.subject.noun, json.dumps(_added(ledger, judgement), ensure_ascii=False)
    return (
        judgement.id, judgement.decision.value, _claim(ledger, judgement), field, value, _other(ledger, judgement),
        judgement.reason, judgement.author, judgement.made.isoformat(timespec="seconds"), state,
        judgement.subject.words,
    )  # fmt: skip


def _claim(ledger: Ledger, judgement: Judgement) -> str:
    """The claim that it is about in the newest reading of its page; the report alone when none stands there."""
    try:
        claim = ledger.claim_of(judgement)
    except LedgerError:
        claim = None
    return claim or f"{judgement.subject.report}/"


def _other(ledger: Ledger, judgement: Judgement) -> str:
    """The second event, likewise; "" where there is none."""
    return _claim(ledger, replace(judgement, subject=judgement.other, other=None)) if judgement.other else ""


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
