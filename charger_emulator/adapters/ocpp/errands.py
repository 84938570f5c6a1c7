"""Carries out the steps of errands (`core/errands.py`): one task for each that is under way.

Simulated waits end with the tick of the fleet, so whoever moves the clock moves the errands.
"""

import asyncio
import heapq
from collections.abc import Callable
from itertools import count

from charger_emulator.adapters.ocpp.barrier import Barrier
from charger_emulator.adapters.ocpp.charger import Charger
from charger_emulator.adapters.ocpp.service import bring_back, raise_event, restart, take_out
from charger_emulator.adapters.transfers import Transfers
from charger_emulator.core.errands import (
    BringBack,
    Errand,
    Fetch,
    Raise,
    Restart,
    Say,
    Send,
    Step,
    TakeOut,
    WaitFor,
    WaitUntil,
)
from contract.ocpp16 import ChargePointStatus

_OUT = (ChargePointStatus.UNAVAILABLE, ChargePointStatus.FAULTED)


class Errands:
    """All errands of a fleet. `run` beside everything else, `tick` with the world."""

    def __init__(self, now_s: Callable[[], float], barrier: Barrier) -> None:
        self._now_s, self._barrier = now_s, barrier
        self._numbers = count()
        self._timers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._conditions: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []
        self._tasks: dict[tuple[int, str], asyncio.Task[None]] = {}
        self._group: asyncio.TaskGroup | None = None
        self._transfers: Transfers | None = None

    async def run(self) -> None:
        """Hold what errands need until cancelled."""
        async with Transfers() as self._transfers, asyncio.TaskGroup() as self._group:
            await asyncio.get_running_loop().create_future()

    def begin(self, charger: Charger, what: str, errand: Errand) -> None:
        """Start an errand; one of the same charger and kind that is under way is called off.

        Raises:
            RuntimeError: if `run` does not run.
        """
        if self._group is None:
            raise RuntimeError("errands begin while `run` runs")
        key = (charger.point, what)
        before = self._tasks.get(key)
        if before is not None:
            before.cancel()
        task = self._group.create_task(self._go(charger, errand))
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._forget(key, done))

    def call_off(self, charger: Charger) -> None:
        """End all errands of a charger."""
        for (point, _), task in list(self._tasks.items()):
            if point == charger.point:
                task.cancel()

    def _forget(self, key: tuple[int, str], task: asyncio.Task[None]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]

    @property
    def waiting(self) -> int:
        """How many wait for a simulated instant."""
        return sum(not future.done() for _, _, future in self._timers)

    def tick(self) -> None:
        """Let waits end that are over."""
        now_s = self._now_s()
        while self._timers and self._timers[0][0] <= now_s:
            _done(heapq.heappop(self._timers)[2])
        over = [future for holds, future in self._conditions if future.cancelled() or holds()]
        if over:
            self._conditions = [each for each in self._conditions if each[1] not in over]
        for future in over:
            _done(future)

    async def _go(self, charger: Charger, errand: Errand) -> None:
        result: object = None
        with self._barrier.around(charger):
            while True:
                try:
                    step = errand.send(result)
                except StopIteration:
                    return
                result = await self._carry_out(charger, step)

    async def _carry_out(self, charger: Charger, step: Step) -> object:
        result: object = None
        match step:
            case Say(action, payload):
                charger.say(action, payload)
            case Raise(event, info):
                raise_event(charger, event, info)
            case WaitUntil(at_s):
                await self._wait_until(at_s)
            case WaitFor(length_s):
                await self._wait_until(self._now_s() + length_s)
            case Fetch(location):
                result = await self._transferring().fetch(location)
            case Send(location, name, content):
                result = await self._transferring().send(location, name, content)
            case TakeOut():
                await self._take_out(charger)
            case BringBack():
                bring_back(charger)
            case Restart(version):
                await self._restart(charger, version)
        return result

    def _transferring(self) -> Transfers:
        if self._transfers is None:
            raise RuntimeError("errands begin while `run` runs")
        return self._transfers

    async def _wait_until(self, at_s: float) -> None:
        if self._now_s() < at_s:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._timers, (at_s, next(self._numbers), future))
            await future

    async def _wait_for(self, holds: Callable[[], bool]) -> None:
        if not holds():
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._conditions.append((holds, future))
            await future

    async def _take_out(self, charger: Charger) -> None:
        take_out(charger)
        forecourt = charger.world.forecourt
        await self._wait_for(
            lambda: all(forecourt.status_of(each) in _OUT for each in charger.connectors)
        )

    async def _restart(self, charger: Charger, version: str) -> None:
        kept = charger.maintenance
        boots = kept.boots
        restart(charger, version)
        await self._wait_for(lambda: charger.is_online and kept.boots > boots)


def _done(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
