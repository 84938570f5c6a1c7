"""How many OCPP messages a second central answers, beside a plain one made with package `ocpp`.

    python -m bench.ocpp_throughput [--chargers N] [--messages N]

Both run as a child process on this machine, get the same messages from the same client in the same
run, and are measured alike: messages answered a second, and CPU seconds of the server. Central
stores everything in SQLite; the plain one stores nothing. The client shares the machine, so read
the ratio, not the rates.
"""

import argparse
import asyncio
import itertools
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

OCPP = Subprotocol("ocpp1.6")
METER_EVERY, SESSION_EVERY = 3, 60
MEASURANDS = (
    "Energy.Active.Import.Register",
    "Power.Active.Import",
    "Power.Offered",
    "Current.Import",
    "Voltage",
    "SoC",
    "Temperature",
    "Current.Offered",
    "Frequency",
)


@dataclass(frozen=True)
class Result:
    """One server under the load."""

    messages: int
    wall_s: float
    cpu_s: float
    connect_s: float

    @property
    def per_s(self) -> float:
        """Messages answered a second."""
        return self.messages / self.wall_s


def messages(count: int) -> list[tuple[str, dict[str, Any]]]:
    """What one charger sends: states, readings of nine values, a session now and then."""
    now = datetime.now(UTC).isoformat()
    sampled = [{"value": "42.5", "measurand": each} for each in MEASURANDS]
    meter = {"connectorId": 1, "meterValue": [{"timestamp": now, "sampledValue": sampled}]}
    status = {"connectorId": 1, "status": "Charging", "errorCode": "NoError", "timestamp": now}
    start = {"connectorId": 1, "idTag": "TAG", "timestamp": now}
    plan: list[tuple[str, dict[str, Any]]] = []
    for number in range(count):
        if number % SESSION_EVERY == 0:
            plan.append(("StartTransaction", {**start, "meterStart": number}))
        elif number % SESSION_EVERY == SESSION_EVERY - 1:
            plan.append(("StopTransaction", {"meterStop": number, "timestamp": now}))
        elif number % METER_EVERY == 0:
            plan.append(("MeterValues", meter))
        else:
            plan.append(("StatusNotification", status))
    return plan


class Start:
    """All chargers connect and boot first, then all send at once."""

    def __init__(self, chargers: int) -> None:
        self._missing = chargers
        self.all_booted, self.go = asyncio.Event(), asyncio.Event()

    async def booted(self) -> None:
        """One more is ready; wait for the word."""
        self._missing -= 1
        if self._missing == 0:
            self.all_booted.set()
        await self.go.wait()


async def charger(
    port: int, number: int, plan: list[tuple[str, dict[str, Any]]], start: Start
) -> None:
    """Connect, boot, wait for the word, send all one after the other."""
    url = f"ws://127.0.0.1:{port}/ocpp/B{number}"
    async with connect(url, subprotocols=[OCPP], compression=None, open_timeout=60) as socket:
        ids = itertools.count()

        transaction: dict[str, Any] = {}

        async def ask(action: str, payload: dict[str, Any]) -> None:
            if action == "StopTransaction":
                payload = {**payload, **transaction}
            await socket.send(json.dumps([2, str(next(ids)), action, payload]))
            frame = json.loads(await socket.recv())
            if frame[0] != 3:
                raise RuntimeError(f"{action} was answered with {frame}")
            if action == "StartTransaction":
                transaction["transactionId"] = frame[2]["transactionId"]

        await ask("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
        await start.booted()
        for action, payload in plan:
            await ask(action, payload)


async def load(port: int, pid: int, chargers: int, count: int) -> Result:
    """Drive one server."""
    plan, start, server = messages(count), Start(chargers), psutil.Process(pid)
    began_s = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for number in range(chargers):
            tasks.create_task(charger(port, number, plan, start))
        await start.all_booted.wait()
        connect_s = time.perf_counter() - began_s
        cpu_before_s, wall_before_s = sum(server.cpu_times()[:2]), time.perf_counter()
        start.go.set()
    wall_s = time.perf_counter() - wall_before_s
    cpu_s = sum(server.cpu_times()[:2]) - cpu_before_s
    return Result(chargers * count, wall_s, cpu_s, connect_s)


def run_server(name: str, folder: Path, chargers: int, count: int) -> Result:
    """Start a server as a child, drive it, stop it."""
    argv = [sys.executable, "-m", "bench.ocpp_throughput", "--serve", name, "--folder", str(folder)]
    log = (folder / "log").open("w")
    child = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603 (ourselves)
    try:
        assert child.stdout is not None
        port = int(child.stdout.readline())
        return asyncio.run(load(port, child.pid, chargers, count))
    finally:
        child.terminate()
        child.wait()


async def serve_central(folder: Path) -> None:
    """Our gateway with its database, without a broker."""
    from central.adapters.logs import configure_logs
    from central.app import serve
    from central.config import load_settings

    configure_logs()
    environment = {
        "SNTRY_CENTRAL_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'central.db'}",
        "SNTRY_CENTRAL_MQTT_URL": "mqtt://127.0.0.1:1",
        "SNTRY_CENTRAL_OCPP_PORT": "0",
        "SNTRY_CENTRAL_REGISTRATION": "open",
        "SNTRY_CENTRAL_ROLES": "gateway",
    }
    await serve(load_settings(environment), lambda _name, port: print(port, flush=True))


async def serve_plain() -> None:
    """The least that works with the `ocpp` package, as its documentation shows it."""
    from ocpp.routing import on
    from ocpp.v16 import ChargePoint, call_result
    from ocpp.v16.enums import AuthorizationStatus, RegistrationStatus
    from websockets.asyncio.server import ServerConnection, serve

    transactions = itertools.count(1)

    class Plain(ChargePoint):  # type: ignore[misc]
        @on("BootNotification")  # type: ignore[untyped-decorator]
        def boot(self, **_: Any) -> Any:
            now = datetime.now(UTC).isoformat()
            return call_result.BootNotification(now, 300, RegistrationStatus.accepted)

        @on("StatusNotification")  # type: ignore[untyped-decorator]
        def status(self, **_: Any) -> Any:
            return call_result.StatusNotification()

        @on("MeterValues")  # type: ignore[untyped-decorator]
        def meter(self, **_: Any) -> Any:
            return call_result.MeterValues()

        @on("StartTransaction")  # type: ignore[untyped-decorator]
        def begin(self, **_: Any) -> Any:
            info = {"status": AuthorizationStatus.accepted}
            return call_result.StartTransaction(next(transactions), info)

        @on("StopTransaction")  # type: ignore[untyped-decorator]
        def end(self, **_: Any) -> Any:
            return call_result.StopTransaction()

    async def handle(socket: ServerConnection) -> None:
        request = socket.request
        await Plain(request.path if request else "", socket).start()

    async with serve(handle, "127.0.0.1", 0, subprotocols=[OCPP], compression=None) as server:
        print(next(iter(server.sockets)).getsockname()[1], flush=True)
        await server.serve_forever()


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chargers", type=int, default=100)
    parser.add_argument("--messages", type=int, default=60)
    parser.add_argument("--serve", choices=("central", "plain"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve == "plain":
        asyncio.run(serve_plain())
    elif arguments.serve == "central":
        import uvloop

        uvloop.run(serve_central(arguments.folder))
    else:
        compare(arguments.chargers, arguments.messages)


def compare(chargers: int, count: int) -> None:
    """Both servers, the same load."""
    results = {}
    for name in ("plain", "central"):
        with tempfile.TemporaryDirectory() as folder:
            results[name] = run_server(name, Path(folder), chargers, count)
        each = results[name]
        print(
            f"{name:8} {each.per_s:8.0f} messages/s  {1e6 * each.cpu_s / each.messages:7.0f} us CPU"
            f" a message  all {chargers} booted after {each.connect_s:.2f} s"
        )
    central, plain = results["central"], results["plain"]
    cpu_ratio = plain.cpu_s / plain.messages / (central.cpu_s / central.messages)
    print(
        f"ratio central/plain: {central.per_s / plain.per_s:.2f} x messages/s, "
        f"{cpu_ratio:.2f} x less CPU a message"
    )


if __name__ == "__main__":
    main()
