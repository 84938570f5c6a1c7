"""A station of emulated chargers under its limit: real physics, real OCPP, a signal over MQTT."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from central.adapters.ids import RandomIds
from central.adapters.mqtt.link import MqttLink, parse_address
from central.core.load_sharing.plans import LimitPlan, Place, PlaceKind
from central.services.counters import Counters
from charger_emulator.adapters.clock import ScaledClock
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.core.world import World, WorldSetting
from contract.clock import ClockSetting
from contract.fleet import ChargePointRecord, Fleet, StationRecord, encode_fleet
from contract.ids import ChargePointId, CityId, StationId
from contract.messages import LimitSignal, encode
from contract.topics import limit_topic
from launcher.broker import BrokerInfo
from tests.integration.central.conftest import Central, StartCentral

pytestmark = pytest.mark.integration

EPOCH = datetime(2026, 7, 1, 17, tzinfo=UTC)
CHARGER_W, COUNT, LIMIT_W, SAFE_W = 50_000.0, 4, 100_000.0, 60_000.0
ANSWER_S = 60.0
"""Real seconds for anything that is waited for."""


def fleet() -> Fleet:
    """One station with four DC chargers of 50 kW on a connection of 100 kW."""
    points = [
        ChargePointRecord(
            id=ChargePointId(f"LIVE-{number}"), vendor="V", model="M", rated_power_w=CHARGER_W,
            connector_power_w=CHARGER_W, current_type="DC", connector_types=["CCS2"],
        )
        for number in range(COUNT)
    ]  # fmt: skip
    station = StationRecord(
        id=StationId("live"), name="Live", network="N", operator="N", city=CityId("phoenix"),
        city_name="Phoenix", state="AZ", latitude_deg=33.4, longitude_deg=-112.0,
        time_zone="America/Phoenix", location_type="Workplace", charger_type="DC Fast Charge",
        grid_limit_w=LIMIT_W, base_price_per_kwh=Decimal("0.30"),
        energy_cost_per_kwh=Decimal("0.12"), currency="USD", amenities=[], simulated=True,
        charge_points=points,
    )  # fmt: skip
    return Fleet(stations=[station])


@dataclass
class Live:
    """The world, its chargers before a central, and what is watched of them."""

    world: World
    chargers: Chargers
    central: Central
    link: MqttLink
    clock: ScaledClock
    limit_w: float = SAFE_W
    over_since_s: float | None = None
    longest_over_s: float = 0.0
    """Simulated seconds for which more flowed than is allowed."""
    most_told_w: float = 0.0
    """Most that chargers with a car were told together, since the limit changed last."""
    profiles: list[tuple[float, str, dict[str, Any]]] = field(default_factory=list)

    def power_w(self) -> float:
        return float(self.world.plant.power_w.sum())

    def told_w(self, number: int) -> float:
        """What a charger's profiles allow its session."""
        store = self.chargers.all[number].limits.profiles
        return float(store.connector_limit(1, self.clock.now_s()).w)

    def charging(self) -> list[int]:
        return [n for n, each in enumerate(self.chargers.all) if 1 in each.sessions]

    def plug(self, number: int) -> None:
        """A car that takes all it gets, for long: its battery is large and nearly empty."""
        connector = self.chargers.all[number].connectors[0]
        self.world.visit(connector, f"CARD-{number}")
        self.world.plant.connect_car(connector, peak_w=70_000.0, capacity_wh=1e6, soc_ratio=0.1)
        self.chargers.drain()

    def watch(self) -> None:
        """Look at the sum once."""
        now_s = self.clock.now_s()
        if self.power_w() <= self.limit_w * 1.005:
            self.over_since_s = None
        elif self.over_since_s is None:
            self.over_since_s = now_s
        else:
            self.longest_over_s = max(self.longest_over_s, now_s - self.over_since_s)

    async def until(self, condition: Callable[[], object], what: str) -> None:
        def state() -> str:
            told = [f"{self.told_w(n) / 1000:.1f}" for n in range(COUNT)]
            return f"told {told} kW, {self.power_w() / 1000:.1f} kW flow"

        try:
            async with asyncio.timeout(ANSWER_S):
                while not condition():
                    self.watch()
                    await asyncio.sleep(0.02)
        except TimeoutError:
            pytest.fail(f"waited in vain until {what}; {state()}")

    async def signal(self, limit_w: float) -> None:
        now = datetime.fromtimestamp(self.clock.now_s(), UTC)
        message = LimitSignal(
            at=now, expires_at=now + timedelta(hours=2), limit_w=limit_w, source="solar"
        )
        self.limit_w = limit_w
        self.over_since_s = None
        await self.link.publish(limit_topic("station", "live"), encode(message), retain=True)

    async def shares(self) -> dict[str, str]:
        async with self.central.units.read() as uow:
            return {each.charge_point: each.reason for each in await uow.load_sharing.shares()}


@contextlib.asynccontextmanager
async def living(
    start_central: StartCentral, broker: BrokerInfo, folder: Path, factor: float
) -> AsyncIterator[Live]:
    """Central and the emulated station, on one clock."""
    file = folder / "fleet.json"
    file.write_bytes(encode_fleet(fleet()))
    setting = ClockSetting(factor=factor, epoch=EPOCH, anchor=datetime.now(UTC))
    clock = {
        "factor": factor, "epoch": EPOCH.isoformat(), "anchor": setting.anchor.isoformat(),
    }  # fmt: skip
    central = await start_central(
        MQTT_URL=broker.url, ROLES="gateway,ingest,control", FLEET_FILE=str(file),
        CLOCK=json.dumps(clock), HEAL_MODE="off",
    )  # fmt: skip
    async with central.units.write() as uow:
        place = Place(PlaceKind.STATION, "live")
        await uow.load_sharing.put_plan(place, LimitPlan(safe_limit_w=SAFE_W))
        await uow.commit()
    emulated = ScaledClock(setting)
    world = World(
        fleet(),
        WorldSetting(seed=1, mean_utilisation=0.0, fault_rate_per_day=0.0),
        emulated.now_s(),
    )
    world.ask_first()
    url = f"ws://127.0.0.1:{central.ocpp_port}/ocpp"
    chargers = Chargers(world, emulated, url, "")
    link = MqttLink(parse_address(broker.url), RandomIds().new(), Counters())
    tasks = [asyncio.create_task(chargers.run()), asyncio.create_task(link.run())]
    try:
        yield Live(world, chargers, central, link, emulated)
        await link.publish(limit_topic("station", "live"), b"", retain=True)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def play(live: Live) -> None:
    """Cars come one by one; a signal takes power away, and gives it back."""
    await live.until(
        lambda: all(live.told_w(n) == LIMIT_W / COUNT for n in range(COUNT)),
        "every charger holds its safe default",
    )
    for number in range(3):
        live.plug(number)
        await live.until(lambda n=number: n in live.charging(), f"car {number} charges")
    await live.until(
        lambda: all(abs(live.told_w(n) - SAFE_W / 3) < 1.0 for n in range(3)),
        "three share the safe limit alike: no signal came yet",
    )
    assert "its safe limit: no signal came yet" in (await live.shares())["LIVE-0"]
    await live.until(lambda: live.power_w() > 0.9 * SAFE_W, "what may flow does flow")
    await live.signal(90_000.0)
    await live.until(
        lambda: all(abs(live.told_w(n) - 30_000.0) < 1.0 for n in range(3)), "the signal is shared"
    )
    await live.until(lambda: live.power_w() > 75_000.0, "more flows")
    live.plug(3)
    await live.until(
        lambda: all(abs(live.told_w(n) - 22_500.0) < 1.0 for n in range(4)), "four share it"
    )
    await live.signal(10_000.0)
    await live.until(
        lambda: sorted(live.told_w(n) for n in range(4)) == [0.0, 0.0, 5_000.0, 5_000.0],
        "two pause, two charge",
    )
    await live.until(lambda: live.power_w() <= 10_050.0, "the sum is below what is allowed")
    reasons = (await live.shares()).values()
    assert sum(reason.startswith("paused") for reason in reasons) == 2


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_station_shares_and_follows_a_signal(
    start_central: StartCentral, broker: BrokerInfo, tmp_path: Path
) -> None:
    async with living(start_central, broker, tmp_path, factor=5.0) as live:
        await play(live)


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_more_than_is_allowed_flows_for_at_most_ten_seconds(
    start_central: StartCentral, broker: BrokerInfo, tmp_path: Path
) -> None:
    """In real time, as the rule is one of seconds."""
    async with living(start_central, broker, tmp_path, factor=1.0) as live:
        await play(live)
        assert live.longest_over_s <= 10.0
