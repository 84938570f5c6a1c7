"""What `sntry demo` starts: from the arguments to command lines and settings, with no I/O.

Secrets travel in environment variables, never on a command line, where every user of the machine
could read them.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from contract.clock import MAX_FACTOR_WITH_EDGE

HOST: Final = "127.0.0.1"
EDGE_ID: Final = "edge-demo"
ADMIN_USER: Final = "admin"
MIN_SPEED: Final = 1.0
MAX_SPEED: Final = MAX_FACTOR_WITH_EDGE
MAX_STATIONS: Final = 2000


@dataclass(frozen=True, slots=True)
class DemoArguments:
    """The command line of `sntry demo`, checked."""

    stations: int
    speed: float
    port: int
    ocpp_port: int
    data_dir: Path
    seed: int


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the programs of one demo listen on 127.0.0.1."""

    dashboard: int
    edge_ocpp: int
    central_ocpp: int
    broker: int
    emulator_control: int


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a demo keeps to itself; `mqtt_url` carries user name and password."""

    admin_password: str
    simulator_token: str
    mqtt_url: str


@dataclass(frozen=True, slots=True)
class ProcessPlan:
    """One child process: `env` is added to the launcher's own environment."""

    name: str
    argv: tuple[str, ...]
    env: dict[str, str]
    log: Path


def program(module: str, *words: str) -> tuple[str, ...]:
    """Command line of one of our programs; `-P` keeps the current folder from shadowing it."""
    return (sys.executable, "-P", "-m", module, *words)


def fleet_file(data_dir: Path) -> Path:
    """Where a demo keeps its fleet."""
    return data_dir / "fleet.json"


def log_file(data_dir: Path, name: str) -> Path:
    """Where a child's output goes."""
    return data_dir / "logs" / f"{name}.log"


def port_wishes(arguments: DemoArguments) -> tuple[tuple[int, str, str], ...]:
    """The ports that the arguments ask for: number, use, and the flag that changes it."""
    return (
        (arguments.port, "the dashboard", "--port"),
        (arguments.ocpp_port, "the chargers' OCPP", "--ocpp-port"),
        (arguments.ocpp_port + 1, "central's own OCPP, one above --ocpp-port", "--ocpp-port"),
    )


def plan_fleet(arguments: DemoArguments, out: Path) -> ProcessPlan:
    """The command that writes the fleet file to `out`."""
    words = ("--stations", str(arguments.stations), "--seed", str(arguments.seed))
    argv = program("charger_emulator", "fleet", *words, "--out", str(out))
    return ProcessPlan("fleet", argv, {}, log_file(arguments.data_dir, "fleet"))


def plan_programs(
    arguments: DemoArguments,
    ports: Ports,
    secrets: Secrets,
    clock_json: str,
    dashboard_dir: Path | None,
) -> tuple[ProcessPlan, ...]:
    """The programs in the order in which they start; they stop in the opposite order.

    Args:
        arguments: the checked command line.
        ports: where each one listens.
        secrets: what they need to trust each other.
        clock_json: the one clock of all programs (`contract.clock`).
        dashboard_dir: the built page, or None where it was not built.
    """
    envs = {
        "central": _central_env(arguments, ports, secrets, dashboard_dir),
        "edge": _edge_env(arguments, ports),
        "emulator": _emulator_env(arguments, ports, secrets),
    }
    modules = {"central": "central", "edge": "edge_agent", "emulator": "charger_emulator"}
    return tuple(
        ProcessPlan(
            name=name,
            argv=program(modules[name], "serve"),
            env=_prefixed(name, env | {"CLOCK": clock_json, "MQTT_URL": secrets.mqtt_url}),
            log=log_file(arguments.data_dir, name),
        )
        for name, env in envs.items()
    )


def health_urls(ports: Ports) -> dict[str, str]:
    """Where each program tells how it is."""
    return {
        "central": f"http://{HOST}:{ports.dashboard}/api/v1/health",
        "edge": f"http://{HOST}:{ports.edge_ocpp}/health",
        "emulator": f"http://{HOST}:{ports.emulator_control}/health",
    }


def welcome(arguments: DemoArguments, secrets: Secrets, page_built: bool) -> str:  # noqa: FBT001
    """What a person reads when the demo is up."""
    page = f"http://{HOST}:{arguments.port}"
    note = "" if page_built else "\n  (the page itself was not built: see ./sntry setup)"
    return f"""
Sntry is running.

  Operations   {page}/ops
               user {ADMIN_USER}, password {secrets.admin_password}
  Driver map   {page}/
  Your own OCPP 1.6J charger may connect to
               ws://{HOST}:{arguments.ocpp_port}/ocpp/<identity>
  Logs         {arguments.data_dir / "logs"}{note}

Ctrl-C stops everything."""


def _prefixed(name: str, env: dict[str, str]) -> dict[str, str]:
    return {f"SNTRY_{name.upper()}_{key}": value for key, value in sorted(env.items())}


def _central_env(
    arguments: DemoArguments, ports: Ports, secrets: Secrets, dashboard_dir: Path | None
) -> dict[str, str]:
    env = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{arguments.data_dir / 'central.db'}",
        "HTTP_HOST": HOST,
        "HTTP_PORT": str(ports.dashboard),
        "OCPP_HOST": HOST,
        "OCPP_PORT": str(ports.central_ocpp),
        "UPLOAD_DIR": str(arguments.data_dir / "uploads"),
        "CHARGER_URL": f"ws://{HOST}:{ports.edge_ocpp}/ocpp",
        "REGISTRATION": "open",
        "FLEET_FILE": str(fleet_file(arguments.data_dir)),
        "SIMULATOR_URL": f"http://{HOST}:{ports.emulator_control}",
        "SIMULATOR_TOKEN": secrets.simulator_token,
        "ADMIN_PASSWORD": secrets.admin_password,
        "HEAL_MODE": "autopilot",
    }
    return env if dashboard_dir is None else env | {"DASHBOARD_DIR": str(dashboard_dir)}


def _edge_env(arguments: DemoArguments, ports: Ports) -> dict[str, str]:
    return {
        "EDGE_ID": EDGE_ID,
        "OCPP_HOST": HOST,
        "OCPP_PORT": str(ports.edge_ocpp),
        "FAST_LOOP": "true",
        "RECONNECT_SPREAD_S": "1",
        "CENTRAL_URL": f"ws://{HOST}:{ports.central_ocpp}/ocpp",
        "FLEET_FILE": str(fleet_file(arguments.data_dir)),
        "DATA_DIR": str(arguments.data_dir / "edge"),
    }


def _emulator_env(arguments: DemoArguments, ports: Ports, secrets: Secrets) -> dict[str, str]:
    return {
        "FLEET_FILE": str(fleet_file(arguments.data_dir)),
        "CENTRAL_URL": f"ws://{HOST}:{ports.edge_ocpp}/ocpp",
        "CONTROL_HOST": HOST,
        "CONTROL_PORT": str(ports.emulator_control),
        "CONTROL_TOKEN": secrets.simulator_token,
        "CONTROL_FILE": str(arguments.data_dir / "emulator-control.json"),
        "SEED": str(arguments.seed),
    }
