"""What idle chargers cost, and how fast all of them come back, beside the stock package `ocpp`.

    python -m bench.ocpp_connections [--chargers N] [--rounds N]

The servers of `bench.ocpp_servers` in the same run, one after the other. N chargers connect and
boot; the growth of the server's resident memory, shared out, is what one idle connection holds.
Then all sockets are cut at once, without a goodbye, and all chargers come back at once, each with a
BootNotification: the time until the last of them is accepted, and the processor time of it. Central
looks each charger up, writes down who booted and syncs it to disk before it answers; the stock
server keeps nothing. The best round counts: what else runs on the machine only ever adds.
"""

import argparse
import asyncio
import contextlib
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from websockets.asyncio.client import ClientConnection, connect

from bench.ocpp_servers import OCPP, Running, running, take_core

SERVERS: Final = ("central", "stock")
AT_ONCE: Final = 500
"""Handshakes that the client has open at the same time, so that it is not the slower of the two."""
BOOT: Final = json.dumps({"chargePointVendor": "V", "chargePointModel": "M"})
SETTLE_S: Final = 2.0


@dataclass(frozen=True)
class Result:
    """One server with all its chargers."""

    bytes_per_idle: float
    storm_s: float
    storm_cpu_s: float


class Fleet:
    """Chargers of one server."""

    def __init__(self, port: int, chargers: int) -> None:
        self._port = port
        self._numbers = range(chargers)
        self._sockets: list[ClientConnection] = []
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def come(self) -> None:
        """All connect and boot; ends when the last is accepted."""
        async with asyncio.TaskGroup() as tasks:
            came = [tasks.create_task(self._come(number)) for number in self._numbers]
        self._sockets = [each.result() for each in came]

    async def _come(self, number: int) -> ClientConnection:
        async with self._gate:
            url = f"ws://127.0.0.1:{self._port}/ocpp/C{number}"
            options = {"compression": None, "ping_interval": None, "open_timeout": 120}
            socket = await connect(url, subprotocols=[OCPP], **options)  # type: ignore[arg-type]
            await socket.send(f'[2,"b","BootNotification",{BOOT}]')
            answer = json.loads(await socket.recv())
            if answer[0] != 3 or answer[2]["status"] != "Accepted":
                raise RuntimeError(f"the boot was answered with {answer}")
            return socket

    async def cut(self) -> None:
        """All sockets end at once, without a goodbye."""
        for socket in self._sockets:
            socket.transport.abort()
        for socket in self._sockets:
            with contextlib.suppress(Exception):
                await socket.wait_closed()


async def measure(server: Running, chargers: int) -> Result:
    """Fill one server, look at it, and let the storm come."""
    fleet = Fleet(server.port, chargers)
    warm = Fleet(server.port, 20)  # code and pools are loaded before anything is weighed
    await warm.come()
    await warm.cut()
    await asyncio.sleep(SETTLE_S)
    before = server.rss_bytes
    await fleet.come()
    await asyncio.sleep(SETTLE_S)
    idle = (server.rss_bytes - before) / chargers
    await fleet.cut()
    began_s, cpu_s = time.perf_counter(), server.cpu_s
    await fleet.come()
    result = Result(idle, time.perf_counter() - began_s, server.cpu_s - cpu_s)
    await fleet.cut()
    return result


def measured(name: str, chargers: int) -> Result:
    """One server, from its start to its end."""
    import uvloop

    with tempfile.TemporaryDirectory() as folder, running(name, Path(folder)) as server:
        return uvloop.run(measure(server, chargers))


def main() -> None:
    """Measure both and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chargers", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=2)
    chosen = parser.parse_args()
    take_core(1)
    rounds: dict[str, list[Result]] = {name: [] for name in SERVERS}
    for _ in range(chosen.rounds):
        for name in SERVERS:
            rounds[name].append(measured(name, chosen.chargers))
    best = {
        name: Result(
            min(each.bytes_per_idle for each in results),
            min(each.storm_s for each in results),
            min(each.storm_cpu_s for each in results),
        )
        for name, results in rounds.items()
    }
    for name, each in best.items():
        print(
            f"{name:8} {each.bytes_per_idle / 1024:6.1f} KiB an idle connection; "
            f"{chosen.chargers} back and booted after {each.storm_s:.2f} s "
            f"({each.storm_cpu_s:.2f} s of processor time)"
        )
    central, stock = best["central"], best["stock"]
    print(
        f"central / stock: {central.bytes_per_idle / stock.bytes_per_idle:.2f} x memory, "
        f"{central.storm_s / stock.storm_s:.2f} x time"
    )


if __name__ == "__main__":
    main()
