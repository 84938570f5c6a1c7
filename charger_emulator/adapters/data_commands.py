"""Commands that run worlds headless: `dataset` and `calibrate`."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from charger_emulator.adapters.dataset import START, DatasetOrder, write_dataset
from charger_emulator.adapters.progress import Progress
from charger_emulator.adapters.table_files import FULL_DAYS, TableOrder, write_table
from charger_emulator.core.regime import LIVE, REGIMES, TABLE_A

OBSERVATIONS: Final = "observations"
STATION_TABLE: Final = "ev_charging_station_data"
_STATIONS: Final = {OBSERVATIONS: 40, STATION_TABLE: 150}
_DAYS: Final = {OBSERVATIONS: 14, STATION_TABLE: FULL_DAYS}


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the parsers of both commands."""
    data = commands.add_parser("dataset", help="run headless into a data set")
    about = "what agents would see (.npz), or half-hours of stations (.csv, .parquet)"
    data.add_argument("--format", choices=sorted(_STATIONS), default=OBSERVATIONS, help=about)
    data.add_argument("--profile", choices=sorted(REGIMES), help="default: live, or table_a")
    data.add_argument("--stations", type=int, help="default: 40, or 150")
    data.add_argument("--days", type=int, help=f"default: 14, or {FULL_DAYS}")
    data.add_argument("--seed", type=int, default=1)
    when = "UTC date; of a station table the local one"
    data.add_argument("--start", type=datetime.fromisoformat, default=START, help=when)
    data.add_argument("--jobs", type=int, default=2, help="processes for a station table")
    data.add_argument("--out", type=Path, required=True)


def _dataset(arguments: argparse.Namespace) -> None:
    kind: str = arguments.format
    stations = _STATIONS[kind] if arguments.stations is None else arguments.stations
    days = _DAYS[kind] if arguments.days is None else arguments.days
    default = LIVE if kind == OBSERVATIONS else TABLE_A
    regime = REGIMES[arguments.profile] if arguments.profile else default
    start: datetime = arguments.start
    with Progress("dataset", sys.stderr) as progress:
        if kind == OBSERVATIONS:
            start_at = start if start.tzinfo else start.replace(tzinfo=UTC)
            order = DatasetOrder(stations, days, arguments.seed, start_at, regime=regime)
            rows = write_dataset(order, arguments.out, progress.show)
        else:
            table = TableOrder(stations, days, arguments.seed, start.replace(tzinfo=None), regime)
            jobs = max(1, arguments.jobs)
            rows = write_table(table, arguments.out, jobs=jobs, progress=progress.show)
    sys.stderr.write(f"{rows} rows in {arguments.out}\n")


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], None]]] = {"dataset": _dataset}
