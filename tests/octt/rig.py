"""One emulated charger on the bench, with a clock that stands still until the test moves it.

No driver comes by chance. The test plays the people (`plug`, `present`, `unplug` ...) through the
emulator's own control functions and lets time pass with `pass_s`. After each act the rig waits
until the charger has said what it has to say, so the order of messages is the charger's own.
"""

import asyncio
import contextlib
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from charger_emulator.adapters.clock import ScaledClock, wire_instant
from charger_emulator.adapters.flash import Flash
from charger_emulator.adapters.ocpp import acts
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.adapters.ocpp.link import Timing
from charger_emulator.core.world import World, WorldSetting
from contract.fleet import ChargePointRecord, Fleet, StationRecord
from contract.ids import ChargePointId, CityId, StationId
from tests.octt.central import Central

IDENTITY: Final = "CP-1"
START_AT: Final = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
PATIENCE_S: Final = 5.0
FAST: Final = Timing(
    call_timeout_s=0.3, back_off_s=(0.01, 0.05), reconnect_s=0.01, min_boot_wait_s=0.0,
    connect_s_each=0.0,
)  # fmt: skip


class SteppedClock(ScaledClock):
    """Simulated time that only the test moves."""

    def __init__(self) -> None:
        super().__init__()
        self.at_s = START_AT.timestamp()

    def now_s(self) -> float:
        return self.at_s

    def real_s(self, simulated_s: float) -> float:
        """Nobody waits for this clock by sleeping: `pass_s` wakes all."""
        return 3600.0 if simulated_s > 0.0 else 0.0


def one_charger(current_type: str = "AC", connectors: int = 2) -> Fleet:
    """A station with one charger: AC 22 kW on three phases, or DC 100 kW."""
    power_w = 22_080.0 if current_type == "AC" else 100_000.0
    charger = ChargePointRecord(
        id=ChargePointId(IDENTITY), vendor="Bench", model="Model-1",
        rated_power_w=power_w * connectors, connector_power_w=power_w, current_type=current_type,
        connector_types=["Type2" if current_type == "AC" else "CCS2"] * connectors,
    )  # fmt: skip
    station = StationRecord(
        id=StationId("bench"), name="Bench", network="Bench", operator="Bench",
        city=CityId("phoenix"), city_name="Phoenix", state="AZ", latitude_deg=33.45,
        longitude_deg=-112.07, time_zone="America/Phoenix", location_type="Workplace",
        charger_type="Level 2", grid_limit_w=power_w * connectors,
        base_price_per_kwh=Decimal("0.30"), energy_cost_per_kwh=Decimal("0.12"), currency="USD",
        amenities=[], simulated=True, charge_points=[charger],
    )  # fmt: skip
    return Fleet(stations=[station])


class Rig:
    """A charger, its world and its central. `start` it, or `boot` it to have it accepted."""

    def __init__(
        self,
        central: Central,
        clock: SteppedClock,
        fleet: Fleet,
        password: str = "",
        state_dir: Path | None = None,
    ) -> None:
        self.central, self.clock, self.fleet = central, clock, fleet
        self.password, self.state_dir = password, state_dir
        self.chargers = self._build()
        self._run: asyncio.Task[None] | None = None
        self._was_accepted = False

    def _build(self) -> Chargers:
        setting = WorldSetting(seed=1, mean_utilisation=0.0, fault_rate_per_day=0.0)
        world = World(self.fleet, setting, self.clock.now_s())
        world.ask_first()
        flash = None if self.state_dir is None else Flash(self.state_dir)
        chargers = Chargers(world, self.clock, self.central.url, self.password, FAST, flash)
        chargers.remember()
        acts.script(chargers.all[0])
        return chargers

    @property
    def charger(self) -> Charger:
        """The controller under test."""
        return self.chargers.all[0]

    @property
    def world(self) -> World:
        """The world around it."""
        return self.chargers.world

    # --- power and time --------------------------------------------------------------------------

    def start(self) -> None:
        """Switch on: the charger begins to connect."""
        self._run = asyncio.get_running_loop().create_task(self.chargers.run())

    async def boot(self, **configuration: Any) -> None:
        """Switch on, wait until the charger is accepted and quiet, and set configuration keys.

        Clock-aligned samples are off unless the test asks for them.
        """
        self.start()
        await self.online()
        await self.central.configure(**({"ClockAlignedDataInterval": 0} | configuration))
        await self.told()

    async def online(self) -> None:
        """Wait until the charger is connected, accepted and quiet."""
        await self.until(lambda: self.charger.is_online, "the charger is accepted")
        self._was_accepted = True
        await self.settle()

    async def stop(self) -> None:
        """End the emulator's work on this charger."""
        if self._run is not None:
            self._run.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._run
            self._run = None

    async def restart(self, *, tidy: bool = True) -> None:
        """The emulator's process ends and begins again with the same state directory.

        Args:
            tidy: it ends by itself; else it is killed and gets to write nothing more.
        """
        assert self.state_dir is not None
        if tidy:
            await self.stop()
        else:
            killed = self.state_dir.with_name(f"{self.state_dir.name}-killed")
            shutil.copytree(self.state_dir, killed)
            await self.stop()
            self.state_dir = killed
        self.chargers, self._was_accepted = self._build(), False
        self.start()

    async def pass_s(self, seconds: float, step_s: float = 1.0) -> None:
        """Let simulated time pass in steps; after each the charger gets to say what is due."""
        end_s = self.clock.at_s + seconds
        while self.clock.at_s < end_s:
            self.clock.at_s = min(end_s, self.clock.at_s + step_s)
            self.chargers.tick()
            self.charger.wake.set()
            await self.settle()

    async def settle(self) -> None:
        """Wait until the charger has nothing to send now (or is offline)."""
        charger = self.charger

        def is_quiet() -> bool:
            has_work = charger.outbox.next(self.clock.now_s()) is not None
            restarts = charger.needs_boot and self._was_accepted and charger.link_wanted.is_set()
            is_busy = self.chargers.counts.open_calls > 0 or (charger.is_online and has_work)
            return charger.reset is None and not restarts and not is_busy

        await self.until(is_quiet, "the charger is quiet")

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for a state of the emulator."""
        deadline = time.monotonic() + PATIENCE_S
        await asyncio.sleep(0)
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain until {what}"
            await asyncio.sleep(0.001)

    async def told(self) -> list[str]:
        """What the charger said since the test last looked, once it is quiet."""
        await self.settle()
        return self.central.told()

    # --- people ----------------------------------------------------------------------------------

    def status(self, number: int = 1) -> str:
        """What a connector is in."""
        return self.world.forecourt.status_of(self.charger.connectors[number - 1]).value

    async def plug(self, number: int = 1) -> None:
        """Plug a car in (or the cable back into the car)."""
        acts.plug(self.charger, number)
        await self.settle()

    async def present(self, id_tag: str, number: int = 1) -> None:
        """Show a card for a connector."""
        acts.present(self.charger, number, id_tag)
        await self.settle()

    async def unplug(self, number: int = 1) -> None:
        """The cable is pulled at both ends; at the charger it must be unlocked."""
        acts.unplug_ev(self.charger, number)
        if self.world.forecourt.driver[self.charger.connectors[number - 1]] is not None:
            acts.unplug_cable(self.charger, number)
        await self.settle()

    async def unplug_ev(self, number: int = 1) -> None:
        """The cable is pulled at the car."""
        acts.unplug_ev(self.charger, number)
        await self.settle()

    async def unplug_cable(self, number: int = 1) -> None:
        """The cable is pulled at the charger."""
        acts.unplug_cable(self.charger, number)
        await self.settle()

    async def charge(self, id_tag: str = "TAG-1", number: int = 1) -> int:
        """Plug in, show a card, and give the id of the transaction that runs then."""
        await self.plug(number)
        await self.present(id_tag, number)
        assert self.status(number) == "Charging"
        transaction_id = self.charger.sessions[number].transaction_id
        assert transaction_id is not None
        self.central.told()
        return transaction_id

    # --- power and hardware ----------------------------------------------------------------------

    async def cut_power(self) -> None:
        """The mains go."""
        acts.cut_power(self.charger)
        await self.until(lambda: not self.charger.is_online, "the charger is dark")

    async def restore_power(self) -> None:
        """The mains come back; wait until the charger is accepted again."""
        acts.restore_power(self.charger)
        await self.online()

    # --- the network -----------------------------------------------------------------------------

    async def cut_link(self) -> None:
        """Take the charger's connection away."""
        self.charger.switches["offline"] = True
        self.charger.set_link()
        await self.until(lambda: not self.charger.is_online, "the link is down")

    async def restore_link(self) -> None:
        """Let the charger connect again, and wait until it has."""
        self.charger.switches["offline"] = False
        self.charger.set_link()
        await self.online()


def bench_central(clock: SteppedClock) -> Central:
    """A central system that shares the rig's idea of time, and nothing else."""
    return Central(now=lambda: wire_instant(clock.now_s()))
