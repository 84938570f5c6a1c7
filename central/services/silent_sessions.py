"""Sessions of chargers that were not heard of for so long that nobody waits for their stop.

They end as inferred, when their charger was last heard of, with the last register that is known. A
stop that comes after all replaces that end, and the session is priced anew.
"""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import structlog

from central.services.charger_memory import ChargerMemory
from central.services.charging_parts import ChargingParts
from central.services.errors import UnavailableError
from central.services.session_ends import infer_end
from contract.ids import ChargePointId

EVERY_S: Final = 600.0
"""Simulated seconds."""
LEAST_WAIT_S: Final = 15.0
"""Real seconds, where the clock runs fast."""
AT_ONCE: Final = 100

log = structlog.get_logger(__name__)


async def run_silent_sessions(parts: ChargingParts, limit: timedelta) -> None:
    """Look again and again until cancelled.

    Args:
        parts: of a gateway.
        limit: how long a charger may be out of contact (simulated) and keep its sessions.
    """
    while True:
        await asyncio.sleep(max(parts.clock.real_s(EVERY_S), LEAST_WAIT_S))
        try:
            await end_silent_sessions(parts, limit)
        except UnavailableError as err:
            log.warning("silent_sessions_wait", reason=str(err))


async def end_silent_sessions(parts: ChargingParts, limit: timedelta) -> int:
    """End what is open at chargers that are out of contact for longer; gives the number."""
    before = parts.clock.now() - limit
    async with parts.units.read() as uow:
        silent = await uow.transactions.silent_since(before, AT_ONCE)
    return sum([await _end_all(parts, charge_point, before) for charge_point in silent])


async def _end_all(parts: ChargingParts, charge_point: ChargePointId, before: datetime) -> int:
    async with parts.units.write_together() as uow:
        facts = await uow.charge_points.get(charge_point)
        if facts is None or charge_point not in await uow.transactions.silent_since(
            before, AT_ONCE
        ):
            return 0  # it came back meanwhile
        seen_at = await uow.charge_points.last_heard_of(charge_point) or before
        memory = ChargerMemory(facts)
        memory.refresh(facts, await uow.transactions.open_at(charge_point), [])
        sessions = list(memory.sessions.values())
        for session in sessions:
            started_at = session.transaction.started_at
            await infer_end(parts, uow, memory, session.transaction, max(seen_at, started_at))
        await uow.commit()
    return len(sessions)
