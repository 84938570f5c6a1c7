"""Four stations in a real database, the control loop over it, and hands to move time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from central.adapters.db.engine import Database
from central.adapters.db.migrate import migrate
from central.adapters.db.unit_of_work import SqlUnitsOfWork
from central.adapters.routing import OsrmRoads
from central.core.rules import HealRules, Mode, Switches
from central.services.control import Control, ControlSettings
from central.services.control_records import Page
from central.services.counters import Counters
from contract.ids import ChargePointId
from tests.fakes.charger_calls import FakeChargers
from tests.integration.central.seeds import SettableClock, measure, place, seed_stations

START = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


@dataclass
class World:
    """A network of four stations 3 km apart, a loop, and hands to move time."""

    database: Database
    units: SqlUnitsOfWork
    clock: SettableClock
    chargers: FakeChargers
    switches: Switches = field(default_factory=lambda: Switches(Mode.AUTOPILOT))
    real_s: float = 0.0
    risks: dict[str, float] = field(default_factory=dict)
    hot_c: dict[str, float] = field(default_factory=dict)
    power_w: float = 60_000.0
    """What every charger draws, whatever it was told."""
    counters: Counters = field(default_factory=Counters)
    roads: OsrmRoads | None = None
    control: Control | None = None

    def restart(self) -> None:
        settings = ControlSettings(HealRules(), self.switches, self.roads)
        self.control = Control(
            self.units, self.chargers, self.clock, lambda: self.real_s, settings, self.counters
        )

    async def rounds(self, count: int = 1, step_s: float = 30.0) -> None:
        """Let time pass and the loop go round; calls that it starts are finished."""
        assert self.control is not None
        for _ in range(count):
            self.clock.at += timedelta(seconds=step_s)
            self.real_s += step_s
            for key in ("A-1", "B-1", "C-1", "D-1"):
                risk, hot_c = self.risks.get(key, 0.05), self.hot_c.get(key, 45.0)
                await measure(
                    self.units,
                    key,
                    self.clock.at,
                    risk=risk,
                    temperature_c=hot_c,
                    power_w=self.power_w,
                )
            async with asyncio.TaskGroup() as tasks:
                await self.control.round(tasks)

    def stress(self, risk: float = 0.9, hot_c: float = 80.0) -> None:
        self.risks["A-1"], self.hot_c["A-1"] = risk, hot_c

    def calm(self) -> None:
        self.risks.clear()
        self.hot_c.clear()

    async def heals(self) -> list[Any]:
        async with self.units.read() as uow:
            return await uow.heals.page(Page(50))

    async def prices(self) -> list[Any]:
        async with self.units.read() as uow:
            return await uow.prices.page(Page(50))

    async def acts(self) -> list[str]:
        async with self.units.read() as uow:
            return [row.act for row in reversed(await uow.audit.page(Page(500)))]

    async def events(self) -> list[Any]:
        async with self.units.read() as uow:
            return await uow.outbox.after(0, (), 10_000)

    async def shown(self, charger: str) -> Decimal | None:
        async with self.units.read() as uow:
            row = await uow.charge_points.get(ChargePointId(charger))
        assert row is not None
        return row.price_per_kwh

    async def accepted(self, charger: str) -> Any:
        async with self.units.read() as uow:
            return (await uow.views.network()).accepted[ChargePointId(charger)]


@asynccontextmanager
async def opened_world(database_url: str) -> AsyncIterator[World]:
    """Four stations A, B, C, D with one idle charger each; everything is closed at the end."""
    database = Database(database_url)
    await migrate(database)
    units, clock = SqlUnitsOfWork(database), SettableClock(START)
    await seed_stations(units, START, *(place(n, 3.0 * i) for i, n in enumerate("ABCD")))
    made = World(database, units, clock, FakeChargers(units, clock))
    made.restart()
    yield made
    await database.close()
