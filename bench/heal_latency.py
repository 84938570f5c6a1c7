"""How long it takes until a stressed charger has its power limit, and its station its price.

    .venv/bin/python -m bench.heal_latency [--stations 60] [--heated 12]

Broker, central and edge agent run as processes of their own at the speed of the clock, every
setting that matters as it comes. Chargers are OCPP clients that accept what they are told; in
fleets of ten times as many stations as are stressed, since no more than a tenth may be surged.

1. From a measurement at the thermal limit to the accepted power limit: chargers behind the edge
   agent report 90 C in MeterValues, each at another moment of the edge's scoring interval.
2. From the third critical score to the accepted surge: scores go to the broker as an edge sends
   them, 10 s apart by their time stamps; the price is accepted by a charger at central.

Prints the percentiles of both, beside the round trip of an OCPP call in the same run; exits with 1
where a limit takes 15 s or more, or the p99 of the prices does.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from bench.ocpp_servers import OCPP
from central.adapters.ids import RandomIds
from central.adapters.mqtt.link import MqttLink, parse_address
from central.services.counters import Counters
from contract.clock import ClockSetting
from contract.fleet import ChargePointRecord, Fleet, StationRecord, encode_fleet
from contract.ids import ChargePointId, CityId, EdgeId, StationId
from contract.messages import Message, Score, Telemetry, encode
from contract.topics import charger_topic
from launcher.broker import available_kind, new_broker_info, prepare_broker
from launcher.plan import ProcessPlan, program
from launcher.ports import free_ports
from launcher.processes import start, stop, wait_for_port

HOST: Final = "127.0.0.1"
ALLOWED_S: Final = 15.0
PATIENCE_S: Final = 120.0
STATIONS_PER_STRESSED: Final = 10
HOT_C: Final = "90.0"
EDGE: Final = EdgeId("bench")
SCORES_APART: Final = timedelta(seconds=10)
SPREAD_S: Final = 30.0
"""Over which the events are strewn."""


@dataclass
class Charger:
    """An OCPP client that accepts what it is told; `accepted` has when it was told what."""

    id: str
    socket: ClientConnection | None = None
    accepted: list[tuple[str, dict[str, Any], float]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    answers: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    async def run(self, url: str) -> None:
        """Boot, report a free connector, answer until the line ends."""
        async with connect(f"{url}/{self.id}", subprotocols=[OCPP], open_timeout=60) as socket:
            self.socket = socket
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen(socket))
                vendor = {"chargePointVendor": "V", "chargePointModel": "M"}
                await self.ask("BootNotification", **vendor)
                for number in (1, 2):
                    await self.status(number)

    async def status(self, connector: int) -> None:
        """Say that a connector is free."""
        at = datetime.now(UTC).isoformat()
        given = {"status": "Available", "errorCode": "NoError", "timestamp": at}
        await self.ask("StatusNotification", connectorId=connector, **given)

    async def ask(self, action: str, **payload: Any) -> Any:
        """A call; its answer."""
        if self.socket is None:
            raise RuntimeError(f"{self.id} is not connected")
        key = f"{len(self.answers)}"
        self.answers[key] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps([2, key, action, payload]))
        async with asyncio.timeout(PATIENCE_S):
            return await self.answers[key]

    async def told(self, action: str, what: Any) -> float:
        """When a call of this kind for which `what` holds was accepted."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for each, payload, at_s in self.accepted:
                    if each == action and what(payload):
                        return at_s
                self.news.clear()
                await self.news.wait()

    async def _listen(self, socket: ClientConnection) -> None:
        async for text in socket:
            kind, key, *rest = json.loads(text)
            if kind != 2:
                self.answers[key].set_result(rest[0])
                continue
            action, payload = rest
            answer: dict[str, Any] = {"status": "Accepted"}
            if action == "GetConfiguration":
                answer = {"configurationKey": [], "unknownKey": payload.get("key", [])}
            if action == "GetCompositeSchedule":
                answer = {"status": "Rejected"}
            await socket.send(json.dumps([3, key, answer]))
            self.accepted.append((action, payload, time.monotonic()))
            self.news.set()


@dataclass(frozen=True)
class Chain:
    """The running programs."""

    central_url: str
    edge_url: str
    mqtt_url: str


def fleet(stressed: int, heated: int) -> Fleet:
    """Stations far apart, each with a neighbour at 4 km; `S` get scores, `H` get hot."""
    names = [("S", n) for n in range(stressed)] + [("H", n) for n in range(heated)]
    found = []
    for place, (kind, number) in enumerate(names):
        latitude, longitude = 25.0 + 0.5 * (place // 60), -120.0 + 0.8 * (place % 60)
        found.append(_station(f"{kind}{number:03}", latitude, longitude))
        found.append(_station(f"N{kind}{number:03}", latitude + 0.036, longitude))
    many = STATIONS_PER_STRESSED * len(names)
    found += [_station(f"Z{number:04}", 10.0, 0.01 * number) for number in range(many)]
    return Fleet(stations=found)


def _station(key: str, latitude_deg: float, longitude_deg: float) -> StationRecord:
    charger = ChargePointRecord(
        id=ChargePointId(f"{key}-1"),
        vendor="V",
        model="M",
        rated_power_w=150_000.0,
        connector_power_w=150_000.0,
        current_type="DC",
        connector_types=["CCS1", "CCS1"],
    )
    return StationRecord(
        id=StationId(key),
        name=key,
        network="Bench",
        operator="Bench",
        city=CityId("phoenix"),
        city_name="Phoenix",
        state="AZ",
        latitude_deg=latitude_deg,
        longitude_deg=longitude_deg,
        time_zone="UTC",
        location_type="Suburban",
        charger_type="DC",
        grid_limit_w=200_000.0,
        base_price_per_kwh=Decimal("0.40"),
        energy_cost_per_kwh=Decimal("0.12"),
        currency="USD",
        amenities=[],
        simulated=True,
        charge_points=[charger],
    )


@contextlib.contextmanager
def running(folder: Path, stations: Fleet) -> Iterator[Chain]:
    """Broker, central and edge agent, stopped at the end."""
    http, central_port, edge_port, broker_port = free_ports(4)
    file = folder / "fleet.json"
    file.write_bytes(encode_fleet(stations))
    broker = new_broker_info(broker_port)
    now = datetime.now(UTC)
    shared = {
        "CLOCK": msgspec.json.encode(ClockSetting(1.0, now, now)).decode(),
        "MQTT_URL": broker.url,
        "OCPP_HOST": HOST,
        "FLEET_FILE": str(file),
    }
    central = {
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'central.db'}",
        "HTTP_PORT": str(http),
        "OCPP_PORT": str(central_port),
        "UPLOAD_DIR": str(folder / "uploads"),
        "HEAL_MODE": "autopilot",
    }
    central_url = f"ws://{HOST}:{central_port}/ocpp"
    edge = {
        "EDGE_ID": "edge",
        "OCPP_PORT": str(edge_port),
        "CENTRAL_URL": central_url,
        "DATA_DIR": str(folder / "edge"),
    }
    plans = (
        (prepare_broker(broker, folder / "broker", available_kind()), broker_port),
        (_plan("central", "central", central | shared, folder), central_port),
        (_plan("edge", "edge_agent", edge | shared, folder), edge_port),
    )
    with ExitStack() as undo:
        for plan, port in plans:
            process = start(plan)
            undo.callback(stop, process)
            wait_for_port(process, plan, port)
        yield Chain(central_url, f"ws://{HOST}:{edge_port}/ocpp", broker.url)


def _plan(name: str, module: str, env: dict[str, str], folder: Path) -> ProcessPlan:
    given = {f"SNTRY_{name.upper()}_{key}": value for key, value in env.items()}
    return ProcessPlan(name, program(module, "serve"), given, folder / f"{name}.log")


@contextlib.asynccontextmanager
async def connected(url: str, names: list[str]) -> AsyncIterator[dict[str, Charger]]:
    """Chargers on the line that were shown the base price."""
    chargers = {name: Charger(name) for name in names}
    async with asyncio.TaskGroup() as tasks:
        running_tasks = [tasks.create_task(each.run(url)) for each in chargers.values()]
        for each in chargers.values():
            await each.told("ChangeConfiguration", lambda p: p["key"] == "DefaultPrice")
        try:
            yield chargers
        finally:
            for task in running_tasks:
                task.cancel()


async def limit_s(charger: Charger, after_s: float) -> float:
    """From a reading at the thermal limit until the limit is accepted."""
    await asyncio.sleep(after_s)
    sampled = [
        {"value": HOT_C, "measurand": "Temperature", "unit": "Celsius", "location": "Body"},
        {"value": "60000", "measurand": "Power.Active.Import", "unit": "W"},
    ]
    values = [{"timestamp": datetime.now(UTC).isoformat(), "sampledValue": sampled}]
    began_s = time.monotonic()
    await charger.ask("MeterValues", connectorId=1, meterValue=values)
    return await charger.told("SetChargingProfile", lambda _: True) - began_s


async def price_s(link: MqttLink, charger: Charger, after_s: float) -> float:
    """From the third critical score until the surge is accepted."""
    await asyncio.sleep(after_s)
    now = datetime.now(UTC)
    for number in (2, 1, 0):
        began_s = time.monotonic()
        await publish(link, charger.id, _score(now - number * SCORES_APART, 0.8, "critical"))
    return await charger.told("ChangeConfiguration", _is_surge) - began_s


def _is_surge(payload: dict[str, Any]) -> bool:
    if payload["key"] != "DefaultPrice":
        return False
    return bool(json.loads(payload["value"])["chargingPrice"]["kWhPrice"] > 0.5)


def _score(at: datetime, risk: float, level: str) -> Score:
    return Score(
        at=at,
        edge=EDGE,
        birth=1,
        sequence=1,
        model="bench",
        feature_set="bench",
        risk_1h=risk,
        level=level,
        cause="thermal",
        load_sensitive=True,
        contributions=[],
    )


async def publish(link: MqttLink, charge_point: str, message: Message) -> None:
    """As an edge does."""
    stream = "score" if isinstance(message, Score) else "telemetry"
    station = StationId(charge_point.removesuffix("-1"))
    await link.publish(charger_topic(station, ChargePointId(charge_point), stream), encode(message))


async def calm(link: MqttLink, names: list[str]) -> None:
    """A low risk and no load, as edges told of healthy chargers a minute ago."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    for name in names:
        reading = Telemetry(
            at=now, edge=EDGE, birth=1, sequence=1, temperature_c=40.0, ambient_c=30.0, power_w=0.0
        )
        await publish(link, name, reading)
        await publish(link, name, _score(now, 0.05, "low"))


async def measure(chain: Chain, stressed: int, heated: int) -> tuple[list[float], ...]:
    """Round trips, limits and prices in seconds."""
    rng = np.random.default_rng(1)
    pairs = [f"{kind}S{n:03}-1" for n in range(stressed) for kind in ("", "N")]
    hot = [f"H{n:03}-1" for n in range(heated)]
    link = MqttLink(parse_address(chain.mqtt_url), RandomIds().new(), Counters())
    async with asyncio.TaskGroup() as tasks:
        talking = tasks.create_task(link.run())
        async with connected(chain.central_url, pairs) as near, connected(chain.edge_url, hot) as h:
            trips = []
            for charger in near.values():
                began_s = time.monotonic()
                await charger.ask("Heartbeat")
                trips.append(time.monotonic() - began_s)
            heats = zip(h.values(), rng.uniform(0.0, SPREAD_S, heated), strict=True)
            limits = await asyncio.gather(*(limit_s(each, wait) for each, wait in heats))
            await calm(link, pairs)
            sick = [near[f"S{n:03}-1"] for n in range(stressed)]
            scores = zip(sick, rng.uniform(2.0, SPREAD_S, stressed), strict=True)
            prices = await asyncio.gather(*(price_s(link, each, wait) for each, wait in scores))
        talking.cancel()
    return trips, limits, prices


def show(name: str, taken_s: list[float]) -> None:
    """One line of percentiles."""
    p50, p99 = np.quantile(taken_s, [0.5, 0.99])
    sys.stdout.write(
        f"{name:<50} n {len(taken_s):4}   p50 {p50:8.4f} s   p99 {p99:8.4f} s   "
        f"most {max(taken_s):8.4f} s\n"
    )


def main() -> int:
    """Measure and print; 1 where an allowance is overrun."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stations", type=int, default=60)
    parser.add_argument("--heated", type=int, default=12)
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        running(Path(name), fleet(chosen.stations, chosen.heated)) as chain,
    ):
        figures = asyncio.run(measure(chain, chosen.stations, chosen.heated))
    trips, limits, prices = figures
    show("OCPP call answered", trips)
    show("90 C measured to accepted power limit", limits)
    show("third critical score to accepted surge", prices)
    return int(max(limits) >= ALLOWED_S or float(np.quantile(prices, 0.99)) >= ALLOWED_S)


if __name__ == "__main__":
    sys.exit(main())
