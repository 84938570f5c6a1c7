"""Forgets what is old, in small bites, so that nobody waits long for the writer.

Telemetry and scores are kept 24 h, raw readings 7 days (simulated), OCPP messages as long as the
settings say, answers to requests with a key 24 h; sessions keep their two ends. The stream is
pruned by the control loop.
"""

import asyncio
from datetime import timedelta
from typing import Final

import structlog

from central.services.errors import UnavailableError
from central.services.ports import Clock
from central.services.repeats import KEPT
from central.services.unit_of_work import UnitsOfWork

TELEMETRY_KEPT: Final = timedelta(hours=24)
METER_VALUES_KEPT: Final = timedelta(days=7)
EVERY_S: Final = 600.0
"""Simulated seconds."""
LEAST_WAIT_S: Final = 15.0
"""Real seconds, where the clock runs fast."""
BITE_ROWS: Final = 2000
BREATH_S: Final = 0.05

log = structlog.get_logger(__name__)


async def run_retention(units: UnitsOfWork, clock: Clock, messages_kept: timedelta) -> None:
    """Prune again and again until cancelled."""
    while True:
        await asyncio.sleep(max(clock.real_s(EVERY_S), LEAST_WAIT_S))
        try:
            deleted = await prune(units, clock, messages_kept)
        except UnavailableError as err:
            log.warning("prune_failed", reason=str(err))
        else:
            if deleted:
                log.info("pruned", rows=deleted)


async def prune(units: UnitsOfWork, clock: Clock, messages_kept: timedelta) -> int:
    """Delete what is too old; gives the number of rows."""
    deleted = 0
    while True:
        async with units.write() as uow:
            now = clock.now()
            bite = await uow.telemetry.prune(now - TELEMETRY_KEPT, BITE_ROWS)
            bite += await uow.transactions.prune_meter_values(now - METER_VALUES_KEPT, BITE_ROWS)
            bite += await uow.answers.prune(now - KEPT, BITE_ROWS)
            bite += await uow.messages.prune(now - messages_kept, BITE_ROWS)
            await uow.commit()
        deleted += bite
        if bite == 0:
            return deleted
        await asyncio.sleep(BREATH_S)
