"""`python -m training.join DATA`: weights by which scenes are joined, from the coded reports of the train part.

What ships is set by hand and did better on the ledger's measure, so the table is written beside the training's other
files, not over it.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import numpy as np

from sayso.intake import report_from_text
from sayso.model.event import EventType
from sayso.reading import scenes as scenery
from sayso.reading.draft import Draft
from sayso.reading.join import FEATURES, Pair, features
from sayso.reading.stages import STAGES
from sayso.reading.tellings import Telling
from training.data import Row, rows


def gold_tellings(draft: Draft, gold: Row) -> list[tuple[Telling, str]]:
    """A telling for every evidence sentence of every gold event, with the event's id."""
    assert draft.encoding is not None
    out: list[tuple[Telling, str]] = []
    for event in gold["events"]:
        for number, sentence in enumerate(draft.sentences):
            words = sentence.span.of(draft.text)
            if any(words in e or e in words for e in event["evidence"]):
                trigger = draft.encoding.trigger(number, "type", event["type"])
                kind = EventType(event["type"])
                out.append((Telling(number, sentence.span, kind, trigger, 1.0), event["id"]))
    return sorted(out, key=lambda t: (t[0].sentence, t[0].trigger, t[1]))


def pairs(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Feature rows and labels of all pairs of scenes of one ACLED event type in one report."""
    docs = {r["doc_id"]: r for r in rows(data / "ledger" / "train_docs.jsonl")}
    xs: list[list[float]] = []
    ys: list[float] = []
    for gold in rows(data / "ledger" / "train_gold.jsonl"):
        doc = docs[gold["doc_id"]]
        published = date.fromisoformat(doc["published"][:10]) if doc["published"] else None
        draft = Draft(report_from_text(doc["text"], published=published))
        for stage in STAGES:
            if stage.name == "events":
                break
            draft = stage.run(draft)
        told = gold_tellings(draft, gold)
        # a sentence that lists places makes several scenes of one telling: those are apart by rule, not learned
        made = [s for s in scenery.scenes(draft, [t for t, _ in told]) if s.place is None]
        ids = {id(t): event for t, event in told}
        for j, second in enumerate(made):
            for first in made[:j]:
                a, b = ids[id(first.telling)], ids[id(second.telling)]
                if first.telling.family == second.telling.family:
                    xs.append(features(Pair(draft.text, first, second)))
                    ys.append(float(a == b))
    return np.array(xs), np.array(ys)


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 2.0) -> np.ndarray:
    """Logistic regression with an L2 penalty by Newton's steps; the last weight is the bias, which is not penalised."""
    x = np.concatenate([x, np.ones((len(x), 1))], 1)
    w = np.zeros(x.shape[1])
    penalty = np.full(len(w), ridge)
    penalty[-1] = 0.0
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        w -= np.linalg.solve(hessian, x.T @ (p - y) + penalty * w)
    return w


def main() -> None:
    """Learn, say how well it separates, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("training/work/join_weights.csv"))
    args = parser.parse_args()
    x, y = pairs(args.data)
    half = np.arange(len(y)) % 2 == 0
    w = fit(x[half], y[half])
    guess = np.concatenate([x[~half], np.ones((int((~half).sum()), 1))], 1) @ w > 0
    print(json.dumps({"pairs": len(y), "same": int(y.sum()), "right_on_other_half": float((guess == y[~half]).mean())}))
    w = fit(x, y)
    lines = ["# learned by `python -m training.join` from the coded reports of the train part", "feature,weight",
             f"bias,{w[-1]:.3f}"]  # fmt: skip
    lines += [f"{name},{value:.3f}" for (name, _, _), value in zip(FEATURES, w[:-1], strict=True)]
    args.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
