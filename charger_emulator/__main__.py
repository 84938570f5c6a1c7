"""Command line: fleets, serving, data sets, and what a running emulator can be told."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import charger_emulator
from charger_emulator.adapters import data_commands, live_commands
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
    data_commands.add_to(commands)
    live_commands.add_to(commands, _demo_dir() / "emulator-control.json")
    return parser


def _demo_dir() -> Path:
    """Where `sntry demo` keeps its files unless told otherwise."""
    checkout = Path(charger_emulator.__file__).resolve().parents[1]
    root = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return root / ".sntry" / "demo"


def _fleet(arguments: argparse.Namespace) -> None:
    cities = pick(tuple(c.strip() for c in arguments.cities.split(",") if c.strip()))
    fleet = make_fleet(arguments.stations, arguments.seed, cities)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_bytes(encode_fleet(fleet))


def _serve(_arguments: argparse.Namespace) -> None:
    settings = load_settings(os.environ)  # noqa: TID251 - handed down from here
    try:
        import uvloop
    except ImportError:
        asyncio.run(serve(settings))
    else:
        uvloop.run(serve(settings))


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 2 = the arguments, or files that they name, are not usable."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    commands: dict[str, Callable[[argparse.Namespace], int | None]] = {
        "fleet": _fleet,
        "serve": _serve,
        **data_commands.COMMANDS,
        **live_commands.COMMANDS,
    }
    try:
        return commands[arguments.command](arguments) or 0
    except ValueError as err:
        sys.stderr.write(f"{err}\n")
        return 2
    except OSError as err:
        about = err if err.filename is None else f"{err.filename}: {err.strerror}"
        sys.stderr.write(f"{about}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
