"""What a live fleet costs: chargers in one process on one core, beside the stock package `ocpp`.

    python -m bench.emulator_fleet [--chargers N] [--peers N] [--seconds S] [--interval S] [--state]

All chargers hold a connection and a running session and send MeterValues of eight values at an
interval. The central is the least that answers, in a process of its own on the other core. The peer
holds plain connections with the `ChargePoint` class of package `ocpp` and repeats one canned
reading; it has no world, no meters and no queue. With --state our chargers also keep their memory
in a file, as with SNTRY_EMULATOR_STATE_DIR. Both are pinned to the same core, one after the other
in the same run. Everything shares this machine: read CPU per message, and the ratio.
"""

import argparse
import asyncio
import gc
import json
import math
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import uvloop
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from launcher.ports import free_ports, is_listening

OCPP = Subprotocol("ocpp1.6")
PER_STATION = 5
CONNECT_WITHIN_S = 10.0
PATIENCE_S = 180.0


@dataclass(frozen=True)
class Result:
    """One fleet, as its own process saw it."""

    chargers: int
    sessions: int
    connect_s: float
    wall_s: float
    cpu_s: float
    calls: int
    rss_before: int
    rss_after: int
    late: int
    p50_s: float
    p99_s: float

    @property
    def core(self) -> float:
        """CPU of one core, 0..1."""
        return self.cpu_s / self.wall_s

    @property
    def kib_each(self) -> float:
        """Memory of a charger over that of the empty process."""
        return (self.rss_after - self.rss_before) / 1024 / self.chargers

    @property
    def us_per_call(self) -> float:
        """CPU of one call with its answer."""
        return 1e6 * self.cpu_s / self.calls


class Window:
    """The measured time: CPU, wall and calls of this process from `open` to `close`."""

    def __init__(self, chargers: int) -> None:
        self.chargers = chargers
        self.began_s = time.perf_counter()
        self.rss_before = _rss()
        self.connect_s = 0.0

    def connected(self) -> None:
        """All are connected now."""
        self.connect_s = time.perf_counter() - self.began_s

    def open(self, calls: int) -> None:
        """Begin to measure."""
        gc.collect()
        self._wall_s, self._cpu_s, self._calls = time.perf_counter(), time.process_time(), calls

    def close(self, calls: int, sessions: int, late: int, trips_s: list[float]) -> Result:
        """End of the measurement."""
        ranks = statistics.quantiles(trips_s, n=100)
        return Result(
            chargers=self.chargers, sessions=sessions, connect_s=self.connect_s,
            wall_s=time.perf_counter() - self._wall_s, cpu_s=time.process_time() - self._cpu_s,
            calls=calls - self._calls, rss_before=self.rss_before, rss_after=_rss(), late=late,
            p50_s=ranks[49], p99_s=ranks[98],
        )  # fmt: skip


def _rss() -> int:
    rss: int = psutil.Process().memory_info().rss
    return rss


async def _until(condition: Any, what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited in vain for {what}")
        await asyncio.sleep(0.05)


# --- the fleet of the emulator --------------------------------------------------------------------


def fleet_of(count: int) -> Any:
    """So many chargers with two connectors each, AC and DC by turns, five to a station."""
    from contract.fleet import ChargePointRecord, Fleet, StationRecord
    from contract.ids import ChargePointId, CityId, StationId

    def charger(number: int) -> ChargePointRecord:
        kind, power_w = ("AC", 22e3) if number // PER_STATION % 2 else ("DC", 100e3)
        return ChargePointRecord(
            id=ChargePointId(f"BENCH-{number:05d}"), vendor="Bench", model="Model-1",
            rated_power_w=1.5 * power_w, connector_power_w=power_w, current_type=kind,
            connector_types=["Type2" if kind == "AC" else "CCS2"] * 2,
        )  # fmt: skip

    def station(number: int) -> StationRecord:
        own = range(number * PER_STATION, min(count, (number + 1) * PER_STATION))
        return StationRecord(
            id=StationId(f"bench-{number}"), name="Bench", network="Bench", operator="Bench",
            city=CityId("phoenix"), city_name="Phoenix", state="AZ",
            latitude_deg=33.45 + 0.01 * (number % 40), longitude_deg=-112.1 - 0.01 * (number // 40),
            time_zone="America/Phoenix", location_type="Workplace", charger_type="Level 2",
            grid_limit_w=1e6, base_price_per_kwh=Decimal("0.30"),
            energy_cost_per_kwh=Decimal("0.12"), currency="USD", amenities=[], simulated=True,
            charge_points=[charger(each) for each in own],
        )  # fmt: skip

    return Fleet(stations=[station(n) for n in range(math.ceil(count / PER_STATION))])


async def run_emulator(
    url: str, count: int, interval_s: int, seconds: float, state_dir: Path | None
) -> Result:
    """Our fleet: a car at connector 1 of each charger, nobody else about."""
    from charger_emulator.adapters.clock import ScaledClock
    from charger_emulator.adapters.flash import Flash
    from charger_emulator.adapters.ocpp.chargers import Chargers
    from charger_emulator.adapters.ocpp.link import Timing
    from charger_emulator.core.world import World, WorldSetting

    window, clock = Window(count), ScaledClock()
    setting = WorldSetting(seed=1, mean_utilisation=0.0, fault_rate_per_day=0.0)
    world = World(fleet_of(count), setting, clock.now_s())
    world.ask_first()
    timing = Timing(connect_within_s=CONNECT_WITHIN_S)
    flash = None if state_dir is None else Flash(state_dir)
    chargers = Chargers(world, clock, url, timing=timing, flash=flash)
    chargers.remember()
    for charger in chargers.all:
        charger.configuration.put("MeterValueSampleInterval", str(interval_s))
    run = asyncio.create_task(chargers.run())
    await _until(lambda: chargers.connected == count, "all connections")
    window.connected()
    for charger in chargers.all:  # one after the other, as cars do come
        world.visit(charger.connectors[0], f"TAG-{charger.point}")
        chargers.drain()
        await asyncio.sleep(interval_s / count)

    def running() -> int:
        ids = (s.transaction_id for c in chargers.all for s in c.sessions.values())
        return sum(each is not None for each in ids)

    await _until(lambda: running() == count, "all sessions")
    world.forecourt.want_wh[:] = world.forecourt.leave_s[:] = math.inf  # drivers with time
    await asyncio.sleep(2.0 * interval_s)
    late = chargers.slow_ticks
    chargers.counts.round_trips_s.clear()
    window.open(chargers.counts.calls)
    await asyncio.sleep(seconds)
    trips_s = list(chargers.counts.round_trips_s)
    result = window.close(chargers.counts.calls, running(), chargers.slow_ticks - late, trips_s)
    run.cancel()
    with suppress(asyncio.CancelledError):
        await run
    return result


# --- the peer -------------------------------------------------------------------------------------


class Peers:
    """Chargers made with the class of package `ocpp`, as its documentation shows it."""

    def __init__(self, url: str, count: int, interval_s: int) -> None:
        self._url, self._count, self._interval_s = url, count, interval_s
        self.booted = self.running = 0
        self.trips_s: list[float] = []

    async def live(self, number: int) -> None:
        """Connect one charger and let it work until cancelled."""
        from ocpp.v16 import ChargePoint

        await asyncio.sleep(CONNECT_WITHIN_S * number / self._count)
        path = f"{self._url}/PEER-{number:05d}"
        async with connect(path, subprotocols=[OCPP], compression=None, proxy=None) as socket:
            point = ChargePoint(path, socket)
            async with asyncio.TaskGroup() as group:
                group.create_task(point.start())
                group.create_task(self._work(point, number))

    async def _work(self, point: Any, number: int) -> None:
        from ocpp.v16 import call

        await point.call(call.BootNotification("Model-1", "Bench"))
        self.booted += 1
        started = await point.call(call.StartTransaction(1, f"TAG-{number}", 0, _now()))
        self.running += 1
        sampled = [{"value": "42.5", "measurand": name, "unit": unit} for name, unit in MEASURANDS]
        await asyncio.sleep(self._interval_s * (number % 997) / 997)
        while True:
            due_s = time.perf_counter() + self._interval_s
            value = [{"timestamp": _now(), "sampled_value": sampled}]
            began_s = time.perf_counter()
            await point.call(call.MeterValues(1, value, started.transaction_id))
            self.trips_s.append(time.perf_counter() - began_s)
            await asyncio.sleep(due_s - time.perf_counter())


async def run_peer(url: str, count: int, interval_s: int, seconds: float) -> Result:
    """The peer's fleet."""
    window, peers = Window(count), Peers(url, count, interval_s)
    run = asyncio.gather(*(peers.live(number) for number in range(count)))
    await _until(lambda: peers.booted == count, "all connections")
    window.connected()
    await _until(lambda: peers.running == count, "all sessions")
    await asyncio.sleep(2.0 * interval_s)
    peers.trips_s.clear()
    window.open(0)
    await asyncio.sleep(seconds)
    result = window.close(len(peers.trips_s), peers.running, 0, peers.trips_s)
    run.cancel()
    with suppress(asyncio.CancelledError):
        await run
    return result


def _now() -> str:
    return datetime.now(UTC).isoformat()


MEASURANDS = (
    ("Energy.Active.Import.Register", "Wh"),
    ("Power.Active.Import", "W"),
    ("Power.Offered", "W"),
    ("Current.Import", "A"),
    ("Voltage", "V"),
    ("SoC", "Percent"),
    ("Temperature", "Celsius"),
    ("Temperature", "Celsius"),
)


# --- the central ----------------------------------------------------------------------------------


async def run_central(port: int) -> None:
    """A central that says yes; GET /count tells how many calls it answered."""
    answered = 0
    transactions = 0

    async def visit(socket: ServerConnection) -> None:
        nonlocal answered, transactions
        try:
            async for text in socket:
                frame = json.loads(text)
                if frame[0] != 2:
                    continue
                answered += 1
                more = ""
                if frame[2] == "BootNotification":
                    more = f'"status":"Accepted","interval":300,"currentTime":"{_now()}"'
                elif frame[2] in ("Authorize", "StartTransaction"):
                    transactions += 1
                    more = '"idTagInfo":{"status":"Accepted"}'
                    if frame[2] == "StartTransaction":
                        more += f',"transactionId":{transactions}'
                elif frame[2] == "Heartbeat":
                    more = f'"currentTime":"{_now()}"'
                await socket.send(f'[3,"{frame[1]}",{{{more}}}]')
        except ConnectionClosed:
            return

    def count(socket: ServerConnection, request: Request) -> Response | None:
        return socket.respond(200, str(answered)) if request.path == "/count" else None

    async with serve(
        visit, "127.0.0.1", port, subprotocols=[OCPP], compression=None, process_request=count,
        ping_interval=None, backlog=4096,
    ) as server:  # fmt: skip
        await server.serve_forever()


def answered_by(port: int) -> int:
    """Calls that the central has answered."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/count", timeout=10) as answer:
        return int(answer.read())


# --- putting it together --------------------------------------------------------------------------


@contextmanager
def central(cores: list[int]) -> Iterator[int]:
    """A central on a port of its own, pinned to the last core."""
    (port,) = free_ports(1)
    process = subprocess.Popen(_command("central", cores[-1], port=port))  # noqa: S603 (ourselves)
    try:
        deadline = time.monotonic() + 30.0
        while not is_listening(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the central did not come up")
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def _command(role: str, core: int, **words: Any) -> list[str]:
    name = f"bench.{__spec__.name.rsplit('.', 1)[-1]}" if __spec__ else "bench.emulator_fleet"
    options = [f"--{key}={value}" for key, value in words.items()]
    return [sys.executable, "-m", name, f"--role={role}", f"--core={core}", *options]


def run_fleet(role: str, cores: list[int], chosen: argparse.Namespace, chargers: int) -> Result:
    """One fleet against a fresh central; both in processes of their own."""
    with central(cores) as port:
        command = _command(
            role, cores[0], port=port, chargers=chargers, seconds=chosen.seconds,
            interval=chosen.interval,
        )  # fmt: skip
        if chosen.state:
            command.append("--state")
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
        result = Result(**json.loads(done.stdout))
        show(role, result, answered_by(port))
        return result


def show(role: str, result: Result, answered: int) -> None:
    """Print what was measured."""
    name = f"{role:<9}"
    print(
        f"{name} {result.chargers} chargers connected after {result.connect_s:.1f} s,"
        f" {result.sessions} sessions running; the central answered {answered} calls in all"
    )
    print(
        f"{name} {result.calls / result.wall_s:.0f} calls/s, CPU {result.core:.0%} of a core"
        f" ({result.us_per_call:.0f} us a call), ticks late {result.late}"
    )
    print(
        f"{name} RSS {result.rss_after / 2**20:.0f} MiB, {result.kib_each:.1f} KiB a charger"
        f" over the {result.rss_before / 2**20:.0f} MiB of the empty process"
    )
    print(f"{name} round trip p50 {1e3 * result.p50_s:.2f} ms, p99 {1e3 * result.p99_s:.2f} ms")


def main() -> None:
    """Measure both and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--chargers", type=int, default=5000)
    parser.add_argument("--peers", type=int, default=1000, help="chargers of the peer")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--interval", type=int, default=10, help="of MeterValues, in seconds")
    parser.add_argument("--state", action="store_true", help="keep the chargers' memory in a file")
    parser.add_argument("--role", choices=("central", "emulator", "peer"), help=argparse.SUPPRESS)
    parser.add_argument("--core", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.role:
        os.sched_setaffinity(0, {chosen.core})
    if chosen.role == "central":
        uvloop.run(run_central(chosen.port))
    elif chosen.role:
        url = f"ws://127.0.0.1:{chosen.port}/ocpp"
        load = url, chosen.chargers, chosen.interval, chosen.seconds
        if chosen.role == "peer":
            result = uvloop.run(run_peer(*load))
        else:
            with TemporaryDirectory() as folder:
                state_dir = Path(folder) if chosen.state else None
                result = uvloop.run(run_emulator(*load, state_dir))
        print(json.dumps(asdict(result)))
    else:
        compare(chosen)


def compare(chosen: argparse.Namespace) -> None:
    """Both fleets, one after the other."""
    cores = sorted(os.sched_getaffinity(0))
    ours = run_fleet("emulator", cores, chosen, chosen.chargers)
    peer = run_fleet("peer", cores, chosen, chosen.peers)
    print(
        f"ratio     emulator/peer: {ours.us_per_call / peer.us_per_call:.2f} x CPU a call,"
        f" {ours.kib_each / peer.kib_each:.2f} x memory a charger"
    )


if __name__ == "__main__":
    main()
