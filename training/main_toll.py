"""`python -m training.main_toll DATA`: the weights of the main toll's features, from one half of the gva incidents.

Learns on the half of the incidents that the bench does not hold out, and says how often the heaviest pair is right on
both halves.
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
Group = tuple[list[dict[str, float]], int, float]  # each candidate's features, which is right, the article's vote


def held_out(incident: str) -> bool:
    """Whether the incident belongs to the half that is only measured: the same that `bench.run` holds out."""
    return hashlib.sha1(incident.encode()).digest()[0] % 2 == 1


def samples(data: Path) -> list[Sample]:
    """The evidence of every article and the registry's numbers."""
    gold = {r["incident_id"]: (r["killed"], r["injured"]) for r in rows(data / "gva" / "incidents.jsonl")}
    found: list[Sample] = []
    for row in rows(data / "gva" / "docs.jsonl"):
        report = report_from_text(row["text"], title=row["title"] or None)
        sentences = [s.span for s in segment(report.text, report.blocks)]
        found.append((gather(report.text, sentences, report.title), gold[row["incident_id"]], row["incident_id"]))
    return found


def grouped(pool: list[Sample]) -> tuple[list[Group], list[str]]:
    """The features of every article's candidates, which is right and the article's vote; features seen four times."""
    articles = Counter(incident for _, _, incident in pool)
    seen: Counter[str] = Counter()
    groups: list[Group] = []
    for evidence, answer, incident in pool:
        pairs = candidates(evidence)
        named = [features(evidence, *pair) for pair in pairs]
        for one in named:
            seen.update(one)
        if answer in pairs:
            groups.append((named, pairs.index(answer), articles[incident] ** -0.5))
    return groups, sorted(name for name, count in seen.items() if count >= 4)


def fit(pool: list[Sample], penalty: float, steps: int = 150) -> dict[str, float]:
    """Weights by softmax regression over each article's candidates."""
    groups, names = grouped(pool)
    column = {name: n for n, name in enumerate(names)}
    cells = [
        (n, row, column[name], value)
        for row, (n, one) in enumerate((n, one) for n, (named, _, _) in enumerate(groups) for one in named)
        for name, value in one.items()
        if value and name in column
    ]
    which = torch.tensor([n for n, (named, _, _) in enumerate(groups) for _ in named])
    starts = torch.cumsum(torch.tensor([0] + [len(named) for named, _, _ in groups[:-1]]), 0)
    chosen = starts + torch.tensor([best for _, best, _ in groups])
    votes = torch.tensor([vote for _, _, vote in groups])
    places = torch.tensor([[row for _, row, _, _ in cells], [at for _, _, at, _ in cells]])
    x = torch.sparse_coo_tensor(places, torch.tensor([v for *_, v in cells]), (len(which), len(names))).coalesce()
    w = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.LBFGS([w], max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        score = torch.sparse.mm(x, w[:, None])[:, 0]
        total = torch.zeros(len(groups)).index_add(0, which, torch.exp(score.clamp(max=60)))
        lost = (votes * (torch.log(total) - score[chosen])).sum() / votes.sum() + penalty * (w * w).sum()
        lost.backward()
        return lost

    optimiser.step(loss)
    learned = w.detach().tolist()
    return {name: round(weight, 3) for name, weight in zip(names, learned, strict=True) if abs(weight) >= 0.03}


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
    parser.add_argument("--penalty", type=float, default=0.002)
    parser.add_argument("--out", type=Path, default=Path("src/sayso/reading/main_toll_weights.csv"))
    args = parser.parse_args()
    everything = samples(args.data)
    ours, rest = [s for s in everything if not held_out(s[2])], [s for s in everything if held_out(s[2])]
    table = fit(ours, args.penalty)
    print("learned on:", measured(ours, table))
    print("other half:", measured(rest, table))
    lines = ["# learned by `python -m training.main_toll` from one half of the gva incidents", "feature,weight"]
    lines += [f'"{name}",{weight}' for name, weight in sorted(table.items())]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
