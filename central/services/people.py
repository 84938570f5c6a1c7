"""What people do through the API: switches, heals, registrations, calls to chargers.

Each act is one unit of work with its row in the audit.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import structlog

from central.core.heal import HealState
from central.core.rules import Mode, Switches
from central.services.control_records import AuditRow, HealRow
from central.services.counters import Counters
from central.services.errors import CentralError, LocalError, UnknownChargePointError
from central.services.journal import record
from central.services.ports import ChargerCalls, Clock, Ids
from central.services.switches import KEY, as_json, read_switches
from central.services.unit_of_work import UnitsOfWork
from contract.ids import ChargePointId
from contract.messages import ChargerAnswer

log = structlog.get_logger(__name__)

FIRST_LOOK_S: Final = 0.25
"""How long a call that nobody waits for is watched: wrong ones fail at once, and that is told."""
CALLS_UNDER_WAY_MAX: Final = 256


class UnknownHealError(LocalError):
    """No such heal."""

    def __init__(self, heal_id: int) -> None:
        super().__init__(f"heal {heal_id} is not known")


class UnknownRegionError(LocalError):
    """No station is there."""

    def __init__(self, region: str) -> None:
        super().__init__(f"region {region!r} is not known: no station is in a city of that id")


class HealOverError(LocalError):
    """The heal has ended."""

    def __init__(self, heal_id: int) -> None:
        super().__init__(f"heal {heal_id} has ended: nothing can be asked of it")


class TooManyCallsError(LocalError):
    """People have too many calls under way."""

    def __init__(self) -> None:
        super().__init__(f"{CALLS_UNDER_WAY_MAX} calls are under way: wait for some to end")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks, and in which request."""

    name: str
    request_id: str


class People:
    """One a process; `tasks` carries the calls that nobody waits for."""

    def __init__(  # noqa: PLR0913 (ports, one each)
        self,
        uows: UnitsOfWork,
        calls: ChargerCalls,
        clock: Clock,
        ids: Ids,
        initial: Switches,
        tasks: asyncio.TaskGroup,
        counters: Counters,
    ) -> None:
        self._uows = uows
        self._calls = calls
        self._clock = clock
        self._ids = ids
        self._initial = initial
        self._tasks = tasks
        self._counters = counters
        self._under_way = 0

    async def switches(self) -> Switches:
        """The loop's switches in force."""
        async with self._uows.read() as uow:
            return await read_switches(uow, self._initial)

    async def set_switches(self, actor: Actor, change: Callable[[Switches], Switches]) -> Switches:
        """Change the loop's switches from what they are; the loop follows in its next round."""
        async with self._uows.write() as uow:
            before = await read_switches(uow, self._initial)
            after = change(before)
            await uow.settings.put(KEY, as_json(after))
            row = self._row(actor, "control.heal", "settings", KEY, "switches of the control loop")
            await record(uow, replace(row, before=as_json(before), after=as_json(after)))
            await uow.commit()
        return after

    async def set_region_mode(
        self, actor: Actor, region: str, mode: Mode | None, check: Callable[[Switches], None]
    ) -> Switches:
        """Give a region a mode of its own; None = that of the network again.

        Raises:
            UnknownRegionError: no station is there.
        """
        async with self._uows.read() as uow:
            if all(station.city != region for station in await uow.stations.all()):
                raise UnknownRegionError(region)

        def change(before: Switches) -> Switches:
            check(before)
            regions = {key: each for key, each in before.regions.items() if key != region}
            return replace(before, regions=regions if mode is None else {**regions, region: mode})

        return await self.set_switches(actor, change)

    async def ask_heal(
        self, actor: Actor, heal_id: int, act: str, reason: str, length_s: float = 0.0
    ) -> HealRow:
        """Ask an open heal to stop, approve or prolong it; the loop follows in its next round.

        Raises:
            UnknownHealError: no such heal.
            HealOverError: it has ended.
        """
        asked: dict[str, Any] = {
            "id": self._ids.new(),
            "act": act,
            "actor": actor.name,
            "reason": reason,
            "length_s": length_s,
        }
        async with self._uows.write() as uow:
            row = await uow.heals.get(heal_id)
            if row is None:
                raise UnknownHealError(heal_id)
            if row.heal.state is HealState.ENDED or not await uow.heals.ask(heal_id, asked):
                raise HealOverError(heal_id)
            await record(uow, self._row(actor, f"heal.{act}", "station", row.heal.station, reason))
            await uow.commit()
        return row

    async def register(self, actor: Actor, charge_point: ChargePointId, registration: str) -> None:
        """Accept or reject a charger.

        Raises:
            UnknownChargePointError: no such charger.
        """
        async with self._uows.write() as uow:
            if not await uow.charge_points.set_registration(charge_point, registration):
                raise UnknownChargePointError(charge_point)
            act = f"charger.{registration}"
            await record(uow, self._row(actor, act, "charge_point", charge_point, ""))
            await uow.commit()

    async def call_charger(
        self,
        actor: Actor,
        charge_point: ChargePointId,
        action: str,
        payload: dict[str, Any],
        reason: str,
        wait_s: float | None,
    ) -> tuple[str, ChargerAnswer | None]:
        """Send an OCPP call on behalf of a person.

        Returns:
            Id of the record, and the answer if it came within the wait.

        Raises:
            central.services.errors.InvalidCallError: unknown action or wrong payload.
            central.services.errors.UnknownChargePointError: no such charger.
            TooManyCallsError: too many are under way.
        """
        if self._under_way >= CALLS_UNDER_WAY_MAX:
            raise TooManyCallsError
        command_id = self._ids.new()
        result: asyncio.Future[ChargerAnswer] = asyncio.get_running_loop().create_future()
        self._tasks.create_task(
            self._carry_out(actor, charge_point, action, payload, reason, command_id, result)
        )
        answer = None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_LOOK_S if wait_s is None else wait_s):
                answer = await asyncio.shield(result)
        return command_id, None if wait_s is None else answer

    async def _carry_out(  # noqa: PLR0913 (as above)
        self,
        actor: Actor,
        charge_point: ChargePointId,
        action: str,
        payload: dict[str, Any],
        reason: str,
        command_id: str,
        result: asyncio.Future[ChargerAnswer],
    ) -> None:
        self._under_way += 1
        try:
            answer = await self._calls.call(
                charge_point,
                action,
                payload,
                actor_kind="human",
                actor=actor.name,
                reason=reason,
                command_id=command_id,
            )
            if not result.done():
                result.set_result(answer)
            row = self._row(actor, f"ocpp.{action}", "charge_point", charge_point, reason)
            after = {
                "command_id": command_id,
                "payload": payload,
                "outcome": answer.outcome,
            }
            async with self._uows.write() as uow:
                await record(uow, replace(row, after=after))
                await uow.commit()
        except Exception as err:
            if not result.done():
                result.set_exception(err)
                result.exception()  # seen: whoever asked may have stopped waiting
            elif isinstance(err, CentralError):
                log.warning("call_failed", charge_point=charge_point, reason=str(err))
            else:
                self._counters.add("defects")
                log.exception("defect", what="call of a person", charge_point=charge_point)
        finally:
            self._under_way -= 1

    def _row(
        self, actor: Actor, act: str, object_type: str, object_id: str, reason: str
    ) -> AuditRow:
        return AuditRow(
            at=self._clock.now(),
            actor_kind="human",
            actor=actor.name,
            act=act,
            object_type=object_type,
            object_id=object_id,
            reason=reason,
            request_id=actor.request_id,
        )
