"""The 33-column station table and its truth as files: CSV or Parquet, made in shards.

A shard is a few neighbouring metros with a world of their own (nobody drives from one metro to
another), so shards run side by side. Each finished one is kept beside the output until all are
done: an interrupted run goes on where it was. The number of processes changes nothing in the bytes.
"""

import hashlib
import logging
import queue
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import polars as pl

from charger_emulator.core import station_table as t
from charger_emulator.core.faults import TruthRow
from charger_emulator.core.fleet import make_fleet
from charger_emulator.core.regime import TABLE_A, Regime
from charger_emulator.core.station_table import STEP_MIN, StationTable
from charger_emulator.core.world import World, WorldSetting
from contract.fleet import Fleet
from contract.observations import FAULT_MODES

log = logging.getLogger(__name__)
CITIES_A_SHARD: Final = 4
FIRST_ROW: Final = datetime(2025, 7, 1)  # noqa: DTZ001 - local wall-clock time of every metro
FULL_DAYS: Final = 183
STEP_S: Final = 60.0
WARM_UP: Final = timedelta(hours=48)
_LONGEST_OFFSET: Final = timedelta(hours=9)
"""No metro is further behind UTC."""
_SEED_BITS: Final = 6
_FORM: Final = 1
"""Of the parts; another one is not gone on with."""
SUFFIXES: Final = (".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class TableOrder:
    """What table is wanted. `days` x 48 + 1 rows per station."""

    stations: int = 150
    days: int = FULL_DAYS
    seed: int = 1
    start: datetime = FIRST_ROW
    """Local wall-clock time of each station's first row."""
    regime: Regime = TABLE_A

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 400:
            raise ValueError(f"days {self.days} is not allowed: 1 to 400")
        if not 0 <= self.seed < 1 << 32:
            raise ValueError(f"seed {self.seed} is not allowed: 0 to {(1 << 32) - 1}")

    @property
    def rows(self) -> int:
        """Per station."""
        return self.days * 24 * 60 // STEP_MIN + 1


def truth_path(out: Path) -> Path:
    """File of the faults that belong to a table."""
    return out.with_name(f"{out.stem}.truth{out.suffix}")


def write_table(
    order: TableOrder,
    out: Path,
    *,
    jobs: int = 2,
    progress: Callable[[float], None] = lambda _share: None,
) -> int:
    """Make the table and write it, with its truth beside it.

    Args:
        order: what is wanted.
        out: `.csv` or `.parquet` file, replaced if it is there.
        jobs: processes.
        progress: called with the share done, 0..1.

    Returns:
        Number of rows.

    Raises:
        ValueError: if the suffix or the order is not usable.
    """
    if out.suffix not in SUFFIXES:
        raise ValueError(f"{out.name} is not allowed: a name with {' or '.join(SUFFIXES)}")
    fleets = shards(make_fleet(order.stations, order.seed))
    parts = out.with_name(f"{out.name}.parts")
    key = hashlib.sha256(f"{_FORM} {order!r}".encode()).hexdigest()[:12]
    parts.mkdir(parents=True, exist_ok=True)
    paths = [parts / f"{key}-{index:02d}.parquet" for index in range(len(fleets))]
    todo = [index for index, path in enumerate(paths) if not path.exists()]
    if len(todo) < len(paths):
        log.info("dataset_resumed done=%d of=%d", len(paths) - len(todo), len(paths))
    _run(order, [(i, fleets[i], paths[i]) for i in todo], jobs, _shares(fleets, todo, progress))
    rows = _join(paths, out)
    _join([truth_path(path) for path in paths], truth_path(out))
    shutil.rmtree(parts)
    return rows


def shards(fleet: Fleet) -> list[Fleet]:
    """The fleet in groups of metros, in its order."""
    cities = list(dict.fromkeys(s.city for s in fleet.stations))
    groups = [cities[i : i + CITIES_A_SHARD] for i in range(0, len(cities), CITIES_A_SHARD)]
    return [Fleet(stations=[s for s in fleet.stations if s.city in group]) for group in groups]


def make_shard(
    order: TableOrder, index: int, fleet: Fleet, tell: Callable[[int], None]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows and truth of one shard.

    Args:
        order: the whole table.
        index: of the shard.
        fleet: its stations.
        tell: called with 1 after each simulated day.
    """
    start_s = order.start.replace(tzinfo=UTC).timestamp()
    end_s = start_s + (timedelta(days=order.days) + _LONGEST_OFFSET).total_seconds()
    setting = WorldSetting(
        seed=order.seed << _SEED_BITS | index,
        fault_rate_per_day=1.0,
        regime=order.regime,
        step_s=STEP_S,
    )
    world = World(fleet, setting, start_s - WARM_UP.total_seconds())
    world.advance(start_s)
    table = StationTable(world, order.start, order.rows)
    first = int(start_s // 60)
    for minute in range(first + 1, int(end_s // 60) + 1):
        world.advance(minute * 60.0)
        table.minute(minute)
        if (minute - first) % 1440 == 0:
            tell(1)
    return _frame(fleet, table), _truth_frame(world, start_s)


def _frame(fleet: Fleet, table: StationTable) -> pl.DataFrame:
    static = pl.DataFrame([t.static_row(s) for s in fleet.stations]).with_row_index("station")
    rows = pl.DataFrame(table.take()).with_columns(pl.col("station").cast(pl.UInt32))
    return rows.join(static, on="station", how="left", maintain_order="left").select(t.COLUMNS)


def _truth_frame(world: World, start_s: float) -> pl.DataFrame:
    found = (
        world.upkeep.truth
        + world.upkeep.open_truth()
        + world.maintenance.truth
        + world.maintenance.open_truth()
    )
    kept = [row for row in found if row.repaired_s > start_s]
    kept.sort(key=lambda row: (row.onset_s, row.charge_point, row.connector, row.mode))
    schema = {
        "station_id": pl.String,
        "charge_point": pl.String,
        "connector": pl.Int64,
        "mode": pl.String,
        "degradation_at": pl.String,
        "onset_at": pl.String,
        "repaired_at": pl.String,
    }
    return pl.DataFrame([_truth_row(world, row) for row in kept], schema=schema, orient="row")


def _truth_row(world: World, row: TruthRow) -> tuple[Any, ...]:
    layout = world.layout
    number = int(layout.connector_number[row.connector]) if row.connector >= 0 else 0
    return (
        layout.stations[int(layout.cp_station[row.charge_point])].id,
        layout.charge_points[row.charge_point].id,
        number,
        FAULT_MODES[row.mode],
        _instant(row.degradation_s),
        _instant(row.onset_s),
        _instant(row.repaired_s),
    )


def _instant(at_s: float) -> str | None:
    if at_s == float("inf"):
        return None
    return f"{datetime.fromtimestamp(at_s, UTC):%Y-%m-%dT%H:%M:%SZ}"


# --- processes -----------------------------------------------------------------------------------

_Task = tuple[int, Fleet, Path]
_told: Any = None


def _start_worker(told: Any) -> None:
    global _told  # noqa: PLW0603 - the one way that a pool has to hand a queue to its workers
    _told = told


def _work(order: TableOrder, index: int, fleet: Fleet, path: Path) -> None:
    rows, truth = make_shard(order, index, fleet, _told.put)
    truth.write_parquet(truth_path(path))
    half = path.with_suffix(".half")
    rows.write_parquet(half)
    half.replace(path)


def _shares(
    fleets: list[Fleet], todo: list[int], progress: Callable[[float], None]
) -> Callable[[int, int], None]:
    done = (len(fleets) - len(todo)) / len(fleets)

    def tell(days: int, of: int) -> None:
        progress(done + (1.0 - done) * min(1.0, days / of))

    return tell


def _run(
    order: TableOrder, tasks: list[_Task], jobs: int, tell: Callable[[int, int], None]
) -> None:
    if not tasks:
        return
    context = get_context("spawn")
    told: Any = context.Queue()
    days, of = 0, len(tasks) * order.days
    with ProcessPoolExecutor(
        min(jobs, len(tasks)), mp_context=context, initializer=_start_worker, initargs=(told,)
    ) as pool:
        open_work: set[Future[None]] = {pool.submit(_work, order, *task) for task in tasks}
        try:
            while open_work:
                done, open_work = wait(open_work, timeout=0.5)
                days += _drain(told)
                tell(days, of)
                for each in done:
                    each.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _drain(told: Any) -> int:
    days = 0
    while True:
        try:
            days += told.get_nowait()
        except queue.Empty:
            return days


def _join(paths: list[Path], out: Path) -> int:
    """Write the parts, in order, as one file that appears when it is complete."""
    frame = pl.concat([pl.read_parquet(path) for path in paths])
    half = out.with_name(f"{out.name}.half")
    if out.suffix == ".csv":
        frame.write_csv(half)
    else:
        frame.write_parquet(half, compression="zstd")
    half.replace(out)
    return frame.height
