"""All chargers of the fleet: one task group, one tick, one schedule for heartbeats and samples."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from charger_emulator.adapters.clock import ScaledClock, monotonic_s
from charger_emulator.adapters.flash import Flash
from charger_emulator.adapters.ocpp import trigger_calls
from charger_emulator.adapters.ocpp.barrier import Barrier
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.errands import Errands
from charger_emulator.adapters.ocpp.keeper import Keeper
from charger_emulator.adapters.ocpp.link import Link, LinkCounts, Timing
from charger_emulator.adapters.ocpp.samples import Readings
from charger_emulator.adapters.ocpp.service import watch
from charger_emulator.core.chance import Purpose, stream
from charger_emulator.core.effects import Effect, PlugIn, SessionStart
from charger_emulator.core.layout import FloatArray
from charger_emulator.core.security import NO_ACCESS, Access
from charger_emulator.core.world import World
from contract.ids import ChargePointId
from contract.ocpp16 import ChargePointStatus

log = logging.getLogger(__name__)
TICK_S: Final = 2.0
"""Simulated seconds between two steps of the world, where the clock allows."""
MIN_TICK_REAL_S: Final = 0.2
SLICE: Final = 32
"""So many chargers are read at once; the slices of a tick are spread over its length."""
HANDSHAKES: Final = 128
"""At once, at most: more would wait for each other until all of them time out."""
SPREAD_RATIO: Final = 0.8
"""Share of a tick over which they are spread."""


class Chargers:
    """The fleet's controllers around one world. `run` until cancelled."""

    def __init__(
        self,
        world: World,
        clock: ScaledClock,
        central_url: str,
        password: str = "",
        timing: Timing | None = None,
        flash: Flash | None = None,
    ) -> None:
        self.world, self.clock = world, clock
        self.timing = timing or Timing()
        self.url, self.password = central_url, password
        self.secure_url = ""
        count = world.layout.charge_point_count
        access = Access(1, password.encode()) if password else NO_ACCESS
        self.all = [Charger(world, point, self.drain, access) for point in range(count)]
        self._barrier = Barrier()
        self.errands = Errands(self.clock.now_s, self._barrier)
        for charger in self.all:
            charger.begin = partial(self.errands.begin, charger)
            charger.call_off = partial(self.errands.call_off, charger)
            charger.readings = self.readings
        self.by_id = {charger.record.id: charger for charger in self.all}
        self.counts = LinkCounts()
        self._rng = stream(world.setting.seed, Purpose.SENSORS, 1)
        self._sample_due_s: FloatArray = np.full(world.layout.connector_count, np.inf)
        self._aligned_due_s: FloatArray = np.full(count, np.inf)
        self._beat_due_s: FloatArray = np.full(count, np.inf)
        self.slow_ticks = 0
        self._door = asyncio.Semaphore(HANDSHAKES)
        self._keeper = None if flash is None else Keeper(flash, world)
        self._links: dict[ChargePointId, asyncio.Task[None]] = {}
        self._ended = asyncio.Event()

    @property
    def connected(self) -> int:
        """Chargers that are connected and accepted."""
        return sum(charger.is_online for charger in self.all)

    def remember(self) -> None:
        """Give the chargers back what they kept: when equipped, before `adopt` and `run`."""
        if self._keeper is not None:
            for charger in self.all:
                self._keeper.remember(charger)

    async def run(self) -> None:
        """Connect all chargers and let the world go on, until `end`.

        Once: the memory is closed at the end.
        """
        try:
            async with asyncio.TaskGroup() as group:
                for ident, charger in self.by_id.items():
                    self._links[ident] = group.create_task(self._run_link(charger))
                others = [
                    group.create_task(self._run_ticks()),
                    group.create_task(self.errands.run()),
                ]
                await self._ended.wait()
                for task in (*others, *self._links.values()):
                    task.cancel()
        finally:
            if self._keeper is not None:
                for charger in self.all:
                    self._keeper.keep(charger)
                self._keeper.close()

    def end(self) -> None:
        """Let `run` come to its end."""
        self._ended.set()

    def remove(self, charger: Charger) -> None:
        """Take a charger away: it says nothing more, and its connectors are out of use."""
        del self.by_id[charger.record.id]
        link = self._links.pop(charger.record.id, None)
        if link is not None:
            link.cancel()
        for connector in charger.connectors:
            self.world.forecourt.unplug(connector, self.world.now_s)
            self.world.forecourt.enable(connector, self.world.now_s, on=False)
        self.drain()

    def adopt(self, effects: Iterable[Effect]) -> None:
        """Take over a world that has been running: what still goes on began while offline."""
        forecourt = self.world.forecourt
        last: dict[int, Effect] = {}
        for effect in effects:
            if isinstance(effect, SessionStart | PlugIn):
                last[effect.connector] = effect
        running = forecourt.is_in_session()
        for connector, effect in last.items():
            prepares = forecourt.status_of(connector) is ChargePointStatus.PREPARING
            if isinstance(effect, SessionStart) and running[connector]:
                shift_wh = 0 if self._keeper is None else self._keeper.meter_shift_wh[connector]
                meter_wh = effect.meter_wh + int(shift_wh)
                self.all[effect.charge_point].on_effect(replace(effect, meter_wh=meter_wh))
                self._sample_due_s[connector] = self.world.now_s + self._rng.uniform(0.0, 60.0)
            elif isinstance(effect, PlugIn) and prepares:
                self.all[effect.charge_point].on_effect(effect)
        for charger in self.all:
            charger.look()

    def drain(self) -> None:
        """Dispatch what happened in the world, and what follows from it, at the present instant."""
        while effects := self.world.advance(self.world.now_s):
            self._dispatch(effects)
        self.errands.tick()

    def tick(self) -> None:
        """Move the world to now and send what is due."""
        for _ in self._tick():
            pass

    def _tick(self) -> Iterator[float]:
        """As `tick`, with a break after each slice of samples: the share that is sent, 0..1."""
        self._dispatch(self.world.advance(self.clock.now_s()))
        self.drain()
        self._look_after_chargers()
        self.drain()
        yield from self._send_samples()
        for point in np.flatnonzero(self._beat_due_s <= self.world.now_s).tolist():
            with self._barrier.around(self.all[point]):
                self._beat(point)

    def _look_after_chargers(self) -> None:
        for charger in self.all:
            with self._barrier.around(charger):
                self._look_after(charger)
        if self._keeper is not None:
            self._keeper.commit()

    def _look_after(self, charger: Charger) -> None:
        now_s = self.world.now_s
        if charger.intervals_changed:
            self._reschedule(charger)
        if charger.limits.until_s <= now_s:
            charger.limits.apply()
        if charger.board.due_s:
            charger.board.report_stable(now_s)
        watch(charger)
        if self._keeper is not None:
            self._keeper.keep_changes(charger)

    def _send_samples(self) -> Iterator[float]:
        now_s = self.world.now_s
        of_connectors = np.flatnonzero(self._sample_due_s <= now_s).tolist()
        of_points = np.flatnonzero(self._aligned_due_s <= now_s).tolist()
        if not of_connectors and not of_points:
            return
        readings = self.readings()
        count, sent = len(of_connectors) + len(of_points), 0
        owners = self.world.layout.connector_cp
        for send, due in ((self._sample, of_connectors), (self._aligned, of_points)):
            for begin in range(0, len(due), SLICE):
                for which in due[begin : begin + SLICE]:
                    point = int(owners[which]) if send == self._sample else which
                    with self._barrier.around(self.all[point]):
                        send(which, readings)
                    sent += 1
                yield sent / count

    def trigger(self, charger: Charger, message: str, number: int | None) -> None:
        """Send what a TriggerMessage asked for."""
        every = range(len(charger.connectors) + 1)
        match message:
            case "Heartbeat":
                charger.say("Heartbeat", {})
            case "BootNotification":
                charger.say("BootNotification", dict(charger.boot_payload()))
            case "StatusNotification":
                for each in every if number is None else (number,):
                    charger.report(each)
            case "MeterValues":
                readings = self.readings()
                for each in every if number is None else (number,):
                    charger.metering.sample(each, readings, self.world.now_s, "Trigger")
            case _:
                trigger_calls.send(charger, message)

    def readings(self) -> Readings:
        """What all meters show now."""
        return Readings(self.world, self._rng)

    def _dispatch(self, effects: list[Effect]) -> None:
        for effect in effects:
            charger = self.all[effect.charge_point]
            with self._barrier.around(charger):
                charger.on_effect(effect)
                if isinstance(effect, SessionStart):
                    interval_s = charger.configuration.count("MeterValueSampleInterval")
                    self._sample_due_s[effect.connector] = effect.at_s + (interval_s or np.inf)

    def _reschedule(self, charger: Charger) -> None:
        charger.intervals_changed = False
        now_s, point = self.world.now_s, charger.point
        self._aligned_due_s[point] = _next_slot(
            now_s, charger.configuration.count("ClockAlignedDataInterval")
        )
        self._beat_due_s[point] = now_s + (
            charger.configuration.count("HeartbeatInterval") or np.inf
        ) * self._rng.uniform(0.5, 1.0)
        interval_s = charger.configuration.count("MeterValueSampleInterval")
        for number in charger.sessions:
            due_s = self._sample_due_s[charger.connectors[number - 1]]
            soon_s = now_s + interval_s * self._rng.uniform(0.5, 1.0) if interval_s else np.inf
            self._sample_due_s[charger.connectors[number - 1]] = (
                min(due_s, soon_s) if interval_s else np.inf
            )

    def _sample(self, connector: int, readings: Readings) -> None:
        charger = self.all[int(self.world.layout.connector_cp[connector])]
        number = charger.number(connector)
        interval_s = charger.configuration.count("MeterValueSampleInterval")
        if number not in charger.sessions or not interval_s:
            self._sample_due_s[connector] = np.inf
            return
        charger.metering.sample(number, readings, self.world.now_s)
        self._sample_due_s[connector] = max(
            self._sample_due_s[connector] + interval_s, self.world.now_s
        )

    def _aligned(self, point: int, readings: Readings) -> None:
        charger = self.all[point]
        interval_s = charger.configuration.count("ClockAlignedDataInterval")
        next_s = _next_slot(self.world.now_s, interval_s)
        charger.metering.aligned(readings, next_s - interval_s if interval_s else self.world.now_s)
        self._aligned_due_s[point] = next_s

    def _beat(self, point: int) -> None:
        charger = self.all[point]
        interval_s = charger.configuration.count("HeartbeatInterval")
        self._beat_due_s[point] = self.world.now_s + (interval_s or np.inf)
        if charger.is_online:
            charger.say("Heartbeat", {})

    async def _run_ticks(self) -> None:
        pause_s = max(MIN_TICK_REAL_S, self.clock.real_s(TICK_S))
        next_s = monotonic_s()
        while True:
            for share in self._tick():
                slot_s = next_s + SPREAD_RATIO * pause_s * share
                await asyncio.sleep(max(0.0, slot_s - monotonic_s()))
            next_s += pause_s
            left_s = next_s - monotonic_s()
            if left_s <= 0.0:
                self.slow_ticks += 1
                next_s, left_s = monotonic_s(), 0.01
            await asyncio.sleep(left_s)

    async def _run_link(self, charger: Charger) -> None:
        rng = stream(self.world.setting.seed, Purpose.LINK, 1 << 50 | charger.point)
        spread_s = min(self.timing.connect_within_s, self.timing.connect_s_each * len(self.all))
        await asyncio.sleep(float(rng.uniform(0.0, spread_s)))
        link = Link(
            charger=charger,
            url=self.url,
            clock=self.clock,
            rng=rng,
            trigger=self.trigger,
            counts=self.counts,
            secure_url=self.secure_url,
            timing=self.timing,
            door=self._door,
        )
        await link.run()


def _next_slot(now_s: float, interval_s: int) -> float:
    """Next slot counted from midnight (OCPP 1.6, 9.1.2); infinite if off."""
    return (now_s // interval_s + 1.0) * interval_s if interval_s else float("inf")
