"""How well a charger's temperature is foreseen: thermal model, learned model, and no change at all.

    .venv/bin/python -m bench.temperature_forecast DATA.npz [--days 6] [--chargers 12]

DATA is a data set of `sntry emulate dataset`. Chargers with odd numbers are judged. The thermal
model learns each of them online, from its first minute, as on the edge; the learned one (gradient
boosting on the 33 features, one fit for each horizon and bound) is fitted on those with even
numbers. Prints, for each horizon, the mean absolute error of both and of persistence, how often the
bands held (0.9 is wanted), and how wide they are.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingRegressor

from contract.observations import COLUMNS, Kind, Observation
from edge_agent.core.forecast import HORIZONS_MIN, Forecaster, Heat
from models.features.window import FeatureWindow

ROW_EVERY_MIN = 5
Judged = NDArray[np.float64]
"""(n, 5): temperature now, foreseen, low, high, and what it came to."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--days", type=float, default=6.0)
    parser.add_argument("--chargers", type=int, default=12, help="to judge on")
    given = parser.parse_args()
    with np.load(given.data) as archive:
        observations, chargers = archive["observations"], archive["chargers"]
    minutes, vectors = {}, {}
    judged = range(1, min(2 * given.chargers, len(chargers)), 2)
    for number in sorted({*range(0, len(chargers), 2), *judged}):
        own = observations[observations["charge_point"] == number]
        own = own[own["at_s"] < own["at_s"][0] + 86_400.0 * given.days]
        minutes[number], vectors[number] = by_minute(own, chargers[number])
    for horizon in HORIZONS_MIN:
        fit = [pairs(minutes[each], vectors[each], horizon) for each in minutes if each % 2 == 0]
        test = [pairs(minutes[each], vectors[each], horizon) for each in minutes if each % 2]
        learned = learn(np.concatenate(fit), np.concatenate(test))
        thermal = np.concatenate([foresee(minutes[each], horizon) for each in minutes if each % 2])
        now_c, then_c = learned[:, 0], learned[:, 4]
        sys.stdout.write(
            f"{horizon:3d} min   unchanged {np.abs(now_c - then_c).mean():5.2f} K   "
            f"{told('thermal', thermal)}   {told('learned', learned)}\n"
        )
    return 0


def by_minute(own: NDArray[np.void], charger: np.void) -> tuple[Judged, NDArray[np.float32]]:
    """What the edge knows each minute, and the features of every fifth.

    Returns:
        (n, 5) time, temperature, when that was measured, air, load; (n / 5, 33).
    """
    rated_w = float(charger["rated_power_w"])
    window = FeatureWindow(
        rated_w,
        int(charger["connectors"]),
        float(charger["connector_power_w"]),
        str(charger["time_zone"]),
    )
    names = [name for name, _ in COLUMNS if name not in ("charge_point", "kind")]
    values = zip(*(own[name].tolist() for name in names), strict=True)
    next_s = float(own["at_s"][0]) + 60.0
    known, vectors = [], []
    for kind, value in zip(own["kind"].tolist(), values, strict=True):
        fields = dict(zip(names, value, strict=True))
        while fields["at_s"] > next_s:
            now = window.reading(next_s)
            if len(known) % ROW_EVERY_MIN == 0:
                vectors.append(window.vector(next_s))
            load = None if now.power_w is None else now.power_w / rated_w
            known.append((next_s, now.temperature_c, now.temperature_at_s, now.ambient_c, load))
            next_s += 60.0
        window.observe(Observation(Kind(kind), **fields))
    return np.array(known, dtype=np.float64), np.array(vectors)


def pairs(known: Judged, vectors: NDArray[np.float32], horizon: int) -> Judged:
    """(n, 35): features, the temperature now, and that of `horizon` minutes later."""
    now = np.arange(len(vectors)) * ROW_EVERY_MIN
    now = now[now + horizon < len(known)]
    found = np.column_stack([vectors[: len(now)], known[now, 1], known[now + horizon, 1]])
    return found[np.isfinite(found[:, -2:]).all(axis=1)]


def learn(fit: Judged, test: Judged) -> Judged:
    """Gradient boosting of the change: its median and the bounds of nine tenths."""
    is_told = np.isfinite(fit[:, :-2]).any(axis=0)
    features, known = fit[:, :-2][:, is_told], test[:, :-2][:, is_told]
    found = [test[:, -2]]
    for quantile in (0.5, 0.05, 0.95):
        model = HistGradientBoostingRegressor(
            loss="quantile", quantile=quantile, max_iter=150, random_state=0
        )
        model.fit(features, fit[:, -1] - fit[:, -2])
        found.append(test[:, -2] + model.predict(known))
    return np.column_stack([*found, test[:, -1]])


def foresee(known: Judged, horizon: int) -> Judged:
    """The edge's forecasts of one charger, from its first minute on."""
    forecaster, found = Forecaster(), []
    for index, row in enumerate(known.tolist()):
        forecaster.look(Heat(*row))
        if index % ROW_EVERY_MIN or index + horizon >= len(known):
            continue
        for each in forecaster.outlook():
            if each.minutes == horizon:
                then_c = known[index + horizon, 1]
                found.append((row[1], each.mid_c, each.low_c, each.high_c, then_c))
    judged = np.array(found)
    return judged[np.isfinite(judged).all(axis=1)]


def told(name: str, judged: Judged) -> str:
    """One model's figures."""
    _, mid_c, low_c, high_c, then_c = judged.T
    held = ((low_c <= then_c) & (then_c <= high_c)).mean()
    return (
        f"{name} {np.abs(mid_c - then_c).mean():5.2f} K, held {held:.3f}, "
        f"width {(high_c - low_c).mean():4.1f} K"
    )


if __name__ == "__main__":
    sys.exit(main())
