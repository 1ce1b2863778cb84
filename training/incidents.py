"""`python -m training.incidents DATA`: the weights of the linker's features, from one half of the gva incidents.

Articles of the half that the bench does not hold out are read, each one's main event is compared with those it shares
a block key with, and a logistic regression learns what speaks for one incident. Each feature is held to its direction
(what agrees never lowers the score, what differs never raises it) and drawn to its prior (`Feature.prior`), which is
all there is where these articles teach nothing, or the wrong thing: all are of one country, so another country is a
place misread (`Feature.fixed`). So what is learned from shootings in the United States cannot turn
against reports of another kind. The bias is then set so that joining at `JOIN` gives the best clusters of the same
half. An incident's pairs share one vote.

Also writes how telling each word is (`word_shares.csv`): the share of the articles of the same half, or of the agency
reports of the set wire, that have it.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.documents import document
from sayso.incidents.accounts import accounts, main_event
from sayso.incidents.blocking import keys, most
from sayso.incidents.cluster import clusters
from sayso.incidents.features import FEATURES, signs
from sayso.incidents.pool import KEEP
from sayso.incidents.profile import Profile, profile, words_of
from sayso.incidents.score import BIAS
from sayso.model.account import Account
from sayso.model.incident import Tie
from sayso.model.reading import Reading
from training.data import rows

HOME = Path("src/sayso/incidents")
Floats = npt.NDArray[np.float64]
_LEAST = {"gva": 8, "wire": 4}  # reports of a set that a word must stand in: fewer tell no share


def held_out(incident: str) -> bool:
    """Whether the incident belongs to the half that is only measured: the same that `bench.run` holds out."""
    return hashlib.sha1(incident.encode()).digest()[0] % 2 == 1


def readings(data: Path, cache: Path | None) -> dict[str, Reading]:
    """Every article's reading by its id; from the cache where there is one, else read now (and put there)."""
    if cache and cache.exists():
        stored: dict[str, Reading | None] = pickle.loads(cache.read_bytes())
        return {key: reading for key, reading in stored.items() if reading}
    from sayso.reading import read

    found = {}
    with (data / "gva" / "docs.jsonl").open(encoding="utf-8") as lines:
        for one in map(document, lines):
            found[one.id] = read(one.report())
    if cache:
        cache.write_bytes(pickle.dumps(found, protocol=5))
    return found


def main_accounts(read: Mapping[str, Reading]) -> dict[str, Account]:
    """The account of each article's main event; articles without events are left out."""
    found = {}
    for key, reading in read.items():
        if main := main_event(reading):
            found[key] = next(a for a in accounts(reading) if a.id.endswith(f"/{main.id}"))
    return found


def word_shares(data: Path) -> dict[str, float]:
    """The share of reports that have a word, in the set that has it most; words of enough reports alone."""
    sets = {
        "gva": [r for r in rows(data / "gva" / "docs.jsonl") if not held_out(r["incident_id"])],
        "wire": list(rows(data / "wire" / "docs.jsonl")),
    }
    shares: dict[str, float] = {}
    for name, reports in sets.items():
        counts = Counter(w for r in reports for w in words_of(f"{r.get('title') or ''} {r['text']}"))
        for word, count in counts.items():
            if count >= _LEAST[name] and not (word[0].isdigit() and len(word) > 2):
                shares[word] = max(shares.get(word, 0.0), count / len(reports))
    return shares


def pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """The pairs that share an active block key, by their places in the list."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(profiles):
        for key in keys(one):
            having[key].append(at)
    active = (ids for key, ids in having.items() if len(ids) <= most(key))
    return sorted({(a, b) for ids in active for n, a in enumerate(ids) for b in ids[n + 1 :]})


def matrix(profiles: Sequence[Profile], found: Iterable[tuple[int, int]]) -> Floats:
    """One row of feature values for each pair."""
    column = {feature.name: n for n, feature in enumerate(FEATURES)}
    chosen = list(found)
    table = np.zeros((len(chosen), len(FEATURES)))
    for row, (a, b) in enumerate(chosen):
        for sign in signs(profiles[a], profiles[b]):
            table[row, column[sign.name]] = sign.value
    return table


def fit(table: Floats, same: Floats, votes: Floats, penalty: float = 0.0002, steps: int = 4000) -> tuple[Floats, float]:
    """Weights and bias by logistic regression, every weight drawn to its prior and kept on its side of 0.

    Fixed ones stay at their prior. By projected accelerated gradient: deterministic, no seed needed.
    """
    prior = np.array([feature.prior for feature in FEATURES])
    side, free = np.sign(prior), np.array([not feature.fixed for feature in FEATURES])
    given = table[:, ~free] @ prior[~free]
    side, prior = side[free], prior[free]
    signed = np.hstack([table[:, free] * side, np.ones((len(table), 1))])
    weights = votes / votes.sum()
    rate = 1.0 / (0.25 * float(np.linalg.eigvalsh((signed * weights[:, None]).T @ signed)[-1]) + penalty)
    at = ahead = np.zeros(signed.shape[1])
    for step in range(steps):
        chance = 1 / (1 + np.exp(-(signed @ ahead + given)))
        slope = signed.T @ (weights * (chance - same)) + penalty * np.append(ahead[:-1] - np.abs(prior), 0.0)
        new = ahead - rate * slope
        new[:-1] = np.maximum(new[:-1], 0.0)
        ahead = new + (step / (step + 3)) * (new - at)
        at = new
    found = np.array([feature.prior for feature in FEATURES])
    found[free] = at[:-1] * side
    return found, float(at[-1])


def linked(
    profiles: Sequence[Profile], found: Sequence[tuple[int, int]], chances: Floats
) -> dict[str, tuple[str, ...]]:
    """The group of every account, as the linker makes them from these scores."""
    ties = [
        Tie(profiles[a].id, profiles[b].id, round(float(chance), 4), ())
        for (a, b), chance in zip(found, chances, strict=True)
        if chance >= KEEP
    ]
    groups, _ = clusters({p.id: p.report for p in profiles}, ties)
    return {one: group for group in groups for one in group}


def measured(gold: Mapping[str, str], group: Mapping[str, object]) -> dict[str, float]:
    """B-cubed and pairwise F1 of groups against incidents, both by article."""
    by_gold, by_group = Counter(gold.values()), Counter(group[key] for key in gold)
    joint = Counter((gold[key], group[key]) for key in gold)
    precision = sum(n * n / by_group[g] for (_, g), n in joint.items()) / len(gold)
    recall = sum(n * n / by_gold[i] for (i, _), n in joint.items()) / len(gold)

    def two(counts: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    both, said, true = two(joint.values()), two(by_group.values()), two(by_gold.values())
    return {
        "b3_p": precision, "b3_r": recall, "b3_f1": 2 * precision * recall / (precision + recall),
        "pair_p": both / max(said, 1), "pair_r": both / max(true, 1), "pair_f1": 2 * both / max(said + true, 1),
    }  # fmt: skip


class Half:
    """One half of the articles: their profiles, pairs and feature values, and how groups of them measure."""

    def __init__(self, main: Mapping[str, Account], gold: Mapping[str, str], wanted: Callable[[str], bool]) -> None:
        """The articles whose incident is wanted; `main` holds the account of each, `gold` its incident."""
        self.gold = {key: incident for key, incident in gold.items() if wanted(incident)}
        self.docs = [key for key in sorted(self.gold) if key in main]
        self.profiles = [profile(main[key]) for key in self.docs]
        self.pairs = pairs(self.profiles)
        self.table = matrix(self.profiles, self.pairs)
        incidents = [self.gold[key] for key in self.docs]
        self.same = np.array([float(incidents[a] == incidents[b]) for a, b in self.pairs])
        own = Counter(incidents[a] for (a, _), same in zip(self.pairs, self.same, strict=True) if same)
        self.votes = np.array(
            [own[incidents[a]] ** -0.5 if same else 1.0 for (a, _), same in zip(self.pairs, self.same, strict=True)]
        )

    def measure(self, weights: Floats, bias: float) -> dict[str, float]:
        """The figures of the clusters that these weights give."""
        chances = 1 / (1 + np.exp(-(self.table @ weights + bias)))
        groups = linked(self.profiles, self.pairs, chances)
        of_doc = {key: groups[one.id] for key, one in zip(self.docs, self.profiles, strict=True)}
        return measured(self.gold, {key: of_doc.get(key, key) for key in self.gold})

    def said(self, weights: Floats, bias: float) -> str:
        """The same in a line, with the share of true pairs that any block key finds."""
        true = sum(n * (n - 1) // 2 for n in Counter(self.gold.values()).values())
        found = f"{len(self.pairs)} pairs, {self.same.sum() / max(true, 1):.3f} of the true ones"
        return ", ".join(f"{k} {v:.3f}" for k, v in self.measure(weights, bias).items()) + f" ({found})"


def with_best_bias(half: Half, weights: Floats, bias: float) -> float:
    """The least bias at which joining at `JOIN` gives nearly the best B-cubed F1 of this half.

    By B-cubed, for by pairs the large incidents decide; the least, for a ledger has more to mix up than this half.
    """
    tried = [bias + step / 4 for step in range(-6, 13)]
    worth = [half.measure(weights, moved)["b3_f1"] for moved in tried]
    return next(moved for moved, found in zip(tried, worth, strict=True) if found >= max(worth) - 0.003)


def write(path: Path, comment: str, header: str, lines: Iterable[str]) -> None:
    """A table with its source above it."""
    path.write_text("\n".join([f"# {comment}", header, *lines]) + "\n", encoding="utf-8")


def main() -> None:
    """Learn on one half, say how it does on both, write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, help="keep the readings in this file, or take them from it")
    parser.add_argument("--shares", action="store_true", help="count the words anew first, and stop there")
    parser.add_argument("--out", type=Path, default=HOME)
    args = parser.parse_args()
    source = "learned by `python -m training.incidents`"
    if args.shares:
        lines = [f"{word},{share:.3f}" for word, share in sorted(word_shares(args.data).items())]
        write(args.out / "word_shares.csv", f"{source}: the share of reports with a word", "word,share", lines)
        return
    gold = {r["doc_id"]: r["incident_id"] for r in rows(args.data / "gva" / "docs.jsonl")}
    read = readings(args.data, args.cache)
    gold = {key: incident for key, incident in gold.items() if key in read}
    main = main_accounts(read)
    ours = Half(main, gold, lambda incident: not held_out(incident))
    rest = Half(main, gold, held_out)
    weights, bias = fit(ours.table, ours.same, ours.votes)
    print(f"bias by regression {bias:.2f}: {ours.said(weights, bias)}")
    bias = with_best_bias(ours, weights, bias)
    print(f"learned on: {ours.said(weights, bias)}")
    print(f"other half: {rest.said(weights, bias)}")
    lines = [f"{BIAS},{bias:.3f}"]
    lines += [f"{f.name},{weight:.3f}" for f, weight in zip(FEATURES, weights, strict=True)]
    write(args.out / "weights.csv", f"{source} from one half of the gva incidents", "feature,weight", lines)


if __name__ == "__main__":
    main()
