"""One emulated charger before a raw central, with a clock that stands still until it is moved."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.chargers import Chargers
from charger_emulator.core.outbox import Session
from charger_emulator.core.security import Access
from charger_emulator.core.vault import Vault
from charger_emulator.core.world import World, WorldSetting
from contract.ocpp16 import ChargePointStatus, StopReason
from tests.integration.charger_emulator.raw_central import RawCentral
from tests.octt.rig import FAST, SteppedClock, one_charger


class Bench:
    """Set switches, then `boot` (or `start`); act, and look at `central`."""

    def __init__(self, central: RawCentral, current_type: str = "AC") -> None:
        self.central, self.clock = central, SteppedClock()
        setting = WorldSetting(seed=1, mean_utilisation=0.0, fault_rate_per_day=0.0)
        self.world = World(one_charger(current_type), setting, self.clock.now_s())
        self.world.ask_first()
        self.chargers = Chargers(self.world, self.clock, central.url, "", FAST)
        self._run: asyncio.Task[None] | None = None

    @property
    def charger(self) -> Charger:
        return self.chargers.all[0]

    @property
    def session(self) -> Session:
        return self.charger.sessions[1]

    def switch(self, *names: str, **settings: Any) -> None:
        """Turn misbehaviours on, with single settings of their manner changed."""
        self.charger.voice.manners.switch(dict.fromkeys(names, True))
        self.charger.voice.manners.adjust(settings)

    # --- power, time and waiting -----------------------------------------------------------------

    def start(self, password: str = "") -> None:
        if password:
            self.charger.vault = Vault(Access(1, password.encode()))
        self._run = asyncio.get_running_loop().create_task(self.chargers.run())

    async def boot(self, **configuration: str) -> None:
        for key, value in configuration.items():
            self.charger.configuration.put(key, value)
        self.start()
        await self.until(lambda: self.charger.is_online, "the charger is accepted")
        await self.quiet()

    async def stop(self) -> None:
        if self._run is not None:
            self._run.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._run

    async def until(self, condition: Callable[[], object], what: str) -> None:
        def woken() -> object:
            self.clock.at_s += 0.01
            self.charger.wake.set()
            return condition()

        await self.central.until(woken, what)

    async def told(self, action: str, times: int = 1, **fields: Any) -> None:
        """Wait until a call was made so often; simulated time creeps on meanwhile."""
        await self.until(
            lambda: len(self.central.calls(action, **fields)) >= times, f"{times} x {action}"
        )

    def is_quiet(self) -> bool:
        waits = self.charger.outbox.next(self.clock.now_s()) is not None
        return self.charger.reset is None and self.charger.is_online and not waits

    async def quiet(self) -> None:
        await self.until(self.is_quiet, "the charger is quiet")

    async def pass_s(self, seconds: float, step_s: float = 5.0) -> None:
        """Let simulated time pass, and what is due be said."""
        end_s = self.clock.at_s + seconds
        while self.clock.at_s < end_s:
            self.clock.at_s = min(end_s, self.clock.at_s + step_s)
            self.chargers.tick()
            self.charger.wake.set()
            await asyncio.sleep(0.001)

    async def reconnect(self) -> None:
        """Drop the link from the charger's side and wait for the next one."""
        before = len(self.central.sockets)
        await self.cut()
        await self.until(
            lambda: len(self.central.sockets) > before and self.charger.is_online, "a new link"
        )
        await self.quiet()

    async def cut(self) -> None:
        """Let the charger end its connection and make another one."""
        line = self.charger.line
        self.charger.link_unwanted.set()
        await self.until(lambda: self.charger.line is not line, "the line is left")
        self.charger.link_unwanted.clear()

    # --- people ----------------------------------------------------------------------------------

    def plug(self, connector: int = 1, id_tag: str = "CARD-1") -> None:
        self.world.visit(self.charger.connectors[connector - 1], id_tag)
        self.chargers.drain()

    def unplug(self, connector: int = 1) -> None:
        self.world.forecourt.unplug(self.charger.connectors[connector - 1], self.world.now_s)
        self.chargers.drain()

    async def charging(self, minutes: float = 0.0, id_tag: str = "CARD-1") -> None:
        """Boot, begin a session, and let it go on for a while."""
        await self.boot(MeterValueSampleInterval="30")
        self.plug(id_tag=id_tag)
        await self.told("StartTransaction")
        await self.until(
            lambda: (
                self.world.forecourt.status_of(self.charger.connectors[0])
                is ChargePointStatus.CHARGING
                and self.session.transaction_id is not None
            ),
            "energy flows",
        )
        await self.pass_s(60.0 * minutes)
        await self.quiet()

    async def session_from_start_to_stop(self) -> None:
        await self.charging(minutes=2.0)
        self.world.forecourt.stop(
            self.charger.connectors[0], StopReason.LOCAL,
            self.world.now_s,
        )  # fmt: skip
        self.chargers.drain()
        await self.quiet()

    # --- looking ---------------------------------------------------------------------------------

    def samples(self, measurand: str = "") -> list[dict[str, Any]]:
        """Sampled values of connector 1, in order."""
        return [
            sample
            for payload in self.central.calls("MeterValues", connectorId=1)
            for value in payload["meterValue"]
            for sample in value["sampledValue"]
            if measurand in ("", sample.get("measurand"))
        ]

    def register_wh(self) -> float:
        return float(self.world.plant.register_wh[self.charger.connectors[0]])

    def power_w(self) -> float:
        return float(self.world.plant.power_w[self.charger.connectors[0]])
