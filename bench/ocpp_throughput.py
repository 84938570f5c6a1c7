"""How many OCPP messages one core answers a second, beside plain centrals made with package `ocpp`.

    python -m bench.ocpp_throughput [--chargers N] [--messages N] [--rounds N]

The servers of `bench.ocpp_servers` get the same messages from the same client, one after the
other, several rounds in the same run. Each charger connects and boots, waits for all others, and
then sends the next message when the last one is answered: boots, heartbeats, states, readings of
nine values, sessions. An answer that is no CALLRESULT ends the bench.

Messages a second of one core are counted by processor time, all threads of the server included, so
that work left to another thread counts as well. The best round counts: what else runs on the
machine only ever adds.
"""

import argparse
import asyncio
import json
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from websockets.asyncio.client import connect

from bench.ocpp_servers import OCPP, SERVERS, Running, running, take_core

SESSION_LENGTH: Final = 60
"""Messages from one StartTransaction to the next."""
MEASURED: Final = {
    "Energy.Active.Import.Register": "1000",
    "Power.Active.Import": "48213.5",
    "Power.Offered": "50000",
    "Current.Import": "120.4",
    "Voltage": "401.2",
    "SoC": "57",
    "Temperature": "41.5",
    "Current.Offered": "125",
    "Frequency": "50.01",
}
BOOT: Final = {"chargePointVendor": "V", "chargePointModel": "M", "firmwareVersion": "1.0"}
UNTIL_IT_SETTLES_S: Final = 0.5
"""What waits to be written after the last answer is part of the server's work."""


@dataclass(frozen=True)
class Result:
    """One server under the load."""

    messages: int
    wall_s: float
    cpu_s: float

    @property
    def per_s(self) -> float:
        """Messages answered a second."""
        return self.messages / self.wall_s

    @property
    def cpu_us(self) -> float:
        """Microseconds of processor time for a message."""
        return 1e6 * self.cpu_s / self.messages


def plan_of(count: int) -> list[tuple[str, str]]:
    """Action and payload of what one charger sends; `TXID` stands for the session's id."""
    now = datetime.now(UTC)
    plan: list[tuple[str, dict[str, Any]]] = []
    for number in range(count):
        at = (now + timedelta(seconds=number)).isoformat().replace("+00:00", "Z")
        step = number % SESSION_LENGTH
        plan.append(("Heartbeat", {}) if step % 6 == 1 else _message(step, number, at))
    return [(action, json.dumps(payload).replace('"TXID"', "TXID")) for action, payload in plan]


def _message(step: int, number: int, at: str) -> tuple[str, dict[str, Any]]:
    register = 1000 + number
    if step == 0:
        given = {"connectorId": 1, "idTag": "TAG", "timestamp": at, "meterStart": register}
        return "StartTransaction", given
    if step == SESSION_LENGTH - 2:
        given = {"transactionId": "TXID", "meterStop": register, "timestamp": at, "idTag": "TAG"}
        return "StopTransaction", given
    if step == SESSION_LENGTH - 1:
        return "BootNotification", BOOT
    if step % 3 == 0:
        sampled = [{"value": value, "measurand": each} for each, value in MEASURED.items()]
        sampled[0]["value"] = str(register)
        values = [{"timestamp": at, "sampledValue": sampled}]
        return "MeterValues", {"connectorId": 1, "transactionId": "TXID", "meterValue": values}
    status = "Charging" if step % 2 else "SuspendedEV"
    given = {"connectorId": 1, "status": status, "errorCode": "NoError", "timestamp": at}
    return "StatusNotification", given


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


async def charger(port: int, number: int, plan: list[tuple[str, str]], start: Start) -> None:
    """Connect, boot, wait for the word, send all one after the other."""
    url = f"ws://127.0.0.1:{port}/ocpp/B{number}"
    async with connect(url, subprotocols=[OCPP], compression=None, open_timeout=60) as socket:
        transaction = "0"
        await socket.send(f'[2,"boot","BootNotification",{json.dumps(BOOT)}]')
        await socket.recv()
        await start.booted()
        for message, (action, payload) in enumerate(plan):
            text = payload.replace("TXID", transaction)
            await socket.send(f'[2,"{message}","{action}",{text}]')
            answer = await socket.recv()
            if not answer.startswith("[3"):  # type: ignore[arg-type]
                raise RuntimeError(f"{action} was answered with {answer!r}")
            if action == "StartTransaction":
                transaction = str(json.loads(answer)[2]["transactionId"])


async def load(server: Running, chargers: int, count: int) -> Result:
    """Drive one server."""
    plan, start = plan_of(count), Start(chargers)
    async with asyncio.TaskGroup() as tasks:
        for number in range(chargers):
            tasks.create_task(charger(server.port, number, plan, start))
        await start.all_booted.wait()
        cpu_before_s, wall_before_s = server.cpu_s, time.perf_counter()
        start.go.set()
    wall_s = time.perf_counter() - wall_before_s
    await asyncio.sleep(UNTIL_IT_SETTLES_S)
    return Result(chargers * count, wall_s, server.cpu_s - cpu_before_s)


def measured(name: str, chargers: int, count: int) -> Result:
    """One server, from its start to its end."""
    import uvloop

    with tempfile.TemporaryDirectory() as folder, running(name, Path(folder)) as server:
        return uvloop.run(load(server, chargers, count))


def main() -> None:
    """Measure all servers and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chargers", type=int, default=100)
    parser.add_argument("--messages", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    take_core(1)
    rounds: dict[str, list[Result]] = {name: [] for name in SERVERS}
    for _ in range(chosen.rounds):
        for name in SERVERS:
            rounds[name].append(measured(name, chosen.chargers, chosen.messages))
    cpu_us = {name: min(each.cpu_us for each in rounds[name]) for name in SERVERS}
    for name in SERVERS:
        per_s = max(each.per_s for each in rounds[name])
        print(
            f"{name:10} {1e6 / cpu_us[name]:7.0f} messages a second of one core "
            f"({cpu_us[name]:4.0f} us a message), {per_s:6.0f} a second on this machine"
        )
    for ours in ("logging", "central"):
        for name, wanted in (("stock", 3.0), ("unchecked", 1.0)):
            print(f"{ours} / {name}: {cpu_us[name] / cpu_us[ours]:.2f} x (wanted: {wanted:g} x)")


if __name__ == "__main__":
    main()
