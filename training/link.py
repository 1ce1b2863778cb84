"""`python -m training.link DATA`: the weights of the linking features, from PolNeAR's train split.

Learns on the spans that the shipped encoder tags, so run it after the encoder is in place.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from sayso.model.span import Span
from sayso.reading.encoder import Tagged, encode
from sayso.reading.heads import LINKS
from sayso.reading.linking import FEATURES, REACH, away, features, setting
from sayso.reading.segment import segment
from training.data import rows

Sample = tuple[np.ndarray, int]  # candidates × features, and the right candidate


def _gold(attributions: list[dict[str, list[list[int]]]], role: str, tagged: Tagged) -> set[int]:
    return {n for n, a in enumerate(attributions) if any(Span(b, e).overlaps(tagged.span) for b, e in a[role])}


def samples(data: Path, count: int) -> dict[str, list[Sample]]:
    """For every tagged span that a gold attribution has: its candidates, and the one that is right."""
    found: dict[str, list[Sample]] = {k: [] for k in LINKS}
    train = [r for r in rows(data / "polnear" / "docs.jsonl") if r["split"] == "train"][::3][:count]
    for row in train:
        text = row["text"]
        sentences = segment(text)
        encoding = encode(text, sentences)
        tagged = encoding.spans("attribution")
        at = setting(text, sentences, tagged)
        cues = [t for t in tagged if t.label == "cue"]
        owners = [_gold(row["attributions"], "cue", c) for c in cues]
        for kind in LINKS:
            spans = [t for t in tagged if t.label == kind]
            if not spans or not cues:
                continue
            scores = encoding.links(kind, spans, cues)
            for i, span in enumerate(spans):
                wanted = _gold(row["attributions"], kind, span)
                near = [j for j, c in enumerate(cues) if away(span, c) <= REACH]
                right = [n for n, j in enumerate(near) if owners[j] & wanted]
                if right and len(near) > 1:
                    x = np.array([features(at, span, cues[j], float(scores[i, j])) for j in near])
                    found[kind].append((x, right[0]))
    return found


def fit(pool: list[Sample]) -> np.ndarray:
    """Weights by softmax regression over the candidates of each span."""
    w = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([w], max_iter=60)
    data = [(torch.tensor(x), y) for x, y in pool]

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        parts = [torch.logsumexp(x @ w, 0) - (x @ w)[y] for x, y in data]
        value = torch.stack(parts).mean() + 0.001 * (w * w).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return w.detach().numpy()


def main() -> None:
    """Learn, say how often the best candidate is right, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--out", type=Path, default=Path("src/sayso/reading/link_weights.csv"))
    args = parser.parse_args()
    pools = samples(args.data, args.documents)
    learned = {}
    for kind, pool in pools.items():
        half = fit(pool[::2])
        right = np.mean([int(np.argmax(x @ half)) == y for x, y in pool[1::2]])
        alone = np.mean([int(np.argmax(x[:, 0])) == y for x, y in pool[1::2]])
        print(f"{kind}: {len(pool)} spans; right on the other half {right:.3f}, by the link score alone {alone:.3f}")
        learned[kind] = fit(pool)
    lines = ["# learned by `python -m training.link` from PolNeAR's train split", "feature," + ",".join(LINKS)]
    lines += [f"{name}," + ",".join(f"{learned[k][n]:.3f}" for k in LINKS) for n, name in enumerate(FEATURES)]
    args.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
