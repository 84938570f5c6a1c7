"""Load sharing in the control loop: a real database, chargers that take limits or do not."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.core.load_sharing.facts import Share
from central.core.load_sharing.plans import (
    ChargerPlan,
    LimitPlan,
    Place,
    PlaceKind,
    Signal,
)
from central.core.rules import HealRules, Mode, Switches
from central.services.control import Control, ControlSettings
from central.services.counters import Counters
from central.services.records import (
    BootFacts,
    ConnectorMeter,
    ConnectorStatus,
    LinkState,
    NewChargePoint,
    NewTransaction,
    TransactionEnd,
)
from contract.ids import ChargePointId, StationId
from tests.fakes.charger_calls import FakeChargers
from tests.integration.central.seeds import SettableClock, place

pytestmark = pytest.mark.integration

START = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
STATION = Place(PlaceKind.STATION, "S")


@dataclass
class Site:
    """A station of 60 kW with three chargers of 50 kW, and a loop."""

    units: SqlUnitsOfWork
    clock: SettableClock
    chargers: FakeChargers
    control: Control = field(init=False)
    sessions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings = ControlSettings(HealRules(), Switches(Mode.OFF))
        self.control = Control(
            self.units, self.chargers, self.clock, lambda: self.seconds, settings, Counters()
        )

    @property
    def seconds(self) -> float:
        return (self.clock.at - START).total_seconds()

    async def rounds(self, count: int = 1, step_s: float = 20.0) -> None:
        for _ in range(count):
            self.clock.at += timedelta(seconds=step_s)
            async with asyncio.TaskGroup() as tasks:
                await self.control.round(tasks)

    async def plug_in(self, charger: str) -> None:
        key = ChargePointId(charger)
        async with self.units.write() as uow:
            new = NewTransaction(
                key, 1, "TAG", self.clock.at, 0, self.clock.at, Decimal("0.4"), "USD"
            )
            self.sessions[charger] = (await uow.transactions.add(new)).id
            await uow.commit()
        await self.status(charger, "Charging")

    async def unplug(self, charger: str) -> None:
        end = TransactionEnd(self.sessions.pop(charger), 5, self.clock.at, "Local", None)
        async with self.units.write() as uow:
            await uow.transactions.end(end)
            await uow.commit()
        await self.status(charger, "Available")

    async def status(self, charger: str, status: str) -> None:
        row = ConnectorStatus(
            ChargePointId(charger), 1, status, "NoError", "", "", self.clock.at, self.clock.at
        )
        async with self.units.write() as uow:
            await uow.charge_points.save_statuses([row])
            await uow.commit()

    async def link(self, charger: str, *, connected: bool) -> None:
        async with self.units.write() as uow:
            state = LinkState(ChargePointId(charger), connected, self.clock.at)
            await uow.charge_points.save_links([state])
            await uow.commit()

    async def plan(self, plan: LimitPlan) -> None:
        async with self.units.write() as uow:
            await uow.load_sharing.put_plan(STATION, plan)
            await uow.commit()

    async def shares(self) -> dict[str, Share]:
        async with self.units.read() as uow:
            return {each.charge_point: each for each in await uow.load_sharing.shares()}

    async def limits_w(self) -> dict[str, float]:
        return {key: share.limit_w for key, share in (await self.shares()).items()}

    def profiles(self, charger: str) -> list[dict[str, Any]]:
        return [
            each["csChargingProfiles"] for each in self.chargers.of("SetChargingProfile", charger)
        ]


@pytest.fixture
async def site(database_url: str) -> AsyncIterator[Site]:
    database = Database(database_url)
    await migrate(database)
    units, clock = SqlUnitsOfWork(database), SettableClock(START)
    station = place("S", grid_limit_w=60_000.0, grid_area="G")
    names = ("S-1", "S-2", "S-3")
    async with units.write() as uow:
        await uow.stations.upsert([station])
        await uow.charge_points.upsert(
            [
                NewChargePoint(
                    ChargePointId(name), StationId("S"), "accepted", rated_power_w=50_000.0,
                    connector_power_w=50_000.0, current_type="DC", connector_types=("CCS",),
                )
                for name in names
            ]
        )  # fmt: skip
        for name in names:
            key = ChargePointId(name)
            await uow.charge_points.record_boot(key, BootFacts("V", "M", "", ""), START)
            await uow.charge_points.save_links([LinkState(key, True, START)])
        await uow.commit()
    made = Site(units, clock, FakeChargers(units, clock))
    for name in names:
        await made.status(name, "Available")
    yield made
    await database.close()


@pytest.mark.each_database
async def test_sessions_share_and_every_charger_holds_a_safe_default(site: Site) -> None:
    await site.rounds(2)
    [default] = site.profiles("S-1")
    assert default["chargingProfilePurpose"] == "TxDefaultProfile"
    assert default["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"] == 20_000.0
    await site.plug_in("S-1")
    await site.rounds(6)
    assert await site.limits_w() == {"S-1": 50_000.0}
    await site.plug_in("S-2")
    await site.rounds(6)
    assert await site.limits_w() == {"S-1": 30_000.0, "S-2": 30_000.0}
    profile = site.profiles("S-2")[-1]
    assert profile["chargingProfilePurpose"] == "TxProfile"
    assert profile["transactionId"] == site.sessions["S-2"]
    assert profile["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"] == 30_000.0
    shares = await site.shares()
    assert shares["S-1"].reason == "2 of 2 share 60.0 kW of the station (its rating)"
    await site.unplug("S-1")
    await site.rounds(6)
    assert await site.limits_w() == {"S-2": 50_000.0}


async def test_an_increase_waits_for_the_charger_that_does_not_answer(site: Site) -> None:
    await site.plug_in("S-1")
    await site.rounds(6)
    site.chargers.behaviours["S-1"] = "timeout"
    await site.plug_in("S-2")
    await site.rounds(4)
    shares = await site.limits_w()
    assert shares["S-1"] == 30_000.0
    assert shares["S-2"] <= 20_000.0
    site.chargers.behaviours["S-1"] = "accept"
    await site.rounds(10)
    assert (await site.limits_w())["S-2"] == 30_000.0


async def test_a_charger_that_refuses_counts_at_its_rated_power_until_it_boots(site: Site) -> None:
    site.chargers.behaviours["S-3"] = "reject"
    await site.plug_in("S-1")
    await site.rounds(6)
    assert (await site.limits_w())["S-1"] == 10_000.0
    told = len(site.profiles("S-3"))
    await site.rounds(4)
    assert len(site.profiles("S-3")) == told
    site.chargers.behaviours["S-3"] = "accept"
    async with site.units.write() as uow:
        key, now = ChargePointId("S-3"), site.clock.at + timedelta(seconds=1)
        await uow.charge_points.record_boot(key, BootFacts("V", "M", "", ""), now)
        await uow.commit()
    await site.rounds(8)
    assert (await site.limits_w())["S-1"] == 50_000.0


async def test_a_silent_charger_keeps_what_it_has(site: Site) -> None:
    await site.plug_in("S-1")
    await site.plug_in("S-2")
    await site.rounds(6)
    await site.link("S-1", connected=False)
    await site.rounds(6)
    assert await site.limits_w() == {"S-1": 30_000.0, "S-2": 30_000.0}


async def test_a_signal_lowers_the_limit_and_its_end_brings_the_safe_one(site: Site) -> None:
    await site.plan(LimitPlan(safe_limit_w=16_000.0))
    await site.plug_in("S-1")
    await site.rounds(6)
    assert await site.limits_w() == {"S-1": 16_000.0}
    signal = Signal(40_000.0, site.clock.at, site.clock.at + timedelta(minutes=5), "solar")
    async with site.units.write() as uow:
        await uow.load_sharing.save_signal(STATION, signal)
        older = replace(signal, at=signal.at - timedelta(seconds=1), limit_w=1.0)
        await uow.load_sharing.save_signal(STATION, older)
        await uow.commit()
    await site.rounds(6)
    assert await site.limits_w() == {"S-1": 40_000.0}
    assert (await site.shares())["S-1"].reason.endswith("(the signal of solar)")
    await site.rounds(12)
    assert await site.limits_w() == {"S-1": 16_000.0}


async def test_a_guarantee_of_the_plan_becomes_the_safe_default(site: Site) -> None:
    named = ChargerPlan(guaranteed_w=40_000.0)
    await site.plan(LimitPlan(chargers={ChargePointId("S-1"): named}))
    await site.rounds(2)
    limits = {
        name: site.profiles(name)[-1]["chargingSchedule"]["chargingSchedulePeriod"][0]["limit"]
        for name in ("S-1", "S-2", "S-3")
    }
    assert limits == {"S-1": 40_000.0, "S-2": 10_000.0, "S-3": 10_000.0}


async def test_a_station_that_shares_no_more_takes_its_profiles_away(site: Site) -> None:
    await site.plug_in("S-1")
    await site.rounds(4)
    async with site.units.write() as uow:
        await uow.stations.upsert([place("S", grid_limit_w=200_000.0)])
        await uow.commit()
    await site.rounds(2)
    cleared = {each["id"] for each in site.chargers.of("ClearChargingProfile", "S-1")}
    assert cleared == {2970, 2971}
    async with site.units.read() as uow:
        assert await uow.load_sharing.accepted() == {}
        assert await uow.load_sharing.shares() == []


async def test_readings_of_the_car_before_say_nothing_of_this_one(site: Site) -> None:
    async with site.units.write() as uow:
        meter = ConnectorMeter(
            ChargePointId("S-1"), 1, 900.0, None, None, site.clock.at, 16.0, 0.0, 0.0
        )
        await uow.charge_points.save_meters([meter])
        await uow.commit()
    site.clock.at += timedelta(seconds=5)
    await site.plug_in("S-1")
    async with site.units.read() as uow:
        [plug] = (await uow.load_sharing.plugs([StationId("S")]))[ChargePointId("S-1")]
    assert (plug.power_w, plug.currents_a) == (None, ())
    async with site.units.write() as uow:
        later = replace(meter, metered_at=site.clock.at + timedelta(seconds=9))
        await uow.charge_points.save_meters([later])
        await uow.commit()
    async with site.units.read() as uow:
        [plug] = (await uow.load_sharing.plugs([StationId("S")]))[ChargePointId("S-1")]
    assert (plug.power_w, plug.currents_a) == (900.0, (16.0, 0.0, 0.0))


@pytest.mark.parametrize(
    ("code", "expected_w"),
    [
        pytest.param("NotSupported", 10_000.0, id="it cannot"),
        pytest.param("InternalError", 50_000.0, id="it may yet"),
    ],
)
async def test_only_an_error_that_says_so_means_that_a_charger_cannot(
    site: Site, code: str, expected_w: float
) -> None:
    site.chargers.behaviours["S-3"] = "error"
    site.chargers.codes["S-3"] = code
    await site.plug_in("S-1")
    await site.rounds(6)
    assert (await site.limits_w())["S-1"] == expected_w
