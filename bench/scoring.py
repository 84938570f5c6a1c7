"""One row from observations to risk, beside scikit-learn's predict_proba in the same run.

    .venv/bin/python -m bench.scoring [--rows 2000]

On one thread. Prints percentiles in microseconds, by the wall clock and by the thread's own time
(which a busy machine does not stretch by waiting), of the feature vector, the risk, cause and
explanation of the default bundle; the time of a batch of 10,000; the same of a scikit-learn forest
of the same size; last, the ratios of the medians. Exits with 1 if an allowance is overrun by the
thread's own time: risk p99 0.5 ms, risk with explanation p99 2 ms, the batch 250 ms.
"""

import argparse
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from sklearn.ensemble import RandomForestClassifier

from contract.observations import Kind, Observation
from models.features.window import FeatureWindow
from models.scoring import default_bundle, load_bundle

START_S = 1_780_000_000.0
BATCH_ROWS = 10_000


def busy_window() -> FeatureWindow:
    """A charger with two connectors that has charged for a day."""
    window = FeatureWindow(150_000.0, 2, 150_000.0, "America/Phoenix")
    rng = np.random.default_rng(1)
    for minute in range(1440):
        at_s = START_S + 60.0 * minute
        for connector in (1, 2):
            window.observe(
                Observation(
                    Kind.METER, at_s, connector,
                    power_w=60_000.0 + rng.normal(0.0, 500.0), offered_w=75_000.0,
                    current_a=150.0, voltage_v=400.0 + rng.normal(), energy_wh=1000.0 * minute,
                    temperature_c=45.0 + rng.normal(), ambient_c=25.0,
                )
            )  # fmt: skip
            if minute % 30 == 0:
                window.observe(Observation(Kind.STOP, at_s, connector, value=20_000.0))
                window.observe(Observation(Kind.STATUS, at_s, connector, status=2))
                window.observe(Observation(Kind.START, at_s, connector))
        window.observe(Observation(Kind.ROUND_TRIP, at_s, value=0.1))
    return window


class Taken(NamedTuple):
    """Percentiles in microseconds."""

    p50_us: float
    own_p99_us: float
    """Of the thread's own time."""


def measure(name: str, rounds: int, work: Callable[[int], object]) -> Taken:
    """Print p50 and p99."""
    for index in range(min(rounds, 50)):
        work(index)
    taken_us, own_us = np.empty(rounds), np.empty(rounds)
    for index in range(rounds):
        began, own_began = time.perf_counter(), time.thread_time()
        work(index)
        own_us[index] = 1e6 * (time.thread_time() - own_began)
        taken_us[index] = 1e6 * (time.perf_counter() - began)
    p50, p99 = np.quantile(taken_us, [0.5, 0.99])
    own_p50, own_p99 = np.quantile(own_us, [0.5, 0.99])
    sys.stdout.write(
        f"{name:<28} p50 {p50:9.1f} us   p99 {p99:9.1f} us   "
        f"own time p50 {own_p50:9.1f} us   p99 {own_p99:9.1f} us\n"
    )
    return Taken(float(p50), float(own_p99))


def twin_forest(vectors: np.ndarray) -> tuple[RandomForestClassifier, np.ndarray]:
    """A scikit-learn forest as large as the bundle's, and the 20,000 rows it was fitted on."""
    rng = np.random.default_rng(2)
    rows = np.nan_to_num(vectors[rng.integers(0, len(vectors), 20_000)])
    rows += rng.normal(0.0, 0.01, rows.shape).astype(np.float32)
    forest = RandomForestClassifier(100, max_depth=12, min_samples_leaf=20, random_state=1)
    return forest.fit(rows, rng.random(len(rows)) < 0.3), rows


def main() -> int:
    """Measure and print; 1 if an allowance is overrun."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    rounds = parser.parse_args().rows
    bundle = default_bundle()
    scorer = load_bundle(bundle)
    window = busy_window()
    with np.load(bundle / "golden.npz") as archive:
        vectors = archive["vectors"]
    forest, rows = twin_forest(vectors)
    batch = rows[:BATCH_ROWS].copy()
    batch[np.random.default_rng(3).random(batch.shape) < 0.2] = np.nan
    sys.stdout.write(f"bundle {bundle.name}, {rounds} rows\n")

    def row(index: int) -> np.ndarray:
        return vectors[index % len(vectors)]

    def explained(index: int) -> object:
        return scorer.score(row(index)), scorer.contributions(row(index))

    few = max(min(rounds // 100, 20), 5)
    day_s = START_S + 86_400.0
    measure("vector", rounds, lambda index: window.vector(day_s + index))
    risk = measure("risk", rounds, lambda index: scorer.score(row(index)))
    measure("cause", rounds, lambda index: scorer.cause(row(index)))
    both = measure("risk with explanation", rounds, explained)
    many = measure(f"batch of {BATCH_ROWS}", few, lambda _: scorer.score_many(batch))
    theirs = measure(
        "scikit-learn, one row",
        min(rounds, 300),
        lambda index: forest.predict_proba(rows[index : index + 1]),
    )
    their_many = measure(
        "scikit-learn, batch", few, lambda _: forest.predict_proba(rows[:BATCH_ROWS])
    )
    sys.stdout.write(f"scikit-learn / ours, one row = {theirs.p50_us / risk.p50_us:.0f}\n")
    sys.stdout.write(f"scikit-learn / ours, batch = {their_many.p50_us / many.p50_us:.1f}\n")
    overrun = [
        f"{name}: {taken.own_p99_us:.0f} us, allowed are {allowed_us:.0f}"
        for name, taken, allowed_us in (
            ("risk", risk, 500.0),
            ("risk with explanation", both, 2000.0),
            ("batch", many, 250_000.0),
        )
        if taken.own_p99_us > allowed_us
    ]
    sys.stdout.write("".join(f"overrun: {line}\n" for line in overrun))
    return 1 if overrun else 0


if __name__ == "__main__":
    sys.exit(main())
