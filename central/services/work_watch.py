"""Work orders in the control loop: opened where waiting helps nobody, judged, followed up.

A round asks `central.core.work_opening` which alarms need work and `central.core.work_proof` what
telemetry says of work that is done. All of a round is one unit of work; nothing is kept between
rounds, so a restart goes on where the last one stopped.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from central.core.work_catalogue import Catalogue
from central.core.work_opening import Opening, chargers_to_repair, returning, why_ordered
from central.core.work_orders import AHEAD, WorkOrder, WorkState
from central.core.work_proof import ProofRules, judged
from central.core.work_steps import Cancel, Miss, Reopen, Step
from central.services.counters import Counters
from central.services.errors import UnavailableError
from central.services.isolation import contained
from central.services.ports import Clock
from central.services.unit_of_work import UnitOfWork, UnitsOfWork
from central.services.work_orders import kind_of
from central.services.work_planning import Planner
from central.services.work_store import LOOP, open_order, take_step
from contract.ids import StationId

TICK_S: Final = 10.0
"""Simulated seconds between two rounds, at most `ROUND_MAX_S` and at least `ROUND_MIN_S` real."""
ROUND_MIN_S: Final = 0.5
ROUND_MAX_S: Final = 2.0
REST_RATIO: Final = 3.0
"""It rests three times as long as a round took."""
ALARMS_MAX: Final = 500
"""Looked at in one round, the newest."""
OPENED_MAX: Final = 50
"""Orders in one round; the others follow in the next one."""

log = structlog.get_logger(__name__)


class WorkWatch:
    """Call `run` once; it ends by cancellation."""

    def __init__(
        self,
        units: UnitsOfWork,
        clock: Clock,
        monotonic_s: Callable[[], float],
        counters: Counters,
        catalogue: Catalogue,
        planner: Planner,
    ) -> None:
        self._units = units
        self._clock = clock
        self._monotonic_s = monotonic_s
        self._counters = counters
        self._catalogue = catalogue
        self._planner = planner
        self._rules = ProofRules()
        self._is_down = False

    async def run(self) -> None:
        """Go round until cancelled."""
        pause_s = min(max(self._clock.real_s(TICK_S), ROUND_MIN_S), ROUND_MAX_S)
        while True:
            began_s = self._monotonic_s()
            await contained(self._round_if_possible, self._counters, "work round")
            await asyncio.sleep(max(pause_s, REST_RATIO * (self._monotonic_s() - began_s)))

    async def _round_if_possible(self) -> None:
        try:
            await self.round()
            self._is_down = False
        except UnavailableError as err:
            if not self._is_down:
                log.warning("work_paused", reason=str(err))
            self._is_down = True

    async def round(self) -> None:
        """Open and judge orders, then plan who does them."""
        await self._renew()
        await self._planner.round()

    async def _renew(self) -> None:
        """Look, and where something is to be done do it in one unit of work."""
        async with self._units.read() as uow:
            if not await self._due(uow):
                return
        async with self._units.write() as uow:
            now = self._clock.now()
            for order, step in await self._steps(uow, now):
                await take_step(uow, order, step, LOOP, now)
            await self._order_work(uow, now)
            await uow.commit()

    async def _due(self, uow: UnitOfWork) -> bool:
        now = self._clock.now()
        if await self._steps(uow, now):
            return True
        alarms = await uow.alarms.unordered(ALARMS_MAX)
        return any(why_ordered(each, self._catalogue, now) for each in alarms)

    async def _order_work(self, uow: UnitOfWork, now: datetime) -> None:
        """Open orders, or take up again what was thought repaired."""
        verified = [o for o in await uow.work_orders.open() if o.state is WorkState.VERIFIED]
        count = 0
        for alarm in await uow.alarms.unordered(ALARMS_MAX):
            reason = why_ordered(alarm, self._catalogue, now)
            if reason is None or count >= OPENED_MAX:
                continue
            count += 1
            again = returning(verified, alarm)
            if again is not None:
                text = f"alarm {alarm.id}: the same trouble came back"
                await take_step(uow, again, Reopen(text, alarm.id), LOOP, now)
                verified.remove(again)
                continue
            diagnosis = await uow.diagnoses.get(alarm.id)
            first = None if diagnosis is None else diagnosis.charge_point_id
            chargers = chargers_to_repair(alarm, first)
            kind = await kind_of(uow, chargers)
            what = Opening(alarm, StationId(alarm.key.place), chargers, kind)
            await open_order(uow, what, self._catalogue, LOOP, reason, now)

    async def _steps(self, uow: UnitOfWork, now: datetime) -> list[tuple[WorkOrder, Step]]:
        """What is to be done with open orders."""
        found: list[tuple[WorkOrder, Step]] = []
        for order in await uow.work_orders.open():
            step = await self._step(uow, order, now)
            if step is not None:
                found.append((order, step))
        return found

    async def _step(self, uow: UnitOfWork, order: WorkOrder, now: datetime) -> Step | None:
        if order.state in {WorkState.DONE, WorkState.VERIFIED}:
            return await self._judged(uow, order, now)
        answer_by = order.answer_by
        if answer_by is not None and answer_by <= now:
            return Miss()
        if order.state in AHEAD:
            alarm = await uow.alarms.get(order.alarm_id)
            if alarm is not None and alarm.closed_at is not None:
                return Cancel(f"its alarm was closed: {alarm.close_reason}")
        return None

    async def _judged(self, uow: UnitOfWork, order: WorkOrder, now: datetime) -> Step | None:
        if order.state is WorkState.VERIFIED or order.done_at is None:
            return judged(order, None, {}, self._rules, now)
        chargers = order.charge_points or await uow.work_orders.chargers_of(order.station)
        seen = await uow.work_orders.seen(chargers, order.opened_at, order.done_at)
        alarm = await uow.alarms.get(order.alarm_id)
        return judged(order, alarm, seen, self._rules, now)
