"""A data set: the world run headless at full speed, seen as an edge agent would see it.

Writes the `.npz` of `contract.observations`: `observations`, `charge_points`, `chargers` and
`truth`. The same arguments give the same bytes.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np

from charger_emulator.core.episodes import episodes_of, limits_w
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.observe import Observer, Rows
from charger_emulator.core.regime import LIVE, Regime
from charger_emulator.core.world import World, WorldSetting
from contract.observations import CHARGER_COLUMNS, FAULT_MODES, TRUTH_COLUMNS

log = logging.getLogger(__name__)
WARM_UP_S: Final = 8 * 3600.0
FAULTS_PER_DAY: Final = 0.15
"""Drawn faults per charge point and day."""
START: Final = datetime(2025, 7, 1, tzinfo=UTC)
_DAY_MIN: Final = 1440


@dataclass(frozen=True, slots=True)
class DatasetOrder:
    """What data set is wanted."""

    stations: int
    days: int
    seed: int
    start_at: datetime = START
    faults_per_day: float = FAULTS_PER_DAY
    """In the `live` regime; the others have rates of their own."""
    episodes: bool = True
    regime: Regime = LIVE

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 400:
            raise ValueError(f"days {self.days} is not allowed: 1 to 400")
        if self.start_at.tzinfo is None:
            raise ValueError(f"start {self.start_at.isoformat()} has no time zone")


def write_dataset(
    order: DatasetOrder, out: Path, progress: Callable[[float], None] = lambda _share: None
) -> int:
    """Make a data set and write it.

    Args:
        order: what is wanted.
        out: `.npz` file, replaced if it is there.
        progress: called with the share done, 0..1.

    Returns:
        Number of observations.
    """
    fleet = make_fleet(order.stations, order.seed)
    start_s = float(int(order.start_at.timestamp()) // 60 * 60)
    is_live = order.regime is LIVE
    setting = WorldSetting(
        seed=order.seed,
        fault_rate_per_day=order.faults_per_day if is_live else 1.0,
        spread_seasons=is_live,
        regime=order.regime,
    )
    world = World(fleet, setting, start_s - WARM_UP_S)
    world.advance(start_s)
    world.upkeep.truth.clear()
    world.maintenance.truth.clear()
    rows = _run(world, order, int(start_s // 60), progress)
    found = [*world.upkeep.truth, *world.upkeep.open_truth()]
    found += [*world.maintenance.truth, *world.maintenance.open_truth()]
    truth = sorted(found, key=lambda t: (t.onset_s, t.charge_point))
    table = np.array(
        [(t.charge_point, t.mode, t.degradation_s, t.onset_s, t.repaired_s) for t in truth],
        dtype=list(TRUTH_COLUMNS),
    )
    layout = world.layout
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        np.savez(
            file,
            observations=rows,
            charge_points=np.array([c.id for c in layout.charge_points]),
            truth=table,
            chargers=_chargers(world),
        )
    by_mode = {name: int(np.sum(table["mode"] == i)) for i, name in enumerate(FAULT_MODES)}
    log.info("dataset_written path=%s observations=%d faults=%s", out, len(rows), by_mode)
    return len(rows)


def _chargers(world: World) -> Rows:
    layout = world.layout
    stations = layout.cp_station.tolist()
    found = [
        (
            s,
            c.rated_power_w,
            len(c.connector_types),
            c.connector_power_w,
            layout.stations[s].time_zone,
        )
        for s, c in zip(stations, layout.charge_points, strict=True)
    ]
    return np.array(found, dtype=list(CHARGER_COLUMNS))


def _run(
    world: World, order: DatasetOrder, first_minute: int, progress: Callable[[float], None]
) -> Rows:
    observer = Observer(world)
    observer.connect_all()
    parts = []
    for minute in range(first_minute, first_minute + order.days * _DAY_MIN):
        if minute % 60 == 0 or minute == first_minute:
            limits = limits_w(order.seed, minute // 60, world.layout.cp_rated_w)
            np.copyto(world.plant.cp_limit_w, limits)
        if order.episodes and (minute % _DAY_MIN == 0 or minute == first_minute):
            for episode in episodes_of(order.seed, minute // _DAY_MIN, len(world.layout.stations)):
                world.begin(episode)
        observer.effects(world.advance((minute + 1) * 60.0))
        observer.minute(minute + 1)
        done = minute + 1 - first_minute
        if done % _DAY_MIN == 0:
            parts.append(observer.take())
            progress(done / _DAY_MIN / order.days)
    return np.concatenate(parts)
