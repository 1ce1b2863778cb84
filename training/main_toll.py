"""`python -m training.main_toll DATA`: the weights of the main toll's features, from one half of the gva incidents.

Learns on the incidents whose id has an even sha1 sum and says how often the heaviest pair is right on both halves.
An incident's articles share one vote, so that one with thirty articles does not drown the others.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

import torch

from sayso.intake import report_from_text
from sayso.reading.main_toll import candidates, features, weigh
from sayso.reading.segment import segment
from sayso.reading.toll_evidence import Evidence, gather
from training.data import rows

Answer = tuple[int, int]
Sample = tuple[Evidence, Answer, str]  # evidence, gold, incident


def odd(incident: str) -> bool:
    """Whether the incident belongs to the half that is only measured."""
    return bool(int(hashlib.sha1(incident.encode()).hexdigest(), 16) % 2)


def samples(data: Path) -> list[Sample]:
    """The evidence of every article and the registry's numbers."""
    gold = {r["incident_id"]: (r["killed"], r["injured"]) for r in rows(data / "gva" / "incidents.jsonl")}
    found: list[Sample] = []
    for row in rows(data / "gva" / "docs.jsonl"):
        report = report_from_text(row["text"], title=row["title"] or None)
        sentences = [s.span for s in segment(report.text, report.blocks)]
        found.append((gather(report.text, sentences, report.title), gold[row["incident_id"]], row["incident_id"]))
    return found


def fit(pool: list[Sample], penalty: float, steps: int = 150) -> dict[str, float]:
    """Weights by softmax regression over each article's candidates; features seen in fewer than 4 are left out."""
    articles = Counter(s[2] for s in pool)
    groups: list[tuple[list[dict[str, float]], int, float]] = []
    seen: Counter[str] = Counter()
    for evidence, answer, incident in pool:
        pairs = candidates(evidence)
        named = [features(evidence, *pair) for pair in pairs]
        seen.update({name for f in named for name in f})
        if answer in pairs:
            groups.append((named, pairs.index(answer), articles[incident] ** -0.5))
    names = {name: n for n, name in enumerate(sorted(k for k, c in seen.items() if c >= 4))}
    row, column, value, group, right, vote, at = [], [], [], [], [], [], 0
    for n, (named, best, weight) in enumerate(groups):
        right.append(at + best)
        vote.append(weight)
        for f in named:
            for name, v in f.items():
                if v and name in names:
                    row.append(at), column.append(names[name]), value.append(v)
            group.append(n)
            at += 1
    x = torch.sparse_coo_tensor(torch.tensor([row, column]), torch.tensor(value), (at, len(names))).coalesce()
    which, chosen, votes = torch.tensor(group), torch.tensor(right), torch.tensor(vote)
    w = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.LBFGS([w], max_iter=steps, history_size=10, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        score = torch.sparse.mm(x, w[:, None])[:, 0]
        total = torch.zeros(len(groups)).index_add(0, which, torch.exp(score.clamp(max=60)))
        lost = (votes * (torch.log(total) - score[chosen])).sum() / votes.sum() + penalty * (w * w).sum()
        lost.backward()
        return lost

    optimiser.step(loss)
    return {name: round(float(w[n]), 3) for name, n in names.items() if abs(float(w[n])) >= 0.02}


def measured(pool: list[Sample], table: dict[str, float]) -> str:
    """How often killed, injured, both are right, and how often the right pair is a candidate."""
    right: Counter[str] = Counter()
    for evidence, answer, _ in pool:
        found = weigh(evidence, table)
        killed, injured = found.killed == answer[0], found.injured == answer[1]
        right.update({"killed": killed, "injured": injured, "both": killed and injured})
        right["candidate"] += answer in candidates(evidence)
    return ", ".join(f"{k} {right[k] / len(pool):.3f}" for k in ("both", "killed", "injured", "candidate"))


def main() -> None:
    """Learn on one half, say how it does on both, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--penalty", type=float, default=0.0005)
    parser.add_argument("--out", type=Path, default=Path("src/sayso/reading/main_toll_weights.csv"))
    args = parser.parse_args()
    everything = samples(args.data)
    even, rest = [s for s in everything if not odd(s[2])], [s for s in everything if odd(s[2])]
    table = fit(even, args.penalty)
    print("learned on:", measured(even, table))
    print("other half:", measured(rest, table))
    lines = ["# learned by `python -m training.main_toll` from one half of the gva incidents", "feature,weight"]
    lines += [f'"{name}",{weight}' for name, weight in sorted(table.items())]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
