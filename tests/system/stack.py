"""The whole product as processes: broker, central, edge agent and emulator, on free ports.

The processes, their settings and their order are those of `sntry demo`; a test adds what it wants
to be different. A stack is used from outside only: over HTTP, OCPP and the emulator's control API.
"""

import secrets
import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import msgspec

from contract.clock import ClockSetting
from launcher.broker import available_kind, new_broker_info, prepare_broker
from launcher.plan import (
    DemoArguments,
    Ports,
    ProcessPlan,
    Secrets,
    fleet_file,
    health_urls,
    plan_fleet,
    plan_programs,
)
from launcher.processes import Process, start, stop, wait_for_port
from tests.ports import free_port

SUMMER_AFTERNOON = datetime(2026, 7, 1, 21, 0, tzinfo=UTC)
"""14:00 in Phoenix, on a Wednesday."""


@dataclass
class Stack(AbstractContextManager["Stack"]):
    """One running product. `speed` is the clock's factor; `env` overrides single settings."""

    data_dir: Path
    stations: int = 12
    cities: str = "phoenix"
    seed: int = 1
    speed: float = 40.0
    epoch: datetime = SUMMER_AFTERNOON
    env: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self.ports = Ports(*(free_port() for _ in range(5)))
        self._broker = new_broker_info(self.ports.broker)
        self.secrets = Secrets(
            admin_password=secrets.token_urlsafe(12),
            simulator_token=secrets.token_urlsafe(12),
            mqtt_url=self._broker.url,
        )
        arguments = DemoArguments(
            stations=self.stations,
            speed=self.speed,
            port=self.ports.dashboard,
            ocpp_port=self.ports.edge_ocpp,
            data_dir=self.data_dir,
            seed=self.seed,
        )
        self._write_fleet(arguments)
        self.clock = ClockSetting(self.speed, self.epoch, datetime.now(UTC))
        clock_json = msgspec.json.encode(self.clock).decode()
        page = Path(__file__).parents[2] / "dashboard" / "dist"
        plans = plan_programs(
            arguments, self.ports, self.secrets, clock_json, page if page.is_dir() else None
        )
        broker_plan = prepare_broker(
            self._broker, (self.data_dir / "broker").resolve(), available_kind()
        )
        self._plans = {plan.name: self._with_overrides(plan) for plan in (broker_plan, *plans)}
        self._processes: dict[str, Process] = {}
        with ExitStack() as undo:
            undo.callback(self._stop_all)
            for name in self._plans:
                self.start(name)
                if name == "central":  # what others do without it is not the same twice
                    self.wait(lambda: self.health("central"), "central answers", 60)
            self.api = self._signed_in_client()
            self.emulator = httpx.Client(
                base_url=f"http://127.0.0.1:{self.ports.emulator_control}",
                headers={"Authorization": f"Bearer {self.secrets.simulator_token}"},
                timeout=10,
            )
            self.wait(self.is_ready, "all chargers are connected and scored", 90)
            undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.api.close()
        self.emulator.close()
        self._stop_all()

    # --- processes ---------------------------------------------------------------------------

    def start(self, name: str) -> None:
        """Start one of broker, central, edge, emulator; the broker's port is open on return."""
        plan = self._plans[name]
        self._processes[name] = start(plan)
        if name == "broker":
            wait_for_port(self._processes[name], plan, self.ports.broker)

    def kill(self, name: str) -> None:
        """End a process the hard way, as a power cut would."""
        process = self._processes[name]
        process.send_signal(signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> str:
        """What a process has written so far."""
        return self._plans[name].log.read_text(errors="replace")

    # --- looking at it from outside --------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """Simulated now."""
        return self.clock.simulated(datetime.now(UTC))

    def health(self, name: str) -> dict[str, Any]:
        """What a program says of itself; empty while it does not answer."""
        try:
            answer = httpx.get(health_urls(self.ports)[name], timeout=5)
        except httpx.HTTPError:
            return {}
        return answer.json() if answer.status_code == 200 else {}

    def is_ready(self) -> bool:
        """As many chargers as the fleet has, or more, are connected to central and scored."""
        chargers = len(self.charge_points())
        central, edge = self.health("central"), self.health("edge")
        counts = (
            central.get("chargers_connected", 0),
            central.get("chargers_scored", 0),
            edge.get("uplinks", 0),
        )
        return min(counts) >= chargers

    def fleet(self) -> list[dict[str, Any]]:
        """The stations of the fleet file."""
        stations: list[dict[str, Any]] = msgspec.json.decode(
            fleet_file(self.data_dir).read_bytes()
        )["stations"]
        return stations

    def charge_points(self, station: str | None = None) -> list[str]:
        """Identities of the chargers of a station, or of all."""
        return [
            charger["id"]
            for each in self.fleet()
            if station in (None, each["id"])
            for charger in each["charge_points"]
        ]

    def get(self, path: str, **params: Any) -> Any:
        """GET below /api/v1 as admin."""
        answer = self.api.get(f"/api/v1{path}", params=params)
        answer.raise_for_status()
        return answer.json()

    def items(self, path: str, **params: Any) -> list[dict[str, Any]]:
        """All items of a list, page by page."""
        found: list[dict[str, Any]] = []
        cursor = None
        while True:
            page = self.get(path, **params, **({"cursor": cursor} if cursor else {}))
            found += page["items"]
            cursor = page["next_cursor"]
            if cursor is None:
                return found

    def call(self, charge_point: str, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        """Send an OCPP call through central and wait for the charger's answer."""
        answer = self.api.post(
            f"/api/v1/chargers/{charge_point}/ocpp/{action}", params={"wait": 20}, json=payload
        )
        answer.raise_for_status()
        result: dict[str, Any] = answer.json()
        return result

    def world(self, station: str) -> dict[str, Any]:
        """The truth about a station: what the emulator knows."""
        answer = self.emulator.get(f"/stations/{station}")
        answer.raise_for_status()
        truth: dict[str, Any] = answer.json()
        return truth

    def wait(self, condition: Callable[[], object], what: str, timeout_s: float = 30.0) -> None:
        """Poll until a condition holds; a process that ended meanwhile is an error with its log."""
        deadline_s = time.monotonic() + timeout_s
        while not condition():
            for name, process in self._processes.items():
                if process.poll() is not None:
                    raise AssertionError(f"{name} ended:\n{self.log(name)[-3000:]}")
            if time.monotonic() > deadline_s:
                raise AssertionError(
                    f"waited {timeout_s} s in vain until {what}; "
                    f"{ {name: self.health(name) for name in health_urls(self.ports)} }"
                )
            time.sleep(0.1)

    # --- inside ----------------------------------------------------------------------------------

    def _write_fleet(self, arguments: DemoArguments) -> None:
        plan = plan_fleet(arguments, fleet_file(self.data_dir))
        argv = (*plan.argv, "--cities", self.cities) if self.cities else plan.argv
        process = start(ProcessPlan(plan.name, argv, plan.env, plan.log))
        if process.wait(60) != 0:
            raise AssertionError(plan.log.read_text())

    def _with_overrides(self, plan: ProcessPlan) -> ProcessPlan:
        prefix = f"SNTRY_{plan.name.upper()}_"
        own = {key: value for key, value in self.env.items() if key.startswith(prefix)}
        return ProcessPlan(plan.name, plan.argv, plan.env | own, plan.log)

    def _signed_in_client(self) -> httpx.Client:
        client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.ports.dashboard}",
            headers={"X-Requested-With": "sntry"},
            timeout=30,
        )
        self.wait(lambda: self.health("central"), "central answers", 60)
        login = {"username": "admin", "password": self.secrets.admin_password}
        client.post("/api/v1/auth/login", json=login).raise_for_status()
        return client

    def _stop_all(self) -> None:
        for name in reversed(self._processes):
            stop(self._processes[name])
