"""`python -m bench.splinked DATA --cache FILE`: our scores beside Splink's on the same candidate pairs of gva.

Splink (Fellegi and Sunter's model over DuckDB) gets what our profiles hold, in its own comparisons, and is taught in
both of its ways: by expectation maximisation without gold, and from the gold of the half that our weights were learned
on. Both scores go through the same clustering, each at the shift that suits it best on that half; the figures are of
the other half.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sayso.incidents.blocking import keys
from sayso.incidents.features import FEATURES
from sayso.incidents.profile import Profile
from sayso.incidents.score import BIAS, weights
from training.data import rows
from training.incidents import Floats, Half, held_out, linked, main_accounts, measured, readings


def records(half: Half) -> list[dict[str, object]]:
    """One record for each account, with the active block keys that our pairs come from."""
    active = {key for a, b in half.pairs for key in keys(half.profiles[a]) & keys(half.profiles[b])}
    found = []
    for at, (doc, one) in enumerate(zip(half.docs, half.profiles, strict=True)):
        mine = sorted(set(keys(one)) & active)
        found.append({"unique_id": at, "incident": half.gold[doc], "block": mine, **_columns(one)})
    return found


def _columns(one: Profile) -> Mapping[str, object]:
    point = next((p for p in one.points if p.small), None)
    return {
        "day": one.first if one.first and one.first == one.last else None,
        "published": one.published,
        "spots": sorted(one.spots) or None,
        "region": one.regions[0] if one.regions else None,
        "latitude": point.latitude if point else None,
        "longitude": point.longitude if point else None,
        "names": sorted(w for w, nats in one.names.items() if nats > 4) or None,
        "title": sorted(w for w, nats in one.title.items() if nats > 3) or None,
        "words": sorted(w for w, nats in one.words.items() if nats > 4) or None,
        "numbers": sorted(one.numbers) or None,
        "figures": sorted(one.figures) or None,
        "family": one.family,
    }


def linker(found: list[dict[str, object]], learn: list[dict[str, object]] | None) -> Any:
    """A Splink model over these records: taught by gold of `learn`, or without any."""
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("block", arrays_to_explode=["block"])],
        comparisons=[
            _dates("day", (0, 1, 7, 30)),
            _dates("published", (1, 4, 30, 365)),
            cl.ArrayIntersectAtSizes("spots", [2, 1]),
            cl.DistanceInKMAtThresholds("latitude", "longitude", [15, 60, 300]),
            cl.ExactMatch("region"),
            cl.ArrayIntersectAtSizes("names", [5, 3, 2, 1]),
            cl.ArrayIntersectAtSizes("title", [4, 3, 2, 1]),
            cl.ArrayIntersectAtSizes("words", [30, 15, 8, 4]),
            cl.ArrayIntersectAtSizes("numbers", [4, 2, 1]),
            cl.ArrayIntersectAtSizes("figures", [2, 1]),
            cl.ExactMatch("family"),
        ],
        retain_intermediate_calculation_columns=False,
    )
    taught = Linker(DuckDBAPI().register(pa.Table.from_pylist(learn or found)), settings)
    training = taught.training
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=7)
    if learn:
        training.estimate_m_from_label_column("incident")
    else:
        training.estimate_parameters_using_expectation_maximisation(block_on("day", "region"))
        training.estimate_parameters_using_expectation_maximisation(block_on("published", "family"))
    model = taught.misc.save_model_to_json()
    return Linker(DuckDBAPI().register(pa.Table.from_pylist(found)), model)


def _dates(column: str, days: tuple[int, ...]) -> dict[str, Any]:
    """Splink's comparison of two dates by the days between them."""
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": f'"{column}_l" IS NULL OR "{column}_r" IS NULL',
            "label_for_charts": "unknown",
            "is_null_level": True,
        }
    ]
    apart = f"abs(date_diff('day', {column}_l, {column}_r))"
    levels += [{"sql_condition": f"{apart} <= {n}", "label_for_charts": f"{n} days"} for n in days]
    levels.append({"sql_condition": "ELSE", "label_for_charts": "farther apart"})
    return {"output_column_name": column, "comparison_levels": levels}


def log_odds(half: Half, learn: list[dict[str, object]] | None) -> Floats:
    """Splink's log odds (nats) for our pairs, in their order; pairs it does not bring up are far below."""
    told: dict[tuple[int, int], float] = {}
    for row in linker(records(half), learn).inference.predict().as_record_list():
        a, b = int(row["unique_id_l"]), int(row["unique_id_r"])
        told[min(a, b), max(a, b)] = float(row["match_weight"]) * math.log(2)
    return np.array([told.get(pair, -30.0) for pair in half.pairs])


def figures(half: Half, odds: Floats, shift: float) -> dict[str, float]:
    """The clusters' figures at these log odds plus a shift."""
    groups = linked(half.profiles, half.pairs, 1 / (1 + np.exp(-np.clip(odds + shift, -30, 30))))
    of_doc = {key: groups[one.id] for key, one in zip(half.docs, half.profiles, strict=True)}
    return measured(half.gold, {key: of_doc.get(key, key) for key in half.gold})


def best_shift(half: Half, odds: Floats) -> float:
    """The shift that gives the best sum of both F1 on this half."""

    def worth(shift: float) -> float:
        found = figures(half, odds, shift)
        return found["b3_f1"] + found["pair_f1"]

    return max((step / 2 for step in range(-40, 21)), key=worth)


def main() -> None:
    """Print the figures of the other half for our scores and for Splink's, taught in both ways."""
    parser = argparse.ArgumentParser(prog="python -m bench.splinked", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cache", type=Path, help="the readings, as `python -m training.incidents` keeps them")
    options = parser.parse_args()
    read = readings(options.data, options.cache)
    gold = {r["doc_id"]: r["incident_id"] for r in rows(options.data / "gva" / "docs.jsonl") if r["doc_id"] in read}
    main_events = main_accounts(read)
    ours = Half(main_events, gold, lambda incident: not held_out(incident))
    rest = Half(main_events, gold, held_out)
    table = weights()
    own = np.array([table[feature.name] for feature in FEATURES])
    learn = records(ours)
    print(f"{len(ours.pairs)} pairs to learn on, {len(rest.pairs)} to measure on")
    for name, odds in (
        ("our weights", (ours.table @ own + table[BIAS], rest.table @ own + table[BIAS])),
        ("Splink, by its expectation maximisation", (log_odds(ours, None), log_odds(rest, None))),
        ("Splink, taught with gold", (log_odds(ours, learn), log_odds(rest, learn))),
    ):
        shift = best_shift(ours, odds[0])
        told = figures(rest, odds[1], shift)
        print(f"{name}: " + ", ".join(f"{key} {value:.3f}" for key, value in told.items()) + f" (shift {shift:+.1f})")


if __name__ == "__main__":
    main()
