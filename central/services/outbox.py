"""Writing to the stream: the one door for every event that a page may see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from central.services.unit_of_work import UnitOfWork


async def emit(
    uow: UnitOfWork,
    now: datetime,
    topic: str,
    event_type: str,
    origin: str,
    data: Mapping[str, Any],
) -> int:
    """Append an event inside the caller's unit of work, so that it is seen iff the change is.

    Args:
        uow: the unit in which the change is made.
        now: simulated instant.
        topic: stations, prices, heals, alarms, audit, sessions, public.
        event_type: for example `price.started`.
        origin: human, autopilot, model, simulator or system.
        data: JSON body.

    Returns:
        The event's cursor.
    """
    return await uow.outbox.append(now, topic, event_type, origin, dict(data))
