"""What the edge agent costs: added latency beside a plain relay, memory, and CPU under a fleet.

    python -m bench.edge_latency [--messages N] [--fleet N] [--factor F] [--seconds S]

A charger sends calls one after the other: straight to a scripted central, through a plain websocket
relay that looks into nothing, and through the edge, in turns in the same run. The edge is asked
thrice: with a call that it relays without storing it, with MeterValues that it stores, and with a
StopTransaction that it syncs to the disk before it answers. Beside them stands the disk itself: one
row written and synced by SQLite. Then the memory of a fresh edge with one and with eight chargers,
and its CPU while a whole fleet reports and is scored at a fast clock. Everything shares this
machine: read the ratio, not the milliseconds.
"""

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from launcher.broker import embedded_broker
from launcher.ports import free_ports, is_listening

OCPP = Subprotocol("ocpp1.6")
ROUNDS = 10
SETTLE_S = 6.0
COOL_C = 41.0
MEMORY_SCORE_EVERY_S = 1.0
"""Scored a few times while it settles."""
REPORT_EVERY_S = 60.0
CONNECTORS = 2
CPU_AIM = 0.001
"""Of a core, per charger."""
MEASURANDS = {
    "Energy.Active.Import.Register": "Wh",
    "Power.Active.Import": "W",
    "Power.Offered": "W",
    "Current.Import": "A",
    "Voltage": "V",
    "SoC": "Percent",
}


def meter_values(connector: int, body_c: float = COOL_C) -> str:
    sampled = [
        {"value": "42.5", "measurand": name, "unit": unit} for name, unit in MEASURANDS.items()
    ]
    for place, value in (("Body", str(body_c)), ("Inlet", "25.0")):
        sampled.append({"value": value, "measurand": "Temperature", "location": place})
    reading = {"timestamp": datetime.now(UTC).isoformat(), "sampledValue": sampled}
    return json.dumps({"connectorId": connector, "transactionId": 1, "meterValue": [reading]})


async def answer_everything(port: int) -> None:
    """A central that says yes."""

    async def visit(socket: ServerConnection) -> None:
        try:
            async for text in socket:
                frame = json.loads(text)
                if frame[0] == 2:
                    await socket.send(f'[3,"{frame[1]}",{{"status":"Accepted","interval":300}}]')
        except ConnectionClosed:
            return

    async with serve(visit, "127.0.0.1", port, subprotocols=[OCPP], compression=None) as server:
        await server.serve_forever()


async def relay_everything(port: int, target: int) -> None:
    """The peer: a relay that passes frames and looks into none."""

    async def pass_on(
        source: ClientConnection | ServerConnection, sink: ClientConnection | ServerConnection
    ) -> None:
        try:
            async for text in source:
                await sink.send(text)
        except ConnectionClosed:
            return

    async def visit(socket: ServerConnection) -> None:
        assert socket.request is not None
        url = f"ws://127.0.0.1:{target}{socket.request.path}"
        async with connect(url, subprotocols=[OCPP], compression=None, proxy=None) as onward:
            await asyncio.wait(
                [
                    asyncio.ensure_future(pass_on(socket, onward)),
                    asyncio.ensure_future(pass_on(onward, socket)),
                ],
                return_when=asyncio.FIRST_COMPLETED,
            )

    async with serve(visit, "127.0.0.1", port, subprotocols=[OCPP], compression=None) as server:
        await server.serve_forever()


@contextmanager
def child(port: int, *words: str, **settings: str) -> Iterator[psutil.Process]:
    """A process that listens on a port, for the length of the block."""
    command = [sys.executable, "-m", *words]
    process = subprocess.Popen(command, env={**os.environ, **settings})  # noqa: S603 (our own)
    try:
        deadline = time.monotonic() + 30.0
        while not is_listening(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{words[0]} did not come up on port {port}")
            time.sleep(0.05)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def edge(
    central: int, broker_url: str, factor: float = 1.0, score_every_s: float = 10.0
) -> Iterator[tuple[int, psutil.Process]]:
    """An edge for a few chargers, or with a faster clock for a fleet."""
    (port,) = free_ports(1)
    now = datetime.now(UTC).isoformat()
    with tempfile.TemporaryDirectory() as data_dir:
        settings = {
            "SNTRY_EDGE_OCPP_PORT": str(port),
            "SNTRY_EDGE_CENTRAL_URL": f"ws://127.0.0.1:{central}/ocpp",
            "SNTRY_EDGE_MQTT_URL": broker_url,
            "SNTRY_EDGE_DATA_DIR": data_dir,
            "SNTRY_EDGE_SCORE_INTERVAL_S": str(score_every_s),
            "SNTRY_EDGE_FAST_LOOP": str(factor > 1.0),
            "SNTRY_EDGE_CLOCK": json.dumps({"factor": factor, "epoch": now, "anchor": now}),
        }
        with child(port, "edge_agent", "serve", **settings) as process:
            yield port, process


def open_charger(port: int, identity: str) -> connect:
    url = f"ws://127.0.0.1:{port}/ocpp/{identity}"
    return connect(url, subprotocols=[OCPP], compression=None, proxy=None, ping_interval=None)


def relayed(number: int) -> tuple[str, str]:
    return "DataTransfer", json.dumps({"vendorId": "bench", "data": f"{number:400d}"})


def stored(_number: int) -> tuple[str, str]:
    return "MeterValues", meter_values(1)


def synced(number: int) -> tuple[str, str]:
    at = datetime.now(UTC).isoformat()
    return "StopTransaction", json.dumps({"transactionId": 1, "meterStop": number, "timestamp": at})


Way = tuple[int, Callable[[int], tuple[str, str]]]
"""Where to, and what to say."""


async def latencies_s(ways: dict[str, Way], messages: int) -> dict[str, list[float]]:
    """Seconds from a call to its answer, by way; the ways take turns."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for round_number in range(ROUNDS):
        for name, (port, say) in ways.items():
            async with open_charger(port, f"BENCH-{name.replace(' ', '-')}") as socket:
                for number in range(messages // ROUNDS + 20):
                    action, payload = say(round_number * messages + number)
                    call = f'[2,"{round_number}-{number}","{action}",{payload}]'
                    began_s = time.perf_counter()
                    await socket.send(call)
                    await socket.recv()
                    if number >= 20:
                        found[name].append(time.perf_counter() - began_s)
    return found


async def memory_mib(
    port: int, process: psutil.Process, chargers: int, body_c: float = COOL_C
) -> float:
    """Resident memory of the edge once so many chargers were scored a few times."""
    async with asyncio.TaskGroup() as tasks:
        drivers = [
            tasks.create_task(report(port, f"MEM-{n}", REPORT_EVERY_S / 60.0, [], body_c))
            for n in range(chargers)
        ]
        await asyncio.sleep(SETTLE_S)
        memory = float(process.memory_info().rss) / 2**20
        if (scored := health(port)["scored"]) != chargers:
            raise SystemExit(f"{scored} of {chargers} chargers were scored")
        for driver in drivers:
            driver.cancel()
    return memory


async def report(
    port: int, identity: str, every_s: float, latency_s: list[float], body_c: float = COOL_C
) -> None:
    """One charger: boot, then all connectors and the whole charger report at an interval."""
    async with open_charger(port, identity) as socket:
        await socket.send('[2,"b","BootNotification",{}]')
        await socket.recv()
        await asyncio.sleep(every_s * (hash(identity) % 97) / 97)
        for number in range(1_000_000):
            for connector in range(CONNECTORS + 1):
                began_s = time.perf_counter()
                call = f'[2,"{number}-{connector}","MeterValues",{meter_values(connector, body_c)}]'
                await socket.send(call)
                await socket.recv()
                latency_s.append(time.perf_counter() - began_s)
            await asyncio.sleep(every_s)


async def fleet_load(
    port: int, process: psutil.Process, chargers: int, factor: float, seconds: float
) -> None:
    latency_s: list[float] = []
    async with asyncio.TaskGroup() as tasks:
        drivers = [
            tasks.create_task(report(port, f"FLEET-{n}", REPORT_EVERY_S / factor, latency_s))
            for n in range(chargers)
        ]
        await asyncio.sleep(SETTLE_S + REPORT_EVERY_S / factor)
        latency_s.clear()
        cpu_s, began_s = sum(process.cpu_times()[:2]), time.monotonic()
        await asyncio.sleep(seconds)
        used = (sum(process.cpu_times()[:2]) - cpu_s) / (time.monotonic() - began_s)
        for driver in drivers:
            driver.cancel()
    memory = process.memory_info().rss / 2**20
    rate = f"{len(latency_s) / seconds:.0f} calls/s, edge CPU {used:.0%} of a core"
    print(f"fleet    {chargers} chargers at factor {factor:g}: {rate}, memory {memory:.0f} MiB")
    each = used / factor / chargers
    print(f"fleet    {each:.3%} of a core per charger scored every 10 s (aim {CPU_AIM:.1%})")
    print(f"fleet    latency p50 {ms(latency_s, 50)} ms, p99 {ms(latency_s, 99)} ms")


def health(port: int) -> dict[str, Any]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def percentile(values: list[float], rank: int) -> float:
    return statistics.quantiles(values, n=100)[rank - 1]


def ms(values_s: list[float], rank: int) -> str:
    return f"{percentile(values_s, rank) * 1000:.2f}"


def disk_s(data_dir: Path, rows: int) -> list[float]:
    """Seconds of one row, written and synced, without anything around it."""
    connection = sqlite3.connect(data_dir / "bench.sqlite", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE row (text TEXT)")
    found = []
    for _ in range(rows):
        began_s = time.perf_counter()
        connection.execute("INSERT INTO row VALUES (?)", ("x" * 400,))
        found.append(time.perf_counter() - began_s)
    connection.close()
    return found


def show(found: dict[str, list[float]]) -> None:
    for name, values in found.items():
        print(f"latency  {name:<12} p50 {ms(values, 50)} ms, p99 {ms(values, 99)} ms")
    for name, aim_ms in (("edge relays", 5.0), ("edge stores", 50.0), ("edge syncs", 50.0)):
        for rank in (50, 99):
            straight, relay, through = (
                percentile(found[each], rank) for each in ("direct", "plain relay", name)
            )
            added = (through - straight) * 1000
            print(
                f"ratio    p{rank}: {name[5:]}: adds {added:.2f} ms (p99 aim {aim_ms:g} ms), "
                f"{(through - straight) / max(relay - straight, 1e-9):.2f} x a plain relay"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--fleet", type=int, default=200)
    parser.add_argument("--factor", type=float, default=10.0)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--role", nargs="*", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.role:
        ports = [int(word) for word in chosen.role]
        asyncio.run(answer_everything(*ports) if len(ports) == 1 else relay_everything(*ports))
        return
    central, relay = free_ports(2)
    name = f"bench.{Path(__file__).stem}"
    with ExitStack() as stack:
        broker = stack.enter_context(embedded_broker())
        stack.enter_context(child(central, name, "--role", str(central)))
        stack.enter_context(child(relay, name, "--role", str(relay), str(central)))
        for chargers in (1, 8):
            with edge(central, broker.url, score_every_s=MEMORY_SCORE_EVERY_S) as (port, process):
                memory = asyncio.run(memory_mib(port, process, chargers))
                print(f"memory   {chargers} charger(s): {memory:.0f} MiB")
        with edge(central, broker.url) as (port, _):
            ways = {
                "direct": (central, relayed),
                "plain relay": (relay, relayed),
                "edge relays": (port, relayed),
                "edge stores": (port, stored),
                "edge syncs": (port, synced),
            }
            found = asyncio.run(latencies_s(ways, chosen.messages))
            with tempfile.TemporaryDirectory() as data_dir:
                found["the disk"] = disk_s(Path(data_dir), min(chosen.messages, 500))
            show(found)
        with edge(central, broker.url, chosen.factor) as (port, process):
            asyncio.run(fleet_load(port, process, chosen.fleet, chosen.factor, chosen.seconds))
            late = health(port)["counts"].get("scoring_late", 0)
            print(f"fleet    rounds of scoring that were late: {late}")


if __name__ == "__main__":
    main()
