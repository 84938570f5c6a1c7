"""A switchback read as its operator would: days with the loop against days without, by cluster.

The lot falls on each day of each cluster of neighbours, in pairs of days, one with and one without.
A pair of days of a cluster is a part; intervals come from drawing parts. The first hours after a
switch are left out, since what was done the day before is still felt.
"""

from typing import Final

import numpy as np

from charger_emulator.core.layout import FloatArray
from charger_emulator.core.trials import DAY_S, SLOT_S, TrialRecord

BURN_IN_S: Final = 2 * 3600.0
_QUANTITIES: Final = (
    "energy_wh", "margin", "down_port_min", "queue_min", "detour_min", "sessions",
)  # fmt: skip
_SLOTS: Final = int(DAY_S / SLOT_S)


def sides_of(record: TrialRecord) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """Sums of the days with the loop and of those without, by (cluster, pair of days).

    Raises:
        ValueError: if the trial does not last whole pairs of days.
    """
    days = len(record.healed)
    if days % 2 or len(record.margin) != days * _SLOTS:
        raise ValueError(f"a switchback of {record.trial.days:g} days is not allowed: 2, 4, 6 ...")
    _, cluster = np.unique(record.cluster, return_inverse=True)
    with_loop: dict[str, FloatArray] = {}
    without: dict[str, FloatArray] = {}
    for name, by_day in _by_day(record).items():
        for side, found in ((True, with_loop), (False, without)):
            on_side = np.where(record.healed == side, by_day, 0.0)
            pairs = on_side.reshape(days // 2, 2, -1).sum(axis=1)
            parts = [np.bincount(cluster, weights=pair) for pair in pairs]
            found[name] = np.concatenate(parts)
    return with_loop, without


def _by_day(record: TrialRecord) -> dict[str, FloatArray]:
    """Quantities by (day, station), without the first hours."""
    days, stations = record.healed.shape
    skipped = int(BURN_IN_S / SLOT_S)
    found: dict[str, FloatArray] = {
        name: getattr(record, name).reshape(days, _SLOTS, stations)[:, skipped:].sum(axis=1)
        for name in _QUANTITIES
    }
    found["trips"] = np.zeros((days, stations))
    for trip in record.trips:
        day, since_s = divmod(trip.at_s - record.start_s, DAY_S)
        if since_s >= BURN_IN_S and day < days:
            found["trips"][int(day), record.cp_station[trip.charge_point]] += 1.0
    hours = (DAY_S - BURN_IN_S) / 3600.0
    found["port_h"] = np.tile(record.ports * hours, (days, 1))
    found["station_days"] = np.full((days, stations), hours / 24.0)
    return found
