"""One row from observations to risk, beside scikit-learn's predict_proba in the same run.

    .venv/bin/python -m bench.scoring [--rows 2000]

Prints percentiles in microseconds of the feature vector, the risk, cause and contributions of the
default bundle, and of a scikit-learn forest of the same size; last, the ratio of the two medians.
"""

import argparse
import sys
import time
from collections.abc import Callable

import numpy as np
from sklearn.ensemble import RandomForestClassifier

from contract.observations import Kind, Observation
from models.features.window import FeatureWindow
from models.scoring import default_bundle, load_bundle

START_S = 1_780_000_000.0


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


def measure(name: str, rounds: int, work: Callable[[int], object]) -> float:
    """Print p50 and p99 in us; returns p50."""
    for index in range(50):
        work(index)
    taken_us = np.empty(rounds)
    for index in range(rounds):
        began = time.perf_counter()
        work(index)
        taken_us[index] = 1e6 * (time.perf_counter() - began)
    p50, p99 = np.quantile(taken_us, [0.5, 0.99])
    sys.stdout.write(f"{name:<28} p50 {p50:9.1f} us   p99 {p99:9.1f} us\n")
    return float(p50)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2000)
    rounds = parser.parse_args().rows
    bundle = default_bundle()
    scorer = load_bundle(bundle)
    window = busy_window()
    with np.load(bundle / "golden.npz") as archive:
        vectors = archive["vectors"]
    rng = np.random.default_rng(2)
    many = np.nan_to_num(vectors[rng.integers(0, len(vectors), 20_000)])
    many += rng.normal(0.0, 0.01, many.shape).astype(np.float32)
    forest = RandomForestClassifier(100, max_depth=12, min_samples_leaf=20, random_state=1)
    forest.fit(many, rng.random(len(many)) < 0.3)
    sys.stdout.write(f"bundle {bundle.name}, {rounds} rows\n")

    def row(index: int) -> np.ndarray:
        return vectors[index % len(vectors)]

    day_s = START_S + 86_400.0
    measure("vector", rounds, lambda index: window.vector(day_s + index))
    ours = measure("risk", rounds, lambda index: scorer.score(row(index)))
    measure("cause", rounds, lambda index: scorer.cause(row(index)))
    measure("contributions", rounds, lambda index: scorer.contributions(row(index)))
    theirs = measure(
        "scikit-learn predict_proba",
        min(rounds, 300),
        lambda index: forest.predict_proba(many[index : index + 1]),
    )
    sys.stdout.write(f"scikit-learn / ours = {theirs / ours:.0f}\n")


if __name__ == "__main__":
    main()
