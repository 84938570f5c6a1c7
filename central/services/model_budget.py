"""The daily number of questions to the language model, never exceeded, also over restarts.

One number for everything that asks it, in all processes: it is kept in the database.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from central.services.unit_of_work import UnitsOfWork

SPENT: Final = "explanations.spent"
"""Key among the settings: the day (real, UTC) and its questions."""

log = structlog.get_logger(__name__)


async def take_question(
    units: UnitsOfWork, wall_now: Callable[[], datetime], calls_per_day: int
) -> bool:
    """Take one of the day's questions; False where none is left."""
    day = wall_now().date().isoformat()
    async with units.write() as uow:
        stored = await uow.settings.get(SPENT)
        is_today = isinstance(stored, dict) and stored.get("day") == day
        spent = int(stored["calls"]) if is_today else 0
        if spent >= calls_per_day:
            return False
        await uow.settings.put(SPENT, {"day": day, "calls": spent + 1})
        await uow.commit()
    if spent + 1 == calls_per_day:
        log.warning("model_questions_spent", day=day, calls=spent + 1)
    return True
