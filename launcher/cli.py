"""The command line of `sntry`, read with no side effect.

A bad value gives one sentence: the flag, the value, and what is allowed.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from typing_extensions import override

from launcher.errors import UsageError
from launcher.plan import MAX_SPEED, MAX_STATIONS, MIN_SPEED, DemoArguments

HELP: Final = """\
sntry: an operating system for EV-charging networks.

  sntry demo                           a whole network on this machine, with a live dashboard
  sntry central serve|openapi|decide   the control server: OCPP, control loop, web; its API as text;
                                       its decisions, line by line
  sntry edge serve|status|set-aside|score
                                       the edge agent beside one charger or a site; how it is; its
                                       scores, line by line
  sntry emulate WORD ...               emulated chargers, drivers, weather: live, as files, and what
                                       is done to them (sntry emulate --help lists the words)
  sntry models WORD ...                train, judge, sign and check model bundles (sntry models
                                       --help lists the words)
  sntry call CHARGER ACTION [PAYLOAD]  send one OCPP call to a charger through central
  sntry api METHOD PATH | WORD ...     everything that central's API can do (sntry api --help)
  sntry admin add-user|list-users      the people who may sign in to central

With --help behind it, a command says which words it takes. The three programs that serve read
their settings from environment variables: SNTRY_CENTRAL_*, SNTRY_EDGE_*, SNTRY_EMULATOR_*; the
edge agent from a file, too: sntry edge --config edge.toml.
"""

# What each word hands over to: a module to run, and the words that stand before the rest.
HANDOVERS: Final[dict[str, tuple[str, ...]]] = {
    "central": ("central",),
    "edge": ("edge_agent",),
    "emulate": ("charger_emulator",),
    "models": ("models",),
    "call": ("central", "call"),
    "api": ("central", "api"),
    "admin": ("central", "admin"),
}


@dataclass(frozen=True, slots=True)
class Handover:
    """Run this module with these words in place of the launcher."""

    module: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowHelp:
    """Print this and end."""

    text: str


def parse(argv: list[str], default_data_dir: Path) -> Handover | ShowHelp | DemoArguments:
    """What a command line asks for.

    Args:
        argv: the words after `sntry`.
        default_data_dir: where a demo keeps its files unless told otherwise.

    Raises:
        UsageError: with one sentence for the person.
    """
    if not argv or argv[0] in ("help", "-h", "--help"):
        return ShowHelp(HELP)
    command, *words = argv
    if command == "demo":
        return _parse_demo(words, default_data_dir)
    if command not in HANDOVERS:
        known = ", ".join(["demo", *HANDOVERS])
        raise UsageError(f"{command!r} is not a command of sntry; there are: {known}.")
    module, *before = HANDOVERS[command]
    return Handover(module, (*before, *words))


class _Parser(argparse.ArgumentParser):
    """An argument parser whose error is an exception with one sentence."""

    @override
    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print and exit with."""
        raise UsageError(f"{message.removeprefix('argument ')}.")


def _parse_demo(words: list[str], default_data_dir: Path) -> DemoArguments | ShowHelp:
    parser = _demo_parser(default_data_dir)
    if "-h" in words or "--help" in words:
        return ShowHelp(parser.format_help())
    found = parser.parse_args(words)
    if found.port in (found.ocpp_port, found.ocpp_port + 1):
        raise UsageError(
            f"--port {found.port} is not allowed with --ocpp-port {found.ocpp_port}: "
            "the demo needs that port and the one above it for OCPP."
        )
    return DemoArguments(
        stations=found.stations,
        speed=found.speed,
        port=found.port,
        ocpp_port=found.ocpp_port,
        data_dir=Path(found.data_dir).expanduser().resolve(),
        seed=found.seed,
    )


def _demo_parser(default_data_dir: Path) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sntry demo",
        description=(
            "Runs broker, control server, edge agent and emulated chargers on 127.0.0.1 until "
            "Ctrl-C. A later start with the same --data-dir finds its database again, and its "
            "simulated time never goes back."
        ),
        add_help=False,
        allow_abbrev=False,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    stations = _whole(1, MAX_STATIONS)
    places = f"places with chargers, 1 to {MAX_STATIONS}"
    parser.add_argument("--stations", type=stations, default=150, help=places)
    speed = f"simulated seconds per second, {MIN_SPEED:g} to {MAX_SPEED:g}"
    parser.add_argument("--speed", type=_speed, default=1.0, help=speed)
    parser.add_argument("--port", type=_whole(1, 65535), default=8080, help="dashboard and API")
    ocpp = "OCPP for chargers; the port above it is central's own"
    parser.add_argument("--ocpp-port", type=_whole(1, 65534), default=9000, help=ocpp)
    files = "where database, logs, passwords and fleet are kept; one demo at a time"
    parser.add_argument("--data-dir", default=str(default_data_dir), help=files)
    seed = "of the emulated world: same seed and number of stations, same fleet"
    parser.add_argument("--seed", type=_whole(0, 2**32 - 1), default=1, help=seed)
    return parser


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            allowed = f"a whole number from {low} to {high}"
            raise argparse.ArgumentTypeError(f"{text!r} is not allowed, but {allowed}")
        return int(text)

    return read


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = float("nan")
    if not MIN_SPEED <= speed <= MAX_SPEED:
        allowed = f"a number from {MIN_SPEED:g} to {MAX_SPEED:g}"
        raise argparse.ArgumentTypeError(f"{text!r} is not allowed, but {allowed}")
    return speed
