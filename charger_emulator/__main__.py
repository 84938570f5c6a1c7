"""Command line: `fleet`, `serve`, `dataset`."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from charger_emulator.adapters.dataset import START, DatasetOrder, write_dataset
from charger_emulator.app import serve
from charger_emulator.config import load_settings
from charger_emulator.core.cities import pick
from charger_emulator.core.fleet import make_fleet
from contract.fleet import encode_fleet


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="charger_emulator", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    fleet = commands.add_parser("fleet", help="write a fleet file")
    fleet.add_argument("--stations", type=int, default=150)
    fleet.add_argument("--seed", type=int, default=1)
    fleet.add_argument("--cities", default="", help="ids, comma-separated; default: by number")
    fleet.add_argument("--out", type=Path, required=True)
    commands.add_parser("serve", help="connect the chargers; settings: SNTRY_EMULATOR_*")
    data = commands.add_parser("dataset", help="run headless into a data set")
    data.add_argument("--stations", type=int, default=40)
    data.add_argument("--days", type=int, default=14)
    data.add_argument("--seed", type=int, default=1)
    data.add_argument("--start", type=datetime.fromisoformat, default=START, help="UTC date")
    data.add_argument("--out", type=Path, required=True)
    return parser


def _fleet(arguments: argparse.Namespace) -> None:
    cities = pick(tuple(c.strip() for c in arguments.cities.split(",") if c.strip()))
    fleet = make_fleet(arguments.stations, arguments.seed, cities)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(encode_fleet(fleet))


def _dataset(arguments: argparse.Namespace) -> None:
    start_at = arguments.start if arguments.start.tzinfo else arguments.start.replace(tzinfo=UTC)
    order = DatasetOrder(arguments.stations, arguments.days, arguments.seed, start_at)
    write_dataset(order, arguments.out)


def _serve(_arguments: argparse.Namespace) -> None:
    settings = load_settings(os.environ)  # noqa: TID251 - handed down from here
    try:
        import uvloop
    except ImportError:
        asyncio.run(serve(settings))
    else:
        uvloop.run(serve(settings))


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 2 = the arguments are not usable."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    commands = {"fleet": _fleet, "serve": _serve, "dataset": _dataset}
    try:
        commands[arguments.command](arguments)
    except ValueError as err:
        sys.stderr.write(f"{err}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
