"""Commands that run worlds headless: `dataset`, `calibrate` and `experiment`."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from charger_emulator.adapters.calibrate import CalibrationOrder, calibrate
from charger_emulator.adapters.dataset import START, DatasetOrder, write_dataset
from charger_emulator.adapters.experiment import (
    DEFAULT_ELASTICITY,
    QUICK,
    ExperimentOrder,
    experiment,
)
from charger_emulator.adapters.experiment_report import FILE
from charger_emulator.adapters.progress import Progress
from charger_emulator.adapters.table_files import FULL_DAYS, TableOrder, write_table
from charger_emulator.core.regime import LIVE, REGIMES, TABLE_A

OBSERVATIONS: Final = "observations"
STATION_TABLE: Final = "ev_charging_station_data"
_STATIONS: Final = {OBSERVATIONS: 40, STATION_TABLE: 150}
_DAYS: Final = {OBSERVATIONS: 14, STATION_TABLE: FULL_DAYS}


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the parsers of the commands."""
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
    check = commands.add_parser("calibrate", help="wanted against got, as a report with plots")
    usual = CalibrationOrder()
    check.add_argument("--seed", type=int, default=usual.seed)
    check.add_argument("--stations", type=int, default=usual.stations)
    check.add_argument("--days", type=int, default=usual.days)
    check.add_argument("--session-days", type=int, default=usual.session_days)
    check.add_argument("--table", type=Path, help="an existing 33-column table; default: make it")
    check.add_argument("--jobs", type=int, default=usual.jobs)
    check.add_argument("--out", type=Path, required=True, help="folder of the report")
    trial = commands.add_parser("experiment", help="does healing work? arms side by side")
    whole = ExperimentOrder()
    trial.add_argument("--seed", type=int, default=whole.first_seed, help="the first one")
    few = "of price only, random reroute, switchback and other elasticities"
    trial.add_argument("--seeds", type=int, help=f"default: {whole.seeds}")
    trial.add_argument("--fewer-seeds", type=int, help=f"{few}; default: {whole.fewer_seeds}")
    trial.add_argument("--stations", type=int, help=f"default: {whole.stations}")
    trial.add_argument("--days", type=float, help=f"default: {whole.days:g}")
    swept = f"besides {DEFAULT_ELASTICITY:g}; default: {_words(whole.elasticities)}"
    trial.add_argument("--elasticities", type=float, nargs="*", help=swept)
    limits = f"of rated power, besides the loop's own; default: {_words(whole.limit_ratios)}"
    trial.add_argument("--limit-ratios", type=float, nargs="*", help=limits)
    trial.add_argument("--jobs", type=int, default=whole.jobs, help="trials at a time")
    trial.add_argument("--quick", action="store_true", help="a minute; shows that it runs")
    trial.add_argument("--out", type=Path, required=True, help="folder of the report")


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


def _calibrate(arguments: argparse.Namespace) -> None:
    order = CalibrationOrder(
        arguments.seed, arguments.stations, arguments.days, arguments.session_days,
        arguments.table, max(1, arguments.jobs),
    )  # fmt: skip
    if order.table is not None and not order.table.is_file():
        raise ValueError(f"table {order.table} is not there")
    with Progress("calibrate", sys.stderr) as progress:
        figures = calibrate(order, arguments.out, progress.show)
    off = [f for f in figures if not f.is_met]
    for figure in off:
        sys.stderr.write(f"{figure.quantity}: wanted {figure.wanted:.4g}, got {figure.got:.4g}; "
                         f"{figure.reason or 'without a reason'}\n")  # fmt: skip
    sys.stderr.write(f"{len(figures) - len(off)} of {len(figures)} figures are met\n")


def _words(numbers: Sequence[float]) -> str:
    return " ".join(f"{each:g}" for each in numbers)


def _experiment(arguments: argparse.Namespace) -> None:
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name in ("seeds", "fewer_seeds", "stations", "days", "elasticities", "limit_ratios")
        if (value := getattr(arguments, name)) is not None
    }
    usual = QUICK if arguments.quick else ExperimentOrder()
    order = replace(usual, first_seed=arguments.seed, jobs=arguments.jobs, **given)
    with Progress("experiment", sys.stderr) as progress:
        experiment(order, arguments.out, progress.show)
    sys.stderr.write(f"the report is {arguments.out / FILE}\n")


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], None]]] = {
    "dataset": _dataset,
    "calibrate": _calibrate,
    "experiment": _experiment,
}
