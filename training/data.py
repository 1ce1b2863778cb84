"""The public sets as labelled documents: text, sentences, spans per head, classes per sentence, links."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.model.span import Span
from sayso.reading.heads import FAMILIES
from sayso.reading.segment import segment
from training.splits import held_out

Row = dict[str, Any]  # one line of a foreign JSONL


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution: character spans of its parts."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(slots=True)
class Labelled:
    """A document with the labels of the heads that its set teaches; heads not named are not trained by it."""

    name: str
    text: str
    sentences: tuple[Span, ...]
    spans: dict[str, list[tuple[Span, str]]] = field(default_factory=dict)
    classes: dict[str, list[set[str]]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    blind: bool = True  # read with the parties' names taken out (`sayso.reading.blind`)


@dataclass(frozen=True, slots=True)
class Source:
    """A set to learn from, with the licence as stated, and how many passes each phase makes through it."""

    name: str
    licence: str
    clear: bool
    load: Callable[[Path], Iterable[Labelled]]
    epochs: tuple[float, float, float, float]


def rows(path: Path) -> Iterator[Row]:
    """The objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(s.span for s in segment(text))


def _span(pair: list[int]) -> Span:
    return Span(pair[0], pair[1])


def polnear(root: Path) -> Iterator[Labelled]:
    """PolNeAR's train split: source, cue, content and which belong together."""
    for row in rows(root / "polnear" / "docs.jsonl"):
        if row["split"] != "train":
            continue
        links = tuple(
            Link(*(tuple(_span(p) for p in a[role]) for role in ("source", "cue", "content")))
            for a in row["attributions"]
        )
        spans = [(s, role) for a in links for role in ("source", "cue", "content") for s in getattr(a, role)]
        yield Labelled(row["doc_id"], row["text"], _sentences(row["text"]), {"attribution": spans}, links=links)


_NER = {"Vehicle": "Weapon", "MilitaryPlatform": "Weapon"}
_NER_KEPT = {"Person", "Organisation", "Location", "Nationality", "Weapon", "Temporal", "Quantity"}
_CLEAR = ("public domain", "Open Government Licence", "CC BY 3.0 AU")


def _re3d(root: Path, *, clear: bool) -> Iterator[Labelled]:
    for row in rows(root / "re3d" / "docs.jsonl"):
        if held_out("re3d", row["doc_id"]) or "NC" in row["licence"]:
            continue
        if clear and not any(name in row["licence"] for name in _CLEAR):
            continue
        found = [
            (Span(e["begin"], e["end"]), _NER.get(e["type"], e["type"]))
            for e in row["entities"]
            if e["confidence"] >= 0.5 and e["end"] > e["begin"]
        ]
        outer = [
            (s, k) for s, k in found
            if k in _NER_KEPT and not any(o != s and o.contains(s) for o, kind in found if kind in _NER_KEPT)
        ]  # fmt: skip
        yield Labelled(row["doc_id"], row["text"], _sentences(row["text"]), {"mention": outer})


def re3d(root: Path) -> Iterator[Labelled]:
    """re3d without its non-commercial part: outermost mentions of conflict reports."""
    return _re3d(root, clear=False)


def re3d_clear(root: Path) -> Iterator[Labelled]:
    """re3d's public-domain, OGL and CC BY documents."""
    return _re3d(root, clear=True)


def timex(root: Path) -> Iterator[Labelled]:
    """TimeBank's time expressions, without the held-out fifth."""
    for row in rows(root / "timex" / "docs.jsonl"):
        if not held_out("timex", row["doc_id"]):
            spans = [(Span(t["begin"], t["end"]), "time") for t in row["timex3"]]
            yield Labelled(row["doc_id"], row["text"], _sentences(row["text"]), {"time": spans})


def geo(root: Path) -> Iterator[Labelled]:
    """LGL's and GeoWebNews's toponyms, without the held-out fifth."""
    for row in rows(root / "geo" / "docs.jsonl"):
        if not held_out("geo", row["doc_id"]):
            spans = [(Span(t["begin"], t["end"]), "place") for t in row["toponyms"]]
            yield Labelled(row["doc_id"], row["text"], _sentences(row["text"]), {"place": spans})


def muc4(root: Path) -> Iterator[Labelled]:
    """MUC-4's train split in GTT's simplification: role fillers, and the incident types of their sentences."""
    for row in rows(root / "muc4" / "gtt_train.jsonl"):
        text = row["doctext"]
        sentences = _sentences(text)
        spans: list[tuple[Span, str]] = []
        classes: list[set[str]] = [set() for _ in sentences]
        for template in row["templates"]:
            kinds = [k.strip() for k in template["incident_type"].split("/")]
            for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"):
                for mention, begin in (m for entity in template[role] for m in entity):
                    span = Span(begin, begin + len(mention))
                    if span.of(text) != mention:
                        continue
                    spans.append((span, role))
                    for i, sentence in enumerate(sentences):
                        if sentence.overlaps(span):
                            classes[i].update(kinds)
        yield Labelled(row["docid"], text, sentences, {"template": spans}, {"template-type": classes}, blind=False)


def _find(text: str, words: str, within: Span) -> Iterator[Span]:
    for hit in re.finditer(re.escape(words), within.of(text)):
        begin = within.begin + hit.start()
        before, after = text[max(0, begin - 1) : begin], text[begin + len(words) : begin + len(words) + 1]
        if words and not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            yield Span(begin, begin + len(words))


def _longest(spans: list[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Of overlapping spans of one class the longest."""
    kept: list[tuple[Span, str]] = []
    for span, kind in sorted(set(spans), key=lambda s: (-len(s[0]), s[0].begin)):
        if not any(k == kind and o.overlaps(span) for o, k in kept):
            kept.append((span, kind))
    return kept


def ledger_labels(row: Row, gold: Row) -> Labelled:
    """One coded report: the gold's verbatim strings found in its evidence sentences."""
    text = row["text"]
    sentences = _sentences(text)

    def where(evidence: str) -> list[int]:
        begin = text.find(evidence)
        if begin < 0:
            return []
        span = Span(begin, begin + len(evidence))
        return [
            i for i, s in enumerate(sentences)
            if 2 * (min(s.end, span.end) - max(s.begin, span.begin)) >= min(len(s), len(span))
        ]  # fmt: skip

    out = Labelled(gold["doc_id"], text, sentences)
    for head in ("perpetrator", "target", "where", "speaker", "accused", "toll"):
        out.spans[head] = []
    for head in ("event", "family", "type", "status", "act", "statement"):
        out.classes[head] = [set() for _ in sentences]
    family = {t: f for f, types in FAMILIES.items() for t in types}
    for event in gold["events"]:
        for i in {i for e in event["evidence"] for i in where(e)}:
            out.classes["event"][i].add("event")
            out.classes["type"][i].add(event["type"])
            out.classes["family"][i].add(family[event["type"]])
            if event["status"] != "occurred":
                out.classes["status"][i].add(event["status"])
            for head, key in (("perpetrator", "perpetrators"), ("target", "targets"), ("where", "places")):
                for name in (n for names in event[key] for n in names):
                    out.spans[head] += [(s, head) for s in _find(text, name, sentences[i])]
    for toll in gold["tolls"]:
        for i in where(toll["evidence"]):
            out.spans["toll"] += _toll_span(text, toll, sentences[i])
            for name in toll["speaker"]:
                out.spans["speaker"] += [(s, "speaker") for s in _find(text, name, sentences[i])]
    for statement in gold["statements"]:
        for i in where(statement["evidence"]):
            out.classes["act"][i].add(statement["act"])
            out.classes["statement"][i].add("statement")
            for name in statement["speaker"]:
                out.spans["speaker"] += [(s, "speaker") for s in _find(text, name, sentences[i])]
            for name in statement["accused"] or []:
                out.spans["accused"] += [(s, "accused") for s in _find(text, name, sentences[i])]
    out.spans = {head: _longest(spans) for head, spans in out.spans.items()}
    return out


def _toll_span(text: str, toll: Row, sentence: Span) -> list[tuple[Span, str]]:
    """Where the number stands: of several like it in the sentence the one nearest before the people counted."""
    found = list(_find(text, toll["as_said"] or "", sentence))
    if len(found) > 1 and toll.get("who"):
        at = text.find(toll["who"], sentence.begin, sentence.end)
        if at >= 0:
            found.sort(key=lambda s: abs(at - s.end) if s.begin <= at else 1000 + s.begin)
    return [(s, toll["measure"]) for s in found[:1]]


def ledger(root: Path) -> Iterator[Labelled]:
    """The coded reports of the train part."""
    docs = {r["doc_id"]: r for r in rows(root / "ledger" / "train_docs.jsonl")}
    for gold in rows(root / "ledger" / "train_gold.jsonl"):
        yield ledger_labels(docs[gold["doc_id"]], gold)


# Every set a model learns from. The third and fourth phases begin with a raised learning rate again. MUC-4's templates
# are no part of a reading: they are learned and read with the names as they stand, as the peers on that set do.
SOURCES: tuple[Source, ...] = (
    Source(
        "polnear",
        "MIT (the repository's only statement); the texts are the publishers'",
        False,
        polnear,
        (1.0, 0.5, 1.2, 0.8),
    ),
    Source("muc4", "none stated (US government distribution); GTT's form under MIT", False, muc4, (1.0, 0.5, 1.5, 1.5)),
    Source("geo", "GPL-3.0 (GeoWebNews' repository); LGL: none stated", False, geo, (0.7, 0.4, 0.4, 0.5)),
    Source(
        "timex", "none stated (TimeBank texts are the LDC's and the publishers')", False, timex, (1.0, 1.0, 0.5, 0.3)
    ),
    Source(
        "re3d",
        "public domain, OGL v3, CC BY 3.0 AU, CC BY-SA 3.0 (non-commercial part left out)",
        False,
        re3d,
        (3, 3, 4, 1),
    ),
    Source("re3d-clear", "public domain, OGL v3, CC BY 3.0 AU", True, re3d_clear, (0, 0, 0, 0)),
    Source(
        "ledger", "annotations made for this project, free to use; texts as their sets", False, ledger, (4, 6, 6, 2)
    ),
)
